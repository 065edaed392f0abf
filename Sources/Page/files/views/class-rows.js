// Samples of data with classes: the share or the output of every class as bars, the sample's own class, and the one found.

import { figure } from "../format.js";
import { classFound, hasLogits, sharesOf } from "../state/classes.js";
import { className } from "../state/names.js";
import { put, px, say, shape } from "./draw.js";

/** What a sample's outputs say: {own, found, bars, most}; bars are shares where the outputs are logits. */
export function verdictOf(whole, info, sample) {
  const outputs = whole.network.output(info.samples.signals[sample]);
  const bars = hasLogits(info) ? sharesOf(outputs) : Array.from(outputs);
  return { own: info.samples.classes[sample], found: classFound(outputs), bars, most: hasLogits(info) ? 1 : Math.max(1, ...bars.filter(Number.isFinite)) };
}

/** "class 3, taken for 5". */
export function classWords({ own, found }, info) {
  const [mine, other] = [own, found].map((k) => className(info, k));
  return found < 0 ? `class ${mine}, none found: an output is NaN` : found === own ? `class ${mine}, found` : `class ${mine}, taken for ${other}`;
}

/** The same with numbers, for a card or a reader. */
export function classSentence(whole, info, sample) {
  const verdict = verdictOf(whole, info, sample);
  const { own, found, bars } = verdict;
  const what = hasLogits(info) ? "share" : "output";
  const rest = found >= 0 && found !== own ? `, that of ${className(info, found)} is ${figure(bars[found], 3)}` : "";
  return `${classWords(verdict, info)}; the ${what} of its own is ${figure(bars[own], 3)}${rest}`;
}

/** Draws one sample into a group of the view of reconstructions. */
export function drawClassRow(group, box, sample, isNow, isWide, whole, info) {
  if (!group.firstChild || !group.querySelector(".out-fill")) {
    group.replaceChildren(shape("rect", { class: "hit" }), shape("line", { class: "grid" }), shape("path", { class: "context-fill" }), shape("path", { class: "out-fill" }), shape("path", { class: "error-fill" }), shape("path", { class: "kink-own" }), shape("text", {}), shape("text", {}));
  }
  const [hit, zero, others, right, wrong, mark, name, words] = group.children;
  put(group, { "data-sample": sample });
  const verdict = verdictOf(whole, info, sample);
  const { own, found, bars, most } = verdict;
  const [left, width] = [box.left, box.right - box.left];
  const [top, bottom] = [box.top, box.bottom - 7];
  const pitch = width / bars.length;
  const gap = Math.min(1.5, pitch / 6);
  const bar = (j) => {
    const high = Math.max(0, Math.min(1, Number.isFinite(bars[j]) ? bars[j] / most : 0)) * (bottom - top);
    return high > 0.3 ? `M${px(left + j * pitch + gap)} ${px(bottom)}V${px(bottom - high)}H${px(left + (j + 1) * pitch - gap)}V${px(bottom)}Z` : "";
  };
  put(hit, { x: left - 4, y: top - 26, width: width + 8, height: box.bottom - top + 30 });
  put(zero, { x1: left, x2: box.right, y1: Math.round(bottom) + 0.5, y2: Math.round(bottom) + 0.5 });
  put(others, { d: bars.map((_, j) => (j === own || j === found ? "" : bar(j))).join("") });
  put(right, { d: bar(own) });
  put(wrong, { d: found >= 0 && found !== own ? bar(found) : "" });
  // The sample's own class has a form, too: a triangle below its bar.
  const x = left + (own + 0.5) * pitch;
  put(mark, { d: `M${px(x)} ${px(bottom + 2)}l3.500 5h-7z`, class: "ink-fill" });
  say(name, `${info.samplesAreSteps ? "θ = " : isWide ? "sample " : ""}${info.samples.labels[sample] ?? info.samples.indices[sample]}`);
  const isSmall = width < 74;
  const [mine, other] = [own, found].map((k) => className(info, k));
  say(words, found < 0 ? "none" : found === own ? `✓ ${mine}` : isSmall ? `${mine} → ${other}` : `${mine}, found ${other}`);
  put(name, { x: left, y: top - 17, class: isNow ? "strong" : "" });
  put(words, { x: left, y: top - 4, class: found === own ? "out" : "error" });
}
