// The gaps between neighbouring codes, from the least to the greatest: full where a kink lies in one.

import { gapCounts } from "../model.js";
import { put, px, repeat, say, shape, View } from "./draw.js";

export const title = "Kinks";

class Gaps extends View {
  constructor(context) {
    super(context, { title, hint: "in the gaps between codes", rate: 2, keys: "change:point change:info" });
    this.empty = this.svg.appendChild(shape("path", { class: "cell" }));
    this.full = this.svg.appendChild(shape("path", { class: "cell-on" }));
    this.numbers = this.svg.appendChild(shape("g"));
    this.notes = [0, 1].map(() => this.svg.appendChild(shape("text", {}, "")));
  }

  layout() { this.count = -1; }

  #grid(count) {
    this.count = count;
    const high = this.height - 26 - 34;
    let side = 26;
    const fits = (s) => Math.floor((this.width + 2) / s) * Math.floor((high + 3) / s) >= count;
    while (side > 4 && !fits(side)) side -= 0.25;
    if (side > 18 && this.width < 260) side = 18;
    this.side = side;
    this.columns = Math.max(1, Math.floor((this.width + 2) / side));
    const cell = side > 9 ? side - 2.5 : side - 1;
    this.cell = cell;
    const radius = Math.min(3, cell / 5);
    const paths = [];
    this.path = (k) => (paths[k] ??= cellPath(k));
    const cellPath = (k) => {
      const x = (k % this.columns) * side + 0.5;
      const y = 24 + Math.floor(k / this.columns) * side;
      return `M${px(x + radius)} ${px(y)}h${px(cell - 2 * radius)}q${radius} 0 ${radius} ${radius}v${px(cell - 2 * radius)}q0 ${radius} ${-radius} ${radius}h${px(2 * radius - cell)}q${-radius} 0 ${-radius} ${-radius}v${px(2 * radius - cell)}q0 ${-radius} ${radius} ${-radius}z`;
    };
    const rows = Math.ceil(count / this.columns);
    const y = 24 + rows * side + 14;
    const lines = this.width > 190 ? ["gaps between neighbouring codes,", "from the least code to the greatest"] : ["gaps of neighbouring", "codes, least first"];
    this.notes.forEach((note, k) => { put(note, { x: 0, y: px(y + k * this.small * 1.35) }); say(note, lines[k]); });
  }

  draw() {
    const point = this.model.get("point");
    if (!point?.codes) return;
    const gaps = gapCounts(point.codes, point.kinks);
    const { counts } = gaps;
    this.gaps = gaps;
    if (counts.length !== this.count) this.#grid(counts.length);
    let empty = ""; let full = ""; let held = 0;
    const many = [];
    counts.forEach((count, k) => {
      if (count === 0) { empty += this.path(k); return; }
      full += this.path(k);
      held += 1;
      if (count > 1) many.push(k);
    });
    put(this.empty, { d: empty });
    put(this.full, { d: full });
    const isWide = this.cell >= 11;
    const texts = repeat(this.numbers, "text", isWide ? many.length : 0, { class: "cell-text" });
    if (isWide) {
      many.forEach((k, at) => {
        put(texts[at], { x: px((k % this.columns) * this.side + this.cell / 2 + 0.5), y: px(24 + Math.floor(k / this.columns) * this.side + this.cell / 2 + 4) });
        say(texts[at], String(counts[k]));
      });
    }
    const text = `${held} of ${counts.length} gaps ${held === 1 ? "holds" : "hold"} one`;
    if (this.hint.textContent !== text) say(this.hint, text);
  }

  describe() {
    if (!this.gaps) return "";
    const { counts, below, above } = this.gaps;
    const held = counts.filter((count) => count > 0).length;
    return `${held} of the ${counts.length} gaps between neighbouring codes hold a kink; ${below} kinks lie below all codes and ${above} above.`;
  }

  table() {
    if (!this.gaps) return null;
    const { counts, sorted } = this.gaps;
    return { columns: ["gap", "from", "to", "kinks"], rows: Array.from(counts, (count, k) => [k, sorted[k], sorted[k + 1], count]) };
  }
}

export function render(context) { return new Gaps(context); }
