// The graph of the tab Network: nodes as SVG, weights as curves on a canvas.

import { canDie } from "../model.js";
import { hasLogits, sharesOf } from "../state/classes.js";
import { colours, px, shape } from "../views/draw.js";
import { decimal, label } from "./parts.js";

/** Draws the network for one sample; the tab has the values, and what is chosen. */
export class NetworkGraph {
  roleOf(layer) {
    const { layers, codeLayer } = this.network;
    if (layer === 0) return "ink";
    if (layer === layers.length) return "out";
    return codeLayer >= 0 && layer <= codeLayer + 1 ? "code" : "kink";
  }

  draw(svg, width, height) {
    svg.replaceChildren();
    if (!this.network) return;
    const { layers } = this.shown;
    const count = layers.length + 1;
    const sizes = [layers[0].inputs, ...layers.map((layer) => layer.outputs)];
    const [left, right, top, bottom] = [52, width - 64, 44, height - 12];
    this.x = (c) => left + (c / (count - 1)) * (right - left);
    this.y = (c, i) => (sizes[c] === 1 ? (top + bottom) / 2 : top + (i / (sizes[c] - 1)) * (bottom - top));
    this.sizes = sizes;
    this.paint(width, height);
    const { codeLayer } = this.network;
    const step = this.info.samplesAreSteps ? `θ = ${this.info.samples.labels[this.sample]}` : `sample ${this.sample}`;
    for (let c = 0; c < count; c += 1) {
      const role = this.roleOf(c);
      const name = c === 0 ? `signal x, ${step}` : c === codeLayer + 1 && codeLayer >= 0 ? "code z" : c === count - 1 ? (width < 520 ? "output" : this.info.samples.classes ? (hasLogits(this.info) ? "share of each class, | its own" : "output y, | its class") : "output y, | wanted") : width < 520 ? "units" : "units: full when on";
      svg.append(label(px(c === 0 ? 8 : c === count - 1 ? right + 40 : this.x(c)), 22, name, `t12 ${role === "ink" ? "" : role} ${c === 0 ? "" : c === count - 1 ? "end" : "middle"}`));
      this.drawColumn(svg, c, role, c === count - 1);
    }
    const { layer, index } = this.chosen;
    if (sizes[layer] > 1) {
      const at = [this.x(layer), this.y(layer, index)];
      const isOut = layer === count - 1;
      svg.append(label(px(at[0] + (isOut ? -12 : 12)), px(at[1] + 16), this.nameOf(layer, index).toLowerCase(), `bold t13 halo ${this.roleOf(layer) === "ink" ? "ink" : this.roleOf(layer)} ${isOut ? "end" : ""}`));
    }
  }

  drawColumn(svg, c, role, isLast) {
    const values = this.values[c];
    const size = this.sizes[c];
    this.shares = null;
    const x = this.x(c);
    const pitch = size > 1 ? this.y(c, 1) - this.y(c, 0) : 40;
    const amplitude = this.info.shape.amplitude || 1;
    const high = Math.max(1.5, Math.min(9, pitch * 0.55));
    for (let i = 0; i < size; i += 1) {
      const y = this.y(c, i);
      const isChosen = this.chosen.layer === c && this.chosen.index === i;
      if (c === 0) {
        const wide = 4 + 30 * Math.min(1, Math.abs(values[i]) / amplitude);
        svg.append(shape("rect", { class: values[i] === 0 ? "node-idle" : "ink-dot", x: px(x - wide), y: px(y - high / 2), width: px(wide), height: px(high) }));
      } else if (isLast) {
        const { classes } = this.info.samples;
        // Logits are shown as the shares that they stand for.
        const shares = hasLogits(this.info) ? (this.shares ??= sharesOf(values)) : null;
        const wide = 42 * Math.min(1.15, Math.abs(shares ? shares[i] : values[i]) / (shares ? 1 : amplitude));
        if (this.deads.has(i)) svg.append(shape("path", { class: "error-line", d: `M${px(x - 4)} ${px(y - 4)}l8 8m0 -8l-8 8` }));
        else if (values[i] !== 0) svg.append(shape("rect", { class: classes && classes[this.sample] !== i ? "context-fill" : "out-fill", x: px(x), y: px(y - high / 2), width: px(wide), height: px(high) }));
        const wanted = x + 42 * (this.target[i] / (classes ? 1 : amplitude));
        if (!classes || classes[this.sample] === i) svg.append(shape("path", { class: "wanted-tick", d: `M${px(wanted)} ${px(y - Math.max(high, Math.min(pitch * 0.4, 14)))}V${px(y + Math.max(high, Math.min(pitch * 0.4, 14)))}` }));
      } else if (size === 1) {
        svg.append(shape("circle", { class: `node big ${role}-edge`, cx: px(x), cy: px(y), r: 24 }), label(px(x), px(y + 5), decimal(Number(values[i].toPrecision(3))), `middle bold t15 ${role}`));
      } else {
        const isOn = values[i] > 0;
        const never = this.sleeping.has(`${c}/${i}`);
        svg.append(shape("circle", { class: `unit-dot ${role} ${isOn ? "on" : never ? "never" : "off"}`, cx: px(x), cy: px(y), r: isChosen ? 7 : Math.max(1.6, Math.min(4.6, pitch * 0.32)) }));
      }
      if (isChosen && (c === 0 || isLast)) svg.append(shape("rect", { class: "chosen-box", x: px(x - (c === 0 ? 38 : 4)), y: px(y - high / 2 - 3), width: 52, height: px(high + 6), rx: 3 }));
    }
  }

  /** Weights as curves, on a canvas: there may be 17,000 of them. */
  paint(width, height) {
    const sharp = Math.min(devicePixelRatio || 1, 2);
    [this.canvas.width, this.canvas.height] = [width * sharp, height * sharp];
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    const context = this.canvas.getContext("2d");
    context.scale(sharp, sharp);
    const palette = colours();
    const { layers } = this.shown;
    const { layer: at, index } = this.chosen;
    const later = [];
    layers.forEach((layer, l) => {
      const most = layer.weight.reduce((max, w) => Math.max(max, Math.abs(w)), 0) || 1;
      const isDense = layer.outputs * layer.inputs > 2000;
      const role = l === layers.length - 1 && layer.inputs > 1 ? "context" : this.roleOf(l + 1) === "code" ? "code" : "kink";
      for (let i = 0; i < layer.outputs; i += 1) {
        for (let k = 0; k < layer.inputs; k += 1) {
          const w = layer.weight[i * layer.inputs + k];
          if (w === 0) continue;
          const isChosen = (at === l + 1 && index === i) || (at === l && index === k);
          const strength = Math.abs(w) / most;
          if (isDense && strength < 0.06 && !isChosen) continue;
          const isLive = this.values[l][k] !== 0 && (l + 1 === layers.length || layer.outputs === 1 || this.values[l + 1][i] > 0);
          const edge = [l, i, k, w, strength];
          if (isChosen) {
            later.push([...edge, this.roleOf(l + 1), isLive ? 1 : 0.45]);
            continue;
          }
          this.edge(context, edge, palette[role], role === "context" ? (isLive ? 0.05 + 0.13 * strength : 0.03) * (isDense ? 0.5 : 1) : isLive ? 0.55 : 0.16);
        }
      }
    });
    for (const [l, i, k, w, strength, role, alpha] of later) this.edge(context, [l, i, k, w, strength], palette[role], alpha, true);
  }

  edge(context, [l, i, k, w, strength], colour, alpha, isChosen = false) {
    const [x1, y1, x2, y2] = [this.x(l), this.y(l, k), this.x(l + 1), this.y(l + 1, i)];
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.lineWidth = (isChosen ? 0.9 : 0.6) + (isChosen ? 2.4 : 2.2) * strength;
    context.setLineDash(w < 0 ? [3, 3] : []);
    context.beginPath();
    context.moveTo(x1, y1);
    const bend = (x2 - x1) * 0.5;
    context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
    context.stroke();
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  findSleepers() {
    if (this.sleepersOf === this.shown) return;
    this.sleepersOf = this.shown;
    const { layers } = this.shown;
    const ever = layers.map((layer) => new Uint8Array(layer.outputs));
    for (const signal of this.info.samples.signals) {
      this.shown.trace(signal).values.forEach((values, l) => values.forEach((value, i) => {
        if (value > 0) ever[l][i] = 1;
      }));
    }
    const last = layers.length - 1;
    this.asleep = new Set(ever.flatMap((list, l) => [...list].flatMap((on, i) => (on || l === last || !canDie(layers[l]) ? [] : [`${l + 1}/${i}`]))));
    const isWanted = (i) => this.info.samples.targets.some((target) => target[i] > 0);
    this.dead = new Set([...ever[last]].flatMap((on, i) => (on || !isWanted(i) || !canDie(layers[last]) ? [] : [i])));
  }
}
