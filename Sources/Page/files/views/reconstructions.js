// Five reconstructions over their signals. The thread's own is one of them; rows are led to from their z.

import { onHover, showCard } from "../controls/card.js";
import { count, figure } from "../format.js";
import { classSentence, classWords, drawClassRow, verdictOf } from "./class-rows.js";
import { hasLogits } from "../state/classes.js";
import { className, outputName } from "../state/names.js";
import { pixels, put, px, repeat, say, shape, View } from "./draw.js";

export const title = "Reconstructions";

/** The samples that are shown, by rising code: the picked ones and the thread's. */
export function shownSamples(model) {
  const info = model.get("info");
  const whole = model.get("whole");
  if (!info || !whole) return [];
  const m = info.samples.signals.length;
  const theta = Math.min(model.get("theta") ?? 0, m - 1);
  const wanted = [theta, ...[...(model.get("picks") ?? [])].reverse()].filter((i) => i < m);
  const list = [];
  for (const i of wanted) if (!list.includes(i) && list.length < 5) list.push(i);
  // What is near the thread's own gives way to what is not.
  for (const part of [0.94, 0.15, 0.73, 0.52, 0.36, 0.84, 0.25, 0.05, 0.63, 0.45, 1, 0]) {
    const i = Math.round(part * (m - 1));
    if (list.length < Math.min(5, m) && !list.includes(i)) list.push(i);
  }
  const { codes } = whole;
  return codes ? list.sort((a, b) => codes[b] - codes[a] || b - a) : list.sort((a, b) => a - b);
}

class Reconstructions extends View {
  constructor(context) {
    super(context, { title, isLarge: true, keys: "change:whole change:theta change:picks change:info" });
    this.model.on("change:info", () => { if (this.width) this.layout(); });
    this.rows = this.svg.appendChild(shape("g"));
    this.foot = this.svg.appendChild(shape("g"));
    onHover(this.svg, (event) => this.#hover(event));
    this.svg.addEventListener("click", (event) => {
      const row = event.target.closest?.("[data-sample]");
      if (row) this.model.set("theta", Number(row.dataset.sample));
    });
    this.el.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const count_ = this.model.get("info")?.samples.signals.length;
      if (!way || !count_ || event.target !== this.el) return;
      event.preventDefault();
      this.model.set("theta", Math.max(0, Math.min(count_ - 1, (this.model.get("theta") ?? 0) + way * (event.shiftKey ? 10 : 1))));
    });
  }

  layout() {
    const isProjector = this.model.get("isProjector");
    this.isWide = !this.isPhone && this.width > 260;
    const info = this.model.get("info");
    this.hasClasses = Boolean(info?.samples.classes);
    if (this.hasClasses) this.caption.querySelector("b").textContent = "Samples";
    else if (info && !this.isPhone) this.caption.querySelector("b").textContent = info.shape.layers[info.shape.layers.length - 1].outputs === info.shape.layers[0].inputs ? "Reconstructions" : "Outputs";
    this.bottom = this.height - 16;
    this.hasFoot = !this.isPhone && !isProjector;
    this.foot.replaceChildren();
    this.rows.replaceChildren();
    say(this.hint, this.hasClasses ? (this.isWide ? `the ${hasLogits(info) ? "share" : "output"} of each class; ▴ is its own` : "") : "");
    if (this.hasClasses) { this.boxes = null; return; }
    const given = info && !info.samplesAreSteps && info.samples.targets !== info.samples.signals && info.shape.layers.at(-1).outputs !== info.shape.layers[0].inputs ? "target" : "signal";
    if (this.hasFoot && !this.isWide) {
      const y = this.bottom + 15;
      this.foot.append(shape("text", { x: 16, y, class: "axis" }, "θ"), shape("text", { x: 36, y }, given), shape("text", { x: this.width, y, class: "end out" }, "output"));
    } else if (this.isWide) {
      this.foot.append(shape("text", { x: this.width - 52, y: 13, class: "end" }, given), shape("text", { x: this.width, y: 13, class: "end out" }, "output"));
    }
    this.boxes = null;
  }

  /** Where each row's plot lies. */
  place(count) {
    if (this.isPhone) return [{ left: this.hasClasses ? 4 : 20, right: this.width, top: this.hasClasses ? 52 : 30, bottom: this.height - 12 }];
    if (this.hasClasses && this.isWide) {
      const wide = this.width / count;
      return Array.from({ length: count }, (_, k) => ({ left: k * wide, right: (k + 1) * wide - 14, top: 54, bottom: this.height - 6 }));
    }
    if (this.isWide) {
      const wide = this.width / count;
      return Array.from({ length: count }, (_, k) => ({ left: k * wide + (k ? 10 : 0), right: (k + 1) * wide - 4, top: 38, bottom: this.height - 6 }));
    }
    const top = 20;
    const pitch = (this.bottom - top) / count;
    return Array.from({ length: count }, (_, k) => ({ left: 36, right: this.width, top: top + k * pitch + pitch * 0.12, bottom: top + (k + 1) * pitch - pitch * 0.16 }));
  }

  draw() {
    const { model } = this;
    const whole = model.get("whole");
    const info = model.get("info");
    if (!whole || !info) { this.rows.replaceChildren(); return; }
    const theta = Math.min(model.get("theta") ?? 0, info.samples.signals.length - 1);
    const samples = this.isPhone ? [theta] : shownSamples(model);
    const boxes = this.place(samples.length);
    this.samples = samples;
    this.boxes = boxes;
    const groups = repeat(this.rows, "g", samples.length, { class: "picks" });
    if (this.hasClasses) {
      samples.forEach((sample, k) => drawClassRow(groups[k], boxes[k], sample, sample === theta, true, whole, info));
      if (this.isPhone) say(this.hint, ` ${classWords(verdictOf(whole, info, theta), info)}`);
      return;
    }
    samples.forEach((sample, k) => this.#row(groups[k], boxes[k], sample, sample === theta, whole, info));
    if (this.isPhone) {
      const output = whole.network.output(info.samples.signals[theta]);
      let worst = 0;
      info.samples.targets[theta].forEach((t, j) => { worst = Math.max(worst, Math.abs(t - output[j])); });
      this.caption.querySelector("b").textContent = info.samples.targets[theta].length === info.samples.signals[theta].length ? "Its reconstruction" : "Its outputs";
      this.#phoneWords(boxes[0], output, info.samples.targets[theta], info, whole);
      say(this.hint, ` ${info.samplesAreSteps ? "θ =" : "sample"} ${info.samples.labels[theta] ?? theta}; worst error ${figure(worst, 2)}`);
    }
  }

  /** The words beside the curves, and the outputs that are dead. */
  #phoneWords(box, output, target, info, whole) {
    const texts = repeat(this.foot, "text", 3, {});
    const wide = (box.right - box.left) / output.length;
    const first = target.findIndex((value) => value > 0);
    put(texts[0], { x: px(box.left + Math.max(4, first) * wide - 6), y: box.top - 3, class: "end" });
    say(texts[0], first > 0 ? "signal" : "");
    put(texts[1], { x: box.right - 8, y: box.top + 26, class: "out end halo" });
    say(texts[1], "output");
    const dead = whole.errors().dead.map((isDead, j) => (isDead && target[j] > 0 ? j : -1)).filter((j) => j >= 0);
    const names = dead.map((j) => outputName(info, j));
    say(texts[2], dead.length === 0 ? "" : dead.length === 1 ? `${names[0]} is dead` : `${dead.length > 3 ? `${dead.length} outputs` : names.join(", ")} are dead`);
    // Where the output should be 0 there is room.
    const hasRoom = first * wide > 150;
    put(texts[2], { x: hasRoom ? box.left + 6 : box.right - 8, y: box.bottom - (hasRoom ? 26 : 14), class: hasRoom ? "error halo" : "error end halo" });
  }

  #columns(n, left, wide) {
    const key = `${n} ${left} ${wide}`;
    this.columns ??= new Map();
    let texts = this.columns.get(key);
    if (!texts) {
      if (this.columns.size > 10) this.columns.clear();
      texts = Array.from({ length: n }, (_, j) => `H${pixels(left + (j + 1) * wide)}`);
      texts.first = `M${pixels(left)} `;
      this.columns.set(key, texts);
    }
    return texts;
  }

  #row(group, box, sample, isNow, whole, info) {
    if (!group.firstChild) {
      group.append(shape("rect", { class: "hit" }), shape("line", { class: "grid" }), shape("line", { class: "grid" }), shape("path", { class: "signal" }), shape("path", { class: "output" }), shape("text", { class: "end" }), shape("text", { class: "end" }), shape("text", { class: "end" }));
    }
    const [hit, zero, full, signal, output, name, low, high] = group.children;
    put(group, { "data-sample": sample });
    const target = info.samples.targets[sample];
    const values = whole.network.output(info.samples.signals[sample]);
    const amplitude = info.shape.amplitude || 1;
    let most = amplitude; let least = 0;
    for (let j = 0; j < values.length; j += 1) {
      most = Math.max(most, target[j]);
      least = Math.min(least, target[j]);
    }
    const { left, right, top, bottom } = box;
    const y = (value) => bottom - ((Math.max(least - 0.3 * amplitude, Math.min(most + 0.35 * amplitude, value)) - least) / (most - least || 1)) * (bottom - top) * 0.86;
    const wide = (right - left) / values.length;
    // Rows have the same ends of the steps, which are the same in every frame.
    const columns = this.#columns(values.length, left, wide);
    const path = (list) => {
      let d = "";
      for (let j = 0; j < list.length; j += 1) {
        d += (j === 0 ? columns.first : "V") + pixels(Number.isFinite(list[j]) ? y(list[j]) : y(most + amplitude)) + columns[j];
      }
      return d;
    };
    put(hit, { x: left - 36, y: top - 4, width: right - left + 36, height: bottom - top + 8 });
    put(zero, { x1: left, x2: right, y1: Math.round(y(0)) + 0.5, y2: Math.round(y(0)) + 0.5 });
    put(full, { x1: left, x2: right, y1: Math.round(y(amplitude)) + 0.5, y2: Math.round(y(amplitude)) + 0.5 });
    full.style.display = this.isPhone ? "" : "none";
    // The target is the same in every frame.
    const place = `${left} ${right} ${top} ${bottom} ${least} ${most}`;
    if (signal.targetOf !== target || signal.place !== place) {
      [signal.targetOf, signal.place] = [target, place];
      put(signal, { d: path(target) });
    }
    put(output, { d: path(values), class: isNow ? "output now" : "output" });
    const label = info.samples.labels[sample] ?? sample;
    say(name, this.isPhone ? "" : this.isWide ? `${info.samplesAreSteps ? "θ = " : ""}${label}` : String(label));
    const middle = (top + bottom) / 2;
    if (this.isWide) put(name, { x: left, y: 32, class: isNow ? "strong" : "" });
    else put(name, { x: 28, y: px(middle + 4), class: isNow ? "end strong" : "end" });
    say(low, this.isPhone ? "0" : "");
    say(high, this.isPhone ? figure(amplitude, 1) : "");
    if (this.isPhone) {
      put(low, { x: left - 6, y: px(y(0) + 4) });
      put(high, { x: left - 6, y: px(y(amplitude) + 4) });
    }
  }

  #hover(event) {
    const row = event.target.closest?.("[data-sample]");
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!row || !whole || !info) return;
    const sample = Number(row.dataset.sample);
    if (this.hasClasses) {
      showCard(event, () => [`Sample ${info.samples.labels[sample] ?? info.samples.indices[sample]}: ${classSentence(whole, info, sample)}.`], `class${sample}`);
      return;
    }
    showCard(event, () => {
      const values = whole.network.output(info.samples.signals[sample]);
      const target = info.samples.targets[sample];
      const errors = Array.from(target, (t, j) => Math.abs(t - values[j]));
      const worst = errors.reduce((best, error, j) => (error > errors[best] ? j : best), 0);
      const name = `${info.samplesAreSteps ? "θ = " : "Sample "}${info.samples.labels[sample] ?? sample}`;
      const parts = [`${name}${whole.codes ? `, code ${figure(whole.codes[sample], 3)}` : ""}`, `Worst error ${figure(errors[worst], 3)}, at output ${outputName(info, worst)}: ${figure(values[worst], 3)} instead of ${figure(target[worst], 3)}.`];
      const good = errors.filter((error) => error <= 0.01 * (info.shape.amplitude || 1)).length;
      parts.push(`${good} of ${count(errors.length, "output")} within 1 % of the amplitude.`);
      return parts;
    }, `reconstruction${sample}`);
  }

  describe() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole || !info || !this.samples) return "";
    if (this.hasClasses) return `Samples at epoch ${whole.epoch}: ${this.samples.map((sample) => `sample ${info.samples.labels[sample] ?? info.samples.indices[sample]}: ${classSentence(whole, info, sample)}`).join(". ")}.`;
    const texts = this.samples.map((sample) => {
      const values = whole.network.output(info.samples.signals[sample]);
      let worst = 0;
      info.samples.targets[sample].forEach((t, j) => { worst = Math.max(worst, Math.abs(t - values[j])); });
      return `${info.samplesAreSteps ? "θ = " : "sample "}${info.samples.labels[sample] ?? sample} off by at most ${figure(worst, 3)}`;
    });
    return `Reconstructions at epoch ${whole.epoch}: ${texts.join("; ")}.`;
  }

  table() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole || !info || !this.samples) return null;
    if (this.hasClasses) {
      const rows = this.samples.map((sample) => { const { own, found, bars } = verdictOf(whole, info, sample); return [info.samples.indices[sample], className(info, own), found < 0 ? "none" : className(info, found), ...bars]; });
      return { columns: ["sample", "class", "found", ...Array.from({ length: whole.network.outputs }, (_, j) => `${hasLogits(info) ? "share" : "output"} of ${className(info, j)}`)], rows };
    }
    const outputs = this.samples.map((sample) => whole.network.output(info.samples.signals[sample]));
    const columns = ["output"];
    for (const sample of this.samples) columns.push(`target of ${info.samples.labels[sample] ?? sample}`, `y of ${info.samples.labels[sample] ?? sample}`);
    return { columns, rows: Array.from({ length: whole.network.outputs }, (_, j) => [outputName(info, j), ...this.samples.flatMap((sample, k) => [info.samples.targets[sample][j], outputs[k][j]])]) };
  }
}

export function render(context) { return new Reconstructions(context); }
