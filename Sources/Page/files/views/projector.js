// The projector: 960 × 540 units as large as the window allows, four views and one sentence.

import { figure } from "../format.js";
import { html } from "./draw.js";

/** Wires the mode; `toggle-projector` turns it on and off. */
export function wireProjector(model, lab, headline) {
  const line = html("p", { className: "projector-line", id: "projector-line" });
  headline.after(line);
  let sleeping = 0;
  const fit = () => {
    if (!model.get("isProjector")) return;
    const scale = Math.min(innerWidth / 960, innerHeight / 540);
    model.set("projectorScale", scale);
    lab.style.transform = `translate(${Math.max(0, (innerWidth - 960 * scale) / 2)}px, ${Math.max(0, (innerHeight - 540 * scale) / 2)}px) scale(${scale})`;
  };
  const wake = () => {
    document.body.classList.add("awake");
    clearTimeout(sleeping);
    sleeping = setTimeout(() => document.body.classList.remove("awake"), 2500);
  };
  let saying = 0;
  const say = () => {
    saying = 0;
    const text = sentence(model);
    if (headline.textContent !== text) headline.textContent = text;
  };
  // Twice a second is enough for a headline, and every four seconds where only a screen reader has it.
  const soon = () => { if (!saying) saying = setTimeout(say, model.get("isProjector") ? 500 : 4000); };
  model.on("toggle-projector", () => {
    const isOn = !model.get("isProjector");
    model.set("projectorScale", 1);
    model.set("isProjector", isOn);
    if (isOn) model.set("tab", "laboratory");
    document.body.classList.toggle("projector", isOn);
    lab.style.transform = "";
    fit();
    say();
    if (isOn) addEventListener("mousemove", wake); else removeEventListener("mousemove", wake);
  });
  addEventListener("resize", fit);
  model.on("change:events change:info change:state", soon);
}

/** The last three kinds of event, strung together; before there are any, what is trained. */
export function sentence(model) {
  const events = [...(model.get("events") ?? [])].sort((a, b) => a.epoch - b.epoch);
  const kinds = new Map();
  for (const event of events) {
    if (!["codeFolds", "unitWakes", "unitBlinks", "unitSleeps", "outputWakes", "outputSleeps", "kinkPasses", "kinkMeets", "unitTurns", "rate", "diverged", "goal"].includes(event.kind)) continue;
    const family = event.kind === "unitBlinks" ? "unitWakes" : event.kind === "kinkMeets" ? "kinkPasses" : event.kind;
    const list = kinds.get(family);
    if (list) list.push(event); else kinds.set(family, [event]);
  }
  const last = ([, list]) => list[list.length - 1].epoch;
  const parts = [...kinds].sort((a, b) => last(a) - last(b)).slice(-3).map(([kind, list]) => phrase(kind, list));
  if (parts.length === 0) {
    const info = model.get("info");
    const point = model.get("point");
    return info ? `${info.name}${point && Number.isFinite(point.loss) ? `: the loss is ${figure(point.loss)}` : ""}` : "Heaviside";
  }
  const text = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(", ")}, and ${parts[parts.length - 1]}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

function phrase(kind, list) {
  const distinct = (key) => new Set(list.map((event) => event.subject?.[key])).size;
  const number = (count, noun) => `${words[count] ?? count} ${noun}${count === 1 ? "" : "s"}`;
  const verb = (count, one, many) => (count === 1 ? one : many);
  const units = distinct("unit");
  const outputs = distinct("output");
  switch (kind) {
    case "codeFolds": return "the code folds";
    case "unitWakes": return `${number(units, "unit")} ${verb(units, "wakes", "wake")}`;
    case "unitSleeps": return `${number(units, "unit")} ${verb(units, "falls", "fall")} asleep`;
    case "unitTurns": return `${number(units, "unit")} ${verb(units, "turns", "turn")} round`;
    case "kinkPasses": return `${number(units, "kink")} ${verb(units, "sets", "set")} out into the gaps`;
    case "outputWakes": return `${number(outputs, "output")} ${verb(outputs, "wakes", "wake")}`;
    case "outputSleeps": return `${number(outputs, "output")} ${verb(outputs, "loses its", "lose their")} gradient`;
    case "rate": return "the rate changes";
    case "goal": return "the goal is reached";
    default: return "it diverges";
  }
}
