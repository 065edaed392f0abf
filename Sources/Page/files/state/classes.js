// Data with classes: the class that a network finds is its greatest output, of equal ones the first.

/** Whether the loss takes the outputs for logits, whose exponentials are shares. */
export function hasLogits(info) { return /^loss:\s*\{?\s*crossEntropy/m.test(info?.spec ?? ""); }

/** The class that outputs stand for, from 0; −1 where one is NaN. */
export function classFound(outputs) {
  let best = 0;
  for (let j = 0; j < outputs.length; j += 1) {
    if (Number.isNaN(outputs[j])) return -1;
    if (outputs[j] > outputs[best]) best = j;
  }
  return best;
}

/** The shares that logits stand for: exp yⱼ / Σ exp yₖ. */
export function sharesOf(logits) {
  const most = Math.max(...logits);
  const powers = Array.from(logits, (value) => Math.exp(value - most));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

/**
 * What a network makes of the samples that are here.
 *
 * @param {Float64Array} values the outputs, [samples × outputs]
 * @param {number[]} classes of the samples
 * @param {number} outputs
 * @returns {{count: number, correct: number, undecided: number, found: Int32Array, counts: Int32Array}} `counts` is
 *   [classes × classes]: a row for each class, a column for the class found
 */
export function classification(values, classes, outputs) {
  const found = new Int32Array(classes.length);
  const counts = new Int32Array(outputs * outputs);
  let correct = 0; let undecided = 0;
  classes.forEach((own, i) => {
    const guess = classFound(values.subarray(i * outputs, (i + 1) * outputs));
    found[i] = guess;
    if (guess < 0) { undecided += 1; return; }
    counts[own * outputs + guess] += 1;
    if (guess === own) correct += 1;
  });
  return { count: classes.length, correct, undecided, found, counts };
}

/** "97.6 %"; not "100 %" where one is wrong, nor "0 %" where one is right. */
export function percent(part, count) {
  if (count === 0) return "–";
  const value = (100 * part) / count;
  for (let digits = 1; digits < 8; digits += 1) {
    const text = value.toFixed(digits);
    if ((part < count && Number(text) === 100) || (part > 0 && Number(text) === 0)) continue;
    return `${text.replace(/\.0+$/, "")} %`;
  }
  return `${value} %`;
}
