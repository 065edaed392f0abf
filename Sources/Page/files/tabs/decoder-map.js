// The map of the decoder's tab: every output over the code, and the axis below it.

import { decoderMap } from "../model.js";
import { ramp } from "../views/decoder.js";
import { html, onDrag, put, px, shape } from "../views/draw.js";
import { asSlider, brief, decimal, fill, handle, label, setSlider, text } from "./parts.js";

/** Draws every output over z, and what moves with the hand; the tab has the network, the code z and its piece. */
export class DecoderMap {
  drawMap(svg, width, height) {
    if (!this.decoder) return;
    svg.replaceChildren();
    const n = this.decoder.outputs;
    const isNarrow = width < 520;
    const left = isNarrow ? 40 : 44;
    const right = width - (isNarrow ? 66 : 78);
    const bottom = height - 118;
    const row = (bottom - 22) / n;
    const size = Math.min(row * 0.64, 46);
    // Many rows overlap like hills; very many are a map of colours, as in the laboratory.
    const isMap = row < 9;
    const tall = isMap ? row : n > 20 ? Math.max(size, 24) : size;
    this.plotWidth = right - left;
    this.geometry = { left, right, bottom, row, size: tall };
    const x = (this.x = (z) => left + ((z - this.domain[0]) / (this.domain[1] - this.domain[0])) * (right - left));
    const base = (this.base = (j) => 22 + row * (j + 1));
    const { amplitude } = this.info.shape;
    const scale = tall / (amplitude || 1);
    const y = (this.y = (j, value) => base(j) - Math.max(-0.4, Math.min(value * scale, 1.5 * tall)));
    // One code a pixel, and every kink.
    const zs = [];
    for (let k = 0; k <= right - left; k += 1) zs.push(this.domain[0] + (k / (right - left)) * (this.domain[1] - this.domain[0]));
    const { positions } = this.network.kinks() ?? { positions: [] };
    for (const kink of positions) if (kink > this.domain[0] && kink < this.domain[1]) zs.push(kink);
    zs.sort((a, b) => a - b);
    const values = decoderMap(this.network, zs, new Float64Array(zs.length * n));
    const rows = shape("g");
    const every = row >= 13 ? 1 : [2, 5, 10, 20, 50].find((k) => k * row >= 26) ?? 100;
    for (let j = 0; j < n; j += 1) {
      const points = [];
      for (let r = 0; r < zs.length && !isMap; r += 1) {
        const at = `${px(x(zs[r]))} ${px(y(j, values[r * n + j]))}`;
        // Points inside a level stretch add nothing.
        const level = (k) => k >= 0 && k < zs.length && Math.abs(values[k * n + j] - values[r * n + j]) < 1e-12;
        if (!(level(r - 1) && level(r + 1))) points.push(at);
      }
      const line = `M${points.join("L")}`;
      const area = `${line}L${px(right)} ${px(base(j))}L${px(left)} ${px(base(j))}Z`;
      if (!isMap) rows.append(shape("path", { class: "grid", d: `M${left} ${px(base(j)) + 0.5}H${right}` }));
      if (isMap) {
        // Drawn at once below.
      } else if (tall > row) rows.append(shape("path", { class: "y-back", d: area }));
      if (!isMap) rows.append(shape("path", { class: "y-area", d: area }), shape("path", { class: "y-line", d: line }));
      if (j % every === 0) {
        const name = shape("text", { "aria-hidden": "true", x: left - 16, y: base(j) - Math.min(row * 0.15, 4), class: "end italic t13" }, "y");
        name.append(shape("tspan", { "font-size": "9", dy: "3" }, `${j}`));
        rows.append(name);
      }
    }
    this.paint(isMap ? { zs, values, left, right, top: 22, bottom: base(n - 1) } : null);
    this.band = shape("rect", { class: "gap-area", y: 8, height: bottom - 2 });
    this.edges = [shape("line", { class: "gap-line", y1: 8, y2: bottom + 8 }), shape("line", { class: "gap-line", y1: 8, y2: bottom + 8 })];
    this.line = shape("line", { class: "z-line", y1: 8, y2: height - 66 });
    this.dots = shape("g");
    this.values = shape("g");
    svg.append(this.band, rows, ...this.edges, this.line, this.dots, this.values, label(right + 14, 12, "y(z)", "t12"));
    this.drawAxis(svg, width, height);
    this.knob = asSlider(handle(), "code z");
    this.edgeTexts = [label(0, 0, "", "bold ink end t13"), label(0, 0, "", "bold ink t13")];
    this.zDot = shape("circle", { class: "ink-dot", r: 3.2, cy: height - 66 });
    const hit = shape("rect", { class: "hit", x: left, y: 0, width: right - left, height: bottom });
    svg.append(this.zDot, ...this.edgeTexts, hit, this.knob);
    const follow = (event) => this.drag(event);
    onDrag(this.knob, follow);
    onDrag(hit, follow);
    if (this.z && this.piece) this.place();
  }

  /** The map of colours: a row of pixels for each output. */
  paint(map) {
    this.canvas ??= html("canvas", { ariaHidden: "true" });
    if (!map) {
      this.canvas.remove();
      return;
    }
    const { zs, values, left, right, top, bottom } = map;
    const n = this.decoder.outputs;
    this.figure.space.prepend(this.canvas);
    const small = document.createElement("canvas");
    [small.width, small.height] = [zs.length, n];
    const context = small.getContext("2d");
    const image = context.createImageData(zs.length, n);
    const pixels = new Uint32Array(image.data.buffer);
    const table = ramp();
    const scale = 255 / (1.6 * (this.info.shape.amplitude || 1));
    for (let r = 0; r < zs.length; r += 1) {
      for (let j = 0; j < n; j += 1) pixels[j * zs.length + r] = table[Math.max(0, Math.min(255, Math.round(values[r * n + j] * scale)))];
    }
    context.putImageData(image, 0, 0);
    const sharp = devicePixelRatio || 1;
    [this.canvas.width, this.canvas.height] = [(right - left) * sharp, (bottom - top) * sharp];
    Object.assign(this.canvas.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
    const target = this.canvas.getContext("2d");
    target.imageSmoothingEnabled = false;
    target.drawImage(small, 0, 0, this.canvas.width, this.canvas.height);
  }

  drawAxis(svg, width, height) {
    const { left, right } = this.geometry;
    const axis = height - 66;
    const { labels } = this.info.samples;
    svg.append(shape("line", { class: "ground", x1: left, x2: right, y1: axis, y2: axis }));
    svg.append(label(left - 14, axis + 4, "z", "italic end t13 ink"), label(left - 14, axis + 22, "unit", "kink end t12"), label(left - 14, axis + 40, "θ", "code end italic t12"));
    const clip = (z) => Math.max(left, Math.min(right, this.x(z)));
    if (this.sets) {
      for (const set of this.sets) {
        for (const { from, to } of set) {
          const [a, b] = [from ? clip(from.toNumber()) : left, to ? clip(to.toNumber()) : right];
          if (b - a > 2) svg.append(shape("path", { class: "decoded", d: `M${px(a)} ${axis}H${px(b)}` }));
        }
      }
    }
    this.floats.forEach((code, i) => svg.append(shape("circle", { class: "code-dot", cx: px(this.x(code)), cy: axis, r: this.floats.length > 40 ? 2.4 : 4, "data-sample": i })));
    const order = [...this.floats.keys()].sort((a, b) => this.floats[a] - this.floats[b]);
    let last = -Infinity;
    for (const i of order) {
      const at = this.x(this.floats[i]);
      if (at - last < 9 + 7 * `${labels[i] ?? i}`.length) continue;
      last = at;
      svg.append(label(px(at), axis + 40, `${labels[i] ?? i}`, "code middle t12"));
    }
    const kinks = this.network.kinks();
    const marks = [];
    let outside = [0, 0];
    kinks?.positions.forEach((kink, k) => {
      if (!Number.isFinite(kink)) return;
      if (kink < this.domain[0]) outside[0] += 1;
      else if (kink > this.domain[1]) outside[1] += 1;
      else marks.push({ k, at: this.x(kink), side: kinks.sides[k] });
    });
    marks.sort((a, b) => a.at - b.at);
    // Kinks that lie together are counted, not written over each other.
    let cluster = [];
    const write = () => {
      if (!cluster.length) return;
      const word = cluster.length === 1 ? `${cluster[0].k}` : `×${cluster.length}`;
      svg.append(label(px(cluster.at(-1).at + 7), axis + 22, word, "kink t12"));
    };
    for (const mark of marks) {
      const d = mark.side > 0 ? "M-4.500 4L0 -4L4.500 4Z" : "M-4.500 -4L0 4L4.500 -4Z";
      svg.append(shape("path", { class: "kink-mark", d, transform: `translate(${px(mark.at)} ${axis + 18})` }));
      if (cluster.length && mark.at - cluster.at(-1).at > 26) {
        write();
        cluster = [];
      }
      cluster.push(mark);
    }
    write();
    const above = marks.some(({ side }) => side > 0);
    const below = marks.some(({ side }) => side < 0);
    const parts = [above ? "▲ the unit switches on" : "", below ? `▼ ${above ? "" : "the unit "}switches off` : ""].filter(Boolean).join("  ");
    const beyond = outside[0] + outside[1] ? `  ${[outside[0] ? `${outside[0]} further left` : "", outside[1] ? `${outside[1]} further right` : ""].filter(Boolean).join(", ")}` : "";
    svg.append(label(left, height - 4, `${parts}${beyond && parts ? " ·" : ""}${beyond}`, "kink t12"));
    this.drawNote(svg, right, axis, height);
  }

  /** What the bars on the axis mean, for one step. */
  drawNote(svg, right, axis, height) {
    // A narrow window has no room for it.
    if (!this.sets || right < 500) return;
    const { labels } = this.info.samples;
    const candidates = this.sets.flatMap((set, i) => set.filter(({ from, to }) => from && to && !from.equals(to)).map((segment) => ({ i, ...segment })));
    const reached = this.sets.filter((set) => set.length).length;
    // The one whose leader comes down just left of the words.
    const start = right - 71 * (matchMedia("(min-width: 1600px)").matches ? 6.1 : 5.4);
    const middle = ({ from, to }) => this.x((from.toNumber() + to.toNumber()) / 2);
    const chosen = candidates.reduce((best, next) => (middle(next) < start - 8 && (!best || middle(next) > middle(best)) ? next : best), null) ?? candidates[0];
    const words = chosen
      ? `bar: every code that decodes exactly to θ; for θ = ${labels[chosen.i]}, all of [${text(chosen.from)}, ${text(chosen.to)}]`
      : reached ? `${reached} of ${this.sets.length} steps ${reached === 1 ? "is" : "are"} decoded exactly from some code` : "no code decodes to any step exactly";
    const line = label(right, height - 4, words, "code end t12");
    svg.append(line);
    if (!chosen || right < 560 || middle(chosen) > start - 8) return;
    svg.append(shape("path", { class: "leader-code", d: `M${px(middle(chosen))} ${axis + 8}V${height - 8}H${px(right - (line.getComputedTextLength() || words.length * 5.4) - 6)}` }));
  }

  place() {
    const { left, right, row } = this.geometry;
    const clip = (z, otherwise) => (z === null ? otherwise : Math.max(left, Math.min(right, this.x(z.toNumber()))));
    const z = this.z.toNumber();
    const at = clip(this.z);
    const [a, b] = [clip(this.isBreakpoint ? this.z : this.left, left), clip(this.right, right)];
    put(this.line, { x1: px(at), x2: px(at) });
    put(this.band, { x: px(a), width: px(Math.max(0, b - a)) });
    put(this.edges[0], { x1: px(a), x2: px(a) });
    put(this.edges[1], { x1: px(b), x2: px(b) });
    put(this.zDot, { cx: px(at) });
    const middle = this.figure.height - 66 - 38;
    put(this.knob, { transform: `translate(${px(at)} ${px(middle)})` });
    const [from, to] = [this.left, this.right].map((end) => (end === null ? "∞" : text(end)));
    this.edgeTexts[0].textContent = this.left === null ? "−∞" : from;
    this.edgeTexts[1].textContent = to;
    put(this.edgeTexts[0], { x: px(at - 24), y: middle + 4 });
    put(this.edgeTexts[1], { x: px(at + 24), y: middle + 4 });
    setSlider(this.knob, z, this.domain[0], this.domain[1], `z = ${text(this.z)}, between ${from} and ${to}`);
    const n = this.decoder.outputs;
    const every = row >= 13 ? 1 : 0;
    const dots = [];
    const values = [];
    for (let j = 0; j < n; j += 1) {
      const value = this.values_[j];
      const float = this.numbers_[j];
      const moves = this.piece.S[j] !== 0n && this.piece.isOn[j];
      if (every || moves) dots.push(shape("circle", { class: "y-dot", cx: px(at), cy: px(this.y(j, float)), r: moves ? (every ? 5.6 : 3) : 4 }));
      if (every) {
        const isOff = value.sign === 0;
        const isBig = moves && row > 30;
        values.push(label(right + 14, px(this.base(j) - Math.min(row * 0.15, 5)), brief(value), `${isOff ? "" : "out bold"} ${isBig && brief(value).length < 6 ? "t18" : row >= 20 && brief(value).length < 6 ? "t15" : "t12"}`));
      }
    }
    if (!every) {
      const moving = this.piece.outputsOn.filter((j) => this.piece.S[j] !== 0n);
      const shown = spread(moving.length ? moving : this.piece.outputsOn, (j) => this.base(j), 15);
      for (const j of shown) values.push(label(right + 14, px(this.base(j) + 1), `${j}: ${brief(this.values_[j], 4).replace("≈ ", "")}`, "out t12"));
    }
    fill(this.dots, dots);
    fill(this.values, values);
  }

  description() {
    if (!this.piece) return "";
    return `${this.decoder.outputs} outputs over the code from ${decimal(this.domain[0])} to ${decimal(this.domain[1])}; at z = ${text(this.z)}: ${this.say()}`;
  }
}

/** Of a list, those that lie at least a distance apart. */
function spread(list, place, distance) {
  let last = -Infinity;
  return list.filter((item) => {
    if (place(item) - last < distance) return false;
    last = place(item);
    return true;
  });
}
