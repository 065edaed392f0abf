// The samples of a run, in the page's order and by their names, and the snapshots that a run keeps.

/** The run with its samples by rising label, where labels are numbers; `samples.indices` tells their places in the data. */
export function inOrder(info) {
  const { labels, signals, targets } = info.samples;
  const order = signals.map((_, i) => i);
  if (labels?.length === signals.length && labels.every((label) => typeof label === "number")) order.sort((a, b) => labels[a] - labels[b]);
  // Signals that are their own targets are sent once.
  const pick = (list) => order.map((i) => list[i]);
  return { ...info, samples: { ...info.samples, labels: labels ? pick(labels) : order, signals: pick(signals), targets: pick(targets ?? signals), ...(info.samples.classes && { classes: pick(info.samples.classes) }), indices: order } };
}

/** The sample that events call by a number: the one of that label, or where labels tell none apart of that place in the data; −1 for none. */
export function sampleOf(info, name) {
  if (!info || typeof name !== "number") return -1;
  const { labels, indices } = info.samples;
  const isNamed = labels.every((label) => typeof label === "number") && new Set(labels).size === labels.length;
  return isNamed ? labels.indexOf(name) : indices.indexOf(name);
}

/** Snapshots of epochs 1, 2, 5, 10, … that have passed since the run was opened. */
export function addSnapshots(info, epoch) {
  if (!info || /snapshots: *false/.test(info.spec)) return;
  const list = (info.snapshots ??= []);
  for (let last = list[list.length - 1] ?? 0; ;) {
    const ten = 10 ** Math.floor(Math.log10(last || 1) + 1e-9);
    const next = last === 0 ? 1 : [2, 5, 10].map((factor) => factor * ten).find((one) => one > last);
    if (!next || next > epoch) return;
    list.push(next);
    last = next;
  }
}
