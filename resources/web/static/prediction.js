// From what the network gives to a prediction: probabilities, plausible classes, novelty and verdict
// (core/model/calibration.py, conformal.py, novelty.py and verdicts.py). `model` is parameters.json with its arrays.

const MOST_DEVIATIONS = 8;
// A class that is more likely wrong than right is never alone.
const LEAST_ALONE = 0.5;
// Rounding of float32.
const SLACK = 1e-6;

export const [UNLIKE, OUTSIDE, TUMOUR, UNCERTAIN] = ["unlike-training", "not-a-brain-mri", "tumour", "uncertain"];

/** Makes the prediction for a picture; `outputs` holds what the network gave, by name. */
export function predict(model, outputs) {
  const logits = outputs.logits.map((logit, index) => logit + model.biases[index]);
  const probabilities = softmax(logits, model.temperature);
  const novelty = noveltyOf(model.novelty, outputs[model.novelty.output]);
  if (![...probabilities, novelty].every(Number.isFinite)) {
    throw new Error("The network's output for this picture is not finite. Use another picture.");
  }
  const label = probabilities.indexOf(Math.max(...probabilities));
  return { probabilities, label, novelty, outputs };
}

/** Adds what depends on a level: the plausible classes, most probable first, and the verdict. */
export function atLevel(model, prediction, level) {
  const plausible = plausibleAt(model, prediction.probabilities, level);
  return { ...prediction, level, plausible, verdict: verdictOf(model, plausible, prediction.novelty) };
}

function softmax(logits, temperature) {
  const scaled = Array.from(logits, (logit) => logit / temperature);
  const most = Math.max(...scaled);
  const powers = scaled.map((value) => Math.exp(value - most));
  const sum = powers.reduce((one, other) => one + other, 0);
  return Float32Array.from(powers, (power) => power / sum);
}

/** Gives the distance from the training data, in units of the limit, or the linear score if that is higher. */
function noveltyOf(model, features) {
  const { centre, scale, means, directions, variances, weights } = model;
  const size = features.length;
  const held = (value) => Math.min(Math.max(value, -MOST_DEVIATIONS), MOST_DEVIATIONS);
  const standard = centre ? features.map((value, at) => held(Math.fround(value - centre[at]) / scale[at])) : features;
  let least = Infinity;
  for (let start = 0; start < means.length; start += size) {
    const offsets = standard.map((value, at) => value - means[start + at]);
    let along = 0;
    let rest = dot(offsets, offsets);
    for (let place = 0; place < variances.length; place += 1) {
      const length = dot(offsets, directions, place * size);
      along += length ** 2 / variances[place];
      rest -= length ** 2;
    }
    least = Math.min(least, along + Math.max(rest, 0) / model.rest_variance);
  }
  const distance = Math.sqrt(least) / model.limit;
  return weights ? Math.max(distance, dot(standard, weights) + model.bias) : distance;
}

/** Multiplies values by others from a place on, and adds up. */
export function dot(values, others, start = 0) {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] * others[start + at];
  return sum;
}

/** Lists the indices of the plausible classes at a level, most probable first. */
function plausibleAt({ rule, tumour_free: free, classes }, probabilities, level) {
  const order = classes.map((_, index) => index).sort((one, other) => probabilities[other] - probabilities[one]);
  if (rule.threshold !== undefined) return aboveOne(rule.threshold, probabilities, order);
  const place = rule.levels.indexOf(level);
  const kinds = order.filter((index) => index !== free);
  const tumour = kinds.reduce((sum, index) => sum + probabilities[index], 0);
  const kindsOf = (least) => plausibleKinds(rule.kind?.[place] ?? 0, probabilities, kinds, tumour, least);
  if (free === null) return kindsOf(LEAST_ALONE);
  // If neither reaches its threshold, the more probable one is added.
  const reaches = (share, limits) => share >= Math.min(limits?.[place] ?? 0, LEAST_ALONE - SLACK);
  const hasNone = reaches(probabilities[free], rule.tumour_free);
  const found = new Set(hasNone ? [free] : []);
  if (reaches(tumour, rule.tumour)) kindsOf(hasNone ? LEAST_ALONE : LEAST_ALONE / tumour).forEach((one) => found.add(one));
  return order.filter((index) => found.has(index));
}

/** Lists the kinds that are plausible given a tumour, and as many more as it takes to reach a share together. */
function plausibleKinds(least, probabilities, kinds, tumour, together) {
  const found = [];
  let sum = 0;
  for (const index of kinds) {
    const share = tumour > 0 ? probabilities[index] / tumour : 1 / kinds.length;
    if (share < least - SLACK && sum >= together - SLACK) break;
    found.push(index);
    sum += share;
  }
  return found;
}

/** Lists the classes at or above one threshold, and as many more as reach it, and one half, together (format 1). */
function aboveOne(threshold, probabilities, order) {
  const above = order.filter((index) => probabilities[index] >= Math.fround(threshold)).length;
  const wanted = Math.max(Math.min(threshold, 1), LEAST_ALONE) - SLACK;
  let [count, sum] = [0, 0];
  while (count < order.length && sum < wanted) {
    sum += probabilities[order[count]];
    count += 1;
  }
  return order.slice(0, Math.max(above, count));
}

function verdictOf({ classes, tumour_free: free, novelty }, plausible, found) {
  if (found > 1) return found > novelty.foreign_limit ? OUTSIDE : UNLIKE;
  if (plausible.length === 1) return classes[plausible[0]];
  return free !== null && !plausible.includes(free) ? TUMOUR : UNCERTAIN;
}
