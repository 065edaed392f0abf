// Kinds of events: their roles, their signs, and the few words that stand on the loss.

import { shape } from "./draw.js";

/** The role of a kind: whose colour and form it has. */
export function roleOf(kind) {
  if (kind === "codeFolds") return "code";
  if (/^(unit|kink)/.test(kind)) return "kink";
  if (/^output/.test(kind)) return "out";
  if (kind === "rate") return "mark";
  if (kind === "diverged" || kind === "refuted") return "error";
  return "ink";
}

const signs = {
  codeFolds: [["path", { d: "M2 4c2 2 3 9 5 9s4-10 7-11", class: "role-code" }]],
  kinkPasses: [["path", { d: "M1 8h14", class: "role-code" }], ["path", { d: "M2 13L14 3", class: "role-kink" }]],
  kinkMeets: [["path", { d: "M1 8h14", class: "role-code" }], ["path", { d: "M2 13L14 3", class: "role-kink" }]],
  unit: [["circle", { cx: 8, cy: 8, r: 5, class: "role-kink" }], ["circle", { cx: 8, cy: 8, r: 1, class: "role-kink" }]],
  unitSleeps: [["circle", { cx: 8, cy: 8, r: 5, class: "role-kink", "stroke-dasharray": "2.500 2" }]],
  unitTurns: [["path", { d: "M3 11a5.500 5.500 0 1 1 3 2.500M6 10.500v3.200H2.800", class: "role-kink" }]],
  unitsDie: [["path", { d: "M4 4l8 8M12 4l-8 8", class: "role-kink" }]],
  output: [["circle", { cx: 8, cy: 8, r: 5, class: "role-out" }], ["circle", { cx: 8, cy: 8, r: 1, class: "role-out" }]],
  outputSleeps: [["circle", { cx: 8, cy: 8, r: 5, class: "role-out", "stroke-dasharray": "2.500 2" }]],
  rate: [["path", { d: "M2 12h5V5h7", class: "role-mark" }]],
  diverged: [["path", { d: "M2 13c5 0 7-3 8-11M12 3l2 2M14 3l-2 2", class: "role-error" }]],
  goal: [["path", { d: "M4 14V2l8 3-8 3", class: "role-ink" }]],
  sameBits: [["path", { d: "M3 6h10M3 10h10", class: "role-ink" }]],
  proved: [["path", { d: "M3 8.600l3.400 3.400L13 4.600", class: "role-ink" }]],
  refuted: [["path", { d: "M4 4l8 8M12 4l-8 8", class: "role-error" }]],
};

/** The sign of a kind, 16 units a side. */
export function signOf(kind) {
  const list = signs[kind] ?? (/^unit/.test(kind) ? signs.unit : /^output/.test(kind) ? signs.output : signs.goal);
  const svg = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", fill: "none", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" });
  for (const [name, attributes] of list) svg.append(shape(name, attributes));
  return svg;
}

/**
 * Events as marks on the loss, newest first: those of one kind that lie within `room` pixels of each other are one.
 *
 * @returns {{epoch: number, role: string, label: string, events: object[]}[]}
 */
export function markGroups(events, info, x, room) {
  const rising = [...(events ?? [])].filter((event) => event.kind !== "earlier").sort((a, b) => a.epoch - b.epoch);
  const groups = [];
  const newest = new Map();
  for (const event of rising) {
    const family = familyOf(event.kind);
    const last = newest.get(family);
    if (last && Math.abs(x(last.epoch) - x(event.epoch)) < (family === "unitWakes" ? 6 : 2) * room) last.events.push(event);
    else {
      const group = { epoch: event.epoch, family, role: roleOf(event.kind), events: [event] };
      groups.push(group);
      newest.set(family, group);
    }
  }
  for (const group of groups) group.label = labelOf(group);
  return groups.sort((a, b) => weight(b) - weight(a) || b.epoch - a.epoch);
}

function familyOf(kind) {
  if (kind === "kinkPasses" || kind === "kinkMeets") return "kinks";
  if (kind === "unitBlinks") return "unitWakes";
  return kind;
}

/** What is rare and of consequence has the first choice of places. */
function weight(group) {
  return { diverged: 9, refuted: 8, proved: 8, goal: 8, sameBits: 8, codeFolds: 7, rate: 6, outputWakes: 5, outputSleeps: 5, unitsDie: 5, unitWakes: 4, kinks: 3 }[group.family] ?? 2;
}

function labelOf({ family, events }) {
  const distinct = (key) => [...new Set(events.map((event) => event.subject?.[key]).filter((value) => value !== undefined && value !== null))];
  const names = (list, noun) => (list.length === 1 ? `${noun} ${list[0]}` : list.length < 4 ? `${noun}s ${list.join(", ")}` : `${list.length} ${noun}s`);
  const units = distinct("unit");
  const outputs = distinct("output");
  const noun = /^unit/.test(family) ? units : /^output/.test(family) ? outputs : null;
  // An event of several units or outputs at once says in its title how many.
  if (noun && noun.length === 0 && family !== "unitsDie") return plain(events[0].title);
  if (family === "kinks" && units.length === 0) return plain(events[0].title);
  const s = (list) => (list.length === 1 ? "s" : "");
  switch (family) {
    case "codeFolds": return "code folds";
    case "unitWakes": return units.length ? `${names(units, "unit")} wake${s(units)}` : events[0].title;
    case "unitSleeps": return `${names(units, "unit")} sleep${s(units)}`;
    case "unitTurns": return `${names(units, "unit")} turn${s(units)}`;
    case "unitsDie": {
      const [who] = events[0].title.split(/ (?:is|are) /);
      return `${who} ${who.startsWith("1 ") ? "dies" : "die"}`;
    }
    case "kinks": return units.length < 4 ? `${units.join(", ")} cross${units.length === 1 ? "es" : ""} codes` : `${units.length} kinks cross codes`;
    case "outputWakes": return `${names(outputs, "output")} wake${s(outputs)}`;
    case "outputSleeps": return `${names(outputs, "output")} sleep${s(outputs)}`;
    case "rate": return events[events.length - 1].title.toLowerCase();
    case "diverged": return "diverged";
    case "goal": return "goal";
    case "sameBits": return "same bits";
    default: return plain(events[0].title);
  }
}

/** The first words of a title, as the middle of a sentence. */
function plain(title) {
  const words = title.charAt(0).toLowerCase() + title.slice(1);
  return words.length > 30 ? `${words.slice(0, 29).replace(/\s\S*$/, "")} …` : words;
}
