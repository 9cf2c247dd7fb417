// PNG, decoded here: a browser would make 8 bits of 16, and apply colour profiles (core/readers/raster/png.py).

import { crc32 } from "../crc32.js";

const CUT_OFF = "Expected a whole PNG picture, got a damaged or cut-off one. Save or copy it again.";
// Samples of a pixel, and the depths that they may have, by the colour type (PNG, clause 11.2.2).
const COLOUR_TYPES = { 0: [1, [1, 2, 4, 8, 16]], 2: [3, [8, 16]], 3: [1, [1, 2, 4, 8]], 4: [2, [8, 16]], 6: [4, [8, 16]] };
const PALETTE = 3;
// First column and row, and the steps, of the pictures that an interlaced one is stored as (clause 8.2).
const ADAM_7 = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];
const WHOLE = [[0, 0, 1, 1]];
// Deflate packs no better than this.
const MOST_PACKING = 1100;

/** Reads the size of a PNG from its header. */
export function sizeOfPng(bytes) {
  if (bytes.length < 33) throw new Error(CUT_OFF);
  const view = viewOf(bytes);
  // Apple's own kind has another chunk first.
  if (view.getUint32(12) === 0x43674249) throw new Error("Expected a PNG picture, got Apple's own kind of PNG. Save it again with another program.");
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Decodes a PNG: {samples, width, height, channels, exif}, `samples` Uint8Array or Uint16Array, of 1 to 4 channels. */
export async function decodePng(bytes) {
  const chunks = chunksOf(bytes);
  const header = chunks.IHDR;
  const { width, height } = sizeOfPng(bytes);
  const [depth, kind, packing, filter, interlaced] = header.subarray(8);
  const [count, depths] = COLOUR_TYPES[kind] ?? [0, []];
  if (!depths.includes(depth) || packing || filter || interlaced > 1) throw new Error(CUT_OFF);
  const passes = passesOf(width, height, interlaced ? ADAM_7 : WHOLE, count * depth);
  const wanted = passes.reduce((sum, { rows, stride }) => sum + rows * (stride + 1), 0);
  const data = await inflate(chunks.IDAT, wanted);
  const samples = new (depth === 16 ? Uint16Array : Uint8Array)(width * height * count);
  let at = 0;
  for (const pass of passes) {
    const end = at + pass.rows * (pass.stride + 1);
    place(samples, width, count, depth, pass, unfilter(data.subarray(at, end), pass, Math.max(1, (count * depth) >> 3)));
    at = end;
  }
  return { ...coloured({ samples, width, height, channels: count }, kind, depth, chunks), exif: chunks.eXIf };
}

const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Collects the chunks that count; one that is damaged is left out where the picture does not need it. */
function chunksOf(bytes) {
  const view = viewOf(bytes);
  const chunks = {};
  const data = [];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 8 + view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const isWhole = end + 4 <= bytes.length && crc32(bytes.subarray(at + 4, end)) === view.getUint32(end);
    // A capital first letter means critical (clause 5.4).
    if (/^[A-Z]/.test(kind) && !isWhole) break;
    if (kind === "IDAT") data.push(bytes.subarray(at + 8, end));
    else if (kind === "IEND") chunks.IEND = true;
    else if (isWhole && ["IHDR", "PLTE", "tRNS", "eXIf"].includes(kind)) chunks[kind] ??= bytes.subarray(at + 8, end);
    if (chunks.IEND) break;
    at = end + 4;
  }
  const isEnded = chunks.IEND || at >= bytes.length - 11;
  if (!data.length || chunks.IHDR?.length !== 13 || !isEnded) throw new Error(CUT_OFF);
  return { ...chunks, IDAT: new Blob(data) };
}

/** Unpacks exactly as many bytes as a picture takes; what follows is left out. */
async function inflate(packed, wanted) {
  if (wanted > packed.size * MOST_PACKING) throw new Error(CUT_OFF);
  try {
    return await unpack(packed, "deflate", wanted);
  } catch {
    // The data after the two bytes of the header may be sound even if the checksum is not.
    return unpack(packed.slice(2), "deflate-raw", wanted);
  }
}

async function unpack(packed, format, wanted) {
  const data = new Uint8Array(wanted);
  const reader = packed.stream().pipeThrough(new DecompressionStream(format)).getReader();
  let at = 0;
  while (at < wanted) {
    const { done, value } = await reader.read().catch(() => ({ done: true }));
    if (done) throw new Error(CUT_OFF);
    data.set(value.subarray(0, wanted - at), at);
    at += value.length;
  }
  reader.cancel().catch(() => {});
  return data;
}

function passesOf(width, height, steps, bits) {
  return steps
    .map(([left, top, right, down]) => {
      const [columns, rows] = [Math.ceil((width - left) / right), Math.ceil((height - top) / down)];
      return { left, top, right, down, columns, rows, stride: Math.ceil((columns * bits) / 8) };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** Takes the filters off (clause 9.2); `step` is how many bytes before a byte that of the pixel before is. */
function unfilter(data, { rows, stride }, step) {
  const plain = new Uint8Array(rows * stride);
  for (let row = 0; row < rows; row += 1) {
    const from = row * (stride + 1) + 1;
    const to = row * stride;
    const filter = data[from - 1];
    if (filter > 4) throw new Error(CUT_OFF);
    for (let x = 0; x < stride; x += 1) {
      const left = x >= step ? plain[to + x - step] : 0;
      const above = row ? plain[to + x - stride] : 0;
      let foreseen = 0;
      if (filter === 1) foreseen = left;
      else if (filter === 2) foreseen = above;
      else if (filter === 3) foreseen = (left + above) >> 1;
      else if (filter === 4) foreseen = nearest(left, above, row && x >= step ? plain[to + x - stride - step] : 0);
      plain[to + x] = data[from + x] + foreseen;
    }
  }
  return plain;
}

function nearest(left, above, corner) {
  const [toLeft, toAbove, toCorner] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Puts the samples of a pass where they are in the picture. */
function place(samples, width, count, depth, { left, top, right, down, columns, rows, stride }, plain) {
  const mask = 2 ** depth - 1;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const to = ((top + row * down) * width + left + column * right) * count;
      for (let sample = 0; sample < count; sample += 1) {
        const bit = (column * count + sample) * depth;
        const at = row * stride + (bit >> 3);
        samples[to + sample] = depth === 16 ? plain[at] * 256 + plain[at + 1] : (plain[at] >> (8 - depth - (bit & 7))) & mask;
      }
    }
  }
}

/** Spreads grey levels of few bits, looks colours up in the palette, and adds transparency. */
function coloured(picture, kind, depth, { PLTE: palette, tRNS: clear }) {
  const { samples, width, height } = picture;
  if (kind === PALETTE) {
    if (!palette?.length || palette.length % 3 || palette.length > 768) throw new Error(CUT_OFF);
    const hasAlpha = clear?.length > 0 && clear.length <= palette.length / 3;
    const channels = hasAlpha ? 4 : 3;
    const colours = new Uint8Array(samples.length * channels);
    for (const [at, index] of samples.entries()) {
      for (let channel = 0; channel < 3; channel += 1) colours[at * channels + channel] = palette[3 * index + channel] ?? 0;
      if (hasAlpha) colours[at * channels + 3] = clear[index] ?? 255;
    }
    return { samples: colours, width, height, channels };
  }
  if (kind === 2 && clear?.length === 6) return withClearColour(picture, depth, viewOf(clear));
  const spread = depth < 8 ? 255 / (2 ** depth - 1) : 1;
  return spread === 1 ? picture : { ...picture, samples: samples.map((value) => value * spread) };
}

function withClearColour({ samples, width, height }, depth, view) {
  const key = [0, 2, 4].map((at) => view.getUint16(at) & (2 ** depth - 1));
  const opaque = 2 ** depth - 1;
  const colours = new samples.constructor((samples.length / 3) * 4);
  for (let from = 0, to = 0; from < samples.length; from += 3, to += 4) {
    const isClear = key.every((value, channel) => samples[from + channel] === value);
    for (let channel = 0; channel < 3; channel += 1) colours[to + channel] = samples[from + channel];
    colours[to + 3] = isClear ? 0 : opaque;
  }
  return { samples: colours, width, height, channels: 4 };
}
