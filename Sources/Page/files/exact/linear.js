// Exact linear algebra for small matrices of rationals.

import { Rational, one, zero } from "./rational.js";

/** The reduced row echelon form of a matrix, and its pivot columns. */
export function reduced(matrix) {
  const rows = matrix.map((row) => [...row]);
  const pivots = [];
  let at = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0) && at < rows.length; column += 1) {
    const found = rows.findIndex((row, i) => i >= at && row[column].sign !== 0);
    if (found < 0) continue;
    [rows[at], rows[found]] = [rows[found], rows[at]];
    const pivot = rows[at][column];
    rows[at] = rows[at].map((x) => x.over(pivot));
    for (let i = 0; i < rows.length; i += 1) {
      const factor = rows[i][column];
      if (i === at || factor.sign === 0) continue;
      rows[i] = rows[i].map((x, k) => x.minus(factor.times(rows[at][k])));
    }
    pivots.push(column);
    at += 1;
  }
  return { rows, pivots };
}

export const rank = (matrix) => reduced(matrix).pivots.length;

/** One solution x of A x = b; null where there is none. */
export function solution(matrix, right) {
  const width = matrix[0].length;
  const { rows, pivots } = reduced(matrix.map((row, i) => [...row, right[i]]));
  if (pivots.includes(width)) return null;
  const x = new Array(width).fill(zero);
  pivots.forEach((column, i) => {
    x[column] = rows[i][width];
  });
  return x;
}

/** A vector v ≠ 0 of integers with v A = 0; null where the rows are independent. */
export function leftNull(matrix) {
  const height = matrix.length;
  const transposed = matrix[0].map((_, k) => matrix.map((row) => row[k]));
  const { rows, pivots } = reduced(transposed);
  const free = Array.from({ length: height }, (_, i) => i).filter((i) => !pivots.includes(i));
  if (free.length === 0) return null;
  const v = new Array(height).fill(zero);
  const chosen = free.at(-1);
  v[chosen] = one;
  pivots.forEach((column, i) => {
    v[column] = rows[i][chosen].negated;
  });
  const common = v.reduce((product, x) => (product % x.den === 0n ? product : product * x.den), 1n);
  return v.map((x) => x.times(Rational.of(common)));
}

export const dot = (a, b) => a.reduce((sum, x, i) => sum.plus(x.times(b[i])), zero);
