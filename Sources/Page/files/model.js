// Networks of dense layers, and what a scalar code lets one see: codes, kinks, and the decoder at every z.
// Values are doubles; weights are the stored ones exactly. Matrices are row-major, [outputs × inputs].

import { activation } from "./activations.js";
import { readParts } from "./parts.js";

export { activation } from "./activations.js";

/**
 * The network of a snapshot's bytes: tensors `layers.l.weight` `[outputs × inputs]` and `layers.l.bias`, and the
 * activations in the metadata.
 *
 * @param {ArrayBuffer} buffer
 * @returns {{network: Network, epoch: number | null, metadata: Object<string, string>}}
 * @throws {Error} a sentence
 */
export function readNetwork(buffer) { return networkOf(readParts(buffer)); }

/** The same of what `readParts` has read. */
export function networkOf({ layers: parts, metadata }) {
  const layers = parts.map((part) => ({ ...part, activation: activation(part.activation) }));
  const epoch = metadata.epoch === undefined ? null : Number(metadata.epoch);
  return { network: new Network(layers), epoch, metadata, isRounded: layers.some((layer) => layer.type === "I8") };
}

/** A stack of dense layers: {outputs, inputs, weight, bias or null, type, activation}. */
export class Network {
  constructor(layers) {
    this.layers = layers;
    this.inputs = layers[0].inputs;
    this.outputs = layers[layers.length - 1].outputs;
    /** The index of the layer whose one output is the code; −1 where no layer before the last has one output. */
    this.codeLayer = layers.slice(0, -1).findIndex((layer) => layer.outputs === 1);
  }

  get hasScalarCode() { return this.codeLayer >= 0; }

  /** Whether the decoder has one hidden layer, so that its kinks −b/w are all there is. */
  get hasOneHiddenLayer() { return this.hasScalarCode && this.codeLayer === this.layers.length - 3; }

  get encoder() { return this.layers.slice(0, this.codeLayer + 1); }
  get decoder() { return this.layers.slice(this.codeLayer + 1); }
  /** The layer that reads the code, or null. */
  get hiddenLayer() { return this.hasScalarCode ? this.layers[this.codeLayer + 1] : null; }

  /** Every layer's preactivations and activations for one signal: arrays of Float64Array. */
  trace(signal) { return traceLayers(this.layers, signal); }

  /** The output for one signal. */
  output(signal) { return runLayers(this.layers, signal); }

  /** The code of one signal, or NaN where there is none. */
  code(signal) { return this.hasScalarCode ? runLayers(this.encoder, signal)[0] : NaN; }

  /** The codes of all signals. */
  codes(signals) {
    return Float64Array.from(signals, (signal) => this.code(signal));
  }

  /** The output at the code `z`. */
  decode(z) { return runLayers(this.decoder, [z]); }

  /** Where each unit that reads the code switches, and to which side it is on: see `kinks`. */
  kinks() {
    const layer = this.hiddenLayer;
    return layer ? kinks(layer.weight, layer.bias, layer.activation.kind) : null;
  }
}

function traceLayers(layers, signal) {
  const sums = [];
  const values = [];
  let input = signal;
  for (const layer of layers) {
    const sum = multiply(layer, input);
    const value = Float64Array.from(sum, layer.activation.apply);
    sums.push(sum);
    values.push(value);
    input = value;
  }
  return { sums, values };
}

function runLayers(layers, signal) {
  let input = signal;
  for (const layer of layers) {
    const sum = multiply(layer, input);
    const apply = layer.activation.apply;
    for (let i = 0; i < sum.length; i += 1) sum[i] = apply(sum[i]);
    input = sum;
  }
  return input;
}

function multiply({ outputs, inputs, weight, bias }, input) {
  const sum = new Float64Array(outputs);
  for (let i = 0, at = 0; i < outputs; i += 1) {
    let total = bias ? bias[i] : 0;
    for (let j = 0; j < inputs; j += 1, at += 1) total += weight[at] * input[j];
    sum[i] = total;
  }
  return sum;
}

/**
 * The kinks of units that read one code: where w z + b = 0 (hardThreshold: = 1).
 *
 * @returns {{positions: Float64Array, sides: Int8Array}} side 1: on above, −1: on below, 0: w = 0, no kink (NaN)
 */
export function kinks(weights, biases, kind = "relu") {
  const positions = new Float64Array(weights.length);
  const sides = new Int8Array(weights.length);
  kinksInto(weights, biases, kind, positions, sides);
  return { positions, sides };
}

/** The same into arrays that exist. */
export function kinksInto(weights, biases, kind, positions, sides) {
  const level = kind === "hardThreshold" ? 1 : 0;
  for (let k = 0; k < weights.length; k += 1) {
    const w = weights[k];
    positions[k] = w === 0 ? NaN : (level - (biases ? biases[k] : 0)) / w;
    sides[k] = Math.sign(w);
  }
}

/**
 * The decoder at many codes: `values[r * outputs + j]` is y_j at the r-th code of `zs`, which must rise.
 *
 * With one hidden layer of ReLUs, leaky ReLUs or none it walks over the sorted kinks: between two of them the sums are
 * A z + B. Complexity O((rows + units) · outputs), against rows · units · outputs by multiplying.
 *
 * @param {Network} network with a scalar code
 * @param {ArrayLike<number>} zs rising codes
 * @param {Float32Array | Float64Array} [values] rows × outputs numbers to write into
 */
export function decoderMap(network, zs, values = new Float32Array(zs.length * network.outputs)) {
  const hidden = network.hiddenLayer;
  if (network.hasOneHiddenLayer && hidden.activation.isPiecewiseLinear) walk(network, zs, values);
  else {
    for (let r = 0; r < zs.length; r += 1) values.set(network.decode(zs[r]), r * network.outputs);
  }
  return values;
}

function walk(network, zs, values) {
  const hidden = network.hiddenLayer;
  const last = network.layers[network.layers.length - 1];
  const { outputs, inputs: units, weight } = last;
  const { slope } = hidden.activation;
  const lines = new Float64Array(2 * outputs); // A then B of every output
  if (last.bias) lines.set(last.bias, outputs);
  const { positions, sides } = network.kinks();
  const order = [];
  for (let k = 0; k < units; k += 1) {
    const w = hidden.weight[k];
    const b = hidden.bias ? hidden.bias[k] : 0;
    // At z = −∞ a unit is on where w < 0.
    const isOn = w < 0 || (w === 0 && b > 0);
    add(lines, weight, units, outputs, k, (isOn ? 1 : slope) * w, (isOn ? 1 : slope) * b);
    if (w !== 0 && slope !== 1) order.push(k);
  }
  order.sort((a, b) => positions[a] - positions[b]);
  const apply = last.activation.kind === "relu" ? null : last.activation.apply;
  let next = 0;
  for (let r = 0, at = 0; r < zs.length; r += 1) {
    const z = zs[r];
    while (next < order.length && positions[order[next]] < z) {
      const k = order[next];
      const change = sides[k] > 0 ? 1 - slope : slope - 1;
      add(lines, weight, units, outputs, k, change * hidden.weight[k], change * (hidden.bias ? hidden.bias[k] : 0));
      next += 1;
    }
    for (let j = 0; j < outputs; j += 1, at += 1) {
      const sum = lines[j] * z + lines[outputs + j];
      values[at] = apply ? apply(sum) : sum <= 0 ? 0 : sum;
    }
  }
}

function add(lines, weight, units, outputs, k, slope, offset) {
  if (slope === 0 && offset === 0) return;
  for (let j = 0, at = k; j < outputs; j += 1, at += units) {
    lines[j] += weight[at] * slope;
    lines[outputs + j] += weight[at] * offset;
  }
}

/**
 * The outputs for all signals, `[samples × outputs]`: by the walk where there is one, else by multiplying.
 *
 * @param {Network} network
 * @param {number[][]} signals
 * @param {Float64Array} [codes] the codes of the signals, where they are known
 */
export function reconstructions(network, signals, codes = network.codes(signals)) {
  const { outputs } = network;
  const values = new Float64Array(signals.length * outputs);
  const isWalk = network.hasOneHiddenLayer && network.hiddenLayer.activation.isPiecewiseLinear;
  if (!isWalk || !codes.every(Number.isFinite)) {
    signals.forEach((signal, i) => values.set(network.output(signal), i * outputs));
    return values;
  }
  const order = Array.from(codes.keys()).sort((a, b) => codes[a] - codes[b]);
  const sorted = decoderMap(network, order.map((i) => codes[i]), new Float64Array(values.length));
  order.forEach((i, r) => values.set(sorted.subarray(r * outputs, (r + 1) * outputs), i * outputs));
  return values;
}

/** Whether a unit that is nowhere above 0 has no gradient: not so of a leaky or a smooth one, nor of a plain sum. */
export function canDie(layer) { return layer.activation.canDie; }

/**
 * The largest error |y − t| of each output over the samples, and whether the output is never above 0 although a target
 * is (dead).
 *
 * `isMortal` tells whether an output that is nowhere above 0 is dead: see `canDie`.
 */
export function outputErrors(values, targets, outputs, isMortal = true) {
  const worst = new Float64Array(outputs);
  const most = new Float64Array(outputs).fill(-Infinity);
  const wanted = new Float64Array(outputs).fill(-Infinity);
  targets.forEach((target, i) => {
    for (let j = 0; j < outputs; j += 1) {
      const y = values[i * outputs + j];
      const error = Math.abs(y - target[j]);
      if (error > worst[j] || Number.isNaN(error)) worst[j] = error;
      if (y > most[j]) most[j] = y;
      if (target[j] > wanted[j]) wanted[j] = target[j];
    }
  });
  return { worst, dead: Array.from(worst, (_, j) => isMortal && most[j] <= 0 && wanted[j] > 0) };
}

/**
 * The least-squares line of codes over positions 0, 1, …: r² and the largest distance from it in parts of the codes'
 * range; NaN where all codes are equal.
 */
export function codeLine(codes, positions = null) {
  const n = codes.length;
  const at = (i) => (positions ? positions[i] : i);
  let sumX = 0; let sumZ = 0; let low = Infinity; let high = -Infinity;
  for (let i = 0; i < n; i += 1) {
    sumX += at(i);
    sumZ += codes[i];
    low = Math.min(low, codes[i]);
    high = Math.max(high, codes[i]);
  }
  const [meanX, meanZ] = [sumX / n, sumZ / n];
  let xx = 0; let xz = 0; let zz = 0;
  for (let i = 0; i < n; i += 1) {
    const [dx, dz] = [at(i) - meanX, codes[i] - meanZ];
    xx += dx * dx;
    xz += dx * dz;
    zz += dz * dz;
  }
  const slope = xx > 0 ? xz / xx : 0;
  const intercept = meanZ - slope * meanX;
  let deviation = 0;
  for (let i = 0; i < n; i += 1) deviation = Math.max(deviation, Math.abs(codes[i] - slope * at(i) - intercept));
  return {
    slope, intercept, range: high - low, low, high,
    r2: zz > 0 ? (xz * xz) / (xx * zz) : NaN,
    deviation: high > low ? deviation / (high - low) : NaN,
  };
}

/**
 * How many kinks lie in each gap between neighbouring codes, from the least code to the greatest: `counts` has one
 * number for each of the codes less one; `below` and `above` are the kinks outside. A kink on a code belongs to the gap
 * above it.
 */
export function gapCounts(codes, positions) {
  const sorted = Float64Array.from(codes).sort();
  const counts = new Int32Array(Math.max(sorted.length - 1, 0));
  let below = 0; let above = 0;
  for (const kink of positions) {
    if (!Number.isFinite(kink)) continue;
    if (kink < sorted[0]) { below += 1; continue; }
    if (kink >= sorted[sorted.length - 1]) { above += 1; continue; }
    let low = 0; let high = sorted.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= kink) low = middle; else high = middle;
    }
    counts[low] += 1;
  }
  return { counts, below, above, sorted };
}

/** The numbers of a frame's `small`: base64 of float32 W₁ [n], b₁, w₂ [hidden], b₂ [hidden]. */
export function readSmall(base64, inputs) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  const numbers = new Float32Array(bytes.buffer, 0, bytes.length >> 2);
  const units = (numbers.length - inputs - 1) / 2;
  if (!Number.isInteger(units) || units < 0) throw new Error("The small frame does not fit the network's shape.");
  return {
    w1: numbers.subarray(0, inputs), b1: numbers[inputs],
    w2: numbers.subarray(inputs + 1, inputs + 1 + units), b2: numbers.subarray(inputs + 1 + units),
  };
}
