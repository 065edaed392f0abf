// The two layers z = Σ x, y_i = 1 where w_i z ≥ 1: with weights 1/i or 1/(i − ½), in float32, float64, or the reals.

import { Rational, one } from "../../exact/rational.js";
import { html, px, shape } from "../../views/draw.js";
import { Figure, decimal, label, text } from "../../tabs/parts.js";
import { Slider, choice, line } from "./controls.js";

const round = { float32: Math.fround, float64: (x) => x };

/**
 * given: length, precision, weights. Controls: theta, unit, precision, weights.
 * Facts: moved, diagonal (θ = i), wrong (the chosen one fails), float32, float64, real, anyWrong, midpoint.
 */
export class Picture {
  constructor(given, { model, changed }) {
    this.changed = changed;
    this.n = Math.min(Math.max(Number(given.length) || 64, 8), 128);
    this.theta = 20;
    this.i = 24;
    this.precision = "float32";
    this.weights = "1/i";
    this.seen = {};
    this.grid = new Figure(model, { noun: "Every output for every step", half: "a column for each i, a row for each θ", draw: (svg, w, h) => this.drawGrid(svg, w, h), describe: () => this.here() });
    this.near = new Figure(model, { noun: "The product beside 1", half: "what the threshold sees", className: "near", draw: (svg, w, h) => this.drawNear(svg, w, h), describe: () => this.nearWords() });
    this.figures = [this.grid, this.near];
    const slider = (name, key, role) => new Slider({
      name, low: 1, high: this.n, step: 1, role, marks: [[1, "1"], [Math.round(this.n / 2), `${Math.round(this.n / 2)}`], [this.n, `${this.n}`]],
      say: (value) => `${key === "theta" ? "θ" : "i"} = ${value}`,
      act: (value) => {
        this[key] = value;
        this.seen.moved = true;
        this.refresh();
      },
    });
    this.thetaSlider = slider("Step", "theta", "ink");
    this.unitSlider = slider("Output", "i", "ink");
    this.precisions = choice("Arithmetic", [["float32", "float32"], ["float64", "float64"], ["real", "the reals"]], (value) => {
      this.precision = value;
      this.refresh();
    });
    this.kinds = choice("Weights", [["1/i", "1/i"], ["midpoint", "1/(i − ½)"]], (value) => {
      this.weights = value;
      this.refresh();
    });
    this.controls = { theta: this.thetaSlider.el, unit: this.unitSlider.el, precision: this.precisions.el, weights: this.kinds.el };
  }

  begin() {
    this.seen = {};
  }

  set(values) {
    for (const key of ["theta", "i"]) if (Number.isInteger(values[key])) this[key] = Math.min(Math.max(values[key], 1), this.n);
    if (["float32", "float64", "real"].includes(values.precision)) this.precision = values.precision;
    if (["1/i", "midpoint"].includes(values.weights)) this.weights = values.weights;
    this.refresh();
  }

  /** The stored weight of output i: rounded to float32, but to float64 in float64. */
  weight(i) {
    return round[this.precision === "float64" ? "float64" : "float32"](this.weights === "1/i" ? 1 / i : 1 / (i - 0.5));
  }

  /** Whether output i is on for the step θ. */
  isOn(i, theta) {
    if (theta === 0) return false;
    if (this.precision === "real") return Rational.ofNumber(this.weight(i)).times(Rational.of(BigInt(theta))).compare(one) >= 0;
    return round[this.precision](theta * this.weight(i)) >= 1;
  }

  /** Output i belongs to the entry n − i + 1 from the left: it should be on for θ ≥ i. */
  get wrong() {
    const list = [];
    for (let i = 1; i <= this.n; i += 1) {
      // Only θ = i − 1 and θ = i are so near to the threshold that rounding can matter.
      for (const theta of [i - 1, i]) if (this.isOn(i, theta) !== theta >= i) list.push([i, theta]);
    }
    return list;
  }

  facts() {
    const isWrong = this.isOn(this.i, this.theta) !== this.theta >= this.i;
    return {
      ...this.seen, diagonal: this.theta === this.i, wrong: isWrong, float32: this.precision === "float32", float64: this.precision === "float64",
      real: this.precision === "real", anyWrong: this.wrong.length > 0, midpoint: this.weights === "midpoint",
    };
  }

  refresh() {
    this.thetaSlider.set(this.theta);
    this.unitSlider.set(this.i);
    this.precisions.press(this.precision);
    this.kinds.press(this.weights);
    this.figures.forEach((figure) => figure.redraw());
    this.changed();
  }

  lines() {
    const w = Rational.ofNumber(this.weight(this.i));
    const product = w.times(Rational.of(BigInt(this.theta)));
    const isOn = this.isOn(this.i, this.theta);
    const isRight = isOn === this.theta >= this.i;
    const rounded = this.precision === "real" ? null : Rational.ofNumber(round[this.precision](this.theta * this.weight(this.i)));
    const signs = { "-1": "<", 0: "=", 1: ">" };
    const distance = (value) => {
      const off = value.minus(one);
      return off.sign === 0 ? "1" : off.magnitude.den > 10n ** 6n ? `1 ${off.sign < 0 ? "−" : "+"} ${off.magnitude.num === 1n ? "" : `${off.magnitude.num} · `}2${raisedTo(off.magnitude)}` : text(value);
    };
    return [
      line("weight", html("span", {}, `${w}`.length <= 30 ? `${w}` : text(w))),
      line("exactly", `θ · w = ${distance(product)} ${signs[product.compare(one)]} 1`),
      ...(rounded ? [line("rounded", `${distance(rounded)} ${signs[rounded.compare(one)]} 1`)] : []),
      line("output", isOn ? "on" : "off", isRight ? ", as it should be" : html("b", { className: "wrong" }, ", and should be the other")),
    ];
  }

  here() {
    const wrong = this.wrong;
    const where = this.precision === "real" ? "in the reals, with weights stored as float32" : `in ${this.precision}`;
    if (wrong.length === 0) return `Here, n = ${this.n}, ${where}: no output is wrong.`;
    const at = wrong.map(([i]) => i);
    return `Here, n = ${this.n}, ${where}: ${wrong.length === 1 ? "one output is" : `${wrong.length} outputs are`} wrong, at i = ${at.slice(0, 4).join(", ")}${at.length > 4 ? ", …" : ""}.`;
  }

  destroy() {
    this.figures.forEach((figure) => figure.destroy());
    [this.thetaSlider, this.unitSlider].forEach((slider) => slider.observer.disconnect());
  }

  drawGrid(svg, width, height) {
    svg.replaceChildren();
    const size = Math.min((width - 60) / this.n, (height - 40) / (this.n + 1));
    const [left, top] = [34, 8];
    const y = (theta) => top + (this.n - theta) * size;
    const x = (i) => left + (i - 1) * size;
    let on = "";
    for (let i = 1; i <= this.n; i += 1) on += `M${px(x(i))} ${px(y(this.n))}h${px(size)}V${px(y(i) + size)}h${px(-size)}Z`;
    svg.append(shape("path", { class: "y-area strong", d: on }));
    svg.append(shape("rect", { class: "frame", x: left, y: top, width: px(size * this.n), height: px(size * (this.n + 1)) }));
    for (const [i, theta] of this.wrong) {
      svg.append(shape("rect", { class: "error-fill", x: px(x(i) - 1), y: px(y(theta) - 1), width: px(size + 2), height: px(size + 2) }));
    }
    const wrong = this.wrong;
    svg.append(shape("path", { class: "z-line", d: `M${left} ${px(y(this.theta) + size / 2)}H${px(left + size * this.n)}` }));
    svg.append(shape("path", { class: "wanted-line", d: `M${px(x(this.i) + size / 2)} ${top}V${px(top + size * (this.n + 1))}` }));
    // Over the lines; the name of the one that is chosen stands clear of its own.
    let lastLabel = Infinity;
    for (const [i, theta] of wrong) {
      const at = y(theta) + size / 2 + (theta === this.theta ? -8 : 4);
      if (Math.abs(at - lastLabel) < 15) continue;
      lastLabel = at;
      svg.append(label(px(x(i) + size + (i === this.i ? 12 : 8)), px(at), `i = ${i}`, "error t12 halo"));
    }
    const isWrong = this.isOn(this.i, this.theta) !== this.theta >= this.i;
    svg.append(shape("circle", { class: isWrong ? "error-ring" : "wanted-dot", cx: px(x(this.i) + size / 2), cy: px(y(this.theta) + size / 2), r: 6.5 }));
    for (let k = 10; k <= this.n; k += k >= 60 ? 20 : 10) {
      svg.append(label(left - 6, px(y(k) + size / 2 + 4), `${k}`, "end"), label(px(x(k) + size / 2), px(top + size * (this.n + 1) + 15), `${k}`, "middle"));
    }
    svg.append(label(left - 6, top + 10, "θ", "end italic ink t12"), label(px(left + size * this.n + 8), px(top + size * (this.n + 1) + 14), "i", "italic ink t12"));
    if (width - size * this.n > 216) {
      const at = left + size * this.n + 46;
      svg.append(label(at, top + 14, "filled: on, θ ≥ i", "out t12"), label(at, top + 32, "empty: off", "t12"));
      svg.append(label(at, top + 50, `${wrong.length} wrong`, wrong.length ? "error bold t12" : "ink bold t12"));
    }
  }

  /** The product and the threshold, in numbers. */
  nearWords() {
    const product = Rational.ofNumber(this.weight(this.i)).times(Rational.of(BigInt(this.theta)));
    const side = product.compare(one);
    return `θ · w at θ = ${this.theta}, i = ${this.i} is ${side === 0 ? "exactly 1" : `${side < 0 ? "below" : "above"} 1 by ${decimal(Math.abs(product.minus(one).toNumber()))}`}; the output is ${this.isOn(this.i, this.theta) ? "on" : "off"}.`;
  }

  drawNear(svg, width, height) {
    svg.replaceChildren();
    const [left, right] = [34, width - 20];
    const axis = height / 2;
    const isSingle = this.precision !== "float64";
    const ulp = isSingle ? 2 ** -24 : 2 ** -53;
    const product = Rational.ofNumber(this.weight(this.i)).times(Rational.of(BigInt(this.theta)));
    const off = product.minus(one).toNumber() / ulp;
    const x = (k) => (left + right) / 2 + (Math.max(-4.4, Math.min(4.4, k)) / 4.4) * ((right - left) / 2);
    svg.append(shape("path", { class: "ground", d: `M${left} ${axis}H${right}` }));
    // Numbers of the format: twice as close below 1 as above.
    for (const k of [-4, -3, -2, -1, 0, 2, 4]) {
      svg.append(shape("path", { class: k === 0 ? "ink-line" : "ground", d: `M${px(x(k))} ${axis - (k === 0 ? 14 : 7)}V${axis + (k === 0 ? 14 : 7)}` }));
      // A narrow picture names the ends and the middle.
      if (width < 520 && k !== 0 && Math.abs(k) !== 4) continue;
      svg.append(label(px(x(k)), axis + 30, k === 0 ? "1" : `1 ${k < 0 ? "−" : "+"} ${Math.abs(k) === 1 ? "" : Math.abs(k)}${Math.abs(k) === 1 ? "" : "·"}2${isSingle ? "⁻²⁴" : "⁻⁵³"}`, k === 0 ? "middle bold ink t13" : "middle"));
    }
    svg.append(label(px(x(0)) + 8, axis - 20, "on from here", "out t12"), label(left, axis - 20, "off", "t12"));
    const isFar = Math.abs(off) > 4.4;
    svg.append(shape("circle", { class: "code-dot", cx: px(x(off)), cy: axis, r: 5.5 }));
    svg.append(label(px(x(off)), axis + 48, isFar ? `θ · w is ${off < 0 ? "far below" : "far above"}` : "θ · w, exactly", `${off < -3 ? "" : off > 3 ? "end" : "middle"} code t12`));
    if (this.precision !== "real" && !isFar) {
      const rounded = (round[this.precision](this.theta * this.weight(this.i)) - 1) / ulp;
      svg.append(shape("path", { class: "thread-arc", d: `M${px(x(off))} ${axis - 7}Q${px((x(off) + x(rounded)) / 2)} ${axis - 34} ${px(x(rounded))} ${axis - 7}` }));
      svg.append(shape("circle", { class: "wanted-dot", cx: px(x(rounded)), cy: axis, r: 4.5 }));
    }
  }
}

function raisedTo(size) {
  const digits = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
  return [...`-${size.den.toString(2).length - 1}`].map((c) => digits[c]).join("");
}
