// The tab Decoder in words: which step is decoded at a code, between which two it is, and how far off the nearest one is.

import { Rational } from "../exact/rational.js";
import { outputName } from "../state/names.js";
import { DecoderMap } from "./decoder-map.js";
import { decimal, part, text } from "./parts.js";

/** Finds the sample that the outputs are nearest to; the tab has the outputs, exact and as numbers. */
export class DecoderWords extends DecoderMap {
  /** Whether output j is a number, exactly: first by its float, which mostly tells. */
  is(j, number) {
    if (Math.abs(this.numbers_[j] - number) > 1e-9 * Math.abs(number)) return false;
    if (!this.rationals.has(number)) this.rationals.set(number, Rational.ofNumber(number));
    return this.values_[j].equals(this.rationals.get(number));
  }

  /** The sample whose target is nearest to the outputs here, and by how much its worst output is off. */
  findNearest() {
    const floats = this.numbers_;
    let best = { sample: 0, worst: Infinity, sum: Infinity };
    this.info.samples.targets.forEach((target, sample) => {
      let sum = 0;
      let worst = 0;
      let output = 0;
      target.forEach((value, j) => {
        const error = Math.abs(floats[j] - value);
        sum += error * error;
        if (error > worst) [worst, output] = [error, j];
      });
      if (sum < best.sum - 1e-12) best = { sample, worst, output, sum };
    });
    return best;
  }

  say() {
    const { labels, targets } = this.info.samples;
    const outputs = this.outputs();
    const amplitude = Rational.ofNumber(this.info.shape.amplitude);
    const exact = targets.findIndex((target) => target.every((value, j) => this.is(j, value)));
    if (exact >= 0) {
      const set = this.sets?.[exact]?.find(({ from, to }) => (!from || from.compare(this.z) <= 0) && (!to || to.compare(this.z) >= 0));
      const span = set && !(set.from && set.to && set.from.equals(set.to))
        ? `, as ${set.from || set.to ? `everywhere ${set.from ? `from ${text(set.from)}` : "below"}${set.to ? ` ${set.from ? "to " : ""}${text(set.to)}` : " on"}` : "at every code"}` : "";
      return `θ = ${labels[exact]} is decoded here, exactly${span}.`;
    }
    if (this.middle) {
      const { output, off, on } = this.middle;
      return `No step is decoded here: output ${outputName(this.info, output)} is ${part(outputs[output].over(amplitude))} of the way from θ = ${labels[off]} to θ = ${labels[on]}.`;
    }
    const { near } = this;
    const wrong = (i) => targets[i].filter((value, j) => !this.is(j, value)).length;
    const off = (count) => (count === 1 ? "one output is" : `${count} outputs are`);
    const worst = `output ${outputName(this.info, near.output)} most, by ${decimal(Number(near.worst.toPrecision(3)))}`;
    const own = this.codes.findIndex((code) => code.equals(this.z));
    if (own >= 0 && own !== near.sample) {
      return `This is the code of θ = ${labels[own]}, but the outputs are nearest to θ = ${labels[near.sample]}, and even there ${off(wrong(near.sample))} off, ${worst}.`;
    }
    const where = own >= 0 ? `This is the code of θ = ${labels[own]}, which is not decoded` : `No step is decoded here. The nearest is θ = ${labels[near.sample]}`;
    return `${where}: ${off(wrong(near.sample))} off, ${worst}.`;
  }

  /** The two steps between which one output is on its way; null elsewhere. */
  findBetween() {
    if (!this.info.samplesAreSteps) return null;
    const { targets } = this.info.samples;
    const outputs = this.outputs();
    const amplitude = Rational.ofNumber(this.info.shape.amplitude);
    const moving = outputs.flatMap((y, j) => (y.sign === 0 || y.equals(amplitude) ? [] : [j]));
    if (moving.length !== 1) return null;
    const [output] = moving;
    if (outputs[output].sign < 0 || outputs[output].compare(amplitude) > 0) return null;
    const fits = (value) => targets.findIndex((target) => target.every((wanted, k) => (k === output ? wanted === value : this.is(k, wanted))));
    const [off, on] = [fits(0), fits(this.info.shape.amplitude)];
    return off >= 0 && on >= 0 ? { output, off, on } : null;
  }
}
