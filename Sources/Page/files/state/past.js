// The past of the world lines: states that were not seen while they passed.

import { codesOf } from "./whole.js";

/** Fetches states of the last decade for the world lines, from coarse to fine, as long as they come quickly. */
export async function fillTrail({ model, source, trail }, isCurrent, end = model.get("now").epoch) {
  const whole = model.get("whole");
  const info = model.get("info");
  if (!whole?.network.hasScalarCode) return;
  if (end < 2) return;
  const start = Math.max(1, Math.floor(end / 10));
  const saved = (info.snapshots ?? []).filter((epoch) => epoch >= start / 2 && epoch <= end);
  const wishes = [...saved];
  for (const parts of [8, 16, 32, 64]) {
    for (let k = 0; k <= parts; k += 1) wishes.push(Math.round(start * (end / start) ** (k / parts)));
  }
  const done = new Set(trail.columns.map((column) => column.epoch));
  // States that come late or not at all, as on a busy machine: after a few the lines stay as coarse as they are.
  let slow = 0;
  for (const epoch of wishes) {
    if (done.has(epoch) || epoch < 1) continue;
    done.add(epoch);
    const began = performance.now();
    try {
      const { network, epoch: stored } = await source.network({ run: info.run, epoch });
      if (!isCurrent()) return;
      const { positions, sides } = network.kinks();
      const codes = codesOf(network, info);
      if (codes.every(Number.isFinite)) trail.add(stored ?? epoch, codes, positions, sides);
      model.emit("trail");
    } catch { slow += 1; }
    const took = performance.now() - began;
    if (took > 1500) slow += 1;
    if (slow > 4 || !isCurrent()) return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(took / 2, 200)));
    if (model.get("state")?.status === "running" && trail.columns.length > 40) return;
  }
}
