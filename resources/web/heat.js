// The heat map and its controls: off until the picture has been seen, then on and off without a delay.

import { explain } from "./engine.js";
import { isAbort } from "./newest.js";
import { fillChoices } from "./panel.js";

const find = (id) => document.getElementById(id);
const PREDICTED = "";

export class HeatMap {
  /** `state` gives {picture, verdict} of what is shown. */
  constructor(view, state) {
    this.view = view;
    this.state = state;
    this.isOn = false;
    this.maps = new Map();
    find("heat").addEventListener("click", () => this.toggle());
    find("method").addEventListener("change", () => this.#choose());
    find("heat-class").addEventListener("change", () => this.#choose());
    find("opacity").addEventListener("input", () => this.#setOpacity(Number(find("opacity").value)));
  }

  /** Offers the methods and classes of a model. */
  offer(about) {
    this.methods = about.methods;
    fillChoices(find("method"), about.methods.map((one) => [one.name, one.title, one.reading]));
    this.classes = about.classes;
    this.#showChoices();
  }

  /** Lets go of the maps of a picture that is removed. */
  forget(picture) {
    for (const key of [...this.maps.keys()]) if (key.startsWith(`${picture.id}/`)) this.maps.delete(key);
  }

  /** Takes the map away: another slice is shown. */
  clear() {
    this.request?.abort();
    this.view.showHeat(null, []);
    find("heat-state").textContent = "";
    find("colour-bar").hidden = true;
    find("heat").disabled = true;
  }

  /** Shows the map of the slice that has a verdict now. */
  update() {
    find("heat").disabled = false;
    this.#showChoices();
    if (this.isOn) this.#show();
  }

  toggle() {
    if (find("heat").disabled) return;
    this.isOn = !this.isOn;
    find("heat").setAttribute("aria-pressed", this.isOn);
    find("heat").textContent = this.isOn ? "Hide" : "Show";
    if (this.isOn) this.#show();
    else {
      this.request?.abort();
      this.view.showHeat(null, []);
      find("heat-state").textContent = "";
      find("colour-bar").hidden = true;
    }
  }

  changeOpacity(by) {
    this.#setOpacity(Math.min(Math.max(Number(find("opacity").value) + by, 0), 100));
  }

  #setOpacity(percent) {
    find("opacity").value = percent;
    find("opacity-words").textContent = `${percent} %`;
    this.view.setOpacity(percent / 100);
  }

  #choose() {
    this.#showChoices();
    if (this.isOn && this.state().verdict) this.#show();
  }

  get #method() {
    return this.methods.find((one) => one.name === find("method").value);
  }

  #showChoices() {
    const { verdict } = this.state();
    const label = verdict && this.classes.find((one) => one.name === verdict.label);
    const first = label ? `Predicted: ${label.inline}` : "Predicted class";
    const chosen = find("heat-class").value;
    fillChoices(find("heat-class"), [[PREDICTED, first], ...this.classes.map((one) => [one.name, one.words])], chosen);
    const method = this.#method;
    find("heat-class").disabled = !method.is_of_class;
    find("heat-class").title = method.is_of_class ? "" : "This map is of any tumour.";
    find("reading").textContent = method.reading;
  }

  async #show() {
    this.request?.abort();
    this.request = new AbortController();
    const { signal } = this.request;
    const { picture } = this.state();
    const { index } = picture;
    const method = this.#method;
    const className = method.is_of_class ? find("heat-class").value : PREDICTED;
    const key = `${picture.id}/${index}/${method.name}/${className}`;
    find("heat-state").textContent = method.is_slow && !this.maps.has(key) ? "Computing the map…" : "";
    try {
      if (!this.maps.has(key)) {
        this.maps.set(key, await explain(picture, index, method, className, signal));
        if (this.maps.size > 16) this.maps.delete(this.maps.keys().next().value);
      }
      if (signal.aborted || !this.isOn) return;
      const map = this.maps.get(key);
      this.view.showHeat(map.bitmap, map.lines);
      find("heat-state").textContent = map.caption;
      find("colour-bar").hidden = false;
      find("scale").textContent = map.scale;
    } catch (error) {
      if (!isAbort(error)) find("heat-state").textContent = error.message;
    }
  }
}
