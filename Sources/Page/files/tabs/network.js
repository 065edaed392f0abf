// Network: every weight and number of the network for one sample; a card for what is pointed at; kinks and weights by hand.

import { entryName, outputName } from "../state/names.js";
import { html } from "../views/draw.js";
import { NetworkCards } from "./network-cards.js";
import { Figure, decimal, fill, showAlone } from "./parts.js";

export const title = "Network";

/** Shows the model's `whole` for the sample `theta`; acts go to the source's `post`. */
export function render({ model, el, source }) {
  return showAlone(el, () => new NetworkTab(model, el, source));
}

class NetworkTab extends NetworkCards {
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
    if (layer === 0) return `Entry ${entryName(this.info, index)}`;
    if (layer === this.network.layers.length) return `Output ${outputName(this.info, index)}`;
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
}
