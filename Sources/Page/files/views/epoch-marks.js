// The epochs that have a name on a logarithmic axis.

import { whole } from "../format.js";

/**
 * The names of powers of ten from 1 on, and of the end; of two names that would touch, only the later one is given.
 *
 * `x` gives an epoch's place, `right` is the axis's end, `small` the size of the letters. Gives `{ name, x, anchor }`.
 */
export function epochMarks({ x, right, end, small, isPhone }) {
  const epochs = [];
  for (let ten = isPhone ? 100 : 10; ten <= end * 1.0001; ten *= isPhone ? 100 : 10) epochs.push(ten);
  if ((epochs[epochs.length - 1] ?? 1) < end / 1.9) epochs.push(end);
  const wide = (name) => name.length * small * 0.58;
  const gap = small * 0.7;
  const first = { name: "epoch 1", x: x(1), anchor: "" };
  let next = Infinity;
  const kept = [];
  for (const epoch of epochs.reverse()) {
    const name = whole(epoch);
    const isLast = x(epoch) + wide(name) / 2 > right;
    const to = isLast ? right : x(epoch) + wide(name) / 2;
    const from = to - wide(name);
    if (to + gap > next || from < first.x + wide(first.name) + gap) continue;
    next = from;
    kept.push({ name, x: isLast ? right : x(epoch), anchor: isLast ? "end" : "middle" });
  }
  return [first, ...kept.reverse()];
}
