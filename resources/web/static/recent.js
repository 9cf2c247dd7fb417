// Keeps what was used last, up to a number of bytes, and one at least.

const MOST_BYTES = 256e6;
// A prediction holds feature maps.
const LEAST_BYTES = 1e6;

export class Recent {
  #values = new Map();

  #bytes = 0;

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
    this.#values.set(key, { value, bytes: bytes + LEAST_BYTES });
    this.#bytes += bytes + LEAST_BYTES;
    for (const [oldest] of this.#values) {
      if (this.#bytes <= MOST_BYTES || this.#values.size === 1) break;
      this.forget(oldest);
    }
  }

  forget(key) {
    this.#bytes -= this.#values.get(key)?.bytes ?? 0;
    this.#values.delete(key);
  }
}
