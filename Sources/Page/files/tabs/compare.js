// Compare: up to four runs by direct label, a band over seeds, two decoders side by side, and whether bits are the same.

import { canDie, codeLine, decoderMap, gapCounts, outputErrors, readNetwork, reconstructions } from "../model.js";
import { classification, percent } from "../state/classes.js";
import { History } from "../state/history.js";
import { list } from "../format.js";
import { inOrder } from "../state/store.js";
import { ramp, targetStair } from "../views/decoder.js";
import { html, px, shape, ticks } from "../views/draw.js";
import { Figure, apology, badge, decimal, fill, label, linkButton, save, whole, showAlone } from "./parts.js";

export const title = "Compare";

const letters = ["A", "B", "C", "D"];
const colours = ["ink", "mark", "code", "out"];

/** Compares the runs whose ids are in the model's `compare` (at most four; the open run, where there are none). */
export function render({ model, el, bar, source }) {
  return showAlone(el, () => new Compare(model, el, bar, source));
}

class Compare {
  constructor(model, el, bar, source) {
    Object.assign(this, { model, el, source });
    this.figures = [];
    this.choose = html("button", { type: "button" }, "Choose runs");
    this.choose.addEventListener("click", () => this.offer());
    this.csv = html("button", { type: "button", disabled: true }, "Save CSV");
    this.csv.addEventListener("click", () => this.saveTable());
    this.link = linkButton();
    bar?.append(this.choose, this.link, this.csv);
    this.stop = model.on("change:compare", () => this.load());
    this.load();
  }

  destroy() {
    this.isGone = true;
    this.stop();
    this.figures.forEach((figure) => figure.destroy());
    this.choose.remove();
    this.link.remove();
    this.csv.remove();
  }

  async load() {
    const ids = (this.model.get("compare") ?? []).slice(0, 4);
    if (ids.length === 0) {
      this.offer();
      return;
    }
    fill(this.el, apology("Compare", `${ids.length === 1 ? "One run is" : `${ids.length} runs are`} being read …`));
    this.loading = ids;
    try {
      const runs = await Promise.all(ids.map((id) => this.read(id)));
      if (this.isGone || this.loading !== ids) return;
      this.runs = runs;
      this.group();
      this.build();
      this.csv.disabled = false;
      this.readSeeds(ids);
    } catch (error) {
      fill(this.el, apology("These runs cannot be compared", error.message));
    }
  }

  async read(id) {
    const [raw, history, frame] = await Promise.all([
      this.source.get("run", { run: id }), this.source.get("history", { run: id }), this.source.bytes("frame", { run: id, epoch: "end" }),
    ]);
    const info = inOrder(raw);
    info.spec = withContinuations(info);
    const { network } = readNetwork(frame);
    const { signals, targets, labels } = info.samples;
    const codes = network.hasScalarCode ? network.codes(signals) : null;
    const values = reconstructions(network, signals, codes ?? undefined);
    const { worst, dead } = outputErrors(values, targets, network.outputs, canDie(network.layers.at(-1)));
    const n = network.outputs;
    let sum = 0;
    targets.forEach((target, i) => target.forEach((t, j) => {
      sum += (values[i * n + j] - t) ** 2;
    }));
    const kinks = network.kinks();
    const line = codes ? codeLine(codes, labels) : null;
    const ever = new Set();
    for (const signal of signals) network.trace(signal).values.slice(0, -1).forEach((layer, l) => layer.forEach((value, k) => value > 0 && ever.add(`${l}/${k}`)));
    const hidden = network.layers.slice(Math.max(0, network.codeLayer + 1), -1).flatMap((layer, l) => Array.from({ length: layer.outputs }, (_, k) => `${l + Math.max(0, network.codeLayer + 1)}/${k}`));
    const loss = info.summary?.loss ?? sum / (targets.length * n);
    // Outputs of classes are no errors: how many samples are in their class is what counts.
    const found = info.samples.classes ? classification(values, info.samples.classes, n) : null;
    const told = info.summary?.classification;
    return {
      id, info, network, codes, values, kinks, hash: info.hash, history: new History(history.buckets, history.rates ?? []), parameters: network.layers.reduce((total, layer) => total + layer.weight.length + (layer.bias?.length ?? 0), 0),
      measures: {
        loss, gaps: codes ? gapCounts(codes, kinks.positions).counts.filter((c) => c > 0).length : null, allGaps: codes ? codes.length - 1 : 0,
        r2: line?.r2 ?? null, off: line?.deviation ?? null, dead: found ? null : [...dead.keys()].filter((j) => dead[j]), asleep: hidden.filter((name) => !ever.has(name)).length, worst: found ? null : Math.max(...worst),
        correct: told?.correct ?? found?.correct ?? null, count: told ? info.summary.samples ?? info.shape.samples : found?.count ?? null, accuracy: told?.accuracy ?? (found ? found.correct / found.count : null),
      },
    };
  }

  /** Runs with equal bits are one state, and one column of the table. */
  group() {
    this.runs.forEach((run, i) => {
      run.letter = letters[i];
    });
    this.groups = [];
    for (const run of this.runs) {
      const same = this.groups.find((group) => run.hash && group[0].hash === run.hash);
      if (same) same.push(run);
      else this.groups.push([run]);
    }
    this.groups.forEach((group, i) => {
      group.role = colours[i];
      group.name = group.map((run) => run.letter).join(", ");
    });
    this.changes = this.groups.slice(1).map((group) => differing(this.groups[0][0].info.spec, group[0].info.spec));
    this.split = this.groups.slice(1).map((group) => this.forkOf(this.groups[0][0], group[0])).filter((epoch) => epoch > 0);
  }

  /** The epoch up to which two runs have the same losses; 0 where they differ from the start. */
  forkOf(a, b) {
    const lines = differing(a.info.spec, b.info.spec);
    const [common, first] = sharedEpochs(a.history, b.history);
    for (const { own } of lines) {
      const from = /fromEpoch:\s*(\d+)/.exec(own ?? "");
      if (from && Number(from[1]) >= common && (first === null || Number(from[1]) <= first)) return Number(from[1]);
    }
    return first === null ? 0 : common;
  }

  /** Losses of the other seeds of the same experiment, for the band. */
  async readSeeds(ids) {
    const first = this.runs[0];
    try {
      const { runs } = await this.source.get("runs");
      const wanted = runs.filter((run) => run.name === first.info.name && run.id.includes("/") && run.epochs === first.info.epochs && run.status === "finished").slice(0, 64);
      if (wanted.length < 4) return;
      const histories = await Promise.all(wanted.map((run) => this.source.get("history", { run: run.id })));
      if (this.isGone || this.loading !== ids) return;
      this.seeds = wanted.map((run, i) => ({ seed: run.seed, epochs: run.epochs, history: new History(histories[i].buckets) }));
      this.lossFigure.say(`band: the middle 80 % of ${this.seeds.length} seeds; thin lines: each`);
      this.lossFigure.redraw();
      this.said.textContent = this.sentence();
    } catch {
      // Without a list of runs there is no band.
    }
  }

  // ---- The page ------------------------------------------------------------------------------------------------------

  build() {
    this.figures.forEach((figure) => figure.destroy());
    this.figures = [];
    this.seeds = null;
    const figure = (options) => {
      const made = new Figure(this.model, options);
      this.figures.push(made);
      return made;
    };
    this.lossFigure = figure({ noun: "Loss", half: "of each epoch, log–log", className: "compare-loss", draw: (svg, w, h) => this.drawLoss(svg, w, h), describe: () => this.groups.map((g) => `${g.name}: ${decimal(g[0].measures.loss)}`).join("; ") });
    const maps = this.groups.filter((group) => group[0].codes).slice(0, 2).map((group) => {
      const made = figure({ noun: group.name, half: this.differenceOf(group), className: "compare-map", draw: (svg, w, h) => this.drawMap(svg, w, h, group, made), describe: () => `The decoder of ${group.name}: ${group[0].measures.gaps} of ${group[0].measures.allGaps} gaps between codes hold a kink, ${group[0].measures.dead?.length ?? 0} outputs are dead, and the worst error is ${decimal(Number(group[0].measures.worst.toPrecision(3)))}.` });
      made.caption.firstChild.className = `${group.role}-text`;
      made.canvas = html("canvas", { ariaHidden: "true" });
      made.space.prepend(made.canvas);
      return made;
    });
    const code = this.groups.some((group) => group[0].codes) ? figure({ noun: "Code", half: "z over θ", className: "compare-code", draw: (svg, w, h) => this.drawCodes(svg, w, h), describe: () => this.groups.filter((g) => g[0].codes).map((g) => `${g.name}: codes from ${decimal(Number(Math.min(...g[0].codes).toPrecision(3)))} to ${decimal(Number(Math.max(...g[0].codes).toPrecision(3)))}, r² ${g[0].measures.r2.toFixed(3)}, off the line by ${(100 * g[0].measures.off).toFixed(1)} %`).join("; ") }) : null;
    const left = html("section", { className: "main" }, this.lossFigure.el, ...(maps.length || code ? [html("div", { className: "compare-row" }, ...maps.map((m) => m.el), ...(code ? [code.el] : []))] : []));
    const right = html("section", { className: "aside compare-aside", ariaLabel: "Whether bits are the same, and measures" }, ...this.bits(), this.table(), this.said = html("p", { className: "said" }, this.sentence()));
    fill(this.el, html("main", { className: "tab-two compare-tab" }, html("h1", { className: "unseen" }, "Runs compared"), left, right));
  }

  differenceOf(group) {
    const at = this.groups.indexOf(group);
    const [run] = group;
    if (at === 0) return this.changes.length ? shortLine(this.changes[0].map(({ first }) => clean(first, run.info))) : "";
    return shortLine(this.changes[at - 1].map(({ own }) => clean(own, run.info))) || `seed ${run.info.seed}`;
  }

  bits() {
    const bars = (hash, role) => {
      const svg = shape("svg", { class: `hash-bars ${role}-bars`, viewBox: "0 0 384 30", preserveAspectRatio: "none", "aria-hidden": "true" });
      [...(hash ?? "")].forEach((digit, i) => {
        const size = 4 + (parseInt(digit, 16) / 15) * 24;
        svg.append(shape("rect", { x: i * 6, y: px(29 - size), width: 4, height: px(size) }));
      });
      return svg;
    };
    const shown = (hash) => (hash ? html("code", { className: "hash-text" }, hash.slice(0, 32), html("br"), hash.slice(32)) : html("span", { className: "small" }, "It has no hash yet."));
    const parts = [];
    const same = this.groups.find((group) => group.length > 1);
    const first = this.groups[0];
    if (same) {
      const names = same.map((run) => run.letter);
      parts.push(html("p", { className: "bits-head" }, badge("same bits", "yes", true), " ", html("b", {}, `${names.join(" and ")}, ${whole(same[0].info.epoch)} epochs`)));
      const isSpec = differing(same[0].info.spec, same[1].info.spec).length === 0;
      parts.push(html("p", { className: "bits-words" }, `${isSpec ? "Their specs are the same." : "Their specs differ, and their weights do not."} All ${whole(same[0].parameters)} weights are the same to the last bit.`));
    } else if (this.groups.length > 1) {
      parts.push(html("p", { className: "bits-head" }, badge("other bits", "plain", true), " ", html("b", {}, `${this.groups.map((g) => g.name).join(" and ")}`)));
    }
    for (const group of this.groups) {
      const rows = html("div", { className: "hashes" });
      for (const run of group) rows.append(html("b", { className: `${group.role}-text` }, run.letter), bars(run.hash, group.role));
      rows.append(html("span"), shown(group[0].hash));
      parts.push(rows);
      if (group !== first) {
        const changes = this.changes[this.groups.indexOf(group) - 1];
        const fork = this.forkOf(first[0], group[0]);
        const what = changes.length ? changes.slice(0, 2).map(({ first: a, own }) => `${clean(a, first[0].info)} → ${clean(own, group[0].info)}`).join("; ") : "the same spec";
        parts.push(html("p", { className: `small ${group.role}-text` }, `${group.name}: ${what}${fork ? `; the same losses up to ${whole(fork)}` : ""}.`));
      }
    }
    return parts;
  }

  rows() {
    const a = this.groups[0][0].measures;
    const against = (b, key) => {
      if (key === "loss") {
        const part = (b.loss - a.loss) / a.loss;
        return Math.abs(part) < 5e-4 ? "equal" : `${decimal(Number(Math.abs(100 * part).toPrecision(2)))} % ${part < 0 ? "less" : "more"}`;
      }
      if (key === "gaps") return b.gaps === a.gaps ? "equal" : `${Math.abs(b.gaps - a.gaps)} ${b.gaps > a.gaps ? "more" : "fewer"}`;
      if (key === "r2") return Math.abs(b.r2 - a.r2) < 5e-4 ? "equal" : b.r2 < a.r2 ? "less straight" : "straighter";
      if (key === "off") return Math.abs(b.off - a.off) < 5e-4 ? "equal" : b.off > a.off ? "more" : "less";
      if (key === "accuracy") return b.accuracy === a.accuracy ? "equal" : `${decimal(Number((100 * Math.abs(b.accuracy - a.accuracy)).toPrecision(2)))} points ${b.accuracy > a.accuracy ? "more" : "less"}`;
      if (key === "dead") {
        if (b.dead.length !== a.dead.length) return `${Math.abs(b.dead.length - a.dead.length)} ${b.dead.length > a.dead.length ? "more" : "fewer"}`;
        return a.dead.length === 0 ? "none" : b.dead.every((j, i) => j === a.dead[i]) ? `the same ${["", "one", "two", "three", "four", "five"][a.dead.length] ?? a.dead.length}` : "others";
      }
      const [x, y] = [a[key], b[key]];
      return Math.abs(x - y) <= 1e-9 * Math.abs(x) ? "equal" : typeof x === "number" && Number.isInteger(x) && Number.isInteger(y) ? `${Math.abs(y - x)} ${y > x ? "more" : "fewer"}` : y > x ? "more" : "less";
    };
    const show = {
      loss: (m) => four(m.loss), accuracy: (m) => percent(m.correct, m.count), gaps: (m) => `${m.gaps} of ${m.allGaps}`, r2: (m) => m.r2.toFixed(3), off: (m) => `${(100 * m.off).toFixed(1)} %`,
      dead: (m) => `${m.dead.length}`, asleep: (m) => `${m.asleep}`, worst: (m) => decimal(Number(m.worst.toPrecision(3))),
    };
    const names = { loss: "loss", accuracy: "samples in their class", gaps: "gaps with a kink", r2: "code, r²", off: "off its line", dead: "dead outputs", asleep: "dead hidden units", worst: "worst error" };
    return Object.keys(names).filter((key) => this.groups.every((g) => g[0].measures[key] !== null)).map((key) => ({
      name: names[key], values: this.groups.map((g) => show[key](g[0].measures)), against: this.groups.slice(1).map((g) => against(g[0].measures, key)),
    }));
  }

  table() {
    const epochs = new Set(this.runs.map((run) => run.info.epoch));
    const head = html("tr", {}, html("th", {}, epochs.size === 1 ? `At epoch ${whole(this.runs[0].info.epoch)}` : "At the end"), ...this.groups.map((g) => html("th", { className: `${g.role}-text` }, g.name)), ...this.groups.slice(1).map((g) => html("th", {}, `${g[0].letter} against A`)));
    const rows = this.rows().map(({ name, values, against }) => html("tr", {}, html("td", { className: "muted" }, name), ...values.map((value, i) => html("td", { className: `${this.groups[i].role}-text` }, value)), ...against.map((what) => html("td", {}, html("b", {}, what)))));
    return html("table", { className: "measures" }, head, ...rows);
  }

  /** What this pair shows, and no more: one pair does not tell what a change does in general. */
  sentence() {
    if (this.groups.length < 2) return this.runs.length > 1 ? "They are the same network." : "Choose another run to compare it with.";
    const [first, second] = this.groups;
    const [a, b] = [first[0].measures, second[0].measures];
    const part = Math.abs(b.loss - a.loss) / a.loss;
    const loss = !Number.isFinite(part) ? null : part < 5e-4 ? "with the same loss" : `with ${decimal(Number((100 * part).toPrecision(2)))} % ${b.loss < a.loss ? "less" : "more"} loss`;
    const more = [];
    if (a.accuracy !== null && b.accuracy !== null) more.push(b.accuracy === a.accuracy ? "as many samples in their class" : `${percent(b.correct, b.count)} of the samples in their class, not ${percent(a.correct, a.count)}`);
    if (a.gaps !== null && b.gaps !== null && a.gaps !== b.gaps) more.push(`${Math.abs(b.gaps - a.gaps)} ${b.gaps > a.gaps ? "more" : "fewer"} gaps with a kink`);
    if (a.dead && b.dead && a.dead.length !== b.dead.length) more.push(`${Math.abs(b.dead.length - a.dead.length)} ${b.dead.length > a.dead.length ? "more" : "fewer"} dead outputs`);
    const isKnown = this.seeds && first[0].info.epoch === this.seeds[0].epochs && second[0].info.epoch === first[0].info.epoch;
    const above = isKnown ? this.seeds.filter((s) => s.history.buckets.at(-1)[2] > b.loss).length : 0;
    const rank = !isKnown ? "" : ` ${above === this.seeds.length ? `All ${above} seeds` : `${above} of the ${this.seeds.length} seeds`} of A’s experiment ended above B.`;
    const isSame = this.changes[0].every(({ first: one, own }) => /^seed:/.test(own ?? one));
    return `Compared with ${first[0].letter}, ${second[0].letter} ended ${list([loss, ...more].filter(Boolean))}.${rank}${isSame ? "" : " One pair does not tell what the change does with other seeds."}`;
  }

  saveTable() {
    const lines = [["measure", ...this.groups.map((g) => g.name.replaceAll(", ", "+"))].join(",")];
    for (const { name, values } of this.rows()) lines.push([`"${name}"`, ...values.map((value) => `"${value}"`)].join(","));
    lines.push("", ["epoch", ...this.runs.map((run) => run.letter)].join(","));
    for (const [epoch] of this.runs[0].history.buckets) lines.push([epoch, ...this.runs.map((run) => run.history.loss(epoch))].join(","));
    save("compare.csv", `${lines.join("\n")}\n`, "text/csv");
  }

  // ---- Drawings ------------------------------------------------------------------------------------------------------

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

  // ---- Choosing ------------------------------------------------------------------------------------------------------

  async offer() {
    const box = html("main", { className: "state-box" }, html("h1", {}, "Which runs?"), html("p", {}, "Choose two to four. Runs of one experiment with other seeds make the band behind them."));
    fill(this.el, box);
    let runs;
    try {
      ({ runs } = await this.source.get("runs"));
    } catch (error) {
      box.append(html("p", { className: "wrong" }, error.message));
      return;
    }
    const chosen = new Set(this.model.get("compare")?.length ? this.model.get("compare") : [this.model.get("run")].filter(Boolean));
    const list = html("ul", { className: "choose-runs" });
    const go = html("button", { type: "button", className: "primary" }, "Compare");
    const count = () => {
      go.disabled = chosen.size < 2 || chosen.size > 4;
      go.title = go.disabled ? "Choose two to four runs" : "";
    };
    for (const run of runs.filter((one) => !one.id.includes("/")).slice(0, 200)) {
      const check = html("input", { type: "checkbox", checked: chosen.has(run.id) });
      check.addEventListener("change", () => {
        if (check.checked) chosen.add(run.id);
        else chosen.delete(run.id);
        count();
      });
      list.append(html("li", {}, html("label", { className: "cure" }, check, html("b", {}, run.id), html("span", { className: "muted" }, `${run.status}, ${whole(run.epoch)} epochs${Number.isFinite(run.loss) ? `, loss ${decimal(Number(run.loss.toPrecision(4)))}` : ""}`))));
    }
    go.addEventListener("click", () => this.model.set("compare", [...chosen]));
    count();
    box.append(list, html("div", { className: "row" }, go));
  }
}

/**
 * The spec with what was changed under way, as a fork does: a schedule's changed entries in their place, other keys as
 * lines of their own.
 */
function withContinuations({ spec, continuations = [] }) {
  let lines = (spec ?? "").split("\n");
  for (const change of continuations) {
    const [, epoch, key, value] = /^(\d+): ([\w.]+)=(.*)$/.exec(change) ?? [];
    const [, at, name] = /^schedule\.(\d+)\.(\w+)$/.exec(key ?? "") ?? [];
    if (at === undefined) {
      if (key && key !== "epochs") lines.push(`${key}: ${value} from ${whole(Number(epoch))}`);
      continue;
    }
    lines = lines.map((line) => {
      if (!line.startsWith("schedule:")) return line;
      let entry = -1;
      return line.replace(/\{[^}]*\}/g, (text) => ((entry += 1) === Number(at) ? text.replace(new RegExp(`(${name}: )[^,}]+`), (_, before) => before + value) : text));
    });
  }
  return lines.join("\n");
}

/** Lines of two specs that differ, as pairs by key. */
function differing(first, second) {
  const read = (spec) => new Map((spec ?? "").split("\n").map((line) => [/^[\s-]*[A-Za-z.]+/.exec(line)?.[0] ?? line, line]).filter(([key]) => key.trim() !== ""));
  const [a, b] = [read(first), read(second)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).map((key) => ({ first: a.get(key) ?? null, own: b.get(key) ?? null }));
}

/** A line of a spec in a few words; a schedule as the rates that the run came to. */
function clean(line, info = null) {
  if (line === null || line === undefined) return "none";
  if (/^schedule/.test(line) && info) {
    const entries = [...line.matchAll(/fromEpoch:\s*(\d+),\s*learningRate:\s*([\d.e+-]+)/g)].map(([, from, rate]) => [Number(from), rate]);
    const reached = entries.filter(([from]) => from < info.epoch);
    const base = /learningRate:\s*([\d.e+-]+)/.exec(info.spec.replace(line, ""))?.[1];
    if (reached.length === 0) return base ? `rate ${tidy(base)}` : "no schedule";
    return `rate ${reached.map(([from, rate]) => `${tidy(rate)} from ${whole(from)}`).join(", ")}`;
  }
  return line.trim();
}

function tidy(number) {
  const value = Number(number);
  return value !== 0 && Math.abs(value) < 0.01 ? value.toExponential().replace("-", "−") : `${value}`;
}

function shortLine(lines) {
  const words = lines.filter((words_) => words_ !== "none").join("; ");
  return words.length > 48 ? `${words.slice(0, 47)}…` : words;
}

/** Four significant digits, with trailing zeros, so that a column lines up. */
function four(value) {
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e4 ? value.toPrecision(4) : decimal(Number(value.toPrecision(4)));
}

/** The last epoch known to have the same loss in two histories, and one by which they differ (null where they do not). */
function sharedEpochs(a, b) {
  const other = new Map(b.buckets.map((bucket) => [bucket[0], bucket[2]]));
  let common = 0;
  for (const [k, [epoch, , value]] of a.buckets.entries()) {
    if (!other.has(epoch)) continue;
    // A bucket holds several epochs: they may differ anywhere up to the next one.
    if (other.get(epoch) !== value) return [common, a.buckets[k + 1]?.[0] ?? epoch];
    common = epoch;
  }
  return [common, null];
}
