// Classes and the classes that are found for them, as a table of colours: the diagonal is right.

import { showCard } from "../controls/card.js";
import { count, whole as number } from "../format.js";
import { percent } from "../state/classes.js";
import { className } from "../state/names.js";
import { put, px, repeat, say, shape, ticks } from "./draw.js";

/** The drawing, in the view of the errors. */
export class Confusion {
  constructor(view) {
    this.view = view;
    this.group = view.svg.appendChild(shape("g"));
    this.cells = this.group.appendChild(shape("g"));
    this.numbers = this.group.appendChild(shape("g"));
    this.rows = this.group.appendChild(shape("g"));
    this.columns = this.group.appendChild(shape("g"));
    this.own = this.group.appendChild(shape("text", { class: "end" }, "class"));
    this.guess = this.group.appendChild(shape("text", { class: "end" }, "found"));
    this.marked = this.group.appendChild(shape("rect", { class: "cell-now" }));
    view.svg.addEventListener("click", (event) => this.#choose(event));
  }

  hide() { this.group.style.display = "none"; this.data = null; }

  /** Draws what `whole.classes()` says. */
  draw(data, outputs) {
    const { view } = this;
    this.group.style.display = "";
    const [left, top] = [44, 24];
    const [wide, high] = [view.width - left - 40, view.height - top - 20];
    const pitch = { x: wide / outputs, y: high / outputs };
    Object.assign(this, { data, outputs, left, top, pitch });
    const used = [];
    const sums = new Array(outputs).fill(0);
    for (let k = 0; k < outputs * outputs; k += 1) sums[Math.floor(k / outputs)] += data.counts[k];
    for (let k = 0; k < outputs * outputs; k += 1) {
      const [row, column] = [Math.floor(k / outputs), k % outputs];
      if (data.counts[k] > 0 || row === column) used.push([row, column, data.counts[k], sums[row] ? data.counts[k] / sums[row] : 0]);
    }
    const cells = repeat(this.cells, "rect", used.length, {});
    const hasNumbers = pitch.x >= 15 && pitch.y >= 11;
    const numbers = repeat(this.numbers, "text", hasNumbers ? used.length : 0, {});
    const gap = Math.min(1, pitch.x / 8, pitch.y / 8);
    used.forEach(([row, column, cases, share], k) => {
      // A single mistake is seen, however many are right.
      const strength = cases === 0 ? 0.06 : row === column ? 0.15 + 0.85 * share : Math.min(1, 0.35 + 1.3 * share);
      put(cells[k], {
        x: px(left + column * pitch.x + gap), y: px(top + row * pitch.y + gap), width: px(Math.max(0.5, pitch.x - 2 * gap)), height: px(Math.max(0.5, pitch.y - 2 * gap)),
        class: row === column ? "out-fill" : "error-fill", "fill-opacity": strength.toFixed(2),
      });
      if (!hasNumbers) return;
      put(numbers[k], { x: px(left + (column + 0.5) * pitch.x), y: px(top + (row + 0.5) * pitch.y + 4), class: `middle ${strength > 0.62 ? "on" : "strong"}` });
      say(numbers[k], cases > 0 ? String(cases) : "");
    });
    const shown = ticks(0, outputs - 1, Math.max(2, Math.min(outputs - 1, high / 18))).filter(Number.isInteger);
    const along = ticks(0, outputs - 1, Math.max(2, Math.min(outputs - 1, wide / 34))).filter(Number.isInteger);
    const rows = repeat(this.rows, "text", shown.length, { class: "end" });
    shown.forEach((c, k) => { put(rows[k], { x: left - 6, y: px(top + (c + 0.5) * pitch.y + 4) }); say(rows[k], String(c)); });
    const columns = repeat(this.columns, "text", along.length, { class: "middle" });
    along.forEach((c, k) => { put(columns[k], { x: px(left + (c + 0.5) * pitch.x), y: view.height - 5 }); say(columns[k], String(c)); });
    put(this.own, { x: left - 18, y: px(top + 0.5 * pitch.y + 4), class: "end axis" });
    put(this.guess, { x: view.width, y: view.height - 5, class: "end axis" });
    const now = this.view.model.get("theta") ?? 0;
    const place = data.found[now] >= 0 ? [this.classes[now], data.found[now]] : null;
    put(this.marked, place ? { x: px(left + place[1] * pitch.x), y: px(top + place[0] * pitch.y), width: px(pitch.x), height: px(pitch.y) } : { width: 0, height: 0 });
  }

  #cell(event) {
    if (!this.data) return null;
    const box = this.view.el.getBoundingClientRect();
    const factor = this.view.width / box.width;
    const column = Math.floor(((event.clientX - box.left) * factor - this.left) / this.pitch.x);
    const row = Math.floor(((event.clientY - box.top) * factor - this.top) / this.pitch.y);
    return row >= 0 && column >= 0 && row < this.outputs && column < this.outputs ? [row, column] : null;
  }

  /** A press shows the first sample of a cell, and each further one the next. */
  #choose(event) {
    const cell = this.#cell(event);
    if (!cell) return;
    const here = [...this.classes.keys()].filter((i) => this.classes[i] === cell[0] && this.data.found[i] === cell[1]);
    if (here.length === 0) return;
    const { model } = this.view;
    model.set("theta", here.find((i) => i > model.get("theta")) ?? here[0]);
  }

  hover(event) {
    const cell = this.#cell(event);
    if (!cell) return;
    const [row, column] = cell;
    const name = (k) => className(this.view.model.get("info"), k);
    showCard(event, () => {
      const cases = this.data.counts[row * this.outputs + column];
      const all = this.classes.filter((own) => own === row).length;
      return [
        row === column ? `Class ${name(row)}: ${number(cases)} of ${count(all, "sample")} found.` : `Class ${name(row)} taken for ${name(column)}: ${number(cases)} of ${count(all, "sample")}.`,
        ...(cases > 0 ? ["A press shows the next of them."] : []),
      ];
    }, `c${row}-${column}`);
  }

  /** "1,402 of 1,437 samples in their class, 97.6 %". */
  static words(data, info, isShort = false) {
    if (isShort) return `${number(data.correct)} of ${number(data.count)}, ${percent(data.correct, data.count)}`;
    const few = data.count < info.shape.samples ? `the first ${number(data.count)} samples` : count(data.count, "sample");
    return `${number(data.correct)} of ${few} in their class, ${percent(data.correct, data.count)}`;
  }

  describe(epoch, info) {
    const { data, outputs } = this;
    const wrong = [];
    data.counts.forEach((cases, k) => { if (cases > 0 && Math.floor(k / outputs) !== k % outputs) wrong.push([cases, Math.floor(k / outputs), k % outputs]); });
    wrong.sort((a, b) => b[0] - a[0]);
    const most = wrong.slice(0, 3).map(([cases, own, guess]) => `class ${className(info, own)} taken for ${className(info, guess)} ${cases === 1 ? "once" : `${cases} times`}`);
    return `At epoch ${epoch}: ${Confusion.words(data, info)}.${most.length ? ` Most often ${most.join(", ")}.` : ""}${data.undecided ? ` For ${count(data.undecided, "sample")} none is found.` : ""}`;
  }

  table() {
    const { data, outputs } = this;
    const names = Array.from({ length: outputs }, (_, j) => j);
    const name = (k) => className(this.view.model.get("info"), k);
    return { columns: ["class", ...names.map((j) => `found ${name(j)}`)], rows: names.map((own) => [name(own), ...names.map((guess) => data.counts[own * outputs + guess])]) };
  }
}
