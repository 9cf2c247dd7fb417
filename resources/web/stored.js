// What the browser keeps for the page: nothing, where it is set to keep no data of pages; the page works all the same.

/** Reads a value; null where there is none. `kind` is "localStorage" or "sessionStorage". */
export function recall(kind, name) {
  try {
    return window[kind].getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a value, if the browser does. */
export function keep(kind, name, value) {
  try {
    window[kind].setItem(name, value);
  } catch {
    // It is forgotten when the page is loaded again.
  }
}
