// Single keys. They act outside fields only, and can be switched off.

import { html } from "../views/draw.js";
import { closeCard } from "./card.js";
import { openFork } from "./fork.js";
import { openSheet } from "./sheet.js";
import { saveFigure } from "./tools.js";
import { changeRate, stepRun, togglePause } from "./transport.js";

const list = [
  ["Space", "start, pause"], [".", "one epoch"], [", ;", "one snapshot back, forward"], ["Home End", "of the film"], ["N", "now"],
  ["[ ]", "rate ÷, × 10^¼"], ["1 … 7", "weights, code, kinks, decoder, reconstructions, loss, events"],
  ["← →", "move the focused handle; Shift ×10"], ["Z", "the code z, exactly"], ["F", "fork"], ["C", "certify"],
  ["S", "save the focused figure"], ["T", "theme"], ["P", "projector"], ["?", "this list"], ["Esc", "close, put back"]];

const stored = "heaviside-keys";

function areOn() {
  try { return localStorage.getItem(stored) !== "off"; } catch { return true; }
}

/** The list of keys. */
export function openKeys() {
  const grid = html("div", { className: "keys" });
  for (const [keys, text] of list) grid.append(html("span", {}, ...keys.split(" ").map((key) => (key === "…" ? " … " : html("kbd", {}, key)))), html("span", {}, text));
  const box = html("input", { type: "checkbox", checked: areOn() });
  box.addEventListener("change", () => { try { localStorage.setItem(stored, box.checked ? "on" : "off"); } catch { /* a private window forgets */ } });
  openSheet("Keys", [grid, html("label", {}, box, "single keys act")]);
}

/** Listens to the keys. */
export function wireKeys(model, views) {
  const focus = [["weights"], ["code", "handle"], ["kinks"], ["decoder"], ["reconstructions"], ["loss", "handle"]];
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (closeCard()) event.preventDefault();
      else if (model.get("isProjector") && !document.querySelector("dialog[open]")) model.emit("toggle-projector");
      return;
    }
    const inField = event.target.closest?.("input, textarea, select, dialog");
    if (inField || event.ctrlKey || event.metaKey || event.altKey || !areOn()) return;
    const isButton = event.target.closest?.("button, a, [role=option], [role=listbox]");
    if (isButton && [" ", "Enter"].includes(event.key)) return;
    const isLaboratory = (model.get("tab") ?? "laboratory") === "laboratory";
    const handlers = {
      "?": openKeys, t: () => model.emit("toggle-theme"), p: () => model.emit("toggle-projector"),
    };
    if (model.get("run") && isLaboratory) {
      const now = model.get("now")?.epoch ?? 0;
      const shown = model.get("looking") ?? now;
      const saved = model.get("info")?.snapshots ?? [];
      Object.assign(handlers, {
        " ": () => togglePause(model),
        ".": () => stepRun(model),
        ",": () => model.emit("look", saved.findLast((epoch) => epoch < shown) ?? 0),
        ";": () => model.emit("look", saved.find((epoch) => epoch > shown) ?? null),
        Home: () => model.emit("look", 0),
        End: () => model.emit("look", null),
        n: () => model.emit("look", null),
        "[": () => changeRate(model, 10 ** -0.25),
        "]": () => changeRate(model, 10 ** 0.25),
        z: () => model.emit("open-tab", "decoder"),
        f: () => model.get("source").isLive && openFork(model),
        c: () => !document.getElementById("certify").disabled && model.emit("certify"),
        s: () => {
          const el = document.activeElement?.closest?.(".view");
          const view = Object.values(views).find((one) => one.el === el);
          if (view) saveFigure(view, "svg");
        },
        7: () => document.querySelector("#events button")?.focus(),
      });
      focus.forEach(([id, part], k) => { handlers[k + 1] = () => (part ? views[id]?.[part] : views[id]?.el)?.focus(); });
    }
    const act = handlers[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
