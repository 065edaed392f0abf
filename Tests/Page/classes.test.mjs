// Data with classes, and the output that a proof names. Run with `node --test Tests/Page`.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Rational } from "../../Sources/Page/files/exact/rational.js";
import { witnessOf } from "../../Sources/Page/files/exact/witness.js";
import { classFound, classification, hasLogits, percent, sharesOf } from "../../Sources/Page/files/state/classes.js";
import { inOrder, sampleOf } from "../../Sources/Page/files/state/samples.js";

test("the class that is found is the greatest output, of equal ones the first, and none where one is NaN", () => {
  assert.equal(classFound(Float64Array.of(-1, 3, 3)), 1);
  assert.equal(classFound(Float64Array.of(-2, -2)), 0);
  assert.equal(classFound(Float64Array.of(5, NaN, 7)), -1);
});

test("rows of the table are classes, columns what is found; none found is in no column", () => {
  const values = Float64Array.of(2, 1, 0, /**/ 0, 1, 0, /**/ 0, 4, 5, /**/ NaN, 0, 1);
  const found = classification(values, [0, 0, 2, 1], 3);
  assert.deepEqual([...found.counts], [1, 1, 0, 0, 0, 0, 0, 0, 1]);
  assert.deepEqual([found.correct, found.count, found.undecided], [2, 4, 1]);
  assert.deepEqual([...found.found], [0, 1, 2, -1]);
});

test("shares add up to 1, whatever the size of the logits", () => {
  const shares = sharesOf([1000, 1001, -1000]);
  assert.ok(Math.abs(shares[1] / shares[0] - Math.E) < 1e-12);
  assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-12);
});

test("a share is 100 % only where every sample is right", () => {
  assert.equal(percent(1437, 1437), "100 %");
  assert.equal(percent(99_999, 100_000), "99.999 %");
  assert.equal(percent(1, 100_000), "0.001 %");
  assert.equal(percent(0, 12), "0 %");
  assert.equal(percent(329, 360), "91.4 %");
});

test("only the cross-entropy takes outputs for logits", () => {
  assert.ok(hasLogits({ spec: "name: a\nloss: {crossEntropy: mean}\n" }));
  assert.ok(hasLogits({ spec: "loss: crossEntropy" }));
  assert.ok(!hasLogits({ spec: "loss: {squaredError: mean}" }));
});

const infoOf = (labels) => inOrder({ samples: { labels, signals: labels.map((_, i) => [i]), classes: labels.map((_, i) => i) } });

test("of equal errors the first in the order of the data is named, whatever the order on the page", () => {
  const r = (n, d = 1) => Rational.of(BigInt(n), BigInt(d));
  // The page has the samples by rising label; the data has label 2 first.
  const { indices } = infoOf([2, 1, 0]).samples;
  assert.deepEqual(indices, [2, 1, 0]);
  const errors = [[r(0), r(-1, 4)], [r(1, 8), r(0)], [r(0), r(1, 4)]];
  assert.deepEqual(witnessOf(errors, indices), { sample: 2, output: 1 });
  assert.deepEqual(witnessOf([[r(1, 3), r(-1, 3)]], [0]), { sample: 0, output: 0 });
  assert.equal(witnessOf([[r(0)], [r(0)]], [0, 1]), null);
});

test("what events call a sample is found: its label, or its place in the data where labels tell none apart", () => {
  const held = infoOf([9, 7, 4, 0]);
  assert.equal(held.samples.labels[sampleOf(held, 7)], 7);
  assert.deepEqual(held.samples.classes, [3, 2, 1, 0]);
  assert.equal(sampleOf(held, 5), -1);
  const doubled = infoOf([3, 3, 1]);
  assert.equal(doubled.samples.indices[sampleOf(doubled, 0)], 0);
  const own = infoOf([null, null]);
  assert.equal(sampleOf(own, 1), 1);
});
