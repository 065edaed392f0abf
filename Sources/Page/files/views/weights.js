// The code's weights, each over the stair that it makes: entry j stands at θ = n − j.

import { figure, short, tick } from "../format.js";
import { letDrag } from "../controls/by-hand.js";
import { onHover, showCard } from "../controls/card.js";
import { maths } from "../controls/maths.js";
import { pixels, put, px, repeat, say, shape, ticks, View } from "./draw.js";
import { LastSeen } from "./last-seen.js";

export const title = "Weights";

class Weights extends View {
  constructor(context) {
    super(context, { title, hint: "each is one stair of the code", keys: "change:point change:theta change:info change:state" });
    this.lines = this.svg.appendChild(shape("g"));
    this.labels = this.svg.appendChild(shape("g"));
    this.pale = this.svg.appendChild(shape("path", { class: "code-fill pale" }));
    this.full = this.svg.appendChild(shape("path", { class: "code-fill" }));
    this.zero = this.svg.appendChild(shape("path", { class: "code-line" }));
    this.falls = this.svg.appendChild(shape("text", { class: "code halo" }, ""));
    this.entry = this.svg.appendChild(shape("text", { class: "end halo" }, ""));
    this.ghost = this.svg.appendChild(shape("path", { class: "ghost" }));
    this.along = this.svg.appendChild(shape("path", { class: "loss-along" }));
    this.said = this.svg.appendChild(shape("text", { class: "strong halo" }, ""));
    this.grasp = this.svg.appendChild(shape("rect", { class: "hit" }));
    letDrag(this, this.grasp, {
      pick: (x) => {
        const bar = this.#bar(x);
        return bar === null ? null : { layer: 0, row: 0, column: this.#entry(bar) };
      },
      valueAt: (edit, x, y) => this.value(y),
      draw: (edit) => this.#drawHand(edit),
    });
    this.domain = null;
    this.seen = new LastSeen();
    onHover(this.el, (event) => this.#hover(event));
  }

  layout() {
    this.plot = { left: 30, right: this.width, top: 26, bottom: this.height - 2 };
    this.domain = null;
    this.seen.forget();
    put(this.grasp, { x: this.plot.left, y: this.plot.top, width: this.plot.right - this.plot.left, height: this.plot.bottom - this.plot.top });
  }

  /** The range of the bars: it grows at once and shrinks when a third is empty. */
  #scale(weights) {
    let low = 0; let high = 0;
    for (const w of weights) {
      if (w < low) low = w;
      if (w > high) high = w;
    }
    if (!(high > low)) high = 1;
    const present = this.domain;
    const range = high - low;
    // Under the hand the axis stays.
    if (present && this.hand) return;
    if (present && low >= present[0] && high <= present[1] && range > 0.6 * (present[1] - present[0])) return;
    this.domain = [low - 0.06 * range, high + 0.04 * range];
    const { top, bottom, left, right } = this.plot;
    // A new layout drops the domain before it is drawn; a pointer may come between.
    const [least, most] = this.domain;
    this.y = (w) => bottom - ((w - least) / (most - least)) * (bottom - top);
    this.value = (y) => least + ((bottom - y) / (bottom - top)) * (most - least);
    const list = ticks(this.domain[0], this.domain[1], 2.6).filter((w) => this.y(w) > top - 3 && this.y(w) < bottom);
    const lines = repeat(this.lines, "line", list.length, { class: "grid" });
    const labels = repeat(this.labels, "text", list.length, { class: "end" });
    list.forEach((w, k) => {
      const y = Math.round(this.y(w)) + 0.5;
      put(lines[k], { x1: left, x2: right, y1: y, y2: y });
      put(labels[k], { x: left - 6, y: y + 4 });
      say(labels[k], tick(w));
    });
    put(this.zero, { d: `M${left} ${px(this.y(0))}H${right}` });
  }

  draw() {
    const { point, info, theta } = this.#values();
    if (!point?.w1 || !info) {
      for (const path of [this.full, this.pale]) put(path, { d: "" });
      this.seen.forget();
      return;
    }
    const weights = point.w1;
    this.#scale(weights);
    const n = weights.length;
    const isSteps = info.samplesAreSteps;
    const { left, right } = this.plot;
    const zero = this.y(0);
    const wide = (right - left) / n;
    const gap = wide > 5 ? 1.5 : wide > 3 ? 0.7 : 0.25;
    const heights = this.heights?.length === n ? this.heights : this.heights = new Float64Array(n);
    for (let bar = 0; bar < n; bar += 1) heights[bar] = this.y(weights[isSteps ? n - 1 - bar : bar]);
    if (!this.seen.hasChanged(heights, `${theta} ${zero} ${left} ${right} ${isSteps}`, this.leastMove())) return;
    const bars = this.#bars(n, left, wide, gap, zero);
    let full = ""; let pale = ""; let falling = -1;
    for (let bar = 0; bar < n; bar += 1) {
      const w = weights[isSteps ? n - 1 - bar : bar];
      const part = bars[2 * bar] + pixels(heights[bar]) + bars[2 * bar + 1];
      if (!isSteps || bar < theta) full += part; else pale += part;
      if (isSteps && w < 0 && falling < 0) falling = bar;
    }
    put(this.full, { d: full });
    put(this.pale, { d: pale });
    // Where most weights are below 0, the code falls throughout: there the words would only cover bars.
    const hasRoom = falling >= 0 && this.plot.bottom - zero > 10 && weights.filter((w) => w < 0).length < 0.3 * n;
    say(this.falls, hasRoom ? "code falls" : "");
    if (hasRoom) {
      const x = left + (falling + 1) * wide + 3;
      const isRight = x + 60 > right;
      put(this.falls, { x: px(isRight ? left + falling * wide - 3 : x), y: px(Math.min(zero + 21, this.plot.bottom + 6)), class: isRight ? "code halo end" : "code halo" });
    }
    say(this.entry, isSteps ? `entry j = ${n} − θ` : "entry j");
    put(this.entry, { x: right, y: px(Math.min(zero + 21, this.plot.bottom + (zero > this.plot.bottom - 4 ? 13 : 6))) });
  }

  /** What is the same in every frame of each bar's path: what comes before its height, and what comes after. */
  #bars(n, left, wide, gap, zero) {
    const key = `${n} ${left} ${wide} ${zero}`;
    if (this.barsOf === key) return this.barTexts;
    this.barsOf = key;
    this.barTexts = [];
    for (let bar = 0; bar < n; bar += 1) {
      const x = left + bar * wide;
      this.barTexts.push(`M${pixels(x + gap)} ${pixels(zero)}V`, `H${pixels(x + wide - gap)}V${pixels(zero)}Z`);
    }
    return this.barTexts;
  }

  #values() {
    return { point: this.model.get("point"), info: this.model.get("info"), theta: this.model.get("theta") ?? 0 };
  }

  #bar(x) {
    const n = this.model.get("point")?.w1?.length;
    if (!n) return null;
    const bar = Math.floor((x - this.plot.left) / ((this.plot.right - this.plot.left) / n));
    return bar < 0 || bar >= n ? null : bar;
  }

  #entry(bar) {
    const n = this.model.get("point").w1.length;
    return this.model.get("info").samplesAreSteps ? n - 1 - bar : bar;
  }

  /** The ghost where the weight was, the loss along the way, and both numbers. */
  #drawHand(edit) {
    if (!edit) {
      for (const path of [this.ghost, this.along]) put(path, { d: "" });
      say(this.said, "");
      return;
    }
    const n = this.model.get("point").w1.length;
    const bar = this.model.get("info").samplesAreSteps ? n - 1 - edit.place.column : edit.place.column;
    const wide = (this.plot.right - this.plot.left) / n;
    const x = this.plot.left + bar * wide;
    put(this.ghost, { d: `M${px(x)} ${px(this.y(0))}V${px(this.y(edit.from))}H${px(x + wide)}V${px(this.y(0))}` });
    const isLeft = x > this.plot.right - 110;
    const along = [...edit.passed].sort((a, b) => a[0] - b[0]);
    const losses = along.map(([, loss]) => loss);
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    const side = (loss) => (isLeft ? x - 44 : x + wide + 6) + (high > low ? ((loss - low) / (high - low)) * 38 : 0);
    put(this.along, { d: along.map(([w, loss], k) => `${k ? "L" : "M"}${px(side(loss))} ${px(this.y(w))}`).join("") });
    say(this.said, `loss ${figure(edit.lossBefore)} → ${figure(edit.loss)}`);
    put(this.said, { x: px(isLeft ? x - 50 : x + wide + 50), y: px(Math.max(this.plot.top + 8, Math.min(this.plot.bottom, this.y(edit.to)))), class: `strong halo${isLeft ? " end" : ""}` });
  }

  #hover(event) {
    const { point, info } = this.#values();
    if (!point?.w1 || !this.plot) return;
    const box = this.el.getBoundingClientRect();
    const bar = this.#bar(((event.clientX - box.left) / box.width) * this.width);
    if (bar === null || this.hand) return;
    const j = this.#entry(bar);
    showCard(event, () => {
      const list = [maths("code", ["msub W 1", `[${j}]`, "=", figure(point.w1[j])])];
      if (info.samplesAreSteps && point.codes) {
        const rise = point.codes[bar + 1] - point.codes[bar];
        list.push(`Step ${bar + 1} lies ${figure(Math.abs(rise))} ${rise >= 0 ? "above" : "below"} step ${bar}: the amplitude ${short(info.shape.amplitude)} times this weight.`);
      }
      return list;
    }, `w${j}`);
  }

  describe() {
    const { point, info } = this.#values();
    if (!point?.w1) return "";
    const falls = Array.from(point.w1).filter((w) => w < 0).length;
    return `${point.w1.length} weights of the code at epoch ${point.epoch}; ${falls === 0 ? "none is" : falls === 1 ? "one is" : `${falls} are`} below 0${info.samplesAreSteps && falls ? ", where the code falls" : ""}.`;
  }

  table() {
    const { point, info } = this.#values();
    if (!point?.w1) return null;
    const n = point.w1.length;
    return { columns: ["entry", "theta", "weight"], rows: Array.from(point.w1, (w, j) => [j, info.samplesAreSteps ? n - j : "", w]) };
  }
}

export function render(context) { return new Weights(context); }
