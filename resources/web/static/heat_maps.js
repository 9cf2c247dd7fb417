// Heat maps in closed form, laid over the picture (core/model/heat_maps/, core/image/colour_map.py).

import { dot } from "./prediction.js";
import { clampByte, roundEven } from "./resampling.js";

const HALF_MAXIMUM = 0.5;

/** What each method draws by feature cell: (cells x cells), 0 or more. */
const CELLS = {
  "grad-cam": gradCam,
  evidence: (model, { evidence }) => evidence.map((logit) => 1 / (1 + Math.exp(-logit))),
};

/** The names of the methods that there are here. */
export const METHODS = Object.keys(CELLS);

/**
 * Draws the heat map of a class over a picture.
 *
 * Returns {heat, width, height}: (height x width) Float32Array in [0, 1], of the size of the placement.
 */
export function drawHeat(model, outputs, classIndex, method, placement) {
  const cells = CELLS[method.name](model, outputs, classIndex);
  const heat = resample(cells, model.geometry, placement);
  return { heat: method.is_probability ? heat : normalised(heat), width: placement.width, height: placement.height };
}

/** Weighs the feature maps by the gradient of a class, and keeps what supports it (Grad-CAM, Selvaraju et al., 2017). */
function gradCam({ head, classes, geometry }, { features }, classIndex) {
  const count = geometry.cells ** 2;
  const channels = features.length / count;
  const pooled = new Float64Array(channels);
  for (let at = 0; at < features.length; at += 1) pooled[at % channels] += features[at] / count;
  const units = head.b1.length;
  const weights = new Float64Array(channels);
  for (let unit = 0; unit < units; unit += 1) {
    let sum = head.b1[unit];
    for (let channel = 0; channel < channels; channel += 1) sum += pooled[channel] * head.w1[channel * units + unit];
    if (sum <= 0) continue;
    const out = head.w2[unit * classes.length + classIndex] / count;
    for (let channel = 0; channel < channels; channel += 1) weights[channel] += head.w1[channel * units + unit] * out;
  }
  return Float32Array.from({ length: count }, (_, cell) => Math.max(dot(weights, features, cell * channels), 0));
}

/** Lays a map of feature cells over the picture, linearly between the true centres of the cells. */
function resample(cells, geometry, placement) {
  const { width, height } = placement;
  const rows = interpolation(height, placement.scaleY, placement.offsetY, geometry);
  const columns = interpolation(width, placement.scaleX, placement.offsetX, geometry);
  const heat = new Float32Array(width * height);
  const line = new Float32Array(geometry.cells);
  for (const [y, { left: above, right: below, share: down }] of rows.entries()) {
    for (let column = 0; column < geometry.cells; column += 1) {
      line[column] = cells[above * geometry.cells + column] * (1 - down) + cells[below * geometry.cells + column] * down;
    }
    for (let x = 0; x < width; x += 1) {
      const { left, right, share } = columns[x];
      heat[y * width + x] = line[left] * (1 - share) + line[right] * share;
    }
  }
  return heat;
}

function interpolation(length, scale, offset, { cells, stride, offset: first }) {
  return Array.from({ length }, (_, at) => {
    const position = Math.min(Math.max(((at - offset) / scale - first) / stride, 0), cells - 1);
    const left = Math.min(Math.floor(position), Math.max(cells - 2, 0));
    return { left, right: Math.min(left + 1, cells - 1), share: position - left };
  });
}

function normalised(heat) {
  const highest = heat.reduce((most, value) => Math.max(most, value), 0);
  return highest > 0 ? heat.map((value) => value / highest) : new Float32Array(heat.length);
}

/** Colours a heat map: the hotter, the more opaque. `colours` holds 256 of [red, green, blue]. */
export function colour({ heat, width, height }, colours) {
  const image = new ImageData(width, height);
  for (let at = 0; at < heat.length; at += 1) {
    const level = clampByte(roundEven(heat[at] * 255));
    image.data.set(colours[level], 4 * at);
    image.data[4 * at + 3] = level;
  }
  return image;
}

/** Traces a heat map at half its maximum: closed lines of [x, y], from 0 to 1 of the picture's sides. */
export function outlinesOf({ heat, width, height }) {
  // A ground of 0 around the map closes the lines at its edges.
  const valueAt = (x, y) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : heat[y * width + x]);
  const isIn = (corner) => valueAt(...corner) >= HALF_MAXIMUM;
  const nameOf = ([x1, y1], [x2, y2]) => 2 * ((Math.min(y1, y2) + 1) * (width + 2) + Math.min(x1, x2) + 1) + (x1 === x2 ? 1 : 0);
  const follows = new Map();
  const points = new Map();
  const cross = (from, to) => {
    const name = nameOf(from, to);
    if (!points.has(name)) {
      const [before, after] = [valueAt(...from), valueAt(...to)];
      const share = (HALF_MAXIMUM - before) / (after - before);
      const at = (axis, length) => (from[axis] + (to[axis] - from[axis]) * share + 0.5) / length;
      points.set(name, [at(0, width), at(1, height)].map((place) => Math.min(Math.max(place, 0), 1)));
    }
    return name;
  };
  for (let y = -1; y < height; y += 1) {
    for (let x = -1; x < width; x += 1) {
      const corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
      const inside = corners.map(isIn);
      for (let edge = 0; edge < 4; edge += 1) {
        if (inside[edge] || !inside[(edge + 1) % 4]) continue;
        // The line enters here, and leaves where it first comes out again.
        let out = (edge + 1) % 4;
        while (!(inside[out] && !inside[(out + 1) % 4])) out = (out + 1) % 4;
        follows.set(cross(corners[edge], corners[(edge + 1) % 4]), cross(corners[out], corners[(out + 1) % 4]));
      }
    }
  }
  const lines = [];
  while (follows.size) {
    const line = [];
    let [at] = follows.keys();
    while (follows.has(at)) {
      const next = follows.get(at);
      follows.delete(at);
      line.push(points.get(at));
      at = next;
    }
    lines.push(line);
  }
  return lines;
}
