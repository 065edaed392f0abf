// What the tab Decoder says of one code: the breakpoints beside it, the active units, and the outputs as lines and as bars.

import { Rational } from "../exact/rational.js";
import { outputName } from "../state/names.js";
import { html, px, shape } from "../views/draw.js";
import { DecoderWords } from "./decoder-words.js";
import { brief, decimal, fill, formula, fraction, hasPower, indexed, label, rounded, text } from "./parts.js";

/** Shows the piece on which a code lies; the tab has the code, the decoder and its piece. */
export class DecoderPiece extends DecoderWords {
  drawBeside(svg, width) {
    svg.replaceChildren();
    if (!this.piece) return;
    const y = 32;
    const [a, b] = [width * 0.233, width * 0.767];
    svg.append(shape("line", { class: "grid", x1: 0, x2: width, y1: y, y2: y }));
    const [left, right] = [this.left, this.right];
    const [from, to] = [left ? a : 8, right ? b : width - 8];
    svg.append(shape("line", { class: "ink-line", x1: from, x2: to, y1: y, y2: y }));
    const z = this.z.toNumber();
    let at = (from + to) / 2;
    if (left && right) {
      const [l, r] = [left.toNumber(), right.toNumber()];
      if (r > l) at = from + ((z - l) / (r - l)) * (to - from);
    }
    at = Math.max(from + 9, Math.min(to - 9, at));
    const put1 = (end, x, side) => {
      if (!end) {
        svg.append(label(x, y + 22, side < 0 ? "no breakpoint below" : "no breakpoint above", side < 0 ? "t12" : "end t12"));
        return;
      }
      svg.append(shape("line", { class: "ink-line", x1: x, x2: x, y1: y - 10, y2: y + 10 }));
      svg.append(label(x, y + 30, text(end), "middle bold ink t15"));
      const { words, role } = this.cause(end);
      svg.append(label(x, y + 48, words, `middle t12 ${role}`));
      const distance = side < 0 ? this.z.minus(end) : end.minus(this.z);
      svg.append(label((x + at) / 2, y - 9, text(distance, 9), "middle ink t12"));
    };
    put1(left, from, -1);
    put1(right, to, 1);
    svg.append(shape("circle", { class: "knob", cx: at, cy: y, r: 7 }));
    this.beside.say(this.isBreakpoint ? `and z is one itself: ${this.cause(this.z).words}` : "");
  }

  /** The breakpoints beside z, with their distances and causes. */
  besideWords() {
    if (!this.piece) return "";
    const one = (end, distance, side) => (end ? `${side} ${text(end)}, ${text(distance, 9)} away: ${this.cause(end).words}` : `none ${side}`);
    return `z = ${text(this.z)}; breakpoints: ${one(this.left, this.left && this.z.minus(this.left), "below")}; ${one(this.right, this.right && this.right.minus(this.z), "above")}.`;
  }

  /** What happens at a breakpoint, in a few words. */
  cause(z) {
    const key = `${z}`;
    if (!this.causes.has(key)) this.causes.set(key, this.causeOf(z));
    return this.causes.get(key);
  }

  causeOf(z) {
    const event = this.decoder.event(z);
    const parts = [];
    const add = (list, role, one, many) => {
      if (list.length === 1) parts.push({ role, words: one(list[0]) });
      else if (list.length > 1) parts.push({ role, words: many(list.length) });
    };
    add(event.unitsOn, "kink", (k) => `unit ${k} on`, (c) => `${c} units on`);
    add(event.unitsOff, "kink", (k) => `unit ${k} off`, (c) => `${c} units off`);
    add(event.outputsOn, "out", (j) => `output ${outputName(this.info, j)} rises from 0`, (c) => `${c} outputs rise from 0`);
    add(event.outputsOff, "out", (j) => `output ${outputName(this.info, j)} falls to 0`, (c) => `${c} outputs fall to 0`);
    const sample = this.codes.findIndex((code) => code.equals(z));
    if (sample >= 0) parts.push({ role: "code", words: `code of θ = ${this.info.samples.labels[sample] ?? sample}` });
    return { words: parts.map(({ words }) => words).slice(0, 2).join("; "), role: parts[0]?.role ?? "" };
  }

  fillUnits() {
    const total = this.decoder.units;
    const { active } = this.piece;
    this.unitsTitle.lastElementChild.textContent = `${active.length} of ${total}`;
    const first = this.decoder.hidden[0];
    const isOne = this.decoder.hidden.length === 1;
    const many = total > 18;
    this.units.classList.toggle("many", many);
    this.units.classList.toggle("tiny", total > 60);
    if (this.units.childElementCount !== total) {
      fill(this.units, Array.from({ length: total }, (_, k) => html("span", { className: "unit" }, html("i", {}, `${k}`), html("b"))));
    }
    const on = new Set(active);
    for (let k = 0; k < total; k += 1) {
      const cell = this.units.children[k];
      const isOn = on.has(k);
      if (cell.classList.contains("on") !== isOn) cell.classList.toggle("on", isOn);
      if (!isOne || many) continue;
      const u = isOn ? this.received(k) : null;
      const words = !isOn ? "0" : u.digits <= 5 ? text(u) : decimal(Number(u.toNumber().toPrecision(3)));
      if (cell.lastElementChild.textContent !== words) cell.lastElementChild.textContent = words;
    }
    if (!isOne || this.units.onpointerover) return;
    // The exact number of a unit is computed when it is pointed at.
    this.units.onpointerover = ({ target }) => {
      const cell = target.closest(".unit");
      if (!cell) return;
      const k = [...this.units.children].indexOf(cell);
      const u = this.received(k);
      cell.title = `unit ${k}: ${first.weight.integers[k] === 0n ? "its weight is 0" : u.sign > 0 ? `a = ${text(u)}` : `off, ${text(u)} before the ReLU`}`;
    };
  }

  /** w z + b of a unit of the first hidden layer. */
  received(k) {
    const { weight, bias } = this.decoder.hidden[0];
    const product = Rational.dyadic(weight.integers[k], weight.exponent).times(this.z);
    return bias ? product.plus(Rational.dyadic(bias.integers[k], bias.exponent)) : product;
  }

  fillFormulas() {
    const { piece } = this;
    const [from, to] = [piece.from, piece.to].map((end) => (end ? text(end) : null));
    this.pieceTitle.lastElementChild.textContent = from === null ? (to === null ? "everywhere" : `up to ${to}`) : to === null ? `from ${from} on` : `from ${from} to ${to}`;
    const n = this.decoder.outputs;
    const moving = [];
    const level = new Map();
    for (let j = 0; j < n; j += 1) {
      if (piece.isOn[j] && piece.S[j] !== 0n) moving.push(j);
      else {
        const key = `${piece.intercept(j)}`;
        if (!level.has(key)) level.set(key, []);
        level.get(key).push(j);
      }
    }
    const lines = [];
    const most = moving.length > 3 ? 2 : 3;
    for (const j of moving.slice(0, most)) {
      const [slope, offset, value] = [piece.slope(j), piece.intercept(j), this.values_[j]];
      const isLong = [slope, offset, value].some((x) => x.digits > 8);
      // Powers of ten leave no room for the value, which stands beside the output's row, too.
      const isWide = isLong && [slope, offset].some((x) => hasPower(x.toNumber()));
      const shown = (x) => (isLong ? rounded(Number(x.toNumber().toPrecision(isWide ? 2 : 3))) : fraction(x, 8));
      const size = slope.magnitude;
      const line = formula(
        indexed("y", j), isLong ? "≈" : "=", ...(slope.sign < 0 ? ["−"] : []), ...(`${size}` === "1" ? [] : [shown(size)]), "z",
        ...(offset.sign === 0 ? [] : [offset.sign < 0 ? "−" : "+", shown(offset.magnitude)]), ...(isWide ? [] : [isLong ? "≈" : "=", shown(value)]),
      );
      if (isWide) line.classList.add("wide");
      lines.push(line);
    }
    if (moving.length > most) lines.push(html("span", { className: "small" }, `and ${moving.length - most} more that move`));
    for (const [key, list] of [...level].sort((a, b) => (a[0] === "0") - (b[0] === "0")).slice(0, 2)) {
      const terms = runs(list).flatMap(([a, b]) => [
        "=", indexed("y", a), ...(b === a ? [] : b === a + 1 ? ["=", indexed("y", b)] : ["=", "⋯", "=", indexed("y", b)]),
      ]);
      if (terms.length <= 14) {
        const line = formula(...terms.slice(1), "=", fraction(Rational.parse(key)));
        if (terms.length > 8) line.classList.add("wide");
        lines.push(line);
      } else lines.push(html("span", {}, `${list.length} outputs are ${brief(Rational.parse(key))}`));
    }
    fill(this.formulas, lines);
  }

  drawBars(svg, width, height) {
    svg.replaceChildren();
    if (!this.piece) return;
    const values = this.outputs();
    const n = values.length;
    const { amplitude } = this.info.shape;
    const floats = this.numbers_;
    const most = Math.max(amplitude, ...floats) || 1;
    const [top, bottom] = [18, height - 18];
    const wide = width / n;
    const every = [1, 2, 5, 10, 20, 50].find((k) => k * wide >= 10 + 6 * `${n}`.length) ?? 100;
    const y = (value) => bottom - (Math.max(0, value) / most) * (bottom - top);
    floats.forEach((value, j) => {
      if (value > 0) svg.append(shape("rect", { class: "out-fill", x: px(j * wide + (wide > 6 ? 2 : 0)), width: px(wide > 6 ? wide - 4 : wide), y: px(y(value)), height: px(bottom - y(value)) }));
      if (j % every === 0) svg.append(label(px(Math.max(4, Math.min(width - 4 * `${j}`.length, (j + 0.5) * wide))), height - 3, `${j}`, "middle"));
    });
    const goal = this.middle?.on ?? this.near.sample;
    const target = this.info.samples.targets[goal];
    let d = `M0 ${px(y(target[0]))}`;
    for (let j = 0; j < n; j += 1) d += `V${px(y(target[j]))}H${px((j + 1) * wide)}`;
    svg.append(shape("path", { class: "wanted", d }));
    const first = target.findIndex((value) => value > 0);
    svg.append(label(px(Math.max(40, (first < 0 ? n : first) * wide - 6)), top + 12, `θ = ${this.info.samples.labels[goal]}`, "end halo"));
    const moving = this.piece.outputsOn.filter((j) => this.piece.S[j] !== 0n);
    if (moving.length === 1 && wide > 12) {
      const [j] = moving;
      if (floats[j] < 0.85 * most) svg.append(label(px((j + 0.5) * wide), y(floats[j]) - 5, text(values[j], 6), "middle out bold t13 halo"));
    }
  }
}

/** The runs of neighbouring numbers in a rising list, as pairs of ends. */
function runs(list) {
  const found = [];
  for (const j of list) {
    if (found.length && found.at(-1)[1] === j - 1) found.at(-1)[1] = j;
    else found.push([j, j]);
  }
  return found;
}
