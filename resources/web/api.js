// The API of `falx serve`, as docs/api.md describes it.

import { keep, recall } from "./stored.js";

const STORED = "falx-token";
const TRIES = 6;

/** An error that can be shown: its text says what happened and what to do. */
export class ApiError extends Error {
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Takes the token from the address and hides it there; a page that is loaded again remembers it. */
function takeToken() {
  const given = location.hash.slice(1);
  if (given) {
    keep("sessionStorage", STORED, given);
    history.replaceState(null, "", location.pathname);
  }
  return given || recall("sessionStorage", STORED) || "";
}

let token = takeToken();

// The address of another server may be pasted into a page that is open.
addEventListener("hashchange", () => {
  if (location.hash.length > 1) {
    token = takeToken();
    location.reload();
  }
});

/** Asks the server; a request that is aborted by its signal is dropped there too. */
export async function ask(path, { method = "GET", body, name, accept, signal } = {}) {
  const headers = { "X-Falx-Token": token };
  if (name) headers["X-Falx-Name"] = encodeURIComponent(name);
  if (accept) headers.Accept = accept;
  if (body) headers["Content-Type"] = "application/octet-stream";
  for (let tried = 1; ; tried += 1) {
    let response;
    try {
      response = await fetch(path, { method, headers, body, signal, cache: "no-store", credentials: "omit" });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiError("offline", "The server does not answer. Start falx serve again, then open its new address.", 0);
    }
    if (response.ok) return response;
    if (response.status === 503 && response.headers.has("Retry-After") && tried < TRIES) {
      await pause(200 * tried, signal);
      continue;
    }
    throw await errorOf(response);
  }
}

export const askJson = async (path, options) => (await ask(path, options)).json();

export const askBitmap = async (path, options) => createImageBitmap(await (await ask(path, options)).blob());

/** Gives each line of an answer as soon as it is there. */
export async function* askLines(path, options) {
  const response = await ask(path, { ...options, accept: "application/x-ndjson" });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) if (line) yield JSON.parse(line);
  }
}

async function errorOf(response) {
  try {
    const { error } = await response.json();
    return new ApiError(error.code, sentence(error.message), response.status);
  } catch {
    return new ApiError("unexpected", "The server gave an answer that this page does not know. Load the page again.", response.status);
  }
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith(".") ? "" : ".");
}

/** Waits; a signal ends it with an error. */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
