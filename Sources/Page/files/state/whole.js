// Complete networks, with what the views ask of them: codes of the run's signals, outputs, errors.

import { canDie, outputErrors, reconstructions } from "../model.js";
import { classification } from "./classes.js";

/** The weights that make these codes of steps: each stair divided by the amplitude. */
export function weightsOf(codes, info, present) {
  if (!info.samplesAreSteps) return present;
  const { signals } = info.samples;
  const weights = Float64Array.from(present);
  for (let i = 1; i < signals.length; i += 1) {
    const j = changedEntry(signals[i - 1], signals[i], i, info);
    if (j >= 0) weights[j] = (codes[i] - codes[i - 1]) / (signals[i][j] - signals[i - 1][j]);
  }
  return weights;
}

/** The codes of the run's signals. Steps share their tails, so that each code is the one before and one product more. */
export function codesOf(network, info) {
  if (!network.hasScalarCode) return null;
  const first = network.layers[0];
  if (info.samplesAreSteps && network.codeLayer === 0) {
    const small = { w1: first.weight, b1: first.bias ? first.bias[0] : 0 };
    return codesFromSmall(small, info, first.activation.apply);
  }
  return network.codes(info.samples.signals);
}

export function codesFromSmall({ w1, b1 }, info, apply) {
  const { signals } = info.samples;
  const codes = new Float64Array(signals.length);
  let sum = b1;
  for (let i = 0; i < signals.length; i += 1) {
    const signal = signals[i];
    if (i === 0 || !info.samplesAreSteps) {
      sum = b1;
      for (let j = 0; j < w1.length; j += 1) sum += w1[j] * signal[j];
    } else {
      const before = signals[i - 1];
      const j = changedEntry(before, signal, i, info);
      if (j < 0) {
        sum = b1;
        for (let k = 0; k < w1.length; k += 1) sum += w1[k] * signal[k];
      } else sum += w1[j] * (signal[j] - before[j]);
    }
    codes[i] = apply(sum);
  }
  return codes;
}

// The one entry in which neighbouring steps differ is the same in every frame.
const changes = new WeakMap();
function changedEntry(before, signal, i, info) {
  let list = changes.get(info);
  if (!list) {
    const { signals } = info.samples;
    list = signals.map((one, k) => {
      if (k === 0) return -1;
      const differing = [];
      for (let j = 0; j < one.length && differing.length < 2; j += 1) if (one[j] !== signals[k - 1][j]) differing.push(j);
      return differing.length === 1 ? differing[0] : -1;
    });
    changes.set(info, list);
  }
  return list[i];
}

/** A complete network with what is computed from it when it is asked for. */
export function makeWhole(network, epoch, info) {
  const codes = codesOf(network, info);
  let values = null;
  let errors = null;
  let classes = null;
  return {
    epoch, network, codes,
    /** The outputs for all samples, [samples × outputs]. */
    values() {
      values ??= reconstructions(network, info.samples.signals, codes ?? undefined);
      return values;
    },
    /** {worst, dead} by output. */
    errors() {
      errors ??= outputErrors(this.values(), info.samples.targets, network.outputs, canDie(network.layers.at(-1)) && !/^loss:.*hingeResidual/m.test(info.spec ?? ""));
      return errors;
    },
    /** The classes that are found; null for data without classes. */
    classes() {
      if (info.samples.classes) classes ??= classification(this.values(), info.samples.classes, network.outputs);
      return classes;
    },
  };
}
