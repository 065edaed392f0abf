// What the pictures of lessons have in common: sliders, choices, buttons, and lines of numbers.

import { html, onDrag, px, put, shape } from "../../views/draw.js";
import { asSlider, fill, handle, label, setSlider } from "../../tabs/parts.js";

/** A slider with a title; `marks` are the numbers under it. `say(value)` is its spoken and written value. */
export class Slider {
  constructor({ name, low, high, step, marks = [], role = "ink", say = String, act }) {
    Object.assign(this, { low, high, step, marks, say, act });
    this.value = low;
    this.name = html("p", { className: "slider-name" }, html("b", {}, name), " ", (this.shown = html("span")));
    this.svg = shape("svg", { class: "slider-svg", height: 54 });
    this.space = html("div", { className: "slider-space view" });
    this.space.append(this.svg);
    this.el = html("div", { className: "slider" }, this.name, this.space);
    this.past = shape("rect", { class: "slider-past", x: 0, y: 17, height: 6, rx: 3 });
    this.track = shape("rect", { class: "slider-track", x: 0, y: 17, height: 6, rx: 3 });
    this.words = shape("g");
    this.knob = asSlider(handle(role), name);
    this.svg.append(this.track, this.past, this.words, this.knob);
    onDrag(this.svg, (event) => this.follow(event));
    this.knob.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
      if (event.key === "Home") this.move(this.low);
      else if (event.key === "End") this.move(this.high);
      else if (by) this.move(this.value + by * this.step * (event.shiftKey ? 10 : 1));
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.space);
  }

  follow(event) {
    const box = this.svg.getBoundingClientRect();
    this.move(this.low + ((event.clientX - box.left - 13) / (box.width - 26)) * (this.high - this.low));
  }

  move(value) {
    const snapped = Math.round(value / this.step) * this.step;
    this.value = Math.max(this.low, Math.min(this.high, snapped));
    this.act(this.value);
    this.draw();
  }

  set(value) {
    this.value = value;
    this.draw();
  }

  draw() {
    const width = this.space.clientWidth;
    if (width < 40) return;
    put(this.svg, { width });
    const x = (value) => 13 + ((Math.max(this.low, Math.min(this.high, value)) - this.low) / (this.high - this.low)) * (width - 26);
    put(this.track, { width });
    put(this.past, { width: px(x(this.value)) });
    put(this.knob, { transform: `translate(${px(x(this.value))} 20)` });
    const text = this.say(this.value);
    fill(this.shown, typeof text === "string" ? text : [text]);
    setSlider(this.knob, this.value, this.low, this.high, typeof text === "string" ? text : `${this.value}`);
    fill(this.words, this.marks.filter(([at]) => Math.abs(x(at) - x(this.value)) > 16 || at === this.value).map(([at, word]) => label(px(x(at)), 50, word, "middle")));
  }
}

/** Buttons of which one is pressed. */
export function choice(name, options, act) {
  const group = html("span", { className: "segments" });
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", name);
  const buttons = options.map(([value, word]) => {
    const button = html("button", { type: "button", value }, word);
    button.addEventListener("click", () => {
      press(value);
      act(value);
    });
    return button;
  });
  group.append(...buttons);
  const press = (value) => buttons.forEach((button) => button.setAttribute("aria-pressed", button.value === `${value}` ? "true" : "false"));
  return { el: group, press };
}

export function action(word, act, isPrimary = false) {
  const button = html("button", { type: "button", className: isPrimary ? "primary tall" : "tall" }, word);
  button.addEventListener("click", act);
  return button;
}

/** "before  b = −27/4": a muted word and what it says. */
export function line(name, ...content) {
  return html("p", { className: "state-line" }, html("span", { className: "muted" }, name), html("span", {}, ...content));
}
