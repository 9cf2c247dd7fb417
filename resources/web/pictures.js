// The list of pictures: a small picture, the name, and the verdict as a mark.

import { drawFile } from "./engine.js";
import { drawMark } from "./marks.js";

export class PictureList {
  /** `onChosen` is called with the picture that the user chooses. */
  constructor(element, onChosen) {
    this.element = element;
    this.list = element.querySelector("ul");
    this.onChosen = onChosen;
    this.rows = new Map();
  }

  add(picture) {
    const row = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    const small = document.createElement("img");
    small.alt = "";
    const line = document.createElement("span");
    line.className = "line";
    const mark = document.createElement("span");
    const name = document.createElement("span");
    const words = [picture.words, picture.count > 1 ? `${picture.count} slices` : ""].filter(Boolean).join(", ");
    name.textContent = picture.name.split("/").pop() + (words ? ` · ${words}` : "");
    line.append(mark, name);
    button.append(small, line);
    button.title = picture.name;
    button.addEventListener("click", () => this.onChosen(picture));
    row.append(button);
    this.list.append(row);
    this.rows.set(picture, { row, button, mark, small });
    // One picture needs no list.
    this.element.hidden = this.rows.size < 2;
    this.#fill();
  }

  choose(picture) {
    for (const [one, { button }] of this.rows) button.setAttribute("aria-current", one === picture);
    this.rows.get(picture)?.button.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Marks a picture by its verdict. */
  mark(picture, mark, words) {
    const row = this.rows.get(picture);
    if (!row) return;
    row.found = mark;
    row.mark.replaceChildren(drawMark(mark, 12));
    row.button.title = `${picture.name}\n${words}`;
  }

  repaint() {
    for (const { mark, found } of this.rows.values()) if (found) mark.replaceChildren(drawMark(found, 12));
  }

  /** Removes a picture; gives the one to show instead, or undefined. */
  remove(picture) {
    const all = [...this.rows.keys()];
    const place = all.indexOf(picture);
    URL.revokeObjectURL(this.rows.get(picture).small.src);
    this.rows.get(picture).row.remove();
    this.rows.delete(picture);
    this.element.hidden = this.rows.size < 2;
    return all[place + 1] ?? all[place - 1];
  }

  /** Fills the small pictures one after the other, once there is a list. */
  async #fill() {
    if (this.isFilling || this.rows.size < 2) return;
    this.isFilling = true;
    for (const [picture, { small }] of this.rows) {
      if (small.src) continue;
      try {
        small.src = URL.createObjectURL(await drawFile(picture));
      } catch {
        // The list serves without it.
      }
    }
    this.isFilling = false;
  }
}
