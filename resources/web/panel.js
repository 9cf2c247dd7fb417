// The panel at the side: the verdict in words first, then the figures.

import { drawMark, paint, svg } from "./marks.js";

const find = (id) => document.getElementById(id);

/** Fills a list of choices: [value, words, title] each. */
export function fillChoices(select, choices, chosen) {
  select.replaceChildren(
    ...choices.map(([value, words, title]) => {
      const option = new Option(words, value);
      if (title) option.title = title;
      return option;
    }),
  );
  if (chosen !== undefined) select.value = chosen;
}

/** Shows that there is no verdict, and what happens next. */
export function clearVerdict(verdict, outlook) {
  find("mark").replaceChildren();
  find("verdict").textContent = verdict;
  find("verdict").title = "";
  find("stated").textContent = outlook;
  find("stated").title = "";
  find("reason").hidden = true;
  find("plausible").textContent = find("likeness").textContent = "";
  find("shares").replaceChildren();
  find("judged").replaceChildren();
}

/** Shows a verdict; `place` in it says which slice it is on. */
export function showVerdict(found, about) {
  find("mark").replaceChildren(drawMark(found.mark, 18));
  find("verdict").textContent = found.words;
  const level = about.levels.find((one) => one.level === found.level);
  find("verdict").title = [found.meaning, found.is_refused ? "" : level?.meaning].filter(Boolean).join("\n");
  find("stated").textContent = found.stated;
  find("stated").title = found.calibrated;
  find("reason").textContent = found.reason;
  find("reason").hidden = !found.reason;
  find("plausible").textContent = found.plausible;
  find("likeness").textContent = found.likeness;
  find("shares").className = found.is_refused ? "refused" : "";
  find("shares").replaceChildren(...found.shares.map(shareRow));
  showFacts(found, about);
}

function shareRow(share) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = share.words;
  const percent = document.createElement("span");
  percent.className = "figures";
  percent.textContent = share.percent;
  const bar = svg(
    "svg",
    { class: "bar", width: "100%", height: 6, "aria-hidden": "true" },
    svg("rect", { class: "ground", width: "100%", height: 6, rx: 3 }),
    svg("rect", { width: `${100 * share.share}%`, height: 6, rx: 3, fill: "currentColor" }),
  );
  paint(bar, share);
  const mark = document.createElement("span");
  mark.setAttribute("aria-hidden", "true");
  mark.append(drawMark(share, 12));
  row.append(mark, name, percent, bar);
  return row;
}

/** What a report states besides; the name of the file, which may be that of a patient, is not among it. */
function showFacts(found, about) {
  const { record } = found;
  const facts = {
    Made: new Date().toLocaleString(),
    Model: record.model,
    Level: found.level_words,
    "Classified in window": `W ${record.window[0]} L ${record.window[1]}`,
    "SHA-256 of the file": record.input_sha256,
    // A series is a picture of files that hold one slice each.
    Slice: found.place,
    Program: `${about.name} ${about.version}`,
  };
  find("judged").replaceChildren(
    ...Object.entries(facts)
      .filter(([, value]) => value)
      .flatMap(([name, value]) => {
        const [term, text] = [document.createElement("dt"), document.createElement("dd")];
        term.textContent = name;
        text.textContent = value;
        return [term, text];
      }),
  );
}
