// A figure as a file: SVG with the page's colours written in, or the same painted on a canvas as PNG.

import { pageRoot } from "../state/root.js";
import { colours } from "../views/colours.js";

const kept = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "opacity", "font-size", "font-weight", "font-style", "text-anchor", "paint-order"];
const namespace = "http://www.w3.org/2000/svg";

/** Offers a file to save. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function caption(view) {
  const state = view.model.get("state");
  const epoch = view.model.get("point")?.epoch ?? 0;
  const hash = state?.hash ? ` · ${state.hash.slice(0, 16)}` : "";
  return `${view.model.get("run") ?? ""} · epoch ${epoch.toLocaleString("en-US")}${hash}`;
}

const margins = { top: 6, left: 12, right: 12, bottom: 30 };

/** The text of an SVG file of a view. */
export function svgOf(view) {
  // A view whose caption stands over its drawing says by how much.
  const { width, height, above = 0 } = view;
  const style = getComputedStyle(pageRoot());
  // A document of its own, in which no image is loaded.
  const file = document.implementation.createDocument(namespace, "svg", null);
  const root = file.documentElement;
  const [w, h] = [width + margins.left + margins.right, height + above + margins.top + margins.bottom];
  root.setAttribute("viewBox", `0 0 ${w} ${h}`);
  root.setAttribute("width", w);
  root.setAttribute("height", h);
  root.setAttribute("font-family", style.fontFamily);
  const add = (name, attributes, text, parent = root) => {
    const element = file.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };
  const { ink, muted, surface } = colours();
  add("title", {}, view.caption.textContent);
  add("desc", {}, view.describe());
  add("rect", { width: w, height: h, fill: surface });
  const body = add("g", { transform: `translate(${margins.left} ${margins.top + above})` });
  for (const part of view.el.children) {
    if (part.tagName === "CANVAS" && part.style.display !== "none" && part.width > 1) {
      const box = view.canvasBox;
      add("image", { x: box.left, y: box.top, width: box.width, height: box.height, href: part.toDataURL("image/png"), preserveAspectRatio: "none", ...(part.classList.contains("pixels") && { "image-rendering": "pixelated" }) }, null, body);
    } else if (part.tagName === "svg") body.append(copy(part));
  }
  const title = add("text", { y: 12 - above, "font-size": 13, fill: ink }, null, body);
  add("tspan", { "font-weight": 600 }, view.caption.querySelector("b").textContent, title);
  add("tspan", { fill: muted }, ` ${view.hint.textContent}`, title);
  add("text", { x: margins.left, y: h - 8, "font-size": 10, fill: muted }, caption(view));
  return new XMLSerializer().serializeToString(root);
}

/** A copy with the styles that CSS gave it as attributes; what is not seen is left out. */
function copy(element) {
  const clone = element.cloneNode(false);
  for (const name of ["class", "style", "role", "tabindex", "aria-label", "aria-hidden", "aria-valuemin", "aria-valuemax", "aria-valuenow",
    "aria-valuetext", "aria-orientation"]) clone.removeAttribute(name);
  if (element.tagName === "svg") {
    clone.setAttribute("overflow", "visible");
  } else if (!["clipPath", "title"].includes(element.tagName)) {
    const style = getComputedStyle(element);
    for (const name of kept) {
      const value = style.getPropertyValue(name);
      if (value && value !== "none" && value !== "normal" && !(name === "opacity" && value === "1")) clone.setAttribute(name, value);
      else if (value === "none" && (name === "fill" || name === "stroke")) clone.setAttribute(name, value);
    }
  }
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) clone.append(child.textContent);
    else if (child.nodeType === Node.ELEMENT_NODE) {
      const style = getComputedStyle(child);
      if (style.display === "none" && child.tagName !== "clipPath") continue;
      if (["hit", "ring", "halo-disc"].some((name) => child.classList?.contains(name))) continue;
      clone.append(copy(child));
    }
  }
  return clone;
}

/** A PNG of a view, twice as large as on the page: painted here, as the page may load no image from elsewhere. */
export async function pngOf(view) {
  const scale = 2;
  const [w, h] = [view.width + margins.left + margins.right, view.height + margins.top + margins.bottom];
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(w * scale);
  canvas.height = Math.round(h * scale);
  const context = canvas.getContext("2d");
  const { ink, muted, surface } = colours();
  const family = getComputedStyle(pageRoot()).fontFamily;
  context.scale(scale, scale);
  context.fillStyle = surface;
  context.fillRect(0, 0, w, h);
  context.save();
  context.translate(margins.left, margins.top);
  for (const part of view.el.children) {
    if (part.tagName === "CANVAS" && part.style.display !== "none" && part.width > 1) {
      const box = view.canvasBox;
      context.imageSmoothingEnabled = false;
      context.drawImage(part, box.left, box.top, box.width, box.height);
    } else if (part.tagName === "svg") paint(part, context, family);
  }
  context.fillStyle = ink;
  context.font = `600 13px ${family}`;
  const name = view.caption.querySelector("b").textContent;
  context.fillText(name, 0, 12);
  const at = context.measureText(`${name} `).width;
  context.fillStyle = muted;
  context.font = `13px ${family}`;
  context.fillText(view.hint.textContent, at, 12);
  context.restore();
  context.fillStyle = muted;
  context.font = `10px ${family}`;
  context.fillText(caption(view), margins.left, h - 8);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

function paint(element, context, family) {
  const style = getComputedStyle(element);
  if (style.display === "none" || ["clipPath", "title"].includes(element.tagName)) return;
  if (["hit", "ring", "halo-disc"].some((name) => element.classList.contains(name))) return;
  context.save();
  const matrix = element.transform?.baseVal?.consolidate()?.matrix;
  if (matrix) context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f);
  const clip = /url\("?#([^")]+)"?\)/.exec(element.getAttribute("clip-path") ?? "");
  const area = clip && element.getRootNode().getElementById(clip[1])?.firstChild;
  if (area) {
    context.beginPath();
    context.rect(...["x", "y", "width", "height"].map((key) => Number(area.getAttribute(key))));
    context.clip();
  }
  context.globalAlpha *= Number(style.opacity);
  const number = (name) => Number(element.getAttribute(name) ?? 0);
  let path = null;
  switch (element.tagName) {
    case "path": path = new Path2D(element.getAttribute("d") ?? ""); break;
    case "rect":
      path = new Path2D();
      path.rect(number("x"), number("y"), number("width"), number("height"));
      break;
    case "circle":
      path = new Path2D();
      path.arc(number("cx"), number("cy"), number("r"), 0, 7);
      break;
    case "line":
      path = new Path2D(`M${number("x1")} ${number("y1")}L${number("x2")} ${number("y2")}`);
      break;
    case "text": text(element, style, context, family); break;
    default: for (const child of element.children) paint(child, context, family);
  }
  if (path) {
    if (style.fill !== "none" && element.tagName !== "line") {
      context.fillStyle = style.fill;
      context.fill(path);
    }
    if (style.stroke !== "none") {
      context.strokeStyle = style.stroke;
      context.globalAlpha *= Number(style.strokeOpacity);
      context.lineWidth = parseFloat(style.strokeWidth);
      context.lineCap = style.strokeLinecap;
      context.lineJoin = style.strokeLinejoin;
      context.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(/[ ,]+/).map(parseFloat));
      context.stroke(path);
    }
  }
  context.restore();
}

function text(element, style, context, family) {
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${family}`;
  context.textAlign = { start: "left", middle: "center", end: "right" }[style.textAnchor];
  const [x, y] = [Number(element.getAttribute("x")), Number(element.getAttribute("y"))];
  if (style.paintOrder.startsWith("stroke") && style.stroke !== "none") {
    context.strokeStyle = style.stroke;
    context.lineWidth = parseFloat(style.strokeWidth);
    context.lineJoin = "round";
    context.strokeText(element.textContent, x, y);
  }
  context.fillStyle = style.fill;
  context.fillText(element.textContent, x, y);
}
