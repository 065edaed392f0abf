// The drawings of the tab Proof: the witness with its lens, all outputs, and the table of equations.

import { Rational } from "../exact/rational.js";
import { px, shape } from "../views/draw.js";
import { decimal, label, raised, text } from "./parts.js";

/** Draws the witness and the equations; the tab has the outputs, what is wanted, and the errors, all exact. */
export class ProofFigures {
  /** The place of a sample on the horizontal axis: its code, or its position. */
  place(i) {
    return this.codes ? this.codes[i].toNumber() : (this.labels[i] ?? i);
  }

  drawWitness(svg, width, height) {
    svg.replaceChildren();
    const { sample, output } = this.witness;
    const places = this.labels.map((_, i) => this.place(i));
    const [low, high] = [Math.min(...places), Math.max(...places)];
    const room = (high - low || 1) * 0.02;
    const [left, right, top, bottom] = [40, width - 24, 56, height - 52];
    const x = (z) => left + ((z - low) / (high - low || 1)) * (right - left);
    const amplitude = this.info.shape.amplitude || 1;
    const floats = this.outputs.map((y) => y[output].toNumber());
    const most = Math.max(amplitude, ...floats);
    const y = (value) => bottom - (Math.max(0, value) / most) * (bottom - top);
    svg.append(shape("path", { class: "grid", d: `M${left} ${bottom}H${right}` }), shape("path", { class: "grid", d: `M${left} ${px(y(amplitude))}H${right}` }));
    svg.append(label(left - 18, bottom + 4, "0", "end"), label(left - 18, px(y(amplitude)) + 4, decimal(amplitude), "end"));
    // The output over z: straight between breakpoints.
    if (this.decoder) {
      const curve = [];
      for (let k = 0; k <= 300; k += 1) {
        const z = Rational.ofNumber(low - room + (k / 300) * (high - low + 2 * room));
        curve.push([z.toNumber(), this.decoder.piece(z).value(output, z).toNumber()]);
      }
      for (const z of this.corners()) curve.push([z.toNumber(), this.decoder.piece(z).value(output, z).toNumber()]);
      curve.sort((a, b) => a[0] - b[0]);
      svg.append(shape("path", { class: "y-line thick", d: `M${curve.map(([z, value]) => `${px(x(z))} ${px(y(value))}`).join("L")}` }));
    }
    const target = this.wanted[sample][output].toNumber();
    const own = x(places[sample]);
    const error = this.errors[sample][output];
    const pixels = Math.abs(y(target) - y(floats[sample]));
    places.forEach((z, i) => {
      if (this.errors[i][output].sign !== 0 && i !== sample) svg.append(shape("circle", { class: "error-fill", cx: px(x(z)), cy: px(y(floats[i])), r: 4 }));
      else if (i !== sample) svg.append(shape("circle", { class: "code-ring", cx: px(x(z)), cy: px(y(floats[i])), r: places.length > 40 ? 2.5 : 4.5 }));
    });
    this.writeSteps(svg, places, x, bottom, sample);
    svg.append(label(right, bottom + 38, this.codes ? (places.every((z, i) => z === this.labels[i]) ? "code z, which is θ here" : "code z") : "θ", "code end t12"));
    const on = this.labels[this.wanted.findIndex((row) => row[output].sign > 0)];
    if (this.info.samplesAreSteps && on !== undefined && pixels < 1) {
      const at = places[this.wanted.findIndex((row) => row[output].sign > 0)];
      svg.append(label(px(Math.min(x(at) + 150, right)), px(y(amplitude) - 10), `output ${output} turns on at θ = ${on}${floats[this.wanted.findIndex((row) => row[output].sign > 0)] > 0 ? ", as it must" : ""}`, "end t12"));
    }
    if (pixels >= 1) {
      svg.append(shape("path", { class: "error-bar", d: `M${px(own)} ${px(y(floats[sample]))}V${px(y(target))}` }), shape("circle", { class: "wanted-dot", cx: px(own), cy: px(y(target)), r: 5 }), shape("circle", { class: "error-fill", cx: px(own), cy: px(y(floats[sample])), r: 6 }));
      const isLeft = own > (left + right) / 2;
      svg.append(label(px(own + (isLeft ? -12 : 12)), px((y(floats[sample]) + y(target)) / 2), `${text(error, 16)}; ${decimal(target)} is wanted`, `error bold t13 halo ${isLeft ? "end" : ""}`));
    } else {
      svg.append(shape("circle", { class: "error-fill", cx: px(own), cy: px(y(floats[sample])), r: 6 }));
      this.drawLens(svg, { own, base: y(target), left, right, top, bottom, places });
    }
  }

  writeSteps(svg, places, x, bottom, chosen) {
    const order = [...places.keys()].sort((a, b) => places[a] - places[b]);
    let last = -Infinity;
    for (const i of order) {
      const at = x(places[i]);
      const word_ = `${this.labels[i] ?? i}`;
      if (i !== chosen && (at - last < 8 + 7 * word_.length || (chosen >= 0 && Math.abs(at - x(places[chosen])) < 20))) continue;
      last = at;
      svg.append(label(px(at), bottom + 20, word_, i === chosen ? "error bold middle t12" : "code middle t12"));
    }
  }

  /** An error of less than a pixel, under a lens whose factor is written. */
  drawLens(svg, { own, base, left, right, top, places }) {
    const { sample, output } = this.witness;
    const error = this.errors[sample][output];
    const order = [...places.keys()].sort((a, b) => places[a] - places[b]);
    const at = order.indexOf(sample);
    const neighbours = [order[at - 1], sample, order[at + 1]].filter((i) => i !== undefined);
    const [wide, high] = [Math.min(300, right - left - 40), 168];
    const x0 = Math.max(left + 10, Math.min(own - wide / 2, right - wide - 4));
    const y0 = Math.max(4, Math.min(top - 8, base - high - 70));
    svg.append(shape("rect", { class: "lens-spot", x: px(own - 16), y: px(base - 7), width: 32, height: 14, rx: 4 }));
    svg.append(shape("path", { class: "leader", d: `M${px(own - 16)} ${px(base - 6)}L${px(x0 + wide * 0.2)} ${px(y0 + high)}M${px(own + 16)} ${px(base - 6)}L${px(x0 + wide * 0.8)} ${px(y0 + high)}` }));
    svg.append(shape("rect", { class: "lens", x: px(x0), y: px(y0), width: px(wide), height: high, rx: 8 }));
    const size = Math.abs(error.toNumber());
    const factor = 1 / size;
    svg.append(label(x0 + 12, y0 + 20, `height × ${factor < 1e9 ? Math.round(factor).toLocaleString("en-US") : `10${raised(Math.round(Math.log10(factor)))}`}`, "t12"));
    const floor = y0 + high - 40;
    const peak = y0 + 48;
    const y = (value) => floor - (value / size) * (floor - peak) * Math.sign(1);
    const step = (wide - 100) / Math.max(neighbours.length - 1, 1);
    const x = (k) => x0 + 50 + k * step;
    const off = neighbours.map((i) => this.errors[i][output].toNumber());
    const clamp = (value) => Math.max(-1.1 * size, Math.min(1.1 * size, value));
    // Between neighbours the output may bend: drawn through its breakpoints.
    const points = [];
    if (this.decoder && neighbours.length > 1) {
      for (let k = 0; k + 1 < neighbours.length; k += 1) {
        const [a, b] = [places[neighbours[k]], places[neighbours[k + 1]]];
        for (let s = 0; s <= 40; s += 1) {
          const z = s === 0 ? this.codes[neighbours[k]] : s === 40 ? this.codes[neighbours[k + 1]] : Rational.ofNumber(a + (s / 40) * (b - a));
          const value = this.decoder.piece(z).value(output, z).minus(this.wanted[sample][output]).toNumber();
          points.push(`${px(x(k + s / 40))} ${px(y(clamp(value)))}`);
        }
      }
    } else off.forEach((value, k) => points.push(`${px(x(k))} ${px(y(clamp(value)))}`));
    const area = `M${points.join("L")}L${px(x(neighbours.length - 1))} ${px(floor)}L${px(x(0))} ${px(floor)}Z`;
    svg.append(shape("path", { class: "wanted-line", d: `M${px(x0 + 14)} ${floor}H${px(x0 + wide - 14)}` }), shape("path", { class: "y-area", d: area }), shape("path", { class: "y-line thick", d: `M${px(x0 + 14)} ${px(y(clamp(off[0])))}L${points.join("L")}L${px(x0 + wide - 14)} ${px(y(clamp(off.at(-1))))}` }));
    neighbours.forEach((i, k) => {
      const isOwn = i === sample;
      if (isOwn) {
        svg.append(shape("path", { class: "error-bar", d: `M${px(x(k))} ${floor}V${px(y(off[k]) + 4)}M${px(x(k) - 5)} ${px(y(off[k]) + 9)}L${px(x(k))} ${px(y(off[k]) + 3)}L${px(x(k) + 5)} ${px(y(off[k]) + 9)}` }), shape("circle", { class: "error-fill", cx: px(x(k)), cy: px(y(off[k])), r: 5 }));
        svg.append(label(px(x(k) + 12), px(y(off[k]) - 2), text(error, 16), "error bold t15 halo"));
      } else svg.append(shape("circle", { class: "code-ring", cx: px(x(k)), cy: px(y(clamp(off[k]))), r: 4.5 }));
      svg.append(label(px(x(k)), floor + 21, this.stepName(i), `middle t12 ${isOwn ? "error bold" : "code"}`));
    });
    svg.append(label(px(x(1) - 8), floor - 8, `wanted ${text(this.wanted[sample][output])}`, "end t12"));
  }

  /** The codes and, of a network that is not large, all breakpoints. */
  corners() {
    this.bends ??= [...this.codes, ...(this.decoder.units <= 40 ? [...this.decoder.pieces()].flatMap(({ from }) => (from ? [from] : [])) : [])];
    return this.bends;
  }

  drawAll(svg, width, height) {
    svg.replaceChildren();
    const places = this.labels.map((_, i) => this.place(i));
    const [low, high] = [Math.min(...places), Math.max(...places)];
    const [left, right, top, bottom] = [40, width - 24, 20, height - 52];
    const x = (z) => left + ((z - low) / (high - low || 1)) * (right - left);
    const amplitude = this.info.shape.amplitude || 1;
    const y = (value) => bottom - (Math.max(0, Math.min(value, amplitude * 1.1)) / amplitude) * (bottom - top);
    svg.append(shape("path", { class: "grid", d: `M${left} ${bottom}H${right}M${left} ${px(y(amplitude))}H${right}` }), label(left - 8, bottom + 4, "0", "end"), label(left - 8, px(y(amplitude)) + 4, decimal(amplitude), "end"));
    const n = this.errors[0].length;
    for (let j = 0; j < n; j += 1) {
      let points;
      if (this.decoder) {
        points = [...this.corners()].sort((a, b) => a.compare(b)).map((z) => `${px(x(z.toNumber()))} ${px(y(this.decoder.piece(z).value(j, z).toNumber()))}`);
      } else {
        points = places.map((place, i) => [place, this.outputs[i][j].toNumber()]).sort((a, b) => a[0] - b[0]).map(([z, value]) => `${px(x(z))} ${px(y(value))}`);
      }
      svg.append(shape("path", { class: `y-line ${n > 3 && j % 3 ? "pale" : ""}`, d: `M${points.join("L")}` }));
      if (n > 40 && j % 4) svg.lastChild.remove();
    }
    places.forEach((z) => svg.append(shape("circle", { class: "code-dot", cx: px(x(z)), cy: bottom, r: 3.5 })));
    this.writeSteps(svg, places, x, bottom, -1);
    svg.append(label(right, bottom + 38, this.codes ? "code z" : "θ", "code end t12"));
  }

  drawEquations(svg, width, height) {
    svg.replaceChildren();
    const [count, n] = [this.errors.length, this.errors[0].length];
    const order = [...this.errors.keys()].sort((a, b) => (this.labels[b] ?? b) - (this.labels[a] ?? a));
    const isSmall = count > 14;
    const room = isSmall ? 142 : 122;
    const left = 36;
    const cell = Math.min((width - left - room) / n, isSmall ? (height - 26) / count : height > 300 ? 46 : 29);
    const high = isSmall ? cell : Math.min((height - 26) / count, height > 300 ? 33 : 19);
    const gap = cell > 14 ? 3 : cell > 6 ? 1 : 0;
    const amplitude = this.info.shape.amplitude;
    const every = Math.ceil(15 / high);
    order.forEach((i, row) => {
      const y = 4 + row * high;
      const isOwn = !this.isProved && i === this.witness.sample;
      const isNearOwn = !this.isProved && !isOwn && Math.abs(row - order.indexOf(this.witness.sample)) * high < 13;
      if ((row % every === 0 && !isNearOwn) || isOwn) svg.append(label(left - 10, px(y + high / 2 + 4), row === 0 && !isSmall ? `θ ${this.labels[i] ?? i}` : `${this.labels[i] ?? i}`, isOwn ? "error bold end" : "end"));
      for (let j = 0; j < n; j += 1) {
        const isWrong = this.errors[i][j].sign !== 0;
        const isOn = this.wanted[i][j].toNumber() === amplitude && amplitude !== 0;
        if (isSmall && !isWrong && !isOn) continue;
        const x = left + j * cell;
        const strength = isWrong ? Math.max(0.25, Math.min(1, Math.sqrt(Math.abs(this.errors[i][j].toNumber()) / (amplitude || 1)))) : 1;
        svg.append(shape("rect", { class: isWrong ? "eq-wrong" : isOn ? "eq-on" : "eq-off", ...(isWrong && isSmall ? { "fill-opacity": Math.round(strength * 20) / 20 } : {}), x: px(x), y: px(y), width: px(cell - gap), height: px(high - gap), rx: gap > 1 ? 2 : 0 }));
        if (!isSmall) svg.append(label(px(x + (cell - gap) / 2), px(y + high / 2 + 3), isWrong ? "≠" : "=", `middle ${isWrong ? "eq-not" : isOn ? "out" : ""}`));
      }
    });
    if (isSmall) svg.append(shape("rect", { class: "frame", x: left, y: 4, width: px(cell * n), height: px(high * count) }));
    const bottom = 4 + count * high + 13;
    for (let j = 0; j < n; j += Math.ceil(18 / cell)) svg.append(label(px(left + j * cell + (cell - gap) / 2), px(bottom), `${j}`, !this.isProved && j === this.witness.output ? "error middle" : "middle"));
    svg.append(label(px(left + n * cell + 6), px(bottom), "j", "italic"));
    const at = left + n * cell + 18;
    for (const [k, words] of [[0, "shaded: the output"], [1, `should be ${decimal(amplitude)}`], [3, "empty: it should be 0"], ...(isSmall && this.wrong ? [[5, "filled: it is wrong,"], [6, "the darker, the more"]] : [])]) svg.append(label(px(at), 24 + k * 16, words, "t12"));
  }
}
