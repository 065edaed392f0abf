// What stands in the way: at most three sentences, renewed only when they change.

import { html } from "./draw.js";

/** Fills the box, and the one line on a phone. */
export function showObstacles(model, { box, phone }) {
  let before = null;
  const draw = () => {
    const sentences = (model.get("obstacles") ?? []).slice(0, 3);
    const key = sentences.join("\n");
    if (key === before) return;
    before = key;
    const hasRun = Boolean(model.get("info"));
    box.replaceChildren(...sentences.map((sentence) => html("p", {}, sentence)));
    if (sentences.length === 0 && hasRun) box.append(html("p", { className: "muted" }, "Nothing that the page looks for."));
    phone.textContent = sentences[0] ?? "";
  };
  model.on("change:obstacles change:info", draw);
}
