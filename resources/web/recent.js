// Keeps what was used last, up to a number of bytes, and one at least.

export class Recent {
  #values = new Map();

  #bytes = 0;

  #most;

  #drop;

  /** `most` is in bytes; `drop` is called with each value that is let go. */
  constructor(most, drop = () => {}) {
    this.#most = most;
    this.#drop = drop;
  }

  has(key) {
    return this.#values.has(key);
  }

  /** Gives a value that there is. */
  use(key) {
    const entry = this.#values.get(key);
    this.#values.delete(key);
    this.#values.set(key, entry);
    return entry.value;
  }

  keep(key, value, bytes) {
    this.forget(key);
    this.#values.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const [oldest] of this.#values) {
      if (this.#bytes <= this.#most || this.#values.size === 1) break;
      this.forget(oldest);
    }
  }

  forget(key) {
    if (!this.#values.has(key)) return;
    const { value, bytes } = this.#values.get(key);
    this.#bytes -= bytes;
    this.#values.delete(key);
    this.#drop(value);
  }

  /** Forgets all whose keys, which are texts, begin so. */
  forgetAll(beginning) {
    for (const key of [...this.#values.keys()]) if (key.startsWith(beginning)) this.forget(key);
  }
}

/** The memory of a bitmap, in bytes. */
export const bytesOf = ({ width, height }) => 4 * width * height;
