// What the tabs share: formulas, fractions, badges, a figure that follows its size, and a button that copies.

import { saveFigure } from "../controls/tools.js";
import { rate } from "../format.js";
import { holdPage, html, put, shape } from "../views/draw.js";

const maths = "http://www.w3.org/1998/Math/MathML";

/** An element of MathML; children are elements, or texts, which become numbers, operators or names. */
export function math(name, ...children) {
  const element = document.createElementNS(maths, name);
  element.append(...children.map((child) => (typeof child === "string" ? token(child) : child)));
  return element;
}

const operators = new Set(["=", "≈", "≠", "+", "−", "·", "(", ")", ",", "…", "⋯", "<", "≤", "→", "|"]);

/** A number, an operator, or a name. */
function token(text) {
  const kind = operators.has(text) ? "mo" : /^[\d.,∞]+$/.test(text) ? "mn" : "mi";
  const element = document.createElementNS(maths, kind);
  element.textContent = text;
  if (text === "(" || text === ")" || text === "|") element.setAttribute("stretchy", "false");
  return element;
}

/** A formula on its own. */
export function formula(...children) {
  return math("math", math("mrow", ...children));
}

/** y₆. */
export function indexed(name, index) {
  return math("msub", name, typeof index === "number" ? `${index}` : index);
}

/** A rational as MathML: −27/4 with a bar, integers plainly, long ones as ≈ and a decimal. */
export function fraction(value, longest = 12) {
  if (value.digits > longest) return math("mrow", ...(value.sign < 0 ? ["−"] : []), rounded(value.magnitude));
  const size = value.magnitude;
  const body = size.den === 1n ? token(`${size.num}`) : math("mfrac", `${size.num}`, `${size.den}`);
  return value.sign < 0 ? math("mrow", "−", body) : body;
}

/** A number of at most six digits as MathML: 4.87, −4.87 · 10⁻²⁴. */
export function rounded(value) {
  const number = typeof value === "number" ? value : value.toNumber();
  if (number < 0) return math("mrow", "−", rounded(-number));
  const [mantissa, ten] = decimal(value).split(" · ");
  if (!ten) return token(mantissa);
  return math("mrow", `${Number(mantissa)}`, "·", math("msup", "10", math("mn", `${exponentOf(value)}`.replace("-", "−"))));
}

/** A rational as text: 45/16, or ≈ 0.23 where it has more than 12 digits. */
export function text(value, longest = 12) {
  if (value.digits <= longest) return `${value}`.replace("-", "−");
  return `≈ ${decimal(value)}`;
}

/** A rational in about as many characters as fit: the fraction, or ≈ and four digits, or ≈ and a power of ten: 9e−25. */
export function brief(value, longest = 7) {
  const whole = `${value}`.replace("-", "−");
  if (whole.length <= longest) return whole;
  const number = Number(value.toNumber().toPrecision(4));
  return `≈ ${hasPower(number) ? rate(Number(number.toPrecision(1))).replace("-", "−") : decimal(number)}`;
}

/** Whether a number is written with a power of ten. */
export function hasPower(value) { return value !== 0 && (Math.abs(value) >= 1e7 || Math.abs(value) < 1e-4); }

function exponentOf(value) { return Number((typeof value === "number" ? value : value.toNumber()).toExponential(2).split("e")[1]); }

/** At most six significant digits. */
export function decimal(value) {
  const x = typeof value === "number" ? value : value.toNumber();
  if (x === 0) return "0";
  if (hasPower(x)) return `${x.toExponential(2).split("e")[0].replace("-", "−")} · 10${raised(exponentOf(x))}`;
  const shown = Number(x.toPrecision(6));
  return shown.toLocaleString("en-US", { maximumFractionDigits: 12 }).replace("-", "−");
}

const numerals = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** A count in a word, up to twelve. */
export function word(count) { return numerals[count] ?? count.toLocaleString("en-US"); }

/** The same words as the beginning of a sentence. */
export function capital(what) { return what.charAt(0).toUpperCase() + what.slice(1); }

/** Four significant digits, with trailing zeros, so that a column lines up. */
export function four(value) {
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e4 ? value.toPrecision(4) : decimal(Number(value.toPrecision(4)));
}

/** ⁻¹⁴ */
export function raised(exponent) {
  return [...`${exponent}`].map((sign) => ({ "-": "⁻", 1: "¹", 2: "²", 3: "³" })[sign] ?? String.fromCharCode(0x2070 + Number(sign))).join("");
}

/** Whole numbers with commas. */
export function whole(value) {
  return Math.round(value).toLocaleString("en-US").replace("-", "−");
}

/** A long fraction as a button: ≈ and its number of bits; a click shows it whole, and another copies it. */
export function fractionButton(value) {
  const button = html("button", { type: "button", className: "link fraction" });
  const short = value.digits <= 12;
  const show = (isWhole) => {
    button.textContent = isWhole || short ? `${value}`.replace("-", "−") : `≈ ${decimal(value)} (${value.bits} bits)`;
    button.title = short || isWhole ? "Copy the fraction" : "Show the fraction whole";
    button.dataset.whole = isWhole || short ? "yes" : "";
  };
  show(false);
  button.addEventListener("click", () => {
    if (button.dataset.whole) copy(`${value}`, button);
    else show(true);
  });
  return button;
}

/** Copies a text, and says so in the button for a second. */
export async function copy(what, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(what);
    button.textContent = "copied";
  } catch {
    button.textContent = "not allowed here";
  }
  setTimeout(() => {
    button.textContent = before;
  }, 1000);
}

/** A button that copies the page's address: it holds the run, the epoch, θ, z and the tab. */
export function linkButton() {
  const svg = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  svg.append(shape("path", { class: "stroke", d: "M6.500 9.500l3-3M7 4.500l1.500-1.500a3.200 3.200 0 0 1 4.500 4.500L11.500 9M9 11.500L7.500 13A3.200 3.200 0 0 1 3 8.500L4.500 7" }));
  const words = html("span", {}, "Copy link");
  const button = html("button", { type: "button", className: "copy-link" }, svg, words);
  button.addEventListener("click", () => copy(location.href, words));
  return button;
}

/** Offers a text as a file. */
export function save(name, what, type = "text/plain") {
  const address = URL.createObjectURL(new Blob([what], { type }));
  html("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** ✓ proved (filled), ✗ refuted (outlined), or plain. */
export function badge(label, kind = "plain", isLarge = false) {
  const mark = { yes: "M3 8.6l3.4 3.4L13 4.6", no: "M4 4l8 8M12 4l-8 8" }[kind];
  const element = html("span", { className: `badge ${kind === "yes" ? "full" : kind === "no" ? "error" : ""} ${isLarge ? "large" : ""}` });
  if (mark) {
    const svg = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", class: "badge-mark" });
    svg.append(shape("path", { class: "stroke", d: mark }));
    element.append(svg);
  }
  element.append(label);
  return element;
}

/** A bold noun and a muted half-sentence. */
export function heading(noun, half = "", level = "h2") {
  return html(level, { className: "title" }, html("b", {}, noun), " ", html("span", { className: "muted" }, half));
}

let figures = 0;

/**
 * A figure that is drawn again when its size or the theme changes.
 *
 * `draw(svg, width, height)` fills the svg; `describe()` is a sentence for those who do not see it.
 */
export class Figure {
  constructor(model, { noun, half = "", className = "", draw, describe = () => "" }) {
    figures += 1;
    const id = `tab-figure-${figures}`;
    this.caption = html("figcaption", { id, className: "title" }, html("b", {}, noun), " ", html("span", { className: "muted" }, half));
    // Not hidden as a whole: handles in it can be focused. Its words are: the figure is described by a sentence.
    this.svg = shape("svg");
    this.space = html("div", { className: "space" });
    this.space.append(this.svg);
    this.words = html("p", { className: "unseen", id: `${id}-words` });
    this.el = html("figure", { className: `plot view ${className}` }, this.caption, this.space, this.words);
    this.el.setAttribute("aria-labelledby", id);
    this.el.setAttribute("aria-describedby", this.words.id);
    this.model = model;
    this.draw = draw;
    this.describe = describe;
    this.observer = new ResizeObserver(() => this.redraw());
    this.observer.observe(this.space);
    this.stop = model?.on("change:theme", () => this.redraw()) ?? (() => {});
  }

  redraw() {
    const { clientWidth: width, clientHeight: height } = this.space;
    if (width < 20 || height < 20) return;
    this.width = width;
    this.height = height;
    put(this.svg, { width, height });
    this.draw(this.svg, width, height);
    this.words.textContent = this.describe();
  }

  /** Draws again at the size that it has: no layout is read. */
  repaint() {
    if (!this.width) { this.redraw(); return; }
    this.draw(this.svg, this.width, this.height);
    // The sentence follows, but not at every move.
    this.telling ??= setTimeout(() => {
      this.telling = null;
      this.words.textContent = this.describe();
    }, 500);
  }

  /** Saves the drawing with its caption as SVG. */
  save() {
    const { caption, space, width, height } = this;
    return saveFigure({ model: this.model, el: space, caption, hint: caption.lastElementChild, width, height, above: 24, describe: () => this.describe() }, "svg");
  }

  say(half) {
    const span = this.caption.lastElementChild;
    if (span.textContent !== half) span.textContent = half;
  }

  destroy() {
    this.observer.disconnect();
    clearTimeout(this.telling);
    this.stop();
  }
}

/** The handle of the page: a disc with two grip lines, and a halo while it is held. */
export function handle(role = "ink") {
  const group = shape("g", { class: `handle role-${role}` });
  group.append(
    shape("circle", { class: "halo-disc", r: 18 }), shape("circle", { class: "target-disc", r: 22 }), shape("circle", { class: "ring", r: 19 }),
    shape("circle", { class: "knob", r: 13 }), shape("path", { class: "grip", d: "M-3 -4.500V4.500M3 -4.500V4.500" }),
  );
  return group;
}

/** Makes an element a slider with a spoken value. */
export function asSlider(element, label) {
  element.setAttribute("role", "slider");
  element.setAttribute("tabindex", "0");
  element.setAttribute("aria-label", label);
  return element;
}

export function setSlider(element, now, low, high, spoken) {
  put(element, { "aria-valuenow": now, "aria-valuemin": low, "aria-valuemax": high, "aria-valuetext": spoken });
}

/** "a quarter", "two thirds", "23 %" of the way. */
export function part(value) {
  const names = { "1/2": "half", "1/3": "a third", "2/3": "two thirds", "1/4": "a quarter", "3/4": "three quarters", "1/8": "an eighth" };
  return names[`${value}`] ?? (value.digits <= 5 ? `${value}` : `${decimal(Math.round(value.toNumber() * 1000) / 10)} %`);
}

/** Text in SVG, with a class. */
export function label(x, y, content, className = "") {
  return shape("text", { x, y, class: className, "aria-hidden": "true" }, content);
}

/** Replaces the children of an element by those of a list, leaving out what is null. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** What stands in place of a tab that cannot be shown. */
export function apology(heading, words) {
  return html("main", { className: "state-box" }, html("h1", {}, heading), html("p", {}, words));
}

const shown = new WeakMap();

/** Shows one view in an element: the one before is destroyed, also where a tab is opened twice at once. */
export function showAlone(el, make) {
  shown.get(el)?.destroy();
  const view = make();
  shown.set(el, view);
  return {
    destroy() {
      if (shown.get(el) !== view) return;
      shown.delete(el);
      view.destroy();
    },
  };
}

/** Drags a knob whose drawing is made anew at every move: the pointer is followed on the window. */
export function onDragKnob(knob, svg, act) {
  holdPage(knob);
  knob.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const follow = (next) => act(next.clientX - svg.getBoundingClientRect().left, next.clientY - svg.getBoundingClientRect().top);
    const stop = () => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", stop);
      removeEventListener("pointercancel", stop);
    };
    addEventListener("pointermove", follow);
    addEventListener("pointerup", stop);
    addEventListener("pointercancel", stop);
  });
}
