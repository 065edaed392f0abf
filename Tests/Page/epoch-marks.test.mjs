// The names under the loss: none touches another. Run with `node --test Tests/Page`.
import assert from "node:assert/strict";
import { test } from "node:test";

import { epochMarks } from "../../Sources/Page/files/views/epoch-marks.js";

const small = 11;

function marks(end, left, right, isPhone = false) {
  const decades = Math.log10(Math.max(end, 10));
  return epochMarks({ x: (epoch) => left + (Math.log10(epoch) / decades) * (right - left), right, end, small, isPhone });
}

test("names under the loss stand apart and within the axis, on a phone as on a projector, up to a thousand million epochs", () => {
  for (const [left, right] of [[30, 350], [40, 820], [40, 1500]]) {
    for (let end = 1; end <= 1e9; end = Math.ceil(end * 1.7)) {
      const found = marks(end, left, right, right < 400);
      const ends = found.map(({ name, x, anchor }) => {
        const wide = name.length * small * 0.55;
        const from = anchor === "" ? x : anchor === "end" ? x - wide : x - wide / 2;
        return [from, from + wide];
      });
      ends.forEach(([from, to], k) => {
        assert.ok(from >= left - 1 && to <= right + 1, `${end}: ${found[k].name} lies from ${from} to ${to}`);
        if (k > 0) assert.ok(from > ends[k - 1][1], `${end}: ${found[k - 1].name} and ${found[k].name} touch`);
      });
    }
  }
});

test("the end has its name, and powers of ten where there is room", () => {
  assert.deepEqual(marks(50_000, 40, 820).map(({ name }) => name), ["epoch 1", "10", "100", "1,000", "10,000", "50,000"]);
  assert.deepEqual(marks(1, 40, 820).map(({ name }) => name), ["epoch 1"]);
  assert.deepEqual(marks(20_000, 30, 350, true).map(({ name }) => name), ["epoch 1", "100", "20,000"]);
});
