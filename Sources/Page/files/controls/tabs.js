// The tabs beside the laboratory: each a module of its own, loaded when it is first opened.

import { html } from "../views/draw.js";

/** Ids and names, in the order of the bar. */
export const tabs = [
  ["laboratory", "Laboratory"], ["network", "Network"], ["decoder", "Decoder, exactly"], ["proof", "Proof"], ["compare", "Compare"],
  ["lessons", "Lessons"]];

const modules = {
  network: () => import("../tabs/network.js"),
  decoder: () => import("../tabs/decoder.js"),
  proof: () => import("../tabs/proof.js"),
  compare: () => import("../tabs/compare.js"),
  lessons: () => import("../tabs/lessons.js"),
};

/** Shows the tab that the model names in `tab`. */
export function wireTabs(model, { bar, page, el }) {
  let open = null;
  for (const [id, name] of tabs) {
    if (id === "lessons") continue;
    const button = html("button", { type: "button", value: id }, name);
    button.addEventListener("click", () => model.emit("open-tab", id));
    bar.append(button);
  }
  const show = async () => {
    const tab = model.get("tab") ?? "laboratory";
    const isLaboratory = tab === "laboratory";
    document.body.dataset.tab = tab;
    bar.hidden = isLaboratory;
    for (const button of bar.children) {
      if (button.value === tab) button.setAttribute("aria-current", "page"); else button.removeAttribute("aria-current");
    }
    if (typeof open === "function") open(); else open?.destroy?.();
    open = null;
    el.replaceChildren();
    const isEmpty = isLaboratory && model.get("isEmpty");
    page.hidden = !isLaboratory || isEmpty;
    el.hidden = isLaboratory && !isEmpty;
    if (isLaboratory) return;
    try {
      const { render } = await modules[tab]();
      if (model.get("tab") === tab) open = render({ model, el });
    } catch (error) {
      console.warn(error);
      el.append(html("div", { className: "state-box" }, html("p", {}, `This view cannot be shown: ${error.message}`)));
    }
  };
  model.on("change:tab change:isEmpty", show);
  return show();
}
