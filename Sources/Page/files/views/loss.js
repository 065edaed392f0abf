// The loss of every epoch on logarithmic axes, with the events on it; the line of the present is the way back.

import { figure, tick, whole } from "../format.js";
import { onHover, showCard } from "../controls/card.js";
import { direct } from "../state/loop.js";
import { epochMarks } from "./epoch-marks.js";
import { markGroups } from "./event-kinds.js";
import { colours, onDrag, put, px, repeat, say, shape, View } from "./draw.js";

export const title = "Loss";

class Loss extends View {
  constructor(context) {
    super(context, {
      title, hint: "every epoch, log–log; drag the line to go back", rate: 10, hasCanvas: true,
      keys: "change:exactLoss change:history history change:now change:looking change:events change:info change:state change:isProjector",
    });
    const { svg } = this;
    this.svg.removeAttribute("aria-hidden");
    this.svg.setAttribute("role", "presentation");
    this.lines = shape("g");
    this.under = shape("svg", { "aria-hidden": "true" });
    this.el.insertBefore(this.under, this.canvas);
    this.window = this.under.appendChild(shape("rect", { class: "window" }));
    this.under.append(this.lines);
    this.windowEnd = this.under.appendChild(shape("line", { class: "grid" }));
    this.labels = svg.appendChild(shape("g"));
    this.bottomLabels = svg.appendChild(shape("g"));
    this.ends = [0, 1].map(() => svg.appendChild(shape("text", {}, "")));
    this.track = svg.appendChild(shape("g"));
    this.past = this.track.appendChild(shape("rect", { class: "past", rx: 3, height: 6 }));
    this.future = this.track.appendChild(shape("rect", { class: "future", rx: 3, height: 6 }));
    this.saved = this.track.appendChild(shape("path", { stroke: "var(--surface)", "stroke-width": 2 }));
    this.hit = svg.appendChild(shape("rect", { class: "hit goes" }));
    this.marks = svg.appendChild(shape("g"));
    this.present = svg.appendChild(shape("line", { class: "axis-line", "stroke-dasharray": "2 3" }));
    this.line = svg.appendChild(shape("line", { class: "playhead" }));
    this.value = svg.appendChild(shape("text", { class: "strong t15 halo" }, ""));
    this.handle = svg.appendChild(shape("g", { class: "goes", role: "slider", tabindex: "0", "aria-label": "Epoch shown" }));
    this.handle.append(shape("circle", { class: "halo-disc", r: 18 }), shape("circle", { class: "ring", r: 13 }), shape("circle", { class: "knob", r: 7.5 }), shape("path", { class: "grip", d: "M-2-2.800v5.600M2-2.800v5.600" }));
    this.el.tabIndex = -1;
    const move = (event) => {
      const box = this.el.getBoundingClientRect();
      this.#goTo(this.#epochAt(((event.clientX - box.left) / box.width) * this.width, true));
    };
    for (const part of [this.hit, this.handle]) onDrag(part, move, { begin: () => { this.handle.classList.add("held"); this.handle.focus({ preventScroll: true }); return Boolean(this.x); }, end: () => this.handle.classList.remove("held") });
    this.handle.addEventListener("keydown", (event) => this.#key(event));
    onHover(this.hit, (event) => this.#hover(event));
    this.yDomain = null;
  }

  themeChanged() { this.painted = null; }

  layout() {
    say(this.hint, this.isPhone ? "log–log; drag to go back" : this.fullHint);
    const bottom = this.height - 36;
    this.plot = { left: this.isPhone ? 20 : 30, right: this.width, top: 22, bottom, track: this.height - 26, foot: this.height - 3 };
    const { left, right, top } = this.plot;
    this.fitCanvas(left, top, right - left, bottom - top);
    put(this.under, { width: this.width, height: this.height });
    put(this.hit, { x: left, y: top, width: right - left, height: this.height - top });
    this.axisKey = null;
    this.painted = null;
  }

  draw(time) {
    const { model } = this;
    const history = model.get("history");
    const state = model.get("state");
    const now = model.get("now");
    const info = model.get("info");
    if (!history || !state || !now || !info) { this.#empty(); return; }
    if (history.isEmpty && !(state.epochs > 0)) {
      this.#empty();
      say(this.ends[0], this.isPhone ? "Written down, not trained: no epochs." : "This network was written down, not trained: there are no epochs.");
      put(this.ends[0], { x: this.plot.left, y: this.plot.top + 14, class: "t12" });
      return;
    }
    for (const part of [this.handle, this.track, this.line]) part.style.display = "";
    this.#axes(history, Math.max(state.epochs ?? 0, now.epoch, 1));
    this.#paint(history, now.epoch, time);
    this.#playhead(history, state, now, info, time);
    // Marks move only with the axes: while epochs pass, once a second is enough to place their labels.
    const isPassing = state.status === "running" && this.model.get("looking") === null && this.markedOn === this.axisKey && !direct.isHeld;
    if (isPassing && time - this.markedAt < 980) {
      this.markTimer ||= setTimeout(() => { this.markTimer = 0; this.invalidate(); }, 1000);
      return;
    }
    this.markedAt = time;
    this.markedOn = this.axisKey;
    this.#mark(history, now);
  }

  #empty() {
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.painted = null;
    this.axisKey = null;
    this.x = null;
    for (const group of [this.marks, this.labels, this.bottomLabels, this.lines]) group.replaceChildren();
    for (const part of [this.handle, this.track, this.line, this.present, this.window, this.windowEnd]) part.style.display = "none";
    for (const text of [this.value, ...this.ends]) say(text, "");
  }

  #axes(history, epochs) {
    const end = niceAbove(Math.max(epochs, 2));
    let [low, high] = history.range();
    if (!Number.isFinite(low)) [low, high] = [1, 10];
    const present = this.yDomain;
    const wanted = [niceBelow(low), niceAbove(high, 1.05)];
    if (!present || wanted[0] < present[0] || wanted[1] > present[1] || wanted[0] > present[0] * 2.1 || wanted[1] < present[1] / 2.1) this.yDomain = wanted;
    const key = `${end} ${this.yDomain} ${this.width} ${this.height}`;
    if (key === this.axisKey) return;
    this.axisKey = key;
    this.painted = null;
    this.end = end;
    const { left, right, top, bottom, foot } = this.plot;
    const decades = Math.log10(end);
    this.x = (epoch) => left + (Math.log10(Math.max(epoch, 1)) / decades) * (right - left);
    const [a, b] = this.yDomain.map(Math.log10);
    this.y = (loss) => bottom - ((Math.log10(Math.max(loss, 1e-300)) - a) / (b - a)) * (bottom - top);
    const values = logTicks(this.yDomain, Math.max(2, Math.floor((bottom - top) / (this.small * 1.5))));
    const lines = repeat(this.lines, "line", values.length, { class: "grid" });
    const labels = repeat(this.labels, "text", values.length, { class: "end" });
    values.forEach((value, k) => {
      const y = Math.round(this.y(value)) + 0.5;
      put(lines[k], { x1: left, x2: right, y1: y, y2: y });
      put(labels[k], { x: left - 6, y: y + 4 });
      say(labels[k], tick(value));
    });
    const marks = epochMarks({ x: this.x, right, end, small: this.small, isPhone: this.isPhone });
    const names = repeat(this.bottomLabels, "text", marks.length, {});
    marks.forEach(({ name, x, anchor }, k) => {
      put(names[k], { x: px(x), y: foot, class: anchor });
      say(names[k], name);
    });
  }

  #paint(history, until, time) {
    const buckets = history.buckets;
    const last = buckets[buckets.length - 1];
    const key = `${buckets.length} ${last?.[2]} ${until}`;
    const painted = this.painted;
    if (key === painted?.key && history === painted.history) return;
    // The newest epochs are painted as soon as the line is a pixel longer, or four times a second.
    if (this.model.get("state").status === "running" && painted?.history === history && until >= painted.until && this.x(until) - this.x(painted.until) < 1 && time - painted.time < 240) return;
    const { context, scale } = this;
    const { left, top } = this.plot;
    const palette = colours();
    context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    // What was painted stays, but for the newest buckets, which change; the join is at a pixel of the screen.
    let from = 0;
    let edge = left;
    if (painted?.history === history) {
      from = Math.max(0, history.index(Math.min(painted.until, history.changedFrom)) - 6);
      edge = left + Math.floor((this.x(buckets[from]?.[0] ?? 1) - left) * scale) / scale;
    }
    if (from === 0) edge = left;
    this.painted = { key, history, until, time };
    history.changedFrom = Infinity;
    context.clearRect(edge, top, left + this.canvasBox.width - edge, this.canvasBox.height);
    if (buckets.length === 0) return;
    context.save();
    context.beginPath();
    context.rect(edge, top, left + this.canvasBox.width - edge, this.canvasBox.height);
    context.clip();
    this.#line(from === 0 ? buckets : buckets.slice(Math.max(0, from - 4)), until, context, palette);
    context.restore();
  }

  #line(buckets, until, context, palette) {
    // The band from the least to the greatest loss of each bucket, then the line of their last losses.
    context.fillStyle = palette.ink;
    context.globalAlpha = 0.28;
    context.beginPath();
    let open = false;
    for (const [epoch, , , , greatest] of buckets) {
      if (!Number.isFinite(greatest)) continue;
      const [x, y] = [this.x(epoch), this.y(greatest)];
      if (open) context.lineTo(x, y); else context.moveTo(x, y);
      open = true;
    }
    for (let k = buckets.length - 1; k >= 0; k -= 1) {
      if (Number.isFinite(buckets[k][3])) context.lineTo(this.x(buckets[k][0]), this.y(buckets[k][3]));
    }
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = palette.ink;
    context.lineWidth = this.model.get("isProjector") ? 2 : 1.8;
    context.lineJoin = "round";
    context.beginPath();
    open = false;
    buckets.forEach(([epoch, first, end], k) => {
      if (Number.isFinite(first)) {
        const [x, y] = [this.x(epoch), this.y(first)];
        if (open) context.lineTo(x, y); else context.moveTo(x, y);
        open = true;
      } else open = false;
      const next = buckets[k + 1]?.[0] ?? Math.max(until, epoch);
      if (Number.isFinite(end) && next > epoch + (k + 1 < buckets.length ? 1 : 0)) context.lineTo(this.x(k + 1 < buckets.length ? next - 1 : next), this.y(end));
    });
    context.stroke();
  }

  #playhead(history, state, now, info, time) {
    const { left, right, top, bottom, track } = this.plot;
    const looking = this.model.get("looking");
    const shown = looking ?? now.epoch;
    const exact = this.model.get("exactLoss");
    const loss = looking === null ? now.loss : exact?.epoch === looking && exact.run === this.model.get("run") ? exact.loss : history.loss(looking);
    this.shown = shown;
    // Half a pixel is the least move that shows.
    const [x, nowX] = [shown, now.epoch].map((epoch) => Math.round(2 * this.x(epoch)) / 2);
    put(this.line, { x1: px(x), x2: px(x), y1: top - 2, y2: track });
    put(this.handle, { transform: `translate(${px(x)} ${track + 3})` });
    // Figures change four times a second: faster ones cannot be read.
    const isSpoken = direct.isHeld || looking !== null || state.status !== "running" || !(time - this.spokenAt < 240);
    if (isSpoken) {
      this.spokenAt = time;
      put(this.handle, { "aria-valuemin": 0, "aria-valuemax": now.epoch, "aria-valuenow": shown,
      "aria-valuetext": `epoch ${whole(shown)}, loss ${figure(loss)}${looking === null ? "" : ", looking back"}` });
    }
    this.handle.style.display = history.isEmpty ? "none" : "";
    this.line.style.display = history.isEmpty ? "none" : "";
    put(this.past, { x: left, y: track, width: Math.max(0, px(nowX - left)) });
    put(this.future, { x: px(nowX), y: track, width: Math.max(0, px(right - nowX)) });
    const ticks = (info.snapshots ?? []).filter((epoch) => epoch > 1 && epoch < now.epoch);
    let d = ""; let before = -Infinity;
    for (const epoch of ticks) {
      const at = px(this.x(epoch));
      if (at - before < 8) continue;
      before = at;
      d += `M${at} ${track - 0.5}v7`;
    }
    put(this.saved, { d });
    this.present.style.display = looking === null ? "none" : "";
    if (looking !== null) put(this.present, { x1: px(nowX), x2: px(nowX), y1: top, y2: track });
    const endX = this.x(state.epochs || now.epoch);
    const isOpen = endX > nowX + 1;
    this.window.style.display = isOpen ? "" : "none";
    this.windowEnd.style.display = isOpen ? "" : "none";
    put(this.window, { x: px(nowX), y: top, width: Math.max(0, px(endX - nowX)), height: bottom - top });
    put(this.windowEnd, { x1: Math.round(endX) + 0.5, x2: Math.round(endX) + 0.5, y1: top, y2: bottom });
    const hasRoom = isOpen && right - endX > this.small * 4.6 && endX - nowX > 4 && !this.isPhone;
    say(this.ends[0], hasRoom ? "ends at" : "");
    say(this.ends[1], hasRoom ? whole(state.epochs) : "");
    this.ends.forEach((text, k) => put(text, { class: "", x: px(endX + 5), y: top + 12 + k * this.small * 1.25 }));
    // The value stands beside the line, at the side and the height where it covers no curve.
    const wide = this.small * 5.2;
    const isLeft = x > right - wide - 12;
    if (isSpoken) say(this.value, history.isEmpty ? "" : state.status === "diverged" && looking === null && !Number.isFinite(loss) ? "∞" : figure(loss));
    const y = this.y(Number.isFinite(loss) && loss > 0 ? loss : this.yDomain[1]);
    const isEarly = looking !== null;
    let at = y - 12;
    if (isLeft || isEarly) at = y < (top + bottom) / 2 ? y + 30 : y - 16;
    at = Math.max(top + 16, Math.min(bottom - 6, at));
    put(this.value, { x: Math.round(x + (isLeft ? -10 : 9)), y: Math.round(at), class: `strong t15 halo${isLeft ? " end" : ""}` });
    this.value.style.display = this.isPhone ? "none" : "";
    this.valueBox = [isLeft ? x - wide - 10 : x + 6, at - 16, isLeft ? x : x + wide, at + 5];
  }

  /** Marks of the events, labelled where there is room. */
  #mark(history, now) {
    const { left, right, top, bottom } = this.plot;
    const events = this.model.get("events");
    if (this.groupsOf?.[0] !== events || this.groupsOf[1] !== this.axisKey) {
      this.groupsOf = [events, this.axisKey];
      this.groups = markGroups(events, this.model.get("info"), (epoch) => this.x(epoch), this.isPhone ? 6 : 9);
    }
    const groups = this.groups.filter((group) => group.epoch <= now.epoch).slice(0, 12);
    const nodes = repeat(this.marks, "g", groups.length, { class: "event-mark" });
    const taken = this.isPhone ? [] : [this.valueBox];
    if (this.ends[0].textContent) taken.push([this.x(this.model.get("state").epochs), top, right, top + 30]);
    const crosses = (box) => taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
    const line = (box) => {
      let hits = 0;
      for (let part = 0; part <= 8; part += 1) {
        const x = box[0] + (part / 8) * (box[2] - box[0]);
        const epoch = 10 ** (((x - left) / (right - left)) * Math.log10(this.end));
        if (epoch > now.epoch) continue;
        const y = this.y(history.loss(epoch));
        if (y > box[1] - 4 && y < box[3] + 3) hits += 1;
      }
      return hits;
    };
    const playX = this.x(this.shown);
    // Circles first: no label lies on another's circle.
    const points = groups.map((group) => [this.x(group.epoch), this.y(history.loss(group.epoch) || 1)]);
    for (const [x, y] of points) taken.push([x - 4, y - 4, x + 4, y + 4]);
    groups.forEach((group, k) => {
      const node = nodes[k];
      if (!node.firstChild) node.append(shape("line"), shape("circle", { r: 3.6 }), shape("text", { class: "halo" }), shape("title"));
      const [stem, circle, text, name] = node.children;
      const [x, y] = points[k];
      put(circle, { cx: px(x), cy: px(y), class: `role-${group.role}` });
      say(name, group.events.slice(0, 12).map((event) => `${event.title}, epoch ${whole(event.epoch)}`).join("\n"));
      node.onclick = () => this.model.emit("choose-event", group.events[0]);
      const wide = group.label.length * this.small * 0.535 + 4;
      const high = this.small + 2;
      let best = null;
      const offsets = this.isPhone ? [] : [-20, -32, -46, -60, -74, 20, 32, 44];
      for (const offset of offsets) {
        for (const side of [-1, 1]) {
          const by = y + offset;
          const box = side < 0 ? [x - wide - 4, by - high / 2, x - 2, by + high / 2] : [x + 2, by - high / 2, x + wide + 4, by + high / 2];
          if (box[0] < left + 2 || box[2] > right || box[1] < top - 3 || box[3] > bottom + 3 || crosses(box)) continue;
          // The stem must cross no label either.
          const stemBox = [x - 1.5, Math.min(y, by) - 2, x + 1.5, Math.max(y, by) + 2];
          const own = [x - 4, y - 4, x + 4, y + 4];
          if (taken.some((other) => other[0] !== own[0] && stemBox[0] < other[2] && stemBox[2] > other[0] && stemBox[1] < other[3] && stemBox[3] > other[1] && (other[2] - other[0] > 9))) continue;
          if (playX > box[0] - 3 && playX < box[2] + 3) continue;
          const cost = line(box) * 40 + Math.abs(offset) * 0.5 + (offset > 0 ? 6 : 0) + (side > 0 ? 2 : 0);
          if (!best || cost < best.cost) best = { cost, box, side, by };
        }
      }
      if (best && best.cost < 80) {
        taken.push(best.box);
        say(text, group.label);
        put(text, { x: px(x + best.side * 5), y: px(best.by + this.small * 0.36), class: `halo ${group.role === "ink" ? "strong" : group.role}${best.side < 0 ? " end" : ""}` });
        put(stem, { x1: px(x), x2: px(x), y1: px(best.by < y ? best.by - 5 : best.by + 5), y2: px(best.by < y ? y - 4 : y + 4), class: `role-${group.role}` });
        stem.style.display = "";
      } else {
        say(text, "");
        stem.style.display = "none";
      }
    });
  }

  #epochAt(x, isSnapping) {
    const { left, right } = this.plot;
    const part = (x - left) / (right - left);
    const epoch = part < -0.004 ? 0 : 10 ** (Math.max(0, Math.min(1, part)) * Math.log10(this.end));
    if (isSnapping) {
      const near = (this.model.get("info")?.snapshots ?? []).find((one) => one > 0 && Math.abs(this.x(one) - x) < 2.5);
      if (near !== undefined) return near;
    }
    return Math.round(epoch);
  }

  #goTo(epoch) { this.model.emit("look", epoch >= this.model.get("now").epoch ? null : epoch); }

  #key(event) {
    const now = this.model.get("now").epoch;
    const shown = this.shown ?? now;
    const step = Math.max(1, Math.round(shown * 0.0116)) * (event.shiftKey ? 10 : 1);
    let next = null;
    if (["ArrowRight", "ArrowUp"].includes(event.key)) next = shown + step;
    else if (["ArrowLeft", "ArrowDown"].includes(event.key)) next = shown - step;
    else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = now;
    else if (event.key === "PageUp" || event.key === "PageDown") {
      const saved = this.model.get("info")?.snapshots ?? [];
      next = event.key === "PageUp" ? saved.find((epoch) => epoch > shown) ?? now : saved.findLast((epoch) => epoch < shown) ?? 0;
    }
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.#goTo(Math.max(0, next));
  }

  #hover(event) {
    const history = this.model.get("history");
    if (!this.x || !history || event.buttons) return;
    const box = this.el.getBoundingClientRect();
    const epoch = this.#epochAt(((event.clientX - box.left) / box.width) * this.width, false);
    if (epoch > this.model.get("now").epoch) return;
    showCard(event, () => [`Epoch ${whole(epoch)}: loss ${figure(history.loss(epoch))}`, `rate ${figure(history.rate(epoch), 3)}`], `l${Math.round(this.x(epoch))}`);
  }

  describe() {
    const history = this.model.get("history");
    const now = this.model.get("now");
    if (!history) return "";
    if (history.isEmpty) return this.model.get("state")?.epochs > 0 ? "No epoch is done yet." : "This network was written down, not trained: it has 0 epochs.";
    const [low, high] = history.range();
    return `The loss over ${whole(now.epoch)} epochs lies between ${figure(low)} and ${figure(high)}; it is ${figure(now.loss)} now. ${this.model.get("events").length} events are marked.`;
  }

  table() {
    const history = this.model.get("history");
    return history && { columns: ["first epoch", "first loss", "last loss", "least", "greatest"], rows: history.buckets };
  }
}

function niceAbove(value, room = 1.15) {
  const ten = 10 ** Math.floor(Math.log10(value * room));
  return [1, 2, 5, 10].map((factor) => factor * ten).find((nice) => nice >= value * room * 0.9999);
}

function niceBelow(value) {
  const ten = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [5, 2, 1].map((factor) => factor * ten).find((nice) => nice <= value * 1.0001) ?? ten;
}

function logTicks([low, high], most) {
  const list = [];
  const decades = Math.log10(high / low);
  const factors = decades * 3 <= most ? [1, 2, 5] : decades * 2 <= most ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil(decades / most));
  for (let exponent = Math.floor(Math.log10(low) + 1e-9); 10 ** exponent <= high * 1.0001; exponent += 1) {
    if (factors.length === 1 && ((exponent % every) + every) % every !== 0) continue;
    for (const factor of factors) {
      const value = Number((factor * 10 ** exponent).toPrecision(3));
      if (value >= low * 0.9999 && value <= high * 1.0001) list.push(value);
    }
  }
  return list;
}

export function render(context) { return new Loss(context); }
