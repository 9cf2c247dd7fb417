// The heat map and its controls: off until the picture has been seen, then on and off without a delay.

import { explain } from "./engine.js";
import { isAbort } from "./newest.js";
import { fillChoices } from "./panel.js";
import { bytesOf, Recent } from "./recent.js";

const find = (id) => document.getElementById(id);
const PREDICTED = "";
// A map of the largest size takes 17 MB.
const MOST_BYTES = 128e6;

export class HeatMap {
  /** `state` gives {picture, verdict} of what is shown. */
  constructor(view, state) {
    this.view = view;
    this.state = state;
    this.isOn = false;
    this.caption = "";
    this.maps = new Recent(MOST_BYTES, ({ bitmap }) => bitmap.close());
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
    this.maps.forgetAll(`${picture.id}/`);
  }

  /** Takes the map away: another slice is shown. */
  clear() {
    this.#hide();
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
    else this.#hide();
  }

  #hide() {
    this.request?.abort();
    this.view.showHeat(null, []);
    this.#state("", "");
    find("colour-bar").hidden = true;
  }

  /** Says what is seen or being done; a report names the map alone that is seen. */
  #state(words, caption) {
    find("heat-state").textContent = words;
    this.caption = caption;
    this.#report();
  }

  #report() {
    // Until the map that is chosen is there, the one that is seen is explained.
    if (!this.caption) find("reading").textContent = this.#method?.reading ?? "";
    find("reading").classList.toggle("not-printed", !this.caption);
    find("seen-heat").textContent = this.caption ? `${this.caption}, opacity ${find("opacity-words").textContent}` : "none";
  }

  changeOpacity(by) {
    this.#setOpacity(Math.min(Math.max(Number(find("opacity").value) + by, 0), 100));
  }

  #setOpacity(percent) {
    find("opacity").value = percent;
    find("opacity-words").textContent = `${percent} %`;
    this.view.setOpacity(percent / 100);
    this.#report();
  }

  #choose() {
    this.#showChoices();
    if (this.isOn && this.state().verdict) this.#show();
  }

  get #method() {
    return this.methods?.find((one) => one.name === find("method").value);
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
    this.#report();
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
    // Until there is another, the map that was there stays.
    this.#state(method.is_slow && !this.maps.has(key) ? "Computing the map…" : this.caption, this.caption);
    try {
      if (!this.maps.has(key)) {
        const found = await explain(picture, index, method, className, signal);
        // What is kept may let go of the map that is shown.
        if (signal.aborted) {
          found.bitmap.close();
          return;
        }
        this.maps.keep(key, found, bytesOf(found.bitmap));
      }
      if (signal.aborted || !this.isOn) return;
      const map = this.maps.use(key);
      this.view.showHeat(map.bitmap, map.lines);
      this.#state(map.caption, map.caption);
      find("reading").textContent = method.reading;
      find("colour-bar").hidden = false;
      find("scale").textContent = map.scale;
    } catch (error) {
      if (!isAbort(error)) this.#state(error.message, this.caption);
    }
  }
}
