// The z axis that code, kinks and decoder share. It changes at most once a second, over 200 ms, never under a hand.

import { addTask, direct } from "./loop.js";

/** Keeps `zDomain` = [low, high] of the model. */
export function keepAxis(model) {
  let target = null;
  let from = null;
  let began = 0;
  let lastChange = -Infinity;
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  const task = addTask({
    draw(time) {
      const point = model.get("point");
      if (point?.codes && !direct.isHeld) {
        const wanted = wantedDomain(point.codes, target);
        if (wanted && target && time - lastChange <= 1000) setTimeout(task.invalidate, 1000 - (time - lastChange));
        if (wanted && (!target || time - lastChange > 1000)) {
          const current = model.get("zDomain");
          if (!target || !current || reduced.matches) {
            target = wanted;
            lastChange = time;
            model.set("zDomain", target);
            return;
          }
          from = current;
          target = wanted;
          began = time;
          lastChange = time;
        }
      }
      if (!from) return;
      const part = Math.min(1, (time - began) / 200);
      const eased = part * (2 - part);
      model.set("zDomain", part >= 1 ? target : [0, 1].map((k) => from[k] + (target[k] - from[k]) * eased));
      if (part >= 1) from = null;
      else task.invalidate();
    },
  });
  model.on("change:point", task.invalidate);
  model.on("change:run", () => { target = null; from = null; model.set("zDomain", null); });
}

/** The codes' range with a twelfth on both sides; null where the present domain still serves. */
function wantedDomain(codes, present) {
  let low = Infinity; let high = -Infinity;
  for (const z of codes) {
    if (!Number.isFinite(z)) continue;
    if (z < low) low = z;
    if (z > high) high = z;
  }
  if (low > high) return present ? null : [-1, 1];
  const range = high - low || Math.abs(high) || 1;
  if (present) {
    const [a, b] = present;
    const fits = low >= a + 0.01 * (b - a) && high <= b - 0.01 * (b - a);
    if (fits && range > 0.6 * (b - a)) return null;
  }
  // A code that has outgrown the axis goes on growing: it gets room there, so that the axis moves seldom.
  const below = present && low < present[0] + 0.01 * (present[1] - present[0]) ? 0.18 : 0.075;
  const above = present && high > present[1] - 0.01 * (present[1] - present[0]) ? 0.28 : 0.095;
  return [low - below * range, high + above * range];
}
