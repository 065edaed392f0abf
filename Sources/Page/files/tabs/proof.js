// Proof: what a certificate says, its witness, the arithmetic in full, and the page's own check of it.

import { check } from "../exact/checker.js";
import { reduced } from "../exact/linear.js";
import { Decoder, evaluate } from "../exact/piece.js";
import { Rational, zero } from "../exact/rational.js";
import { witnessOf } from "../exact/witness.js";
import { whole } from "../format.js";
import { readNetwork } from "../model.js";
import { hasLogits } from "../state/classes.js";
import { html, px, shape } from "../views/draw.js";
import {
  Figure, apology, badge, copy, decimal, fill, formula, fraction, heading, indexed, linkButton, math, raised, save, text, showAlone,
} from "./parts.js";
import { ProofFigures } from "./proof-figures.js";

export const title = "Proof";

/** Shows the proof about the run of the model: asks the source for its certificate and the model that it is about. */
export function render({ model, el, bar, source }) {
  return showAlone(el, () => new Proof(model, el, bar, source));
}

const numerals = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const word = (count) => numerals[count] ?? count.toLocaleString("en-US");
const capital = (what) => what.charAt(0).toUpperCase() + what.slice(1);

class Proof extends ProofFigures {
  constructor(model, el, bar, source) {
    super();
    Object.assign(this, { model, el, source });
    this.figures = [];
    this.button = html("button", { type: "button" }, "Certificate");
    this.button.addEventListener("click", () => this.download());
    this.link = linkButton();
    bar?.append(this.link, this.button);
    this.keys = (event) => this.key(event);
    addEventListener("keydown", this.keys);
    this.stops = [
      model.on("change:run change:info change:verdict", () => this.load()),
      // Verdicts of earlier epochs are among the events, which come later.
      model.on("change:eventsKnown", () => { if (this.offered) this.offer(this.offered); }),
    ];
    this.load();
  }

  destroy() {
    this.isGone = true;
    removeEventListener("keydown", this.keys);
    this.stops.forEach((stop) => stop());
    this.figures.forEach((figure) => figure.destroy());
    this.button.remove();
    this.link.remove();
  }

  async load() {
    const run = this.model.get("run");
    const info = this.model.get("info");
    if (!run || info?.run !== run) return;
    this.button.disabled = true;
    this.offered = null;
    if (hasLogits(info)) {
      fill(this.el, html("main", { className: "state-box" }, html("h1", {}, "There is nothing to prove here."), html("p", {}, "The outputs of this network are logits: they stand for shares of classes, and no output has a value that it should reach exactly. How many samples are in their class stands in the laboratory.")));
      return;
    }
    let certificate;
    try {
      // A certificate may have come since the run was opened.
      if (info.isCertified === false && this.source.isLive) info.isCertified = (await this.source.get("run", { run })).isCertified;
      if (run !== this.model.get("run") || this.isGone) return;
      if (info.isCertified === false) {
        this.offer({ status: 404 });
        return;
      }
      certificate = await this.source.bytes("certificate", { run });
    } catch (error) {
      if (run === this.model.get("run") && !this.isGone) this.offer(error);
      return;
    }
    try {
      // A certificate is about one epoch: that of the verdict, where one was given on this page.
      const verdict = this.model.get("verdict");
      const bytes = await this.source.bytes("frame", { run, epoch: Number.isInteger(verdict?.epoch) ? verdict.epoch : "end" });
      if (this.isGone || run !== this.model.get("run")) return;
      Object.assign(this, { run, info, certificate: new Uint8Array(certificate), bytes: new Uint8Array(bytes) });
      this.network = readNetwork(bytes).network;
      const began = performance.now();
      this.checked = check(this.certificate, this.bytes);
      this.milliseconds = performance.now() - began;
      if (this.checked.status === 2) {
        this.offer({ heading: "The certificate is about other weights.", message: `The certificate of this run is about other weights than those of its end: it was made at another epoch. (${this.checked.lines[0]})` });
        return;
      }
      this.compute();
      this.button.disabled = false;
      const missed = this.missed();
      if (missed && this.witness.sample < 0) {
        this.offer({ heading: `Refuted at sample ${whole(missed.sample)}, output ${missed.output}.`, message: `The page has the first ${whole(info.samples.signals.length)} of ${whole(info.shape.samples)} samples, and this is not one of them. Its checker has made them all, and finds the certificate ${this.checked.status === 0 ? "valid" : `wrong: ${this.checked.lines[0]}`}.`, isDone: true });
        return;
      }
      this.build();
    } catch (error) {
      // The tab that is open now has the same element.
      if (this.isGone) return;
      fill(this.el, apology("The proof cannot be shown", error.message));
    }
  }

  /** No certificate yet: says so, and offers to make one. */
  offer(error) {
    this.offered = error;
    const certify = html("button", { type: "button", className: "primary" }, "Certify");
    certify.addEventListener("click", async () => {
      certify.disabled = true;
      const proving = html("span", { className: "badge", role: "status" }, "proving …");
      certify.after(proving);
      this.model.set("proving", { samples: this.model.get("info")?.samples.signals.length, began: performance.now() });
      try {
        await this.source.post("act", { run: this.model.get("run"), act: "certify" });
        this.model.set("proving", null);
        if (!this.isGone) await this.load();
      } catch (problem) {
        this.model.set("proving", null);
        certify.disabled = false;
        proving.remove();
        certify.after(html("p", { className: "wrong" }, problem.message));
      }
    });
    // A verdict of an epoch before the end is told, and has no certificate.
    const { model } = this;
    const told = model.get("verdict") ?? (model.get("events") ?? []).find((event) => event.kind === "proved" || event.kind === "refuted");
    const isProved = told?.proved ?? told?.kind === "proved";
    const head = error.heading ?? (!told || error.status !== 404 ? "Nothing is proved yet." : `${isProved ? "Proved" : "Refuted"} at epoch ${whole(told.epoch)}, without a certificate.`);
    const words = error.message && error.status !== 404 ? error.message
      : told ? `${told.text?.replaceAll("-", "−").replace(/[^.]$/, "$&.") ?? (isProved ? "All samples are reproduced exactly." : `${Number.isFinite(told.theta) ? `θ = ${told.theta}` : `sample ${told.sample}`}, output ${told.output} is off by ${String(told.error).replace("-", "−")}.`)} A certificate is written for the weights at the end of a run: certify them when the run has ended.`
        : "Certify decides, in exact arithmetic, whether this network reproduces every sample.";
    fill(this.el, html("main", { className: "state-box" }, html("h1", {}, head), html("p", {}, words), ...(error.isDone ? [] : [html("div", { className: "row" }, certify)])));
  }

  /** Every output of every sample, exactly. */
  compute() {
    const { signals, targets, labels } = this.info.samples;
    this.labels = labels;
    this.claims = JSON.parse(new TextDecoder().decode(this.certificate), undefined).claims;
    this.outputs = this.exactOutputs(signals);
    this.wanted = targets.map((target) => target.map((value) => Rational.ofNumber(value)));
    this.errors = this.outputs.map((y, i) => y.map((value, j) => value.minus(this.wanted[i][j])));
    this.failing = this.errors.flatMap((row, i) => (row.some((e) => e.sign !== 0) ? [i] : []));
    this.equations = this.errors.length * this.errors[0].length;
    this.wrong = this.errors.reduce((sum, row) => sum + row.filter((e) => e.sign !== 0).length, 0);
    // What the certificate names, which the checker has found to be true; without that, by the rule by which it names.
    const claim = this.missed();
    this.witness = claim ? { sample: this.sampleOf(claim.sample), output: claim.output } : witnessOf(this.errors, this.info.samples.indices);
    if (!this.witness) {
      // Of a proof, a sample to be worked out: a third of the way, at its transition.
      const sample = Math.floor(this.errors.length * 0.34);
      this.witness = { sample, output: Math.max(0, this.wanted[sample].findIndex((x) => x.sign > 0)) };
    }
    this.bends = null;
    this.mended = null;
  }

  /** The claim that an output is wrong, or undefined. */
  missed() { return this.claims.find(({ claim }) => claim === "misses"); }

  exactOutputs(signals) {
    try {
      this.decoder = new Decoder(this.network.layers);
      this.codes = this.decoder.encode(signals);
      return this.codes.map((code) => {
        const piece = this.decoder.piece(code);
        return Array.from({ length: this.decoder.outputs }, (_, j) => piece.value(j, code));
      });
    } catch {
      this.decoder = null;
      this.codes = null;
      return evaluate(this.network.layers, signals);
    }
  }

  get isProved() {
    return this.wrong === 0 && !this.missed();
  }

  /** The sum of squares over the number of equations, as a sentence. */
  loss() {
    const sum = this.errors.flat().reduce((total, e) => total + e.toNumber() ** 2, 0) / this.equations;
    return sum;
  }

  build() {
    this.figures.forEach((figure) => figure.destroy());
    this.figures = [];
    const left = html("section", { className: "main proof-main" });
    const right = html("section", { className: "aside proof-aside", ariaLabel: "Every equation, and who checked" });
    fill(this.el, html("main", { className: "tab-two proof-tab" }, left, right));
    this.head = html("div", { className: "verdict" });
    this.head.setAttribute("role", "status");
    this.witnessBox = html("div", { className: "witness" });
    this.arithmetic = html("div", { className: "arithmetic" });
    left.append(this.head, this.witnessBox, this.arithmetic);
    this.fillHead();
    this.fillWitness();
    this.fillRight(right);
  }

  fillHead() {
    // The page has the first of many; the checker has made them all.
    const count = this.info.shape.samples;
    const isPart = count > this.errors.length;
    const agreed = this.checked.status === 0 ? null : html("p", { className: "wrong" }, `This page's checker disagrees: ${this.checked.lines.join(" ")}`);
    if (this.isProved) {
      fill(
        this.head, html("h1", {}, badge("proved", "yes", true), ` all ${count} samples, all ${this.errors[0].length} outputs`),
        html("p", { className: "muted" }, `Exactly, in the real numbers that the stored weights denote: ${(count * this.errors[0].length).toLocaleString("en-US")} equations, none fails. No rounding, no tolerance.`), agreed,
      );
      return;
    }
    const { sample, output } = this.witness;
    const error = this.errors[sample][output];
    const others = this.errors.length - this.failing.length;
    const size = text(error.magnitude, 16);
    const loss = this.loss();
    const [mantissa, exponent] = loss.toExponential(1).split("e");
    const isTiny = loss < 1e-6;
    const lossText = isTiny ? `${mantissa} × 10${raised(Number(exponent))}` : decimal(Number(loss.toPrecision(4)));
    const rest = isPart ? `Of the first ${whole(this.errors.length)} samples ${whole(others)} are reproduced exactly.` : others === 0 ? `None of the ${count} samples is reproduced exactly.` : others === 1 ? "One other sample is reproduced exactly." : `The ${word(others)} other samples are reproduced exactly.`;
    fill(
      this.head,
      html("h1", {}, badge("refuted", "no", true), ` at ${this.stepName(sample)}, output ${output}, by ${size}`),
      html("p", { className: "muted" }, `${this.failing.length === 1 ? capital(rest) : others === 0 ? rest : `${rest}`} ${isPart ? "Their loss" : "The loss"} is ${lossText}${isTiny ? ": no training curve would show this." : "."}`), agreed,
    );
  }

  stepName(sample) {
    return this.info.samplesAreSteps ? `θ = ${this.labels[sample]}` : `sample ${this.info.samples.indices[sample]}`;
  }

  // ---- The witness ---------------------------------------------------------------------------------------------------

  fillWitness() {
    this.figures.filter((figure) => figure.isWitness).forEach((figure) => figure.destroy());
    const { sample, output } = this.witness;
    const isProved = this.isProved;
    const figure = new Figure(this.model, {
      noun: isProved ? "All outputs" : "The witness", half: isProved ? "over the code z: each rises in its gap" : `output ${output} over the ${this.codes ? "code z" : "steps"}`,
      draw: (svg, w, h) => (isProved ? this.drawAll(svg, w, h) : this.drawWitness(svg, w, h)),
      describe: () => (isProved ? `Each of the ${this.errors[0].length} outputs is right at each of the ${this.errors.length} samples.` : `Output ${output} is ${text(this.outputs[sample][output])} at ${this.stepName(sample)}, where ${text(this.wanted[sample][output])} is wanted.`),
    });
    figure.isWitness = true;
    this.figures.push(figure);
    fill(this.witnessBox, figure.el);
    this.fillArithmetic();
  }

  // ---- The arithmetic ------------------------------------------------------------------------------------------------

  fillArithmetic() {
    const { sample, output } = this.witness;
    const rows = [];
    const row = (name, content) => rows.push(html("div", { className: "sum-line" }, html("span", { className: "muted" }, name), html("div", { className: "sum", tabIndex: 0, role: "group", ariaLabel: `the ${name}` }, content)));
    const { layers } = this.network;
    const signal = this.info.samples.signals[sample];
    let isWhole = true;
    const limited = (terms, value, most = 10) => {
      if (terms.length === 0) return [fraction(value, 16)];
      const shown = terms.length > most ? terms.slice(0, 3) : terms;
      if (shown.length < terms.length) isWhole = false;
      const list = shown.flatMap((term, k) => (k ? ["+", term] : [term]));
      return [...list, ...(shown.length < terms.length ? ["+", "⋯"] : []), "=", fraction(value, 16)];
    };
    if (this.codes && layers.length === 3) {
      const first = layers[0];
      const terms = [...first.weight].flatMap((w, j) => (signal[j] !== 0 && w !== 0 ? [product(Rational.ofNumber(w), Rational.ofNumber(signal[j]))] : []));
      if (first.bias?.[0]) terms.push(power(Rational.ofNumber(first.bias[0])));
      row("code", formula(html_("z", "code"), "=", indexed("W", 1), "x", ...(first.bias ? ["+", indexed("b", 1)] : []), "=", ...limited(terms, this.codes[sample])));
      const hidden = evaluate(layers, [signal], 2)[0];
      const shown = hidden.slice(0, 4).map((a) => fraction(a, 9)).flatMap((a, k) => (k ? [",", a] : [a]));
      row("units", formula("a", "=", "(", ...shown, ...(hidden.length > 5 ? [",", "…", ",", fraction(hidden.at(-1), 9)] : hidden.slice(4).flatMap((a) => [",", fraction(a, 9)])), ")"));
      const last = layers[2];
      const weights = Array.from({ length: last.inputs }, (_, k) => Rational.ofNumber(last.weight[output * last.inputs + k]));
      const used = weights.flatMap((w, k) => (hidden[k].sign !== 0 || w.sign !== 0 ? [[w, hidden[k]]] : []));
      // The terms that are not 0 come first where there are many.
      const living = used.filter(([w, a]) => w.sign !== 0 && a.sign !== 0);
      const chosen = used.length <= 10 ? used.slice(0, 10) : living.length ? living : used;
      const isShort = used.length > 4 && living.length <= 4 && used.length <= 10;
      const terms3 = (isShort ? used.slice(0, Math.max(4, used.findLastIndex(([w, a]) => w.sign && a.sign) + 1)) : chosen).map(([w, a]) => product(w, a));
      const dots = isShort && terms3.length < used.length ? ["+", "⋯"] : [];
      const value = this.outputs[sample][output];
      const before = weights.reduce((total, w, k) => total.plus(w.times(hidden[k])), last.bias ? Rational.ofNumber(last.bias[output]) : zero);
      const target = this.wanted[sample][output];
      const sum = limited(terms3, value, 6);
      if (dots.length) sum.splice(sum.length - 2, 0, ...dots);
      row(`output ${output}`, formula(indexed("y", output), "=", ...(last.activation.kind === "relu" && value.sign === 0 ? ["relu", "(", fraction(before, 16), ")", "=", fraction(value)] : sum), ...(value.equals(target) ? [] : ["≠", fraction(target)]), "=", indexed("x", output)));
    } else {
      const value = this.outputs[sample][output];
      const target = this.wanted[sample][output];
      row(`output ${output}`, formula(indexed("y", output), "=", fraction(value, 16), ...(value.equals(target) ? [] : ["≠", fraction(target)]), "=", indexed("x", output)));
    }
    const what = html("p", { className: "proof-note" });
    this.note = what;
    this.fillNote(what);
    const keys = html("p", { className: "keys-line" });
    for (const [key, name, act] of [["N", "next failing sample", () => this.next()], ["W", "witness in the decoder view", () => this.toDecoder()], ["C", "certificate", () => this.download()]]) {
      const button = html("button", { type: "button", className: "link plain" }, html("kbd", {}, key), ` ${name}`);
      button.addEventListener("click", act);
      if (key === "N" && this.failing.length < 2) continue;
      if (key === "W" && !this.codes) continue;
      keys.append(button);
    }
    fill(this.arithmetic, heading("The arithmetic", isWhole ? "in full: every number a stored weight" : "every number a stored weight; the sums are too long to be written out"), rows, what, keys);
  }

  /** Whether another last layer would be exact. */
  fillNote(el) {
    if (this.isProved) {
      el.textContent = "";
      return;
    }
    const farkas = this.claims.find(({ claim }) => claim === "noLastLayer");
    if (farkas) {
      el.textContent = `No last layer mends it: with the layers before as they are, output ${farkas.output} cannot be right at every sample. The certificate has a witness, and this page has checked it.`;
      return;
    }
    const mend = this.mend();
    if (!mend) {
      el.textContent = "";
      return;
    }
    const show = html("button", { type: "button", className: "link" }, "Show it");
    const { output } = this.witness;
    show.addEventListener("click", () => {
      const { inputs, weight } = this.network.layers.at(-1);
      const stored = Array.from({ length: inputs }, (_, k) => Rational.ofNumber(weight[output * inputs + k]));
      fill(el, html("span", {}, `Row ${output} as it is: (${stored.map((w) => text(w, 10)).join(", ")}).`), html("br"), html("b", {}, `Exact would be: (${mend[output].map((w) => text(w, 10)).join(", ")}).`));
    });
    fill(el, "The last layer can be mended: another one would be exact, with the layers before it as they are. ", show);
  }

  /** A last layer that is exact, by elimination; null where there is none of this kind, or the network is large. */
  mend() {
    if (this.mended !== null) return this.mended || null;
    this.mended = false;
    const last = this.network.layers.at(-1);
    if (!this.codes || last.inputs > 40 || last.bias || !["relu", "identity"].includes(last.activation.kind)) return null;
    const hidden = evaluate(this.network.layers, this.info.samples.signals, this.network.layers.length - 1);
    const { rows, pivots } = reduced(hidden.map((a, i) => [...a, ...this.wanted[i]]));
    if (pivots.some((column) => column >= last.inputs)) return null;
    this.mended = Array.from({ length: last.outputs }, (_, j) => {
      const w = new Array(last.inputs).fill(zero);
      pivots.forEach((column, r) => {
        w[column] = rows[r][last.inputs + j];
      });
      return w;
    });
    return this.mended;
  }

  // ---- The right side ------------------------------------------------------------------------------------------------

  fillRight(right) {
    const [count, n] = [this.errors.length, this.errors[0].length];
    const fails = this.wrong === 0 ? "none fails" : this.wrong === 1 ? "one fails" : `${this.wrong.toLocaleString("en-US")} fail`;
    const grid = new Figure(this.model, {
      noun: `${capital(word(count))} samples, ${word(n)} outputs`, half: `${this.equations.toLocaleString("en-US")} equations, ${fails}`, className: "equations",
      draw: (svg, w, h) => this.drawEquations(svg, w, h), describe: () => `${this.equations - this.wrong} of ${this.equations} equations hold.`,
    });
    this.grid = grid;
    this.figures.push(grid);
    const isValid = this.checked.status === 0;
    const rows = [
      [isValid, "this page", `JavaScript, BigInt, ${this.milliseconds < 1 ? "under 1" : Math.round(this.milliseconds)} ms`, readIt()],
      [true, "heaviside-verify", "Swift, when it was written", command(`heaviside-verify runs/${this.run}/certificate.json runs/${this.run}/model.safetensors`)],
      [null, "verify.py", "Python, by yourself", command(`python3 Checkers/verify.py runs/${this.run}/certificate.json runs/${this.run}/model.safetensors`)],
    ];
    const table = html("div", { className: "checkers" });
    for (const [ok, name, how, act] of rows) {
      table.append(html("div", { className: "checker" }, html("span", { className: `sign ${ok === false ? "wrong" : ""}`, ariaLabel: ok ? "valid" : ok === false ? "not valid" : "not yet" }, ok ? "✓" : ok === false ? "✗" : "○"), html("b", {}, name), html("span", { className: "muted" }, how), act));
    }
    const says = this.checked.lines.map((words) => html("p", { className: "small" }, words.replace(/\^(-?\d+)/g, (_, power) => raised(Number(power))).replace(/(^|\s)-(?=\d)/g, "$1−")));
    const mend = this.isProved ? null : this.mend();
    const hash = JSON.parse(new TextDecoder().decode(this.certificate)).network.sha256;
    fill(right, grid.el, heading("Three checkers", "no code in common"), table, ...says, html("hr"), ...(mend ? this.mendedBox(mend) : this.isProved ? [] : this.farkasBox()), html("p", { className: "small hash" }, `SHA-256 of the weights, part of the certificate: ${hash}`));
  }

  /** The page's sample that is the certificate's i-th; −1 where there is none. */
  sampleOf(i) {
    const { indices } = this.info.samples;
    if (indices) return indices.indexOf(i);
    const { data } = JSON.parse(new TextDecoder().decode(this.certificate));
    if (data.family !== "step") return i;
    const isLeading = data.orientation === "leadingOnes";
    const t = isLeading && !data.blank ? i + 1 : i;
    const ones = isLeading ? t : data.length - t;
    return this.info.samples.signals.findIndex((signal) => signal.filter((x) => x !== 0).length === ones);
  }

  /** The multipliers that show that no last layer would do. */
  farkasBox() {
    const found = /"multipliers"\s*:\s*\[([^\]]*)\]/.exec(new TextDecoder().decode(this.certificate));
    const claim = this.claims.find((one) => one.claim === "noLastLayer");
    if (!found || !claim) return [];
    const multipliers = found[1].split(",").map((digits) => BigInt(digits.trim()));
    const used = multipliers.flatMap((m, i) => (m === 0n ? [] : [i]));
    const own = used.map((i) => this.sampleOf(i));
    if (own.includes(-1)) return [];
    const sum = used.reduce((total, i, k) => total.plus(Rational.of(multipliers[i]).times(this.wanted[own[k]][claim.output])), zero);
    const table = html("table", { className: "matrix" }, html("tr", {}, ...["sample", "multiplier", `wanted of output ${claim.output}`].map((name) => html("th", {}, name))));
    used.slice(0, 5).forEach((i, k) => table.append(html("tr", {}, html("td", { className: "code-text" }, this.stepName(own[k])), html("td", {}, text(Rational.of(multipliers[i]), 14)), html("td", { className: "out-text" }, text(this.wanted[own[k]][claim.output])))));
    if (used.length > 5) table.append(html("tr", {}, html("td", {}, `and ${used.length - 5} more`), html("td"), html("td")));
    table.append(html("tr", { className: "sum" }, html("td", {}, "sum"), html("td", {}, "0 for every unit"), html("td", { className: "error-text" }, text(sum, 14))));
    return [heading("Why no last layer mends it", "the activations of these samples, times these, add up to 0; the targets do not"), table];
  }

  /** The same network with an exact last layer. */
  mendedBox(mend) {
    const last = this.network.layers.at(-1);
    const hidden = evaluate(this.network.layers, this.info.samples.signals, this.network.layers.length - 1);
    const right = hidden.every((a, i) => mend.every((w, j) => {
      const u = w.reduce((sum, x, k) => sum.plus(x.times(a[k])), zero);
      const y = last.activation.kind === "relu" && u.sign < 0 ? zero : u;
      return y.equals(this.wanted[i][j]);
    }));
    if (!right) return [];
    const figure = new Figure(this.model, {
      noun: "", className: "mended", describe: () => `Each of the ${mend.length} outputs of the mended network over the code: all ${this.errors.length} samples are right.`,
      draw: (svg, width, height) => {
        svg.replaceChildren();
        const places = this.codes.map((code) => code.toNumber());
        const [low, high] = [Math.min(...places), Math.max(...places)];
        const x = (z) => 4 + ((z - low) / (high - low || 1)) * (width - 8);
        const amplitude = this.info.shape.amplitude || 1;
        const y = (value) => height - 22 - (Math.max(0, Math.min(value / amplitude, 1.1)) * (height - 34)) / 1;
        const order = [...places.keys()].sort((a, b) => places[a] - places[b]);
        mend.forEach((w, j) => {
          const points = order.map((i) => `${px(x(places[i]))} ${px(y(this.wanted[i][j].toNumber()))}`);
          svg.append(shape("path", { class: `y-line ${j % 3 ? "pale" : ""}`, d: `M${points.join("L")}` }));
        });
        places.forEach((z) => svg.append(shape("circle", { class: "code-dot", cx: px(x(z)), cy: height - 22, r: 2.6 })));
        const kinks = this.network.kinks();
        kinks?.positions.forEach((kink, k) => {
          if (kink >= low && kink <= high) svg.append(shape("path", { class: "kink-mark", d: kinks.sides[k] > 0 ? "M-4 4L0 -3L4 4Z" : "M-4 -3L0 4L4 -3Z", transform: `translate(${px(x(kink))} ${height - 9})` }));
        });
      },
    });
    figure.caption.classList.add("unseen");
    figure.caption.firstChild.textContent = "The mended outputs over the code";
    this.figures.push(figure);
    const count = this.errors.length;
    return [
      html("p", { className: "mended-line" }, badge("proved", "yes", true), " ", html("b", {}, "with its last layer mended")),
      html("p", { className: "mended-words" }, `All ${count} samples, all ${mend.length} outputs, exactly: the layers before it suffice.`), figure.el,
    ];
  }

  // ---- Acts ----------------------------------------------------------------------------------------------------------

  next() {
    if (this.failing.length < 2) return;
    const at = this.failing.indexOf(this.witness.sample);
    const sample = this.failing[(at + 1) % this.failing.length];
    let output = 0;
    this.errors[sample].forEach((error, j) => {
      if (error.magnitude.compare(this.errors[sample][output].magnitude) > 0) output = j;
    });
    this.witness = { sample, output };
    this.fillHead();
    this.fillWitness();
    this.grid.redraw();
  }

  toDecoder() {
    if (!this.codes) return;
    this.model.set("z", `${this.codes[this.witness.sample]}`);
    this.model.set("theta", this.witness.sample);
    this.model.set("tab", "decoder");
  }

  download() {
    if (this.certificate) save(`${this.run.replaceAll("/", "-")}.certificate.json`, this.certificate, "application/json");
  }

  key(event) {
    if (!this.certificate || event.target.matches?.("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey || !this.el.isConnected || this.el.hidden) return;
    if (event.key === "n" || event.key === "N") this.next();
    else if (event.key === "w" || event.key === "W") this.toDecoder();
    else if (event.key === "c" || event.key === "C") this.download();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** 2⁻²⁰ where the number is a small power of two, else the fraction. */
function power(value) {
  const size = value.magnitude;
  if (size.num === 1n && size.den > 64n && (size.den & (size.den - 1n)) === 0n) {
    const exponent = size.den.toString(2).length - 1;
    const body = math("msup", "2", math("mrow", "−", `${exponent}`));
    return value.sign < 0 ? math("mrow", "−", body) : body;
  }
  return fraction(value, 9);
}

function product(w, x) {
  if (`${x}` === "1" && w.den === 1n) return power(w);
  const left = w.sign < 0 ? math("mrow", "(", power(w), ")") : power(w);
  return math("mrow", w.sign < 0 ? left : power(w), "·", power(x));
}

function html_(name, className) {
  const element = math("mi", name);
  element.replaceChildren(name);
  element.setAttribute("class", `${className}-text`);
  return element;
}

/** The checker's own text; in one file that replays a run there is no address of it. */
function readIt() {
  try {
    return html("a", { href: new URL("../exact/checker.js", import.meta.url).href, target: "_blank", rel: "noopener" }, "read it");
  } catch {
    return html("span", { className: "muted" }, "in this file");
  }
}

/** A button that shows a command, and then copies it. */
function command(what) {
  const button = html("button", { type: "button", className: "link" }, "command");
  button.title = what;
  button.addEventListener("click", () => copy(what, button));
  return button;
}
