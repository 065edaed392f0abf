// On paper, or as PDF by the browser's own print: the page as it is shown, or one figure, in light colours.

import { drawNow } from "../state/loop.js";
import { forgetColours } from "../views/colours.js";
import { svgOf } from "./figure.js";

/** The size of the sheet: views are drawn for the width of the window, so that the sheet is as wide. */
let sheet = null;
let kept = null;

function setSize(width, height) {
  sheet ??= new CSSStyleSheet();
  // A little more room than there is content: rounding must not make a second, empty page.
  sheet.replaceSync(`@page { size: ${Math.ceil(width)}px ${Math.ceil(height) + 1}px; margin: 0; }`);
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Paints everything in another theme, at once; the theme that was chosen stays so. */
function paintIn(model, theme) {
  document.documentElement.dataset.theme = theme;
  forgetColours();
  model.emit("change:theme", theme);
  drawNow();
}

/** The rules for narrow screens that hold on paper, too, with the condition that they had. */
let narrow = [];

/** Lets every rule for a narrow screen that holds now hold on paper; returns these rules and their conditions. */
function keepLayout() {
  const found = [];
  for (const { cssRules } of document.styleSheets) {
    for (const rule of cssRules) {
      if (!(rule instanceof CSSMediaRule) || !/^screen and/.test(rule.media.mediaText) || !matchMedia(rule.media.mediaText).matches) continue;
      found.push([rule, rule.media.mediaText]);
      rule.media.mediaText = "all";
    }
  }
  return found;
}

/** The least width at which the page on paper has the layout of the window. */
const leastWidth = 1101;

/** Wires the browser's print, however it is called. On a narrow window the laboratory's figures come one below another. */
export function wirePaper(model, views) {
  addEventListener("beforeprint", () => {
    if (document.querySelector(".printed")) return;
    kept = model.get("theme");
    if (kept === "dark") paintIn(model, "light");
    if (innerWidth >= leastWidth) {
      setSize(innerWidth, Math.max(innerHeight, document.documentElement.scrollHeight));
      return;
    }
    const shown = Object.values(views).filter((view) => view.el.offsetWidth > 0);
    if (shown.length === 0) {
      // A tab's figures are drawn for the narrow window: its layout, and sheets of its size, as heights hang on it.
      setSize(innerWidth, innerHeight);
      narrow.push(...keepLayout());
      return;
    }
    const box = document.createElement("div");
    box.className = "printed";
    for (const view of shown) box.append(document.importNode(new DOMParser().parseFromString(svgOf(view), "image/svg+xml").documentElement, true));
    document.body.append(box);
    document.body.classList.add("prints-figure");
  });
  addEventListener("afterprint", () => {
    narrow.forEach(([rule, text]) => { rule.media.mediaText = text; });
    narrow = [];
    if (kept === "dark") paintIn(model, "dark");
    if (kept) {
      document.querySelector(".printed")?.remove();
      document.body.classList.remove("prints-figure");
    }
    kept = null;
  });
}

/** Prints a figure alone. */
export function printFigure(view) {
  const { model } = view;
  const theme = model.get("theme");
  if (theme === "dark") paintIn(model, "light");
  const text = svgOf(view);
  if (theme === "dark") paintIn(model, "dark");
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(text) ?? [null, 600, 400];
  setSize(Number(width), Number(height));
  const box = document.createElement("div");
  box.className = "printed";
  const image = document.createElement("img");
  image.alt = view.describe();
  const link = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const end = () => {
    URL.revokeObjectURL(link);
    box.remove();
    document.body.classList.remove("prints-figure");
  };
  addEventListener("afterprint", end, { once: true });
  image.addEventListener("load", () => print());
  image.addEventListener("error", end);
  box.append(image);
  document.body.append(box);
  document.body.classList.add("prints-figure");
  image.src = link;
}
