// A prediction in words, as the window has them (core/model/verdict_explanation.py, verdicts.py; web/descriptions.py).
// Sentences that depend on nothing come with the model, in `words` of parameters.json.

import { OUTSIDE, TUMOUR, UNCERTAIN, UNLIKE } from "./prediction.js";
import { roundEven } from "./resampling.js";

// A probability may round to 1; that is no certainty.
const HIGHEST = 1 - 1e-6;

/** Describes the verdict on a picture, as the server answers it. */
export function describeVerdict(model, prediction, picture) {
  const { words, classes } = model;
  const { verdict, plausible, probabilities, label } = prediction;
  const isRefused = [UNLIKE, OUTSIDE].includes(verdict) && prediction.novelty > 1;
  const about = model.about.levels.find((one) => one.level === percentOf(prediction.level));
  return {
    record: recordOf(model, prediction, picture),
    words: wholeVerdict(model, prediction),
    mark: markOf(model, prediction),
    is_refused: isRefused,
    stated: isRefused ? words.no_class : statedProbability(model, prediction),
    calibrated: isRefused ? "" : words.calibrated,
    meaning: meaningOf(model, prediction),
    reason: isRefused ? words.reasons[verdict] : "",
    level: about.level,
    level_words: isRefused ? "" : about.words,
    plausible: isRefused ? "" : `Plausible at ${about.level} %: ${inlineNames(model, plausible).join(", ")}`,
    likeness: `Like the training data: ${prediction.novelty <= 1 ? "yes" : "no"} (novelty ${prediction.novelty.toFixed(2)})`,
    label: classes[label],
    shares: model.about.classes.map((one, index) => ({
      ...one,
      share: Number(probabilities[index].toFixed(4)),
      percent: formatPercent(probabilities[index]),
    })),
  };
}

/** Names the map of a class, as the line below a picture begins. */
export function captionOf(model, method, classIndex) {
  return method.is_of_class ? `${method.title} for ${model.about.classes[classIndex].inline}` : `${method.title} of any tumour`;
}

const percentOf = (level) => String(Number((100 * level).toPrecision(6)));

const inlineNames = (model, indices) => indices.map((index) => model.about.classes[index].inline);

function joined(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` : names[0];
}

/** Whether a verdict names a single class, which may have the name of a verdict. */
const isClass = ({ classes }, { verdict, plausible }) => plausible.length === 1 && classes[plausible[0]] === verdict;

function wholeVerdict(model, prediction) {
  const { verdict, plausible } = prediction;
  if (verdict === TUMOUR && plausible.length > 1) return `A tumour: ${joined(inlineNames(model, plausible))}`;
  if (verdict === UNCERTAIN) {
    if (plausible.includes(model.tumour_free)) return model.words.open_first;
    return `Uncertain: ${joined(inlineNames(model, plausible))}`;
  }
  return model.words.refused[verdict] ?? model.words.verdicts[verdict];
}

function markOf(model, prediction) {
  if (!isClass(model, prediction)) return model.words.marks[prediction.verdict];
  const { shape, dark, light } = model.about.classes[prediction.plausible[0]];
  return { shape, dark, light };
}

function meaningOf(model, prediction) {
  const { verdict, plausible, novelty } = prediction;
  const { meanings } = model.words;
  if (novelty <= 1 && plausible.length === 1) return plausible[0] === model.tumour_free ? meanings.tumour_free : meanings.class;
  if (verdict === UNCERTAIN) return plausible.includes(model.tumour_free) ? meanings.open_first : meanings.uncertain;
  return meanings[verdict];
}

/** States the probability beside a verdict: of a class, or of any tumour. */
function statedProbability(model, { verdict, plausible, probabilities, label }) {
  const index = model.classes.indexOf(verdict);
  const isNamed = index >= 0 && !(verdict === TUMOUR && plausible.length > 1);
  if (!isNamed && model.tumour_free !== null) {
    const tumour = Math.max(0, 1 - probabilities[model.tumour_free]);
    return `Probability of a tumour: ${formatPercent(Math.min(tumour, HIGHEST))}`;
  }
  const stated = isNamed ? index : label;
  const ofWhat = isNamed && plausible.length === 1 ? "" : ` of ${model.about.classes[stated].inline}:`;
  return `Probability${ofWhat} ${formatPercent(Math.min(probabilities[stated], HIGHEST))}`;
}

/** Writes a share as a percentage that never rounds to 100 % or to 0 %. */
function formatPercent(share) {
  const rounded = Number(share.toFixed(4));
  if (share > 0 && rounded < 0.01) return "< 1 %";
  if (rounded > 0.99 && share < 1) return "> 99 %";
  return `${roundEven(100 * share)} %`;
}

/** The record of a picture, as `falx classify` writes it. */
function recordOf(model, { verdict, label, level, plausible, probabilities, novelty }, { name, sha256, window }) {
  const rounded = (value) => Number(value.toFixed(6));
  const free = model.tumour_free;
  return {
    path: name,
    frame: 0,
    verdict,
    label: model.classes[label],
    level,
    tumour_probability: free === null ? null : rounded(Math.max(0, 1 - probabilities[free])),
    probabilities: Object.fromEntries(model.classes.map((one, index) => [one, rounded(probabilities[index])])),
    prediction_set: plausible.map((index) => model.classes[index]),
    novelty: Number(novelty.toFixed(4)),
    in_distribution: novelty <= 1,
    window,
    model: model.about.model,
    input_sha256: sha256,
    error: null,
  };
}
