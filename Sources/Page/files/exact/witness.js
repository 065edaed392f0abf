// Where a network is wrong most: the same output that certificates and events name.

/**
 * The output with the largest |error|; of equal ones that of the first sample in the order of the data, and there the
 * first.
 *
 * @param {import("./rational.js").Rational[][]} errors one row a sample, in any order
 * @param {number[]} indices the place of each row in the data
 * @returns {{sample: number, output: number} | null} the row and the column; null where every error is 0
 */
export function witnessOf(errors, indices) {
  const order = errors.map((_, row) => row).sort((a, b) => indices[a] - indices[b]);
  let worst = null;
  for (const sample of order) {
    errors[sample].forEach((error, output) => {
      if (error.sign !== 0 && (!worst || error.magnitude.compare(worst.error.magnitude) > 0)) worst = { sample, output, error };
    });
  }
  return worst && { sample: worst.sample, output: worst.output };
}
