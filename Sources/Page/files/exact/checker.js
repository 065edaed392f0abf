// check(certificate, model): a checker of certificates, in integers (BigInt), in one file to be read from top to bottom.
//
// It decides whether what a certificate says of a network is true of the real numbers that the network's weights denote.
// It believes nothing: it makes the samples itself, takes the weights from the bits of the model, and computes the rest.
// The form of both files, and what the claims mean, stands in Documentation/Certificates.md. Nothing is imported here,
// no floating-point number is ever computed with, and no code is shared with the two other checkers.
//
// The answer is {status, lines}: 0 and what is established; 2 and what is wrong; 64 and why a file cannot be read.

const MOST_BYTES = 2 ** 25;
const MOST_ENTRIES = 2 ** 22;
const WIDTH = 2 ** 13;
const MOST_WORDS = 512;
const MOST_COST = 2 ** 27;

class Verdict extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

function demand(condition, text) {
  if (!condition) throw new Verdict(64, text);
}

function must(condition, text) {
  if (!condition) throw new Verdict(2, text);
}

export function check(certificate, model) {
  try {
    return { status: 0, lines: run(bytesOf(certificate), bytesOf(model)).map((line) => `valid: ${line}`) };
  } catch (error) {
    if (!(error instanceof Verdict)) throw error;
    const text = error.message.length > 1000 ? `${error.message.slice(0, 1000)}…` : error.message;
    return { status: error.status, lines: [error.status === 2 ? `invalid: ${text}` : text] };
  }
}

function bytesOf(file) {
  return file instanceof Uint8Array ? file : new Uint8Array(file);
}

function run(certificateBytes, modelBytes) {
  demand(certificateBytes.length <= MOST_BYTES, `certificate: it has more than ${MOST_BYTES} bytes`);
  demand(modelBytes.length <= MOST_BYTES, `model: it has more than ${MOST_BYTES} bytes`);
  const certificate = readCertificate(certificateBytes);
  const samples = samplesOf(certificate.data);
  certificate.claims.forEach((claim, index) => checkClaim(claim, `certificate, claims[${index}]`, certificate, samples));
  checkCost(certificate, samples);
  const model = readModel(modelBytes);
  const hash = hashOfSamples(samples);
  must(hash === certificate.data.sha256, `data.sha256: the samples' hash is ${hash}`);
  compare(certificate.network, model);
  return certificate.claims.map((claim, index) => {
    const objection = objectionTo(claim, certificate.network.layers, samples);
    must(objection === null, `claims[${index}]: ${objection}`);
    return establishment(claim, certificate.data, samples);
  });
}

// ---- Numbers ---------------------------------------------------------------------------------------------------------
// A number is a pair {m, e}: m · 2^e, m an odd BigInt and e an integer; 0 is {m: 0n, e: 0}.

const ZERO = { m: 0n, e: 0 };

function isSame(a, b) {
  return a.m === b.m && a.e === b.e;
}

function textOf({ m, e }) {
  return m === 0n ? "0" : `${m}p${e}`;
}

/** |n| in binary, counted. */
function bitsOf(n) {
  return n === 0n ? 0 : (n < 0n ? -n : n).toString(2).length;
}

/** m · 2^e with the factors 2 of m moved into e. */
function reduced(m, e) {
  if (m === 0n) return ZERO;
  while ((m & 0xffffn) === 0n) [m, e] = [m >> 16n, e + 16];
  while ((m & 1n) === 0n) [m, e] = [m >> 1n, e + 1];
  return { m, e };
}

/** What the bytes of an F32 or F64 denote, least significant byte first; null for infinity and NaN. */
function floatAt(bytes, start, width) {
  let bits = 0n;
  for (let i = width - 1; i >= 0; i -= 1) bits = (bits << 8n) | BigInt(bytes[start + i]);
  const [exponentBits, fractionBits] = width === 4 ? [8n, 23n] : [11n, 52n];
  const fraction = bits & ((1n << fractionBits) - 1n);
  const field = (bits >> fractionBits) & ((1n << exponentBits) - 1n);
  const isNegative = bits >> (exponentBits + fractionBits) === 1n;
  if (field === (1n << exponentBits) - 1n) return null;
  // Numbers with the field 0 have no leading 1, and the exponent of those with the field 1.
  const magnitude = field === 0n ? fraction : fraction | (1n << fractionBits);
  const lowest = 2 - 2 ** Number(exponentBits - 1n) - Number(fractionBits);
  return reduced(isNegative ? -magnitude : magnitude, lowest + Math.max(0, Number(field) - 1));
}

// ---- JSON ------------------------------------------------------------------------------------------------------------
// JSON.parse would round large integers and let a key come twice. Strings, objects (as Map), arrays, integers (BigInt),
// true and false are all that a certificate and a model's header may contain.

function parse(bytes, from, to, file) {
  let at = from;
  const fail = (text) => {
    throw new Verdict(64, `${file}, byte ${at}: ${text}`);
  };
  const space = () => {
    while (at < to && (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 10 || bytes[at] === 13)) at += 1;
  };
  const take = (character) => {
    space();
    if (at >= to || bytes[at] !== character.charCodeAt(0)) return false;
    at += 1;
    return true;
  };
  const expect = (character) => {
    if (!take(character)) fail(`expected ${character} here`);
  };
  const string = () => {
    expect('"');
    const start = at;
    while (at < to && bytes[at] !== 34) {
      if (bytes[at] < 32 || bytes[at] > 127 || bytes[at] === 92) {
        fail("a string must be ASCII without control characters and backslashes");
      }
      at += 1;
    }
    let text = "";
    for (let i = start; i < at; i += 1) text += String.fromCharCode(bytes[i]);
    expect('"');
    return text;
  };
  const integer = () => {
    const start = at;
    if (bytes[at] === 45) at += 1;
    const first = at;
    while (at < to && bytes[at] >= 48 && bytes[at] <= 57) at += 1;
    const digits = at - first;
    const isZero = bytes[first] === 48;
    if (digits < 1 || digits > 4096 || (isZero && (digits > 1 || start < first))) {
      fail("an integer must have 1 to 4,096 digits, no leading zeros, and no sign if it is zero");
    }
    let text = "";
    for (let i = start; i < at; i += 1) text += String.fromCharCode(bytes[i]);
    return BigInt(text);
  };
  const word = (text, value) => {
    for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text.charCodeAt(i)) fail("expected true or false here");
    at += text.length;
    if (at > to) fail("expected true or false here");
    return value;
  };
  const value = (depth) => {
    if (depth > 16) fail("the values are nested too deeply");
    space();
    if (at >= to) fail("expected a value here");
    switch (bytes[at]) {
      case 123: {
        const object = new Map();
        expect("{");
        if (take("}")) return object;
        do {
          space();
          const key = string();
          if (object.has(key)) fail(`the key "${key.slice(0, 64)}" occurs twice`);
          expect(":");
          object.set(key, value(depth + 1));
        } while (take(","));
        expect("}");
        return object;
      }
      case 91: {
        const array = [];
        expect("[");
        if (take("]")) return array;
        do array.push(value(depth + 1));
        while (take(","));
        expect("]");
        return array;
      }
      case 34:
        return string();
      case 116:
        return word("true", true);
      case 102:
        return word("false", false);
      default:
        return integer();
    }
  };
  const result = value(0);
  space();
  if (at !== to) fail("expected the end here");
  return result;
}

// ---- The form of a value ---------------------------------------------------------------------------------------------
// Each of these returns the value that it has checked, or ends the check; `place` says where in the file it stands.

function object(x, place, required, optional = []) {
  demand(x instanceof Map, `${place}: expected an object here`);
  for (const key of x.keys()) {
    demand(required.includes(key) || optional.includes(key), `${place}: the key "${key.slice(0, 64)}" may not occur here`);
  }
  for (const key of required) demand(x.has(key), `${place}: the object has no key "${key}"`);
  return x;
}

function array(x, place, least, most) {
  demand(Array.isArray(x), `${place}: expected an array here`);
  demand(x.length >= least, `${place}: expected at least ${least} elements here`);
  demand(x.length <= most, `${place}: expected at most ${most} elements here`);
  return x;
}

function integer(x, place, least, most) {
  demand(
    typeof x === "bigint" && x >= BigInt(least) && x <= BigInt(most),
    `${place}: expected an integer from ${least} to ${most} here`,
  );
  return Number(x);
}

function word(x, place, words) {
  demand(typeof x === "string" && words.includes(x), `${place}: expected one of ${words.join(", ")} here`);
  return x;
}

function hash(x, place) {
  demand(typeof x === "string" && /^[0-9a-f]{64}$/.test(x), `${place}: a hash must be 64 lower-case hexadecimal digits`);
  return x;
}

function nonzero(m, e, place) {
  integer(m, place, -(2 ** 53) + 1, 2 ** 53 - 1);
  demand((m & 1n) === 1n, `${place}: the mantissa ${m} is not odd`);
  return { m, e: integer(e, place, -1074, 1023) };
}

function number(x, place) {
  const [m, e] = array(x, place, 2, 2);
  return m === 0n && e === 0n ? ZERO : nonzero(m, e, place);
}

/** The entries of a tensor that are not 0, as triples with increasing indices. */
function entries(x, place, count) {
  let previous = -1;
  return array(x, place, 0, WIDTH * WIDTH).map((entry) => {
    const [i, m, e] = array(entry, place, 3, 3);
    const index = integer(i, place, 0, count - 1);
    demand(index > previous, `${place}: the entries' indices must increase`);
    previous = index;
    return { index, value: nonzero(m, e, place) };
  });
}

// ---- The certificate -------------------------------------------------------------------------------------------------

function readCertificate(bytes) {
  const root = object(
    parse(bytes, 0, bytes.length, "certificate"),
    "certificate",
    ["format", "arithmetic", "data", "network", "claims"],
  );
  word(root.get("format"), "certificate, format", ["heaviside-certificate-1"]);
  word(root.get("arithmetic"), "certificate, arithmetic", ["real"]);
  const data = readData(root.get("data"));
  const network = readLayers(root.get("network"));
  demand(
    network.inputs === data.length && network.layers.at(-1).outputs === data.outputs,
    "certificate: the network's inputs and outputs are not as many as the entries of signals and targets",
  );
  const claims = array(root.get("claims"), "certificate, claims", 1, 16).map((claim, i) =>
    readClaim(claim, `certificate, claims[${i}]`),
  );
  return { data, network, claims };
}

function readData(x) {
  const place = "certificate, data";
  demand(x instanceof Map, `${place}: expected an object here`);
  const family = word(x.get("family"), `${place}.family`, ["step", "listed"]);
  const own = family === "step" ? ["amplitude", "orientation", "blank"] : ["signals", "outputs", "targets"];
  object(x, place, ["family", "length", "sha256", ...own]);
  const length = integer(x.get("length"), `${place}.length`, 1, WIDTH);
  const data = { family, length, sha256: hash(x.get("sha256"), `${place}.sha256`) };
  if (family === "step") {
    data.amplitude = number(x.get("amplitude"), `${place}.amplitude`);
    demand(data.amplitude.m > 0n, `${place}.amplitude: an amplitude must be greater than 0`);
    data.orientation = word(x.get("orientation"), `${place}.orientation`, ["leadingOnes", "trailingOnes"]);
    data.blank = x.get("blank");
    demand(typeof data.blank === "boolean", `${place}.blank: expected true or false here`);
    data.outputs = length;
    data.count = length + (data.blank ? 1 : 0);
  } else {
    data.outputs = integer(x.get("outputs"), `${place}.outputs`, 1, WIDTH);
    data.count = array(x.get("signals"), `${place}.signals`, 1, MOST_ENTRIES).length;
    array(x.get("targets"), `${place}.targets`, data.count, data.count);
  }
  demand(data.count * (length + data.outputs) <= MOST_ENTRIES, `${place}: the samples have more than ${MOST_ENTRIES} entries`);
  if (family === "listed") {
    const rows = (name, width) =>
      x.get(name).map((row, i) => array(row, `${place}.${name}[${i}]`, width, width).map((v) => number(v, `${place}.${name}[${i}]`)));
    data.signals = rows("signals", length);
    data.targets = rows("targets", data.outputs);
  }
  return data;
}

function readLayers(x) {
  const place = "certificate, network";
  object(x, place, ["inputs", "sha256", "layers"]);
  const inputs = integer(x.get("inputs"), `${place}.inputs`, 1, WIDTH);
  const network = { inputs, sha256: hash(x.get("sha256"), `${place}.sha256`), layers: [] };
  let width = inputs;
  array(x.get("layers"), `${place}.layers`, 1, 64).forEach((layer, i) => {
    const here = `${place}.layers[${i}]`;
    object(layer, here, ["activation", "outputs", "weight"], ["bias"]);
    const activation = word(layer.get("activation"), `${here}.activation`, ["identity", "relu", "hardThreshold"]);
    const outputs = integer(layer.get("outputs"), `${here}.outputs`, 1, WIDTH);
    const weight = entries(layer.get("weight"), `${here}.weight`, outputs * width);
    const bias = layer.has("bias") ? entries(layer.get("bias"), `${here}.bias`, outputs) : null;
    network.layers.push({ activation, outputs, inputs: width, weight, bias });
    width = outputs;
  });
  return network;
}

function readClaim(x, place) {
  demand(x instanceof Map, `${place}: expected an object here`);
  const own = { reproduces: [], misses: ["sample", "output", "error"], noLastLayer: ["output", "multipliers"] };
  const kind = word(x.get("claim"), `${place}.claim`, Object.keys(own));
  object(x, place, ["claim", ...own[kind]]);
  const claim = { kind };
  if (kind === "reproduces") return claim;
  claim.output = integer(x.get("output"), `${place}.output`, 0, WIDTH);
  if (kind === "misses") {
    claim.sample = integer(x.get("sample"), `${place}.sample`, 0, MOST_ENTRIES);
    const [m, e] = array(x.get("error"), `${place}.error`, 2, 2);
    demand(typeof m === "bigint" && (m & 1n) === 1n, `${place}.error: this mantissa must be odd`);
    claim.error = { m, e: integer(e, `${place}.error`, -262144, 262144) };
  } else {
    claim.multipliers = array(x.get("multipliers"), `${place}.multipliers`, 1, MOST_ENTRIES);
    demand(claim.multipliers.every((m) => typeof m === "bigint"), `${place}.multipliers: multipliers are integers`);
  }
  return claim;
}

/** Whether a claim is about samples and outputs that exist, and of a kind that this network allows. */
function checkClaim(claim, place, { network }, samples) {
  if (claim.kind === "misses") {
    demand(claim.sample < samples.length && claim.output < samples[0].target.length, `${place}: there is no such sample or output`);
  } else if (claim.kind === "noLastLayer") {
    demand(claim.output < samples[0].target.length, `${place}: there is no such output`);
    demand(claim.multipliers.length === samples.length, `${place}: there must be one multiplier for each sample`);
    demand(network.layers.at(-1).activation === "relu", `${place}: the last activation must be relu`);
    const isNegative = samples.some(({ target }) => target[claim.output].m < 0n);
    demand(!isNegative, `${place}: no target of output ${claim.output} may be negative`);
  }
}

// ---- The samples -----------------------------------------------------------------------------------------------------

/** The samples that the parameters describe, as {signal, target}. */
function samplesOf(data) {
  if (data.family === "listed") return data.signals.map((signal, i) => ({ signal, target: data.targets[i] }));
  const { length, amplitude, blank } = data;
  const isLeading = data.orientation === "leadingOnes";
  const samples = [];
  for (let t = 0; t <= length; t += 1) {
    if (!blank && t === (isLeading ? 0 : length)) continue;
    const signal = Array.from({ length }, (_, j) => (isLeading ? j < t : j >= t) ? amplitude : ZERO);
    samples.push({ signal, target: signal });
  }
  return samples;
}

function hashOfSamples(samples) {
  const digest = sha256();
  const write = (text) => digest.update(Uint8Array.from(text, (c) => c.charCodeAt(0)));
  for (const { signal, target } of samples) write(`${signal.map(textOf).join(" ")} -> ${target.map(textOf).join(" ")}\n`);
  return digest.finish();
}

// ---- The limits of a check -------------------------------------------------------------------------------------------

function checkCost({ network, claims }, samples) {
  let [low, top] = [0, 1];
  const include = ({ m, e }) => {
    if (m === 0n) return;
    low = Math.min(low, e);
    top = Math.max(top, e + bitsOf(m));
  };
  for (const { signal, target } of samples) {
    // The entries of a step are one object, counted once.
    new Set([...signal, ...target]).forEach(include);
  }
  for (const { weight, bias } of network.layers) {
    weight.forEach(({ value }) => include(value));
    bias?.forEach(({ value }) => include(value));
  }
  const words = Math.ceil(((network.layers.length + 1) * (top - low + 64)) / 64);
  demand(words <= MOST_WORDS, `certificate: its numbers would need ${words} words, more than ${MOST_WORDS}`);
  const pass = words * network.layers.reduce((sum, { weight, outputs }) => sum + weight.length + outputs, 0);
  const units = network.layers.at(-1).inputs;
  const cost = claims.reduce((sum, claim) => {
    if (claim.kind === "misses") return sum + pass;
    if (claim.kind === "reproduces") return sum + samples.length * pass;
    const digits = Math.max(...claim.multipliers.map((m) => `${m < 0n ? -m : m}`.length));
    const extra = 1 + Math.floor(digits / 16);
    return sum + samples.length * (pass + extra * (units * words + extra));
  }, 0);
  demand(cost <= MOST_COST, `certificate: the check would cost ${cost}, more than ${MOST_COST}`);
}

// ---- The model -------------------------------------------------------------------------------------------------------

function readModel(bytes) {
  demand(bytes.length >= 8, "model, byte 0: it is shorter than 8 bytes");
  let length = 0n;
  for (let i = 7; i >= 0; i -= 1) length = (length << 8n) | BigInt(bytes[i]);
  demand(
    length <= 2n ** 20n && length <= BigInt(bytes.length - 8),
    `model, byte 0: the header is longer than ${2 ** 20} bytes, or than the file`,
  );
  const start = 8 + Number(length);
  const header = parse(bytes, 8, start, "model");
  demand(header instanceof Map, "model: expected an object here");
  const texts = header.get("__metadata__") ?? new Map();
  demand(texts instanceof Map && [...texts.values()].every((t) => typeof t === "string"), "model, __metadata__ must hold strings");
  header.delete("__metadata__");
  const tensors = new Map();
  for (const [name, form] of header) {
    const place = `model, ${name.slice(0, 64)}`;
    object(form, place, ["dtype", "shape", "data_offsets"]);
    const width = word(form.get("dtype"), place, ["F32", "F64"]) === "F32" ? 4 : 8;
    const shape = array(form.get("shape"), place, 1, 2).map((x) => integer(x, place, 1, WIDTH));
    const [from, to] = array(form.get("data_offsets"), place, 2, 2).map((x) => start + integer(x, place, 0, MOST_BYTES));
    const count = shape.reduce((a, b) => a * b, 1);
    demand(to - from === count * width, `${place}: data_offsets span ${to - from} bytes, not ${count * width}`);
    tensors.set(name, { shape, from, to, width, count });
  }
  let covered = start;
  for (const [name, tensor] of [...tensors].sort((a, b) => a[1].from - b[1].from)) {
    demand(
      tensor.from === covered && tensor.to <= bytes.length,
      `model, ${name}: the tensors' data_offsets do not cover the data exactly once, without a gap`,
    );
    tensor.values = Array.from({ length: tensor.count }, (_, i) => floatAt(bytes, tensor.from + i * tensor.width, tensor.width));
    const bad = tensor.values.indexOf(null);
    demand(bad < 0, `model, ${name}, byte ${covered}: entry ${bad} from there is not finite`);
    covered = tensor.to;
  }
  demand(covered === bytes.length, `model, byte ${covered}: no tensor covers the data from here on`);
  const layers = [];
  const digest = sha256();
  for (;;) {
    const name = `layers.${layers.length}`;
    const weight = tensors.get(`${name}.weight`);
    if (weight === undefined) break;
    const bias = tensors.get(`${name}.bias`) ?? null;
    demand(
      weight.shape.length === 2 && (bias === null || (bias.shape.length === 1 && bias.shape[0] === weight.shape[0])),
      `model, ${name}: a weight has the shape [outputs, inputs], and a bias [outputs]`,
    );
    const activation = texts.get(`${name}.activation`);
    demand(
      ["identity", "relu", "hardThreshold"].includes(activation),
      `model, ${name}.activation is not identity, relu or hardThreshold`,
    );
    for (const tensor of [weight, bias]) if (tensor) digest.update(bytes.subarray(tensor.from, tensor.to));
    tensors.delete(`${name}.weight`);
    tensors.delete(`${name}.bias`);
    layers.push({ activation, weight, bias });
  }
  const [other] = [...tensors.keys()].sort();
  demand(other === undefined, `model, ${other} is not a tensor of a layer, or comes after a missing layer`);
  demand(layers.length >= 1 && layers.length <= 64, `model, there must be 1 to 64 layers, not ${layers.length}`);
  return { layers, sha256: digest.finish() };
}

/** Ends the check unless the model is the network that the certificate describes. */
function compare(network, model) {
  must(network.layers.length === model.layers.length, `the model has ${model.layers.length} layers`);
  network.layers.forEach((stated, i) => {
    const { activation, weight, bias } = model.layers[i];
    const place = `network.layers[${i}]`;
    const isShape = weight.shape[0] === stated.outputs && weight.shape[1] === stated.inputs;
    must(isShape, `${place}: the model's weight has the shape [${weight.shape.join(", ")}]`);
    must((bias !== null) === (stated.bias !== null), `${place}: the model has ${bias ? "a" : "no"} bias here`);
    must(activation === stated.activation, `${place}.activation: the model has another activation`);
    compareEntries(stated.weight, weight, `${place}.weight`);
    if (bias) compareEntries(stated.bias, bias, `${place}.bias`);
  });
  must(network.sha256 === model.sha256, `network.sha256: the hash of the tensors is ${model.sha256}`);
}

function compareEntries(stated, tensor, place) {
  const values = new Map(stated.map(({ index, value }) => [index, value]));
  tensor.values.forEach((value, i) => {
    const expected = values.get(i) ?? ZERO;
    must(isSame(value, expected), `${place}: the model's entry ${i} is ${textOf(value)}, not ${textOf(expected)}`);
  });
}

// ---- The computation -------------------------------------------------------------------------------------------------
// A vector is {integers, e}: its entries are integers[i] · 2^e. So a layer is products and sums of integers, and shifts.

function vector(numbers) {
  const e = numbers.reduce((least, x) => (x.m === 0n ? least : Math.min(least, x.e)), 0);
  return { integers: numbers.map((x) => (x.m === 0n ? 0n : x.m << BigInt(x.e - e))), e };
}

/** The vector with a smaller exponent, the same numbers. */
function lowered({ integers, e }, to) {
  return { integers: integers.map((x) => x << BigInt(e - to)), e: to };
}

/** The weights of a layer as integers over one power of two; computed once for all samples. */
function prepared(layer) {
  const lowest = (list) => (list ?? []).reduce((least, { value }) => Math.min(least, value.e), 0);
  const [ofWeights, ofBiases] = [lowest(layer.weight), lowest(layer.bias)];
  const shifted = (list, e) =>
    (list ?? []).map(({ index, value }) => ({ index, integer: value.m << BigInt(value.e - e) }));
  return { ...layer, ofWeights, ofBiases, weights: shifted(layer.weight, ofWeights), biases: shifted(layer.bias, ofBiases) };
}

function apply(layer, input) {
  const product = layer.ofWeights + input.e;
  const e = Math.min(product, layer.ofBiases);
  const sums = new Array(layer.outputs).fill(0n);
  for (const { index, integer } of layer.weights) {
    const x = input.integers[index % layer.inputs];
    if (x !== 0n) sums[Math.floor(index / layer.inputs)] += integer * x;
  }
  const u = sums.map((x) => x << BigInt(product - e));
  for (const { index, integer } of layer.biases) u[index] += integer << BigInt(layer.ofBiases - e);
  switch (layer.activation) {
    case "relu":
      return { integers: u.map((x) => (x > 0n ? x : 0n)), e };
    case "hardThreshold": {
      // All exponents are at most 0, so that 1 is an integer too.
      const one = 1n << BigInt(-e);
      return { integers: u.map((x) => (x >= one ? 1n : 0n)), e: 0 };
    }
    default:
      return { integers: u, e };
  }
}

function forward(layers, signal) {
  return layers.reduce((x, layer) => apply(layer, x), vector(signal));
}

/** Whether integers[i] · 2^e equals a number. */
function equals({ integers, e }, i, { m, e: f }) {
  const common = Math.min(e, f);
  return integers[i] << BigInt(e - common) === m << BigInt(f - common);
}

/** What is wrong with a claim; null if it is true. */
function objectionTo(claim, described, samples) {
  const layers = described.map(prepared);
  if (claim.kind === "reproduces") {
    for (const [i, { signal, target }] of samples.entries()) {
      const y = forward(layers, signal);
      for (const [j, wanted] of target.entries()) {
        if (!equals(y, j, wanted)) {
          return `the network does not reproduce sample ${i}: output ${j} is not ${textOf(wanted)}`;
        }
      }
    }
    return null;
  }
  if (claim.kind === "misses") {
    const { sample, output, error } = claim;
    const y = forward(layers, samples[sample].signal);
    // output = target + error, with all three over one power of two
    const target = samples[sample].target[output];
    const e = Math.min(y.e, target.e, error.e);
    const isStated =
      y.integers[output] << BigInt(y.e - e) === (target.m << BigInt(target.e - e)) + (error.m << BigInt(error.e - e));
    return isStated ? null : `for sample ${sample}, output ${output} minus its target is not the stated error`;
  }
  return farkasObjection(claim, layers, samples);
}

/** Whether the multipliers show that no last layer makes the output right. */
function farkasObjection({ output, multipliers }, layers, samples) {
  const before = layers.slice(0, -1);
  const last = layers.at(-1);
  const activations = samples.map(({ signal }) => forward(before, signal));
  const common = Math.min(...activations.map(({ e }) => e));
  const sums = new Array(last.inputs).fill(0n);
  for (const [i, vectorOfSample] of activations.entries()) {
    if (samples[i].target[output].m === 0n && multipliers[i] < 0n) {
      return `the multiplier of sample ${i}, whose target is 0, is negative`;
    }
    lowered(vectorOfSample, common).integers.forEach((a, k) => {
      sums[k] += multipliers[i] * a;
    });
  }
  const wrong = sums.findIndex((sum) => sum !== 0n);
  if (wrong >= 0) return `the multipliers times the activations of unit ${wrong} do not add up to 0`;
  const total = multipliers.reduce((sum, m) => sum + m, 0n);
  if (last.bias !== null && total !== 0n) return "the multipliers do not add up to 0";
  const targets = vector(samples.map(({ target }) => target[output])).integers;
  const product = targets.reduce((sum, t, i) => sum + multipliers[i] * t, 0n);
  return product < 0n ? null : "the multipliers times the targets do not add up to less than 0";
}

/** What a true claim establishes, in one sentence. */
function establishment(claim, data, samples) {
  const all = `all ${samples.length} samples of the family ${data.family}, n = ${data.length}`;
  switch (claim.kind) {
    case "reproduces":
      return `the network reproduces ${all}, exactly in real arithmetic`;
    case "noLastLayer":
      return `with the layers before the last as they are, no last layer makes output ${claim.output} right on ${all}`;
    default:
      return (
        `for sample ${claim.sample} of ${all}, output ${claim.output} minus its target is exactly ` +
        `${claim.error.m} · 2^${claim.error.e}`
      );
  }
}

// ---- SHA-256 (FIPS 180-4) --------------------------------------------------------------------------------------------

/** The first 32 bits of the fractional parts of the square roots (power 2) or cube roots (power 3) of the first primes. */
function constants(count, power) {
  const found = [];
  for (let p = 2n; found.length < count; p += 1n) {
    let isPrime = true;
    for (let d = 2n; d * d <= p; d += 1n) if (p % d === 0n) isPrime = false;
    if (!isPrime) continue;
    // The integer root of p · 2^(32 · power), bit by bit.
    let root = 0n;
    for (let bit = 1n << 36n; bit > 0n; bit >>= 1n) {
      if ((root + bit) ** BigInt(power) <= p << BigInt(32 * power)) root += bit;
    }
    found.push(Number(root & 0xffffffffn));
  }
  return found;
}

const ROUNDS = constants(64, 3);

function sha256() {
  const state = Uint32Array.from(constants(8, 2));
  const block = new Uint8Array(64);
  const w = new Int32Array(64);
  let [filled, total] = [0, 0];
  const turn = (x, by) => (x >>> by) | (x << (32 - by));
  const compress = () => {
    for (let i = 0; i < 16; i += 1) {
      w[i] = (block[4 * i] << 24) | (block[4 * i + 1] << 16) | (block[4 * i + 2] << 8) | block[4 * i + 3];
    }
    for (let i = 16; i < 64; i += 1) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => {
      state[i] += x;
    });
  };
  const update = (bytes) => {
    for (const byte of bytes) {
      block[filled] = byte;
      filled += 1;
      if (filled === 64) {
        compress();
        filled = 0;
      }
    }
    total += bytes.length;
  };
  const finish = () => {
    const bits = BigInt(total) * 8n;
    update([0x80]);
    while (filled !== 56) update([0]);
    update(Array.from({ length: 8 }, (_, i) => Number((bits >> BigInt(56 - 8 * i)) & 0xffn)));
    return Array.from(state, (x) => x.toString(16).padStart(8, "0")).join("");
  };
  return { update, finish };
}
