// One unit a = relu(w z + b) over a few codes, its loss over the bias, and gradient steps on the bias.

import { Rational } from "../../exact/rational.js";
import { html, px, shape } from "../../views/draw.js";
import { Figure, asSlider, decimal, formula, fraction, handle, label, math, onDragKnob, setSlider, text } from "../../tabs/parts.js";
import { Slider, action, choice, line } from "./controls.js";

const exact = (value) => (typeof value === "string" ? Rational.parse(value)?.toNumber() ?? NaN : value);
const shown = (x) => text(Rational.ofNumber(x), 9);

/**
 * given: codes (numbers), weight, bias, target {weight, bias}, rate, slope (of the leaky unit), low and high of the bias.
 * Controls: bias, step, leaky, velocity. Facts: dead, stepped, steppedDead, leaky, moved, woke, learned, home, kinkMoved.
 */
export class Picture {
  constructor(given, { model, changed }) {
    this.changed = changed;
    this.codes = given.codes ?? [1, 2, 3, 4, 5, 6];
    this.weight = exact(given.weight ?? 1);
    this.first = exact(given.bias ?? "-3");
    this.target = { weight: exact(given.target?.weight ?? 1), bias: exact(given.target?.bias ?? "-5/2") };
    this.rate = exact(given.rate ?? "1/4");
    this.slope = exact(given.slope ?? "1/10");
    [this.low, this.high] = [exact(given.low ?? -9), exact(given.high ?? 3)];
    this.wanted = this.codes.map((z) => Math.max(0, this.target.weight * z + this.target.bias));
    this.bias = this.first;
    this.isLeaky = false;
    this.velocity = 0;
    this.unit = new Figure(model, { noun: "The unit over the codes", half: "a = relu(wz + b)", draw: (svg, w, h) => this.drawUnit(svg, w, h), describe: () => this.describe() });
    this.loss = new Figure(model, { noun: "The loss over the bias", half: "a plateau has no downhill", draw: (svg, w, h) => this.drawLoss(svg, w, h), describe: () => `Loss ${decimal(this.lossAt(this.bias))} at b = ${shown(this.bias)}.` });
    this.figures = [this.unit, this.loss];
    this.slider = new Slider({
      name: "Bias", low: this.low, high: this.high, step: 0.25, role: "kink",
      marks: [[-6, "−6"], [-3, "−3"], [0, "0"]], act: (value) => this.move(value),
      say: (value) => formula("b", "=", fraction(Rational.ofNumber(value), 12)),
    });
    const kinds = choice("The unit", [["relu", "ReLU"], ["leaky", `leaky, ${shown(this.slope)}`.replace("≈ ", "")]], (value) => {
      this.isLeaky = value === "leaky";
      this.refresh();
    });
    this.kinds = kinds;
    const step = html("button", { type: "button", className: "primary tall" }, "Take a step");
    step.addEventListener("click", () => this.step());
    const push = action("Give it velocity 2", () => {
      this.velocity = 2;
      this.refresh();
    });
    this.controls = { bias: this.slider.el, step: html("span", { className: "row" }, step, kinds.el), leaky: kinds.el, velocity: push };
    // Where the step shows both, the choice stands beside the button.
    this.controls.leaky = html("span");
    this.begin();
  }

  begin() {
    Object.assign(this, { steps: 0, before: null, velocity: 0, start: this.lossAt(this.bias), facts_: {} });
  }

  set(values) {
    if (values.bias !== undefined) this.bias = exact(values.bias);
    if (values.leaky !== undefined) this.isLeaky = values.leaky === true;
    this.kinds.press(this.isLeaky ? "leaky" : "relu");
    this.begin();
    this.refresh();
  }

  get kink() {
    return -this.bias / this.weight;
  }

  output(u) {
    return u > 0 ? u : this.isLeaky ? this.slope * u : 0;
  }

  lossAt(b, isLeaky = this.isLeaky) {
    let sum = 0;
    this.codes.forEach((z, i) => {
      const u = this.weight * z + b;
      sum += ((u > 0 ? u : isLeaky ? this.slope * u : 0) - this.wanted[i]) ** 2;
    });
    return sum / this.codes.length;
  }

  /** ∂L/∂b, as the mean over the codes; the derivative of the ReLU at 0 is that from the left. */
  gradient() {
    let sum = 0;
    this.codes.forEach((z, i) => {
      const u = this.weight * z + this.bias;
      const derivative = u > 0 ? 1 : this.isLeaky ? this.slope : 0;
      // A unit that is off adds an exact 0.
      if (derivative !== 0) sum += 2 * (this.output(u) - this.wanted[i]) * derivative;
    });
    return sum / this.codes.length;
  }

  get isDead() {
    return !this.isLeaky && this.codes.every((z) => this.weight * z + this.bias <= 0);
  }

  move(value) {
    this.facts_.kinkMoved = true;
    this.bias = value;
    this.before = null;
    this.velocity = 0;
    this.refresh(false);
  }

  step() {
    const wasDead = this.isDead;
    const gradient = this.gradient();
    const before = this.bias;
    this.velocity = this.velocity !== 0 ? 0.9 * this.velocity - this.rate * gradient : 0;
    const change = this.velocity !== 0 ? this.velocity : -this.rate * gradient;
    this.bias = change === 0 ? this.bias : this.bias + change;
    this.before = { bias: before, gradient, velocity: this.velocity };
    this.steps += 1;
    this.facts_.stepped = true;
    if (wasDead) this.facts_.steppedDead = true;
    if (wasDead && !this.isDead) this.facts_.woke = true;
    if (this.isLeaky && this.bias !== before) this.facts_.steppedLeaky = true;
    this.refresh();
  }

  facts() {
    const loss = this.lossAt(this.bias);
    return { ...this.facts_, dead: this.isDead, leaky: this.isLeaky, learned: loss < this.start && this.steps > 0, home: loss < 0.01, atFour: Math.abs(this.kink - 4) < 0.13 };
  }

  refresh(withSlider = true) {
    if (withSlider) this.slider.set(this.bias);
    this.figures.forEach((figure) => figure.redraw());
    this.changed();
  }

  lines() {
    if (!this.before) {
      const g = this.gradient();
      return [
        line("kink", `−b/w = ${shown(this.kink)}`),
        line("gradient", derivative(), ` = ${g === 0 ? "0" : decimal(g)}`, this.isDead ? html("span", { className: "muted" }, `  exactly: all ${this.codes.length} terms are 0`) : ""),
        ...(this.velocity ? [line("velocity", `${shown(this.velocity)} from earlier steps`)] : []),
      ];
    }
    const { bias, gradient, velocity } = this.before;
    const same = Object.is(bias, this.bias);
    return [
      line("before", html("i", {}, "b"), ` = ${shown(bias)}`),
      line("gradient", derivative(), ` = ${gradient === 0 ? "0" : decimal(gradient)}`, gradient === 0 ? "   exactly: " : "", gradient === 0 ? `all ${this.codes.length} terms are 0` : ""),
      ...(velocity ? [line("velocity", `${decimal(velocity)} moves it all the same`)] : []),
      line("after", html("i", {}, "b"), ` = ${shown(this.bias)}`, same ? ", " : "", same ? html("b", {}, "bit for bit") : ""),
    ];
  }

  here() {
    if (this.isLeaky) return `Here the slope ${shown(this.slope)} lets the errors through: ∂L/∂b = ${decimal(this.gradient())}.`;
    if (!this.isDead) return `This unit lives: ${this.codes.filter((z) => this.weight * z + this.bias > 0).length} of ${this.codes.length} codes switch it on.`;
    return this.velocity ? "For this unit: asleep, but its velocity can wake it." : "For this unit: dead for ever.";
  }

  describe() {
    return `The unit's kink is at ${shown(this.kink)}; ${this.isDead ? "no code switches it on" : "it is on for codes above"}.`;
  }

  destroy() {
    this.figures.forEach((figure) => figure.destroy());
    this.slider.observer.disconnect();
  }

  drawUnit(svg, width, height) {
    svg.replaceChildren();
    const [left, right, top, bottom] = [36, width - 8, 12, height - 34];
    const high = Math.max(...this.codes) + 3;
    const most = Math.max(4.4, ...this.wanted.map((value) => value * 1.25));
    const x = (z) => left + (z / high) * (right - left);
    const y = (a) => bottom - (a / most) * (bottom - top);
    for (let a = 0; a <= most; a += 2) svg.append(shape("path", { class: a === 0 ? "ground" : "grid", d: `M${left} ${px(y(a))}H${right}` }), label(left - 8, px(y(a)) + 4, `${a}`, "end"));
    const kink = Math.max(-1, Math.min(high + 1, this.kink));
    if (this.isDead && kink < high) {
      svg.append(shape("rect", { class: "kink-area", x: px(x(kink)), y: top, width: px(right - x(kink)), height: bottom - top }));
      if (right - x(kink) > 130) svg.append(label(px((x(kink) + right) / 2), 44, "on, but no code is here", "kink t12 middle"));
    }
    const t0 = Math.max(0, -this.target.bias / this.target.weight);
    const end = Math.min(high, (most - this.target.bias) / this.target.weight);
    svg.append(shape("path", { class: "wanted-line", d: `M${px(x(t0))} ${px(y(0))}L${px(x(end))} ${px(y(this.target.weight * end + this.target.bias))}` }));
    const middle = (t0 + end) * 0.52;
    svg.append(label(px(x(middle) - 14), px(y(this.target.weight * middle + this.target.bias) - 4), `${width < 520 ? "" : "the unit that "}made the data, b = ${shown(this.target.bias)}`, "end t12"));
    let noted = false;
    this.codes.forEach((z, i) => {
      const [from, to] = [y(this.output(this.weight * z + this.bias)), y(this.wanted[i])];
      if (Math.abs(from - to) > 1) svg.append(shape("path", { class: "error-bar", d: `M${px(x(z))} ${px(from)}V${px(to)}` }));
      if (this.isDead && !noted && Math.abs(from - to) > 70 && i === this.codes.length - 2) {
        noted = true;
        svg.append(label(px(x(z)) + 6, px((from + to) / 2) - 6, "errors that", "error"), label(px(x(z)) + 6, px((from + to) / 2) + 8, "no one feels", "error"));
      }
    });
    const edge = this.weight * high + this.bias;
    const start = this.output(this.bias);
    const reach = edge > most ? (most - this.bias) / this.weight : high;
    const clamp = (a) => y(Math.max(-0.25, Math.min(most, a)));
    const path = kink > 0 && kink < high ? `M${left} ${px(clamp(start))}L${px(x(kink))} ${px(y(0))}L${px(x(reach))} ${px(clamp(this.weight * reach + this.bias))}` : `M${left} ${px(clamp(start))}L${px(x(reach))} ${px(clamp(this.output(this.weight * reach + this.bias)))}`;
    svg.append(shape("path", { class: "kink-line", d: path }));
    svg.append(width < 520 ? label(right, bottom + 18, "code z", "code end t12") : label(left + 8, bottom + 18, "code z", "code t12"));
    this.codes.forEach((z, i) => {
      svg.append(shape("circle", { class: "code-dot", cx: px(x(z)), cy: px(clamp(this.output(this.weight * z + this.bias))), r: 4.5 }));
      svg.append(shape("circle", { class: "wanted-dot", cx: px(x(z)), cy: px(y(this.wanted[i])), r: 4.5 }));
      svg.append(label(px(x(z)), bottom + 18, `${z}`, "code middle t13"));
    });
    if (this.kink >= 0 && this.kink <= high) {
      const isNear = this.codes.some((z) => Math.abs(z - this.kink) < 0.7);
      svg.append(label(px(x(this.kink) - 10), px(y(0)) - (isNear ? 22 : 22), `kink ${shown(this.kink)}`, "kink bold t12 middle halo"));
      const knob = asSlider(handle("kink"), "the kink");
      knob.setAttribute("transform", `translate(${px(x(this.kink))} ${px(y(0))})`);
      setSlider(knob, this.kink, 0, high, `kink ${shown(this.kink)}`);
      onDragKnob(knob, svg, (px_) => this.pull(((px_ - left) / (right - left)) * high));
      knob.addEventListener("keydown", (event) => {
        const by = { ArrowLeft: -0.25, ArrowRight: 0.25 }[event.key];
        if (!by) return;
        event.preventDefault();
        this.pull(this.kink + by);
        this.unit.svg.querySelector(".handle")?.focus();
      });
      svg.append(knob);
    }
  }

  pull(kink) {
    const bias = Math.round(-kink * this.weight * 4) / 4;
    this.bias = Math.max(this.low, Math.min(this.high, bias));
    this.facts_.kinkMoved = true;
    this.before = null;
    this.velocity = 0;
    this.refresh();
  }

  drawLoss(svg, width, height) {
    svg.replaceChildren();
    const [left, right, top, bottom] = [36, width - 8, 10, height - 34];
    const most = 12;
    const x = (b) => left + ((b - this.low) / (this.high - this.low)) * (right - left);
    const y = (loss) => bottom - (Math.min(loss, most) / most) * (bottom - top);
    const lastLeaves = -Math.max(...this.codes.map((z) => this.weight * z));
    if (lastLeaves > this.low) {
      svg.append(shape("rect", { class: "sunk-area", x: left, y: top, width: px(x(lastLeaves) - left), height: bottom - top }));
      svg.append(shape("path", { class: "wanted-line", d: `M${px(x(lastLeaves))} ${top}V${bottom}` }), label(px(x(lastLeaves)) + 6, top + 12, `the last code, ${Math.max(...this.codes)}, leaves`, "t12"));
    }
    for (let loss = 0; loss <= most; loss += 4) svg.append(shape("path", { class: loss === 0 ? "ground" : "grid", d: `M${left} ${px(y(loss))}H${right}` }), label(left - 8, px(y(loss)) + 4, `${loss}`, "end"));
    const curve = (isLeaky) => {
      const points = [];
      for (let k = 0; k <= 300; k += 1) {
        const b = this.low + (k / 300) * (this.high - this.low);
        const loss = this.lossAt(b, isLeaky);
        if (loss <= most) points.push(`${px(x(b))} ${px(y(loss))}`);
      }
      return `M${points.join("L")}`;
    };
    svg.append(shape("path", { class: this.isLeaky ? "mark-line solid" : "mark-line", d: curve(true) }), shape("path", { class: this.isLeaky ? "wanted" : "ink-line", d: curve(false) }));
    svg.append(label(px(x(this.low) + 12), px(y(this.lossAt(this.low, true))) - 12 + 22 * (this.lossAt(this.low, true) > 10), "leaky: a slope leads back", "mark t12"));
    if (lastLeaves - this.low > 1) svg.append(label(px(Math.max(left + 3, x((this.low + lastLeaves) / 2) - 40)), px(y(this.lossAt(this.low, false))) + 20, "flat: ∂L/∂b = 0", "ink bold t12 halo"));
    svg.append(shape("circle", { class: "ink-dot", cx: px(x(this.target.bias)), cy: px(y(0)), r: 4 }), label(px(x(this.target.bias)), px(y(0)) - 12, `loss 0 at b = ${shown(this.target.bias)}`, "middle t12 halo"));
    svg.append(shape("circle", { class: "bias-dot", cx: px(x(this.bias)), cy: px(y(this.lossAt(this.bias))), r: 6.5 }));
    for (let b = Math.ceil(this.low / 3) * 3; b < this.high; b += 3) svg.append(label(px(x(b)), bottom + 18, `${b}`.replace("-", "−"), "middle"));
    svg.append(label(right, bottom + 18, "bias b", "kink end t12"));
  }
}

function derivative() {
  return formula(math("mfrac", math("mrow", "∂", "L"), math("mrow", "∂", "b")));
}
