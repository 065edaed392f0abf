// The page's colours by role, for canvases and files.

import { pageRoot } from "../state/root.js";
import { html } from "./elements.js";

let palette = null;

/** The colours of the roles as the page has them now, for canvases. */
export function colours() {
  if (palette) return palette;
  // A token may name a colour for each theme: what an element comes to is the one that holds.
  const probe = pageRoot().appendChild(html("span", { hidden: true }));
  const style = getComputedStyle(probe);
  palette = {};
  for (const role of ["surface", "sunk", "ink", "muted", "context", "grid", "line", "code", "kink", "out", "error", "mark",
    "ramp-full"]) {
    probe.style.color = `var(--${role})`;
    palette[role] = style.color;
  }
  probe.remove();
  return palette;
}

export function forgetColours() { palette = null; }

/** Red, green and blue of a colour of the page. */
export function rgb(colour) {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}
