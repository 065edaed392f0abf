// Activations on the page: the program's names, values and dead units. Run with `node --test Tests/Page`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { activation, knownActivation } from "../../Sources/Page/files/activations.js";
import { readNetwork } from "../../Sources/Page/files/model.js";
import { Observable } from "../../Sources/Page/files/state/observable.js";
import { Store } from "../../Sources/Page/files/state/store.js";

const program = process.env.HEAVISIDE;
globalThis.document = { visibilityState: "hidden" };

test("what the page does not know is said, and never computed as something else", () => {
  for (const name of ["swish", "relu6(alpha=1)", "elu(alpha=)", "elu(alpha=x)", "gelu(slopeAtKink=1)", "constructor", "relu(0.5)", "custom(mine)"]) {
    assert.throws(() => activation(name), { message: `The page does not know the activation ${name}.` });
    assert.equal(knownActivation(name), null);
  }
});

test("a unit of two lines that meet at 0 is told by kind and slope, whatever its derivative at 0", () => {
  for (const [name, kind, slope, canDie] of [
    ["relu(slopeAtKink=0.5)", "relu", 0, true], ["leakyReLU(slope=0.2,slopeAtKink=1)", "leakyReLU", 0.2, false],
    ["leakyReLU(0)", "leakyReLU", 0, true]]) {
    const found = activation(name);
    assert.deepEqual([found.kind, found.slope, found.isPiecewiseLinear, found.canDie], [kind, slope, true, canDie]);
  }
  for (const name of ["relu6", "hardSigmoid", "elu(alpha=0)"]) assert.deepEqual([activation(name).canDie, activation(name).isPiecewiseLinear], [true, false]);
});

test("codes of a frame go through the activation of the code", async () => {
  const model = new Observable();
  const source = { isLive: true, get: (name) => Promise.resolve(name === "run" ? info : { buckets: [], rates: [] }), network: () => new Promise(() => {}), stream(told) { this.tell = told; return { close() {} }; } };
  const layers = [{ outputs: 1, inputs: 1, activation: "hardSigmoid" }, { outputs: 1, inputs: 1, activation: "relu" }, { outputs: 1, inputs: 1, activation: "identity" }];
  const info = {
    run: "a", name: "test", seed: 1, status: "running", epoch: 0, epochs: 9, rate: 0.01, pace: "flat", spec: "snapshots: false",
    shape: { length: 1, samples: 1, amplitude: 1, layers }, samples: { labels: [0], signals: [[6]], targets: [[1]] }, samplesAreSteps: false, snapshots: [], hash: null,
  };
  const store = new Store(model, source);
  store.listen();
  store.open("a");
  for (let turn = 0; turn < 9; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const small = Buffer.from(new Float32Array([1, 0, 1, 0]).buffer).toString("base64");
  source.tell("frame", { run: "a", epoch: 1, loss: 0.5, small });
  assert.deepEqual(Array.from(model.get("point").codes), [1]);
});

test("every activation of the program has its values here", { skip: !program }, () => {
  const folder = mkdtempSync(join(tmpdir(), "activations-"));
  try {
    const names = JSON.parse(execFileSync(program, ["schema"], { encoding: "utf8" }).match(/"activation":[^]*?"enum":\s*(\[[^\]]*\])/)[1]);
    assert.ok(names.length >= 15, `${names}`);
    const rows = [-8, -3, -2.5, -1, -0.5, 0, 0.3, 0.5, 1, 2.5, 3, 6, 7, 40];
    const forms = { leakyReLU: "0.25", softplus: "{ beta: 2.0, threshold: 3.0 }", hardSigmoid: "{ slope: 0.2 }", elu: "{ alpha: 0.5 }", celu: "{ alpha: 2.0 }", relu: "{ slopeAtKink: 0.5 }", relu6: "{ slopeAtUpperKink: 1.0 }" };
    writeFileSync(join(folder, "u.csv"), ["u", ...rows].join("\n") + "\n");
    for (const text of [...names, ...Object.entries(forms).map(([name, more]) => `{ ${name}: ${more} }`)]) {
      writeFileSync(join(folder, "spec.yaml"), [
        "name: one", "signals: { file: u.csv, inputs: [u], targets: [u] }", `network: [{ dense: 1, activation: ${text} }]`, "initialization: { uniform: [1, 1] }",
        "loss: { squaredError: mean }", "optimizer: { sgd: { learningRate: 0 } }", "epochs: 0", "precision: float64"].join("\n"));
      const run = (...words) => execFileSync(program, words, { cwd: folder, encoding: "utf8" });
      const { folder: made } = JSON.parse(run("train", "spec.yaml", "--json", "--quiet"));
      run("export", "last", "-o", "net.safetensors");
      const { outputs } = JSON.parse(run("predict", "last", "--data", "u.csv", "--json", "--quiet"));
      const bytes = readFileSync(join(folder, "net.safetensors"));
      const { network } = readNetwork(Uint8Array.from(bytes).buffer);
      rows.forEach((u, i) => {
        const [found, wanted] = [network.output([u])[0], Number(outputs[i][0])];
        assert.ok(Math.abs(found - wanted) <= 1e-11 * Math.abs(wanted), `${text} at ${u}: ${found}, not ${wanted} (${made})`);
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
