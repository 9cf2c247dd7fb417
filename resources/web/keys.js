// The keys of the page. A field that is in use keeps its own.

const STEP = 32;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Calls what `on` holds for a key. */
export function listenToKeys(on) {
  const plain = {
    h: on.heat,
    "[": () => on.opacity(-10),
    "]": () => on.opacity(10),
    j: on.lookFirst,
    k: on.play,
    "+": () => on.zoom(1.25),
    "=": () => on.zoom(1.25),
    "-": () => on.zoom(0.8),
    f: on.fit,
    r: on.ownWindow,
    m: on.ruler,
    o: on.open,
    p: on.report,
    "?": on.keys,
  };
  addEventListener("keydown", (event) => {
    const { target } = event;
    if (document.querySelector("dialog[open]")) return;
    const isField = target.matches?.("select, input:not([type=range])");
    const isRange = target.matches?.("input[type=range]");
    const arrow = ARROWS[event.key];
    if (arrow && !isField && !isRange) {
      event.preventDefault();
      if (event.ctrlKey) on.shift(arrow[0] * STEP, arrow[1] * STEP);
      else if (event.altKey) on.drag(arrow[0] * 8, arrow[1] * 8);
      else on.step(arrow[0] + arrow[1]);
      return;
    }
    if (isField || event.ctrlKey || event.altKey || event.metaKey) return;
    const act = plain[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
