// The specs of compared runs: the lines in which they differ, in a few words.

import { whole } from "./parts.js";

/**
 * The spec with what was changed under way, as a fork does: a schedule's changed entries in their place, other keys as
 * lines of their own.
 */
export function withContinuations({ spec, continuations = [] }) {
  let lines = (spec ?? "").split("\n");
  for (const change of continuations) {
    const [, epoch, key, value] = /^(\d+): ([\w.]+)=(.*)$/.exec(change) ?? [];
    const [, at, name] = /^schedule\.(\d+)\.(\w+)$/.exec(key ?? "") ?? [];
    if (at === undefined) {
      if (key && key !== "epochs") lines.push(`${key}: ${value} from ${whole(Number(epoch))}`);
      continue;
    }
    lines = lines.map((line) => {
      if (!line.startsWith("schedule:")) return line;
      let entry = -1;
      return line.replace(/\{[^}]*\}/g, (text) => ((entry += 1) === Number(at) ? text.replace(new RegExp(`(${name}: )[^,}]+`), (_, before) => before + value) : text));
    });
  }
  return lines.join("\n");
}

/** Lines of two specs that differ, as pairs by key. */
export function differing(first, second) {
  const read = (spec) => new Map((spec ?? "").split("\n").map((line) => [/^[\s-]*[A-Za-z.]+/.exec(line)?.[0] ?? line, line]).filter(([key]) => key.trim() !== ""));
  const [a, b] = [read(first), read(second)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).map((key) => ({ first: a.get(key) ?? null, own: b.get(key) ?? null }));
}

/** A line of a spec in a few words; a schedule as the rates that the run came to. */
export function clean(line, info = null) {
  if (line === null || line === undefined) return "none";
  if (/^schedule/.test(line) && info) {
    const entries = [...line.matchAll(/fromEpoch:\s*(\d+),\s*learningRate:\s*([\d.e+-]+)/g)].map(([, from, rate]) => [Number(from), rate]);
    const reached = entries.filter(([from]) => from < info.epoch);
    const base = /learningRate:\s*([\d.e+-]+)/.exec(info.spec.replace(line, ""))?.[1];
    if (reached.length === 0) return base ? `rate ${tidy(base)}` : "no schedule";
    return `rate ${reached.map(([from, rate]) => `${tidy(rate)} from ${whole(from)}`).join(", ")}`;
  }
  return line.trim();
}

function tidy(number) {
  const value = Number(number);
  return value !== 0 && Math.abs(value) < 0.01 ? value.toExponential().replace("-", "−") : `${value}`;
}

export function shortLine(lines) {
  const words = lines.filter((words_) => words_ !== "none").join("; ");
  return words.length > 48 ? `${words.slice(0, 47)}…` : words;
}
