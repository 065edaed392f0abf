// Reads safetensors: eight bytes of the header's length, a JSON header, then the tensors' bytes.
// https://github.com/huggingface/safetensors, format of version 0.4. Little-endian throughout.

const readers = {
  F64: (view, at) => view.getFloat64(at, true),
  F32: (view, at) => view.getFloat32(at, true),
  F16: (view, at) => halfValue(view.getUint16(at, true)),
  BF16: (view, at) => bfloatValue(view.getUint16(at, true)),
  I8: (view, at) => view.getInt8(at),
};
const widths = { F64: 8, F32: 4, F16: 2, BF16: 2, I8: 1 };
const largestHeader = 100_000_000;

/** The number whose 16 bits are `bits` (IEEE 754 binary16). */
function halfValue(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** The number whose upper 16 bits of a float32 are `bits`. */
function bfloatValue(bits) {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}

/**
 * The tensors and the metadata of a safetensors file.
 *
 * @param {ArrayBuffer} buffer the file's bytes
 * @returns {{tensors: Map<string, {shape: number[], values: Float64Array, type: string}>,
 *   metadata: Object<string, string>}} every value as a double, which holds all of its types exactly
 * @throws {Error} a sentence, where the bytes are not such a file
 */
export function readSafetensors(buffer) {
  const bytes = new DataView(buffer);
  if (buffer.byteLength < 8) throw new Error("The frame is shorter than a header: the server was cut off.");
  const length = Number(bytes.getBigUint64(0, true));
  if (length > largestHeader || 8 + length > buffer.byteLength) {
    throw new Error("The frame's header is longer than the frame: it is no safetensors file.");
  }
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const metadata = header.__metadata__ ?? {};
  const tensors = new Map();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const read = readers[entry.dtype];
    if (!read) continue;
    const [start, end] = entry.data_offsets;
    const count = entry.shape.reduce((product, side) => product * side, 1);
    const from = 8 + length + start;
    if (end - start !== count * widths[entry.dtype] || 8 + length + end > buffer.byteLength || start < 0) {
      throw new Error(`The frame's tensor ${name} does not fit its shape.`);
    }
    const values = new Float64Array(count);
    if (entry.dtype === "F32" && from % 4 === 0) values.set(new Float32Array(buffer, from, count));
    else for (let i = 0; i < count; i += 1) values[i] = read(bytes, from + i * widths[entry.dtype]);
    // Eight bits hold multiples of a step: a film's frames are rounded.
    const step = entry.dtype === "I8" ? Number(metadata[`scale.${name}`] ?? 1) : 1;
    if (step !== 1) for (let i = 0; i < count; i += 1) values[i] *= step;
    tensors.set(name, { shape: entry.shape, values, type: entry.dtype });
  }
  return { tensors, metadata };
}
