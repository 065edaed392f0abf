// The worst error of every output over the samples; outputs that are never above 0 are crossed out.

import { figure, list, rate, short } from "../format.js";
import { percent } from "../state/classes.js";
import { outputName } from "../state/names.js";
import { onHover, showCard } from "../controls/card.js";
import { Confusion } from "./confusion.js";
import { put, px, repeat, say, shape, ticks, View } from "./draw.js";

export const title = "Worst error";

class Errors extends View {
  constructor(context) {
    super(context, { title, hint: "of each output j", rate: 2, keys: "change:whole change:info" });
    this.model.on("change:theta", () => { if (this.confusion?.data) this.invalidate(); });
    const { svg } = this;
    this.lines = svg.appendChild(shape("g"));
    this.labels = svg.appendChild(shape("g"));
    this.bars = svg.appendChild(shape("path", { class: "error-fill" }));
    this.crossed = svg.appendChild(shape("path", { class: "error-line" }));
    this.deadLabels = svg.appendChild(shape("g"));
    this.bottomLabels = svg.appendChild(shape("g"));
    this.confusion = new Confusion(this);
    onHover(this.el, (event) => this.#hover(event));
  }

  /** Data with classes: how many are found, instead of errors of outputs, which are no errors there. */
  #drawClasses(whole, info) {
    const { confusion } = this;
    for (const group of [this.lines, this.labels, this.deadLabels, this.bottomLabels]) group.replaceChildren();
    for (const path of [this.bars, this.crossed]) put(path, { d: "" });
    this.data = null;
    this.model.set("dead", null);
    confusion.classes = info.samples.classes;
    confusion.draw(whole.classes(), whole.network.outputs);
    this.drawn = { epoch: whole.epoch, info };
    say(this.caption.querySelector("b"), "Classes");
    const test = this.model.get("looking") === null && whole.epoch === info.summary?.epochs ? info.summary.test?.classification : null;
    say(this.hint, `${Confusion.words(confusion.data, info, this.isPhone)}${test ? `; test ${percent(test.correct, test.samples ?? info.summary.test.samples)}` : ""}`);
  }

  layout() {
    const isGeneral = this.model.get("isGeneral");
    this.plot = { left: 26, right: this.width, top: 34, bottom: this.height - (isGeneral ? 18 : 2) };
  }

  draw() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole || !info) { put(this.bars, { d: "" }); put(this.crossed, { d: "" }); repeat(this.deadLabels, "text", 0); return; }
    if (info.samples.classes) { this.#drawClasses(whole, info); return; }
    this.confusion.hide();
    say(this.caption.querySelector("b"), "Worst error");
    say(this.hint, "of each output j");
    const { worst, dead } = whole.errors();
    this.data = { worst, dead, epoch: whole.epoch };
    this.model.set("dead", dead);
    const { left, right, top, bottom } = this.plot;
    let most = 0;
    for (const error of worst) if (Number.isFinite(error) && error > most) most = error;
    const amplitude = info.shape.amplitude || 1;
    // The axis ends at the amplitude, or where the errors do: small errors are seen too.
    const high = most > amplitude * 1.02 ? most : most > amplitude * 0.3 ? amplitude : most || 1;
    const y = (error) => bottom - (Math.min(Number.isFinite(error) ? error : high, high) / high) * (bottom - top);
    const marks = most > amplitude * 0.3 && most <= amplitude * 1.02 ? [0, amplitude] : ticks(0, high, 2);
    const lines = repeat(this.lines, "line", marks.length, { class: "grid" });
    const labels = repeat(this.labels, "text", marks.length, { class: "end" });
    marks.forEach((mark, k) => {
      const at = Math.round(y(mark)) + 0.5;
      put(lines[k], { x1: left, x2: right, y1: at, y2: at });
      put(labels[k], { x: left - 6, y: Math.min(at + 4, this.height) });
      say(labels[k], mark !== 0 && mark < 1e-3 ? rate(mark) : short(mark, 2));
    });
    const n = worst.length;
    const wide = (right - left) / n;
    const gap = wide > 5 ? 1 : wide > 3 ? 0.6 : 0.2;
    let bars = ""; let crossed = "";
    const deadList = [];
    for (let j = 0; j < n; j += 1) {
      const x = left + j * wide;
      const at = y(worst[j]);
      if (dead[j]) {
        deadList.push(j);
        crossed += `M${px(x + gap)} ${px(bottom)}V${px(at)}H${px(x + wide - gap)}V${px(bottom)}ZL${px(x + wide - gap)} ${px(at)}`;
      } else bars += `M${px(x + gap)} ${px(bottom)}V${px(at)}H${px(x + wide - gap)}V${px(bottom)}Z`;
    }
    put(this.bars, { d: bars });
    put(this.crossed, { d: crossed });
    this.#nameDead(deadList, left, wide, right);
    const marksX = this.model.get("isGeneral") ? ticks(0, n - 1, (right - left) / 60).filter(Number.isInteger) : [];
    const texts = repeat(this.bottomLabels, "text", marksX.length, { class: "middle" });
    marksX.forEach((j, k) => { put(texts[k], { x: px(left + (j + 0.5) * wide), y: bottom + 15 }); say(texts[k], this.#nameOf(info, j, wide)); });
  }

  /** The name of an output where its bar has room for it, else its number. */
  #nameOf(info, j, wide) {
    const name = outputName(info, j);
    return name.length * this.small * 0.56 < wide - 6 ? name : String(j);
  }

  /** Dead outputs are named in groups that lie together. */
  #nameDead(dead, left, wide, right) {
    const groups = [];
    for (const j of dead) {
      const last = groups[groups.length - 1];
      if (last && (j - last[last.length - 1]) * wide < this.small * 3.4) last.push(j); else groups.push([j]);
    }
    const names = groups.map((group) => group.length > 3 ? `${group.length} outputs dead` : `${group.join(", ")} dead`);
    // Counts of parts would read like numbers of outputs: with many dead there is one count.
    const isLong = names.join("  ").length * this.small * 0.56 > right - left || (groups.length > 1 && groups.some((group) => group.length > 3));
    const texts = repeat(this.deadLabels, "text", isLong ? 1 : groups.length, { class: "error middle" });
    if (isLong) {
      say(texts[0], `${dead.length} of ${this.data.worst.length} outputs dead`);
      put(texts[0], { x: right, y: this.plot.top - 7, class: "error end" });
      return;
    }
    let free = left;
    groups.forEach((group, k) => {
      const centre = left + ((group[0] + group[group.length - 1] + 1) / 2) * wide;
      const half = names[k].length * this.small * 0.28;
      const x = Math.max(free + half, Math.min(right - half, centre));
      free = x + half + this.small;
      put(texts[k], { x: px(x), y: this.plot.top - 7, class: "error middle" });
      say(texts[k], names[k]);
    });
  }

  #hover(event) {
    if (this.confusion.data) { this.confusion.hover(event); return; }
    if (!this.data) return;
    const box = this.el.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * this.width;
    const { worst, dead } = this.data;
    const j = Math.floor((x - this.plot.left) / ((this.plot.right - this.plot.left) / worst.length));
    if (j < 0 || j >= worst.length) return;
    showCard(event, () => [
      `Output ${outputName(this.model.get("info"), j)}: worst error ${figure(worst[j])} over all samples.`,
      ...(dead[j] ? ["Its sum is at most 0 at every sample: it is dead, and no error reaches its weights."] : []),
    ], `e${j}`);
  }

  describe() {
    if (this.confusion.data) return this.confusion.describe(this.drawn.epoch, this.drawn.info);
    if (!this.data) return "";
    const { worst, dead, epoch } = this.data;
    const info = this.model.get("info");
    let at = 0;
    worst.forEach((error, j) => { if (error > worst[at]) at = j; });
    const names = dead.map((isDead, j) => (isDead ? outputName(info, j) : null)).filter((name) => name !== null);
    return `The worst error at epoch ${epoch} is ${figure(worst[at])}, at output ${outputName(info, at)}.${names.length ? ` Dead: ${names.length === 1 ? "output" : "outputs"} ${list(names)}.` : ""}`;
  }

  table() {
    if (this.confusion.data) return this.confusion.table();
    return this.data && { columns: ["output", "worst error", "dead"], rows: Array.from(this.data.worst, (error, j) => [outputName(this.model.get("info"), j), error, this.data.dead[j] ? "yes" : "no"]) };
  }
}

export function render(context) { return new Errors(context); }
