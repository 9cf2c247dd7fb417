// The picture on its canvas: zoom, shift, window by drag, ruler, heat map over it.

const WINDOW_DRAG = 300;
const MOST_ZOOM = 40;
const NOTCH = 100;

/** A colour of the window for what is drawn on a picture, which is dark in both themes. */
const colourOn = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--picture-${name}`);

/** Whether a bitmap is there, and was not closed meanwhile. */
const isOpen = (bitmap) => Boolean(bitmap?.width);

export class View {
  /**
   * `on` holds what to call: touched() at each press and turn of the wheel, window(width, centre), step(by), measuring()
   * where the ruler is pressed, measured(), pointed(x, y); and wanted(), which gives the window that is chosen. The one
   * that is drawn comes later.
   */
  constructor(canvas, on) {
    this.canvas = canvas;
    this.on = on;
    this.bitmap = null;
    this.slice = null;
    this.heat = null;
    this.lines = [];
    this.opacity = 0.5;
    this.ruler = null;
    this.isMeasuring = false;
    this.wheelRest = 0;
    this.pointers = new Map();
    this.fit();
    new ResizeObserver(() => this.draw()).observe(canvas.parentElement);
    canvas.addEventListener("pointerdown", (event) => this.#press(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, (event) => this.#release(event));
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener("dblclick", () => {
      this.fit();
      this.draw();
    });
  }

  /** Shows a slice; another picture is fitted into the view. */
  show(bitmap, slice, isOther) {
    this.bitmap = bitmap;
    if (isOther || slice !== this.slice) this.ruler = null;
    this.slice = slice;
    if (isOther) this.fit();
    this.draw();
  }

  clear() {
    this.bitmap = this.slice = this.heat = this.ruler = null;
    this.lines = [];
    this.draw();
  }

  showHeat(heat, lines) {
    this.heat = heat;
    this.lines = lines;
    this.draw();
  }

  setOpacity(opacity) {
    this.opacity = opacity;
    this.draw();
  }

  measure(isOn) {
    this.isMeasuring = isOn;
    if (!isOn) this.ruler = null;
    this.draw();
  }

  fit() {
    this.zoom = 1;
    this.shiftX = this.shiftY = 0;
  }

  zoomBy(factor, x = 0, y = 0) {
    const zoom = Math.min(Math.max(this.zoom * factor, 0.2), MOST_ZOOM);
    const real = zoom / this.zoom;
    // The point below the mouse stays where it is.
    this.shiftX = x - (x - this.shiftX) * real;
    this.shiftY = y - (y - this.shiftY) * real;
    this.zoom = zoom;
    this.draw();
  }

  shiftBy(x, y) {
    this.shiftX += x;
    this.shiftY += y;
    this.draw();
  }

  windowBy(x, y) {
    if (!this.slice) return;
    const own = this.slice.window[0];
    const [width, centre] = this.on.wanted();
    this.on.window(Math.max(width + (x * own) / WINDOW_DRAG, own / 256), centre - (y * own) / WINDOW_DRAG);
  }

  /** Where the picture is drawn: left, top, and CSS pixels for each of its pixels. */
  place() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const [row, column] = this.slice.spacing_mm ?? [1, 1];
    const least = Math.min(row, column);
    const wide = (this.slice.width * column) / least;
    const high = (this.slice.height * row) / least;
    const scale = Math.min(width / wide, height / high) * this.zoom;
    return {
      left: width / 2 + this.shiftX - (wide * scale) / 2,
      top: height / 2 + this.shiftY - (high * scale) / 2,
      scaleX: (scale * column) / least,
      scaleY: (scale * row) / least,
      width: wide * scale,
      height: high * scale,
    };
  }

  draw() {
    if (this.isDue) return;
    this.isDue = true;
    requestAnimationFrame(() => {
      this.isDue = false;
      this.#paint();
    });
  }

  #paint() {
    const { canvas } = this;
    const ratio = devicePixelRatio || 1;
    const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    if (!isOpen(this.bitmap) || !this.slice) return;
    const at = this.place();
    context.imageSmoothingEnabled = at.scaleX < 8;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.bitmap, at.left, at.top, at.width, at.height);
    context.imageSmoothingEnabled = true;
    if (isOpen(this.heat)) {
      context.globalAlpha = this.opacity;
      context.drawImage(this.heat, at.left, at.top, at.width, at.height);
      context.globalAlpha = 1;
      this.#paintLines(context, at);
    }
    this.#paintEdges(context, at);
    if (this.ruler) this.#paintRuler(context, at);
  }

  #paintLines(context, at) {
    context.strokeStyle = "#ffffff";
    context.lineWidth = 1;
    for (const line of this.lines) {
      context.beginPath();
      for (const [x, y] of line) context.lineTo(at.left + x * at.width, at.top + y * at.height);
      context.closePath();
      context.stroke();
    }
  }

  #paintEdges(context, at) {
    const { edges } = this.slice;
    if (!edges) return;
    context.font = "600 13px system-ui, sans-serif";
    context.fillStyle = colourOn("text");
    context.textAlign = "center";
    context.textBaseline = "middle";
    const [x, y] = [at.left + at.width / 2, at.top + at.height / 2];
    const inside = (value, most) => Math.min(Math.max(value, 12), most - 12);
    const { clientWidth: width, clientHeight: height } = this.canvas;
    context.fillText(edges.left, inside(at.left + 12, width), inside(y, height));
    context.fillText(edges.right, inside(at.left + at.width - 12, width), inside(y, height));
    context.fillText(edges.top, inside(x, width), inside(at.top + 12, height));
    context.fillText(edges.bottom, inside(x, width), inside(at.top + at.height - 12, height));
  }

  #paintRuler(context, at) {
    const [from, to] = this.ruler.map(([x, y]) => [at.left + x * at.scaleX, at.top + y * at.scaleY]);
    context.lineWidth = 2;
    context.strokeStyle = colourOn("uncertain");
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
    context.font = "13px system-ui, sans-serif";
    context.textAlign = "left";
    context.textBaseline = "bottom";
    context.fillStyle = "#000000";
    const words = this.length();
    context.fillRect(to[0] + 6, to[1] - 20, context.measureText(words).width + 8, 20);
    context.fillStyle = colourOn("uncertain");
    context.fillText(words, to[0] + 10, to[1] - 2);
  }

  /** The length of the ruler in words; "" without one. */
  length() {
    if (!this.ruler) return "";
    const [[x1, y1], [x2, y2]] = this.ruler;
    const [row, column] = this.slice.spacing_mm;
    return `${Math.hypot((x2 - x1) * column, (y2 - y1) * row).toFixed(1)} mm`;
  }

  #pixelAt(event) {
    const at = this.place();
    const box = this.canvas.getBoundingClientRect();
    return [(event.clientX - box.left - at.left) / at.scaleX, (event.clientY - box.top - at.top) / at.scaleY];
  }

  #fromMiddle(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
  }

  #press(event) {
    if (!this.slice) return;
    this.on.touched();
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
    this.isTouch = event.pointerType === "touch";
    this.dragButton = event.button;
    this.swiped = 0;
    this.isRulerDrag = this.isMeasuring && event.button === 0 && Boolean(this.slice.spacing_mm);
    if (this.isRulerDrag) {
      this.on.measuring();
      const pixel = this.#pixelAt(event);
      this.ruler = [pixel, pixel];
    }
    // The middle button would scroll.
    if (event.button === 1) event.preventDefault();
  }

  #move(event) {
    if (!this.slice) return;
    this.on.pointed(...this.#pixelAt(event));
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const [x, y] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (this.pointers.size === 2) this.#pinch(event, before);
    else if (this.isRulerDrag) this.#stretchRuler(event);
    else if (this.isTouch) this.#swipe(x, y);
    else if (this.dragButton === 1) this.shiftBy(x, y);
    else if (this.dragButton === 2) this.zoomBy(Math.exp(-y / 200));
    else this.windowBy(x, y);
    this.pointers.set(event.pointerId, event);
  }

  #stretchRuler(event) {
    // Another slice took it away.
    if (!this.ruler) return;
    this.ruler[1] = this.#pixelAt(event);
    this.on.measured();
    this.draw();
  }

  /** One finger steps through the slices, or shifts a picture that is enlarged. */
  #swipe(x, y) {
    if (this.zoom > 1) {
      this.shiftBy(x, y);
      return;
    }
    this.swiped -= y;
    const steps = Math.trunc(this.swiped / 16);
    this.swiped -= steps * 16;
    if (steps) this.on.step(steps);
  }

  #pinch(event, before) {
    const other = [...this.pointers.values()].find((one) => one.pointerId !== event.pointerId);
    const distance = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
    const [x1, y1] = this.#fromMiddle(event);
    const [x2, y2] = this.#fromMiddle(other);
    this.zoomBy(distance(event) / distance(before), (x1 + x2) / 2, (y1 + y2) / 2);
    this.shiftBy((event.clientX - before.clientX) / 2, (event.clientY - before.clientY) / 2);
  }

  #release(event) {
    this.pointers.delete(event.pointerId);
  }

  #wheel(event) {
    if (!this.slice) return;
    event.preventDefault();
    this.on.touched();
    const lines = event.deltaMode === 1 ? 33 : 1;
    if (event.ctrlKey) {
      this.zoomBy(Math.exp((-event.deltaY * lines) / 300), ...this.#fromMiddle(event));
      return;
    }
    this.wheelRest += event.deltaY * lines;
    const steps = Math.trunc(this.wheelRest / NOTCH);
    this.wheelRest -= steps * NOTCH;
    if (steps) this.on.step(steps);
  }
}
