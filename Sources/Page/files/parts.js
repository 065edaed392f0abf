// A network's bytes as plain parts, which one thread can hand to another.

import { readSafetensors } from "./safetensors.js";

/**
 * The layers of a snapshot's bytes: tensors `layers.l.weight` `[outputs × inputs]` and `layers.l.bias`.
 *
 * @param {ArrayBuffer} buffer
 * @returns {{layers: {outputs: number, inputs: number, weight: Float64Array, bias: Float64Array | null, type: string,
 *   activation: string | undefined}[], metadata: Object<string, string>}} activations by their names in the metadata
 * @throws {Error} a sentence
 */
export function readParts(buffer) {
  const { tensors, metadata } = readSafetensors(buffer);
  const layers = [];
  for (let l = 0; tensors.has(`layers.${l}.weight`); l += 1) {
    const weight = tensors.get(`layers.${l}.weight`);
    const bias = tensors.get(`layers.${l}.bias`);
    const [outputs, inputs] = weight.shape;
    layers.push({ outputs, inputs, weight: weight.values, bias: bias ? bias.values : null, type: weight.type, activation: metadata[`layers.${l}.activation`] });
  }
  if (layers.length === 0) throw new Error("The frame holds no layer: layers.0.weight is missing.");
  return { layers, metadata };
}
