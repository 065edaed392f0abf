// World lines: where each code and each kink was, epoch by epoch. The past is painted once and shifted.

import { figure, list, whole } from "../format.js";
import { letDrag } from "../controls/by-hand.js";
import { onHover, showCard } from "../controls/card.js";
import { maths } from "../controls/maths.js";
import { colours, pixels, plotTop, put, px, repeat, say, shape, View } from "./draw.js";
import { LastSeen } from "./last-seen.js";

export const title = "Kinks among the codes";

class Kinks extends View {
  constructor(context) {
    super(context, {
      title: "… among the codes", hint: "", hasCanvas: true,
      keys: "change:point change:theta change:zDomain change:looking change:events trail change:run change:state",
    });
    const { svg } = this;
    this.under = shape("svg", { "aria-hidden": "true" });
    this.el.insertBefore(this.under, this.canvas);
    this.lines = this.under.appendChild(shape("g"));
    this.epochs = svg.appendChild(shape("g"));
    this.end = svg.appendChild(shape("text", { class: "strong end" }, ""));
    this.codeTicks = svg.appendChild(shape("path", { class: "code-line" }));
    this.triangles = svg.appendChild(shape("path", { class: "kink-fill" }));
    this.labels = svg.appendChild(shape("g"));
    this.outside = [svg.appendChild(shape("text", { class: "kink halo" })), svg.appendChild(shape("text", { class: "kink halo" }))];
    this.ghost = svg.appendChild(shape("path", { class: "ghost" }));
    this.along = svg.appendChild(shape("path", { class: "loss-along" }));
    this.said = svg.appendChild(shape("text", { class: "strong halo end" }, ""));
    this.grasp = svg.appendChild(shape("rect", { class: "hit" }));
    letDrag(this, this.grasp, {
      pick: (x, y) => {
        const k = this.#near(y)[0]?.[1];
        const layer = this.model.get("whole")?.network.codeLayer + 1;
        return k === undefined || !this.model.get("whole").network.hiddenLayer?.bias ? null : { layer, row: k, column: "bias" };
      },
      valueAt: (edit, x, y) => -this.#weight(edit) * this.#zAt(y),
      draw: (edit) => this.#drawHand(edit),
    });
    this.ink = this.context;
    onHover(this.el, (event) => this.#hover(event));
    this.painted = null;
    this.seen = new LastSeen();
  }

  themeChanged() { this.painted = null; }

  layout() {
    this.caption.querySelector("b").textContent = this.model.get("isProjector") ? "Kinks" : "… among the codes";
    const gutter = this.isPhone ? this.width : Math.min(42, this.width * 0.22);
    this.plot = { left: 0, right: this.width - gutter, top: plotTop(this.model), bottom: this.height - 16 };
    const { right, top, bottom } = this.plot;
    this.canvas.style.display = this.isPhone ? "none" : "";
    if (!this.isPhone) {
      this.fitCanvas(0, top, Math.max(10, right), bottom - top);
    }
    put(this.grasp, { x: right, y: top, width: gutter, height: bottom - top });
    this.outside.forEach((text, k) => put(text, { x: px(right + 19), y: k === 0 ? top + 9 : bottom - 2 }));
    this.marksOf = null;
    this.painted = null;
  }

  draw() {
    const { model } = this;
    const point = model.get("point");
    const domain = model.get("zDomain");
    if (!point?.codes || !domain) {
      this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      for (const path of [this.codeTicks, this.triangles]) put(path, { d: "" });
      this.seen.forget();
      repeat(this.labels, "text", 0);
      this.outside.forEach((text) => say(text, ""));
      return;
    }
    const { top, bottom } = this.plot;
    this.domain = domain;
    this.z = (z) => bottom - ((z - domain[0]) / (domain[1] - domain[0])) * (bottom - top);
    if (!this.isPhone) {
      this.#window(Math.max(point.epoch, 1));
      this.trail = model.get("trail");
      this.#paint(model.get("trail"), model.get("theta") ?? 0);
    }
    this.#present(point);
  }

  /** The stretch of epochs that is shown: a decade up to the present, on a logarithmic axis. */
  #window(now) {
    const decades = 1;
    this.now = now;
    this.perDecade = this.plot.right / decades;
    this.from = now / 10 ** decades;
    this.x = (epoch) => this.plot.right - Math.log10(now / Math.max(epoch, 1e-9)) * this.perDecade;
    // All marks move with the present alike: they stand in groups that are shifted.
    const shift = Math.round(this.plot.right - Math.log10(now) * this.perDecade);
    put(this.lines, { transform: `translate(${shift} 0)` });
    put(this.epochs, { transform: `translate(${shift} 0)` });
    const shown = this.#marks(now);
    const key = `${shown.join()} ${this.width} ${this.height}`;
    if (key !== this.marksOf) {
      this.marksOf = key;
      const lines = repeat(this.lines, "line", shown.length, { class: "grid" });
      const labels = repeat(this.epochs, "text", shown.length, { class: "middle" });
      const { top, bottom } = this.plot;
      shown.forEach((epoch, k) => {
        const x = Math.round(Math.log10(epoch) * this.perDecade);
        put(lines[k], { x1: x, x2: x, y1: top, y2: bottom });
        put(labels[k], { x, y: bottom + 15 });
        say(labels[k], whole(epoch));
      });
    }
    const isNow = this.model.get("looking") === null;
    put(this.end, { x: this.plot.right + (isNow ? 40 : 22), y: this.plot.bottom + 15 });
    say(this.end, isNow ? "now" : "");
    const since = Math.max(1, Math.ceil(this.from));
    const rounded = Number(since.toPrecision(since > 100 ? 2 : 1));
    const text = this.model.get("state")?.epochs === 0 ? "written down" : `since ${whole(Math.max(1, rounded))}`;
    if (this.hint.textContent !== text) say(this.hint, text);
  }

  /** The epochs that have room for their names. */
  #marks(now) {
    const shown = [];
    let last = -Infinity;
    for (let ten = 10 ** Math.floor(Math.log10(Math.max(this.from, 1))); ten <= now; ten *= 10) {
      for (const factor of [1, 2, 3, 5]) {
        const epoch = factor * ten;
        const x = this.x(epoch);
        if (epoch < 1 || x <= 16 || x >= this.plot.right - 34 || x - last < whole(epoch).length * this.small * 0.56 + 3) continue;
        last = x;
        shown.push(epoch);
      }
    }
    return shown;
  }

  #paint(trail, theta) {
    const { canvas, ink } = this;
    const columns = trail.columns;
    const key = `${this.domain[0]} ${this.domain[1]} ${theta} ${trail.version} ${canvas.width} ${this.#strong().join()}`;
    const painted = this.painted;
    const pixels = this.perDecade * this.scale;
    const head = Math.log10(this.now) * pixels;
    const canShift = painted && painted.key === key && head >= painted.head && head - painted.head < canvas.width / 2;
    if (canShift) {
      const shift = Math.floor(head - painted.head);
      // Less than a pixel is no news; and to shift a picture is to paint all of it, so that every other frame has to do.
      const now = performance.now();
      if (shift < 1) return;
      if (this.isLive() && now - this.paintedAt < 50) { this.#lookOnceMore(); return; }
      this.paintedAt = now;
      ink.globalCompositeOperation = "copy";
      ink.drawImage(canvas, -shift, 0);
      ink.globalCompositeOperation = "source-over";
      painted.head += shift;
      const start = Math.max(0, columns.findLastIndex((column) => column.epoch <= painted.epoch));
      const fresh = columns.slice(start).filter((column) => column.epoch <= this.now);
      if (fresh.length > 1) this.#stroke(fresh, painted.head, pixels, theta);
      painted.epoch = fresh[fresh.length - 1]?.epoch ?? painted.epoch;
    } else {
      ink.clearRect(0, 0, canvas.width, canvas.height);
      let fresh = trail.between(this.from, this.now);
      // What was never trained has always been where it is.
      if (fresh.length === 1) fresh = [{ ...fresh[0], epoch: this.from }, { ...fresh[0], epoch: this.now }];
      if (fresh.length > 100) {
        const every = fresh.length / 90;
        const kept = [];
        for (let at = 0; at < fresh.length; at += every) kept.push(fresh[Math.floor(at)]);
        if (kept[kept.length - 1] !== fresh[fresh.length - 1]) kept.push(fresh[fresh.length - 1]);
        fresh = kept;
      }
      this.#stroke(fresh, head, pixels, theta);
      this.painted = { key, head, epoch: fresh[fresh.length - 1]?.epoch ?? 0 };
    }
  }

  /**
   * The units whose lines are drawn thick: those of the newest events, else those that moved most across codes. Chosen
   * at most once a second while epochs pass: with another choice the whole past is painted anew.
   */
  #strong() {
    const now = performance.now();
    const looking = this.model.get("looking");
    const known = this.chosen;
    if (known && known.run === this.model.get("run") && known.looking === looking && now - known.at < (looking === null ? 1000 : 100)) return known.units;
    this.chosen = { at: now, run: this.model.get("run"), looking, units: this.#choose() };
    return this.chosen.units;
  }

  #choose() {
    const units = [];
    for (const event of this.model.get("events") ?? []) {
      if (units.length === 3 || event.epoch < this.from) break;
      if (event.epoch > this.now) continue;
      const unit = event.subject?.unit;
      if (/kink/i.test(event.kind) && Number.isInteger(unit) && !units.includes(unit)) units.push(unit);
    }
    return units.length ? units : this.#movers();
  }

  /** The two kinks that moved farthest in the picture, if that is more than a seventh of it. */
  #movers() {
    const columns = this.trail?.between(this.from, this.now) ?? [];
    if (columns.length < 3) return [];
    const [low, high] = this.domain;
    const last = columns[columns.length - 1];
    const [mostFirst, mostLast] = [columns[0], last].map((column) => column.codes.reduce((most, z) => Math.max(most, z), -Infinity));
    const spans = [];
    for (let k = 0; k < last.kinks.length; k += 1) {
      let least = Infinity; let most = -Infinity; let isInside = true;
      for (const { kinks } of columns) {
        const z = kinks[k];
        if (!(z >= low && z <= high)) { isInside = false; break; }
        if (z < least) least = z;
        if (z > most) most = z;
      }
      // Kinks that go with the greatest code only show how that one moves.
      const isEdge = last.kinks[k] >= mostLast || columns[0].kinks[k] >= mostFirst;
      if (isInside && !isEdge && most - least > (high - low) / 7) spans.push([most - least, k]);
    }
    return spans.sort((a, b) => b[0] - a[0]).slice(0, 2).map(([, k]) => k);
  }

  #stroke(columns, head, pixels, theta) {
    if (columns.length < 2) return;
    const { canvas, ink } = this;
    const palette = colours();
    const high = canvas.height;
    const factor = high / (this.domain[1] - this.domain[0]);
    const right = canvas.width;
    const xs = columns.map((column) => right - head + Math.log10(Math.max(column.epoch, 1e-9)) * pixels);
    const strong = new Set(this.#strong());
    const low = this.domain[0];
    const one = (key, index, isOpen) => {
      let isDown = false;
      for (let c = 0; c < columns.length; c += 1) {
        const z = columns[c][key][index];
        const y = high - (z - low) * factor;
        if (!(y > -high && y < 2 * high)) { isDown = false; continue; }
        // A kink that passes infinity comes back on the other side: no line joins the two.
        if (isOpen && isDown && Math.abs(z - columns[c - 1][key][index]) > 0.5 * (this.domain[1] - low)) isDown = false;
        if (isDown) ink.lineTo(xs[c], y); else ink.moveTo(xs[c], y);
        isDown = true;
      }
    };
    const codes = columns[0].codes.length;
    const units = columns[0].kinks.length;
    const thin = this.scale * (units > 80 ? 0.6 : 0.9);
    ink.lineJoin = "round";
    ink.lineCap = "butt";
    ink.strokeStyle = palette.code;
    ink.globalAlpha = units > 80 ? 0.34 : 0.5;
    ink.lineWidth = thin;
    ink.beginPath();
    for (let i = 0; i < codes; i += 1) if (i !== theta) one("codes", i, false);
    ink.stroke();
    ink.strokeStyle = palette.kink;
    ink.globalAlpha = units > 80 ? 0.5 : 0.62;
    ink.lineWidth = this.scale * (units > 80 ? 0.8 : 1.1);
    ink.beginPath();
    for (let k = 0; k < units; k += 1) if (!strong.has(k)) one("kinks", k, true);
    ink.stroke();
    ink.globalAlpha = 1;
    ink.strokeStyle = palette.code;
    ink.lineWidth = 2 * this.scale;
    ink.beginPath();
    if (theta < codes) one("codes", theta, false);
    ink.stroke();
    ink.strokeStyle = palette.kink;
    ink.lineWidth = 2.6 * this.scale;
    ink.beginPath();
    for (const k of strong) if (k < units) one("kinks", k, true);
    ink.stroke();
  }

  /** The codes' ticks, the kinks' triangles and their labels beside the newest column. */
  #present(point) {
    const { top, bottom, right } = this.plot;
    const isProjector = this.model.get("isProjector");
    const tickX = this.isPhone ? 2 : right + 3;
    const x = this.isPhone ? this.width - 11 : right + 12;
    const size = isProjector ? 4.2 : 3.8;
    const [codes, kinks] = [point.codes.length, point.kinks.length];
    const heights = this.heights?.length === codes + kinks ? this.heights : this.heights = new Float64Array(codes + kinks);
    const shown = [];
    let below = 0; let above = 0; let none = 0;
    for (let i = 0; i < codes; i += 1) {
      const y = this.z(point.codes[i]);
      heights[i] = y >= top && y <= bottom ? y : NaN;
    }
    for (let k = 0; k < kinks; k += 1) {
      heights[codes + k] = NaN;
      const kink = point.kinks[k];
      if (!Number.isFinite(kink)) { none += 1; continue; }
      const y = this.z(kink);
      if (y > bottom) { below += 1; continue; }
      if (y < top) { above += 1; continue; }
      shown.push([y, k]);
      // A unit that turns round looks the other way where it is.
      heights[codes + k] = point.sides[k] > 0 ? y : -y;
    }
    if (this.seen.hasChanged(heights, `${x} ${tickX} ${size}`, this.leastMove())) {
      const [begin, end] = [`M${pixels(tickX)} `, `h${this.isPhone ? 6 : 5.5}`];
      let dashes = "";
      for (let i = 0; i < codes; i += 1) if (heights[i] === heights[i]) dashes += begin + pixels(heights[i]) + end;
      put(this.codeTicks, { d: dashes });
      const up = [`M${px(x - size)} `, `h${2 * size}l${-size} ${px(-1.6 * size)}z`];
      const down = [`M${px(x + size)} `, `h${-2 * size}l${size} ${px(1.6 * size)}z`];
      let triangles = "";
      for (const [y, k] of shown) {
        triangles += point.sides[k] > 0 ? up[0] + pixels(y + size * 0.8) + up[1] : down[0] + pixels(y - size * 0.8) + down[1];
      }
      put(this.triangles, { d: triangles });
    }
    this.counts = { below, above, none };
    // What lies outside is counted at the ends, beside the triangles that are still inside.
    say(this.outside[0], above && !this.isPhone ? `↑ ${above}` : "");
    say(this.outside[1], below && !this.isPhone ? `↓ ${below}` : "");
    const now = performance.now();
    if (this.isLive() && now - this.labelledAt < 240) {
      this.#lookOnceMore();
      return;
    }
    this.labelledAt = now;
    this.#label(shown, x + size + 3, [...(above ? [top + 5] : []), ...(below ? [bottom - 6] : [])]);
  }

  /** A last look where no frame follows. */
  #lookOnceMore() { this.labelTimer ||= setTimeout(() => { this.labelTimer = 0; this.invalidate(); }, 250); }

  #label(shown, x, used) {
    shown.sort((a, b) => a[0] - b[0]);
    const strong = new Set(this.isPhone ? [] : this.#strong());
    const clusters = [];
    const near = this.small * 0.62;
    for (const [y, k] of shown) {
      const last = clusters[clusters.length - 1];
      if (!strong.has(k) && last && !last.isStrong && y - last.high < near) {
        last.units.push(k);
        last.high = y;
      } else clusters.push({ units: [k], low: y, high: y, isStrong: strong.has(k) });
    }
    // Strong units have the first choice of places; then the largest clusters; single ones where there is room.
    const order = clusters
      .map((cluster) => ({ ...cluster, y: (cluster.low + cluster.high) / 2 }))
      .sort((a, b) => (b.isStrong - a.isStrong) || b.units.length - a.units.length || a.low - b.low);
    const taken = [...used];
    const chosen = [];
    for (const cluster of order) {
      const many = cluster.units.length > 1;
      if (chosen.length >= 14) break;
      let { y } = cluster;
      if (cluster.isStrong) {
        const hit = taken.find((other) => Math.abs(other - y) < this.small);
        if (hit !== undefined) y = hit + (y >= hit ? 1 : -1) * this.small;
      }
      if (taken.some((other) => Math.abs(other - y) < this.small - 0.5)) continue;
      taken.push(y);
      chosen.push({ y, text: many ? `×${cluster.units.length}` : String(cluster.units[0]), isStrong: cluster.isStrong || many });
    }
    if (this.isPhone) {
      // Many kinks at one place are counted above their triangles, where nothing else stands.
      const many = clusters.filter((cluster, k) => cluster.units.length >= 5 && cluster.low - (clusters[k - 1]?.high ?? -Infinity) > this.small * 1.6).slice(0, 3);
      const labels = repeat(this.labels, "text", 1 + many.length, { class: "kink middle" });
      many.forEach((cluster, k) => {
        put(labels[k + 1], { x: px(this.width), y: px(cluster.low - 6), class: "kink end halo", "font-weight": 600 });
        say(labels[k + 1], `×${cluster.units.length}`);
      });
      put(labels[0], { x: px(this.width - 20), y: this.plot.bottom + 15, class: "kink middle" });
      say(labels[0], "kinks");
      return;
    }
    const labels = repeat(this.labels, "text", chosen.length, {});
    chosen.forEach(({ y, text, isStrong }, at) => {
      put(labels[at], { x: px(x), y: Math.round(y + this.small * 0.36), class: "kink", "font-weight": isStrong ? 600 : 400 });
      say(labels[at], text);
    });
  }

  /** The kinks near a height, nearest first: [distance, unit]. */
  #near(y) {
    const point = this.model.get("point");
    const near = [];
    if (!this.z || !point?.kinks) return near;
    point.kinks.forEach((kink, k) => {
      const distance = Math.abs(this.z(kink) - y);
      if (distance < 6) near.push([distance, k]);
    });
    return near.sort((a, b) => a[0] - b[0]);
  }

  #zAt(y) {
    const { top, bottom } = this.plot;
    return this.domain[0] + ((bottom - y) / (bottom - top)) * (this.domain[1] - this.domain[0]);
  }

  #weight(edit) { return edit.network.layers[edit.place.layer].weight[edit.place.row]; }

  /** The ghost where the kink was, the loss along the way, and both numbers. */
  #drawHand(edit) {
    if (!edit) {
      for (const path of [this.ghost, this.along]) put(path, { d: "" });
      say(this.said, "");
      return;
    }
    const w = this.#weight(edit);
    const y = (bias) => this.z(-bias / w);
    const x = this.plot.right;
    const was = px(y(edit.from));
    put(this.ghost, { d: `M${x + 8} ${was - 3}h8l-4 7zM${x - 60} ${was}h66` });
    const along = [...edit.passed].sort((a, b) => a[0] - b[0]);
    const losses = along.map(([, loss]) => loss);
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    const side = (loss) => x - 8 - (high > low ? ((loss - low) / (high - low)) * 48 : 0);
    put(this.along, { d: along.map(([bias, loss], k) => `${k ? "L" : "M"}${px(side(loss))} ${px(y(bias))}`).join("") });
    say(this.said, `unit ${edit.place.row}: loss ${figure(edit.lossBefore)} → ${figure(edit.loss)}`);
    put(this.said, { x: x - 4, y: px(Math.max(this.plot.top + 14, y(edit.to) - 8)) });
  }

  #hover(event) {
    const point = this.model.get("point");
    const whole = this.model.get("whole");
    if (!point?.kinks || !this.z) return;
    const box = this.el.getBoundingClientRect();
    const factor = this.width / box.width;
    const x = (event.clientX - box.left) * factor;
    const y = (event.clientY - box.top) * factor;
    if (x < this.plot.right) return;
    const near = this.#near(y);
    if (near.length === 0 || this.hand) return;
    const k = near[0][1];
    showCard(event, () => {
      const parts = [maths("kink", ["−", `frac b_${k} w_${k}`, "=", figure(point.kinks[k])])];
      parts.push(`Unit ${k} is on for the codes ${point.sides[k] > 0 ? "above" : "below"} its kink.`);
      const others = near.slice(1, 7).map(([, other]) => other);
      if (others.length) parts.push(`Beside it: ${others.length === 1 ? "unit" : "units"} ${list(others)}.`);
      const layer = whole?.network.hiddenLayer;
      if (layer) parts.push(`w = ${figure(layer.weight[k])}, b = ${figure(layer.bias ? layer.bias[k] : 0)}`);
      return parts;
    }, `kink${k}`);
  }

  describe() {
    const point = this.model.get("point");
    if (!point?.codes || !this.counts) return "";
    const inside = point.kinks.length - this.counts.below - this.counts.above - this.counts.none;
    return `${inside} of ${point.kinks.length} kinks lie where the codes are, at epoch ${point.epoch}; ${this.counts.below} lie below the picture and ${this.counts.above} above. Triangles up: on above the kink; down: on below.`;
  }

  table() {
    const point = this.model.get("point");
    if (!point?.kinks) return null;
    return { columns: ["unit", "kink", "on"], rows: Array.from(point.kinks, (kink, k) => [k, kink, point.sides[k] > 0 ? "above" : point.sides[k] < 0 ? "below" : "–"]) };
  }
}

export function render(context) { return new Kinks(context); }
