// The widget of notebooks: its module, and how it speaks with Python. Run with `node --test Tests/Page`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Kernel } from "../../Sources/Page/notebook/kernel.js";

const root = new URL("../../", import.meta.url);
const bytes = readFileSync(new URL("Tests/Page/Fixtures/naive.safetensors", root));
const view = (data) => new DataView(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
const json = (value) => view(new TextEncoder().encode(JSON.stringify(value)));

/** A widget's model, as anywidget has it. */
class Channel {
  sent = [];
  #listener = null;
  constructor(values = {}) { this.values = values; }
  get(name) { return this.values[name]; }
  send(content) { this.sent.push(content); }
  on(name, listener) { assert.equal(name, "msg:custom"); this.#listener = listener; }
  off(name, listener) { if (listener === this.#listener) this.#listener = null; }
  tell(content, ...buffers) { this.#listener?.(content, buffers); }
}

const text = execFileSync("python3", [fileURLToPath(new URL("Scripts/notebook-bundle", root))], { encoding: "utf8" });

test("the module that is made of the page's files asks nobody but Python", () => {
  for (const way of [/\bfetch\s*\(/, /EventSource/, /XMLHttpRequest/, /WebSocket/, /\bimport\s*\(/, /^import\b/m, /new Worker/, /@import/, /url\(["']?http/]) {
    assert.doesNotMatch(text, way);
  }
  assert.deepEqual([...new Set(text.match(/https?:\/\/[\w./]+/g))].filter((one) => !/w3\.org|safetensors/.test(one)), []);
});

test("the module can be loaded and has what anywidget calls", async () => {
  globalThis.matchMedia = () => ({ matches: false, addEventListener() {} });
  globalThis.IntersectionObserver = globalThis.ResizeObserver = class { observe() {} };
  globalThis.addEventListener ??= () => {};
  globalThis.document ??= { body: {} };
  const module = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  assert.equal(typeof module.default.render, "function");
});

test("answers find their questions, whatever their order", async () => {
  const channel = new Channel();
  const kernel = new Kernel(channel);
  const [first, second] = [kernel.get("run", { run: "a" }), kernel.get("history", { run: "a" })];
  assert.deepEqual(channel.sent.map(({ ask, id }) => [ask, id]), [["run", 1], ["history", 2]]);
  channel.tell({ id: 2, status: 200 }, json({ to: 7 }));
  channel.tell({ id: 9, status: 200 }, json({}));
  channel.tell({ id: 1, status: 200 }, json({ run: "a" }));
  assert.deepEqual(await first, { run: "a" });
  assert.deepEqual(await second, { to: 7 });
});

test("a refusal has its sentence", async () => {
  const channel = new Channel();
  const kernel = new Kernel(channel);
  const asked = kernel.post("act", { act: "stop", run: "a" });
  assert.deepEqual(channel.sent[0].body, { act: "stop", run: "a" });
  channel.tell({ id: 1, status: 409 }, json({ what: "a is not training here", where: "run", right: "a run that is" }));
  await assert.rejects(asked, (error) => error.status === 409 && error.message === "run: a is not training here. Right would be: a run that is");
});

test("news bring the network before what is told of it", async () => {
  const channel = new Channel();
  const kernel = new Kernel(channel);
  const told = [];
  kernel.stream((event, data) => told.push([event, data]), () => {});
  assert.deepEqual(channel.sent, [{ ready: true }]);
  channel.tell({ news: [["state", { run: "a" }], ["frame", { epoch: 3 }]] }, view(bytes));
  assert.deepEqual(told, [["state", { run: "a" }], ["frame", { epoch: 3 }]]);
  const { network } = await kernel.network({ run: "a", epoch: "now" });
  assert.equal(network.layers.length, 3);
  assert.equal(channel.sent.length, 1);
  channel.tell({ ended: "The program has ended." });
  assert.deepEqual(told.at(-1), ["problem", { what: "The program has ended." }]);
});

test("where the kernel computes, the view begins with what it came with, and asks again once the answer comes", async () => {
  const channel = new Channel({ opening: JSON.stringify({ run: { run: "a", epoch: 1 } }), frame: view(bytes) });
  const kernel = new Kernel(channel);
  const changes = [];
  kernel.stream(() => {}, ({ isConnected }) => changes.push(isConnected));
  assert.deepEqual(await kernel.get("run", { run: "a" }), { run: "a", epoch: 1 });
  assert.deepEqual(changes, [true]);
  channel.tell({ id: 1, status: 200 }, json({ run: "a", epoch: 9 }));
  await new Promise((resolve) => setTimeout(resolve, 120));
  assert.deepEqual(changes, [true, false, true]);
  const soon = kernel.get("run", { run: "a" });
  channel.tell({ id: 2, status: 200 }, json({ run: "a", epoch: 12 }));
  assert.deepEqual(await soon, { run: "a", epoch: 12 });
  // An epoch that was not sent is waited for.
  let isHere = false;
  const old = kernel.bytes("frame", { run: "a", epoch: 5 }).then(() => { isHere = true; });
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(isHere, false);
  channel.tell({ id: 3, status: 200 }, view(bytes));
  await old;
});

test("a closed view leaves no question open", async () => {
  const channel = new Channel();
  const kernel = new Kernel(channel);
  const asked = kernel.get("run", { run: "a" });
  kernel.close();
  await assert.rejects(asked, /closed/);
  channel.tell({ id: 1, status: 200 }, json({}));
});
