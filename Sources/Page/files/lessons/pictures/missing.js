// An exact decoder with kinks at the training codes only, and what it does at the steps that were left out.

import { Rational, one, zero } from "../../exact/rational.js";
import { html, px, put, shape } from "../../views/draw.js";
import { Figure, asSlider, formula, fraction, handle, label, onDragKnob, setSlider, text } from "../../tabs/parts.js";
import { Slider, choice, line } from "./controls.js";

const integer = (k) => Rational.of(BigInt(k));

/**
 * given: length, missing (positions). The code is θ. For a missing θ between trained a < θ < b, with g = b − a and
 * λ = (θ − a)/g: outputs that rise between a and b have the value λ, all others are right.
 * Controls: theta, gap, bump. Facts: atMissing, between, block (a gap of 4 or more), removed, bumped, restored.
 */
export class Picture {
  constructor(given, { model, changed }) {
    this.changed = changed;
    this.n = Math.min(Math.max(Number(given.length) || 12, 4), 24);
    this.missing = new Set((given.missing ?? [6]).filter((t) => t > 0 && t < this.n));
    this.theta = Rational.of(BigInt(given.theta ?? 3));
    this.bump = 0;
    this.seen = {};
    this.line = new Figure(model, { noun: "The steps on the code axis", half: "press a dot to leave its step out, or to take it back", className: "codes", draw: (svg, w, h) => this.drawCodes(svg, w, h), describe: () => this.here() });
    this.output = new Figure(model, { noun: "What is decoded", half: "beside the step that it should be", draw: (svg, w, h) => this.drawOutput(svg, w, h), describe: () => this.here() });
    this.error = new Figure(model, { noun: "The error over the code", half: "|e|² = g λ (1 − λ) between the codes that were trained", draw: (svg, w, h) => this.drawError(svg, w, h), describe: () => this.here() });
    this.figures = [this.line, this.output, this.error];
    this.slider = new Slider({
      name: "Step", low: 0, high: this.n, step: 0.25, marks: [[0, "0"], [this.n / 2, `${this.n / 2}`], [this.n, `${this.n}`]],
      say: (value) => formula("θ", "=", fraction(Rational.ofNumber(value))),
      act: (value) => {
        this.theta = Rational.ofNumber(value);
        this.seen.moved = true;
        this.refresh(false);
      },
    });
    const blocks = choice("Left out", [["one", "one"], ["second", "every second"], ["block", "a block"]], (kind) => {
      this.leave(kind);
      this.refresh();
    });
    this.blocks = blocks;
    this.bumps = new Slider({
      name: "Height of a bump at the missing step", low: -4, high: 4, step: 0.5, role: "kink", marks: [[-4, "−4"], [0, "0"], [4, "4"]], say: (value) => text(Rational.ofNumber(value)),
      act: (value) => {
        this.bump = value;
        this.seen.bumped = Math.abs(value) >= 1;
        this.refresh(false);
      },
    });
    this.controls = { theta: this.slider.el, gap: html("div", { className: "row" }, html("span", { className: "muted" }, "left out"), blocks.el), bump: this.bumps.el };
  }

  begin() {
    this.seen = {};
  }

  leave(kind) {
    const middle = Math.round(this.n / 2);
    const lists = { one: [middle], second: Array.from({ length: this.n }, (_, t) => t).filter((t) => t % 2 === 1), block: [-2, -1, 0, 1, 2].map((k) => middle + k) };
    this.missing = new Set((lists[kind] ?? []).filter((t) => t > 0 && t < this.n));
    this.seen.kind = kind;
  }

  set(values) {
    if (values.theta !== undefined) this.theta = Rational.parse(String(values.theta)) ?? this.theta;
    if (Array.isArray(values.missing)) this.missing = new Set(values.missing.filter((t) => t > 0 && t < this.n));
    if (values.bump !== undefined) this.bump = Number(values.bump) || 0;
    this.refresh();
  }

  /** The trained codes on either side of a code, and how far it is between them. */
  gap(theta) {
    let a = theta.num / theta.den;
    while (a > 0n && this.missing.has(Number(a))) a -= 1n;
    let b = theta.den === 1n ? theta.num : theta.num / theta.den + 1n;
    while (b < BigInt(this.n) && this.missing.has(Number(b))) b += 1n;
    const isTrained = theta.den === 1n && !this.missing.has(Number(theta.num));
    if (isTrained) return { a: theta.num, b: theta.num, g: 0n, part: zero };
    const g = b - a;
    return { a, b, g, part: theta.minus(Rational.of(a)).over(Rational.of(g)) };
  }

  /** Output j of the decoder at a code: it rises from 0 to 1 between the trained codes beside its own transition. */
  value(j, theta) {
    const { a, b, g, part } = this.gap(theta);
    const turn = BigInt(this.n - j);
    let y = turn <= a ? one : turn > b ? zero : g === 0n ? zero : part;
    // A spare unit adds a bump over the missing step: 0 at every code that was trained.
    if (this.bump !== 0 && g > 0n && j === this.n - Number(b)) {
      const tent = part.compare(Rational.of(1n, 2n)) <= 0 ? part : one.minus(part);
      y = y.plus(tent.times(Rational.ofNumber(2 * this.bump)));
    }
    return y.sign > 0 ? y : zero;
  }

  wanted(j) {
    return this.theta.compare(integer(this.n - j)) >= 0 ? one : zero;
  }

  squared(theta) {
    let sum = zero;
    for (let j = 0; j < this.n; j += 1) {
      const t = theta.compare(integer(this.n - j)) >= 0 ? one : zero;
      const off = this.value(j, theta).minus(t);
      sum = sum.plus(off.times(off));
    }
    return sum;
  }

  facts() {
    const { g } = this.gap(this.theta);
    const isWhole = this.theta.den === 1n;
    return {
      ...this.seen, atMissing: isWhole && this.missing.has(Number(this.theta.num)), between: !isWhole, wide: g >= 4n, block: this.seen.kind === "block",
      none: this.missing.size === 0, worst: this.squared(this.theta).compare(Rational.of(1n, 2n)) >= 0,
    };
  }

  refresh(withSlider = true) {
    if (withSlider) this.slider.set(this.theta.toNumber());
    if (withSlider) this.bumps.set(this.bump);
    this.blocks.press(this.seen.kind ?? "");
    this.figures.forEach((figure) => figure.redraw());
    this.changed();
  }

  lines() {
    const { a, b, g, part } = this.gap(this.theta);
    const squared = this.squared(this.theta);
    if (g === 0n) return [line("trained", `θ = ${this.theta} is decoded exactly`), line("|e|²", "0")];
    const law = Rational.of(g).times(part).times(one.minus(part));
    const isWhole = this.theta.den === 1n;
    const rising = Array.from({ length: this.n }, (_, j) => this.value(j, this.theta)).filter((y) => y.sign > 0 && y.compare(one) < 0).length;
    return [
      line("between", `a = ${a} and b = ${b}: g = ${g}, λ = ${text(part)}`),
      line("outputs", `${rising === 1 ? "one has" : `${rising} have`} the value λ = ${text(part)}`),
      ...(isWhole ? [line("|e|²", `${text(squared)}`, squared.equals(law) ? ` = g λ (1 − λ), exactly` : `, not g λ (1 − λ) = ${text(law)}`)] : []),
    ];
  }

  here() {
    if (this.bump !== 0 && this.missing.size) return `Here a spare unit makes the error at the missing step as large as one likes: now ${text(Rational.ofNumber(Math.max(...[...this.missing].map((t) => this.squared(integer(t)).toNumber()))), 9)}.`;
    const list = [...this.missing].sort((p, q) => p - q);
    if (!list.length) return "Here no step is missing: all are exact.";
    const holds = list.every((t) => {
      const { g, part } = this.gap(integer(t));
      return this.squared(integer(t)).equals(Rational.of(g).times(part).times(one.minus(part)));
    });
    return `Here ${list.length === 1 ? `θ = ${list[0]} is` : `${list.length} steps are`} missing: the law ${holds ? "holds, exactly" : "does not hold"}.`;
  }

  destroy() {
    this.figures.forEach((figure) => figure.destroy());
    [this.slider, this.bumps].forEach((slider) => slider.observer.disconnect());
  }

  scale(width) {
    const [left, right] = [36, width - 16];
    return { left, right, x: (t) => left + (t / this.n) * (right - left) };
  }

  drawCodes(svg, width, height) {
    svg.replaceChildren();
    const { left, right, x } = this.scale(width);
    const y = height / 2 - 4;
    svg.append(shape("path", { class: "ground", d: `M${left} ${y}H${right}` }));
    for (let t = 0; t <= this.n; t += 1) {
      const isMissing = this.missing.has(t);
      const canBe = t > 0 && t < this.n;
      const group = shape("g", canBe ? { class: "pick", role: "checkbox", "aria-checked": isMissing ? "false" : "true", "aria-label": `step ${t} is trained`, tabindex: "0" } : {});
      group.append(shape("circle", { class: "target-disc", cx: px(x(t)), cy: y, r: 15 }), shape("circle", { class: isMissing ? "missing-dot" : "code-dot", cx: px(x(t)), cy: y, r: 6 }));
      if (!isMissing && t < this.n) group.append(shape("path", { class: "kink-mark", d: "M-4 4L0 -4L4 4Z", transform: `translate(${px(x(t))} ${y + 20})` }));
      group.append(label(px(x(t)), y - 16, `${t}`, "code middle t12"));
      if (canBe) {
        const toggle = () => {
          if (this.missing.has(t)) this.missing.delete(t);
          else {
            this.missing.add(t);
            this.seen.removed = true;
          }
          this.refresh();
        };
        group.addEventListener("click", toggle);
        group.addEventListener("keydown", (event) => {
          if (event.key === " " || event.key === "Enter") {
            event.preventDefault();
            toggle();
          }
        });
      }
      svg.append(group);
    }
    const at = x(this.theta.toNumber());
    const knob = asSlider(handle(), "θ");
    put(knob, { transform: `translate(${px(at)} ${y + 44})` });
    setSlider(knob, this.theta.toNumber(), 0, this.n, `θ = ${text(this.theta)}`);
    svg.append(shape("path", { class: "z-line", d: `M${px(at)} ${y - 8}V${y + 30}` }), knob, label(right, height - 2, "▲ kinks at the trained codes only", "kink end t12"));
    onDragKnob(knob, svg, (position) => {
      const t = Math.max(0, Math.min(this.n, Math.round(((position - left) / (right - left)) * this.n * 4) / 4));
      this.theta = Rational.ofNumber(t);
      this.seen.moved = true;
      this.refresh();
    });
    knob.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = this.theta.plus(Rational.of(BigInt(by), 4n));
      if (next.sign < 0 || next.compare(integer(this.n)) > 0) return;
      this.theta = next;
      this.seen.moved = true;
      this.refresh();
      svg.querySelector(".handle")?.focus();
    });
  }

  drawOutput(svg, width, height) {
    svg.replaceChildren();
    const [left, right, top, bottom] = [36, width - 16, 26, height - 24];
    const wide = (right - left) / this.n;
    const most = Math.max(1, ...Array.from({ length: this.n }, (_, j) => this.value(j, this.theta).toNumber()));
    const y = (value) => bottom - (value / (most * 1.06)) * (bottom - top);
    svg.append(shape("path", { class: "ground", d: `M${left} ${bottom}H${right}` }), shape("path", { class: "grid", d: `M${left} ${px(y(1))}H${right}` }), label(left - 8, bottom + 4, "0", "end"), label(left - 8, px(y(1)) + 4, "1", "end"));
    let d = `M${left} ${bottom}`;
    for (let j = 0; j < this.n; j += 1) {
      const value = this.value(j, this.theta);
      const x = left + j * wide;
      if (value.sign > 0) svg.append(shape("rect", { class: "out-fill", x: px(x + 2), width: px(wide - 4), y: px(y(value.toNumber())), height: px(bottom - y(value.toNumber())) }));
      if (value.sign > 0 && !value.equals(one)) svg.append(label(px(x + wide / 2), px(y(value.toNumber()) - 6), text(value, 6), "out bold middle t12 halo"));
      d += `V${px(y(this.wanted(j).toNumber()))}H${px(x + wide)}`;
      svg.append(label(px(x + wide / 2), bottom + 16, `${j}`, "middle"));
    }
    svg.append(shape("path", { class: "wanted", d }), label(left + 6, top - 10, this.theta.den === 1n ? `dotted: θ = ${this.theta}` : `dotted: θ = ${this.theta.num / this.theta.den}, the step before z = ${text(this.theta)}`, "t12"));
  }

  drawError(svg, width, height) {
    svg.replaceChildren();
    const { left, right, x } = this.scale(width);
    const [top, bottom] = [12, height - 24];
    const points = [];
    let most = 0.5;
    for (let t = 0; t <= this.n; t += 1) {
      const e = this.squared(integer(t)).toNumber();
      points.push([t, e]);
      most = Math.max(most, e * 1.15);
    }
    const y = (value) => bottom - (value / most) * (bottom - top);
    svg.append(shape("path", { class: "ground", d: `M${left} ${bottom}H${right}` }), label(left - 8, bottom + 4, "0", "end"), label(left - 8, px(y(most / 1.15)) + 4, text(Rational.ofNumber(Number((most / 1.15).toPrecision(3))), 6).replace("≈ ", ""), "end"));
    // g λ (1 − λ) as a curve over each gap.
    for (let t = 0; t < this.n; t += 1) {
      if (this.missing.has(t)) continue;
      let b = t + 1;
      while (this.missing.has(b)) b += 1;
      if (b === t + 1) continue;
      const g = b - t;
      const path = Array.from({ length: 41 }, (_, k) => `${px(x(t + (k / 40) * g))} ${px(y(g * (k / 40) * (1 - k / 40)))}`);
      svg.append(shape("path", { class: "wanted-line", d: `M${path.join("L")}` }));
    }
    const at = this.theta.toNumber();
    svg.append(shape("path", { class: "z-line", d: `M${px(x(at))} ${top}V${bottom}` }));
    for (const [t, e] of points) {
      if (e > 0) svg.append(shape("path", { class: "error-bar", d: `M${px(x(t))} ${bottom}V${px(y(e))}` }));
      svg.append(shape("circle", { class: e > 0 ? "error-fill" : "code-dot", cx: px(x(t)), cy: px(y(e)), r: e > 0 ? 5 : 3 }));
      if (e > 0 && (this.missing.size < 6 || t % 2 === 1)) svg.append(label(px(x(t)), px(y(e) - 10), text(this.squared(integer(t)), 7), "error middle bold t12 halo"));
    }
    for (let t = 0; t <= this.n; t += this.n > 14 ? 2 : 1) svg.append(label(px(x(t)), bottom + 17, `${t}`, "code middle"));
  }
}
