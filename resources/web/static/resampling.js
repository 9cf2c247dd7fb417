// The image operations that preprocessing is made of, pixel for pixel as OpenCV has them for grey levels of 8 bits.
// Each takes and gives an image {data, width, height}, `data` a Uint8Array row by row.

const DOUBLE_EPSILON = 2.220446049250313e-16;
// Gauss with a deviation of 1.5, in 256ths.
const KERNEL = [2, 9, 28, 55, 68, 55, 28, 9, 2];
const REACH = 4;
const LINEAR_BITS = 2048;

/** Rounds halves to the even neighbour, as Python and OpenCV do. */
export function roundEven(value) {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

export const clampByte = (value) => Math.min(Math.max(value, 0), 255);

/** Cuts a box {left, top, width, height} out of an image. */
export function crop(image, { left, top, width, height }) {
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const from = (top + row) * image.width + left;
    data.set(image.data.subarray(from, from + width), row * width);
  }
  return { data, width, height };
}

/** Reduces an image: the mean over the area of each new pixel (INTER_AREA). */
export function resizeArea(image, width, height) {
  if (width === image.width && height === image.height) return image;
  const scaleX = 1 / (width / image.width);
  const scaleY = 1 / (height / image.height);
  const isWhole = (scale) => Math.abs(scale - Math.round(scale)) < DOUBLE_EPSILON;
  if (isWhole(scaleX) && isWhole(scaleY)) return reduceWhole(image, width, height, Math.round(scaleX), Math.round(scaleY));
  const columns = areaWeights(image.width, width, scaleX);
  const rows = areaWeights(image.height, height, scaleY);
  const data = new Uint8Array(width * height);
  const line = new Float32Array(width);
  // Float32Array rounds each sum as OpenCV's floats do; products are rounded by hand.
  const sums = new Float32Array(width);
  for (const [place, { to, from, share }] of rows.entries()) {
    line.fill(0);
    const start = from * image.width;
    for (const one of columns) line[one.to] += Math.fround(image.data[start + one.from] * one.share);
    if (place === 0 || rows[place - 1].to !== to) sums.fill(0);
    for (let x = 0; x < width; x += 1) sums[x] += Math.fround(share * line[x]);
    if (place === rows.length - 1 || rows[place + 1].to !== to) {
      for (let x = 0; x < width; x += 1) data[to * width + x] = clampByte(roundEven(sums[x]));
    }
  }
  return { data, width, height };
}

function areaWeights(length, wanted, scale) {
  const weights = [];
  const add = (to, from, share) => weights.push({ to, from, share: Math.fround(share) });
  for (let to = 0; to < wanted; to += 1) {
    const begin = to * scale;
    const end = begin + scale;
    const size = Math.min(scale, length - begin);
    const last = Math.min(Math.floor(end), length - 1);
    const first = Math.min(Math.ceil(begin), last);
    if (first - begin > 1e-3) add(to, first - 1, (first - begin) / size);
    for (let from = first; from < last; from += 1) add(to, from, 1 / size);
    if (end - last > 1e-3) add(to, last, Math.min(end - last, 1, size) / size);
  }
  return weights;
}

function reduceWhole(image, width, height, stepX, stepY) {
  const data = new Uint8Array(width * height);
  const share = Math.fround(1 / (stepX * stepY));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let row = y * stepY; row < (y + 1) * stepY; row += 1) {
        const start = row * image.width + x * stepX;
        for (let at = start; at < start + stepX; at += 1) sum += image.data[at];
      }
      const isQuarter = stepX === 2 && stepY === 2;
      data[y * width + x] = isQuarter ? (sum + 2) >> 2 : clampByte(roundEven(Math.fround(sum * share)));
    }
  }
  return { data, width, height };
}

/** Enlarges an image, linearly between the centres of its pixels (INTER_LINEAR). */
export function resizeLinear(image, width, height) {
  if (width === image.width && height === image.height) return image;
  const columns = linearWeights(image.width, width, true);
  const rows = linearWeights(image.height, height, false);
  const line = (row) => {
    const start = row * image.width;
    return Int32Array.from(columns, ({ first, second, near, far }) => image.data[start + first] * near + image.data[start + second] * far);
  };
  const data = new Uint8Array(width * height);
  for (const [y, { first, second, near, far }] of rows.entries()) {
    const [above, below] = [line(first), line(second)];
    for (let x = 0; x < width; x += 1) {
      const sum = ((near * (above[x] >> 4)) >> 16) + ((far * (below[x] >> 4)) >> 16);
      data[y * width + x] = clampByte((sum + 2) >> 2);
    }
  }
  return { data, width, height };
}

/** Weighs the two neighbours of each new pixel. Beyond the outer centres, OpenCV sets the share of columns alone to 0. */
function linearWeights(length, wanted, isColumn) {
  const scale = 1 / (wanted / length);
  const held = (at) => Math.min(Math.max(at, 0), length - 1);
  return Array.from({ length: wanted }, (_, to) => {
    const at = Math.fround((to + 0.5) * scale - 0.5);
    const below = Math.floor(at);
    const share = isColumn && held(below) === held(below + 1) ? 0 : Math.fround(at - below);
    const near = roundEven(Math.fround(Math.fround(1 - share) * LINEAR_BITS));
    return { first: held(below), second: held(below + 1), near, far: roundEven(Math.fround(share * LINEAR_BITS)) };
  });
}

/** Blurs an image by Gauss with a deviation of 1.5 pixels; at its edges it is mirrored. */
export function blur({ data, width, height }) {
  const across = new Uint16Array(width * height);
  const columns = mirrored(width);
  const rows = mirrored(height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let k = 0; k < KERNEL.length; k += 1) sum += KERNEL[k] * data[y * width + columns[x + k]];
      across[y * width + x] = sum;
    }
  }
  const blurred = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let k = 0; k < KERNEL.length; k += 1) sum += KERNEL[k] * across[rows[y + k] * width + x];
      blurred[y * width + x] = (sum + 32768) >>> 16;
    }
  }
  return { data: blurred, width, height };
}

/** Where each place of a line is read that reaches over both ends, which mirror (BORDER_REFLECT_101). */
function mirrored(length) {
  return Int32Array.from({ length: length + 2 * REACH }, (_, place) => {
    if (length === 1) return 0;
    const period = 2 * (length - 1);
    const at = (((place - REACH) % period) + period) % period;
    return at < length ? at : period - at;
  });
}

/** Removes from a mask of 0 and 1 what no square of 5 x 5 fits into. */
export function open(mask) {
  return widen(widen(mask, 0), 1);
}

/** Gives each pixel `value` that has one of it within two pixels. */
function widen({ data, width, height }, value) {
  const across = new Uint8Array(data);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let at = Math.max(x - 2, 0); at <= Math.min(x + 2, width - 1); at += 1) {
        if (data[y * width + at] === value) across[y * width + x] = value;
      }
    }
  }
  const wide = new Uint8Array(across);
  for (let y = 0; y < height; y += 1) {
    for (let at = Math.max(y - 2, 0); at <= Math.min(y + 2, height - 1); at += 1) {
      for (let x = 0; x < width; x += 1) if (across[at * width + x] === value) wide[y * width + x] = value;
    }
  }
  return { data: wide, width, height };
}

/** Finds the largest connected part of a mask: its box {left, top, width, height}; null where the mask is empty. */
export function largestPart({ data, width, height }) {
  const isSeen = new Uint8Array(data.length);
  let largest = null;
  for (let start = 0; start < data.length; start += 1) {
    if (!data[start] || isSeen[start]) continue;
    isSeen[start] = 1;
    const todo = [start];
    const part = { area: 0, left: width, top: height, right: 0, bottom: 0 };
    while (todo.length) {
      const at = todo.pop();
      const [x, y] = [at % width, Math.floor(at / width)];
      part.area += 1;
      part.left = Math.min(part.left, x);
      part.right = Math.max(part.right, x + 1);
      part.top = Math.min(part.top, y);
      part.bottom = Math.max(part.bottom, y + 1);
      for (let row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row += 1) {
        for (let column = Math.max(x - 1, 0); column <= Math.min(x + 1, width - 1); column += 1) {
          const next = row * width + column;
          if (data[next] && !isSeen[next]) {
            isSeen[next] = 1;
            todo.push(next);
          }
        }
      }
    }
    if (!largest || part.area > largest.area) largest = part;
  }
  const { left, top, right, bottom } = largest ?? {};
  return largest && { left, top, width: right - left, height: bottom - top };
}
