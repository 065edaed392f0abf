// What a frame of the page is spared: messages that a newer one replaces, and drawings that have not moved.
import assert from "node:assert/strict";
import { test } from "node:test";

import { className, entryName, outputName } from "../../Sources/Page/files/state/names.js";
import { addMessage, tellAll } from "../../Sources/Page/files/state/stream-batch.js";
import { LastSeen } from "../../Sources/Page/files/views/last-seen.js";
import { pixels } from "../../Sources/Page/files/views/elements.js";

test("of frames that wait only the newest of each run is kept; all else stays in order", () => {
  const waiting = [];
  const add = (kind, data) => addMessage(waiting, kind, JSON.stringify(data));
  add("state", { run: "a", epoch: 1 });
  add("frame", { run: "a", epoch: 1 });
  add("frame", { run: "b", epoch: 7 });
  add("event", { run: "a", id: 1 });
  add("loss", { run: "a", buckets: [] });
  add("frame", { run: "a", epoch: 2 });
  add("event", { run: "a", id: 1, count: 2 });
  assert.deepEqual(waiting.map(([kind, { run, epoch, count }]) => [kind, run, epoch ?? count]), [
    ["state", "a", 1], ["frame", "b", 7], ["event", "a", undefined], ["loss", "a", undefined], ["frame", "a", 2], ["event", "a", 2]]);
  assert.equal(addMessage(waiting, "frame", "{"), false);
  assert.equal(waiting.length, 6);
});

test("a message that cannot be shown keeps none of the others back", () => {
  const [told, reported] = [[], []];
  const message = (kind, data) => {
    if (data === null) throw new Error("no object");
    told.push(kind);
  };
  const waiting = [];
  for (const [kind, text] of [["state", "{}"], ["problem", "null"], ["verdict", "{}"]]) addMessage(waiting, kind, text);
  tellAll(waiting, message, ({ message: what }) => reported.push(what));
  assert.deepEqual([told, reported], [["state", "verdict"], ["no object"]]);
});

test("what moves by less than can be seen is not drawn again, however long it creeps", () => {
  const seen = new LastSeen();
  const at = (...numbers) => Float64Array.from(numbers);
  const hasMoved = (numbers, key) => seen.hasChanged(numbers, key, 0.3);
  assert.ok(hasMoved(at(1, NaN), "a"));
  assert.ok(!hasMoved(at(1.2, NaN), "a"));
  assert.ok(hasMoved(at(1.4, NaN), "a"), "0.4 since it was drawn");
  assert.ok(!hasMoved(at(1.6, NaN), "a"));
  assert.ok(hasMoved(at(1.6, 3), "a"), "one appears");
  assert.ok(hasMoved(at(1.6, NaN), "a"), "one goes");
  assert.ok(hasMoved(at(1.6, NaN), "b"), "the key is another");
  assert.ok(hasMoved(at(1.6), "b"), "there are fewer");
  seen.forget();
  assert.ok(hasMoved(at(1.6), "b"));
});

test("at rest every move is drawn, and what has not moved is not", () => {
  const seen = new LastSeen();
  seen.hasChanged(Float64Array.of(1), "a", 0.3);
  assert.ok(!seen.hasChanged(Float64Array.of(1.2), "a", 0.3));
  assert.ok(seen.hasChanged(Float64Array.of(1.2), "a", 0), "the last frame of a run");
  assert.ok(!seen.hasChanged(Float64Array.of(1.2), "a", 0));
});

test("pixels have one decimal, wherever they lie", () => {
  for (const value of [0, 0.04, 0.05, 12.34, 99.96, 1999.99, 2000, 54321.06, -0.26, -7, NaN]) assert.equal(pixels(value), String(Math.round(value * 10) / 10));
});

test("outputs, entries and classes have the names of their data, else their numbers", () => {
  const info = { samples: { outputs: ["humidity", ""], entries: ["x".repeat(40)], classNames: ["setosa"] } };
  assert.deepEqual([0, 1, 2].map((j) => outputName(info, j)), ["humidity", "1", "2"]);
  assert.equal(entryName(info, 0), `${"x".repeat(31)}…`);
  assert.deepEqual([className(info, 0), className(info, 1), className({ samples: {} }, 3), className(null, 4)], ["setosa", "1", "3", "4"]);
});
