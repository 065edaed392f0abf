// The code's weights, each over the stair that it makes: entry j stands at θ = n − j.

import { figure, short } from "../format.js";
import { showCard } from "../controls/card.js";
import { maths } from "../controls/maths.js";
import { put, px, repeat, shape, ticks, View } from "./draw.js";

export const title = "Weights";

class Weights extends View {
  constructor(context) {
    super(context, { title, hint: "each is one stair of the code", keys: "change:point change:theta change:info" });
    this.lines = this.svg.appendChild(shape("g"));
    this.labels = this.svg.appendChild(shape("g"));
    this.pale = this.svg.appendChild(shape("path", { class: "code-fill pale" }));
    this.full = this.svg.appendChild(shape("path", { class: "code-fill" }));
    this.zero = this.svg.appendChild(shape("path", { class: "code-line" }));
    this.falls = this.svg.appendChild(shape("text", { class: "code halo" }, ""));
    this.entry = this.svg.appendChild(shape("text", { class: "end halo" }, ""));
    this.domain = null;
    this.el.addEventListener("pointermove", (event) => this.#hover(event));
  }

  layout() {
    this.plot = { left: 30, right: this.width, top: 26, bottom: this.height - 2 };
    this.domain = null;
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
    if (present && low >= present[0] && high <= present[1] && range > 0.6 * (present[1] - present[0])) return;
    this.domain = [low - 0.06 * range, high + 0.04 * range];
    const { top, bottom, left, right } = this.plot;
    this.y = (w) => bottom - ((w - this.domain[0]) / (this.domain[1] - this.domain[0])) * (bottom - top);
    const list = ticks(this.domain[0], this.domain[1], 2.6).filter((w) => this.y(w) > top - 3 && this.y(w) < bottom);
    const lines = repeat(this.lines, "line", list.length, { class: "grid" });
    const labels = repeat(this.labels, "text", list.length, { class: "end" });
    list.forEach((w, k) => {
      const y = Math.round(this.y(w)) + 0.5;
      put(lines[k], { x1: left, x2: right, y1: y, y2: y });
      put(labels[k], { x: left - 6, y: y + 4 });
      labels[k].textContent = short(w);
    });
    put(this.zero, { d: `M${left} ${px(this.y(0))}H${right}` });
  }

  draw() {
    const { point, info, theta } = this.#values();
    if (!point?.w1 || !info) { for (const path of [this.full, this.pale]) put(path, { d: "" }); return; }
    const weights = point.w1;
    this.#scale(weights);
    const n = weights.length;
    const isSteps = info.samplesAreSteps;
    const { left, right } = this.plot;
    const zero = this.y(0);
    const wide = (right - left) / n;
    const gap = wide > 5 ? 1.5 : wide > 3 ? 0.7 : 0.25;
    let full = ""; let pale = ""; let falling = -1;
    for (let bar = 0; bar < n; bar += 1) {
      const w = weights[isSteps ? n - 1 - bar : bar];
      const y = this.y(w);
      const x = left + bar * wide;
      const part = `M${px(x + gap)} ${px(zero)}V${px(y)}H${px(x + wide - gap)}V${px(zero)}Z`;
      if (!isSteps || bar < theta) full += part; else pale += part;
      if (isSteps && w < 0 && falling < 0) falling = bar;
    }
    put(this.full, { d: full });
    put(this.pale, { d: pale });
    const hasRoom = falling >= 0 && this.plot.bottom - zero > 10;
    this.falls.textContent = hasRoom ? "code falls" : "";
    if (hasRoom) {
      const x = left + (falling + 1) * wide + 3;
      const isRight = x + 60 > right;
      put(this.falls, { x: px(isRight ? left + falling * wide - 3 : x), y: px(Math.min(zero + 21, this.plot.bottom + 6)), class: isRight ? "code halo end" : "code halo" });
    }
    this.entry.textContent = isSteps ? `entry j = ${n} − θ` : "entry j";
    put(this.entry, { x: right, y: px(Math.min(zero + 21, this.plot.bottom + 6)) });
  }

  #values() {
    return { point: this.model.get("point"), info: this.model.get("info"), theta: this.model.get("theta") ?? 0 };
  }

  #hover(event) {
    const { point, info } = this.#values();
    if (!point?.w1 || !this.plot) return;
    const box = this.el.getBoundingClientRect();
    const scale = box.width / this.width;
    const n = point.w1.length;
    const bar = Math.floor(((event.clientX - box.left) / scale - this.plot.left) / ((this.plot.right - this.plot.left) / n));
    if (bar < 0 || bar >= n) return;
    const j = info.samplesAreSteps ? n - 1 - bar : bar;
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
