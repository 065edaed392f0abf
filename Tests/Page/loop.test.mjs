// Which views a frame draws. Run with `node --test Tests/Page`.
import assert from "node:assert/strict";
import { mock, test } from "node:test";

mock.timers.enable({ apis: ["setTimeout"] });
let now = 1000;
let callback = null;
let hasResized = null;
const reduced = { matches: false };
globalThis.performance = { now: () => now };
Object.assign(globalThis, {
  matchMedia: () => reduced, addEventListener() {}, innerWidth: 100, innerHeight: 100, document: { body: {} },
  requestAnimationFrame: (frame) => { callback = frame; },
  ResizeObserver: class { constructor(told) { hasResized = told; } observe() {} },
});
const { addTask } = await import("../../Sources/Page/files/state/loop.js");

/** Lets time pass in frames that take `milliseconds` each. */
function pass(frames, milliseconds) {
  for (let k = 0; k < frames; k += 1) {
    now += milliseconds;
    mock.timers.tick(milliseconds);
    const frame = callback;
    callback = null;
    frame?.(now);
  }
}

test("with reduced motion every view has its turn, however slow the frames are", () => {
  reduced.matches = true;
  const drawn = new Map();
  const tasks = Array.from({ length: 12 }, (_, k) => {
    const task = addTask({ isLarge: k > 9, draw() { drawn.set(k, (drawn.get(k) ?? 0) + 1); task.invalidate(); } });
    return task;
  });
  pass(60, 100);
  assert.deepEqual([...drawn.values()], Array.from({ length: 12 }, () => 5));
  tasks.forEach((task) => task.remove());
  reduced.matches = false;
});

test("a view that something above it moves into the window is drawn", () => {
  let count = 0;
  let top = 200;
  const el = { getBoundingClientRect: () => ({ left: 0, right: 50, top, bottom: top + 50 }) };
  const task = addTask({ el, draw() { count += 1; } });
  pass(5, 40);
  const before = count;
  task.invalidate();
  pass(5, 40);
  assert.equal(count, before, "out of the window");
  top = 60;
  hasResized();
  pass(5, 40);
  assert.equal(count, before + 1);
  task.remove();
});
