// Draws slices: those that were seen last stay, and of several wishes the newest is drawn.

import { draw } from "./engine.js";
import { bytesOf, Recent } from "./recent.js";

// A slice of 512 x 512 pixels takes 1 MB, the largest that is drawn 67 MB.
const MOST_BYTES = 256e6;

export class Slices {
  /** `state` gives {picture, window} of what is to be shown; `onDrawn` and `onProblem` take the result. */
  constructor(state, onDrawn, onProblem) {
    this.state = state;
    this.onDrawn = onDrawn;
    this.onProblem = onProblem;
    this.bitmaps = new Recent(MOST_BYTES, (bitmap) => bitmap.close());
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
    this.drawing = picture.slices[index];
    try {
      const bitmap = await this.#bitmap(picture, index, window);
      if (picture === this.state().picture && this.drawing) this.onDrawn(bitmap, this.drawing);
    } catch (error) {
      if (picture === this.state().picture) this.onProblem(error);
    }
    this.isDrawing = false;
    if (this.isDrawingAgain) {
      this.isDrawingAgain = false;
      if (this.state().picture) this.draw();
    }
  }

  /** Drops what is under way, unless it is a slice that is seen already, through another window. */
  drawNoOther(slice) {
    if (this.drawing !== slice) this.drawing = null;
  }

  forget(picture) {
    this.bitmaps.forgetAll(`${picture.id}/`);
  }

  async #bitmap(picture, index, window) {
    const key = `${picture.id}/${index}/${window.join()}`;
    if (!this.bitmaps.has(key)) {
      const bitmap = await draw(picture, index, window);
      this.bitmaps.keep(key, bitmap, bytesOf(bitmap));
    }
    return this.bitmaps.use(key);
  }
}
