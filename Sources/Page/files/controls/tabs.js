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
  lessons: () => import("../tabs/lesson.js"),
};

/** Shows the laboratory's views, or makes room for what stands in their place. (A class: `:has()` costs every change.) */
export function showViews(page, isShown) {
  page.hidden = !isShown;
  document.body.classList.toggle("views-shown", isShown);
}

/** Shows the tab that the model names in `tab`. */
export function wireTabs(model, { bar, page, el, tools }) {
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
    if (!isLaboratory) bar.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (typeof open === "function") open(); else open?.destroy?.();
    open = null;
    el.replaceChildren();
    tools.replaceChildren();
    tools.className = "tab-bar";
    tools.hidden = tab === "laboratory";
    const isEmpty = isLaboratory && model.get("isEmpty");
    showViews(page, isLaboratory && !isEmpty);
    document.body.classList.toggle("in-lesson", tab === "lessons" && Boolean(model.get("lesson")));
    el.hidden = isLaboratory && !isEmpty;
    if (isLaboratory) return;
    if (tab === "lessons" && !model.get("lesson")) {
      showLessons(model, el);
      return;
    }
    try {
      const { render } = await modules[tab]();
      if (model.get("tab") === tab) open = render({ model, el, bar: tools, source: model.get("source") });
    } catch (error) {
      console.warn(error);
      el.append(html("main", { className: "state-box" }, html("p", {}, `This view cannot be shown: ${error.message}`)));
    }
  };
  model.on("change:tab change:isEmpty", show);
  model.on("change:lesson", () => { if (model.get("tab") === "lessons" && (!model.get("lesson") || !open)) show(); });
  return show();
}

const known = [
  ["dead-relu", "A dead ReLU", "why a unit that is off everywhere may stay off"],
  ["naive-solution", "The naive solution", "full rank, and yet no solution: the witness"],
  ["hard-threshold", "The hard threshold", "right on paper, wrong in floating point"],
  ["backpropagation", "Backpropagation", "every δ and every Jacobian, with its numbers"],
  ["linear-code", "A linear code", "four obstacles, and how to take them one by one"],
  ["missing-data", "Missing data", "what a network makes of a step it never saw"],
];

/** The list of lessons. */
async function showLessons(model, el) {
  const list = html("ul", { className: "menu-list" });
  el.replaceChildren(html("main", { className: "state-box" }, html("h1", {}, "Lessons"), html("p", {}, "Each is a page with a sentence a step. What you do is computed here, on the network that you see."), list));
  const add = (lesson) => {
    const button = html("button", { type: "button" }, html("b", {}, lesson.title ?? lesson.name), html("span", { className: "muted" }, lesson.about ?? ""));
    button.addEventListener("click", () => model.set("lesson", lesson.name));
    list.append(html("li", {}, button));
  };
  for (const [name, title, about] of known) add({ name, title, about });
  try {
    const { lessons } = await model.get("source").get("lessons");
    for (const lesson of lessons ?? []) if (lesson.name && !known.some(([name]) => name === lesson.name)) add(lesson);
  } catch { /* the page has its own */ }
}
