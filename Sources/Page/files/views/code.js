// The code z of every sample over its position, its least-squares line, and the handle of the thread.

import { onHover, showCard } from "../controls/card.js";
import { maths } from "../controls/maths.js";
import { outputName } from "../state/names.js";
import { figure, ticksOf } from "../format.js";
import { codeLine } from "../model.js";
import { direct } from "../state/loop.js";
import { onDrag, pixels, plotTop, put, px, repeat, say, shape, ticks, View } from "./draw.js";
import { LastSeen } from "./last-seen.js";

export const title = "Code";

class Code extends View {
  constructor(context) {
    super(context, { title, hint: "z of the step θ, the stairs summed", keys: "change:point change:theta change:zDomain change:info change:state" });
    const { svg } = this;
    this.lines = svg.appendChild(shape("g"));
    this.labels = svg.appendChild(shape("g"));
    this.bottomLabels = svg.appendChild(shape("g"));
    this.zName = svg.appendChild(shape("text", { class: "axis" }, "z"));
    this.xName = svg.appendChild(shape("text", { class: "axis end" }, "θ"));
    const id = `${this.el.id || "code"}-clip`;
    const clip = svg.appendChild(shape("clipPath", { id }));
    this.clip = clip.appendChild(shape("rect"));
    const clipped = svg.appendChild(shape("g", { "clip-path": `url(#${id})` }));
    this.fit = clipped.appendChild(shape("path", { class: "fit" }));
    this.stairs = clipped.appendChild(shape("path", { class: "code-stair" }));
    this.leader = svg.appendChild(shape("path", { class: "leader" }));
    this.note = [0, 1].map(() => svg.appendChild(shape("text", { class: "halo" }, "")));
    this.dots = svg.appendChild(shape("path", { class: "dots" }));
    this.hit = svg.appendChild(shape("rect", { class: "hit goes" }));
    this.handle = svg.appendChild(shape("g", { class: "goes", role: "slider", tabindex: "0", "aria-label": "Step θ", "aria-orientation": "horizontal" }));
    this.handle.append(shape("circle", { class: "halo-disc", r: 18 }), shape("circle", { class: "ring", r: 13 }), shape("circle", { class: "knob", r: 7 }), shape("circle", { class: "code-fill", r: 2.6 }));
    this.fold = svg.appendChild(shape("text", { class: "code halo", "font-weight": 600 }, ""));
    this.names = [svg.appendChild(shape("text", { class: "code halo t12" }, "")), svg.appendChild(shape("text", { class: "strong halo t12" }, ""))];
    // The figure hands its place in the order of focus to its handle.
    this.el.tabIndex = -1;
    svg.removeAttribute("aria-hidden");
    svg.setAttribute("role", "presentation");
    this.handle.addEventListener("keydown", (event) => this.#key(event));
    const choose = (event) => {
      const box = this.el.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * this.width;
      const m = this.#last();
      this.model.set("theta", Math.max(0, Math.min(m, Math.round(((x - this.plot.left) / (this.plot.right - this.plot.left)) * m))));
    };
    for (const part of [this.hit, this.handle]) onDrag(part, choose, { begin: () => { this.handle.classList.add("held"); this.handle.focus({ preventScroll: true }); }, end: () => this.handle.classList.remove("held") });
    onHover(this.el, (event) => this.#hover(event));
    this.noteTime = -Infinity;
    this.seen = new LastSeen();
  }

  #last() { return Math.max(1, (this.model.get("info")?.samples.signals.length ?? 2) - 1); }

  #key(event) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    const m = this.#last();
    let next = null;
    if (steps) next = (this.model.get("theta") ?? 0) + steps * (event.shiftKey && Math.abs(steps) === 1 ? 10 : 1);
    else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = m;
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.model.set("theta", Math.max(0, Math.min(m, next)));
  }

  layout() {
    const { isPhone } = this;
    say(this.hint, isPhone ? "z of θ" : this.fullHint);
    this.isBare = isPhone || this.model.get("isProjector");
    this.fit.style.display = this.isBare ? "none" : "";
    this.plot = { left: isPhone ? 24 : 30, right: this.width - (isPhone ? 6 : 0), top: plotTop(this.model), bottom: this.height - 16 };
    const { left, right, top, bottom } = this.plot;
    put(this.clip, { x: left - 4, y: top, width: right - left + 4, height: bottom - top });
    put(this.hit, { x: left - 8, y: top, width: right - left + 8, height: bottom - top });
    put(this.zName, { x: 4, y: top + 10 });
    this.domain = null;
    this.info = null;
    this.seen.forget();
    this.noteTime = -Infinity;
    this.wordTime = -Infinity;
  }

  #axes(domain) {
    const { left, right, top, bottom } = this.plot;
    this.z = (z) => bottom - ((z - domain[0]) / (domain[1] - domain[0])) * (bottom - top);
    this.domain = domain;
    const list = ticks(domain[0], domain[1], (bottom - top) / 50).filter((z) => this.z(z) < bottom - 2 && this.z(z) > top + (this.zName.style.display ? -2 : 14));
    const lines = repeat(this.lines, "line", list.length, { class: "grid" });
    const labels = repeat(this.labels, "text", list.length, { class: "end" });
    list.forEach((z, k) => {
      const y = Math.round(this.z(z)) + 0.5;
      put(lines[k], { x1: left, x2: right, y1: y, y2: y });
      put(labels[k], { x: left - 6, y: y + 4 });
    });
    const { labels: words, factor } = ticksOf(list, this.isPhone ? 4 : 5);
    words.forEach((text, k) => say(labels[k], text));
    say(this.zName, factor ? `z / ${factor}` : "z");
    this.zName.style.display = this.isBare && !factor ? "none" : "";
  }

  #positions(info) {
    const { left, right, bottom } = this.plot;
    const m = this.#last();
    this.x = (i) => left + (i / m) * (right - left);
    const list = ticks(0, m, (right - left) / (this.isPhone ? 44 : 60)).filter((i) => Number.isInteger(i) && this.x(i) < right - 18);
    const labels = repeat(this.bottomLabels, "text", list.length, { class: "middle" });
    list.forEach((i, k) => {
      put(labels[k], { x: px(this.x(i)), y: bottom + 15 });
      say(labels[k], String(info.samples.labels[i] ?? i));
    });
    put(this.xName, { x: right, y: bottom + 15 });
    say(this.xName, info.samplesAreSteps ? "θ" : "sample");
    this.info = info;
  }

  /** What comes before each code's height in the paths of the dots and of the stairs: the same in every frame. */
  #places(count) {
    if (this.placesOf === this.x && this.placeTexts.length === 2 * count) return this.placeTexts;
    this.placesOf = this.x;
    this.placeTexts = [];
    for (let i = 0; i < count; i += 1) {
      const x = pixels(this.x(i));
      this.placeTexts.push(`M${x} `, i === 0 ? `M${x} ` : `H${x}V`);
    }
    return this.placeTexts;
  }

  draw(time) {
    const point = this.model.get("point");
    const info = this.model.get("info");
    const domain = this.model.get("zDomain");
    if (!point?.codes || !info || !domain) {
      for (const path of [this.stairs, this.dots, this.fit, this.leader]) put(path, { d: "" });
      this.seen.forget();
      this.handle.style.display = "none";
      for (const text of [...this.names, ...this.note]) say(text, "");
      return;
    }
    this.handle.style.display = "";
    if (domain !== this.domain) this.#axes(domain);
    if (info !== this.info || !this.x || this.wide !== this.width) { this.#positions(info); this.wide = this.width; }
    const { codes } = point;
    const { left, right, top, bottom } = this.plot;
    const clamp = (z) => Math.max(top - 60, Math.min(bottom + 60, this.z(z)));
    const heights = this.heights?.length === codes.length ? this.heights : this.heights = new Float64Array(codes.length);
    for (let i = 0; i < codes.length; i += 1) heights[i] = clamp(codes[i]);
    const line = codeLine(codes);
    const theta = Math.min(this.model.get("theta") ?? 0, codes.length - 1);
    const [x, y] = [this.x(theta), Math.max(top, Math.min(bottom, this.z(codes[theta])))];
    if (this.seen.hasChanged(heights, `${theta} ${left} ${right} ${top} ${bottom} ${line.range > 0}`, this.leastMove())) {
      const places = this.#places(codes.length);
      let dots = ""; let stairs = "";
      for (let i = 0; i < codes.length; i += 1) {
        const at = pixels(heights[i]);
        if (heights[i] >= top - 3 && heights[i] <= bottom + 3) dots += `${places[2 * i]}${at}h0`;
        stairs += places[2 * i + 1] + at;
      }
      const wide = (right - left) / codes.length;
      put(this.dots, { d: dots, "stroke-width": px(Math.max(2.4, Math.min(this.width > 380 ? 6.4 : 5.4, wide * 0.8))) });
      put(this.stairs, { d: stairs });
      const ends = [0, codes.length - 1];
      put(this.fit, { d: line.range > 0 ? `M${ends.map((i) => `${px(this.x(i))} ${px(clamp(line.slope * i + line.intercept))}`).join("L")}` : "" });
      put(this.handle, { transform: `translate(${px(x)} ${Math.round(2 * y) / 2})` });
    }
    // Words and figures change four times a second: faster ones cannot be read.
    const isNew = direct.isHeld || theta !== this.wordsOf || this.model.get("state")?.status !== "running";
    if (isNew || !(time - this.wordTime < 240)) {
      this.wordTime = time;
      this.wordsOf = theta;
      put(this.handle, { "aria-valuemin": 0, "aria-valuemax": codes.length - 1, "aria-valuenow": theta, "aria-valuetext": `θ = ${info.samples.labels[theta] ?? theta}, code ${figure(codes[theta], 3)}` });
      this.#nameHandle(x, y, theta, codes, info);
      this.#nameFold(codes);
      this.#sayNote(line);
    }
    if (time - this.noteTime > 500) {
      this.noteTime = time;
      this.#placeNote(line, codes, theta);
    } else if (!this.noteTimer) {
      this.noteTimer = setTimeout(() => { this.noteTimer = 0; this.invalidate(); }, 550);
    }
  }

  #nameHandle(x, y, theta, codes, info) {
    const { left, top } = this.plot;
    const { isPhone } = this;
    const step = this.small + 3;
    const wide = this.small * 5.6;
    // Beside the handle, at the corner where the fewest codes lie; the level line leaves to the right.
    let best = null;
    const corners = isPhone ? [[14, 20, 0]] : [[-11, -10, 0], [12, step + 15, 1], [12, -10, 2], [-11, step + 15, 3]];
    for (const [dx, dy, cost] of corners) {
      const right = dx > 0 ? x + dx + wide : x + dx;
      const box = [right - wide, y + dy - 2 * step, right, y + dy + 4];
      let hits = cost * 0.4;
      if (box[0] < left - 2 || box[2] > this.plot.right || box[1] < top - 4 || box[3] > this.plot.bottom + 4) hits += 100;
      for (let i = 0; i < codes.length; i += 1) {
        const [cx, cy] = [this.x(i), this.z(codes[i])];
        if (cx > box[0] - 4 && cx < box[2] + 4 && cy > box[1] - 3 && cy < box[3] + 3) hits += 1;
      }
      if (!best || hits < best.hits) best = { hits, box, at: [x + dx, y + dy], side: dx > 0 ? "" : " end" };
    }
    const { at, side } = best;
    put(this.names[0], { x: Math.round(at[0]), y: Math.round(at[1] - (isPhone ? 0 : step)), class: `code halo t12${side}` });
    put(this.names[1], { x: Math.round(at[0]), y: Math.round(at[1]), class: `strong halo t12${side}` });
    say(this.names[0], isPhone ? "" : `z = ${figure(codes[theta], 3)}`);
    say(this.names[1], `${info.samplesAreSteps ? "θ = " : ""}${info.samples.labels[theta] ?? theta}`);
    this.nameBox = best.box;
  }

  /** On a projector the first fold has its name. */
  #nameFold(codes) {
    let at = -1;
    if (this.model.get("isProjector") && codes[codes.length - 1] > codes[0]) at = codes.findIndex((z, i) => i > 0 && z <= codes[i - 1]);
    say(this.fold, at > 0 ? "fold" : "");
    if (at > 0) put(this.fold, { x: px(this.x(at) + 12), y: px(this.z(codes[at]) + 10) });
  }

  /** Puts the line's two words where they cover no dot, no handle and no level line. */
  #sayNote(line) {
    const texts = ["least-squares line", `r² = ${figure(line.r2, 3)}, off by ${Number.isFinite(line.deviation) ? Math.round(100 * line.deviation) : "–"} %`];
    const isHidden = this.isPhone || this.model.get("isProjector") || !(line.range > 0);
    this.note.forEach((text, k) => { say(text, isHidden ? "" : texts[k]); });
    this.isNoteHidden = isHidden;
    if (isHidden) put(this.leader, { d: "" });
  }

  #placeNote(line, codes, theta) {
    if (this.isNoteHidden) return;
    const { left, right, top, bottom } = this.plot;
    const [w, h] = [this.small * 11.6, this.small * 2.6];
    const level = this.z(codes[theta]);
    let best = null;
    for (let ix = 0; ix <= 6; ix += 1) {
      for (let iy = 0; iy <= 9; iy += 1) {
        const x = left + 8 + (ix / 6) * (right - left - w - 8);
        const y = top + 12 + (iy / 9) * (bottom - top - h - 22);
        let cost = 0;
        for (let i = 0; i < codes.length; i += 1) {
          const [dx, dy] = [this.x(i), this.z(codes[i])];
          if (dx > x - 5 && dx < x + w + 5 && dy > y - 6 && dy < y + h + 6) cost += 30;
        }
        if (level > y - 4 && level < y + h + 4 && x + w > this.x(theta)) cost += 60;
        const name = this.nameBox;
        if (x < name[2] + 6 && x + w > name[0] - 6 && y < name[3] + 4 && y + h > name[1] - 4) cost += 80;
        for (let part = 0; part <= 8; part += 1) {
          const lx = x + (part / 8) * w;
          const i = ((lx - left) / (right - left)) * (codes.length - 1);
          const ly = this.z(line.slope * i + line.intercept);
          if (ly > y - 3 && ly < y + h + 3) cost += 8;
        }
        if (this.x(theta) > x - 4 && this.x(theta) < x + w + 4 && y < level) cost += 20;
        const anchor = this.#anchor(line, x, y + h / 2, codes.length);
        cost += Math.hypot(anchor[0] - x, anchor[1] - y - h / 2) * 0.12;
        if (!best || cost < best.cost) best = { cost, x, y, anchor };
      }
    }
    this.note.forEach((text, k) => put(text, { x: px(best.x), y: px(best.y + (k + 0.8) * this.small * 1.3) }));
    const edge = best.anchor[0] < best.x ? best.x - 3 : best.anchor[0] > best.x + w ? best.x + w : best.anchor[0];
    const edgeY = edge === best.anchor[0] ? (best.anchor[1] < best.y ? best.y - 1 : best.y + h + 2) : best.y + this.small * 0.7;
    put(this.leader, { d: `M${px(best.anchor[0])} ${px(best.anchor[1])}L${px(edge)} ${px(edgeY)}` });
  }

  #anchor(line, x, y, count) {
    let best = null;
    for (let part = 1; part < 10; part += 1) {
      const i = (part / 10) * (count - 1);
      const at = [this.x(i), this.z(line.slope * i + line.intercept)];
      const distance = Math.hypot(at[0] - x, at[1] - y);
      if (at[1] > this.plot.top && at[1] < this.plot.bottom && (!best || distance < best.distance)) best = { at, distance };
    }
    return best?.at ?? [this.x(count / 2), this.plot.bottom];
  }

  /** What the dot under the pointer stands for. */
  #hover(event) {
    const point = this.model.get("point");
    const info = this.model.get("info");
    if (!point?.codes || !info || !this.x) return;
    const box = this.el.getBoundingClientRect();
    const factor = this.width / box.width;
    const [x, y] = [(event.clientX - box.left) * factor, (event.clientY - box.top) * factor];
    const { codes } = point;
    const i = Math.round(((x - this.plot.left) / (this.plot.right - this.plot.left)) * this.#last());
    if (i < 0 || i >= codes.length || Math.abs(this.z(codes[i]) - y) > 14) return;
    showCard(event, () => {
      const name = info.samples.labels[i] ?? i;
      const parts = [maths("code", [`msub z ${name}`, "=", figure(codes[i])])];
      if (i > 0 && info.samplesAreSteps) {
        const rise = codes[i] - codes[i - 1];
        parts.push(`${figure(Math.abs(rise), 3)} ${rise > 0 ? "above" : "below"} the code of θ = ${info.samples.labels[i - 1] ?? i - 1}.`);
      }
      const line = codeLine(codes);
      if (line.range > 0) {
        const off = codes[i] - (line.slope * i + line.intercept);
        parts.push(`${figure(Math.abs(off), 3)} ${off > 0 ? "above" : "below"} the least-squares line.`);
      }
      const whole = this.model.get("whole");
      if (whole?.epoch === point.epoch) {
        const { network } = whole;
        const values = network.output(info.samples.signals[i]);
        let worst = 0;
        info.samples.targets[i].forEach((t, j) => { if (!(Math.abs(t - values[j]) <= Math.abs(info.samples.targets[i][worst] - values[worst]))) worst = j; });
        parts.push(`Decoded, it is off by at most ${figure(Math.abs(info.samples.targets[i][worst] - values[worst]), 3)}, at output ${outputName(info, worst)}.`);
      }
      return parts;
    }, `code${i}`);
  }

  describe() {
    const point = this.model.get("point");
    if (!point?.codes) return "";
    const { codes } = point;
    const line = codeLine(codes);
    let falls = 0;
    for (let i = 1; i < codes.length; i += 1) if (codes[i] <= codes[i - 1]) falls += 1;
    const shape = falls === 0 ? "it rises throughout" : falls === codes.length - 1 ? "it falls throughout" : `it falls at ${falls} of ${codes.length - 1} steps`;
    return `The code of ${codes.length} samples at epoch ${point.epoch} goes from ${figure(line.low, 3)} to ${figure(line.high, 3)}; ${shape}; its least-squares line has r² ${figure(line.r2, 3)}.`;
  }

  table() {
    const point = this.model.get("point");
    const info = this.model.get("info");
    if (!point?.codes) return null;
    return { columns: ["sample", "code"], rows: Array.from(point.codes, (z, i) => [info.samples.labels[i] ?? i, z]) };
  }
}

export function render(context) { return new Code(context); }
