// Elements of SVG and HTML: made once, changed only where they differ.

const namespace = "http://www.w3.org/2000/svg";

/** An element of SVG with attributes; `text` becomes its text. */
export function shape(name, attributes = {}, text = null) {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== null) element.textContent = text;
  return element;
}

/** An element of HTML with properties; children are elements or texts. */
export function html(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element && key !== "list") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const written = new WeakMap();

/** Sets attributes that differ from those it set before. */
export function put(element, attributes) {
  let known = written.get(element);
  if (!known) written.set(element, known = {});
  for (const key in attributes) {
    const value = attributes[key];
    if (known[key] === value) continue;
    known[key] = value;
    element.setAttribute(key, value);
  }
  return element;
}

/** Sets a text that differs: the same one again would be laid out again. */
export function say(element, text) {
  let known = written.get(element);
  if (!known) written.set(element, known = {});
  if (known.text === text) return;
  known.text = text;
  // The text of a node that is there already: to put another in its place asks more of the browser.
  const node = element.firstChild;
  if (node && node === element.lastChild && node.nodeType === Node.TEXT_NODE && text !== "") node.data = text;
  else element.textContent = text;
}

/** Keeps as many children of a kind as are needed, and returns them. */
export function repeat(parent, name, count, attributes = {}) {
  const list = parent.children;
  while (list.length > count) parent.lastChild.remove();
  while (list.length < count) parent.append(shape(name, attributes));
  return list;
}

/** A number of pixels with one decimal. */
export function px(value) { return Math.round(value * 10) / 10; }

/**
 * A number of pixels with one decimal, as text. Paths that move have hundreds of these in every frame, and to write a
 * fraction takes longer than to look it up.
 */
export function pixels(value) {
  const tenths = Math.round(value * 10);
  return tenths >= 0 && tenths < texts.length ? texts[tenths] ??= String(tenths / 10) : String(tenths / 10);
}
const texts = new Array(20_000).fill(undefined);
