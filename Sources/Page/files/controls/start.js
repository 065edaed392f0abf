// The page without a run, and the sheet that starts one: an experiment as it is, or its spec edited.

import { parse } from "../format.js";
import { html, shape } from "../views/draw.js";
import { specEditor } from "./editor.js";
import { openSheet } from "./sheet.js";

/** The list of experiments; `start(experiment)` begins the marked one, `edit(experiment)` opens its spec. */
function experimentList(experiments, start, edit) {
  const list = html("ul", { className: "experiments", role: "listbox", tabIndex: 0, ariaLabel: "Experiments" });
  let marked = 0;
  const items = experiments.map((experiment, k) => {
    // For the pointer: an option has no control in itself, and Enter starts the marked one.
    const begin = html("span", { className: "button primary start", ariaHidden: "true" }, playSign(), "Start");
    begin.addEventListener("click", (event) => { event.stopPropagation(); start(experiment, begin); });
    const item = html("li", { role: "option", id: `experiment-${k}` }, html("b", {}, experiment.name), html("span", {}, clause(experiment.notice ?? experiment.title)), begin);
    item.title = experiment.title;
    item.setAttribute("aria-selected", String(k === 0));
    item.addEventListener("click", () => mark(k));
    item.addEventListener("dblclick", () => edit(experiment));
    return item;
  });
  list.append(...items);
  const mark = (k) => {
    items[marked].setAttribute("aria-selected", "false");
    marked = k;
    items[k].setAttribute("aria-selected", "true");
    list.setAttribute("aria-activedescendant", items[k].id);
    items[k].scrollIntoView({ block: "nearest" });
  };
  list.setAttribute("aria-activedescendant", "experiment-0");
  list.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && marked + 1 < items.length) { mark(marked + 1); event.preventDefault(); }
    else if (event.key === "ArrowUp" && marked > 0) { mark(marked - 1); event.preventDefault(); }
    else if (event.key === "Enter") { start(experiments[marked]); event.preventDefault(); }
  });
  return { list, current: () => experiments[marked] };
}

/** The first clause of a notice: the rest is read in the sheet. */
function clause(text) { return text.split(/[.:;] /)[0].replace(/\.$/, ""); }

function playSign() {
  const sign = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  sign.append(shape("path", { d: "M4 2l9 6-9 6z" }));
  return sign;
}

/** Starts a run and opens it. */
async function begin(model, value, button, problem) {
  const timer = button && setTimeout(() => button.classList.add("waiting"), 150);
  try {
    const answer = await model.get("source").post("act", { act: "start", value });
    model.emit("open-run", answer.run);
    return true;
  } catch (error) {
    problem.textContent = error.message;
    problem.classList.add("wrong");
    return false;
  } finally {
    if (button) {
      clearTimeout(timer);
      button.classList.remove("waiting");
    }
  }
}

function defaultPace() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "10" : "decade";
}

/** The page when nothing runs. */
export async function showEmpty(model, el) {
  const problem = html("p", { className: "answer", role: "status" });
  const box = html("main", { className: "state-box" }, html("h1", {}, "Nothing runs yet."), html("p", {}, "Choose an experiment. It starts at once; every setting can be changed while it runs."));
  el.replaceChildren(box);
  try {
    const { experiments } = await model.get("source").get("experiments");
    const { list, current } = experimentList(experiments, (experiment, button) => begin(model, { name: experiment.name, pace: defaultPace() }, button, problem), (experiment) => openStart(model, experiment));
    const open = html("button", { type: "button" }, "Open a spec …");
    open.addEventListener("click", () => openStart(model, current()));
    const lessons = html("button", { type: "button" }, "Lessons");
    lessons.addEventListener("click", () => model.emit("open-tab", "lessons"));
    const enter = (event) => {
      if (!model.get("isEmpty")) { removeEventListener("keydown", enter); return; }
      if (event.key === "Enter" && event.target === document.body) begin(model, { name: current().name, pace: defaultPace() }, null, problem);
      else if (["ArrowDown", "ArrowUp"].includes(event.key) && event.target === document.body) list.dispatchEvent(new KeyboardEvent("keydown", { key: event.key }));
    };
    addEventListener("keydown", enter);
    box.append(list, html("div", { className: "row" }, open, lessons, html("kbd", {}, "Enter"), html("span", { className: "hint" }, "starts the marked one")), problem);
    const runs = model.get("runs") ?? [];
    if (runs.length) {
      const earlier = html("button", { type: "button" }, `Earlier runs (${runs.length})`);
      earlier.addEventListener("click", () => model.emit("open-menu"));
      open.after(earlier);
    }
  } catch (error) {
    box.append(problem);
    problem.textContent = error.message;
    problem.classList.add("wrong");
  }
}

/** The sheet to start a run: an experiment, its length, seed and epochs, and its spec. */
export async function openStart(model, chosen = null) {
  const source = model.get("source");
  let experiments;
  try {
    ({ experiments } = await source.get("experiments"));
  } catch (error) {
    model.set("notice", { text: error.message, isProblem: true });
    return;
  }
  let experiment = experiments.find((one) => one.name === chosen?.name) ?? experiments[0];
  const select = html("select", { ariaLabel: "Experiment" });
  for (const one of experiments) select.append(html("option", { value: one.name, selected: one === experiment }, one.name));
  select.style.width = "280px";
  const notice = html("p", { className: "hint" });
  const fields = Object.fromEntries(["length", "seed", "epochs"].map((key) => [key, html("input", { type: "text", inputMode: "numeric", autocomplete: "off" })]));
  const paused = html("input", { type: "checkbox" });
  const start = html("button", { type: "button", className: "primary" }, "Start");
  const editor = specEditor(source, experiment.spec, ({ isRight }) => { start.disabled = !isRight; });
  let isTouched = false;
  editor.area.addEventListener("input", () => { isTouched = true; fields.length.disabled = true; fields.length.title = "The spec below has been edited"; });
  const show = () => {
    notice.textContent = `${experiment.title}. ${experiment.notice ?? ""}`;
    fields.length.value = experiment.length;
    fields.seed.value = "1";
    fields.epochs.value = experiment.epochs;
    fields.length.disabled = false;
    isTouched = false;
    editor.load(experiment.spec);
  };
  select.addEventListener("change", () => { experiment = experiments.find((one) => one.name === select.value); show(); });
  start.addEventListener("click", async () => {
    const wanted = {};
    for (const [key, field] of Object.entries(fields)) {
      const value = parse(field.value.replaceAll(",", ""));
      if (!Number.isInteger(value) || value < 0) {
        editor.answer.textContent = `${key}: ${field.value} is no whole number.`;
        editor.answer.classList.add("wrong");
        field.focus();
        return;
      }
      wanted[key] = value;
    }
    const value = { pace: defaultPace(), paused: paused.checked, seed: wanted.seed };
    const set = [];
    if (isTouched) value.spec = editor.text;
    else {
      value.name = experiment.name;
      if (wanted.length !== experiment.length) value.length = wanted.length;
    }
    if (wanted.epochs !== experiment.epochs) set.push(`epochs=${wanted.epochs}`);
    if (set.length) value.set = set;
    if (await begin(model, value, start, editor.answer)) dialog.close();
  });
  const label = (text, field) => html("label", {}, text, field);
  const dialog = openSheet("Start a run", [
    html("div", { className: "row" }, label("experiment", select), label("length", fields.length), label("seed", fields.seed), label("epochs", fields.epochs)),
    notice, editor.el, editor.answer,
    html("div", { className: "row" }, start, label("", paused), html("span", { className: "hint" }, "begin paused, to step through the first epochs"))]);
  paused.setAttribute("aria-label", "begin paused");
  show();
  return dialog;
}
