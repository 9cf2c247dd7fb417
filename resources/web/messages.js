// What is shown in place of the picture: how to start, what is being done, and what did not work.

import { clearVerdict } from "./panel.js";

const find = (id) => document.getElementById(id);
const MOST_LINES = 50;

export function showBusy(words) {
  find("busy-words").textContent = words;
  find("busy").hidden = false;
  find("empty").hidden = true;
}

export function hideBusy(hasPicture) {
  find("busy").hidden = true;
  find("empty").hidden = hasPicture;
}

/** Shows an error in place of the picture. */
export function showProblem(error) {
  const words = document.createElement("p");
  words.textContent = error.message;
  const title = document.createElement("strong");
  title.textContent = error.code === "forbidden" ? "This page lacks the access token" : "That did not work";
  find("problem").replaceChildren(title, words);
  find("problem").hidden = false;
  find("empty").hidden = true;
  if (find("picture").hidden) clearVerdict("No picture", "");
}

export function hideProblem() {
  find("problem").hidden = true;
}

/** Cuts a long list of problems: of a folder or an archive, thousands may come. */
export function shortened(problems) {
  const more = problems.length - MOST_LINES;
  return more > 1 ? [...problems.slice(0, MOST_LINES), `And ${more.toLocaleString("en")} more.`] : problems;
}

/** Lists what had to be left out or corrected. */
export function showRemarks(texts, problems) {
  find("remarks").replaceChildren(
    ...[...texts, ...shortened(problems)].map((text, place) => {
      const line = document.createElement("li");
      line.textContent = text;
      // A problem names its file, and so may name a patient.
      line.classList.toggle("not-printed", place >= texts.length);
      return line;
    }),
  );
}
