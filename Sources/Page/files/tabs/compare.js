// Compare: up to four runs by direct label, a band over seeds, two decoders side by side, and whether bits are the same.

import { list } from "../format.js";
import { History } from "../state/history.js";
import { html, px, shape } from "../views/draw.js";
import { CompareMeasures } from "./compare-measures.js";
import { clean, differing, shortLine } from "./compare-specs.js";
import { Figure, apology, badge, decimal, fill, four, linkButton, save, showAlone, whole } from "./parts.js";

export const title = "Compare";

const letters = ["A", "B", "C", "D"];
const colours = ["ink", "mark", "code", "out"];

/** Compares the runs whose ids are in the model's `compare` (at most four; the open run, where there are none). */
export function render({ model, el, bar, source }) {
  return showAlone(el, () => new Compare(model, el, bar, source));
}

class Compare extends CompareMeasures {
  constructor(model, el, bar, source) {
    super();
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

  saveTable() {
    const lines = [["measure", ...this.groups.map((g) => g.name.replaceAll(", ", "+"))].join(",")];
    for (const { name, values } of this.rows()) lines.push([`"${name}"`, ...values.map((value) => `"${value}"`)].join(","));
    lines.push("", ["epoch", ...this.runs.map((run) => run.letter)].join(","));
    for (const [epoch] of this.runs[0].history.buckets) lines.push([epoch, ...this.runs.map((run) => run.history.loss(epoch))].join(","));
    save("compare.csv", `${lines.join("\n")}\n`, "text/csv");
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
