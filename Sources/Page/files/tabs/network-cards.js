// The card of the tab Network: the numbers of an entry, a code, a unit or an output, as formulas and as bars.

import { Rational } from "../exact/rational.js";
import { hasLogits, sharesOf } from "../state/classes.js";
import { className, entryName, outputName } from "../state/names.js";
import { html, px, shape } from "../views/draw.js";
import { NetworkHand } from "./network-hand.js";
import { Figure, decimal, fill, formula, heading, indexed, label, math } from "./parts.js";

/** Fills the card of what is chosen; the tab has the network and its values for one sample. */
export class NetworkCards extends NetworkHand {
  fillCard() {
    if (!this.network || this.isHeld) return;
    this.inner.forEach((figure) => figure.destroy());
    this.inner = [];
    const { layer, index } = this.chosen;
    if (layer === 0) this.cardOfEntry(index);
    else if (layer === this.network.layers.length) this.cardOfOutput(index);
    else if (this.sizesOf(layer) === 1) this.cardOfCode(layer);
    else this.cardOfUnit(layer, index);
  }

  sizesOf(layer) {
    return layer === 0 ? this.network.layers[0].inputs : this.network.layers[layer - 1].outputs;
  }

  head(name, half) {
    return html("h1", { className: "card-title" }, name, " ", html("span", { className: "muted" }, half));
  }

  cardOfEntry(index) {
    const layer = this.network.layers[0];
    const weights = Array.from({ length: layer.outputs }, (_, i) => layer.weight[i * layer.inputs + index]);
    const value = this.values[0][index];
    fill(this.card, this.head(`Entry ${entryName(this.info, index)}`, "of the signal"), formula(indexed("x", index), "=", decimal(value)), this.bars("Its weights", layer.outputs === 1 ? "what it adds to the code" : "to each unit", weights, (i) => [0, i, index], "code"), ...this.hand([0, 0, index]));
  }

  cardOfCode(layer) {
    const own = this.network.layers[layer - 1];
    const value = this.values[layer][0];
    const terms = Array.from(own.weight, (w, k) => w * this.values[layer - 1][k]);
    const wanted = this.info.samplesAreSteps ? `of θ = ${this.info.samples.labels[this.sample]}` : "of this sample";
    fill(
      this.card, this.head("Code", wanted), html("div", { className: "card-sum code-text" }, formula("z", "=", indexed("W", 1), "x", ...(own.bias ? ["+", indexed("b", 1)] : []))), html("div", { className: "card-sum indent" }, formula("=", number(value))),
      this.bars("What each entry adds", "weight × signal", terms, (k) => [layer - 1, 0, k], "code", Array.from(own.weight)), ...(own.bias ? [html("p", { className: "stored" }, html("span", { className: "muted" }, "Stored: "), `b₁ = ${stored(own.bias[0], own)}`)] : []),
      this.note(),
    );
  }

  cardOfUnit(layer, index) {
    const own = this.network.layers[layer - 1];
    const next = this.network.layers[layer];
    const value = this.values[layer][index];
    const outgoing = Array.from({ length: next.outputs }, (_, j) => next.weight[j * next.inputs + index]);
    const parts = [];
    if (own.inputs === 1) {
      const w = own.weight[index];
      const b = own.bias ? own.bias[index] : 0;
      const z = this.values[layer - 1][0];
      const kink = -b / w;
      const side = w > 0 ? "above" : "below";
      const never = this.sleeping.has(`${layer}/${index}`);
      parts.push(this.head(`Unit ${index}`, w === 0 ? "its weight is 0: it has no kink" : never ? "on for no code of the data" : `on for the codes ${side} its kink`));
      const kind = own.activation.kind === "relu" ? "relu" : own.activation.name;
      parts.push(
        html("div", { className: "card-sum kink-text" }, formula(indexed("a", index), "=", kind, "(", indexed("w", index), "z", "+", indexed("b", index), ")")),
        html("div", { className: "card-sum indent" }, formula("=", kind, "(", number(w), "·", z < 0 ? math("mrow", "(", number(z), ")") : number(z), b < 0 ? "−" : "+", number(Math.abs(b)), ")")),
        html("div", { className: "card-sum indent" }, formula("=", number(value))),
      );
      if (w !== 0) {
        parts.push(heading("Its kink", "where it switches"), html("div", { className: "card-sum kink-text" }, formula("−", math("mfrac", indexed("b", index), indexed("w", index)), "=", number(kink, 6))), this.kinkAxis(layer, index, kink, w));
      }
      parts.push(this.bars("What it gives each output", "weight × activation", outgoing.map((v) => v * value), (j) => [layer, j, index], "out", outgoing));
      if (w !== 0) parts.push(...this.hand([layer - 1, index, "bias"], kink));
      parts.push(this.storedLine([[`w${small(index)}`, w], [`b${small(index)}`, b]], own));
    } else {
      const terms = Array.from({ length: own.inputs }, (_, k) => own.weight[index * own.inputs + k]);
      parts.push(this.head(`Unit ${index}`, this.sleeping.has(`${layer}/${index}`) ? "on for no sample" : value > 0 ? "on" : "off"), html("div", { className: "card-sum" }, formula("a", "=", number(value))));
      parts.push(this.bars("What each input adds", "weight × input", terms.map((w, k) => w * this.values[layer - 1][k]), (k) => [layer - 1, index, k], "kink", terms), this.bars("Its weights", "to the next layer", outgoing, (j) => [layer, j, index], "out"));
    }
    fill(this.card, parts);
  }

  cardOfOutput(index) {
    const { layers } = this.network;
    const own = layers.at(-1);
    const value = this.values.at(-1)[index];
    const sum = this.sums.at(-1)[index];
    const weights = Array.from({ length: own.inputs }, (_, k) => own.weight[index * own.inputs + k]);
    const inputs = this.values[layers.length - 1];
    const kind = own.activation.kind;
    const off = value - this.target[index];
    fill(
      this.card, this.head(`Output ${outputName(this.info, index)}`, hasLogits(this.info) ? `the logit of class ${className(this.info, index)}: its share is ${decimal(Number(sharesOf(this.values.at(-1))[index].toPrecision(3)))}` : this.deads.has(index) ? "0 at every sample: dead" : `wanted ${decimal(this.target[index])}, off by ${decimal(Number(off.toPrecision(3)))}`),
      html("div", { className: "card-sum out-text" }, formula(indexed("y", index), "=", ...(kind === "identity" ? [] : [kind, "("]), math("munder", "Σ", "k"), indexed("W", `${index}k`), indexed("a", "k"), ...(kind === "identity" ? [] : [")"]))),
      html("div", { className: "card-sum indent" }, formula("=", ...(kind === "identity" ? [] : [kind, "("]), number(sum), ...(kind === "identity" ? [] : [")", "=", number(value)]))),
      this.bars("What each unit gives it", "weight × activation", weights.map((w, k) => w * inputs[k]), (k) => [layers.length - 1, index, k], "out", weights), this.note(),
    );
  }

  note() {
    return html("p", { className: "small" }, "Point at a bar for its weight, or go there by ← →; press it, or Enter, to move the weight by hand.");
  }

  storedLine(pairs, layer) {
    const show = html("button", { type: "button", className: "link" }, "show");
    const line = html("p", { className: "stored" }, html("span", { className: "muted" }, "Stored: "), pairs.map(([name, value]) => `${name} = ${stored(value, layer)}`).join(", "), html("br"), html("span", { className: "muted" }, `each one ${layer.type === "F64" ? "float64" : "float32"}, an exact fraction: `), show);
    show.addEventListener("click", () => {
      show.replaceWith(html("span", { className: "fractions" }, pairs.map(([name, value]) => `${name} = ${Rational.ofNumber(value)}`.replaceAll("-", "−")).join(", ")));
    });
    return line;
  }

  /** Bars with a line that says the weight under the pointer; a press takes a weight in hand. */
  bars(noun, half, values, place, role, weights = values) {
    const said = html("p", { className: "bar-said small", role: "status" });
    const tell = (j) => { said.textContent = `${j}: weight ${decimal(weights[j])}${weights === values ? "" : `, gives ${decimal(Number(values[j].toPrecision(4)))}`}`; };
    /** The bar that the keys have come to. */
    let marked = -1;
    const most = values.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
    const extremes = [values.indexOf(Math.max(...values)), values.indexOf(Math.min(...values))];
    const figure = new Figure(this.model, {
      noun, half, className: "card-bars", describe: () => values.slice(0, 12).map((v, j) => `${j}: ${decimal(v)}`).join(", "),
      draw: (svg, width, height) => {
        svg.replaceChildren();
        const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
        const [top, bottom] = [21, height - 34];
        const y = (v) => (high === low ? (top + bottom) / 2 : bottom - ((v - low) / (high - low)) * (bottom - top));
        const wide = width / values.length;
        svg.append(shape("path", { class: "ground", d: `M0 ${px(y(0))}H${width}` }));
        values.forEach((v, j) => {
          if (v !== 0) svg.append(shape("rect", { class: `${role}-fill ${v < 0 ? "below" : ""}`, x: px(j * wide + Math.min(1, wide * 0.1)), width: px(Math.max(0.8, wide - Math.min(2, wide * 0.2))), y: px(Math.min(y(v), y(0))), height: px(Math.max(0.6, Math.abs(y(v) - y(0)))) }));
          if (j % Math.max(1, [1, 2, 5, 10, 20, 50].find((k) => k * wide > 22) ?? 100) === 0) svg.append(label(px(Math.max(4, (j + 0.5) * wide)), height - 3, `${j}`, "middle"));
        });
        for (const j of new Set(extremes)) {
          if (most > 0 && values[j] !== 0) {
            const isLow = values[j] < 0;
            svg.append(label(px(Math.max(18, Math.min(width - 18, (j + 0.5) * wide))), px(isLow ? Math.min(y(values[j]) + 13, height - 19) : Math.max(16, y(values[j]) - 5)), decimal(Number(values[j].toPrecision(2))), `middle bold t12 halo ${role}`));
          }
        }
        if (marked >= 0) svg.append(shape("rect", { class: "chosen-box", x: px(marked * wide - 1), y: top - 3, width: px(wide + 2), height: bottom - top + 6, rx: 2 }));
        const hit = shape("rect", { class: "hit picks", x: 0, y: 0, width, height });
        const find = (event) => Math.max(0, Math.min(values.length - 1, Math.floor(((event.clientX - svg.getBoundingClientRect().left) / width) * values.length)));
        hit.addEventListener("pointermove", (event) => tell(find(event)));
        hit.addEventListener("click", (event) => this.take(place(find(event))));
        svg.append(hit);
      },
    });
    this.inner.push(figure);
    figure.el.append(said);
    figure.el.tabIndex = 0;
    figure.el.addEventListener("keydown", (event) => {
      if (event.target !== figure.el || event.ctrlKey || event.metaKey || event.altKey) return;
      const way = { ArrowLeft: -1, ArrowRight: 1, Home: -values.length, End: values.length }[event.key];
      if (!way && !(event.key === "Enter" && marked >= 0)) return;
      event.preventDefault();
      if (!way) {
        this.take(place(marked));
        // Its handle is drawn when its size is known.
        setTimeout(() => this.card.querySelector(".hand [role=slider]")?.focus(), 120);
        return;
      }
      marked = Math.max(0, Math.min(values.length - 1, marked < 0 && way < 0 ? values.length - 1 : marked + way));
      tell(marked);
      figure.redraw();
    });
    return figure.el;
  }

  /** The codes beside a kink, and the kink as a handle. */
  kinkAxis(layer, index, kink, w) {
    const codes = this.model.get("whole").codes;
    const figure = new Figure(this.model, {
      noun: "", className: "kink-axis", describe: () => `The kink is at ${decimal(kink)}.`,
      draw: (svg, width) => {
        svg.replaceChildren();
        const order = [...codes.keys()].sort((a, b) => codes[a] - codes[b]);
        const above = order.findIndex((i) => codes[i] > kink);
        const middle = above < 0 ? order.length - 1 : above === 0 ? 0 : codes[order[above]] - kink < kink - codes[order[above - 1]] ? above : above - 1;
        const near = order.slice(Math.max(0, middle - 1), Math.max(0, middle - 1) + 3);
        const [low, high] = [Math.min(kink, codes[near[0]]), Math.max(kink, codes[near.at(-1)])];
        const x = (z) => 40 + ((z - low) / (high - low || 1)) * (width - 80);
        const y = 30;
        svg.append(shape("path", { class: "ground", d: `M0 ${y}H${width}` }), shape("path", { class: "kink-line", d: w > 0 ? `M${px(x(kink))} ${y}H${width}` : `M0 ${y}H${px(x(kink))}` }));
        let lastX = -Infinity;
        near.forEach((i) => {
          svg.append(shape("circle", { class: "code-dot", cx: px(x(codes[i])), cy: y, r: 5 }));
          if (x(codes[i]) - lastX < 58) return;
          lastX = x(codes[i]);
          svg.append(label(px(x(codes[i])), y + 22, `θ = ${this.info.samples.labels[i] ?? i}`, "code middle t12"), label(px(x(codes[i])), y + 37, decimal(Number(codes[i].toPrecision(5))), "middle"));
        });
        const touching = near.find((i) => Math.abs(codes[i] - kink) < 0.02 * (high - low));
        svg.append(shape("path", { class: "kink-mark", d: w > 0 ? "M-6 5L0 -5L6 5Z" : "M-6 -5L0 5L6 -5Z", transform: `translate(${px(x(kink))} ${y - 14})` }));
        if (touching !== undefined) svg.append(label(px(Math.min(x(kink) + 10, width - 90)), y - 11, `close to code ${this.info.samples.labels[touching]}`, "kink t12"));
      },
    });
    figure.caption.classList.add("unseen");
    figure.caption.firstChild.textContent = "The kink among the codes";
    this.inner.push(figure);
    return figure.el;
  }
}

function number(value, digits = 4) {
  const text = decimal(Number(value.toPrecision(digits)));
  return value < 0 ? math("mrow", "−", math("mn", text.slice(1))) : math("mn", text);
}

/** A stored number with all digits of its type that matter. */
function stored(value, layer) {
  return `${Number(value.toPrecision(layer.type === "F64" ? 17 : 8))}`.replace("-", "−");
}

function small(index) {
  return [...`${index}`].map((d) => "₀₁₂₃₄₅₆₇₈₉"[d]).join("");
}
