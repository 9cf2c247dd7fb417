// Draws slices: those that were seen last stay, and of several wishes the newest is drawn.

import { draw } from "./engine.js";

const MOST_BITMAPS = 64;

export class Slices {
  /** `state` gives {picture, window} of what is to be shown; `onDrawn` and `onProblem` take the result. */
  constructor(state, onDrawn, onProblem) {
    this.state = state;
    this.onDrawn = onDrawn;
    this.onProblem = onProblem;
    this.bitmaps = new Map();
  }

  /** Draws what is to be shown; while a request is under way, only the newest wish is kept. */
  async draw() {
    if (this.isDrawing) {
      this.isDrawingAgain = true;
      return;
    }
    this.isDrawing = true;
    const { picture, window } = this.state();
    const { index } = picture;
    try {
      const bitmap = await this.#bitmap(picture, index, window);
      if (picture === this.state().picture) this.onDrawn(bitmap, picture.slices[index]);
    } catch (error) {
      if (picture === this.state().picture) this.onProblem(error);
    }
    this.isDrawing = false;
    if (this.isDrawingAgain) {
      this.isDrawingAgain = false;
      if (this.state().picture) this.draw();
    }
  }

  forget(picture) {
    for (const key of [...this.bitmaps.keys()]) if (key.startsWith(`${picture.id}/`)) this.bitmaps.delete(key);
  }

  async #bitmap(picture, index, window) {
    const key = `${picture.id}/${index}/${window.join()}`;
    if (!this.bitmaps.has(key)) {
      this.bitmaps.set(key, await draw(picture, index, window));
      if (this.bitmaps.size > MOST_BITMAPS) this.bitmaps.delete(this.bitmaps.keys().next().value);
    }
    return this.bitmaps.get(key);
  }
}
