// The loss of every epoch, in buckets of [first epoch, first, last, least, greatest]: 400 a decade.

import { number } from "./refusal.js";

/** The buckets of one run, in rising order of epochs. */
export class History {
  /** @type {number[][]} */
  buckets = [];
  /** @type {[number, number][]} the learning rates with their first epochs */
  rates = [];
  /** The first epoch that has changed since the curve was last painted; painting sets it to ∞. */
  changedFrom = -Infinity;

  constructor(buckets = [], rates = []) {
    this.add(buckets);
    this.rates = rates;
  }

  /** Adds buckets; they replace those from their first epoch on. */
  add(buckets) {
    if (buckets.length === 0) return;
    const from = buckets[0][0];
    this.changedFrom = Math.min(this.changedFrom, from);
    while (this.buckets.length && this.buckets[this.buckets.length - 1][0] >= from) this.buckets.pop();
    for (const bucket of buckets) {
      this.buckets.push([bucket[0], number(bucket[1]), number(bucket[2]), number(bucket[3]), number(bucket[4])]);
    }
  }

  /** Adds buckets, unless later ones are here already; whether it did. */
  addLater(buckets) {
    const last = this.buckets[this.buckets.length - 1];
    if (buckets.length === 0 || (last && buckets[buckets.length - 1][0] < last[0])) return false;
    this.add(buckets);
    return true;
  }

  get isEmpty() { return this.buckets.length === 0; }

  /** The index of the bucket that holds an epoch; −1 before the first. */
  index(epoch) {
    let low = 0; let high = this.buckets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.buckets[middle][0] <= epoch) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  /** The loss near an epoch. */
  loss(epoch) {
    const at = this.index(epoch);
    if (at < 0) return NaN;
    const bucket = this.buckets[at];
    return bucket[0] === epoch ? bucket[1] : bucket[2];
  }

  /** Notes the rate of an epoch that is the newest; of those within one bucket the first and the last stay. */
  noteRate(epoch, rate) {
    const last = this.rates[this.rates.length - 1];
    if (!Number.isFinite(number(rate)) || (last && (number(last[1]) === number(rate) || last[0] > epoch))) return false;
    const before = this.rates[this.rates.length - 2];
    if (last?.[0] === epoch || (before && this.index(before[0]) === this.index(epoch))) this.rates.pop();
    this.rates.push([epoch, rate]);
    return true;
  }

  /** The learning rate at an epoch. */
  rate(epoch) {
    let rate = NaN;
    for (const [from, value] of this.rates) if (from <= epoch) rate = number(value);
    return rate;
  }

  /** The least and the greatest finite loss. */
  range() {
    let low = Infinity; let high = -Infinity;
    for (const [, , , least, greatest] of this.buckets) {
      if (least > 0 && least < low) low = least;
      if (greatest > high && Number.isFinite(greatest)) high = greatest;
    }
    return low <= high ? [low, high] : [NaN, NaN];
  }
}
