// What stands in the way: at most three sentences, renewed only when they change.

import { html } from "./draw.js";

/** Fills the box, and the one line on a phone. Null says that nothing is known of the epoch that is shown. */
export function showObstacles(model, { box, phone }) {
  let before = null;
  const draw = () => {
    const known = model.get("obstacles");
    const sentences = (known ?? []).slice(0, 3);
    const isGeneral = Boolean(model.get("isGeneral"));
    box.closest("section").hidden = isGeneral && sentences.length === 0;
    const hasRun = Boolean(model.get("info"));
    const words = !hasRun ? "" : known ? "None of the usual obstacles: no dead outputs, no gap without a kink, no fold of the code."
      : model.get("source")?.isLive ? "…" : "Known of the last epoch alone.";
    const key = `${sentences.join("\n")} ${words} ${model.get("run")}`;
    if (key === before) return;
    before = key;
    box.replaceChildren(...sentences.map((sentence) => html("p", {}, sentence)));
    if (sentences.length === 0 && words) box.append(html("p", { className: "muted" }, words));
    phone.textContent = sentences[0] ?? "";
  };
  model.on("change:obstacles change:info change:isGeneral", draw);
}
