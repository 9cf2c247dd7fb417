// Plays the slices of a stack, one after the other.

import { begin, end, isRunning } from "./newest.js";

const EVERY_MS = 100;
const find = (id) => document.getElementById(id);

/** Plays, or pauses; `step` shows the next slice. */
export function togglePlaying(step) {
  if (isRunning("playing")) {
    end("playing");
    return;
  }
  show(true);
  const timer = setInterval(step, EVERY_MS);
  begin("playing").addEventListener("abort", () => {
    clearInterval(timer);
    show(false);
  });
}

function show(isPlaying) {
  find("play").setAttribute("aria-pressed", isPlaying);
  find("play").textContent = isPlaying ? "Pause" : "Play";
}
