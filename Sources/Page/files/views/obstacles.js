// What stands in the way: at most three sentences, renewed only when they change.

import { html } from "./draw.js";

/** Fills the box, and the one line on a phone. */
export function showObstacles(model, { box, phone }) {
  let before = null;
  const draw = () => {
    const sentences = (model.get("obstacles") ?? []).slice(0, 3);
    const isGeneral = Boolean(model.get("isGeneral"));
    box.closest("section").hidden = isGeneral && sentences.length === 0;
    const key = `${sentences.join("\n")} ${model.get("run")}`;
    if (key === before) return;
    before = key;
    const hasRun = Boolean(model.get("info"));
    box.replaceChildren(...sentences.map((sentence) => html("p", {}, sentence)));
    if (sentences.length === 0 && hasRun) box.append(html("p", { className: "muted" }, "None of the usual obstacles: no dead outputs, no gap without a kink, no fold of the code."));
    phone.textContent = sentences[0] ?? "";
  };
  model.on("change:obstacles change:info change:isGeneral", draw);
}
