// The strip below a stack: a band in the colour of each verdict, and above it a bar as high as a tumour is probable.

import { colourOf } from "./marks.js";

const BAND = 10;
const TOP = 10;
const REFUSED = ["unlike-training", "not-a-brain-mri"];

export class Strip {
  /** `onStep` is called with the place of the slice to show. */
  constructor(element, onStep) {
    this.element = element;
    this.canvas = element.querySelector("canvas");
    this.onStep = onStep;
    this.begin(1, 0);
    new ResizeObserver(() => this.draw()).observe(element);
    const go = (event) => {
      const box = element.getBoundingClientRect();
      const place = Math.floor(((event.clientX - box.left) / box.width) * this.count);
      onStep(Math.min(Math.max(place, 0), this.count - 1));
    };
    element.addEventListener("pointerdown", (event) => {
      element.setPointerCapture(event.pointerId);
      go(event);
    });
    element.addEventListener("pointermove", (event) => {
      if (element.hasPointerCapture(event.pointerId)) go(event);
    });
    element.addEventListener("keydown", (event) => {
      const wanted = { Home: 0, End: this.count - 1, PageUp: this.current - 10, PageDown: this.current + 10 }[event.key];
      if (wanted === undefined) return;
      event.preventDefault();
      onStep(Math.min(Math.max(wanted, 0), this.count - 1));
    });
  }

  begin(count, current) {
    this.count = count;
    this.slices = new Map();
    this.show(current);
  }

  add(slice) {
    this.slices.set(slice.index, slice);
    this.#describe();
    this.draw();
  }

  show(current) {
    this.current = current;
    this.#describe();
    this.draw();
  }

  draw() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.#paint();
    });
  }

  #describe() {
    const words = this.slices.get(this.current)?.words ?? `Slice ${this.current + 1}: not classified yet`;
    this.element.setAttribute("aria-valuemax", this.count);
    this.element.setAttribute("aria-valuenow", this.current + 1);
    this.element.setAttribute("aria-valuetext", words);
    this.element.title = words;
  }

  #paint() {
    const { canvas } = this;
    const ratio = devicePixelRatio || 1;
    const [width, height] = [this.element.clientWidth, this.element.clientHeight];
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    const style = getComputedStyle(document.documentElement);
    const ground = height - BAND - 2;
    const columns = (index) => [(index * width) / this.count, ((index + 1) * width) / this.count];
    for (let index = 0; index < this.count; index += 1) {
      const [left, right] = columns(index);
      const gap = right - left > 3 ? 1 : 0;
      const slice = this.slices.get(index);
      if (!slice) {
        context.fillStyle = style.getPropertyValue("--raised");
        context.fillRect(left, TOP, right - left - gap, ground + BAND - TOP);
        continue;
      }
      context.fillStyle = colourOf(slice.mark);
      context.fillRect(left, ground, right - left, BAND);
      if (REFUSED.includes(slice.verdict) && !slice.is_accepted) {
        context.fillRect(left, ground - 3, right - left, 1);
        continue;
      }
      const high = Math.max(slice.height * (ground - TOP - 1), 1);
      context.globalAlpha = 0.67;
      context.fillRect(left, ground - high, right - left - gap, high);
      context.globalAlpha = 1;
    }
    const [left, right] = columns(this.current);
    const middle = (left + right) / 2;
    context.fillStyle = style.getPropertyValue("--text");
    context.beginPath();
    context.moveTo(middle - 5, 2);
    context.lineTo(middle + 5, 2);
    context.lineTo(middle, TOP);
    context.fill();
    context.fillRect(middle - 0.5, TOP, 1, ground - TOP - 1);
  }
}
