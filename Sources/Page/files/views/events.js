// What happened, and why: newest first. Each line is a way to its state; its mark stands on the loss.

import { count, whole } from "../format.js";
import { html, put, say } from "./draw.js";
import { linesOf, wordsOf } from "./event-groups.js";
import { signOf } from "./event-kinds.js";

/** The lines that there may be; how many there are at first, and how many more come where one scrolls to their end. */
const most = 150;
const few = 30;

/** Fills the list, and the one line on a phone. */
export function showEvents(model, { list, phone }) {
  const nodes = new Map();
  const opened = new Set();
  const note = html("li", { className: "none" });
  let queued = false;
  let room = few;
  let roomOf = null;
  let lookedAt;
  let phoneOf;
  const draw = () => {
    queued = false;
    const all = model.get("events") ?? [];
    const chosen = model.get("chosenEvent");
    const run = model.get("run");
    const looking = model.get("looking");
    if (roomOf !== run) [roomOf, room] = [run, few];
    // More than the window is high, or nobody could scroll to the others: a line has at least 30 pixels.
    room = Math.min(most, Math.max(room, Math.ceil(innerHeight / 30)));
    const lines = [];
    // Beyond so many nobody scrolls; the marks on the loss lead to all of them.
    let left = 0;
    let lastLater = 0;
    for (const line of linesOf(all)) {
      const size = line.group?.length ?? 1;
      // Where one looks back, the first line of that time is among them.
      const isLater = looking !== null && (line.event ?? line.group[line.group.length - 1]).epoch > looking;
      if (lines.length >= (isLater ? most : Math.max(room, lastLater + few / 2))) { left += size; continue; }
      if (isLater) lastLater = lines.length;
      const isOpened = Boolean(line.group) && opened.has(`${run} ${line.key}`);
      lines.push({ ...line, key: `${run} ${line.key ?? line.event.id}`, isOpened });
      if (!isOpened) continue;
      const inner = line.group.slice(0, most);
      lines.push(...inner.map((event) => ({ event, key: `${run} ${event.id}`, isInner: true })));
      left += size - inner.length;
    }
    const shown = new Set(lines.map((line) => line.key));
    for (const [id, node] of nodes) {
      if (!shown.has(id)) {
        node.remove();
        nodes.delete(id);
      }
    }
    let before = null;
    for (const line of lines) {
      let node = nodes.get(line.key);
      if (!node) {
        node = html("li", {}, line.group ? makeGroup(line.key, opened, queue) : makeLine(line.event, model));
        nodes.set(line.key, node);
      }
      node.classList.toggle("inner", Boolean(line.isInner));
      node.classList.toggle("later", looking !== null && (line.event ?? line.group[line.group.length - 1]).epoch > looking);
      if (line.group) renewGroup(node.firstChild, line); else renew(node.firstChild, line.event, chosen);
      const place = before ? before.nextSibling : list.firstChild;
      if (place !== node) list.insertBefore(node, place);
      before = node;
    }
    const words = lines.length === 0 ? emptyWords(model) : left > 0 ? `and ${whole(left)} before` : null;
    if (words === null) note.remove();
    else {
      say(note, words);
      if (list.lastChild !== note) list.append(note);
    }
    // Where one looks back the list does, too, unless it led there.
    if (looking !== lookedAt) {
      const isFromList = all.some((event) => event.id === chosen && event.epoch === looking);
      const first = looking === null ? list.firstChild : list.querySelector("li:not(.later):not(.none)");
      if (!isFromList && first && (lookedAt !== undefined || looking !== null)) list.scrollTop = first.offsetTop - list.offsetTop;
      lookedAt = looking;
    }
    const event = all[0];
    const phoneKey = event ? `${run} ${event.id} ${event.title} ${all.length}` : "";
    if (phoneKey === phoneOf) return;
    phoneOf = phoneKey;
    phone.replaceChildren();
    if (event) {
      phone.append(signOf(event.kind), html("b", {}, `${whole(event.epoch)}: ${event.title.charAt(0).toLowerCase()}${event.title.slice(1)}`));
      if (all.length > 1) phone.append(html("span", { className: "muted" }, ` · ${whole(all.length - 1)} more`));
    }
  };
  const queue = () => {
    if (queued) return;
    queued = true;
    setTimeout(draw, model.get("state")?.status === "running" ? 100 : 50);
  };
  model.on("change:events change:eventsKnown change:chosenEvent change:looking change:run change:info change:state", queue);
  draw();
  // More lines come where one scrolls or moves to their end.
  const more = () => {
    if (room >= most || list.scrollTop + 2 * list.clientHeight < list.scrollHeight) return;
    room = Math.min(most, room + few);
    queue();
  };
  list.addEventListener("scroll", more, { passive: true });
  list.addEventListener("keydown", (event) => {
    const next = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const line = event.target.closest("li")?.[next]?.querySelector("button");
    if (!line) return;
    event.preventDefault();
    line.focus();
  });
}

/** Why the list is empty. */
function emptyWords(model) {
  const info = model.get("info");
  if (!info) return "";
  if (model.get("eventsKnown") !== model.get("run") && model.get("source").isLive) return "Looking through every epoch …";
  if (info.epochs === 0) return "Nothing: this network was written down, not trained.";
  if (model.get("isGeneral")) return "Nothing. Codes and kinks are watched in networks with a single code; this one has none.";
  if (!["running", "paused", "idle"].includes(model.get("state")?.status)) return "Nothing: the code never folded, no unit woke or slept, and no kink crossed a code.";
  return "Nothing yet. Here you will read when the code folds, a unit wakes or sleeps, or a kink crosses a code.";
}

/** The line of a group: a press opens it. */
function makeGroup(key, opened, queue) {
  const button = html("button", { type: "button", className: "event group" }, signOf("kinkPasses"), html("span", {}, html("b", {}), html("span", { className: "more" })));
  button.addEventListener("click", () => {
    if (!opened.delete(key)) opened.add(key);
    queue();
  });
  return button;
}

function renewGroup(button, { group, isOpened }) {
  put(button, { "aria-expanded": String(isOpened) });
  const { title, when, text } = wordsOf(group);
  const key = `${title} ${when} ${text}`;
  if (button.dataset.key === key) return;
  button.dataset.key = key;
  const [, body] = button.children;
  fill(body, title, when, text);
}

/** The texts of a line: its title, when it was, and why. */
function fill(body, title, when, text) {
  const [name, more] = body.children;
  if (!more.firstChild) more.append(html("span", {}), document.createTextNode(""));
  say(name, title);
  say(more.firstChild, when);
  if (more.lastChild.data !== ` · ${text}`) more.lastChild.data = ` · ${text}`;
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
    fill(body, event.title, whole(event.epoch), event.text);
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
    if (verdict) region.textContent = verdict.proved ? `Proved: all ${verdict.samples} samples.` : `Refuted, by ${String(verdict.error).replace("-", "−")}.`;
  });
}
