// Network: every weight and number of the network for one sample; a card for what is pointed at; kinks and weights by hand.

import { Rational } from "../exact/rational.js";
import { Network, reconstructions } from "../model.js";
import { hasLogits, sharesOf } from "../state/classes.js";
import { html, put, px, shape } from "../views/draw.js";
import {
  Figure, asSlider, decimal, fill, formula, handle, heading, indexed, label, math, onDragKnob, setSlider, showAlone,
} from "./parts.js";
import { NetworkGraph } from "./network-graph.js";

export const title = "Network";

/** Shows the model's `whole` for the sample `theta`; acts go to the source's `post`. */
export function render({ model, el, source }) {
  return showAlone(el, () => new NetworkTab(model, el, source));
}

class NetworkTab extends NetworkGraph {
  constructor(model, el, source) {
    super();
    Object.assign(this, { model, el, source });
    this.chosen = null;
    this.figure = new Figure(model, { noun: "", draw: (svg, w, h) => this.draw(svg, w, h), describe: () => this.describe() });
    this.figure.caption.className = "unseen";
    this.figure.caption.firstChild.textContent = "The network, with every weight";
    this.canvas = html("canvas", { ariaHidden: "true" });
    this.figure.space.prepend(this.canvas);
    this.figure.el.tabIndex = 0;
    this.figure.el.addEventListener("keydown", (event) => this.key(event));
    this.figure.svg.addEventListener("pointermove", (event) => this.point(event));
    this.figure.svg.addEventListener("click", (event) => this.point(event, true));
    this.card = html("section", { className: "aside network-card", ariaLabel: "What is pointed at" });
    this.inner = [];
    fill(el, html("main", { className: "tab-two network-tab" }, html("section", { className: "main" }, this.figure.el, html("p", { className: "small" }, "solid: weight above 0; dashed: below; thicker: larger · point at a node, or use ← → ↑ ↓")), this.card));
    this.stops = [
      model.on("change:whole change:info", () => this.load()), model.on("change:theta", () => { this.compute(); this.refresh(); }),
      model.on("change:state", () => this.fillCard()),
    ];
    this.load();
  }

  destroy() {
    this.figure.destroy();
    this.inner.forEach((figure) => figure.destroy());
    this.stops.forEach((stop) => stop());
  }

  load() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole || !info) return;
    this.network = whole.network;
    this.info = info;
    this.trial = null;
    this.compute();
    if (!this.chosen || this.chosen.layer > this.network.layers.length) {
      const { layers } = this.network;
      this.chosen = { layer: Math.max(1, layers.length - 1), index: Math.min(layers[Math.max(0, layers.length - 2)].outputs - 1, Math.floor(layers[Math.max(0, layers.length - 2)].outputs * 0.9)) };
    }
    this.refresh();
  }

  /** The values of every layer for the chosen sample. */
  compute() {
    if (!this.network) return;
    const { signals, targets } = this.info.samples;
    this.sample = Math.min(this.model.get("theta") ?? 0, signals.length - 1);
    const network = this.trial ?? this.network;
    const { sums, values } = network.trace(signals[this.sample]);
    this.values = [Float64Array.from(signals[this.sample]), ...values];
    this.sums = [null, ...sums];
    this.target = targets[this.sample];
  }

  refresh() {
    this.figure.redraw();
    this.fillCard();
  }

  get shown() {
    return this.trial ?? this.network;
  }

  // ---- Choosing ------------------------------------------------------------------------------------------------------

  /** Outputs and units that are on for no sample. */
  get deads() {
    this.findSleepers();
    return this.dead;
  }

  get sleeping() {
    this.findSleepers();
    return this.asleep;
  }

  nameOf(layer, index) {
    if (layer === 0) return `Entry ${index}`;
    if (layer === this.network.layers.length) return `Output ${index}`;
    return this.sizes?.[layer] === 1 ? "Code" : `Unit ${index}`;
  }

  point(event, isClick = false) {
    if (!this.x || (this.isHeld && !isClick)) return;
    const box = this.figure.svg.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = null;
    for (let c = 0; c < this.sizes.length; c += 1) {
      const off = Math.abs(x - this.x(c) - (c === 0 ? -16 : c === this.sizes.length - 1 ? 20 : 0));
      if (off > (c === 0 || c === this.sizes.length - 1 ? 34 : 28)) continue;
      for (let i = 0; i < this.sizes[c]; i += 1) {
        const distance = Math.hypot(off / 3, y - this.y(c, i));
        if (distance < 16 && (!best || distance < best.distance)) best = { layer: c, index: i, distance };
      }
    }
    if (best) this.choose(best.layer, best.index);
  }

  choose(layer, index) {
    if (this.chosen.layer === layer && this.chosen.index === index) return;
    this.chosen = { layer, index };
    this.restore();
    this.refresh();
  }

  key(event) {
    if (event.target !== this.figure.el || event.ctrlKey || event.metaKey || event.altKey) return;
    let { layer, index } = this.chosen;
    if (event.key === "ArrowUp") index -= 1;
    else if (event.key === "ArrowDown") index += 1;
    else if (event.key === "ArrowLeft") layer -= 1;
    else if (event.key === "ArrowRight") layer += 1;
    else if (event.key === "Escape") this.restore();
    else return;
    layer = Math.max(0, Math.min(layer, this.sizes.length - 1));
    index = Math.max(0, Math.min(index, this.sizes[layer] - 1));
    event.preventDefault();
    this.choose(layer, index);
  }

  describe() {
    if (!this.network) return "";
    return `${this.nameOf(this.chosen.layer, this.chosen.index)} is chosen: ${decimal(this.values[this.chosen.layer][this.chosen.index])}.`;
  }

  // ---- The card ------------------------------------------------------------------------------------------------------

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
    fill(this.card, this.head(`Entry ${index}`, "of the signal"), formula(indexed("x", index), "=", decimal(value)), this.bars("Its weights", layer.outputs === 1 ? "what it adds to the code" : "to each unit", weights, (i) => [0, i, index], "code"), ...this.hand([0, 0, index]));
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
      this.card, this.head(`Output ${index}`, hasLogits(this.info) ? `the logit of class ${index}: its share is ${decimal(Number(sharesOf(this.values.at(-1))[index].toPrecision(3)))}` : this.deads.has(index) ? "0 at every sample: dead" : `wanted ${decimal(this.target[index])}, off by ${decimal(Number(off.toPrecision(3)))}`),
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

  // ---- By hand -------------------------------------------------------------------------------------------------------

  /** A copy of the network with one number changed. */
  changed([layer, row, column], to) {
    const layers = this.network.layers.map((one) => ({ ...one }));
    const own = layers[layer];
    if (column === "bias") {
      own.bias = Float64Array.from(own.bias ?? new Float64Array(own.outputs));
      own.bias[row] = to;
    } else {
      own.weight = Float64Array.from(own.weight);
      own.weight[row * own.inputs + column] = to;
    }
    return new Network(layers);
  }

  lossOf(network) {
    const { signals, targets } = this.info.samples;
    const values = reconstructions(network, signals);
    const n = network.outputs;
    let sum = 0;
    targets.forEach((target, i) => target.forEach((t, j) => {
      sum += (values[i * n + j] - t) ** 2;
    }));
    return sum / (targets.length * n);
  }

  /** Takes a weight in hand: its chart stands at the foot of the card. */
  take(place) {
    const parts = this.hand(place);
    this.card.querySelector(".hand")?.remove();
    this.card.append(...parts);
    parts.at(-1)?.querySelector?.(".handle")?.focus();
    parts.at(-1)?.scrollIntoView?.({ block: "nearest" });
  }

  restore() {
    if (!this.trial) return;
    this.trial = null;
    this.compute();
  }

  /** The loss over one number, with a handle; `kink` where the number is shown as a kink. */
  hand(place, kink = null) {
    const [layer, row, column] = place;
    const own = this.network.layers[layer];
    const first = column === "bias" ? own.bias?.[row] ?? 0 : own.weight[row * own.inputs + column];
    const w = kink === null ? null : own.weight[row];
    const isKink = kink !== null;
    const name = isKink ? "its kink" : column === "bias" ? "this bias" : `weight ${own.outputs === 1 ? column : `${row}, ${column}`}`;
    const box = html("div", { className: "hand" });
    const status = this.model.get("state")?.status;
    const title_ = heading(isKink ? "Drag its kink by hand" : `Move ${name} by hand`, "the loss is drawn as you move");
    if (status === "running") {
      fill(box, heading(isKink ? "Its kink by hand" : `${name} by hand`, ""), html("p", { className: "small" }, "Pause the run first: numbers are moved by hand only while training stands still."));
      return [box];
    }
    const codes = this.model.get("whole").codes;
    const range = isKink ? (() => {
      const [a, b] = [Math.min(...codes), Math.max(...codes)];
      const room = 0.08 * (b - a || 1);
      return [Math.min(a - room, kink), Math.max(b + room, kink)];
    })() : [first - Math.max(1, 2 * Math.abs(first)) * 0.75, first + Math.max(1, 2 * Math.abs(first)) * 0.75];
    const toNumber = (value) => (isKink ? -value * w : value);
    const start = isKink ? kink : first;
    let value = start;
    let points = null;
    const measure = () => {
      const values = Array.from({ length: 81 }, (_, k) => range[0] + (k / 80) * (range[1] - range[0]));
      points = [...values, start].sort((a, b) => a - b).map((v) => [v, this.lossOf(this.changed(place, toNumber(v)))]);
    };
    const words = html("p", { className: "small" });
    const finish = async () => {
      this.isHeld = false;
      if (value === start) return;
      words.textContent = "A fork is being made …";
      try {
        const answer = await this.source.post("act", { run: this.model.get("run"), act: "edit", at: this.model.get("whole").epoch, value: { layer, row, column, to: toNumber(value) } });
        words.textContent = `Forked: ${answer.run} goes on with it; this run stays as it was.`;
      } catch (error) {
        words.textContent = error.message;
      }
    };
    const figure = new Figure(this.model, {
      noun: "", className: "hand-chart", describe: () => `The loss over ${name}: ${decimal(Number(this.lossOf(this.changed(place, toNumber(value))).toPrecision(5)))} at ${decimal(Number(value.toPrecision(5)))}, ${decimal(Number(this.lossOf(this.network).toPrecision(5)))} as it is stored.`,
      draw: (svg, width, height) => {
        if (!points) measure();
        svg.replaceChildren();
        const [left, right, top, bottom] = [14, width - 14, 20, height - 22];
        const x = (v) => left + ((v - range[0]) / (range[1] - range[0])) * (right - left);
        const losses = points.map(([, loss]) => loss).filter(Number.isFinite);
        const [low, high] = [Math.min(...losses), Math.max(...losses)];
        const y = (loss) => bottom - ((loss - low) / (high - low || 1)) * (bottom - top);
        const path = points.map(([v, loss]) => `${px(x(v))} ${px(y(loss))}`).join("L");
        svg.append(shape("path", { class: "grid", d: `M${left} ${bottom}H${right}` }), shape("path", { class: "ink-line", d: `M${path}` }));
        if (isKink) codes.forEach((code) => svg.append(shape("path", { class: "code-tick", d: `M${px(x(code))} ${bottom - 3}v6` })));
        const here = this.lossOf(this.changed(place, toNumber(value)));
        const at = [Math.max(left, Math.min(right, x(value))), Math.max(top, Math.min(bottom, y(here)))];
        // The ghost stays where it was.
        if (value !== start) svg.append(shape("circle", { class: "ghost", cx: px(x(start)), cy: px(y(this.lossOf(this.network))), r: 6 }));
        svg.append(label(px(Math.max(80, Math.min(width - 80, at[0]))), px(at[1] < 44 ? at[1] + 30 : at[1] - 20), `${isKink ? "kink" : "weight"} ${decimal(Number(value.toPrecision(5)))}, loss ${decimal(Number(here.toPrecision(5)))}`, "middle bold ink t12 halo"));
        svg.append(label(left, height - 4, decimal(Number(range[0].toPrecision(3)))), label(right, height - 4, decimal(Number(range[1].toPrecision(3))), "end"));
        const knob = asSlider(handle("kink"), `${isKink ? "kink" : "weight"} by hand`);
        put(knob, { transform: `translate(${px(at[0])} ${px(at[1])})` });
        setSlider(knob, value, range[0], range[1], `${isKink ? "kink" : "weight"} ${decimal(value)}, loss ${decimal(here)}`);
        const move = (next) => {
          value = Math.max(range[0], Math.min(range[1], next));
          this.isHeld = true;
          this.trial = this.changed(place, toNumber(value));
          this.compute();
          this.figure.redraw();
          figure.redraw();
        };
        knob.addEventListener("pointerdown", () => addEventListener("pointerup", finish, { once: true }));
        onDragKnob(knob, svg, (position) => move(range[0] + ((position - left) / (right - left)) * (range[1] - range[0])));
        knob.addEventListener("keydown", (event) => {
          const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
          if (event.key === "Escape") {
            value = start;
            this.isHeld = false;
            this.restore();
            this.figure.redraw();
            figure.redraw();
          } else if (event.key === "Enter") finish();
          else if (by) move(value + (by * (event.shiftKey ? 10 : 1) * (range[1] - range[0])) / 200);
          else return;
          event.preventDefault();
          event.stopPropagation();
          figure.svg.querySelector(".handle")?.focus();
        });
        svg.append(knob);
      },
    });
    figure.caption.classList.add("unseen");
    figure.caption.firstChild.textContent = `The loss over ${name}`;
    this.inner.push(figure);
    words.append("Take the handle, or focus it and press ", html("kbd", {}, "←"), " ", html("kbd", {}, "→"), ". Letting go, or Enter, makes a fork; the run itself stays as it was. Esc puts it back.");
    fill(box, title_, figure.el, words);
    return [box];
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
