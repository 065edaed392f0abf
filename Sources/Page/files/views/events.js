// What happened, and why: newest first. Each line is a way to its state; its mark stands on the loss.

import { count, whole } from "../format.js";
import { signOf } from "./event-kinds.js";
import { html } from "./draw.js";

const most = 150;

/** Fills the list, and the one line on a phone. */
export function showEvents(model, { list, phone }) {
  const nodes = new Map();
  let queued = false;
  const draw = () => {
    queued = false;
    const all = model.get("events") ?? [];
    // Beyond so many nobody scrolls; the marks on the loss lead to all of them.
    const events = all.slice(0, most);
    const chosen = model.get("chosenEvent");
    const keyOf = (event) => `${event.run} ${event.id}`;
    const shown = new Set(events.map(keyOf));
    for (const [id, node] of nodes) {
      if (!shown.has(id)) {
        node.remove();
        nodes.delete(id);
      }
    }
    list.querySelector(".none")?.remove();
    if (events.length === 0) {
      const isOpen = model.get("info");
      list.append(html("li", { className: "none" }, isOpen ? "Nothing yet: here is told when the code folds, a unit wakes or sleeps, a kink crosses a code." : ""));
    }
    let before = null;
    for (const event of events) {
      let node = nodes.get(keyOf(event));
      if (!node) {
        node = html("li", {}, makeLine(event, model));
        nodes.set(keyOf(event), node);
      }
      renew(node.firstChild, event, chosen);
      const place = before ? before.nextSibling : list.firstChild;
      if (place !== node) list.insertBefore(node, place);
      before = node;
    }
    if (all.length > events.length) list.append(html("li", { className: "none" }, `and ${whole(all.length - events.length)} before`));
    phone.replaceChildren();
    if (events.length) {
      const event = events[0];
      phone.append(signOf(event.kind), html("b", {}, `${whole(event.epoch)}: ${event.title.charAt(0).toLowerCase()}${event.title.slice(1)}`));
      if (all.length > 1) phone.append(html("span", { className: "muted" }, ` · ${whole(all.length - 1)} more`));
    }
  };
  const queue = () => {
    if (queued) return;
    queued = true;
    setTimeout(draw, 100);
  };
  model.on("change:events change:chosenEvent change:run change:info", queue);
  draw();
  list.addEventListener("keydown", (event) => {
    const next = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const line = event.target.closest("li")?.[next]?.querySelector("button");
    if (!line) return;
    event.preventDefault();
    line.focus();
  });
}

function makeLine(event, model) {
  const button = html("button", { type: "button", className: "event" }, signOf(event.kind), html("span", {}, html("b", {}), html("span", { className: "more" })));
  button.addEventListener("click", () => model.emit("choose-event", button.event));
  if (event.isNew) {
    button.classList.add("new");
    setTimeout(() => button.classList.remove("new"), 1000);
  }
  return button;
}

function renew(button, event, chosen) {
  button.event = event;
  const key = `${event.title} ${event.epoch} ${event.text} ${event.count}`;
  if (button.dataset.key !== key) {
    button.dataset.key = key;
    const [, body] = button.children;
    body.children[0].textContent = event.title;
    body.children[1].replaceChildren(html("span", {}, whole(event.epoch)), ` · ${event.text}`);
  }
  const isChosen = String(chosen === event.id);
  if (button.getAttribute("aria-current") !== isChosen) button.setAttribute("aria-current", isChosen);
}

/** Says new events aloud, politely, at most once in five seconds. */
export function announceEvents(model, region) {
  let waiting = [];
  let timer = 0;
  const say = () => {
    timer = 0;
    if (waiting.length === 0) return;
    const titles = [...new Set(waiting.map((event) => event.title))];
    region.textContent = titles.length === 1 ? `${titles[0]}.` : `${count(titles.length, "event")}: ${titles.slice(0, 3).join("; ")}${titles.length > 3 ? "; …" : ""}.`;
    waiting = [];
    timer = setTimeout(say, 5000);
  };
  model.on("newEvents", (events) => {
    waiting.push(...events.filter((event) => (event.count ?? 1) <= 1));
    if (!timer) say();
  });
  model.on("change:verdict", (verdict) => {
    if (verdict) region.textContent = verdict.proved ? `Proved: all ${verdict.samples} samples.` : `Refuted, by ${verdict.error}.`;
  });
}
