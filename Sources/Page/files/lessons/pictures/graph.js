// A small network as a graph with every number: forward values, the errors δ that go back, Jacobians in either layout,
// and gradients beside exact difference quotients. All numbers are fractions.

import { Rational, one, zero } from "../../exact/rational.js";
import { html, px, shape } from "../../views/draw.js";
import { Figure, fill, formula, fraction, heading, indexed, label, math, text } from "../../tabs/parts.js";
import { Slider, action, choice, line } from "./controls.js";

const rational = (x) => (typeof x === "number" ? Rational.ofNumber(x) : Rational.parse(String(x)) ?? zero);
const two = Rational.of(2n);

/** A parenthesis as high as the matrix. */
function bracket(sign) {
  const element = math("mo", sign);
  element.replaceChildren(sign);
  element.setAttribute("stretchy", "true");
  return element;
}

/**
 * given: x, y, W1, b1, W2, b2 as numbers or fractions. Layers: s1 = W1 x + b1, z1 = relu(s1), ŷ = W2 z1 + b2; the loss is
 * the sum of (ŷ − y)². Controls: x, back, layout, weight, check. Facts: moved, off (a unit is off), backward, layout
 * (switched), hovered, checked, chosenFirst.
 */
export class Picture {
  constructor(given, { model, changed }) {
    this.changed = changed;
    this.x = (given.x ?? ["1", "1/2"]).map(rational);
    this.y = (given.y ?? ["1", "0"]).map(rational);
    this.W = [given.W1 ?? [["1", "-2"], ["1/2", "1"]], given.W2 ?? [["1", "1/2"], ["-1", "2"]]].map((m) => m.map((row) => row.map(rational)));
    this.b = [given.b1 ?? ["1/2", "-1/2"], given.b2 ?? ["0", "1/2"]].map((row) => row.map(rational));
    this.isBack = false;
    this.layout = "numerator";
    this.weight = [1, 0, 0];
    this.seen = {};
    this.graph = new Figure(model, { noun: "The network", half: "every number; the errors below them", draw: (svg, w, h) => this.drawGraph(svg, w, h), describe: () => `The loss is ${text(this.values.loss)}.` });
    this.jacobians = html("div", { className: "jacobians" });
    const box = html("div", { className: "jacobian-box" }, heading("Jacobians", "of each step, and their product", "h2"), this.jacobians);
    this.box = box;
    this.figures = [this.graph, { el: box, redraw: () => this.fillJacobians(), destroy: () => {} }];
    this.slider = new Slider({
      name: "Input", low: -2, high: 2, step: 0.25, role: "ink", marks: [[-2, "−2"], [0, "0"], [2, "2"]],
      say: (value) => formula(indexed("x", 1), "=", fraction(Rational.ofNumber(value))),
      act: (value) => {
        this.x[0] = Rational.ofNumber(value);
        this.seen.moved = true;
        this.seen.checked = false;
        this.refresh(false);
      },
    });
    const layouts = choice("Layout", [["numerator", "rows: outputs"], ["denominator", "rows: inputs"]], (value) => {
      this.layout = value;
      this.seen.switched = true;
      this.refresh();
    });
    this.layouts = layouts;
    this.controls = {
      x: this.slider.el,
      back: action("Send the error back", () => {
        this.isBack = true;
        this.seen.backward = true;
        this.refresh();
      }, true),
      layout: layouts.el,
      check: action("Check it by differences", () => {
        this.seen.checked = true;
        this.refresh();
      }, true),
    };
    this.compute();
  }

  begin() {
    this.seen = {};
  }

  set(values) {
    if (values.x1 !== undefined) this.x[0] = rational(values.x1);
    if (typeof values.back === "boolean") this.isBack = values.back;
    if (Array.isArray(values.weight)) this.weight = values.weight;
    this.refresh();
  }

  forward(W, x = this.x) {
    const affine = (matrix, bias, input) => matrix.map((row, i) => row.reduce((sum, w, k) => sum.plus(w.times(input[k])), bias[i]));
    const s1 = affine(W[0], this.b[0], x);
    const z1 = s1.map((s) => (s.sign > 0 ? s : zero));
    const output = affine(W[1], this.b[1], z1);
    const error = output.map((v, i) => v.minus(this.y[i]));
    return { s1, z1, output, error, loss: error.reduce((sum, e) => sum.plus(e.times(e)), zero) };
  }

  compute() {
    const values = this.forward(this.W);
    const delta2 = values.error.map((e) => e.times(two));
    const back = values.z1.map((_, k) => this.W[1].reduce((sum, row, i) => sum.plus(row[k].times(delta2[i])), zero));
    const delta1 = back.map((d, k) => (values.s1[k].sign > 0 ? d : zero));
    const outer = (delta, input) => delta.map((d) => input.map((z) => d.times(z)));
    this.values = values;
    this.back = { delta2, delta1, gradients: [outer(delta1, this.x), outer(delta2, values.z1)] };
  }

  /** (L(w + h) − L(w − h)) / 2h: exact for a loss that is a parabola in one weight, as long as no unit switches. */
  difference([layer, i, k]) {
    const h = Rational.of(1n, 1024n);
    const at = (change) => {
      const W = this.W.map((matrix) => matrix.map((row) => [...row]));
      W[layer][i][k] = W[layer][i][k].plus(change);
      return this.forward(W).loss;
    };
    return at(h).minus(at(h.negated)).over(h.times(two));
  }

  facts() {
    return {
      ...this.seen, off: this.values.s1.some((s) => s.sign <= 0), first: this.weight[0] === 0,
      dead: this.values.s1.every((s) => s.sign <= 0), numerator: this.layout === "numerator",
    };
  }

  refresh(withSlider = true) {
    this.compute();
    if (withSlider) this.slider.set(this.x[0].toNumber());
    this.layouts.press(this.layout);
    this.figures.forEach((figure) => figure.redraw());
    this.changed();
  }

  name([layer, i, k]) {
    return math("msubsup", "W", `${i + 1}${k + 1}`, math("mrow", "(", `${layer + 1}`, ")"));
  }

  lines() {
    const found = [line("loss", formula("L", "=", fraction(this.values.loss)))];
    if (!this.isBack) return found;
    const [layer, i, k] = this.weight;
    const gradient = this.back.gradients[layer][i][k];
    const delta = (layer === 1 ? this.back.delta2 : this.back.delta1)[i];
    const input = (layer === 1 ? this.values.z1 : this.x)[k];
    const signed = (x) => (x.sign < 0 ? math("mrow", "(", fraction(x), ")") : fraction(x));
    found.push(line("gradient", formula(math("mfrac", math("mrow", "∂", "L"), math("mrow", "∂", this.name(this.weight))), "=", indexed("δ", i + 1), "·", indexed(layer === 1 ? "z" : "x", k + 1), "=", fraction(delta), "·", signed(input), "=", fraction(gradient))));
    if (this.seen.checked) {
      const other = this.difference(this.weight);
      const isEqual = other.equals(gradient);
      found.push(line("differences", formula(math("mfrac", math("mrow", "L", "(", "w", "+", "h", ")", "−", "L", "(", "w", "−", "h", ")"), math("mrow", "2", "h")), isEqual ? "=" : "≠", fraction(other)), isEqual ? " the same, exactly" : " a unit switches between them"));
    }
    return found;
  }

  here() {
    const wrong = this.W.flatMap((matrix, layer) => matrix.flatMap((row, i) => row.flatMap((_, k) => (this.difference([layer, i, k]).equals(this.back.gradients[layer][i][k]) ? [] : [1]))));
    const total = this.W.reduce((sum, matrix) => sum + matrix.length * matrix[0].length, 0);
    return wrong.length ? `Here ${total - wrong.length} of ${total} gradients equal their difference quotients; ${wrong.length} lie at a kink.` : `Here all ${total} gradients equal their difference quotients, exactly.`;
  }

  destroy() {
    this.graph.destroy();
    this.slider.observer.disconnect();
  }

  drawGraph(svg, width, height) {
    svg.replaceChildren();
    const columns = [
      { name: "x", values: this.x, role: "ink" },
      { name: "s", values: this.values.s1, role: "kink", delta: this.back.delta1 },
      { name: "z", values: this.values.z1, role: "kink" },
      { name: "ŷ", values: this.values.output, role: "out", delta: this.back.delta2 },
    ];
    // In a narrow picture what is wanted stands below the outputs, not beside them.
    const isNarrow = width < 520;
    const at = (c) => (isNarrow ? 28 + (c / 3) * (width - 62) : 56 + (c / 3) * (width - 230));
    const y = (i) => height * (0.3 + 0.46 * i);
    const edges = [[0, 1, 0], [2, 3, 1]];
    const edge = (a, b, layer) => {
      this.W[layer].forEach((row, i) => row.forEach((w, k) => {
        const isChosen = layer === this.weight[0] && i === this.weight[1] && k === this.weight[2];
        const [x1, y1, x2, y2] = [at(a) + 25, y(k), at(b) - 25, y(i)];
        const group = shape("g", { class: `edge ${isChosen ? "chosen" : ""}`, tabindex: "0", role: "button", "aria-label": `weight ${i + 1} ${k + 1} of layer ${layer + 1}: ${text(w)}${this.isBack ? `, gradient ${text(this.back.gradients[layer][i][k])}` : ""}` });
        group.append(shape("path", { class: "edge-hit", d: `M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}` }), shape("path", { class: `edge-line ${w.sign < 0 ? "below" : ""}`, "stroke-width": px(1 + Math.min(3, Math.abs(w.toNumber()))), d: `M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}` }));
        const t = i === k ? 0.3 : 0.26;
        const [lx, ly] = [x1 + (x2 - x1) * t, y1 + (y2 - y1) * t];
        group.append(label(px(lx), px(ly - 7), text(w), "middle halo ink t12"));
        // Where there is little room, only of the chosen edge.
        if (this.isBack && (!isNarrow || isChosen)) {
          const [gx, gy] = [x1 + (x2 - x1) * (1 - t), y1 + (y2 - y1) * (1 - t)];
          group.append(label(px(gx), px(gy - 7), text(this.back.gradients[layer][i][k]), "middle halo error t12"));
        }
        const choose = () => {
          if (isChosen) return;
          this.weight = [layer, i, k];
          this.seen.hovered = true;
          this.refresh();
        };
        group.addEventListener("pointerenter", choose);
        group.addEventListener("click", choose);
        group.addEventListener("keydown", (event) => {
          if (event.key === "Enter" || event.key === " ") choose();
        });
        svg.append(group);
      }));
    };
    edges.forEach(([a, b, layer]) => edge(a, b, layer));
    this.values.s1.forEach((s, k) => {
      svg.append(shape("path", { class: `edge-line ${s.sign > 0 ? "" : "off"}`, "stroke-width": 1.6, d: `M${px(at(1) + 25)} ${px(y(k))}H${px(at(2) - 25)}` }), label(px((at(1) + at(2)) / 2), px(y(k) - 8), s.sign > 0 ? "relu: 1" : "relu: 0", `middle t12 ${s.sign > 0 ? "kink" : "error"}`));
    });
    columns.forEach(({ name, values, role, delta }, c) => {
      values.forEach((value, i) => {
        const isOff = name === "z" && value.sign === 0;
        svg.append(shape("circle", { class: `node ${role}-edge ${isOff ? "node-off" : ""}`, cx: px(at(c)), cy: px(y(i)), r: 24 }), label(px(at(c)), px(y(i) + 5), text(value, 6), "middle ink bold t13"));
        svg.append(label(px(at(c)), px(y(i) - 32), `${name}${"₁₂"[i]}`, `middle italic t13 ${role}`));
        if (delta && this.isBack) svg.append(label(px(at(c)), px(y(i) + 42), `δ = ${text(delta[i])}`, "middle error bold t13"));
      });
    });
    const right = at(3) + 48;
    if (isNarrow) this.y.forEach((value, i) => svg.append(label(px(width), px(y(i) + 58), `wanted ${text(value)}, off by ${text(this.values.error[i])}`, "end error t12")));
    else this.y.forEach((value, i) => svg.append(label(px(right), px(y(i) + 5), `wanted ${text(value)}`, "t12"), label(px(right), px(y(i) + 22), `off by ${text(this.values.error[i])}`, "error t12")));
    if (this.isBack) svg.append(label(at(0) - 24, height - 6, isNarrow ? "black: weights; purple: ∂L/∂ of the chosen one" : "black: weights; purple: ∂L/∂ of each; point at an edge", "t12"));
  }

  fillJacobians() {
    const isTransposed = this.layout === "denominator";
    const flip = (m) => (isTransposed ? m[0].map((_, k) => m.map((row) => row[k])) : m);
    const matrix = (rows) => math("mrow", bracket("("), math("mtable", ...flip(rows).map((row) => math("mtr", ...row.map((x) => math("mtd", fraction(x)))))), bracket(")"));
    const { delta1, delta2 } = this.back;
    const relu = this.values.s1.map((s, i) => this.values.s1.map((_, k) => (i === k && s.sign > 0 ? one : zero)));
    const part = (a, b) => math("mfrac", math("mrow", "∂", a), math("mrow", "∂", b));
    const s = indexed("s", 1);
    const z = indexed("z", 1);
    const cell = (...content) => html("div", {}, formula(...content));
    const factors = [matrix([delta2]), matrix(this.W[1]), matrix(relu)];
    if (isTransposed) factors.reverse();
    fill(
      this.jacobians,
      cell(part("L", "ŷ"), "=", matrix([delta2])), cell(part("ŷ", z.cloneNode(true)), "=", matrix(this.W[1])), cell(part(z, s.cloneNode(true)), "=", matrix(relu)),
      ...(this.isBack ? [html("div", { className: "wide" }, formula(part("L", s), "=", ...factors, "=", matrix([delta1])))] : []),
    );
    this.box.querySelector(".muted").textContent = isTransposed ? "a row for each input: δ is a column, the product runs from right to left" : "a row for each output: δ is a row, the product runs from left to right";
  }
}
