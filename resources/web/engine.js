// What computes for the page: the server that it came from, by its API (docs/api.md). A page that `falx serve --static`
// writes has `static/engine.js` in place of this module, which offers the same in the browser alone.

import { ask, askBitmap, askJson, askLines, pause } from "./api.js";
import { sizeProblem } from "./uploads.js";

export { gather } from "./uploads.js";

const [SWEEP_TRIES, BUSY_MS] = [30, 1000];

const placeOf = (picture, index) => `api/pictures/${picture.id}/${index}`;

/** Describes the program, its model, and all that can be chosen. */
export const describe = () => askJson("api/about");

/** Reads an upload, {name, body, size}; gives {pictures, left_out}. */
export function read({ name, body, size }, about) {
  const problem = sizeProblem(size, about);
  if (problem) throw new Error(problem);
  return askJson("api/pictures", { method: "POST", body, name });
}

/** Forgets a picture. Where that fails, the server forgets it after some minutes. */
export const forget = (picture) => ask(`api/pictures/${picture.id}`, { method: "DELETE" }).catch(() => {});

/** Draws a slice through a window, as a bitmap. */
export const draw = (picture, index, window) => askBitmap(`${placeOf(picture, index)}.png?window=${window.join()}`);

/** Draws the middle slice of a picture, as a file. */
export const drawFile = async (picture) => (await ask(`${placeOf(picture, Math.floor(picture.count / 2))}.png`)).blob();

/** Classifies a slice: the record, and the words and marks of the verdict. */
export const classify = (picture, index, level, signal) =>
  askJson(`${placeOf(picture, index)}/verdict?level=${level}`, { method: "POST", signal });

/**
 * Classifies all slices of a picture: {slice} each, {study} at the end, or {error}.
 *
 * Where the server has too much to do, it is asked again, and the slices that are done come a second time.
 */
export async function* sweep(picture, level, signal) {
  for (let tried = 1; ; tried += 1) {
    let isBusy = false;
    for await (const line of askLines(`api/pictures/${picture.id}/study?level=${level}`, { signal })) {
      isBusy = line.error?.code === "busy" && tried < SWEEP_TRIES;
      if (!isBusy) yield line;
    }
    if (!isBusy) return;
    await pause(BUSY_MS, signal);
  }
}

/** Draws a heat map, of the predicted class where `className` is "": {bitmap, lines, caption, scale}. */
export async function explain(picture, index, method, className, signal) {
  const asked = new URLSearchParams({ method: method.name });
  if (className) asked.set("class", className);
  const bitmap = await askBitmap(`${placeOf(picture, index)}/heat.png?${asked}&opacity=1`, { signal });
  return { bitmap, ...(await askJson(`${placeOf(picture, index)}/outline?${asked}`, { signal })) };
}
