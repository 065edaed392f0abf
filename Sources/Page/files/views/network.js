// The network in small: every unit, and the strongest of its weights. A click opens it large.

import { onHover, showCard } from "../controls/card.js";
import { count } from "../format.js";
import { colours, View } from "./draw.js";

export const title = "Network";
const mostLines = 1200;

class NetworkView extends View {
  constructor(context) {
    super(context, { title, rate: 1, hasCanvas: true, keys: "change:whole change:theta change:info" });
    this.el.addEventListener("click", (event) => {
      if (!event.target.closest("button")) this.model.emit("open-tab", "network");
    });
    this.canvas.classList.add("picks");
    onHover(this.el, (event) => this.#hover(event));
  }

  layout() { this.fitCanvas(0, 20, this.width, this.height - 20); }

  draw() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    const { context, scale } = this;
    const [w, h] = [this.canvasBox.width, this.canvasBox.height];
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, w, h);
    if (!whole || !info) return;
    const { network } = whole;
    const palette = colours();
    const columns = network.layers.length + 1;
    const sizes = [network.inputs, ...network.layers.map((layer) => layer.outputs)];
    const x = (c) => 6 + (c / (columns - 1)) * (w - 14);
    const y = (c, i) => (sizes[c] === 1 ? h / 2 : 4 + (i / (sizes[c] - 1)) * (h - 8));
    const theta = Math.min(this.model.get("theta") ?? 0, info.samples.signals.length - 1);
    const signal = info.samples.signals[theta];
    const { values } = network.trace(signal);
    const roles = network.layers.map((_, l) => (l === network.layers.length - 1 ? "out" : network.hasScalarCode && l <= network.codeLayer ? "code" : "kink"));
    network.layers.forEach((layer, l) => this.#lines(layer, l, roles[l], x, y, palette));
    // Units over lines.
    for (let c = 0; c < columns; c += 1) {
      const role = c === 0 ? "context" : roles[c - 1];
      if (sizes[c] === 1 && c > 0 && c < columns - 1) {
        context.beginPath();
        context.arc(x(c), h / 2, 4.6, 0, 7);
        context.fillStyle = palette.surface;
        context.fill();
        context.lineWidth = 2;
        context.strokeStyle = palette.code;
        context.stroke();
        continue;
      }
      const size = Math.max(0.8, Math.min(3, (h - 8) / sizes[c] - 0.6));
      const list = c === 0 ? signal : values[c - 1];
      context.fillStyle = palette[role];
      for (let i = 0; i < sizes[c]; i += 1) {
        context.globalAlpha = list[i] === 0 ? 0.4 : 1;
        context.fillRect(x(c) - 1.6, y(c, i) - size / 2, 3.2, size);
      }
      context.globalAlpha = 1;
    }
  }

  #lines(layer, l, role, x, y, palette) {
    const { context } = this;
    const { outputs, inputs, weight } = layer;
    let most = 0;
    for (const value of weight) if (Math.abs(value) > most) most = Math.abs(value);
    if (!(most > 0)) return;
    // Beyond so many lines the weakest are left out.
    let least = 0;
    if (weight.length > mostLines) {
      const every = Math.max(1, Math.floor(weight.length / 2000));
      const sample = [];
      for (let k = 0; k < weight.length; k += every) sample.push(Math.abs(weight[k]));
      sample.sort((a, b) => b - a);
      least = sample[Math.min(sample.length - 1, Math.floor((mostLines / weight.length) * sample.length))];
    }
    // Where many lines share few pixels each is paler, so that strong ones stand out.
    const dense = Math.min(1, Math.max(0.22, (12 * (this.canvasBox.height + this.canvasBox.width)) / Math.min(weight.length, mostLines) / 10));
    context.strokeStyle = palette[role];
    // Six strengths, one path each.
    for (let level = 1; level <= 6; level += 1) {
      const [from, to] = [((level - 1) / 6) * most, (level / 6) * most];
      context.globalAlpha = (0.03 + 0.97 * (level / 6) ** 1.6) * dense;
      context.lineWidth = 0.3 + 0.16 * level;
      context.beginPath();
      for (let i = 0, at = 0; i < outputs; i += 1) {
        for (let j = 0; j < inputs; j += 1, at += 1) {
          const size = Math.abs(weight[at]);
          if (size > from && size <= to && size >= least) {
            context.moveTo(x(l), y(l, j));
            context.lineTo(x(l + 1), y(l + 1, i));
          }
        }
      }
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  #hover(event) {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole || !info) return;
    showCard(event, () => {
      const { network } = whole;
      const theta = Math.min(this.model.get("theta") ?? 0, info.samples.signals.length - 1);
      const { values } = network.trace(info.samples.signals[theta]);
      const numbers = network.layers.reduce((sum, layer) => sum + layer.weight.length + (layer.bias?.length ?? 0), 0);
      const parts = [`${[network.inputs, ...network.layers.map((layer) => layer.outputs)].join(" → ")}: ${count(numbers, "weight")}${network.layers.some((layer) => layer.bias) ? " and biases" : ""}.`];
      network.layers.slice(0, -1).forEach((layer, l) => {
        if (layer.outputs > 1) parts.push(`${values[l].filter((value) => value !== 0).length} of ${layer.outputs} units are on at ${info.samplesAreSteps ? "θ = " : "sample "}${info.samples.labels[theta] ?? theta}.`);
      });
      parts.push("A click opens it large, with every number.");
      return parts;
    }, "network");
  }

  describe() {
    const whole = this.model.get("whole");
    if (!whole) return "";
    return `Layers from the input: ${[whole.network.inputs, ...whole.network.layers.map((layer) => `${layer.outputs} ${layer.activation.name}`)].join(", ")}.`;
  }

  table() {
    const whole = this.model.get("whole");
    if (!whole) return null;
    const rows = [];
    whole.network.layers.forEach((layer, l) => {
      for (let i = 0; i < layer.outputs; i += 1) {
        if (layer.bias) rows.push([l, i, "bias", layer.bias[i]]);
        for (let j = 0; j < layer.inputs; j += 1) rows.push([l, i, j, layer.weight[i * layer.inputs + j]]);
      }
    });
    return { columns: ["layer", "output", "input", "weight"], rows };
  }
}

export function render(context) { return new NetworkView(context); }
