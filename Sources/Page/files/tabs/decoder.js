// Decoder, exactly: z under the hand, and y(z) as fractions.

import { Decoder } from "../exact/piece.js";
import { Rational } from "../exact/rational.js";
import { html, px, shape } from "../views/draw.js";
import {
  Figure, apology, badge, brief, copy, decimal, fill, formula, fraction, fractionButton, heading, indexed, label, linkButton, math, part, raised,
  save, text, showAlone,
} from "./parts.js";
import { DecoderMap } from "./decoder-map.js";

export const title = "Decoder, exactly";

/** Shows y(z) of the network in the model's `whole` for the data of its `info`; keeps `z`, a fraction as text. */
export function render({ model, el, bar }) {
  return showAlone(el, () => new DecoderTab(model, el, bar));
}

class DecoderTab extends DecoderMap {
  constructor(model, el, bar) {
    super();
    Object.assign(this, { model, el, bar });
    this.figure = new Figure(model, {
      noun: "Every output over the code", half: "straight between breakpoints, exactly", draw: (svg, w, h) => this.drawMap(svg, w, h),
      describe: () => this.description(),
    });
    this.beside = new Figure(model, { noun: "The breakpoints beside it", className: "beside", draw: (svg, w) => this.drawBeside(svg, w), describe: () => this.besideWords() });
    this.bars = new Figure(model, { noun: "", draw: (svg, w, h) => this.drawBars(svg, w, h), describe: () => (this.piece ? `Outputs at z = ${text(this.z)}: ${this.outputs().slice(0, 40).map((y, j) => `${j}: ${brief(y)}`).join(", ")}.` : "") });
    this.bars.caption.className = "unseen";
    this.bars.caption.firstChild.textContent = "The outputs at this code";
    this.value = html("div");
    this.units = html("div", { className: "units" });
    this.unitsTitle = heading("Active units");
    this.formulas = html("div", { className: "formulas" });
    this.pieceTitle = heading("On this piece");
    this.sentence = html("p", { className: "said" });
    this.sentence.setAttribute("role", "status");
    this.numbers = html("p", { className: "small" });
    this.input = html("input", { type: "text", placeholder: "or type 45/16", ariaLabel: "z: a fraction, a decimal, or code 3", autocomplete: "off", spellcheck: false });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.read(this.input.value);
    });
    this.buttons = html("span", { className: "segments" });
    const figure = html("button", { type: "button" }, "Save figure");
    figure.addEventListener("click", () => this.figure.save());
    this.verdict = html("span", { className: "verdict-badge" });
    this.tools = [linkButton(), figure, this.verdict];
    bar?.append(...this.tools);
    this.stops = [
      model.on("change:events change:verdict", () => this.fillVerdict()),
      model.on("change:whole change:info", () => this.load()),
      model.on("change:z", () => {
        if (this.z && model.get("z") !== `${this.z}`) this.read(model.get("z"), true);
      }),
    ];
    this.fillVerdict();
    this.load();
  }

  destroy() {
    [this.figure, this.beside, this.bars].forEach((figure) => figure.destroy());
    this.stops.forEach((stop) => stop());
    this.tools.forEach((tool) => tool.remove());
    clearTimeout(this.later);
    cancelAnimationFrame(this.frame);
  }

  /** Takes a network: its exact decoder and the codes of its data. */
  load() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole || !info) return;
    try {
      this.decoder = new Decoder(whole.network.layers);
    } catch (error) {
      fill(this.el, apology("There is no decoder to read", error.message));
      return;
    }
    this.network = whole.network;
    this.rationals = new Map();
    this.causes = new Map();
    this.info = info;
    this.codes = this.decoder.encode(info.samples.signals);
    this.floats = this.codes.map((code) => code.toNumber());
    this.sets = null;
    const [least, greatest] = this.decoder.ends.map((end) => end.toNumber());
    const range = greatest - least || Math.abs(greatest) || 1;
    this.domain = [least - 0.034 * range, greatest + 0.015 * range];
    if (!this.main) this.build();
    this.fillBadge(whole);
    const kept = this.model.get("z");
    const wanted = kept ? this.parse(kept) : null;
    const theta = Math.min(this.model.get("theta") ?? 0, this.codes.length - 1);
    this.z = wanted ?? this.codes[theta];
    this.figure.redraw();
    this.update();
    // The sets of codes that decode to each sample take longer: they are computed between frames, and appear when known.
    clearTimeout(this.later);
    const work = this.decoder.decoding(this.info.samples.targets);
    const go = () => {
      const end = performance.now() + 8;
      let step = work.next();
      while (!step.done && performance.now() < end) step = work.next();
      if (!step.done) {
        this.later = setTimeout(go, 12);
        return;
      }
      this.sets = step.value;
      this.figure.redraw();
      this.update();
    };
    this.later = setTimeout(go, 60);
  }

  build() {
    this.main = html("section", { className: "main" }, this.figure.el);
    this.exact = html("div", { className: "right" });
    const keys = html("p", { className: "keys-line" });
    for (const [names, what] of [[["←", "→"], ""], [["Shift", "←", "→"], "breakpoint"], [["PgUp", "PgDn"], "code"]]) {
      keys.append(html("span", {}, ...names.flatMap((name) => [html("kbd", {}, name), " "]), what === "" ? (this.keyText = html("span")) : what));
    }
    const copyAll = html("button", { type: "button", className: "link" }, "copy y(z)");
    copyAll.addEventListener("click", () => copy(this.outputs().map(String).join("\n"), copyAll));
    const csv = html("button", { type: "button", className: "link" }, "CSV");
    csv.addEventListener("click", () => save("decoder.csv", `z,output,y\n${this.outputs().map((y, j) => `${this.z},${j},${y}`).join("\n")}\n`, "text/csv"));
    const json = html("button", { type: "button", className: "link" }, "JSON");
    json.addEventListener("click", () => save("decoder.json", `${JSON.stringify({ z: `${this.z}`, activeUnits: this.piece.active, y: this.outputs().map(String) }, null, 2)}\n`, "application/json"));
    const aside = html(
      "section", { className: "aside", ariaLabel: "The code and its outputs" },
      html("div", { className: "z-value" }, this.value, this.exact), html("div", { className: "moves" }, this.buttons, this.input), this.beside.el,
      this.unitsTitle, this.units, this.pieceTitle, html("div", { className: "piece" }, this.formulas, this.bars.el),
      html("hr"), this.sentence, keys, html("p", { className: "small" }, "The value of the atlas, digit for digit: ", copyAll, " · ", csv, " · ", json),
    );
    fill(this.el, html("main", { className: "tab-two decoder-tab" }, html("h1", { className: "unseen" }, "The decoder, exactly"), this.main, aside));
    this.el.addEventListener("keydown", (event) => this.key(event));
  }

  /** "exact", unless the film of a replayed run has these weights in eight bits: then the nearest whole state is offered. */
  fillBadge(whole) {
    if (!whole.isRounded) {
      fill(this.exact, badge("exact"), "fractions, no rounding");
      return;
    }
    const near = this.model.get("source")?.wholeEpoch?.(whole.epoch);
    const go = html("button", { type: "button", className: "link" }, `exact at epoch ${near}`);
    go.addEventListener("click", () => this.model.emit("look", near));
    fill(this.exact, badge("≈"), "rounded for the film", Number.isInteger(near) ? go : null);
  }

  /** What was certified of the run, as a badge. */
  fillVerdict() {
    const event = (this.model.get("events") ?? []).find(({ kind }) => kind === "proved" || kind === "refuted");
    fill(this.verdict, event ? badge(event.kind, event.kind === "proved" ? "yes" : "no") : null);
  }

  /** 45/16, 2.8125 or "code 3"; null for other text. */
  parse(what) {
    const named = /^\s*(?:code|θ)\s*=?\s*(\d+)\s*$/i.exec(what);
    if (named) return this.codes[this.info.samples.labels.indexOf(Number(named[1]))] ?? null;
    return Rational.parse(what);
  }

  read(what, isQuiet = false) {
    const z = this.parse(what ?? "");
    this.input.setAttribute("aria-invalid", z === null ? "true" : "false");
    if (z === null) {
      if (!isQuiet) this.sentence.textContent = `“${what}” is no number: write a fraction such as 45/16, a decimal such as 2.8125, or code 3.`;
      return;
    }
    this.input.value = "";
    this.move(z);
  }

  /** The largest power of two that is no wider than a pixel. */
  get grain() {
    const pixel = (this.domain[1] - this.domain[0]) / Math.max(this.plotWidth ?? 686, 1);
    return 2 ** Math.floor(Math.log2(pixel));
  }

  /** A step of the keyboard: eight grains. */
  get stride() {
    return Rational.ofNumber(8 * this.grain);
  }

  key(event) {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const isSlider = event.target === this.knob;
    const sign = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageUp: 1, PageDown: -1 }[event.key];
    if (event.key === "Home" || event.key === "End") {
      if (isSlider) this.move(this.decoder.ends[event.key === "Home" ? 0 : 1]);
      else return;
    } else if (sign === undefined || (event.key.startsWith("Arrow") && !isSlider)) {
      return;
    } else if (event.key.startsWith("Page")) {
      this.toCode(sign);
    } else if (event.shiftKey) {
      this.move(this.decoder.beside(this.z, sign) ?? this.z);
    } else {
      this.step(sign);
    }
    event.preventDefault();
  }

  /** To the next multiple of the stride. */
  step(sign) {
    const stride = this.stride;
    const { num, den } = this.z.over(stride);
    const floor = num >= 0n ? num / den : -((-num + den - 1n) / den);
    const isOn = den === 1n;
    const target = sign > 0 ? floor + 1n : isOn ? floor - 1n : floor;
    this.move(stride.times(Rational.of(target)));
  }

  toCode(sign) {
    const sorted = [...this.codes].sort((a, b) => a.compare(b));
    const found = sign > 0 ? sorted.find((code) => code.compare(this.z) > 0) : sorted.findLast((code) => code.compare(this.z) < 0);
    if (found) this.move(found);
  }

  /** Moves to a code; what is shown follows in the next frame, however many moves there are before it. */
  move(z) {
    this.z = z;
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.model.set("z", `${this.z}`);
      this.update();
    });
  }

  outputs() {
    return this.values_;
  }

  /** Computes what depends on z, once for all that show it. */
  compute() {
    this.piece = this.decoder.piece(this.z, 1);
    this.left = this.decoder.beside(this.z, -1);
    this.right = this.piece.to;
    this.isBreakpoint = this.piece.from !== null && this.piece.from.equals(this.z);
    this.values_ = Array.from({ length: this.decoder.outputs }, (_, j) => this.piece.value(j, this.z));
    this.numbers_ = Float64Array.from(this.values_, (value) => value.toNumber());
    this.near = this.findNearest();
    this.middle = this.findBetween();
  }

  // ---- The map -------------------------------------------------------------------------------------------------------

  drag(event) {
    const box = this.figure.svg.getBoundingClientRect();
    const { left, right } = this.geometry;
    const at = Math.max(0, Math.min(1, (event.clientX - box.left - left) / (right - left)));
    const free = this.domain[0] + at * (this.domain[1] - this.domain[0]);
    if (event.shiftKey) {
      const here = Rational.ofNumber(free);
      const [a, b] = [this.decoder.beside(here, -1), this.decoder.beside(here, 1)];
      const near = !a ? b : !b ? a : free - a.toNumber() < b.toNumber() - free ? a : b;
      if (near) this.move(near);
      return;
    }
    this.move(Rational.ofNumber(Math.round(free / this.grain) * this.grain));
  }

  // ---- What changes with z -------------------------------------------------------------------------------------------

  update() {
    if (!this.decoder || !this.z) return;
    this.compute();
    fill(this.value, this.z.digits <= 24 ? formula("z", "=", fraction(this.z, 24)) : html("span", {}, formula("z", "≈", decimal(this.z)), " ", fractionButton(this.z)));
    this.fillButtons();
    if (this.x) this.place();
    this.beside.repaint();
    this.fillUnits();
    this.fillFormulas();
    this.bars.repaint();
    this.sentence.textContent = this.say();
  }

  fillButtons() {
    const { stride: exact } = this;
    const stride = exact.den > 9999n ? `2${raised(1 - exact.den.toString(2).length)}` : text(exact);
    if (this.strideText !== stride) {
      this.strideText = stride;
      this.keyText.textContent = stride;
      const make = (name, act) => {
        const button = html("button", { type: "button" }, name);
        button.addEventListener("click", act);
        return button;
      };
      fill(
        this.buttons, make(`−${stride}`, () => this.step(-1)), make(`+${stride}`, () => this.step(1)),
        make("previous code", () => this.toCode(-1)), make("next code", () => this.toCode(1)),
      );
    }
  }

  drawBeside(svg, width) {
    svg.replaceChildren();
    if (!this.piece) return;
    const y = 32;
    const [a, b] = [width * 0.233, width * 0.767];
    svg.append(shape("line", { class: "grid", x1: 0, x2: width, y1: y, y2: y }));
    const [left, right] = [this.left, this.right];
    const [from, to] = [left ? a : 8, right ? b : width - 8];
    svg.append(shape("line", { class: "ink-line", x1: from, x2: to, y1: y, y2: y }));
    const z = this.z.toNumber();
    let at = (from + to) / 2;
    if (left && right) {
      const [l, r] = [left.toNumber(), right.toNumber()];
      if (r > l) at = from + ((z - l) / (r - l)) * (to - from);
    }
    at = Math.max(from + 9, Math.min(to - 9, at));
    const put1 = (end, x, side) => {
      if (!end) {
        svg.append(label(x, y + 22, side < 0 ? "no breakpoint below" : "no breakpoint above", side < 0 ? "t12" : "end t12"));
        return;
      }
      svg.append(shape("line", { class: "ink-line", x1: x, x2: x, y1: y - 10, y2: y + 10 }));
      svg.append(label(x, y + 30, text(end), "middle bold ink t15"));
      const { words, role } = this.cause(end);
      svg.append(label(x, y + 48, words, `middle t12 ${role}`));
      const distance = side < 0 ? this.z.minus(end) : end.minus(this.z);
      svg.append(label((x + at) / 2, y - 9, text(distance, 9), "middle ink t12"));
    };
    put1(left, from, -1);
    put1(right, to, 1);
    svg.append(shape("circle", { class: "knob", cx: at, cy: y, r: 7 }));
    this.beside.say(this.isBreakpoint ? `and z is one itself: ${this.cause(this.z).words}` : "");
  }

  /** The breakpoints beside z, with their distances and causes. */
  besideWords() {
    if (!this.piece) return "";
    const one = (end, distance, side) => (end ? `${side} ${text(end)}, ${text(distance, 9)} away: ${this.cause(end).words}` : `none ${side}`);
    return `z = ${text(this.z)}; breakpoints: ${one(this.left, this.left && this.z.minus(this.left), "below")}; ${one(this.right, this.right && this.right.minus(this.z), "above")}.`;
  }

  /** What happens at a breakpoint, in a few words. */
  cause(z) {
    const key = `${z}`;
    if (!this.causes.has(key)) this.causes.set(key, this.causeOf(z));
    return this.causes.get(key);
  }

  causeOf(z) {
    const event = this.decoder.event(z);
    const parts = [];
    const add = (list, role, one, many) => {
      if (list.length === 1) parts.push({ role, words: one(list[0]) });
      else if (list.length > 1) parts.push({ role, words: many(list.length) });
    };
    add(event.unitsOn, "kink", (k) => `unit ${k} on`, (c) => `${c} units on`);
    add(event.unitsOff, "kink", (k) => `unit ${k} off`, (c) => `${c} units off`);
    add(event.outputsOn, "out", (j) => `output ${j} rises from 0`, (c) => `${c} outputs rise from 0`);
    add(event.outputsOff, "out", (j) => `output ${j} falls to 0`, (c) => `${c} outputs fall to 0`);
    const sample = this.codes.findIndex((code) => code.equals(z));
    if (sample >= 0) parts.push({ role: "code", words: `code of θ = ${this.info.samples.labels[sample] ?? sample}` });
    return { words: parts.map(({ words }) => words).slice(0, 2).join("; "), role: parts[0]?.role ?? "" };
  }

  fillUnits() {
    const total = this.decoder.units;
    const { active } = this.piece;
    this.unitsTitle.lastElementChild.textContent = `${active.length} of ${total}`;
    const first = this.decoder.hidden[0];
    const isOne = this.decoder.hidden.length === 1;
    const many = total > 18;
    this.units.classList.toggle("many", many);
    this.units.classList.toggle("tiny", total > 60);
    if (this.units.childElementCount !== total) {
      fill(this.units, Array.from({ length: total }, (_, k) => html("span", { className: "unit" }, html("i", {}, `${k}`), html("b"))));
    }
    const on = new Set(active);
    for (let k = 0; k < total; k += 1) {
      const cell = this.units.children[k];
      const isOn = on.has(k);
      if (cell.classList.contains("on") !== isOn) cell.classList.toggle("on", isOn);
      if (!isOne || many) continue;
      const u = isOn ? this.received(k) : null;
      const words = !isOn ? "0" : u.digits <= 5 ? text(u) : decimal(Number(u.toNumber().toPrecision(3)));
      if (cell.lastElementChild.textContent !== words) cell.lastElementChild.textContent = words;
    }
    if (!isOne || this.units.onpointerover) return;
    // The exact number of a unit is computed when it is pointed at.
    this.units.onpointerover = ({ target }) => {
      const cell = target.closest(".unit");
      if (!cell) return;
      const k = [...this.units.children].indexOf(cell);
      const u = this.received(k);
      cell.title = `unit ${k}: ${first.weight.integers[k] === 0n ? "its weight is 0" : u.sign > 0 ? `a = ${text(u)}` : `off, ${text(u)} before the ReLU`}`;
    };
  }

  /** w z + b of a unit of the first hidden layer. */
  received(k) {
    const { weight, bias } = this.decoder.hidden[0];
    const product = Rational.dyadic(weight.integers[k], weight.exponent).times(this.z);
    return bias ? product.plus(Rational.dyadic(bias.integers[k], bias.exponent)) : product;
  }

  fillFormulas() {
    const { piece } = this;
    const [from, to] = [piece.from, piece.to].map((end) => (end ? text(end) : null));
    this.pieceTitle.lastElementChild.textContent = from === null ? (to === null ? "everywhere" : `up to ${to}`) : to === null ? `from ${from} on` : `from ${from} to ${to}`;
    const n = this.decoder.outputs;
    const moving = [];
    const level = new Map();
    for (let j = 0; j < n; j += 1) {
      if (piece.isOn[j] && piece.S[j] !== 0n) moving.push(j);
      else {
        const key = `${piece.intercept(j)}`;
        if (!level.has(key)) level.set(key, []);
        level.get(key).push(j);
      }
    }
    const lines = [];
    const most = moving.length > 3 ? 2 : 3;
    for (const j of moving.slice(0, most)) {
      const [slope, offset, value] = [piece.slope(j), piece.intercept(j), this.values_[j]];
      const isLong = [slope, offset, value].some((x) => x.digits > 8);
      const shown = (x) => (isLong ? math("mn", decimal(Number(x.toNumber().toPrecision(3)))) : fraction(x, 8));
      const size = slope.magnitude;
      lines.push(formula(
        indexed("y", j), isLong ? "≈" : "=", ...(slope.sign < 0 ? ["−"] : []), ...(`${size}` === "1" ? [] : [shown(size)]), "z",
        ...(offset.sign === 0 ? [] : [offset.sign < 0 ? "−" : "+", shown(offset.magnitude)]), isLong ? "≈" : "=", shown(value),
      ));
    }
    if (moving.length > most) lines.push(html("span", { className: "small" }, `and ${moving.length - most} more that move`));
    for (const [key, list] of [...level].sort((a, b) => (a[0] === "0") - (b[0] === "0")).slice(0, 2)) {
      const terms = runs(list).flatMap(([a, b]) => [
        "=", indexed("y", a), ...(b === a ? [] : b === a + 1 ? ["=", indexed("y", b)] : ["=", "⋯", "=", indexed("y", b)]),
      ]);
      if (terms.length <= 14) lines.push(formula(...terms.slice(1), "=", fraction(Rational.parse(key))));
      else lines.push(html("span", {}, `${list.length} outputs are ${brief(Rational.parse(key))}`));
    }
    fill(this.formulas, lines);
  }

  drawBars(svg, width, height) {
    svg.replaceChildren();
    if (!this.piece) return;
    const values = this.outputs();
    const n = values.length;
    const { amplitude } = this.info.shape;
    const floats = this.numbers_;
    const most = Math.max(amplitude, ...floats) || 1;
    const [top, bottom] = [18, height - 18];
    const wide = width / n;
    const y = (value) => bottom - (Math.max(0, value) / most) * (bottom - top);
    floats.forEach((value, j) => {
      if (value > 0) svg.append(shape("rect", { class: "out-fill", x: px(j * wide + (wide > 6 ? 2 : 0)), width: px(wide > 6 ? wide - 4 : wide), y: px(y(value)), height: px(bottom - y(value)) }));
      if (j % Math.max(1, ...[1, 2, 5, 10, 20, 50].filter((k) => k * wide < 34)) === 0 || wide > 16) svg.append(label(px(Math.max(4, (j + 0.5) * wide)), height - 3, `${j}`, "middle"));
    });
    const goal = this.middle?.on ?? this.near.sample;
    const target = this.info.samples.targets[goal];
    let d = `M0 ${px(y(target[0]))}`;
    for (let j = 0; j < n; j += 1) d += `V${px(y(target[j]))}H${px((j + 1) * wide)}`;
    svg.append(shape("path", { class: "wanted", d }));
    const first = target.findIndex((value) => value > 0);
    svg.append(label(px(Math.max(40, (first < 0 ? n : first) * wide - 6)), top + 12, `θ = ${this.info.samples.labels[goal]}`, "end halo"));
    const moving = this.piece.outputsOn.filter((j) => this.piece.S[j] !== 0n);
    if (moving.length === 1 && wide > 12) {
      const [j] = moving;
      if (floats[j] < 0.85 * most) svg.append(label(px((j + 0.5) * wide), y(floats[j]) - 5, text(values[j], 6), "middle out bold t13 halo"));
    }
  }

  /** Whether output j is a number, exactly: first by its float, which mostly tells. */
  is(j, number) {
    if (Math.abs(this.numbers_[j] - number) > 1e-9 * Math.abs(number)) return false;
    if (!this.rationals.has(number)) this.rationals.set(number, Rational.ofNumber(number));
    return this.values_[j].equals(this.rationals.get(number));
  }

  /** The sample whose target is nearest to the outputs here, and by how much its worst output is off. */
  findNearest() {
    const floats = this.numbers_;
    let best = { sample: 0, worst: Infinity, sum: Infinity };
    this.info.samples.targets.forEach((target, sample) => {
      let sum = 0;
      let worst = 0;
      let output = 0;
      target.forEach((value, j) => {
        const error = Math.abs(floats[j] - value);
        sum += error * error;
        if (error > worst) [worst, output] = [error, j];
      });
      if (sum < best.sum - 1e-12) best = { sample, worst, output, sum };
    });
    return best;
  }

  say() {
    const { labels, targets } = this.info.samples;
    const outputs = this.outputs();
    const amplitude = Rational.ofNumber(this.info.shape.amplitude);
    const exact = targets.findIndex((target) => target.every((value, j) => this.is(j, value)));
    if (exact >= 0) {
      const set = this.sets?.[exact]?.find(({ from, to }) => (!from || from.compare(this.z) <= 0) && (!to || to.compare(this.z) >= 0));
      const span = set && !(set.from && set.to && set.from.equals(set.to))
        ? `, as ${set.from || set.to ? `everywhere ${set.from ? `from ${text(set.from)}` : "below"}${set.to ? ` ${set.from ? "to " : ""}${text(set.to)}` : " on"}` : "at every code"}` : "";
      return `θ = ${labels[exact]} is decoded here, exactly${span}.`;
    }
    if (this.middle) {
      const { output, off, on } = this.middle;
      return `No step is decoded here: output ${output} is ${part(outputs[output].over(amplitude))} of the way from θ = ${labels[off]} to θ = ${labels[on]}.`;
    }
    const { near } = this;
    const wrong = (i) => targets[i].filter((value, j) => !this.is(j, value)).length;
    const off = (count) => (count === 1 ? "one output is" : `${count} outputs are`);
    const worst = `output ${near.output} most, by ${decimal(Number(near.worst.toPrecision(3)))}`;
    const own = this.codes.findIndex((code) => code.equals(this.z));
    if (own >= 0 && own !== near.sample) {
      return `This is the code of θ = ${labels[own]}, but the outputs are nearest to θ = ${labels[near.sample]}, and even there ${off(wrong(near.sample))} off, ${worst}.`;
    }
    const where = own >= 0 ? `This is the code of θ = ${labels[own]}, which is not decoded` : `No step is decoded here. The nearest is θ = ${labels[near.sample]}`;
    return `${where}: ${off(wrong(near.sample))} off, ${worst}.`;
  }

  /** The two steps between which one output is on its way; null elsewhere. */
  findBetween() {
    if (!this.info.samplesAreSteps) return null;
    const { targets } = this.info.samples;
    const outputs = this.outputs();
    const amplitude = Rational.ofNumber(this.info.shape.amplitude);
    const moving = outputs.flatMap((y, j) => (y.sign === 0 || y.equals(amplitude) ? [] : [j]));
    if (moving.length !== 1) return null;
    const [output] = moving;
    if (outputs[output].sign < 0 || outputs[output].compare(amplitude) > 0) return null;
    const fits = (value) => targets.findIndex((target) => target.every((wanted, k) => (k === output ? wanted === value : this.is(k, wanted))));
    const [off, on] = [fits(0), fits(this.info.shape.amplitude)];
    return off >= 0 && on >= 0 ? { output, off, on } : null;
  }

}

/** The runs of neighbouring numbers in a rising list, as pairs of ends. */
function runs(list) {
  const found = [];
  for (const j of list) {
    if (found.length && found.at(-1)[1] === j - 1) found.at(-1)[1] = j;
    else found.push([j, j]);
  }
  return found;
}
