// What computes for the page: this browser alone, for PNG and JPEG. It offers what `../engine.js` does with a server.

import { UNREADABLE, usableFiles } from "../dropped_files.js";
import { Recent } from "../recent.js";
import { colour, drawHeat, METHODS, outlinesOf } from "./heat_maps.js";
import { loadNetwork, loadParameters } from "./network.js";
import { keepForOffline } from "./offline.js";
import { atLevel, predict } from "./prediction.js";
import { preprocess, within } from "./preprocessing.js";
import { formatOf, OTHER_FORMAT, readPicture } from "./reading.js";
import { applyWindow, ownWindow, pairOf, windowsOf } from "./windowing.js";
import { captionOf, describeVerdict } from "./wording.js";

// In pixels of the longest side; the view stretches what is larger.
const [LONGEST_SHOWN, LONGEST_SMALL, LONGEST_HEAT, LONGEST_TRACED] = [4096, 320, 2048, 512];
const HEAD_LENGTH = 16;
// Of pictures, and of the feature maps of each prediction.
const [MOST_BYTES, PREDICTION_BYTES] = [256e6, 1e6];

let model;
let network;
// What is known of each picture: {file, window, sha256}.
const known = new WeakMap();
// What takes room, of the pictures that were used last: {picture, found}.
const recent = new Recent(MOST_BYTES);
let count = 0;

/** Describes the program, its model, and all that can be chosen; the network is loaded meanwhile. */
export async function describe() {
  model = await loadParameters();
  network = loadNetwork(model);
  // Where it cannot be loaded, that is shown with the first picture.
  network.then(() => (document.body.dataset.network = "ready")).catch(() => {});
  keepForOffline();
  const methods = model.about.methods.filter((method) => METHODS.includes(method.name));
  return { ...model.about, methods };
}

/** Gives the files that are PNG or JPEG, each by itself: {uploads, problems}. */
export async function gather(given) {
  const { files, problems } = usableFiles(given);
  const uploads = [];
  for (const { path, file } of files) {
    try {
      const head = new Uint8Array(await file.slice(0, HEAD_LENGTH).arrayBuffer());
      if (formatOf(head)) uploads.push({ name: path, body: file, size: file.size });
      else problems.push(`${path}: ${OTHER_FORMAT}`);
    } catch {
      problems.push(`${path}: ${UNREADABLE}`);
    }
  }
  return { uploads, problems };
}

/** Reads an upload; gives {pictures, left_out}. */
export async function read({ name, body, size }, about) {
  if (size > about.most_body) throw new Error(`Expected up to ${about.most_body / 1e6} MB, got ${Math.ceil(size / 1e6)} MB. Reduce the picture.`);
  const picture = await readPicture(body, model.limits);
  const window = ownWindow(picture);
  count += 1;
  const described = {
    id: String(count),
    name,
    words: "",
    count: 1,
    slices: [{ path: name, frame: 0, width: picture.width, height: picture.height, spacing_mm: null, window: pairOf(window), edges: null }],
    windows: windowsOf(picture, window, model.presets),
    remarks: [],
    facts: {},
  };
  known.set(described, { file: body, window, sha256: await fingerprint(body) });
  recent.keep(described, { picture }, picture.pixels.byteLength + PREDICTION_BYTES);
  return { pictures: [described], left_out: [] };
}

/** Forgets a picture. */
export const forget = (picture) => recent.forget(picture);

/** Draws a slice through a window, as a bitmap. */
export async function draw(picture, index, [width, center], longest = LONGEST_SHOWN) {
  const { picture: stored } = await workOn(picture);
  const image = imageOf(stored, applyWindow(stored, { width, center }));
  const share = longest / Math.max(image.width, image.height);
  if (share >= 1) return createImageBitmap(image);
  const [resizeWidth, resizeHeight] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * share)));
  return createImageBitmap(image, { resizeWidth, resizeHeight, resizeQuality: "high" });
}

/** Draws a picture, small, as a file. */
export async function drawFile(picture) {
  const bitmap = await draw(picture, 0, picture.slices[0].window, LONGEST_SMALL);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob();
}

/** Classifies a picture: the record, and the words and marks of the verdict. */
export async function classify(picture, index, level, signal) {
  const { window, sha256 } = known.get(picture);
  const { prediction } = await predicted(picture);
  signal?.throwIfAborted();
  const place = model.about.levels.findIndex((one) => one.level === String(level));
  const at = atLevel(model, prediction, model.rule.levels[place]);
  return describeVerdict(model, at, { name: picture.name, sha256, window: pairOf(window) });
}

/** A picture of this page is a single slice: there is no study. */
export async function* sweep() {}

/** Draws a heat map, of the predicted class where `className` is "": {bitmap, lines, caption, scale}. */
export async function explain(picture, index, method, className, signal) {
  const { prediction } = await predicted(picture);
  signal?.throwIfAborted();
  const classIndex = className ? model.classes.indexOf(className) : prediction.label;
  return {
    bitmap: await createImageBitmap(colour(await heatOf(picture, method, classIndex), model.colours)),
    lines: outlinesOf(await heatOf(picture, method, classIndex, LONGEST_TRACED)),
    caption: captionOf(model, method, classIndex),
    scale: method.scale,
  };
}

/** Gives the heat map of a class over a picture, reduced to a longest side: {heat, width, height}. */
export async function heatOf(picture, method, classIndex, longest = LONGEST_HEAT) {
  const { prediction, placement } = await predicted(picture);
  return drawHeat(model, prediction.outputs, classIndex, method, within(placement, longest));
}

/** Gives what takes room of a picture; one that was not used for long is read again. */
async function workOn(picture) {
  const { file } = known.get(picture);
  if (!recent.has(picture)) {
    const read = await readPicture(file, model.limits);
    if (!recent.has(picture)) recent.keep(picture, { picture: read }, read.pixels.byteLength + PREDICTION_BYTES);
  }
  return recent.use(picture);
}

/** Gives {prediction, placement} of a picture; asked twice, the network runs once. */
async function predicted(picture) {
  const work = await workOn(picture);
  work.found ??= run(work.picture, known.get(picture).window).catch((error) => {
    delete work.found;
    throw error;
  });
  return work.found;
}

async function run(picture, window) {
  const { input, placement } = preprocess(picture, window, model.input_size, model.framing);
  const ask = await network;
  return { prediction: predict(model, await ask(input)), placement };
}

function imageOf({ width, height, channels }, levels) {
  const image = new ImageData(width, height);
  for (let at = 0; at < width * height; at += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      image.data[4 * at + channel] = levels[channels * at + (channels === 1 ? 0 : channel)];
    }
    image.data[4 * at + 3] = 255;
  }
  return image;
}

/** The SHA-256 of a file; null where the page did not come by https, or from this computer. */
async function fingerprint(file) {
  const digest = await crypto.subtle?.digest("SHA-256", await file.arrayBuffer());
  return digest ? Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("") : null;
}
