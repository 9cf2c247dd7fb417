// Requests of which only the newest counts: what was begun before is aborted, and whatever works on it drops it.

const running = {};

/** Begins something in place of what was begun before it under this name. */
export function begin(name) {
  end(name);
  running[name] = new AbortController();
  return running[name].signal;
}

export function end(name) {
  running[name]?.abort();
  delete running[name];
}

/** Whether an error only says that a request was aborted. */
export const isAbort = (error) => error.name === "AbortError";

export const isRunning = (name) => name in running;
