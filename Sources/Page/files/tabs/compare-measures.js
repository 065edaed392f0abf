// What the tab Compare measures: a run at its end, the table of what differs, and one sentence about a pair.

import { list } from "../format.js";
import { canDie, codeLine, gapCounts, outputErrors, readNetwork, reconstructions } from "../model.js";
import { classification, percent } from "../state/classes.js";
import { History } from "../state/history.js";
import { inOrder } from "../state/samples.js";
import { html } from "../views/draw.js";
import { CompareFigures } from "./compare-figures.js";
import { withContinuations } from "./compare-specs.js";
import { decimal, four, whole } from "./parts.js";

/** Reads runs and measures them; the tab has them in groups of equal bits. */
export class CompareMeasures extends CompareFigures {
  /** Reads a run with the network of its end, and measures it. */
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
}
