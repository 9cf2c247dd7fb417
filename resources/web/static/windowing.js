// Windows: from stored values to grey levels, and windows found from the values (core/image/windowing.py, presets.py).
// A picture is {pixels, width, height, channels}: Uint8Array or Uint16Array, of 1 channel, or Uint8Array of 3.

import { clampByte, roundEven } from "./resampling.js";

export const EIGHT_BIT = { width: 255, center: 127.5 };
const MOST_SAMPLE = 1_000_000;
const MOST_VALUES = 400_000;
const [GROUND, BRIGHT, HEAD_SHARE, DARK_SHARE] = [25, 99, 0.12, 0.35];

/** Gives the value that a percentage of all is below, linearly between two, as numpy.percentile does for integers. */
export function percentile(sorted, percent) {
  const place = (sorted.length - 1) * (percent / 100);
  const low = Math.floor(place);
  return between(sorted[low], sorted[Math.min(low + 1, sorted.length - 1)], place - low);
}

/** The same for float32, in whose precision NumPy computes then. */
export function percentileOfFloats(sorted, percent) {
  const f = Math.fround;
  const place = f((sorted.length - 1) * f(f(percent) / f(100)));
  const low = Math.min(Math.floor(place), sorted.length - 1);
  return f(between(sorted[low], sorted[Math.min(low + 1, sorted.length - 1)], f(place - low)));
}

const between = (low, high, share) => (share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share));

/** Finds the window of a picture: of 8 bits all of it, else all but the outermost half per cent at either end. */
export function ownWindow({ pixels }) {
  if (pixels instanceof Uint8Array) return EIGHT_BIT;
  const sorted = every(pixels, Math.max(1, Math.floor(pixels.length / MOST_SAMPLE))).sort();
  const [low, high] = [percentile(sorted, 0.5), percentile(sorted, 99.5)];
  return high > low ? spanning(low, high) : spanning(...range(pixels));
}

/** Lists the windows to see a picture through: {words, window: [width, centre]}. */
export function windowsOf(picture, own, presets) {
  const windows = [{ words: "Of the file", window: pairOf(own) }];
  if (picture.channels === 1) {
    for (const { name, words } of presets) windows.push({ words, window: pairOf(FOUND[name](picture)) });
  }
  return windows;
}

/** Width and centre, as a record states them. */
export const pairOf = ({ width, center }) => [width, center].map((value) => Number(value.toPrecision(6)));

const FOUND = {
  FULL_RANGE: ({ pixels }) => spanning(...range(pixels)),
  MOST: (picture) => within(sampled(picture), 1),
  MIDDLE: (picture) => within(sampled(picture), 5),
  HEAD: (picture) => within(headValues(sampled(picture)), 1, percentileOfFloats),
};

function within({ values }, percent, find = percentile) {
  const sorted = values.slice().sort();
  const [low, high] = [find(sorted, percent), find(sorted, 100 - percent)];
  return high > low ? spanning(low, high) : spanning(sorted[0], sorted[sorted.length - 1]);
}

function spanning(low, high) {
  const top = high > low ? high : low + 1;
  return { width: top - low, center: (low + top) / 2 };
}

function sampled({ pixels, width, height }) {
  const step = Math.max(1, Math.ceil(Math.sqrt(pixels.length / MOST_VALUES)));
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)];
  const values = new pixels.constructor(columns * rows);
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) values[y * columns + x] = pixels[y * step * width + x * step];
  }
  return { values, columns, rows };
}

/** The values that stand out from the ground at the edges; all of them if there is none. */
function headValues({ values, columns, rows }) {
  const all = Float32Array.from(values);
  const ground = percentile(edgesOf({ data: values, width: columns, height: rows }).sort(), GROUND);
  const sorted = all.slice().sort();
  const [darkest, brightest] = [sorted[0], percentileOfFloats(sorted, BRIGHT)];
  if (ground - darkest >= DARK_SHARE * (brightest - darkest)) return { values: all };
  const least = Math.fround(ground + HEAD_SHARE * (brightest - ground));
  const head = all.filter((value) => value > least);
  return { values: head.length ? head : all };
}

/** The pixels at the edges of an image, those in the corners twice. */
export function edgesOf({ data, width, height }) {
  const edges = new data.constructor(2 * (width + height));
  edges.set(data.subarray(0, width), 0);
  edges.set(data.subarray((height - 1) * width), width);
  for (let y = 0; y < height; y += 1) {
    edges[2 * width + y] = data[y * width];
    edges[2 * width + height + y] = data[(y + 1) * width - 1];
  }
  return edges;
}

function every(pixels, step) {
  return step === 1 ? pixels.slice() : pixels.filter((_, place) => place % step === 0);
}

function range(pixels) {
  let [low, high] = [pixels[0], pixels[0]];
  for (const value of pixels) {
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  return [low, high];
}

/** Maps the values of a picture to grey levels, or levels of colours. */
export function applyWindow({ pixels }, { width, center }) {
  if (pixels instanceof Uint8Array && width === EIGHT_BIT.width && center === EIGHT_BIT.center) return pixels;
  const f = Math.fround;
  const scale = 255 / width;
  const shift = f(127.5 - scale * center);
  const table = Uint8Array.from({ length: pixels instanceof Uint8Array ? 256 : 65536 }, (_, value) =>
    clampByte(roundEven(f(f(value * f(scale)) + shift))),
  );
  return Uint8Array.from(pixels, (value) => table[value]);
}
