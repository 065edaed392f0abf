// The files of lessons: run with `node --test Tests/Page`. Those of the page are in the form of lessons/README.md, and a
// damaged one is refused in a sentence that begins with the key at fault, not by whatever a picture trips over.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { checkLesson } from "../../Sources/Page/files/lessons/check.js";

const folder = fileURLToPath(new URL("../../Sources/Page/files/lessons/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
const refusal = (lesson) => {
  try {
    checkLesson(lesson);
  } catch (error) {
    assert.equal(error.constructor, Error, `${error}`);
    return error.message;
  }
  return null;
};

test("the lessons of the page are in the form of their README", () => {
  assert.equal(files.length, 6);
  for (const name of files) assert.equal(refusal(read(name)), null, name);
});

test("a value of another kind is refused by its key", () => {
  let count = 0;
  for (const name of files) {
    const { given, steps } = read(name);
    for (const key of Object.keys(given)) {
      for (const wrong of [null, true, {}, "x", "1/0", [[]], 1e999]) {
        const lesson = read(name);
        lesson.given[key] = wrong;
        // An object without keys leaves a target as it is.
        if (key === "target" && wrong !== null && wrong.constructor === Object) continue;
        assert.match(`${refusal(lesson)}`, new RegExp(`^given\\.${key}: expected `), `${name}, ${key}: ${wrong}`);
        count += 1;
      }
    }
    steps.forEach(({ set }, i) => {
      for (const key of Object.keys(set ?? {})) {
        const lesson = read(name);
        lesson.steps[i].set[key] = { key };
        assert.match(`${refusal(lesson)}`, new RegExp(`^step ${i + 1}, set\\.${key}: expected `), `${name}, ${key}`);
        count += 1;
      }
    });
  }
  assert.ok(count > 150, `${count}`);
});

test("each sentence says what would be right", () => {
  const of = (change, name = "dead-relu.json") => {
    const lesson = read(name);
    change(lesson);
    return refusal(lesson);
  };
  assert.equal(of((lesson) => { lesson.given.codes = 3; }), "given.codes: expected a list of 1 to 40 numbers.");
  assert.equal(of((lesson) => { lesson.given.wieght = 1; }), "given.wieght: there is no such key here; expected codes, weight, bias, target, rate, slope, low, high.");
  assert.equal(of((lesson) => { lesson.given.target.bias = "half"; }), "given.target.bias: expected a number, or a fraction in quotes such as \"-27/4\".");
  assert.equal(of((lesson) => { lesson.given.low = 4; }), "given.low: expected less than given.high.");
  assert.equal(of((lesson) => { lesson.given = []; }), "given: expected an object, such as {\"codes\": …}.");
  assert.equal(of((lesson) => { lesson.given.length = 99; }, "naive-solution.json"), "given.length: expected a whole number from 2 to 9.");
  assert.equal(of((lesson) => { lesson.given.W1 = [[1, 2, 3]]; }, "backpropagation.json"), "given.W1: expected a list of 2 rows of 2 numbers each.");
  assert.equal(of((lesson) => { lesson.picture = "unitt"; }), "picture: expected one of unit, solution, threshold, graph, ladder, missing.");
  assert.equal(of((lesson) => { delete lesson.steps[1].text; }), "step 2, text: expected a text.");
  assert.equal(of((lesson) => { lesson.steps = 6; }), "steps: expected a list of 1 to 20 steps.");
  assert.equal(of((lesson) => { lesson.claim = null; }), "claim: expected an object with id, verdict, where and says.");
  assert.equal(refusal(null), "expected a JSON object with title, picture and steps.");
});
