// What every view needs: elements of SVG, scales, ticks, colours, and the frame of a figure.

import { addTask, direct, lookAgain } from "../state/loop.js";
import { offerTools } from "../controls/tools.js";
import { html, shape } from "./elements.js";

export { colours, forgetColours, rgb } from "./colours.js";
export { html, pixels, put, px, repeat, say, shape } from "./elements.js";

/** About `wanted` round numbers from `low` to `high`: multiples of 1, 2 or 5 times a power of ten. */
export function ticks(low, high, wanted = 5) {
  if (!(high > low)) return [low];
  const raw = (high - low) / wanted;
  const ten = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((factor) => factor * ten >= raw * 0.999) * ten;
  const list = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1) {
    list.push(Number((k * step).toPrecision(12)));
  }
  return list;
}

/** Where the plots of the z axis begin: lower on a projector, whose captions are larger. */
export function plotTop(model) { return model.get("isProjector") ? 38 : 22; }

/** The size of the page's small type, in pixels. */
export function smallType(svg) {
  const probe = svg.appendChild(shape("text"));
  const size = parseFloat(getComputedStyle(probe).fontSize);
  probe.remove();
  return size || 11;
}

/**
 * A view: a figure with a title, a drawing, a description computed from the data, and its numbers as a table.
 *
 * Subclasses have `layout()` (after each change of size), `draw()`, `describe()` and `table()`.
 */
export class View {
  constructor({ model, el }, { title, hint = "", rate = 30, isLarge = false, keys, hasCanvas = false }) {
    this.model = model;
    this.el = el;
    el.classList.add("view");
    let caption = el.querySelector("figcaption");
    if (!caption) {
      caption = html("figcaption", {}, html("b", {}, title), " ", html("span", {}, hint));
      el.prepend(caption);
    }
    this.caption = caption;
    if (!caption.querySelector("span")) caption.append(" ", html("span"));
    this.hint = caption.querySelector("span");
    if (hasCanvas) {
      this.canvas = html("canvas", { ariaHidden: "true" });
      el.append(this.canvas);
      this.context = this.canvas.getContext("2d");
    }
    this.svg = shape("svg", { "aria-hidden": "true" });
    el.append(this.svg);
    const id = el.id || `view-${Math.random().toString(36).slice(2, 8)}`;
    caption.id = `${id}-title`;
    this.fullHint = this.hint.textContent;
    this.text = html("p", { className: "unseen", id: `${id}-text` });
    el.append(this.text);
    el.setAttribute("role", "figure");
    el.setAttribute("aria-labelledby", caption.id);
    el.setAttribute("aria-describedby", this.text.id);
    el.tabIndex = 0;
    this.removeTools = offerTools(this);
    this.width = 0;
    this.height = 0;
    this.textTimer = null;
    const task = { el, rate, isLarge, draw: (time) => this.#drawSafely(time) };
    this.task = addTask(task);
    this.invalidate = this.task.invalidate;
    this.stops = [model.on(keys, this.invalidate), model.on("change:theme", () => { this.themeChanged?.(); this.invalidate(); })];
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(el);
  }

  #resize() {
    const width = this.el.clientWidth;
    const height = this.el.clientHeight;
    this.isShown = width > 0 && height > 0;
    lookAgain();
    this.model.emit("geometry");
    if (!this.isShown) return;
    this.width = width;
    this.height = height;
    this.small = smallType(this.svg);
    this.box = { left: this.el.offsetLeft, top: this.el.offsetTop };
    this.isPhone = matchMedia("(max-width: 560px)").matches;
    this.layout();
    this.model.emit("geometry");
    this.invalidate();
  }

  #drawSafely(time) {
    if (this.width === 0) return;
    try {
      this.draw(time);
      // The description follows at most every two seconds, and last of all.
      if (this.textTimer === null) this.textTimer = setTimeout(() => this.#describe(), 2000);
      if (this.text.textContent === "") this.#describe();
      if (this.problem) { this.problem.remove(); this.problem = null; }
    } catch (error) {
      this.fail(error);
    }
  }

  #describe() {
    clearTimeout(this.textTimer);
    this.textTimer = null;
    let text = "";
    try { text = this.describe(); } catch { /* the view says so itself */ }
    if (text && this.text.textContent !== text) this.text.textContent = text;
  }

  /** Whether epochs pass, so that another frame follows. */
  isLive() { return this.model.get("state")?.status === "running" && (this.model.get("looking") ?? null) === null && !direct.isHeld; }

  /** The least move that is drawn, in pixels: at rest each is, so that what stays on the page is exact. */
  leastMove() { return this.isLive() ? 0.3 : 0; }

  /** One sentence in place of the view. */
  fail(error) {
    if (!this.problem) {
      this.problem = html("p", { className: "problem" });
      this.el.append(this.problem);
    }
    this.problem.textContent = `This view cannot be drawn: ${error.message}`;
    if (this.failed !== error.message) console.warn(error);
    this.failed = error.message;
  }

  layout() {}
  draw() {}
  describe() { return ""; }
  table() { return null; }

  /** Makes the canvas as sharp as the screen; its units stay pixels of the page. */
  fitCanvas(left, top, width, height) {
    const scale = this.sharpness();
    const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w;
      this.canvas.height = h;
    }
    this.scale = w / width;
    this.placeCanvas(left, top, width, height);
  }

  /** The pixels of the screen in a pixel of the page. */
  sharpness() { return Math.min(devicePixelRatio || 1, 3) * (this.model.get("projectorScale") ?? 1); }

  placeCanvas(left, top, width, height) {
    const style = this.canvas.style;
    style.left = `${left}px`;
    style.top = `${top}px`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    this.canvasBox = { left, top, width, height };
  }

  destroy() {
    this.task.remove();
    this.observer.disconnect();
    this.stops.forEach((stop) => stop());
    this.removeTools();
  }
}

/** Keeps the page from scrolling under a finger that drags an element: touch-action does not hold for parts of an SVG. */
export function holdPage(element) {
  element.addEventListener("touchmove", (event) => { if (event.cancelable) event.preventDefault(); }, { passive: false });
}

/**
 * Follows a drag: `move(event)` at once and while the pointer is down, `end()` after.
 */
export function onDrag(element, move, { end = () => {}, begin = () => true } = {}) {
  // Handles hold the page; over the plot around them a finger that goes up or down still scrolls.
  if (!element.classList.contains("hit")) holdPage(element);
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || begin(event) === false) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    direct.isHeld = true;
    element.classList.add("held");
    move(event);
    const moving = (next) => move(next);
    const ending = () => {
      direct.isHeld = false;
      element.classList.remove("held");
      element.removeEventListener("pointermove", moving);
      element.removeEventListener("pointerup", ending);
      element.removeEventListener("pointercancel", ending);
      end();
    };
    element.addEventListener("pointermove", moving);
    element.addEventListener("pointerup", ending);
    element.addEventListener("pointercancel", ending);
  });
}
