// What a decoder of one number z does, exactly: y(z) as fractions, the units that are on, the breakpoints beside z, and
// the affine piece between them.
//
// On a piece every unit is S·z + C. All S and C of a layer are integers times one power of two, so that a layer costs
// only products and sums of BigInt; no fraction is reduced before it is shown. The piece ends where some S·z + C = 0.

import { Rational, dyadicOfFloat64 } from "./rational.js";

const continuous = new Set(["identity", "relu", "leakyReLU"]);

/** Numbers as integers over one power of two: values[i] = integers[i] · 2^exponent. */
function integers(values) {
  let exponent = Infinity;
  const parts = Array.from(values, (value) => {
    const part = dyadicOfFloat64(value);
    if (part === null) throw new RangeError("a weight is no finite number");
    if (part.m !== 0n && part.e < exponent) exponent = part.e;
    return part;
  });
  if (exponent === Infinity) exponent = 0;
  return { integers: parts.map(({ m, e }) => (m === 0n ? 0n : m << BigInt(e - exponent))), exponent };
}

function exactLayer({ outputs, inputs, weight, bias, type, activation: { kind, slope } }) {
  // The slope of a leaky ReLU has the precision of the weights, as all numbers of a network.
  const stored = type === "F32" ? Math.fround(slope) : slope;
  return {
    kind, outputs, inputs, weight: integers(weight), bias: bias ? integers(bias) : null,
    slope: kind === "leakyReLU" ? dyadicOfFloat64(stored) : { m: 0n, e: 0 },
  };
}

/** W (S z + C) + b: the forms that a layer receives, as {S, C, exponent}. */
function affine(layer, { S, C, exponent }) {
  const { weight, bias, outputs, inputs } = layer;
  const product = weight.exponent + exponent;
  const common = bias ? Math.min(product, bias.exponent) : product;
  const lift = BigInt(product - common);
  const liftOfBias = bias ? BigInt(bias.exponent - common) : 0n;
  const result = { S: new Array(outputs), C: new Array(outputs), exponent: common };
  const used = [];
  for (let k = 0; k < inputs; k += 1) if (S[k] !== 0n || C[k] !== 0n) used.push(k);
  for (let j = 0; j < outputs; j += 1) {
    let slope = 0n;
    let offset = 0n;
    for (const k of used) {
      const w = weight.integers[j * inputs + k];
      if (w === 0n) continue;
      slope += w * S[k];
      offset += w * C[k];
    }
    result.S[j] = slope << lift;
    result.C[j] = (offset << lift) + (bias ? bias.integers[j] << liftOfBias : 0n);
  }
  return result;
}

/** S·z + C behind the activation, for units that are on or off. */
function activated(layer, { S, C, exponent }, isOn) {
  if (layer.kind === "identity") return { S, C, exponent };
  const { m, e } = layer.slope;
  const lift = e < 0 ? BigInt(-e) : 0n;
  const off = e < 0 ? m : m << BigInt(e);
  const pass = (x, k) => (isOn[k] ? x << lift : x * off);
  return { S: S.map(pass), C: C.map(pass), exponent: exponent + Math.min(0, e) };
}

/** Whether S·z + C is above 0 just right (side 1) or left (side −1) of z; z = null stands for −∞. */
function isAbove(S, C, z, side) {
  if (z === null) return S !== 0n ? S < 0n : C > 0n;
  const value = S * z.num + C * z.den;
  if (value !== 0n) return value > 0n;
  return side > 0 ? S > 0n : S < 0n;
}

/**
 * The nearest of some codes on either side of z, that is, just right (side 1) or left (side −1) of it.
 * Codes are {num, den} with den > 0 and need not be in lowest terms: only the two that remain are reduced.
 */
class Bounds {
  constructor(z, side, from = null, to = null) {
    Object.assign(this, { z, side, from, to });
  }

  add(root) {
    // A root at z itself lies behind, seen in the direction of the side.
    const order = this.z === null ? 1 : compare(root, this.z) || -this.side;
    if (order > 0) {
      if (this.to === null || compare(root, this.to) < 0) this.to = root;
    } else if (this.from === null || compare(root, this.from) > 0) {
      this.from = root;
    }
  }

  /** Adds the zeros of the forms S·z + C. */
  narrow({ S, C }) {
    for (let k = 0; k < S.length; k += 1) {
      if (S[k] !== 0n) this.add(S[k] > 0n ? { num: -C[k], den: S[k] } : { num: C[k], den: -S[k] });
    }
  }

  get reduced() {
    const [from, to] = [this.from, this.to].map((x) => (x === null ? null : Rational.of(x.num, x.den)));
    return { from, to };
  }
}

function compare(a, b) {
  const [left, right] = [a.num * b.den, b.num * a.den];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What layers make of a signal, exactly. */
function forward(layers, signal) {
  let { integers: C, exponent } = integers(signal);
  for (const layer of layers) {
    const forms = affine(layer, { S: C.map(() => 0n), C, exponent });
    if (layer.kind === "hardThreshold") {
      // 1 over the power of two of the sums, and at least one unit of it.
      const one = forms.exponent <= 0 ? 1n << BigInt(-forms.exponent) : 1n;
      C = forms.C.map((value) => (value >= one ? 1n : 0n));
      exponent = 0;
    } else {
      ({ C, exponent } = activated(layer, forms, forms.C.map((value) => value > 0n)));
    }
  }
  return C.map((value) => Rational.dyadic(value, exponent));
}

/**
 * The outputs of a network for each of some signals, exactly; `until` leaves out the layers from there on.
 *
 * @param layers the layers in the form of `model.js`: identity, relu, leakyReLU and hardThreshold
 * @throws {RangeError} for another activation
 */
export function evaluate(layers, signals, until = layers.length) {
  const other = layers.find(({ activation: { kind } }) => !continuous.has(kind) && kind !== "hardThreshold");
  if (other) throw new RangeError(`Exact values of a layer with ${other.activation.name} are not computed here.`);
  const exact = layers.slice(0, until).map(exactLayer);
  return signals.map((signal) => forward(exact, signal));
}

/** A decoder: the layers behind the code. Its pieces are computed where they are asked for, and kept. */
export class Decoder {
  /** @param layers The layers of a whole network, in the form of `model.js`. */
  constructor(layers) {
    this.codeLayer = layers.findIndex(
      (layer, index) =>
        layer.outputs === 1 && index < layers.length - 1 && layers.slice(index + 1).every((l) => continuous.has(l.activation.kind)),
    );
    if (this.codeLayer < 0) {
      throw new RangeError("This network has no code of one number followed by continuous layers: there is no z to move.");
    }
    this.encoder = layers.slice(0, this.codeLayer + 1).map(exactLayer);
    this.layers = layers.slice(this.codeLayer + 1).map(exactLayer);
    if (this.layers.length > 3) throw new RangeError(`${this.layers.length} layers follow the code: expected at most 3.`);
    this.outputs = this.layers.at(-1).outputs;
    this.hidden = this.layers.slice(0, -1);
    this.units = this.hidden.reduce((sum, layer) => sum + layer.outputs, 0);
    this.ends = [];
    this.kept = [];
  }

  /** The code of a signal, exactly. */
  code(signal) {
    return forward(this.encoder, signal)[0];
  }

  /** The codes of all signals; the smallest and the largest are breakpoints of the atlas. */
  encode(signals) {
    const codes = signals.map((signal) => this.code(signal));
    const sorted = [...codes].sort((a, b) => a.compare(b));
    this.ends = sorted.length ? [sorted[0], sorted.at(-1)] : [];
    return codes;
  }

  /** Where no hidden unit switches: the forms of all layers beside z, and the interval (from, to) on which they hold. */
  stretch(z, side = 1) {
    const isInside = ({ from, to }) => {
      if (z === null) return from === null;
      const left = from === null ? 1 : z.compare(from);
      const right = to === null ? -1 : z.compare(to);
      return (left > 0 || (left === 0 && side > 0)) && (right < 0 || (right === 0 && side < 0));
    };
    const found = this.kept.find(isInside);
    if (found) return found;
    const bounds = new Bounds(z, side);
    const active = [];
    let forms = { S: [1n], C: [0n], exponent: 0 };
    let count = 0;
    for (const layer of this.hidden) {
      const before = affine(layer, forms);
      const isOn = before.S.map((S, k) => isAbove(S, before.C[k], z, side));
      if (layer.kind !== "identity") {
        isOn.forEach((on, k) => {
          if (on) active.push(count + k);
        });
        bounds.narrow(before);
      }
      forms = activated(layer, before, isOn);
      count += layer.outputs;
    }
    const result = { ...bounds.reduced, active, forms: affine(this.layers.at(-1), forms) };
    if (this.kept.length > 600) this.kept.length = 0;
    this.kept.unshift(result);
    return result;
  }

  /** The affine piece right (side 1) or left (side −1) of z: where it begins and ends, and which units and outputs are on. */
  piece(z, side = 1) {
    const stretch = this.stretch(z, side);
    const { S, C, exponent } = stretch.forms;
    const last = this.layers.at(-1);
    const bounds = new Bounds(z, side, stretch.from, stretch.to);
    const outputsOn = [];
    for (let j = 0; j < this.outputs; j += 1) {
      if (last.kind === "identity" || isAbove(S[j], C[j], z, side)) outputsOn.push(j);
    }
    if (last.kind !== "identity") bounds.narrow(stretch.forms);
    this.ends.forEach((end) => bounds.add(end));
    const { from, to } = bounds.reduced;
    return new Piece(this, { from, to, active: stretch.active, outputsOn, S, C, exponent });
  }

  /** What happens at a breakpoint as z grows through it, in the words of the atlas. */
  event(z) {
    const [left, right] = [this.piece(z, -1), this.piece(z, 1)];
    const gained = (a, b) => {
      const before = new Set(a);
      return b.filter((x) => !before.has(x));
    };
    return {
      z,
      unitsOn: gained(left.active, right.active),
      unitsOff: gained(right.active, left.active),
      outputsOn: gained(left.outputsOn, right.outputsOn),
      outputsOff: gained(right.outputsOn, left.outputsOn),
      isEndOfCodes: this.ends.some((end) => end.equals(z)),
    };
  }

  /** The nearest breakpoint left (side −1) or right (side 1) of z; null where there is none. */
  beside(z, side) {
    const piece = this.piece(z, side);
    return side > 0 ? piece.to : piece.from;
  }

  /** Every piece, from left to right. */
  *pieces() {
    let piece = this.piece(null);
    yield piece;
    while (piece.to !== null) {
      piece = this.piece(piece.to, 1);
      yield piece;
    }
  }

  /** For each target, the codes that decode to it exactly: segments {from, to}, from left to right. */
  decoded(targets) {
    const work = this.decoding(targets);
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
    }
  }

  /** The same in small parts: yields after each piece, and returns the segments. */
  *decoding(targets) {
    const wanted = targets.map((target) => Array.from(target, (value) => Rational.ofNumber(value)));
    const sets = targets.map(() => []);
    for (const piece of this.pieces()) {
      wanted.forEach((target, i) => {
        const segment = piece.solution(target);
        if (segment === null) return;
        const last = sets[i].at(-1);
        if (last && last.to && segment.from && last.to.equals(segment.from)) last.to = segment.to;
        else sets[i].push(segment);
      });
      yield;
    }
    return sets;
  }
}

/** An interval of codes on which every output is slope · z + intercept. */
class Piece {
  constructor(decoder, parts) {
    Object.assign(this, parts);
    this.decoder = decoder;
    this.isOn = new Array(decoder.outputs).fill(false);
    for (const j of this.outputsOn) this.isOn[j] = true;
  }

  /** What the activation of the last layer makes of an integer over the exponent: [factor, exponent]. */
  #scale(j) {
    if (this.isOn[j]) return [1n, 0];
    const { m, e } = this.decoder.layers.at(-1).slope;
    return [m, e];
  }

  slope(j) {
    const [factor, e] = this.#scale(j);
    return Rational.dyadic(this.S[j] * factor, this.exponent + e);
  }

  intercept(j) {
    const [factor, e] = this.#scale(j);
    return Rational.dyadic(this.C[j] * factor, this.exponent + e);
  }

  /** y_j at a code of the piece. */
  value(j, z) {
    const [factor, e] = this.#scale(j);
    const sum = (this.S[j] * z.num + this.C[j] * z.den) * factor;
    const power = this.exponent + e;
    return power >= 0 ? Rational.of(sum << BigInt(power), z.den) : Rational.of(sum, z.den << BigInt(-power));
  }

  /** The codes of the piece at which all outputs equal the targets (rationals), as {from, to}; null where there are none. */
  solution(targets) {
    let at = null;
    for (let j = 0; j < targets.length; j += 1) {
      const [factor, e] = this.#scale(j);
      const { num, den } = targets[j];
      // (S z + C) · factor · 2^power = num / den, over integers.
      const power = this.exponent + e;
      const up = power >= 0 ? BigInt(power) : 0n;
      const right = power < 0 ? num << BigInt(-power) : num;
      const S = (this.S[j] * factor * den) << up;
      const C = (this.C[j] * factor * den) << up;
      if (S === 0n) {
        if (C !== right) return null;
      } else if (at === null) {
        at = Rational.of(right - C, S);
        if ((this.from && at.compare(this.from) < 0) || (this.to && at.compare(this.to) > 0)) return null;
      } else if (S * at.num + C * at.den !== right * at.den) {
        return null;
      }
    }
    return at ? { from: at, to: at } : { from: this.from, to: this.to };
  }
}
