// The decoder at every z: a row of pixels for each code, a column for each output; the target's stair lies over it.

import { decoderMap } from "../model.js";
import { figure, short, ticksOf } from "../format.js";
import { onHover, showCard } from "../controls/card.js";
import { outputName } from "../state/names.js";
import { colours, plotTop, put, px, repeat, rgb, say, shape, ticks, View } from "./draw.js";

export const title = "Decoder";

/** The 256 colours of the decoder: surface at 0, full at the amplitude, over to the error's colour from 1.04 to 1.54. */
export function ramp() {
  const palette = colours();
  const [low, full, over] = [palette.surface, palette["ramp-full"], palette.error].map(rgb);
  const table = new Uint32Array(256);
  for (let k = 0; k < 256; k += 1) {
    const part = (k / 255) * rampEnd;
    const mix = part <= 1 ? [low, full, part] : [full, over, Math.max(0, Math.min(1, (part - 1.04) / 0.5))];
    const [r, g, b] = [0, 1, 2].map((c) => Math.round(mix[0][c] + (mix[1][c] - mix[0][c]) * mix[2]));
    table[k] = 0xff000000 | (b << 16) | (g << 8) | r;
  }
  return table;
}
const rampEnd = 1.6;

/**
 * The codes between which the target of each output turns on: NaN where it does not, or does so more than once.
 *
 * Halfway between the two samples' codes: there is the least room on either side.
 */
export function targetStair(info, codes, outputs) {
  return Float64Array.from(turnsOf(info, outputs), (at) => (at > 0 ? (codes[at] + codes[at - 1]) / 2 : NaN));
}

/** The sample at which the target of each output turns, if it does so once; else 0. The same in every frame. */
function turnsOf(info, outputs) {
  let list = turns.get(info);
  if (list?.length === outputs) return list;
  const { targets } = info.samples;
  list = new Int32Array(outputs);
  for (let j = 0; j < outputs; j += 1) {
    let count = 0;
    for (let i = 1; i < targets.length; i += 1) if (targets[i][j] !== targets[i - 1][j]) { list[j] = i; count += 1; }
    if (count !== 1) list[j] = 0;
  }
  turns.set(info, list);
  return list;
}
const turns = new WeakMap();

class Decoder extends View {
  constructor(context) {
    super(context, { title, isLarge: true, hint: "y at every z, and the target’s stair", hasCanvas: true, keys: "change:whole change:zDomain change:info change:dead" });
    const { svg } = this;
    this.labels = svg.appendChild(shape("g"));
    this.bottomLabels = svg.appendChild(shape("g"));
    this.jName = svg.appendChild(shape("text", { class: "axis end" }, "j"));
    this.frame = svg.appendChild(shape("rect", { class: "frame" }));
    this.legend = svg.appendChild(shape("g"));
    const id = `${this.el.id || "decoder"}-clip`;
    const clip = svg.appendChild(shape("clipPath", { id }));
    this.clip = clip.appendChild(shape("rect"));
    this.target = svg.appendChild(shape("path", { class: "target", "clip-path": `url(#${id})` }));
    this.dead = svg.appendChild(shape("path", { class: "error-line" }));
    this.deadName = svg.appendChild(shape("text", { class: "error middle" }, ""));
    this.stairName = [shape("path", { class: "role-ink" }), shape("text", { class: "strong halo", "font-weight": 400 }, "")];
    svg.append(...this.stairName);
    this.hit = svg.appendChild(shape("rect", { class: "hit picks" }));
    // A row of pixels for each code and a column for each output; the page makes them as large as the plot.
    this.canvas.classList.add("pixels");
    onHover(this.hit, (event) => this.#hover(event));
    this.hit.addEventListener("click", (event) => this.#pick(event));
    this.table256 = null;
    this.zs = new Float64Array(0);
  }

  themeChanged() { this.table256 = null; this.image = null; this.drawnOf = null; this.#drawLegend(); }

  layout() {
    const { isPhone } = this;
    say(this.hint, isPhone ? "y at z" : this.fullHint);
    this.plot = { left: isPhone ? 0 : 26, right: this.width, top: plotTop(this.model), bottom: this.height - 16 };
    const { left, right, top, bottom } = this.plot;
    this.placeCanvas(left, top, right - left, bottom - top);
    this.rows = Math.max(1, Math.round((bottom - top) * this.sharpness()));
    put(this.frame, { x: left + 0.5, y: top + 0.5, width: right - left - 1, height: bottom - top - 1 });
    put(this.clip, { x: left, y: top, width: right - left, height: bottom - top });
    put(this.hit, { x: left, y: top, width: right - left, height: bottom - top });
    put(this.jName, { x: right, y: bottom + 15 });
    this.domain = null;
    this.outputs = null;
    this.drawnOf = null;
    this.#drawLegend();
  }

  #drawLegend() {
    if (!this.plot) return;
    const info = this.model.get("info");
    this.legend.replaceChildren();
    if (!info || this.isPhone || this.model.get("isProjector")) return;
    const { left, bottom } = this.plot;
    const wide = 76;
    const table = this.table256 ?? (this.table256 = ramp());
    for (let k = 0; k < 19; k += 1) {
      const value = table[Math.round((k / 18) * 255)];
      this.legend.append(shape("rect", { x: left + 10 + k * (wide / 19), y: bottom - 22, width: wide / 19 + 0.5, height: 8, fill: `rgb(${value & 255} ${(value >> 8) & 255} ${(value >> 16) & 255})` }));
    }
    this.legend.append(
      shape("rect", { class: "frame", x: left + 9.5, y: bottom - 22.5, width: wide + 1, height: 9 }),
      shape("text", { x: left + 10, y: bottom - 27, class: "halo" }, "0"),
      shape("text", { x: left + 10 + wide / 1.6, y: bottom - 27, class: "halo middle" }, short(info.shape.amplitude)),
      shape("text", { x: left + 10 + wide / 1.6 + 7 + short(info.shape.amplitude).length * this.small * 0.3, y: bottom - 27, class: "halo" }, "over"));
  }

  draw() {
    const { model } = this;
    const whole = model.get("whole");
    const info = model.get("info");
    const domain = model.get("zDomain");
    if (!whole?.codes || !info || !domain) {
      this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      for (const path of [this.target, this.dead]) put(path, { d: "" });
      say(this.deadName, "");
      return;
    }
    const { left, right, top, bottom } = this.plot;
    const n = whole.network.outputs;
    if (domain !== this.domain) {
      this.domain = domain;
      this.z = (z) => bottom - ((z - domain[0]) / (domain[1] - domain[0])) * (bottom - top);
      const list = this.isPhone ? [] : ticks(domain[0], domain[1], (bottom - top) / 50).filter((z) => this.z(z) < bottom - 2 && this.z(z) > top + 2);
      const labels = repeat(this.labels, "text", list.length, { class: "end" });
      const { labels: words } = ticksOf(list);
      list.forEach((z, k) => { put(labels[k], { x: left - 6, y: Math.round(this.z(z)) + 4.5 }); say(labels[k], words[k]); });
    }
    if (info !== this.info) {
      this.info = info;
      this.#drawLegend();
    }
    if (this.outputs !== n || this.widthOf !== this.width) {
      this.outputs = n;
      this.widthOf = this.width;
      const list = ticks(0, n - 1, (right - left) / (this.isPhone ? 44 : 70)).filter((j) => Number.isInteger(j) && left + ((j + 0.5) / n) * (right - left) < right - 12);
      const labels = repeat(this.bottomLabels, "text", list.length, { class: "middle" });
      list.forEach((j, k) => { put(labels[k], { x: px(left + ((j + 0.5) / n) * (right - left)), y: bottom + 15 }); say(labels[k], String(j)); });
      if (this.isPhone && list.length) put(labels[0], { x: left + 6 });
    }
    const drawn = this.drawnOf;
    if (!drawn || drawn[0] !== whole || drawn[1] !== domain || drawn[2] !== this.table256 || drawn[3] !== this.width || drawn[4] !== this.height) this.#paint(whole, n);
    this.drawnOf = [whole, domain, this.table256, this.width, this.height];
    this.#drawTarget(whole, n);
  }

  #paint(whole, n) {
    // A decoder that no walk serves costs rows · n · units: it gets fewer rows.
    const { network } = whole;
    const isWalk = network.hasOneHiddenLayer && network.hiddenLayer.activation.isPiecewiseLinear;
    const cost = network.decoder.reduce((sum, layer) => sum + layer.outputs * layer.inputs, 0);
    const rows = isWalk ? Math.min(this.rows, 528) : Math.max(40, Math.min(264, Math.floor(1.5e6 / cost)));
    if (this.zs.length !== rows) { this.zs = new Float64Array(rows); this.image = null; }
    const [low, high] = this.domain;
    for (let r = 0; r < rows; r += 1) this.zs[r] = low + ((r + 0.5) / rows) * (high - low);
    if (!this.image || this.image.width !== n || this.image.height !== rows) {
      this.canvas.width = n;
      this.canvas.height = rows;
      this.image = this.context.createImageData(n, rows);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.values = new Float32Array(rows * n);
    }
    const table = this.table256 ?? (this.table256 = ramp());
    const values = decoderMap(network, this.zs, this.values);
    const factor = 255 / (rampEnd * (this.model.get("info").shape.amplitude || 1));
    for (let r = 0; r < rows; r += 1) {
      let to = (rows - 1 - r) * n;
      let from = r * n;
      for (let j = 0; j < n; j += 1, to += 1, from += 1) {
        const k = values[from] * factor + 0.5;
        this.pixels[to] = table[k > 255 ? 255 : k > 0 ? k | 0 : 0];
      }
    }
    this.context.putImageData(this.image, 0, 0);
  }

  #drawTarget(whole, n) {
    const info = this.model.get("info");
    const { left, right, top, bottom } = this.plot;
    const stair = targetStair(info, whole.codes, n);
    const wide = (right - left) / n;
    let path = "";
    let isOpen = false;
    for (let j = 0; j < n; j += 1) {
      if (!Number.isFinite(stair[j])) { isOpen = false; continue; }
      const y = px(Math.max(top - 4, Math.min(bottom + 4, this.z(stair[j]))));
      if (isOpen) path += `V${y}`;
      else path += j === 0 && info.samplesAreSteps && stair.length > 1 && stair[0] > stair[n - 1] ? `M${left} ${top}V${y}` : `M${px(left + j * wide)} ${y}`;
      path += `H${px(left + (j + 1) * wide)}`;
      isOpen = true;
    }
    put(this.target, { d: path });
    this.#nameStair(stair, n, wide);
    this.#crossDead(whole, n, wide);
  }

  /** Dead outputs: found twice a second by the view of errors; here only where that one is not shown. */
  #crossDead(whole, n, wide) {
    const { left, right, top } = this.plot;
    const known = this.model.get("dead");
    const isLive = this.model.get("state")?.status === "running" && this.model.get("looking") === null && !whole.byHand;
    const dead = isLive && known?.length === n ? known : whole.errors().dead;
    let crosses = "";
    const names = [];
    const size = Math.min(2.8, wide * 0.42);
    dead.forEach((isDead, j) => {
      if (!isDead) return;
      names.push(j);
      const [x, y] = [left + (j + 0.5) * wide, top + 9];
      crosses += `M${px(x - size)} ${px(y - size)}l${px(2 * size)} ${px(2 * size)}m0 ${px(-2 * size)}l${px(-2 * size)} ${px(2 * size)}`;
    });
    put(this.dead, { d: crosses });
    const isProjector = this.model.get("isProjector");
    say(this.deadName, isProjector && names.length ? `dead: ${names.length > 6 ? `${names.length} outputs` : names.join(", ")}` : "");
    if (isProjector && names.length) put(this.deadName, { x: px(Math.min(right - 60, left + (names.reduce((a, b) => a + b, 0) / names.length + 0.5) * wide)), y: top - 5 });
  }

  /** On a projector the stair has its name, below it on the left. */
  #nameStair(stair, n, wide) {
    const [line, text] = this.stairName;
    const j = Math.round(n * 0.48);
    const isShown = this.model.get("isProjector") && Number.isFinite(stair[j]) && stair[0] > stair[n - 1];
    say(text, isShown ? "the target’s stair" : "");
    put(line, { d: "" });
    if (!isShown) return;
    const { left, bottom } = this.plot;
    const [x, y] = [left + j * wide, this.z(stair[j])];
    const at = Math.min(bottom - 20, y + 44);
    put(text, { x: px(left + 18), y: px(at) });
    put(line, { d: `M${px(left + 90)} ${px(at - 13)}L${px(x + 2)} ${px(y + 6)}` });
  }

  #at(event) {
    const box = this.el.getBoundingClientRect();
    const factor = this.width / box.width;
    const { left, right, top, bottom } = this.plot;
    const y = (event.clientY - box.top) * factor;
    const x = (event.clientX - box.left) * factor;
    const z = this.domain[0] + ((bottom - y) / (bottom - top)) * (this.domain[1] - this.domain[0]);
    return { z, j: Math.max(0, Math.min(this.outputs - 1, Math.floor(((x - left) / (right - left)) * this.outputs))) };
  }

  #nearest(z) {
    const { codes } = this.model.get("whole");
    let best = 0;
    codes.forEach((code, i) => { if (Math.abs(code - z) < Math.abs(codes[best] - z)) best = i; });
    return best;
  }

  #pick(event) {
    if (!this.domain || !this.model.get("whole")?.codes) return;
    const sample = this.#nearest(this.#at(event).z);
    const picks = [...(this.model.get("picks") ?? [])];
    if (!picks.includes(sample)) {
      picks.push(sample);
      while (picks.length > 4) picks.shift();
    }
    this.model.set("picks", picks);
    this.model.set("theta", sample);
  }

  #hover(event) {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!this.domain || !whole?.codes) return;
    const { z, j } = this.#at(event);
    const sample = this.#nearest(z);
    showCard(event, () => {
      const y = whole.network.decode(z)[j];
      return [`At z = ${figure(z, 3)} output ${outputName(info, j)} is ${figure(y, 3)}.`, `The nearest code is that of ${info.samplesAreSteps ? `θ = ${info.samples.labels[sample]}` : `sample ${info.samples.labels[sample] ?? sample}`}; there ${short(info.samples.targets[sample][j])} is wanted. A click shows its reconstruction.`];
    }, `d${j}-${Math.round(this.z(z) / 3)}`);
  }

  describe() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole?.codes) return "";
    const { dead } = whole.errors();
    const count = dead.filter(Boolean).length;
    const units = whole.network.hiddenLayer.outputs;
    return `The ${whole.network.outputs} outputs of the decoder at epoch ${whole.epoch}, for every code between ${figure(this.domain?.[0] ?? NaN, 3)} and ${figure(this.domain?.[1] ?? NaN, 3)}, made by ${units} units; the amplitude is ${short(info.shape.amplitude)}. ${count === 0 ? "No output is dead." : `${count} ${count === 1 ? "output is" : "outputs are"} dead.`}`;
  }

  table() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole?.codes) return null;
    const n = whole.network.outputs;
    const values = whole.values();
    return {
      columns: ["sample", "code", ...Array.from({ length: n }, (_, j) => info.samples.outputs?.[j] || `y${j}`)],
      rows: Array.from(whole.codes, (z, i) => [info.samples.labels[i] ?? i, z, ...values.subarray(i * n, (i + 1) * n)]),
    };
  }
}

export function render(context) { return new Decoder(context); }
