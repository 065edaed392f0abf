// The exact modules of the page: run with `node --test Tests/Page`. The fixtures are from `make-fixtures`.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { check } from "../../Sources/Page/files/exact/checker.js";
import { Decoder, evaluate } from "../../Sources/Page/files/exact/piece.js";
import { Rational, bitLength, trailingZeros } from "../../Sources/Page/files/exact/rational.js";
import { readNetwork } from "../../Sources/Page/files/model.js";

const fixtures = fileURLToPath(new URL("Fixtures/", import.meta.url));
const program = process.env.HEAVISIDE;
const verifier = process.env.HEAVISIDE_VERIFY;

const bytesOf = (name) => Uint8Array.from(readFileSync(join(fixtures, name)));
const networkOf = (bytes) => readNetwork(Uint8Array.from(bytes).buffer);

/** The steps of a model file's family, in the order of the samples, as the network receives them. */
function stepsOf({ network, metadata }) {
  const found = /length: (\d+), amplitude: ([^,]+), orientation: (\w+), blank: (\w+)/.exec(metadata.signals);
  const [length, amplitude, isLeading, blank] = [+found[1], +found[2], found[3] === "leadingOnes", found[4] === "true"];
  const stored = network.layers[0].type === "F32" ? Math.fround(amplitude) : amplitude;
  const steps = [];
  for (let t = 0; t <= length; t += 1) {
    if (!blank && t === (isLeading ? 0 : length)) continue;
    steps.push(Array.from({ length }, (_, j) => (j < t === isLeading ? stored : 0)));
  }
  return steps;
}

/** The atlas of a network in the form of `heaviside atlas --json`. */
function atlasOf(file) {
  const steps = stepsOf(file);
  const decoder = new Decoder(file.network.layers);
  const text = (x) => (x === null ? null : `${x}`);
  const codes = decoder.encode(steps).map(text);
  const pieces = [...decoder.pieces()];
  const all = Array.from({ length: decoder.outputs }, (_, j) => j);
  return {
    breakpoints: pieces.slice(1).map(({ from }) => text(from)),
    events: pieces.slice(1).map(({ from }) => ({ ...decoder.event(from), z: text(from) })),
    codes,
    decoded: decoder.decoded(steps).map((set) => set.map(({ from, to }) => ({ from: text(from), to: text(to) }))),
    pieces: pieces.map((piece) => ({
      from: text(piece.from), to: text(piece.to), activeUnits: piece.active,
      slopes: all.map((j) => text(piece.slope(j))), intercepts: all.map((j) => text(piece.intercept(j))),
    })),
  };
}

function expectAtlas(found, atlas) {
  const { decoded, ...rest } = found;
  for (const key of Object.keys(rest)) assert.deepEqual(rest[key], atlas[key], key);
  assert.deepEqual(decoded, atlas.decoded.map(({ set }) => set), "decoded");
}

test("a float's bits give its exact value, and the value gives the float back", () => {
  const view = new DataView(new ArrayBuffer(8));
  let seed = 1n;
  for (let i = 0; i < 20_000; i += 1) {
    seed = BigInt.asUintN(64, seed * 6364136223846793005n + 1442695040888963407n);
    view.setBigUint64(0, seed);
    const x = view.getFloat64(0);
    if (Number.isFinite(x)) assert.equal(Rational.ofNumber(x).toNumber(), x);
  }
  assert.equal(`${Rational.ofNumber(0.1)}`, "3602879701896397/36028797018963968");
  assert.equal(`${Rational.ofNumber(Math.fround(-0.1))}`, "-13421773/134217728");
  assert.equal(`${Rational.ofNumber(2 ** -1074)}`, `1/${2n ** 1074n}`);
  assert.throws(() => Rational.ofNumber(Infinity), RangeError);
});

test("a quotient is rounded to the nearest float64", () => {
  for (let p = 1; p < 60; p += 1) {
    for (let q = 1; q < 60; q += 1) assert.equal(Rational.of(BigInt(p), BigInt(-q)).toNumber(), -p / q);
  }
});

test("text is read as the number that it says", () => {
  const cases = { "45/16": "45/16", "2.8125": "45/16", " −3 ": "-3", "1e-3": "1/1000", ".5": "1/2", "6/4": "3/2", "2.": "2" };
  for (const [text, value] of Object.entries(cases)) assert.equal(`${Rational.parse(text)}`, value, text);
  for (const text of ["", ".", "1/0", "1/2/3", "e5", "0x10", "1e9999", "NaN", "--1"]) assert.equal(Rational.parse(text), null, text);
});

test("bits and factors of two are counted", () => {
  for (const shift of [0, 1, 31, 32, 33, 63, 64, 65, 200]) {
    assert.equal(trailingZeros(-3n << BigInt(shift)), shift);
    assert.equal(bitLength(1n << BigInt(shift)), shift + 1);
  }
});

for (const name of ["margin", "trained", "double", "leaky", "naive", "reversed"]) {
  test(`the decoder's pieces are those of the program's atlas, digit for digit: ${name}`, () => {
    expectAtlas(atlasOf(networkOf(bytesOf(`${name}.safetensors`))), JSON.parse(readFileSync(join(fixtures, `${name}.atlas.json`))));
  });
}

test("y at a code between and on breakpoints", () => {
  const file = networkOf(bytesOf("margin.safetensors"));
  const decoder = new Decoder(file.network.layers);
  decoder.encode(stepsOf(file));
  const z = Rational.parse("45/16");
  const piece = decoder.piece(z);
  assert.deepEqual([piece.from, piece.to].map(String), ["11/4", "3"]);
  assert.deepEqual(piece.active, [0, 1, 2]);
  const values = Array.from({ length: 9 }, (_, j) => `${piece.value(j, z)}`);
  assert.deepEqual(values, ["0", "0", "0", "0", "0", "0", "1/4", "1", "1"]);
  const three = Rational.parse("3");
  assert.equal(`${decoder.beside(three, -1)}`, "11/4");
  assert.equal(`${decoder.beside(three, 1)}`, "15/4");
});

test("a network without a code of one number says so", () => {
  assert.throws(() => new Decoder(networkOf(bytesOf("threshold.safetensors")).network.layers), /no code of one number/);
});

test("outputs are exact where a threshold decides", () => {
  const file = networkOf(bytesOf("threshold.safetensors"));
  const steps = stepsOf(file);
  const missed = evaluate(file.network.layers, steps).flatMap((y, i) => (y.some((v, j) => v.toNumber() !== steps[i][j]) ? [i] : []));
  const [{ sample }] = JSON.parse(readFileSync(join(fixtures, "threshold.certificate.json"))).claims;
  assert.ok(missed.includes(sample));
});

const certified = readdirSync(fixtures).flatMap((file) => /^(.*)\.certificate\.json$/.exec(file)?.[1] ?? []);

test("the certificates of the program are valid", () => {
  assert.ok(certified.length >= 7);
  for (const name of certified) {
    const { status, lines } = check(bytesOf(`${name}.certificate.json`), bytesOf(`${name}.safetensors`));
    assert.equal(status, 0, `${name}: ${lines}`);
  }
  const moved = check(bytesOf("moved.certificate.json"), bytesOf("moved.safetensors")).lines;
  assert.deepEqual(moved, [
    "valid: for sample 6 of all 10 samples of the family step, n = 9, output 2 minus its target is exactly 1 · 2^-20",
  ]);
});

test("a certificate of another network is refused", () => {
  for (const name of certified) {
    for (const other of certified) {
      const { status } = check(bytesOf(`${name}.certificate.json`), bytesOf(`${other}.safetensors`));
      assert.equal(status, name === other ? 0 : 2, `${name} for ${other}`);
    }
  }
});

test("every changed digit of a certificate is refused", () => {
  for (const name of ["margin", "moved", "naive"]) {
    const text = readFileSync(join(fixtures, `${name}.certificate.json`), "utf8");
    const model = bytesOf(`${name}.safetensors`);
    for (const { 0: digits, index } of text.matchAll(/-?\d+/g)) {
      for (const changed of [`${BigInt(digits) + 2n}`, `${-BigInt(digits)}`, "-0", "1e3"]) {
        if (changed === digits) continue;
        const mutated = text.slice(0, index) + changed + text.slice(index + digits.length);
        const { status } = check(new TextEncoder().encode(mutated), model);
        // Multipliers of a Farkas witness may be others.
        if (status === 0) assert.ok(text.lastIndexOf("multipliers", index) > text.lastIndexOf("weight", index), mutated);
      }
    }
  }
});

test("every flipped bit of a model is refused", () => {
  const certificate = bytesOf("moved.certificate.json");
  const model = bytesOf("moved.safetensors");
  const header = 8 + Number(new DataView(model.buffer).getBigUint64(0, true));
  for (let at = header; at < model.length; at += 3) {
    for (const bit of [1, 128]) {
      const changed = Uint8Array.from(model);
      changed[at] ^= bit;
      const { status } = check(certificate, changed);
      // −0 is 0 with another hash, and an exponent of ones is not finite.
      assert.ok(status === 2 || status === 64, `byte ${at}`);
    }
  }
});

test("what is cut short, nested or doubled is not in its form", () => {
  const certificate = bytesOf("margin.certificate.json");
  const model = bytesOf("margin.safetensors");
  for (let length = 0; length < certificate.length - 1; length += 7) {
    assert.equal(check(certificate.subarray(0, length), model).status, 64, `${length} bytes`);
  }
  for (let length = 0; length < model.length; length += 5) {
    assert.equal(check(certificate, model.subarray(0, length)).status, 64, `${length} bytes of the model`);
  }
  const text = new TextDecoder().decode(certificate);
  for (const broken of ["[".repeat(100_000), text.replace("{", '{"format":"heaviside-certificate-1",'), text.replace('"real"', '"r\\u0065al"')]) {
    assert.equal(check(new TextEncoder().encode(broken), model).status, 64);
  }
});

test("a hash of many lengths is SHA-256", () => {
  // The hash of the samples covers texts of every length modulo 64, and says its own value where it differs.
  for (let length = 1; length <= 40; length += 1) {
    const dyadics = Array.from({ length }, (_, i) => [2 * i + 1, -i]);
    const row = dyadics.map(([m, e]) => `${m}p${e}`).join(" ");
    const expected = createHash("sha256").update(`${row} -> 0\n`).digest("hex");
    const certificate = {
      format: "heaviside-certificate-1", arithmetic: "real",
      data: { family: "listed", length, sha256: "0".repeat(64), signals: [dyadics], outputs: 1, targets: [[[0, 0]]] },
      network: { inputs: length, sha256: "0".repeat(64), layers: [{ activation: "relu", outputs: 1, weight: [] }] },
      claims: [{ claim: "reproduces" }],
    };
    const { lines } = check(new TextEncoder().encode(JSON.stringify(certificate)), bytesOf("margin.safetensors"));
    assert.deepEqual(lines, [`invalid: data.sha256: the samples' hash is ${expected}`]);
  }
});

// Certificates made by hand: one layer after another, numbers as float64.
function dyadic(x) {
  if (x === 0) return [0, 0];
  let [m, e] = [x, 0];
  while (!Number.isInteger(m)) [m, e] = [m * 2, e - 1];
  while (m % 2 === 0) [m, e] = [m / 2, e + 1];
  return [m, e];
}

function handmade(layers, samples, claims, change = (text) => text) {
  const tensors = layers.flatMap(({ weight, bias }, l) => [
    [`layers.${l}.weight`, [weight.length, weight[0].length], weight.flat()],
    ...(bias ? [[`layers.${l}.bias`, [bias.length], bias]] : []),
  ]);
  const header = { __metadata__: Object.fromEntries(layers.map(({ activation }, l) => [`layers.${l}.activation`, activation])) };
  let at = 0;
  for (const [name, shape, values] of tensors) {
    header[name] = { dtype: "F64", shape, data_offsets: [at, at + 8 * values.length] };
    at += 8 * values.length;
  }
  const numbers = new Uint8Array(Float64Array.from(tensors.flatMap(([, , values]) => values)).buffer);
  const text = new TextEncoder().encode(JSON.stringify(header));
  const model = new Uint8Array(8 + text.length + numbers.length);
  new DataView(model.buffer).setBigUint64(0, BigInt(text.length), true);
  model.set(text, 8);
  model.set(numbers, 8 + text.length);
  const listed = (values) => values.flatMap((x, i) => (x === 0 ? [] : [[i, ...dyadic(x)]]));
  const entry = (x) => (x === 0 ? "0" : dyadic(x).join("p"));
  const lines = samples.map(([x, y]) => `${x.map(entry).join(" ")} -> ${y.map(entry).join(" ")}\n`).join("");
  const certificate = {
    format: "heaviside-certificate-1", arithmetic: "real",
    data: {
      family: "listed", length: samples[0][0].length, sha256: createHash("sha256").update(lines).digest("hex"),
      signals: samples.map(([x]) => x.map(dyadic)), outputs: samples[0][1].length, targets: samples.map(([, y]) => y.map(dyadic)),
    },
    network: {
      inputs: samples[0][0].length, sha256: createHash("sha256").update(numbers).digest("hex"),
      layers: layers.map(({ activation, weight, bias }) => ({
        activation, outputs: weight.length, weight: listed(weight.flat()), ...(bias ? { bias: listed(bias) } : {}),
      })),
    },
    claims,
  };
  return check(new TextEncoder().encode(change(JSON.stringify(certificate))), model);
}

test("biases finer and coarser than the products are added in their place", () => {
  const reproduces = [{ claim: "reproduces" }];
  for (const bias of [2 ** -60, 3, -(2 ** 40), 0]) {
    const layers = [
      { activation: "identity", weight: [[0.5, 4]], bias: [bias] }, { activation: "identity", weight: [[0.25]], bias: [2 ** -70] },
    ];
    // (x/2 + 4 y + bias)/4 + 2^-70 for x = 1, y = 2: exact as a pair of doubles only where they are summed apart.
    const error = { claim: "misses", sample: 0, output: 0 };
    const one = BigInt(2) ** 72n;
    const sum = (one / 2n + 8n * one + (bias === 2 ** -60 ? 2n ** 12n : BigInt(bias) * one)) / 4n + 4n;
    let [m, e] = [sum, -72];
    while (m % 2n === 0n) [m, e] = [m / 2n, e + 1];
    const text = (json) => json.replace('"ERROR"', `[${m},${e}]`);
    assert.equal(handmade(layers, [[[1, 2], [0]]], [{ ...error, error: "ERROR" }], text).status, 0, `${bias}`);
    const off = (json) => json.replace('"ERROR"', `[${m + 2n},${e}]`);
    assert.equal(handmade(layers, [[[1, 2], [0]]], [{ ...error, error: "ERROR" }], off).status, 2, `${bias}`);
    assert.equal(handmade(layers, [[[1, 2], [0]]], reproduces).status, 2, `${bias}`);
  }
});

test("a threshold is on from 1 exactly", () => {
  for (const [weight, expected] of [[1, 1], [1 - 2 ** -53, 0], [1 + 2 ** -52, 1], [-1, 0], [0, 0]]) {
    const layers = [{ activation: "hardThreshold", weight: [[weight]] }];
    assert.equal(handmade(layers, [[[1], [expected]]], [{ claim: "reproduces" }]).status, 0, `${weight}`);
    assert.equal(handmade(layers, [[[1], [1 - expected]]], [{ claim: "reproduces" }]).status, 2, `${weight}`);
  }
});

test("a Farkas witness needs all three conditions", () => {
  // a = x for x = 0, 1, 2, 3; the targets 0, 0, 1, 1 are no ReLU of a line, with or without a bias.
  const samples = [0, 1, 2, 3].map((x) => [[x], [x < 2 ? 0 : 1]]);
  const status = (multipliers, hasBias) => {
    const layer = { activation: "relu", weight: [[1]], ...(hasBias ? { bias: [0] } : {}) };
    return handmade([{ activation: "identity", weight: [[1]] }, layer], samples, [{ claim: "noLastLayer", output: 0, multipliers }]).status;
  };
  assert.equal(status([1, 0, -3, 2], true), 0);
  assert.equal(status([0, 0, -3, 2], false), 0);
  assert.equal(status([0, 0, -3, 2], true), 2, "the multipliers do not add up to 0");
  assert.equal(status([1, 0, -3, 3], true), 2, "the activations do not add up to 0");
  assert.equal(status([-1, 0, 3, -2], true), 2, "negative where the target is 0");
  assert.equal(status([0, -1, 2, -1], true), 2, "negative where the target is 0, and more than 0 in all");
  assert.equal(status([0, -3, 0, 1], false), 2, "negative where the target is 0");
  assert.equal(status([1, 0, 0, 0], false), 2, "the targets add up to 0");
  assert.equal(status([1, 0, -3], true), 64, "one too few");
  // relu(x) is right on these; only the sign of the last multiplier betrays the witness.
  const right = [[[1], [1]], [[2], [2]], [[-1], [0]]];
  const layers = [{ activation: "identity", weight: [[1]] }, { activation: "relu", weight: [[1]] }];
  const claim = { claim: "noLastLayer", output: 0, multipliers: [-1, 0, -1] };
  assert.equal(handmade(layers, right, [claim]).status, 2);
});

test("indices that do not increase and even mantissas are not in their form", () => {
  const layers = [{ activation: "identity", weight: [[1, 1]] }];
  const samples = [[[1, 1], [2]]];
  const status = (from, to) => handmade(layers, samples, [{ claim: "reproduces" }], (text) => text.replace(from, to)).status;
  assert.equal(status("", ""), 0);
  assert.equal(status("[0,1,0],[1,1,0]", "[1,1,0],[0,1,0]"), 64);
  assert.equal(status("[0,1,0],[1,1,0]", "[0,1,0],[0,1,0],[1,1,0]"), 64);
  assert.equal(status("[0,1,0]", "[0,2,-1]"), 64);
  assert.equal(status("[0,1,0]", "[0,0,0]"), 64);
  assert.equal(status("[0,1,0]", "[0,1,1024]"), 64);
  assert.equal(status("[0,1,0]", "[2,1,0]"), 64);
  assert.equal(status('"targets":[[[1,1]]]', '"targets":[[[2,0]]]'), 64);
});

test("runs of the program: atlas and certificates", { skip: !program || !verifier }, () => {
  const work = mkdtempSync(join(tmpdir(), "page-"));
  try {
    const runs = [
      ["autoencoder-study", "--length", "33", "--epochs", "5000"], ["autoencoder-study", "--length", "129", "--epochs", "300"],
      ["autoencoder-study", "--length", "9", "--epochs", "2000", "--set", "precision=float64"],
      ["margin-decoder", "--length", "129"], ["reversed-solution", "--length", "33"], ["linear-code", "--length", "9"],
    ];
    for (const arguments_ of runs) {
      execFileSync(program, ["run", ...arguments_, "--quiet", "--out", work]);
      const run = join(work, "last");
      const model = readFileSync(join(run, "model.safetensors"));
      const atlas = JSON.parse(execFileSync(program, ["atlas", run, "--json"], { maxBuffer: 2 ** 30 }));
      expectAtlas(atlasOf(networkOf(model)), atlas);
      spawnSync(program, ["certify", run, "--quiet"]);
      const certificate = join(run, "certificate.json");
      assert.ok(existsSync(certificate), arguments_.join(" "));
      let seed = 1;
      for (let i = 0; i < 20; i += 1) {
        const bytes = Uint8Array.from(readFileSync(certificate));
        seed = (seed * 1103515245 + 12345) % 2 ** 31;
        if (i > 0) bytes[seed % bytes.length] = 48 + (i % 10);
        writeFileSync(join(work, "mutated.json"), bytes);
        const other = spawnSync(verifier, [join(work, "mutated.json"), join(run, "model.safetensors")], { encoding: "utf8" });
        const own = check(bytes, Uint8Array.from(model));
        assert.equal(own.status, other.status, other.stderr);
        if (own.status !== 64) assert.equal(own.lines.join("\n"), other.stdout.trim());
      }
    }
  } finally {
    rmSync(work, { recursive: true });
  }
});
