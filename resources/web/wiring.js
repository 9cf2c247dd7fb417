// Leads what the user does, by mouse, key, drop or paste, to what the page does then.

import { filesOfDrop, filesOfInput, filesOfPaste } from "./dropped_files.js";
import { listenToKeys } from "./keys.js";

const find = (id) => document.getElementById(id);

/** Listens to the user; `on` holds what to call. */
export function wire(on) {
  takeFiles(on.take);
  find("level").addEventListener("change", () => on.level(find("level").value));
  find("windows").addEventListener("change", () => on.window(find("windows").value));
  const showKeys = () => find("key-list").showModal();
  const clicks = {
    fit: on.fit,
    ruler: () => on.measure(find("ruler").getAttribute("aria-pressed") !== "true"),
    play: on.play,
    "look-first": on.lookFirst,
    drop: on.remove,
    report: () => print(),
    keys: showKeys,
  };
  for (const [id, act] of Object.entries(clicks)) find(id).addEventListener("click", () => act());
  listenToKeys({
    ...on,
    ruler: () => find("ruler").click(),
    open: () => find("open-files").click(),
    report: () => find("report").click(),
    keys: showKeys,
  });
}

function takeFiles(take) {
  for (const [button, input] of [["open-files", "file-input"], ["open-folder", "folder-input"]]) {
    find(button).addEventListener("click", () => find(input).click());
    find(input).addEventListener("change", () => {
      take(filesOfInput(find(input)));
      find(input).value = "";
    });
  }
  const view = find("view");
  addEventListener("dragover", (event) => {
    event.preventDefault();
    view.classList.add("over");
  });
  addEventListener("dragleave", (event) => event.relatedTarget || view.classList.remove("over"));
  addEventListener("drop", async (event) => {
    event.preventDefault();
    view.classList.remove("over");
    take(await filesOfDrop(event.dataTransfer));
  });
  addEventListener("paste", (event) => take(filesOfPaste(event.clipboardData)));
}
