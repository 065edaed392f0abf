// Reads a network from the bytes of a safetensors file: a snapshot, a model, or an answer of the engine.

const sizes = { F32: 4, F64: 8 };

/** relu, identity, leakyReLU(0.1) …: the kind, and the slope below 0 where it has one. */
export function activationOf(text) {
  const match = /^leakyReLU\(([^)]+)\)$/.exec(text);
  return match ? { kind: "leakyReLU", slope: Number(match[1]) } : { kind: text, slope: 0 };
}

/**
 * The layers of a model file, from the input on.
 * Each is {activation, slope, outputs, inputs, weight, bias}: weight is a Float32Array or Float64Array of
 * outputs × inputs numbers, row by row; bias is one of outputs numbers, or null.
 */
export function readNetwork(bytes) {
  const buffer = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (!(length <= buffer.byteLength - 8)) throw new Error("the file is shorter than its header says");
  const header = JSON.parse(new TextDecoder().decode(buffer.subarray(8, 8 + length)));
  const metadata = header.__metadata__ ?? {};
  const tensor = (name) => {
    const entry = header[name];
    if (entry === undefined) return null;
    const [from, to] = entry.data_offsets;
    const size = sizes[entry.dtype];
    if (!size || to - from !== size * entry.shape.reduce((a, b) => a * b, 1)) throw new Error(`${name} has a wrong size`);
    // A copy, since the offset in the file need not be a multiple of the size of a number.
    const data = Uint8Array.from(buffer.subarray(8 + length + from, 8 + length + to)).buffer;
    return { shape: entry.shape, values: size === 4 ? new Float32Array(data) : new Float64Array(data) };
  };
  const layers = [];
  for (let weight = tensor("layers.0.weight"); weight; weight = tensor(`layers.${layers.length}.weight`)) {
    const { kind, slope } = activationOf(metadata[`layers.${layers.length}.activation`] ?? "identity");
    const [outputs, inputs] = weight.shape;
    const bias = tensor(`layers.${layers.length}.bias`)?.values ?? null;
    // The slope has the precision of the weights, as all numbers of the network.
    const ownSlope = weight.values instanceof Float32Array ? Math.fround(slope) : slope;
    layers.push({ activation: kind, slope: ownSlope, outputs, inputs, weight: weight.values, bias });
  }
  return { layers, metadata, epoch: metadata.epoch === undefined ? null : Number(metadata.epoch) };
}
