// Preprocessing: from a picture to the network's input, and where that is in the picture (core/model/preprocessing.py).

import { blur, crop, largestPart, open, resizeArea, resizeLinear, roundEven } from "./resampling.js";
import { applyWindow, edgesOf, percentile, percentileOfFloats } from "./windowing.js";

const SMALL = 128;
const MARGIN = 0.04;
const GROUND = 25;
const [LEAST_SHARE, DARK_SHARE, HEAD_SHARE] = [0.1, 0.35, 0.12];
const [BRIGHT, BRIGHT_LEVEL] = [99, 220];
const [LEAST_GAIN, MOST_GAIN] = [0.5, 4];
const HEAD = 2;

/**
 * Turns a picture into the network's input, seen through a window.
 *
 * Returns {input, placement}: (size x size) Float32Array in [0, 255], and the place of it: input pixel u along x shows
 * the picture at x = offsetX + scaleX * u; y likewise.
 */
export function preprocess(picture, window, size, framing) {
  const shown = greyOf(picture, applyWindow(picture, window));
  if (framing !== HEAD) return fitted(shown, wholeOf(shown), size);
  const { input, placement } = fitted(shown, findHead(shown), size);
  return { input: brightened(input), placement };
}

/** Reduces the picture that a placement is in to a longest side, if it is larger. */
export function within(placement, longest) {
  const share = Math.min(1, longest / Math.max(placement.width, placement.height));
  const width = Math.max(1, roundEven(placement.width * share));
  const height = Math.max(1, roundEven(placement.height * share));
  const [shareX, shareY] = [width / placement.width, height / placement.height];
  return {
    width,
    height,
    scaleX: placement.scaleX * shareX,
    offsetX: (placement.offsetX + 0.5) * shareX - 0.5,
    scaleY: placement.scaleY * shareY,
    offsetY: (placement.offsetY + 0.5) * shareY - 0.5,
  };
}

/** Makes colours grey, as OpenCV does. */
function greyOf({ width, height, channels }, levels) {
  if (channels === 1) return { data: levels, width, height };
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at += 1) {
    data[at] = (levels[3 * at] * 9798 + levels[3 * at + 1] * 19235 + levels[3 * at + 2] * 3735 + 16384) >> 15;
  }
  return { data, width, height };
}

const wholeOf = ({ width, height }) => ({ left: 0, top: 0, width, height });

/** Finds the box around the largest bright thing on a dark ground, with a little margin; else the whole picture. */
export function findHead(shown) {
  const { width, height } = shown;
  const share = Math.min(1, SMALL / Math.max(width, height));
  const small = [width, height].map((side) => Math.max(1, roundEven(side * share)));
  const blurred = blur(resizeArea(shown, ...small));
  const ground = percentile(edgesOf(blurred).sort(), GROUND);
  const bright = percentile(blurred.data.slice().sort(), BRIGHT);
  if (ground >= DARK_SHARE * bright) return wholeOf(shown);
  const least = ground + HEAD_SHARE * (bright - ground);
  const found = largestPart(open({ ...blurred, data: blurred.data.map((value) => value > least) }));
  if (!found || found.width * found.height < LEAST_SHARE * blurred.data.length) return wholeOf(shown);
  const margin = MARGIN * Math.max(found.width, found.height);
  const [scaleX, scaleY] = [width / blurred.width, height / blurred.height];
  const left = Math.max(0, roundEven((found.left - margin) * scaleX));
  const top = Math.max(0, roundEven((found.top - margin) * scaleY));
  const right = Math.min(width, roundEven((found.left + found.width + margin) * scaleX));
  const bottom = Math.min(height, roundEven((found.top + found.height + margin) * scaleY));
  return { left, top, width: right - left, height: bottom - top };
}

/** Scales grey levels so that the brightest hundredth of what is not black begins at a fixed level. */
function brightened(input) {
  const lit = input.filter((value) => value > 0).sort();
  if (!lit.length) return input;
  const gain = Math.fround(BRIGHT_LEVEL / percentileOfFloats(lit, BRIGHT));
  const held = Math.min(Math.max(gain, LEAST_GAIN), MOST_GAIN);
  return input.map((value) => Math.min(Math.fround(value * held), 255));
}

/** Lays a box of a picture on a black square, as large as fits. */
function fitted(shown, box, size) {
  const { width, height } = box;
  const side = Math.max(height, width);
  const high = Math.max(1, roundEven((size * height) / side));
  const wide = Math.max(1, roundEven((size * width) / side));
  const resize = high < height || wide < width ? resizeArea : resizeLinear;
  const inner = resize(crop(shown, box), wide, high);
  const [top, left] = [Math.floor((size - high) / 2), Math.floor((size - wide) / 2)];
  const input = new Float32Array(size * size);
  for (let y = 0; y < high; y += 1) {
    input.set(inner.data.subarray(y * wide, (y + 1) * wide), (top + y) * size + left);
  }
  const [scaleX, scaleY] = [width / wide, height / high];
  const placement = {
    width: shown.width,
    height: shown.height,
    scaleX,
    offsetX: box.left + (0.5 - left) * scaleX - 0.5,
    scaleY,
    offsetY: box.top + (0.5 - top) * scaleY - 0.5,
  };
  return { input, placement };
}
