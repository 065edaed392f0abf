// What the page knows of a run: answers and messages of the stream come in any order. Run with `node --test Tests/Page`.
import assert from "node:assert/strict";
import { test } from "node:test";

import { History } from "../../Sources/Page/files/state/history.js";
import { Observable } from "../../Sources/Page/files/state/observable.js";
import { Store } from "../../Sources/Page/files/state/store.js";

globalThis.document = { visibilityState: "hidden" };

/** A server whose answers come when the test says so. */
class Server {
  isLive = true;
  waiting = new Map();
  #promise(name) { return new Promise((resolve) => this.waiting.set(name, resolve)); }
  get(name) { return this.#promise(name); }
  network() { return this.#promise("network"); }
  stream(message) { this.tell = message; return { close() {} }; }
  async answer(name, value) {
    this.waiting.get(name)(value);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const infoOf = (status, epoch) => ({
  run: "a", name: "test", seed: 1, status, epoch, epochs: 400, rate: 0.01, pace: "flat", spec: "snapshots: false",
  shape: { length: 1, samples: 1, amplitude: 1, layers: [{}, {}] },
  samples: { labels: [0], signals: [[1]], targets: [[1]] }, samplesAreSteps: false, snapshots: [], hash: null,
});

function opened() {
  const [model, server] = [new Observable(), new Server()];
  const store = new Store(model, server);
  store.listen();
  store.open("a");
  return { model, server };
}

test("a run that ends while its history is on the way is shown at its end", async () => {
  const { model, server } = opened();
  await server.answer("run", infoOf("running", 0));
  server.tell("state", { run: "a", status: "finished", epoch: 400, epochs: 400, hash: "ff" });
  await server.answer("history", { buckets: [[0, 4, 4, 4, 4], [200, 2, 1, 1, 2]], rates: [] });
  assert.deepEqual(model.get("now"), { epoch: 400, loss: 1 });
  assert.equal(model.get("state").hash, "ff");
});

test("a run that ends while it is asked for is shown at its end, with its last loss", async () => {
  const { model, server } = opened();
  server.tell("state", { run: "a", status: "finished", epoch: 400, epochs: 400, hash: "ff" });
  server.tell("frame", { run: "a", epoch: 400, loss: 0.25 });
  await server.answer("run", infoOf("running", 0));
  await server.answer("history", { buckets: [], rates: [] });
  assert.deepEqual(model.get("now"), { epoch: 400, loss: 0.25 });
  assert.equal(model.get("state").status, "finished");
});

test("a frame that comes after the end does not take the end's place", async () => {
  const { model, server } = opened();
  await server.answer("run", infoOf("finished", 400));
  server.tell("frame", { run: "a", epoch: 7, loss: 9 });
  assert.equal(model.get("now").epoch, 400);
});

test("a run that goes on from before its end is shown where it is", async () => {
  const { model, server } = opened();
  await server.answer("run", infoOf("stopped", 300));
  server.tell("state", { run: "a", status: "running", epoch: 250, epochs: 400 });
  server.tell("frame", { run: "a", epoch: 251, loss: 9 });
  assert.equal(model.get("now").epoch, 251);
});

test("losses and obstacles that the stream tells while they are asked for are not lost", async () => {
  const { model, server } = opened();
  await server.answer("run", infoOf("running", 0));
  server.tell("loss", { run: "a", from: 200, buckets: [[200, 2, 1, 1, 2]] });
  server.tell("obstacles", { run: "a", epoch: 300, sentences: ["newer"] });
  await server.answer("history", { buckets: [[0, 4, 4, 4, 4]], rates: [] });
  await server.answer("obstacles", { sentences: ["older"] });
  assert.deepEqual(model.get("history").buckets.map(([first]) => first), [0, 200]);
  assert.deepEqual(model.get("obstacles"), ["Newer."]);
});

test("messages of a run that was opened before are not taken for the present one", async () => {
  const [model, server] = [new Observable(), new Server()];
  const store = new Store(model, server);
  store.listen();
  store.open("b");
  server.tell("state", { run: "b", status: "finished", epoch: 9, epochs: 9 });
  store.open("a");
  await server.answer("run", infoOf("running", 3));
  assert.equal(model.get("state").epoch, 3);
});

test("losses that are older than what is known change nothing", () => {
  const history = new History([[0, 4, 4, 4, 4], [100, 2, 2, 2, 2], [200, 1, 1, 1, 1]]);
  assert.equal(history.addLater([[100, 9, 9, 9, 9]]), false);
  assert.equal(history.addLater([[200, 1, 0.5, 0.5, 1], [300, 0.1, 0.1, 0.1, 0.1]]), true);
  assert.deepEqual(history.buckets.map((bucket) => bucket[2]), [4, 2, 0.5, 0.1]);
});

test("of the rates of a schedule that changes in every epoch the first and the last of a bucket stay", () => {
  const history = new History([[0, 4, 4, 4, 4], [100, 2, 2, 2, 2]], [[0, 0.5]]);
  assert.equal(history.noteRate(50, 0.5), false);
  for (let epoch = 100; epoch < 200; epoch += 1) assert.equal(history.noteRate(epoch, 1 / epoch), true);
  assert.deepEqual(history.rates, [[0, 0.5], [100, 0.01], [199, 1 / 199]]);
  assert.equal(history.noteRate(150, 7), false);
  history.add([[200, 1, 1, 1, 1]]);
  assert.equal(history.noteRate(200, 3), true);
  assert.equal(history.noteRate(200, 4), true);
  assert.equal(history.noteRate(201, null), false);
  assert.deepEqual(history.rates.slice(2), [[199, 1 / 199], [200, 4]]);
  assert.equal(history.rate(199), 1 / 199);
});

test("what a server refused while it was ending is forgotten when it is back, and nothing else", async () => {
  const { model, server } = opened();
  model.set("problem", { what: "There is no such run." });
  server.tell("hello", { protocol: 1 });
  assert.equal(model.get("problem").what, "There is no such run.");
  model.set("problem", { what: "The engine has ended." });
  server.tell("hello", { protocol: 1 });
  assert.equal(model.get("problem"), null);
});

test("a run that is held just where it went on has the loss that the curve knows", async () => {
  const { model, server } = opened();
  await server.answer("run", infoOf("paused", 400));
  await server.answer("history", { buckets: [[0, 4, 4, 4, 4], [200, 2, 1, 1, 2]], rates: [] });
  server.tell("frame", { run: "a", epoch: 400, loss: null });
  assert.deepEqual(model.get("now"), { epoch: 400, loss: 1 });
  server.tell("frame", { run: "a", epoch: 401, loss: 0.5 });
  assert.deepEqual(model.get("now"), { epoch: 401, loss: 0.5 });
});

test("what happened is not said to be all before it is, and what stands in the way not before it is known", async () => {
  const { model, server } = opened();
  await server.answer("run", infoOf("finished", 400));
  assert.equal(model.get("obstacles"), null);
  await server.answer("events", { events: [], complete: false });
  assert.notEqual(model.get("eventsKnown"), "a");
  await server.answer("obstacles", { sentences: [] });
  assert.deepEqual(model.get("obstacles"), []);
});

test("all that happened is said to be all", async () => {
  const { model, server } = opened();
  await server.answer("run", infoOf("finished", 400));
  await server.answer("events", { events: [], complete: true });
  assert.equal(model.get("eventsKnown"), "a");
});

test("a change that was refused is told with its reason, once", async () => {
  const { model, server } = opened();
  await server.answer("run", infoOf("running", 10));
  const cause = "held at epoch 10, not changed: the rate is no number above 0";
  server.tell("state", { run: "a", status: "paused", epoch: 10, epochs: 400, cause });
  assert.equal(model.get("notice").text, "Held at epoch 10, not changed: the rate is no number above 0");
  model.set("notice", null);
  server.tell("state", { run: "a", status: "paused", epoch: 10, epochs: 400, cause });
  assert.equal(model.get("notice"), null);
  server.tell("state", { run: "a", status: "running", epoch: 12, epochs: 400, cause: "by hand" });
  assert.equal(model.get("notice"), null);
});
