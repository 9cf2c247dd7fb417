// Plays the slices of a stack, one after the other.

import { begin, end, isRunning } from "./newest.js";

const EVERY_MS = 100;
const SPOKEN = ["verdict-block", "heat-state"];
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
  // Ten verdicts a second are not to be spoken.
  for (const id of SPOKEN) find(id).setAttribute("aria-live", isPlaying ? "off" : "polite");
}
