// Falx in the browser: everything that is computed comes from `engine.js`.

import * as engine from "./engine.js";
import { HeatMap } from "./heat.js";
import { pointedWords, showInfo } from "./info.js";
import { hideBusy, hideProblem, shortened, showBusy, showProblem, showRemarks } from "./messages.js";
import { begin, end, isAbort, isRunning } from "./newest.js";
import { clearVerdict, fillChoices, showVerdict } from "./panel.js";
import { PictureList } from "./pictures.js";
import { togglePlaying } from "./playing.js";
import { Slices } from "./slices.js";
import { Strip } from "./strip.js";
import { sendInTurn } from "./sending.js";
import { setUpTheme } from "./theme.js";
import { View } from "./view.js";
import { wire } from "./wiring.js";

const find = (id) => document.getElementById(id);
// For so long, the verdict on another slice of the stack may stay.
const STALE_MS = 120;
const OWN = "own";

let about;
let level;
let current = null;
let verdict = null;
// The slice that the verdict is on.
let judged = null;
let late = null;

const view = new View(find("picture"), {
  wanted: () => windowNow(),
  window: (width, centre) => chooseWindow([width, centre]),
  step: (by) => stepBy(by),
  touched: () => (current.isChosen = true),
  measuring: () => stayOnSeen(),
  measured: () => inform(),
  pointed: (x, y) => view.ruler || inform(pointedWords(sliceNow(), x, y)),
});
const strip = new Strip(find("strip"), (index) => stepTo(index));
const list = new PictureList(find("pictures"), (picture) => show(picture));
const heat = new HeatMap(view, () => ({ picture: current, verdict }));
const slices = new Slices(() => ({ picture: current, window: current && windowNow() }), shown, showProblem);

async function start() {
  setUpTheme(find("theme"), repaint);
  try {
    about = await engine.describe();
  } catch (error) {
    showProblem(error);
    return;
  }
  level = about.level;
  find("notice").textContent = find("print-notice").textContent = about.notice;
  find("empty-formats").textContent = `${about.formats} and more; files, or a folder of them`;
  find("model").textContent = `${about.model}\n${about.warning}`;
  fillChoices(find("level"), about.levels.map((one) => [one.level, one.words, one.meaning]), level);
  find("level").setAttribute("aria-label", about.level_name);
  find("level").title = about.level_trade;
  heat.offer(about);
  document.body.dataset.ready = "yes";
}

function take(files) {
  if (!about || !files.length) return;
  hideProblem();
  sendInTurn(files, about, { progress: showBusy, picture: taken, end: reportTaken });
}

function taken(picture, isFirst) {
  picture.problems = [];
  list.add(picture);
  if (isFirst) show(picture);
}

function reportTaken(newest, problems) {
  const shown = newest ?? current;
  // Over a picture that is shown, it would hide that.
  if (shown) shown.problems = [...(newest ? shown.problems : []), ...problems];
  else if (problems.length) showProblem(new Error(shortened(problems).join("\n")));
  if (current) showRemarks(current.remarks, current.problems);
  hideBusy(Boolean(current) || !find("problem").hidden);
}

// --- The picture --------------------------------------------------------------------------------------------------

const sliceNow = () => current.slices[current.index];
const windowNow = () => (current.window === OWN ? sliceNow().window : current.window);

function show(picture) {
  if (picture === current) return;
  for (const name of ["playing", "study", "verdict"]) end(name);
  current = picture;
  picture.index ??= Math.floor(picture.count / 2);
  picture.window ??= OWN;
  picture.isFresh = true;
  view.clear();
  forgetVerdict("Classifying…", "");
  list.choose(picture);
  hideProblem();
  const isStack = picture.count > 1;
  for (const id of ["picture", "tools", "info"]) find(id).hidden = false;
  for (const id of ["stack", "play", "look-first"]) find(id).hidden = !isStack;
  find("empty").hidden = true;
  find("look-first").disabled = true;
  find("study").textContent = find("worth").textContent = "";
  strip.begin(picture.count, picture.index);
  const windows = picture.windows.slice(1).map((one, place) => [String(place + 1), one.words]);
  fillChoices(find("windows"), [[OWN, "Its own"], ...windows]);
  showRemarks(picture.remarks, picture.problems);
  showSlice();
}

function stepBy(by) {
  if (current) stepTo(Math.min(Math.max(current.index + by, 0), current.count - 1));
}

/** Shows a slice that the user chooses. */
function stepTo(index) {
  if (!current) return;
  current.isChosen = true;
  goTo(index);
}

function goTo(index) {
  if (index === current.index) return;
  current.index = index;
  strip.show(index);
  heat.clear();
  showSlice();
  offerReport();
}

/** Stays on the slice that is seen, whatever was chosen after it: a measurement is of what the user sees. */
function stayOnSeen() {
  end("playing");
  slices.drawNoOther(view.slice);
  stepTo(current.slices.indexOf(view.slice));
}

function showSlice() {
  const { name, count, index } = current;
  find("picture").setAttribute("aria-label", count > 1 ? `${name}, slice ${index + 1} of ${count}` : name);
  const hasSpacing = Boolean(sliceNow().spacing_mm);
  find("ruler").disabled = !hasSpacing;
  find("ruler").title = hasSpacing ? "Measure a distance by a drag (M)" : "This picture does not state its spacing.";
  if (!hasSpacing) measure(false);
  showWindow();
  classify();
}

function chooseWindow(window) {
  if (!current) return;
  current.window = window;
  showWindow();
}

function showWindow() {
  const { window, windows } = current;
  const place = windows.findIndex((one) => one.window.join() === String(window));
  find("windows").value = window === OWN ? OWN : String(place);
  inform();
  slices.draw();
}

function shown(bitmap, slice) {
  view.show(bitmap, slice, current.isFresh);
  current.isFresh = false;
  inform();
  offerReport();
}

function inform(more) {
  if (!current) return;
  // Until the slice that is chosen is drawn, the ruler is on another.
  const length = view.slice === sliceNow() ? view.length() : "";
  showInfo(current, windowNow(), more ?? length);
}

function measure(isOn) {
  find("ruler").setAttribute("aria-pressed", isOn);
  view.measure(isOn);
  inform();
}

function fit() {
  view.fit();
  view.draw();
}

function remove() {
  if (!current) return;
  const gone = current;
  for (const name of ["playing", "study", "verdict"]) end(name);
  engine.forget(gone);
  slices.forget(gone);
  heat.forget(gone);
  hideProblem();
  const next = list.remove(gone);
  current = null;
  if (next) {
    show(next);
    return;
  }
  view.clear();
  forgetVerdict("No picture", "The verdict appears here.");
  for (const id of ["picture", "tools", "info", "stack"]) find(id).hidden = true;
  showRemarks([], []);
  find("empty").hidden = false;
}

// --- The verdict --------------------------------------------------------------------------------------------------

function forgetVerdict(words, outlook) {
  clearTimeout(late);
  late = verdict = judged = null;
  heat.clear();
  clearVerdict(words, outlook);
  offerReport();
}

/** Offers a report only while picture and verdict are of the slice that is chosen. */
function offerReport() {
  find("report").disabled = !current || judged !== sliceNow() || view.slice !== judged;
}

async function classify() {
  const signal = begin("verdict");
  const picture = current;
  // It runs on over further steps, until there is a verdict on the slice that is shown.
  if (verdict) late ??= setTimeout(() => forgetVerdict("Classifying…", ""), STALE_MS);
  try {
    const place = `${picture.index + 1} of ${picture.count}`;
    verdict = { ...(await engine.classify(picture, picture.index, level, signal)), place };
    clearTimeout(late);
    late = null;
    judged = picture.slices[picture.index];
    hideProblem();
    showVerdict(verdict, about);
    if (picture.count === 1) list.mark(picture, verdict.mark, verdict.words);
    offerReport();
    heat.update();
    if (picture.count > 1 && !isRunning("study")) sweep(picture);
  } catch (error) {
    if (isAbort(error)) return;
    forgetVerdict("No verdict", "");
    showProblem(error);
  }
}

async function sweep(picture) {
  const signal = begin("study");
  const done = new Set();
  try {
    for await (const line of engine.sweep(picture, level, signal)) {
      if (line.error) throw new Error(line.error.message);
      if (line.study) {
        showStudy(picture, line.study);
        continue;
      }
      strip.add(line.slice);
      done.add(line.slice.index);
      find("study").textContent = `Classifying slices: ${done.size} of ${picture.count}`;
    }
  } catch (error) {
    if (!isAbort(error)) find("study").textContent = `Not all slices were classified. ${error.message}`;
  }
}

function showStudy(picture, study) {
  picture.study = study;
  find("study").textContent = study.words;
  find("worth").textContent = study.worth;
  find("look-first").disabled = study.look_first === null;
  if (study.mark) list.mark(picture, study.mark, study.words);
  // A series opens in its middle; until the user touches the picture or chooses a slice, it may be another.
  if (picture === current && study.look_first !== null && !picture.isChosen) goTo(study.look_first);
  picture.isChosen = true;
}

function chooseLevel(chosen) {
  level = chosen;
  end("study");
  if (current) classify();
}

function lookFirst() {
  const place = current?.study?.look_first;
  if (place !== null && place !== undefined) stepTo(place);
}

function play() {
  if (current && current.count > 1) togglePlaying(() => stepTo((current.index + 1) % current.count));
}

// --- What the user does -------------------------------------------------------------------------------------------

function repaint() {
  strip.draw();
  list.repaint();
  if (verdict) showVerdict(verdict, about);
}

wire({
  take,
  level: chooseLevel,
  window: (chosen) => chooseWindow(chosen === OWN ? OWN : current.windows[Number(chosen)].window),
  step: stepBy,
  heat: () => heat.toggle(),
  opacity: (by) => heat.changeOpacity(by),
  lookFirst,
  play,
  remove,
  fit,
  measure,
  zoom: (factor) => view.zoomBy(factor),
  shift: (x, y) => view.shiftBy(x, y),
  drag: (x, y) => view.windowBy(x, y),
  ownWindow: () => chooseWindow(OWN),
});

start();
