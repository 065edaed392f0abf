// The drawings of the tab Compare: losses with the band over seeds, decoders side by side, and codes.

import { decoderMap } from "../model.js";
import { ramp, targetStair } from "../views/decoder.js";
import { px, shape, ticks } from "../views/draw.js";
import { decimal, four, label, whole } from "./parts.js";

/** Draws the runs that are compared; the tab has them in groups of equal bits. */
export class CompareFigures {
  drawLoss(svg, width, height) {
    svg.replaceChildren();
    const [left, right, top, bottom] = [30, width - 88, 22, height - 26];
    const last = Math.max(...this.runs.map((run) => run.info.epoch), 2);
    const start = last > 2000 ? 90 : 1;
    const ranges = [...this.runs.map((run) => run.history), ...(this.seeds ?? []).map((s) => s.history)].map((h) => h.range()).filter(([low]) => Number.isFinite(low));
    const [low, high] = [Math.min(...ranges.map(([a]) => a)), Math.max(...ranges.map(([, b]) => b))];
    const [l0, l1] = [Math.log10(low) - 0.03 * (Math.log10(high / low) || 1), Math.log10(high) + 0.05 * (Math.log10(high / low) || 1)];
    const x = (epoch) => left + 6 + ((Math.log10(Math.max(epoch, start)) - Math.log10(start)) / (Math.log10(last) - Math.log10(start))) * (right - left - 6);
    const y = (loss) => bottom - ((Math.log10(loss) - l0) / (l1 - l0)) * (bottom - top);
    const steps = [];
    for (let d = Math.floor(l0); d <= l1; d += 1) for (const f of l1 - l0 < 3 ? [1, 2, 5] : [1]) steps.push(f * 10 ** d);
    for (const value of steps) if (Math.log10(value) >= l0 && Math.log10(value) <= l1) svg.append(shape("path", { class: "grid", d: `M${left}  ${px(y(value))}H${right}` }), label(left - 6, px(y(value)) + 4, value >= 0.001 ? `${value}` : value.toExponential(0).replace("-", "−"), "end"));
    for (let e = 1; e <= last; e *= 10) if (e >= start && x(e) < right - 96) svg.append(label(px(x(e)), bottom + 17, whole(e), "middle"));
    svg.append(label(right, bottom + 17, `${whole(last)} epochs`, "end halo"));
    const path = (history) => {
      const points = history.buckets.filter(([epoch, , value]) => epoch >= start && value > 0 && Number.isFinite(value)).map(([epoch, , value]) => `${px(x(epoch))} ${px(y(value))}`);
      return points.length ? `M${points.join("L")}` : "";
    };
    if (this.seeds) {
      const at = Array.from({ length: 121 }, (_, k) => start * (last / start) ** (k / 120));
      const edge = (part) => at.map((epoch) => {
        const list = this.seeds.map((s) => s.history.loss(epoch)).filter((v) => v > 0).sort((a, b) => a - b);
        const place = part * (list.length - 1);
        const [p, q] = [list[Math.floor(place)], list[Math.ceil(place)]];
        return [epoch, p + (q - p) * (place - Math.floor(place))];
      });
      const [under, over] = [edge(0.1), edge(0.9)];
      svg.append(shape("path", { class: "seed-band", d: `M${[...over, ...under.reverse()].map(([e, v]) => `${px(x(e))} ${px(y(v))}`).join("L")}Z` }));
      for (const { history } of this.seeds) svg.append(shape("path", { class: "seed-line", d: path(history) }));
    }
    const ends = this.groups.map((group) => ({ y: y(group[0].history.buckets.at(-1)[2]), words: `${group.name} ${four(group[0].measures.loss)}`, role: group.role, isBold: true }));
    if (this.seeds) {
      const worst = this.seeds.reduce((a, b) => (b.history.buckets.at(-1)[2] > a.history.buckets.at(-1)[2] ? b : a));
      ends.push({ y: y(worst.history.buckets.at(-1)[2]), words: `worst seed`, second: `${worst.seed}: ${decimal(Number(worst.history.buckets.at(-1)[2].toPrecision(3)))}`, role: "" });
    }
    [...this.groups].reverse().forEach((group) => svg.append(shape("path", { class: `run-line ${group.role}-stroke`, d: path(group[0].history) })));
    for (const epoch of new Set(this.split)) {
      const loss = this.groups[0][0].history.loss(epoch);
      svg.append(shape("path", { class: "fork-line", d: `M${px(x(epoch))} ${top - 8}V${bottom}` }), shape("circle", { class: "wanted-dot", cx: px(x(epoch)), cy: px(y(loss)), r: 5 }), label(px(x(epoch) - 6), top, `they part at ${whole(epoch)}`, "bold ink t12 end halo"));
    }
    ends.sort((a, b) => a.y - b.y);
    let under = -Infinity;
    for (const end of ends) {
      const at = Math.max(end.y, under + 18);
      under = at + (end.second ? 14 : 0);
      svg.append(label(right + 6, px(at + 4), end.words, `${end.isBold ? "bold t13" : "t12"} ${end.role}`));
      if (end.second) svg.append(label(right + 6, px(at + 18), end.second, "t12"));
    }
  }

  /** The z axis of all maps and of the code. */
  get domain() {
    const all = this.groups.flatMap((group) => (group[0].codes ? [...group[0].codes] : []));
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const room = (high - low || 1) * 0.11;
    return [low - room, high + room];
  }

  drawMap(svg, width, height, group, figure) {
    svg.replaceChildren();
    const [run] = group;
    const { network, codes, kinks, info } = run;
    const n = network.outputs;
    const [left, right, top, bottom] = [24, width - 26, 8, height - 22];
    const [low, high] = this.domain;
    const z = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
    const rows = Math.max(2, Math.round(bottom - top));
    const zs = Array.from({ length: rows }, (_, r) => low + ((r + 0.5) / rows) * (high - low));
    const values = decoderMap(network, zs);
    const smallCanvas = document.createElement("canvas");
    [smallCanvas.width, smallCanvas.height] = [n, rows];
    const context = smallCanvas.getContext("2d");
    const image = context.createImageData(n, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const table = ramp();
    const scale = 255 / (1.6 * (info.shape.amplitude || 1));
    for (let r = 0; r < rows; r += 1) for (let j = 0; j < n; j += 1) pixels[(rows - 1 - r) * n + j] = table[Math.max(0, Math.min(255, Math.round(values[r * n + j] * scale)))];
    context.putImageData(image, 0, 0);
    const { canvas } = figure;
    const sharp = devicePixelRatio || 1;
    [canvas.width, canvas.height] = [(right - left) * sharp, (bottom - top) * sharp];
    Object.assign(canvas.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
    const target = canvas.getContext("2d");
    target.imageSmoothingEnabled = false;
    target.drawImage(smallCanvas, 0, 0, canvas.width, canvas.height);
    svg.append(shape("rect", { class: "frame", x: left + 0.5, y: top + 0.5, width: right - left - 1, height: bottom - top - 1 }));
    for (const value of ticks(low, high, 5)) if (z(value) > top + 4 && z(value) < bottom - 2) svg.append(label(left - 6, px(z(value)) + 4, decimal(value), "end"));
    const stair = targetStair(info, codes, n);
    const wide = (right - left) / n;
    let d = "";
    stair.forEach((value, j) => {
      if (Number.isNaN(value)) return;
      d += `${d ? "V" : `M${left} `}${px(z(value))}H${px(left + (j + 1) * wide)}`;
    });
    svg.append(shape("path", { class: "ink-line", d }));
    codes.forEach((code) => svg.append(shape("path", { class: "code-tick", d: `M${right + 15} ${px(z(code))}h7` })));
    kinks.positions.forEach((kink, k) => {
      if (kink > low && kink < high) svg.append(shape("path", { class: "kink-mark", d: kinks.sides[k] > 0 ? "M-3.500 3L0 -3L3.500 3Z" : "M-3.500 -3L0 3L3.500 -3Z", transform: `translate(${right + 8} ${px(z(kink))})` }));
    });
    for (const j of ticks(0, n - 1, 4)) if (j <= n - 1) svg.append(label(px(left + (j + 0.5) * wide), bottom + 16, `${j}`, "middle"));
    svg.append(label(right, bottom + 16, "j", "end italic"));
  }

  drawCodes(svg, width, height) {
    svg.replaceChildren();
    const [left, right, top, bottom] = [24, width - 12, 8, height - 22];
    const [low, high] = this.domain;
    const z = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
    for (const value of ticks(low, high, 5)) if (z(value) > top + 4 && z(value) < bottom - 2) svg.append(shape("path", { class: "grid", d: `M${left} ${px(z(value))}H${right}` }), label(left - 6, px(z(value)) + 4, decimal(value), "end"));
    const most = Math.max(...this.groups.map((g) => (g[0].codes?.length ?? 1) - 1));
    const x = (theta) => left + (theta / most) * (right - left);
    this.groups.forEach((group, k) => {
      const { codes, info } = group[0];
      if (!codes) return;
      const order = [...codes.keys()].sort((a, b) => (info.samples.labels[a] ?? a) - (info.samples.labels[b] ?? b));
      const points = order.map((i) => [x(info.samples.labels[i] ?? i), z(codes[i])]);
      svg.append(shape("path", { class: `code-curve ${group.role}-stroke`, d: `M${points.map(([a, b]) => `${px(a)} ${px(b)}`).join("L")}` }));
      for (const [a, b] of points) svg.append(shape("circle", { class: `${group.role}-dot`, cx: px(a), cy: px(b), r: points.length > 60 ? 1.6 : 2.6 }));
      const at = Math.floor(points.length * (0.6 + 0.18 * k));
      svg.append(label(px(points[at][0] + (k ? 10 : -14)), px(points[at][1] + (k ? 10 : 0)), group.name, `bold t13 halo ${group.role} ${k ? "" : "end"}`));
    });
    for (const theta of ticks(0, most, 4)) if (theta <= most) svg.append(label(px(x(theta)), bottom + 16, `${theta}`, "middle"));
    svg.append(label(right, bottom + 16, "θ", "end italic"));
  }
}
