// A fork: the same run from the epoch shown, with another setting, or with none: then it gives the same bits.

import { count, whole } from "../format.js";
import { html } from "../views/draw.js";
import { changesOf, specEditor } from "./editor.js";
import { openSheet } from "./sheet.js";

/** Opens the sheet. */
export function openFork(model) {
  const source = model.get("source");
  const spec = model.get("spec") ?? model.get("info")?.spec;
  const now = model.get("now");
  if (!spec || !now) return;
  const at = model.get("looking") ?? now.epoch;
  const go = html("button", { type: "button", className: "primary" }, "Fork");
  const word = html("p", { className: "hint", role: "status" });
  const paused = html("input", { type: "checkbox", ariaLabel: "begin paused" });
  const say = ({ isRight, changed }) => {
    go.disabled = !isRight;
    word.textContent = !isRight ? "" : changed.length === 0 ? "This will give the same bits." : `${count(changed.length, "line")} changed: the bits are the same up to epoch ${whole(at)}.`;
  };
  const editor = specEditor(source, spec, say);
  say({ isRight: true, changed: [] });
  go.addEventListener("click", async () => {
    const set = changesOf(spec, editor.text);
    if (set === null) {
      editor.answer.textContent = "A fork changes values of keys; to drop keys or lines, start a run of its own.";
      editor.answer.classList.add("wrong");
      return;
    }
    go.disabled = true;
    const timer = setTimeout(() => go.classList.add("waiting"), 150);
    try {
      const answer = await source.post("act", { run: model.get("run"), act: "fork", at, value: { set, paused: paused.checked, pace: model.get("state")?.pace ?? "decade" } });
      dialog.close();
      model.set("notice", { text: `Forked ${model.get("run")} at epoch ${whole(at)}${set.length ? `: ${set.join(", ")}` : ", nothing changed"}.` });
      model.emit("open-run", answer.run);
    } catch (error) {
      editor.answer.textContent = error.message;
      editor.answer.classList.add("wrong");
      go.disabled = false;
    } finally {
      clearTimeout(timer);
      go.classList.remove("waiting");
    }
  });
  const dialog = openSheet(`Fork at epoch ${whole(at)}`, [
    html("p", { className: "hint" }, `A new run of its own goes on from here. ${model.get("run")} stays as it is.`),
    editor.el, editor.answer, html("div", { className: "row" }, go, html("label", {}, paused, "begin paused"), word)]);
}
