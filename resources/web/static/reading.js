// Reads PNG and JPEG: the bytes decide, not the name (core/readers/raster/pages.py). Sizes are checked before decoding.

import { decodePng, sizeOfPng } from "./png.js";
import { roundEven } from "./resampling.js";

export const OTHER_FORMAT =
  "Expected PNG or JPEG, which is all that this page reads. Open DICOM, NIfTI and other formats with Falx itself, or with falx serve.";
const CUT_OFF = "Expected a whole JPEG picture, got a damaged or cut-off one. Save or copy it again.";
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];
const ORIENTATION = 0x112;

/** Names the format of a file by its first bytes; "" for others than PNG and JPEG. */
export function formatOf(head) {
  if (PNG.every((byte, at) => head[at] === byte)) return "png";
  return JPEG.every((byte, at) => head[at] === byte) ? "jpeg" : "";
}

/**
 * Reads a file: {pixels, width, height, channels}, upright; `pixels` of 1 channel, or of 3 and 8 bits.
 *
 * `limits` holds {least_side, most_pixels}.
 */
export async function readPicture(file, limits) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const format = formatOf(bytes);
  if (!format) throw new Error(OTHER_FORMAT);
  const size = format === "png" ? sizeOfPng(bytes) : sizeOfJpeg(bytes);
  requireSize(size, limits);
  try {
    if (format === "jpeg") return plain(await decodeJpeg(file, size));
    const { exif, ...picture } = await decodePng(bytes);
    return upright(plain(picture), exif ? orientationOf(exif) : 1);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error("The picture is too large for the memory of this browser. Reduce it.");
  }
}

function requireSize({ width, height }, { least_side: least, most_pixels: most }) {
  if (Math.min(width, height) >= least && width * height <= most) return;
  const expected = `a picture of ${least} pixels a side to ${most / 1e6} megapixels`;
  throw new Error(`Expected ${expected}, got ${width} x ${height} pixels. Crop or resize it.`);
}

/** Reads the size of a JPEG from its frame header. */
function sizeOfJpeg(bytes) {
  try {
    return frameSize(bytes);
  } catch (error) {
    // A marker or a length is missing.
    if (error instanceof RangeError) throw new Error(CUT_OFF);
    throw error;
  }
}

function frameSize(bytes) {
  const view = new DataView(bytes.buffer);
  let at = 2;
  while (at + 9 <= bytes.length) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 1 || (marker >= 0xd0 && marker <= 0xd8) ? 2 : 2 + Math.max(2, view.getUint16(at + 2));
  }
  throw new Error(CUT_OFF);
}

/** Has the browser decode a JPEG, upright, without its colour profile. */
async function decodeJpeg(file, expected) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { colorSpaceConversion: "none", imageOrientation: "from-image" });
  } catch {
    throw new Error(CUT_OFF);
  }
  const { width, height } = bitmap;
  if (width * height !== expected.width * expected.height) throw new Error(CUT_OFF);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  // A browser leaves a canvas empty that is too large for it.
  if (data[3] !== 255) throw new RangeError("canvas");
  return { samples: new Uint8Array(data.buffer), width, height, channels: 4 };
}

/** Blends alpha with black, and makes grey of colours that are all grey, and 8 bits of other colours. */
function plain({ samples, width, height, channels }) {
  if (channels === 1) return { pixels: samples, width, height, channels };
  const [grey, hasAlpha] = [channels < 3, channels % 2 === 0];
  const most = samples instanceof Uint8Array ? 255 : 65535;
  const colours = new samples.constructor(3 * width * height);
  let isGrey = true;
  for (let at = 0; at < width * height; at += 1) {
    const alpha = hasAlpha ? samples[channels * at + channels - 1] / most : 1;
    for (let channel = 0; channel < 3; channel += 1) {
      const value = samples[channels * at + (grey ? 0 : channel)];
      colours[3 * at + channel] = alpha === 1 ? value : roundEven(value * alpha);
    }
    isGrey &&= colours[3 * at] === colours[3 * at + 1] && colours[3 * at] === colours[3 * at + 2];
  }
  if (isGrey) {
    const pixels = new samples.constructor(width * height);
    for (let at = 0; at < pixels.length; at += 1) pixels[at] = colours[3 * at];
    return { pixels, width, height, channels: 1 };
  }
  return { pixels: colours instanceof Uint8Array ? colours : eightBit(colours), width, height, channels: 3 };
}

function eightBit(colours) {
  let [low, high] = [colours[0], colours[0]];
  for (const value of colours) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return Uint8Array.from(colours, (value) => roundEven((value - low) * (255 / Math.max(high - low, 1e-12))));
}

/** Reads the orientation of EXIF data; 1, which turns nothing, where they hold none (TIFF 6.0, tag 274). */
function orientationOf(exif) {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  try {
    const isLittle = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, isLittle);
    for (let entry = 0; entry < view.getUint16(directory, isLittle); entry += 1) {
      const at = directory + 2 + 12 * entry;
      if (view.getUint16(at, isLittle) === ORIENTATION) return view.getUint16(at + 8, isLittle);
    }
  } catch {
    // They are damaged.
  }
  return 1;
}

/** Turns a stored picture upright; an unknown orientation turns nothing. */
function upright(picture, orientation) {
  if (!(orientation >= 2 && orientation <= 8)) return picture;
  const { pixels, width: w, height: h, channels } = picture;
  const [width, height] = orientation > 4 ? [h, w] : [w, h];
  // Where the pixel at x, y is stored.
  const stored = {
    2: (x, y) => [w - 1 - x, y],
    3: (x, y) => [w - 1 - x, h - 1 - y],
    4: (x, y) => [x, h - 1 - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, h - 1 - x],
    7: (x, y) => [w - 1 - y, h - 1 - x],
    8: (x, y) => [w - 1 - y, x],
  }[orientation];
  const turned = new pixels.constructor(pixels.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [column, row] = stored(x, y);
      const from = (row * w + column) * channels;
      turned.set(pixels.subarray(from, from + channels), (y * width + x) * channels);
    }
  }
  return { pixels: turned, width, height, channels };
}
