// Hidden units over the codes of all steps, the matrix of their activations, and whether a last layer exists: exactly.

import { dot, leftNull, rank, solution } from "../../exact/linear.js";
import { Rational, one, zero } from "../../exact/rational.js";
import { html, px, shape } from "../../views/draw.js";
import { Figure, fill, heading, label, text } from "../../tabs/parts.js";
import { action, choice, line } from "./controls.js";

const integer = (k) => Rational.of(BigInt(k));

/**
 * given: length n. The sample of θ has the code n + 1 − θ, so that the blank has the greatest.
 * Controls: output, eliminate, witness, units. Facts: ranked, chosen, fails, witnessed, repaired, reversed.
 */
export class Picture {
  constructor(given, { model, changed }) {
    this.changed = changed;
    this.n = Math.min(Math.max(Number(given.length) || 5, 2), 9);
    this.output = 0;
    this.kind = "naive";
    this.hasBias = false;
    this.seen = {};
    this.units = new Figure(model, { noun: "Hidden units over the codes", half: "relu(z − kink)", draw: (svg, w, h) => this.drawUnits(svg, w, h), describe: () => `${this.n} units over ${this.n + 1} codes.` });
    this.curve = new Figure(model, { noun: "Output", half: "over the code", draw: (svg, w, h) => this.drawOutput(svg, w, h), describe: () => this.verdict() });
    this.table = html("table", { className: "matrix" });
    const box = html("div", { className: "matrix-box" }, heading("A₂", "what the units give at each code"), this.table);
    const pair = html("div", { className: "pair" }, this.units.el, box);
    this.figures = [{ el: pair, redraw: () => this.units.redraw(), destroy: () => this.units.destroy() }, this.curve];
    const outputs = choice("Output", Array.from({ length: this.n }, (_, j) => [j, `${j}`]), (j) => {
      this.output = Number(j);
      this.seen.chosen = true;
      this.refresh();
    });
    this.outputs = outputs;
    const kinds = choice("Units", [["naive", "naive"], ["moved", "kinks one on, output bias"], ["reversed", "reversed"]], (kind) => {
      this.kind = kind;
      this.refresh();
    });
    this.kinds = kinds;
    this.controls = {
      output: html("div", { className: "row" }, html("span", { className: "muted" }, "output"), outputs.el),
      eliminate: action("Count its rank", () => {
        this.seen.ranked = true;
        this.refresh();
      }, true),
      witness: action("Multiply the rows by the witness", () => {
        this.seen.witnessed = true;
        this.refresh();
      }, true),
      units: kinds.el,
    };
    this.solve();
  }

  begin() {
    this.seen = {};
  }

  set(values) {
    if (values.output !== undefined) this.output = Math.min(Math.max(Number(values.output) || 0, 0), this.n - 1);
    if (["naive", "moved", "reversed"].includes(values.units)) this.kind = values.units;
    this.refresh();
  }

  get codes() {
    return Array.from({ length: this.n + 1 }, (_, i) => i + 1);
  }

  /** Activations of unit k at a code. */
  unit(k, z) {
    if (this.kind === "reversed") return Math.max(0, k + 2 - z);
    return Math.max(0, z - k - (this.kind === "moved" ? 1 : 0));
  }

  kink(k) {
    return this.kind === "reversed" ? k + 2 : k + (this.kind === "moved" ? 1 : 0);
  }

  /** What output j should be at the sample with the code z: on while z ≤ j + 1. */
  target(j, z) {
    return z <= j + 1 ? 1 : 0;
  }

  solve() {
    const bias = this.kind === "moved" ? [one] : [];
    this.matrix = this.codes.map((z) => [...Array.from({ length: this.n }, (_, k) => integer(this.unit(k, z))), ...bias]);
    this.rank = rank(this.matrix);
    this.null = leftNull(this.matrix);
    this.rows = Array.from({ length: this.n }, (_, j) => this.row(j));
  }

  /** Weights that make output j right, or why there are none. */
  row(j) {
    const wanted = this.codes.map((z) => integer(this.target(j, z)));
    let u = wanted;
    if (this.null) {
      // v · u = 0 holds for all that a last layer can give. Where the target is 0 the sum may be below 0.
      let v = this.null;
      let sum = dot(v, wanted);
      if (sum.sign < 0) [v, sum] = [v.map((x) => x.negated), sum.negated];
      if (sum.sign !== 0) {
        // A zero of the target with v > 0 can go down by sum / v.
        const at = wanted.findIndex((t, i) => t.sign === 0 && v[i].sign > 0);
        if (at < 0) return { weights: solution(this.matrix.slice(0, -1), wanted.slice(0, -1)), witness: v.map((x) => x.negated) };
        u = wanted.map((t, i) => (i === at ? sum.over(v[i]).negated : t));
      }
    }
    return { weights: solution(this.matrix, u), witness: null };
  }

  get isFailing() {
    return this.rows[this.output].witness !== null;
  }

  facts() {
    const isExact = this.rows.every((row) => row.witness === null);
    return { ...this.seen, fails: this.isFailing, repaired: isExact, reversed: this.kind === "reversed" };
  }

  refresh() {
    this.solve();
    this.outputs.press(this.output);
    this.kinds.press(this.kind);
    this.figures.forEach((figure) => figure.redraw());
    this.fillTable();
    this.changed();
  }

  fillTable() {
    const { witness } = this.rows[this.output];
    const isShown = witness && this.seen.witnessed;
    const head = html("tr", {}, html("th", {}, "code"), ...Array.from({ length: this.n }, (_, k) => html("th", { className: "kink-text" }, `a${"₀₁₂₃₄₅₆₇₈"[k]}`)), ...(this.kind === "moved" ? [html("th", {}, "1")] : []), html("th", { className: "out-text" }, "wanted"), ...(isShown ? [html("th", { className: "error-text" }, "×")] : []));
    const rows = this.codes.map((z, i) => html(
      "tr", {}, html("td", { className: "code-text" }, `${z}`), ...this.matrix[i].map((x) => html("td", {}, `${x}`)),
      html("td", { className: "out-text" }, `${this.target(this.output, z)}`), ...(isShown ? [html("td", { className: "error-text" }, `${witness[i]}`.replace("-", "−"))] : []),
    ));
    const sums = isShown ? [html("tr", { className: "sum" }, html("td", {}, "sum"), ...this.matrix[0].map((_, k) => html("td", {}, `${dot(witness, this.matrix.map((row) => row[k]))}`)), html("td", { className: "error-text" }, `${dot(witness, this.codes.map((z) => integer(this.target(this.output, z))))}`.replace("-", "−")), html("td"))] : [];
    fill(this.table, head, rows, sums);
  }

  lines() {
    const found = [];
    if (this.seen.ranked) found.push(line("rank", `${this.rank} of ${this.n} columns: `, html("b", {}, this.rank >= this.n ? "full rank" : "not full")));
    if (this.isFailing) {
      found.push(line(`output ${this.output}`, html("b", {}, "no last layer makes it right")));
      if (this.seen.witnessed) {
        found.push(line("witness", `every unit sums to 0, the targets to ${dot(this.rows[this.output].witness, this.codes.map((z) => integer(this.target(this.output, z))))}`.replace("-", "−"), ": 0 ≤ −1 would follow"));
      }
    } else {
      const { weights } = this.rows[this.output];
      const row = weights.map((w) => text(w));
      found.push(line(`output ${this.output}`, `right with the weights (${row.slice(0, this.n).join(", ")})${row.length > this.n ? ` and the bias ${row[this.n]}` : ""}`));
    }
    return found;
  }

  here() {
    const failing = this.rows.flatMap((row, j) => (row.witness ? [j] : []));
    return failing.length ? `Here, n = ${this.n}: output ${failing.join(", ")} cannot be met, the other ${this.n - failing.length} can.` : `Here, n = ${this.n}: all ${this.n} outputs are met, exactly.`;
  }

  verdict() {
    return this.isFailing ? `Output ${this.output} cannot be right at all codes.` : `Output ${this.output} is right at all codes.`;
  }

  destroy() {
    this.figures.forEach((figure) => figure.destroy());
  }

  axis(svg, width, height, low, high) {
    const [left, right, top, bottom] = [32, width - 14, 16, height - 40];
    const x = (z) => left + ((z + 0.4) / (this.n + 2.2)) * (right - left);
    const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
    svg.replaceChildren(shape("path", { class: "ground", d: `M${left} ${px(y(0))}H${right}` }));
    this.codes.forEach((z) => {
      svg.append(label(px(x(z)), bottom + 18, `${z}`, "code middle t12"), label(px(x(z)), bottom + 34, z === this.n + 1 ? "blank" : `θ = ${this.n + 1 - z}`, "middle"));
    });
    return { x, y, left, right, top, bottom };
  }

  drawUnits(svg, width, height) {
    const most = this.n + 1.4;
    const { x, y, left, right, top } = this.axis(svg, width, height, 0, most);
    for (let k = 0; k < this.n; k += 1) {
      const kink = this.kink(k);
      const end = this.kind === "reversed" ? 0 : this.n + 1.6;
      const reach = this.kind === "reversed" ? [end, kink - end] : [end, end - kink];
      const rest = this.kind === "reversed" ? right : left;
      svg.append(shape("path", { class: "kink-line thin", d: `M${px(rest)} ${px(y(0))}L${px(x(kink))} ${px(y(0))}L${px(x(reach[0]))} ${px(Math.max(y(Math.min(reach[1], most + 2)), top - 4))}` }));
      svg.append(shape("path", { class: "kink-mark", d: this.kind === "reversed" ? "M-5 -4.500L0 4.500L5 -4.500Z" : "M-5 4.500L0 -4.500L5 4.500Z", transform: `translate(${px(x(kink))} ${px(y(0))})` }));
    }
    this.codes.forEach((z) => svg.append(shape("circle", { class: "code-dot", cx: px(x(z)), cy: px(y(0)) + 0, r: 3.4 })));
    svg.append(label(left + 4, 12, this.kind === "reversed" ? "none is on at the blank" : "all are on at the blank", "kink t12"));
  }

  drawOutput(svg, width, height) {
    this.curve.caption.firstChild.textContent = `Output ${this.output}`;
    this.curve.say(this.isFailing ? "right at all codes but the blank, as far as any last layer gets" : "and what it should be at each code");
    const { x, y, left, right } = this.axis(svg, width, height, -0.35, 1.5);
    svg.append(shape("path", { class: "grid", d: `M${left} ${px(y(1))}H${right}` }), label(left - 8, px(y(1)) + 4, "1", "end"), label(left - 8, px(y(0)) + 4, "0", "end"));
    const { weights } = this.rows[this.output];
    const points = [];
    for (let s = 0; s <= 400; s += 1) {
      const z = -0.4 + (s / 400) * (this.n + 2.2);
      let u = weights.length > this.n ? weights[this.n].toNumber() : 0;
      for (let k = 0; k < this.n; k += 1) u += weights[k].toNumber() * this.unit(k, z);
      points.push(`${px(x(z))} ${px(Math.max(y(Math.max(0, u)), 4))}`);
    }
    svg.append(shape("path", { class: "y-line thick", d: `M${points.join("L")}` }));
    this.codes.forEach((z) => {
      const target = this.target(this.output, z);
      let u = weights.length > this.n ? weights[this.n] : zero;
      for (let k = 0; k < this.n; k += 1) u = u.plus(weights[k].times(integer(this.unit(k, z))));
      const y1 = Math.max(0, u.toNumber());
      if (Math.abs(y1 - target) > 1e-9) {
        svg.append(shape("path", { class: "error-bar", d: `M${px(x(z))} ${px(y(y1))}V${px(y(target))}` }), label(px(x(z)) - 8, px((y(y1) + y(target)) / 2), `wrong by ${text(u.minus(integer(target)))}`, "error end bold t13 halo"));
      }
      svg.append(shape("circle", { class: "wanted-dot", cx: px(x(z)), cy: px(y(target)), r: 5 }));
    });
  }
}
