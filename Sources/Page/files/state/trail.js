// Codes and kinks at the epochs that the page has seen: the world lines.

const largest = 720;

/** Columns by rising epoch: {epoch, codes, kinks, sides}. */
export class Trail {
  columns = [];
  /** Grows with each change that is no append: pictures painted before are then out of date. */
  version = 0;

  get last() { return this.columns[this.columns.length - 1] ?? null; }
  clear() { this.columns = []; this.version += 1; }

  /** Adds a column; one of the same epoch is replaced. */
  add(epoch, codes, positions, sides) {
    const column = { epoch, codes: Float32Array.from(codes), kinks: Float32Array.from(positions), sides: Int8Array.from(sides) };
    const last = this.last;
    if (!last || epoch > last.epoch) {
      // Columns that no screen tells apart are not kept: a 300th of a decade.
      const before = this.columns[this.columns.length - 2];
      if (before && epoch > 20 && epoch / before.epoch < 1.0077) this.columns[this.columns.length - 1] = column;
      else this.columns.push(column);
      if (this.columns.length > largest) this.#thin();
      return;
    }
    const at = this.#index(epoch);
    if (this.columns[at]?.epoch === epoch) this.columns[at] = column;
    else this.columns.splice(at, 0, column);
    this.version += 1;
  }

  /** Drops what comes after an epoch: a run that goes on from there takes another way. */
  cut(epoch) {
    const count = this.columns.length;
    this.columns = this.columns.filter((column) => column.epoch <= epoch);
    if (this.columns.length !== count) this.version += 1;
  }

  #index(epoch) {
    let low = 0; let high = this.columns.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.columns[middle].epoch < epoch) low = middle + 1; else high = middle;
    }
    return low;
  }

  #thin() {
    const kept = [];
    for (const column of this.columns) {
      const last = kept[kept.length - 1];
      if (!last || last.epoch < 10 || column.epoch / last.epoch > 1.016) kept.push(column);
    }
    kept[kept.length - 1] = this.last;
    this.columns = kept;
    this.version += 1;
  }

  /** The column nearest to an epoch, on a logarithmic axis; null without columns. */
  nearest(epoch) {
    const at = this.#index(epoch);
    const [before, after] = [this.columns[at - 1], this.columns[at]];
    if (!before || !after) return after ?? before ?? null;
    return Math.abs(Math.log((after.epoch + 1) / (epoch + 1))) < Math.abs(Math.log((before.epoch + 1) / (epoch + 1)))
      ? after : before;
  }

  /** The columns of a stretch of epochs, with one before it. */
  between(from, to) {
    const start = Math.max(0, this.#index(from) - 1);
    const list = [];
    for (let at = start; at < this.columns.length && this.columns[at].epoch <= to; at += 1) list.push(this.columns[at]);
    return list;
  }
}
