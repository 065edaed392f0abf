// A lesson: a sentence and an act a step on the left, a picture that one can move on the right, and the paper's claim with
// its verdict for the numbers on screen. Lessons are files: see lessons/README.md.

import { checkLesson } from "../lessons/check.js";
import { html } from "../views/draw.js";
import { apology, badge, fill, showAlone } from "./parts.js";

export const title = "Lesson";

/** The lessons that come with the page. */
const own = ["dead-relu", "naive-solution", "hard-threshold", "backpropagation", "linear-code", "missing-data"];

/** The pictures that a lesson can name; each module has a class `Picture`. (Names in full: a file that replays a run looks for them.) */
const modules = {
  unit: () => import("../lessons/pictures/unit.js"),
  solution: () => import("../lessons/pictures/solution.js"),
  threshold: () => import("../lessons/pictures/threshold.js"),
  graph: () => import("../lessons/pictures/graph.js"),
  ladder: () => import("../lessons/pictures/ladder.js"),
  missing: () => import("../lessons/pictures/missing.js"),
};

/** Shows the lesson `lesson` of the model at its `step`, from 1 on. */
export function render({ model, el, bar, source }) {
  return showAlone(el, () => new Lesson(model, el, bar, source));
}

/** The JSON of a lesson: the server's, or the page's own file. */
export async function loadLesson(name, source) {
  if (!/^[a-z0-9-]{1,64}$/.test(name ?? "")) throw new Error("A lesson's name has lower-case letters, digits and hyphens.");
  if (source?.isLive && !own.includes(name)) return checkLesson(await source.get("lesson", { name }));
  // A file that replays a run has the page's own lessons in itself.
  const kept = globalThis.heavisideFiles?.[`lessons/${name}.json`];
  if (kept !== undefined) return checkLesson(JSON.parse(kept));
  const answer = await fetch(new URL(`../lessons/${name}.json`, import.meta.url));
  if (!answer.ok) throw new Error(`There is no lesson “${name}”.`);
  return checkLesson(await answer.json());
}

class Lesson {
  constructor(model, el, bar, source) {
    Object.assign(this, { model, el, source });
    this.bar = bar ?? html("div", { className: "lesson-head" });
    this.hasOwnBar = !bar;
    this.isGone = false;
    this.stop = model.on("change:lesson", () => this.open());
    this.open();
  }

  destroy() {
    this.isGone = true;
    this.stop();
    this.picture?.destroy?.();
    removeEventListener("keydown", this.keys);
    fill(this.bar);
  }

  async open() {
    const name = this.model.get("lesson");
    try {
      const lesson = await loadLesson(name, this.source);
      const { Picture } = await modules[lesson.picture]();
      if (this.isGone || name !== this.model.get("lesson")) return;
      this.lesson = lesson;
      this.done = new Set();
      this.build(Picture);
      this.go(Math.min(Math.max(Number(this.model.get("step")) || 1, 1), lesson.steps.length) - 1);
    } catch (error) {
      fill(this.el, apology("This lesson cannot be shown", error.message));
    }
  }

  build(Picture) {
    const { steps, claim } = this.lesson;
    this.dots = steps.map((step, i) => {
      const dot = html("button", { type: "button", className: "dot", title: step.title }, `${i + 1}`);
      dot.addEventListener("click", () => this.go(i));
      return dot;
    });
    this.back = html("button", { type: "button" }, "Back");
    this.next = html("button", { type: "button", className: "primary" }, "Next →");
    this.back.addEventListener("click", () => this.go(this.at - 1));
    this.next.addEventListener("click", () => this.go(this.at + 1));
    const name = html("b", { className: "lesson-name" }, `Lesson: ${this.lesson.title.charAt(0).toLowerCase()}${this.lesson.title.slice(1)}`);
    const dots = html("nav", { className: "dots", ariaLabel: "Steps" }, ...this.dots);
    const moves = html("span", { className: "lesson-moves" }, this.back, this.next);
    this.bar.classList.add("lesson-bar");
    fill(this.bar, name, dots, moves);
    this.count = html("p", { className: "muted" });
    this.heading = html("h1", { className: "lesson-title", tabIndex: -1 });
    this.text = html("div", { className: "lesson-text" });
    this.controls = html("div", { className: "lesson-controls" });
    this.state = html("div", { className: "lesson-state" });
    this.foot = html("footer", { className: "lesson-claim" });
    this.right = html("section", { className: "lesson-picture" });
    const left = html("section", { className: "lesson-words" }, this.count, this.heading, this.text, this.controls, this.state, this.foot);
    fill(this.el, html("main", { className: "lesson-tab" }, ...(this.hasOwnBar ? [this.bar] : []), left, this.right));
    this.picture?.destroy?.();
    this.picture = new Picture(this.lesson.given ?? {}, { model: this.model, changed: () => this.changed() });
    fill(this.right, ...this.picture.figures.map((figure) => figure.el));
    if (claim) {
      this.here = html("span", { className: "here" });
      fill(
        this.foot, html("p", { className: "claim-line" }, badge(claim.verdict, claim.verdict === "refuted" ? "no" : "plain"), html("span", { className: "muted" }, `${claim.where} · by `, html("code", {}, `heaviside claims ${claim.id}`))),
        html("p", {}, ...marked(claim.says), " ", this.here),
      );
      if (claim.verdict !== "refuted") this.foot.querySelector(".badge").classList.add("full");
    }
    removeEventListener("keydown", this.keys);
    this.keys = (event) => {
      if (event.target instanceof HTMLInputElement || event.target.getAttribute?.("role") === "slider" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "PageDown" || event.key === "ArrowRight") this.go(this.at + 1);
      else if (event.key === "PageUp" || event.key === "ArrowLeft") this.go(this.at - 1);
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", this.keys);
  }

  go(index) {
    const { steps } = this.lesson;
    if (index < 0 || index >= steps.length || index === this.at) return;
    const isFirst = this.at === undefined;
    this.at = index;
    this.model.set("step", index + 1);
    const step = steps[index];
    this.heading.textContent = step.title;
    fill(this.text, step.text.split("\n\n").map((paragraph) => html("p", {}, ...marked(paragraph))));
    this.back.disabled = index === 0;
    this.next.disabled = index === steps.length - 1;
    this.next.textContent = index === steps.length - 1 ? "The end" : "Next →";
    this.picture.begin?.();
    if (step.set) this.picture.set(step.set);
    const shown = step.show ?? Object.keys(this.picture.controls);
    fill(this.controls, shown.map((name) => this.picture.controls[name]).filter(Boolean));
    this.changed();
    if (!isFirst) this.heading.focus({ preventScroll: true });
  }

  /** The picture changed: says its numbers, and ticks the act when it was done. */
  changed() {
    if (this.at === undefined) return;
    const step = this.lesson.steps[this.at];
    const facts = this.picture.facts();
    if (step.done && step.done.split(" and ").every((name) => (name.startsWith("not ") ? !facts[name.slice(4).trim()] : facts[name.trim()]))) {
      this.done.add(this.at);
    }
    this.dots.forEach((dot, i) => {
      const isDone = this.done.has(i);
      dot.className = `dot ${i === this.at ? "now" : ""} ${isDone ? "done" : ""}`;
      dot.textContent = isDone && i !== this.at ? "✓" : `${i + 1}`;
      dot.setAttribute("aria-label", `Step ${i + 1}${isDone ? ", done" : ""}`);
      if (i === this.at) dot.setAttribute("aria-current", "step");
      else dot.removeAttribute("aria-current");
    });
    fill(this.state, this.picture.lines?.() ?? []);
    fill(this.count, `Step ${this.at + 1} of ${this.lesson.steps.length}`, ...(this.done.has(this.at) ? [html("span", { className: "tick" }, " ✓ done")] : []));
    if (this.here) this.here.textContent = this.picture.here?.() ?? "";
  }
}

/** Text in which *this* is slanted and **this** bold. */
export function marked(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*)/).filter(Boolean).map((piece) => {
    if (piece.startsWith("**")) return html("b", {}, piece.slice(2, -2));
    return piece.startsWith("*") && piece.length > 2 ? html("i", {}, piece.slice(1, -1)) : piece;
  });
}
