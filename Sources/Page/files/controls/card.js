// Cards: open 120 ms after the pointer or the focus comes, stay while the pointer is in them, close on Escape.

import { pageRoot } from "../state/root.js";

let card = null;
let timer = 0;
let current = null;
let leaving = 0;
/** A menu stays until something else is pressed. */
let isMenu = false;

function element() {
  if (card?.parentNode === pageRoot()) return card;
  card?.remove();
  card = document.createElement("div");
  card.className = "card";
  card.setAttribute("role", "tooltip");
  card.id = "card";
  card.hidden = true;
  card.addEventListener("pointerenter", () => clearTimeout(leaving));
  card.addEventListener("pointerleave", () => { if (!isMenu) closeCard(); });
  // A finger does not leave what it has tapped: its card closes where something else is touched.
  addEventListener("pointerdown", (event) => { if ((isMenu || event.pointerType === "touch") && !event.composedPath().includes(card)) closeCard(); }, true);
  pageRoot().append(card);
  return card;
}

/** Closes the card; true where one was open. */
export function closeCard() {
  clearTimeout(timer);
  clearTimeout(leaving);
  const wasOpen = card && !card.hidden;
  if (card) card.hidden = true;
  current = null;
  isMenu = false;
  return wasOpen;
}

function leave() {
  if (isMenu) return;
  clearTimeout(leaving);
  clearTimeout(timer);
  leaving = setTimeout(closeCard, 180);
}

function open(x, y, content) {
  const box = element();
  const parts = content();
  box.replaceChildren(...parts.map((one) => {
    if (typeof one !== "string") return one;
    const line = document.createElement("div");
    line.textContent = one;
    return line;
  }));
  box.hidden = false;
  const size = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(x + 14, innerWidth - size.width - 8));
  let top = y + 16;
  if (top + size.height > innerHeight - 8) top = Math.max(8, y - size.height - 12);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

/**
 * Shows a card where the pointer is. `key` tells what it is about: while it stays the same the card stays.
 *
 * @param {PointerEvent} event
 * @param {() => (string | Node)[]} content
 */
export function showCard(event, content, key) {
  if (isMenu) return;
  if (event.buttons) { closeCard(); return; }
  const target = event.currentTarget;
  if (!target.dataset.hasCard) {
    target.dataset.hasCard = "yes";
    target.addEventListener("pointerleave", leave);
    target.addEventListener("pointerdown", closeCard);
  }
  clearTimeout(leaving);
  if (current === key && card && !card.hidden) return;
  current = key;
  clearTimeout(timer);
  const [x, y] = [event.clientX, event.clientY];
  timer = setTimeout(() => open(x, y, content), card && !card.hidden ? 40 : 120);
}

/** Calls `hover` where a pointer moves over an element, and where a finger taps it. */
export function onHover(target, hover) {
  target.addEventListener("pointermove", (event) => { if (event.pointerType !== "touch") hover(event); });
  target.addEventListener("click", (event) => { if (event.pointerType === "touch") hover(event); });
}

/** A card for an element: on hover, on focus, and by a tap. */
export function attachCard(target, content) {
  const place = () => {
    const box = target.getBoundingClientRect();
    open(box.left - 14, box.bottom - 8, content);
    target.setAttribute("aria-describedby", "card");
  };
  target.addEventListener("pointerenter", () => { clearTimeout(leaving); clearTimeout(timer); current = target; timer = setTimeout(place, 120); });
  target.addEventListener("pointerleave", leave);
  target.addEventListener("click", place);
  target.addEventListener("focus", () => { if (target.matches(":focus-visible")) { clearTimeout(timer); timer = setTimeout(place, 120); } });
  target.addEventListener("blur", () => { closeCard(); target.removeAttribute("aria-describedby"); });
}

/** A card that holds controls: a menu beside its button. */
export function openMenu(button, items) {
  const box = button.getBoundingClientRect();
  const menu = document.createElement("div");
  menu.className = "tools";
  for (const [text, act] of items) {
    const item = document.createElement("button");
    item.type = "button";
    item.textContent = text;
    item.addEventListener("click", () => { closeCard(); button.focus(); act(); });
    menu.append(item);
  }
  clearTimeout(timer);
  clearTimeout(leaving);
  current = button;
  isMenu = true;
  open(box.right - 170, box.bottom - 14, () => [menu]);
  menu.firstChild.focus();
}
