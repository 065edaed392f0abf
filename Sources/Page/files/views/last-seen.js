// What a view has drawn last, so that it draws again only what moves by more than can be seen.

/** The numbers of a drawing, in pixels, and what else it hangs on. */
export class LastSeen {
  #numbers = new Float64Array(0);
  #key = null;

  /**
   * Whether a drawing has changed since this last said so: any of its numbers by more than `least` pixels, or its key.
   * Moves that small are spared only while others follow: at rest `least` is 0.
   *
   * @param {Float64Array} numbers NaN for what is not shown
   * @param {string} key
   */
  hasChanged(numbers, key, least) {
    const seen = this.#numbers;
    let isSame = key === this.#key && seen.length === numbers.length;
    for (let k = 0; isSame && k < numbers.length; k += 1) {
      isSame = Math.abs(numbers[k] - seen[k]) <= least || (numbers[k] !== numbers[k] && seen[k] !== seen[k]);
    }
    if (isSame) return false;
    if (seen.length !== numbers.length) this.#numbers = Float64Array.from(numbers);
    else seen.set(numbers);
    this.#key = key;
    return true;
  }

  /** The next drawing has changed. */
  forget() { this.#key = null; }
}
