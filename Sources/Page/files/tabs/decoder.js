// Decoder, exactly: z under the hand, and y(z) as fractions.

import { Decoder } from "../exact/piece.js";
import { Rational } from "../exact/rational.js";
import { html } from "../views/draw.js";
import { DecoderPiece } from "./decoder-piece.js";
import {
  Figure, apology, badge, brief, copy, decimal, fill, formula, fraction, fractionButton, heading, linkButton, raised, save, showAlone, text,
} from "./parts.js";

export const title = "Decoder, exactly";

/** Shows y(z) of the network in the model's `whole` for the data of its `info`; keeps `z`, a fraction as text. */
export function render({ model, el, bar }) {
  return showAlone(el, () => new DecoderTab(model, el, bar));
}

class DecoderTab extends DecoderPiece {
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
}
