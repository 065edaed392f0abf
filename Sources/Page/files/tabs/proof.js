// Proof: what a certificate says, its witness, the arithmetic in full, and the page's own check of it.

import { check } from "../exact/checker.js";
import { Decoder, evaluate } from "../exact/piece.js";
import { Rational } from "../exact/rational.js";
import { witnessOf } from "../exact/witness.js";
import { whole } from "../format.js";
import { readNetwork } from "../model.js";
import { hasLogits } from "../state/classes.js";
import { outputName } from "../state/names.js";
import { html } from "../views/draw.js";
import {
  Figure, apology, badge, capital, decimal, fill, heading, linkButton, raised, save, showAlone, text, word,
} from "./parts.js";
import { ProofAside } from "./proof-aside.js";

export const title = "Proof";

/** Shows the proof about the run of the model: asks the source for its certificate and the model that it is about. */
export function render({ model, el, bar, source }) {
  return showAlone(el, () => new Proof(model, el, bar, source));
}

class Proof extends ProofAside {
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
        this.offer({ heading: `Refuted at sample ${whole(missed.sample)}, output ${outputName(info, missed.output)}.`, message: `The page has the first ${whole(info.samples.signals.length)} of ${whole(info.shape.samples)} samples, and this is not one of them. Its checker has made them all, and finds the certificate ${this.checked.status === 0 ? "valid" : `wrong: ${this.checked.lines[0]}`}.`, isDone: true });
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
      html("h1", {}, badge("refuted", "no", true), ` at ${this.stepName(sample)}, output ${outputName(this.info, output)}, by ${size}`),
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
      noun: isProved ? "All outputs" : "The witness", half: isProved ? "over the code z: each rises in its gap" : `output ${outputName(this.info, output)} over the ${this.codes ? "code z" : "steps"}`,
      draw: (svg, w, h) => (isProved ? this.drawAll(svg, w, h) : this.drawWitness(svg, w, h)),
      describe: () => (isProved ? `Each of the ${this.errors[0].length} outputs is right at each of the ${this.errors.length} samples.` : `Output ${outputName(this.info, output)} is ${text(this.outputs[sample][output])} at ${this.stepName(sample)}, where ${text(this.wanted[sample][output])} is wanted.`),
    });
    figure.isWitness = true;
    this.figures.push(figure);
    fill(this.witnessBox, figure.el);
    this.fillArithmetic();
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
