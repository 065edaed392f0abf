// Whether a file is a lesson in the form of README.md: what a teacher wrote is checked before a picture reads it.

import { Rational } from "../exact/rational.js";

/** A form that a value has: whether it fits, and what it is in words. */
const form = (says, fits) => ({ says, fits });

const number = form("a number, or a fraction in quotes such as \"-27/4\"", (value) => Number.isFinite(typeof value === "string" ? Rational.parse(value)?.toNumber() : value));
const plain = form("a number", (value) => Number.isFinite(value));
const above = form("a number above 0", (value) => Number.isFinite(value) && value > 0);
const flag = form("true or false", (value) => typeof value === "boolean");
const whole = (least, most) => form(`a whole number from ${least} to ${most}`, (value) => Number.isInteger(value) && value >= least && value <= most);
const word = (...words) => form(`one of ${words.join(", ")}`, (value) => words.includes(value));
const list = (entry, least, most, noun) =>
  form(`a list of ${least === most ? least : `${least} to ${most}`} ${noun}`, (value) => Array.isArray(value) && value.length >= least && value.length <= most && value.every(entry.fits));

const pair = list(number, 2, 2, "numbers, or fractions in quotes");
const square = list(pair, 2, 2, "rows of 2 numbers each");
const steps = list(whole(1, 23), 0, 23, "whole numbers from 1 to 23");
const position = form("a whole number from 0 to 24", (value) => Number.isInteger(value) && value >= 0 && value <= 24);
const cure = word("straight", "covered", "alive", "solved");

/** What each picture starts from, and what a step sets: the table of README.md. */
const pictures = {
  unit: {
    given: { codes: list(plain, 1, 40, "numbers"), weight: number, bias: number, target: { weight: number, bias: number }, rate: number, slope: number, low: number, high: number },
    set: { bias: number, leaky: flag },
  },
  solution: { given: { length: whole(2, 9) }, set: { units: word("naive", "moved", "reversed"), output: whole(0, 8) } },
  threshold: {
    given: { length: whole(8, 128) },
    set: { theta: whole(1, 128), i: whole(1, 128), precision: word("float32", "float64", "real"), weights: word("1/i", "midpoint") },
  },
  graph: {
    given: { x: pair, y: pair, W1: square, b1: pair, W2: square, b2: pair },
    set: { x1: number, back: flag, weight: list(whole(0, 1), 3, 3, "whole numbers, each 0 or 1: layer, row and column") },
  },
  ladder: {
    given: { length: whole(3, 24), seed: whole(1, 1e9), rate: above },
    set: { cures: list(cure, 0, 4, "of the words straight, covered, alive, solved"), seed: whole(1, 1e9), again: flag },
  },
  missing: {
    given: { length: whole(4, 24), missing: steps, theta: position },
    set: { missing: steps, theta: number, bump: plain },
  },
};

const names = Object.keys(pictures);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** The lesson, where it is one; a sentence says which key of another is wrong, and what it takes. */
export function checkLesson(lesson) {
  const need = (condition, what) => {
    if (!condition) throw new Error(`${what}.`);
  };
  const needForms = (value, forms, key) => {
    need(value === undefined || isObject(value), `${key}: expected an object, such as {"${Object.keys(forms)[0]}": …}`);
    for (const [name, entry] of Object.entries(value ?? {})) {
      const known = Object.hasOwn(forms, name) ? forms[name] : undefined;
      need(known, `${key}.${name}: there is no such key here; expected ${Object.keys(forms).join(", ")}`);
      if (known.fits) need(known.fits(entry), `${key}.${name}: expected ${known.says}`);
      else needForms(entry, known, `${key}.${name}`);
    }
  };
  need(isObject(lesson), "expected a JSON object with title, picture and steps");
  need(typeof lesson.title === "string" && lesson.title !== "", "title: expected a text");
  need(names.includes(lesson.picture), `picture: expected one of ${names.join(", ")}`);
  const { given, set } = pictures[lesson.picture];
  needForms(lesson.given, given, "given");
  const range = ["low", "high"].map((name) => lesson.given?.[name] ?? { low: -9, high: 3 }[name]).map((value) => (typeof value === "string" ? Rational.parse(value).toNumber() : value));
  need(lesson.picture !== "unit" || range[0] < range[1], "given.low: expected less than given.high");
  need(Array.isArray(lesson.steps) && lesson.steps.length >= 1 && lesson.steps.length <= 20, "steps: expected a list of 1 to 20 steps");
  lesson.steps.forEach((step, i) => {
    const key = `step ${i + 1}`;
    need(isObject(step), `${key}: expected an object with title and text`);
    for (const name of ["title", "text"]) need(typeof step[name] === "string", `${key}, ${name}: expected a text`);
    needForms(step.set, set, `${key}, set`);
    need(step.show === undefined || (Array.isArray(step.show) && step.show.every((name) => typeof name === "string")), `${key}, show: expected a list of names of controls`);
    need(step.done === undefined || typeof step.done === "string", `${key}, done: expected a text such as "dead and stepped"`);
  });
  const { claim } = lesson;
  need(claim === undefined || isObject(claim), "claim: expected an object with id, verdict, where and says");
  for (const name of claim ? ["id", "verdict", "where", "says"] : []) need(typeof claim[name] === "string", `claim.${name}: expected a text`);
  return lesson;
}
