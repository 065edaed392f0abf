// An autoencoder of steps with one code, trained here and now in float64, and four cures that can be switched on.

import { html, px, shape } from "../../views/draw.js";
import { Figure, decimal, label, raised, whole } from "../../tabs/parts.js";
import { line } from "./controls.js";

const cures = [
  ["straight", "the code is drawn to a line"], ["covered", "each gap gets a kink"], ["alive", "no output is dead"], ["solved", "the last layer is solved"],
];

/** Numbers in [0, 1) that a seed decides (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The network n → 1 → n → n: z = w·x + b, a = relu(v z + c), y = relu(W a); its samples are the steps θ = 0 … n. */
export class Trainer {
  constructor(n, seed, rate) {
    Object.assign(this, { n, rate });
    const next = random(seed);
    const draw = (count) => Float64Array.from({ length: count }, () => 0.1 * next() - 0.05);
    this.parameters = { w: draw(n), b: draw(1), v: draw(n), c: draw(n), W: draw(n * n) };
    this.squares = Object.fromEntries(Object.entries(this.parameters).map(([key, values]) => [key, new Float64Array(values.length)]));
    this.epoch = 0;
    this.cures = { straight: false, covered: false, alive: false, solved: false };
    this.forward();
  }

  /** Codes, activations, sums and outputs of all samples. */
  forward() {
    const { n } = this;
    const { w, b, v, c, W } = this.parameters;
    this.codes = new Float64Array(n + 1);
    let sum = b[0];
    for (let theta = 0; theta <= n; theta += 1) {
      if (theta > 0) sum += w[n - theta];
      this.codes[theta] = sum;
    }
    this.sums = [];
    this.activations = [];
    let loss = 0;
    let worst = 0;
    for (let theta = 0; theta <= n; theta += 1) {
      const a = Float64Array.from(v, (value, k) => Math.max(0, value * this.codes[theta] + c[k]));
      const u = new Float64Array(n);
      for (let j = 0; j < n; j += 1) {
        for (let k = 0; k < n; k += 1) u[j] += W[j * n + k] * a[k];
        const off = Math.max(0, u[j]) - this.target(theta, j);
        loss += off * off;
        worst = Math.max(worst, Math.abs(off));
      }
      this.activations.push(a);
      this.sums.push(u);
    }
    this.loss = loss / (n * (n + 1));
    this.worst = worst;
  }

  target(theta, j) {
    return j >= this.n - theta ? 1 : 0;
  }

  step() {
    const { n } = this;
    const { w, v, W } = this.parameters;
    const gradient = Object.fromEntries(Object.entries(this.parameters).map(([key, values]) => [key, new Float64Array(values.length)]));
    const scale = 2 / (n * (n + 1));
    for (let theta = 0; theta <= n; theta += 1) {
      const [u, a, z] = [this.sums[theta], this.activations[theta], this.codes[theta]];
      const back = new Float64Array(n);
      for (let j = 0; j < n; j += 1) {
        const t = this.target(theta, j);
        // A ReLU passes its error only where it is on. The hinge lets an output that is off, but should be on, feel it too.
        const residual = this.cures.alive ? (t > 0 ? u[j] - t : Math.max(0, u[j])) : u[j] > 0 ? u[j] - t : 0;
        if (residual === 0) continue;
        for (let k = 0; k < n; k += 1) {
          gradient.W[j * n + k] += scale * residual * a[k];
          back[k] += scale * residual * W[j * n + k];
        }
      }
      let toCode = 0;
      for (let k = 0; k < n; k += 1) {
        if (a[k] <= 0) continue;
        gradient.v[k] += back[k] * z;
        gradient.c[k] += back[k];
        toCode += back[k] * v[k];
      }
      gradient.b[0] += toCode;
      for (let j = n - theta; j < n; j += 1) gradient.w[j] += toCode;
    }
    const fixed = { v: this.cures.covered, c: this.cures.covered, W: this.cures.solved, w: this.cures.solved, b: this.cures.solved };
    for (const [key, values] of Object.entries(this.parameters)) {
      if (fixed[key]) continue;
      for (let i = 0; i < values.length; i += 1) {
        const g = gradient[key][i];
        this.squares[key][i] = 0.99 * this.squares[key][i] + 0.01 * g * g;
        values[i] -= (this.rate * g) / (Math.sqrt(this.squares[key][i]) + 1e-8);
      }
    }
    if (this.cures.straight) {
      const mean = w.reduce((sum, x) => sum + x, 0) / n;
      for (let j = 0; j < n; j += 1) w[j] += 0.5 * (mean - w[j]);
    }
    this.forward();
    if (this.cures.covered) this.cover();
    if (this.cures.solved) this.solve();
    if (this.cures.covered || this.cures.solved) this.forward();
    this.epoch += 1;
  }

  /** One kink in each gap between neighbouring codes, in the quarter next to the blank's side; units that are off at the blank. */
  cover() {
    const { v, c } = this.parameters;
    const blank = this.codes[0];
    const sorted = [...this.codes].sort((p, q) => p - q);
    for (let k = 0; k < this.n; k += 1) {
      const [low, high] = [sorted[k], sorted[k + 1]];
      const isAbove = low >= blank;
      v[k] = isAbove ? 1 : -1;
      c[k] = -v[k] * (isAbove ? low + (high - low) / 4 : high - (high - low) / 4);
    }
  }

  /** W with u = the targets, by elimination with pivoting; left as it is where the units do not suffice. */
  solve() {
    const { n } = this;
    const rows = [];
    for (let theta = 1; theta <= n; theta += 1) rows.push([...this.activations[theta], ...Array.from({ length: n }, (_, j) => this.target(theta, j))]);
    for (let k = 0; k < n; k += 1) {
      let best = k;
      for (let i = k + 1; i < n; i += 1) if (Math.abs(rows[i][k]) > Math.abs(rows[best][k])) best = i;
      [rows[k], rows[best]] = [rows[best], rows[k]];
      const pivot = rows[k][k];
      if (!(Math.abs(pivot) > 1e-9)) return;
      for (let i = 0; i < n; i += 1) {
        if (i === k || rows[i][k] === 0) continue;
        const factor = rows[i][k] / pivot;
        for (let m = k; m < 2 * n; m += 1) rows[i][m] -= factor * rows[k][m];
      }
    }
    for (let j = 0; j < n; j += 1) for (let k = 0; k < n; k += 1) this.parameters.W[j * n + k] = rows[k][n + j] / rows[k][k];
  }

  /** r² of the code over θ, gaps with a kink, dead outputs. */
  measures() {
    const { n, codes } = this;
    const { v, c } = this.parameters;
    const mean = codes.reduce((sum, z) => sum + z, 0) / (n + 1);
    let [xx, xz, zz] = [0, 0, 0];
    codes.forEach((z, theta) => {
      xx += (theta - n / 2) ** 2;
      xz += (theta - n / 2) * (z - mean);
      zz += (z - mean) ** 2;
    });
    const kinks = Array.from(v, (value, k) => -c[k] / value);
    const sorted = [...codes].sort((p, q) => p - q);
    let covered = 0;
    for (let k = 0; k < n; k += 1) if (kinks.some((kink) => kink >= sorted[k] && kink < sorted[k + 1])) covered += 1;
    const dead = Array.from({ length: n }, (_, j) => j).filter((j) => this.sums.every((u) => u[j] <= 0));
    return { r2: zz > 0 ? (xz * xz) / (xx * zz) : 0, slope: xz / xx, mean, covered, kinks, dead };
  }
}

/**
 * given: length, seed, rate. Controls: train, cures, again. `set` takes cures (a list of names) and seed.
 * Facts: ran, straight, covered, alive, exact, all (all cures are on).
 */
export class Picture {
  constructor(given, { model, changed }) {
    this.changed = changed;
    this.n = Math.min(Math.max(Number(given.length) || 9, 3), 24);
    this.seed = Number(given.seed) || 1;
    this.rate = Number(given.rate) || 0.003;
    this.code = new Figure(model, { noun: "Code and kinks", half: "z over θ; kinks on the same axis", draw: (svg, w, h) => this.drawCode(svg, w, h), describe: () => this.here() });
    this.map = new Figure(model, { noun: "Outputs", half: "a row for each θ; the stair is what they should be", draw: (svg, w, h) => this.drawMap(svg, w, h), describe: () => { const { covered, dead } = this.trainer.measures(); return `${this.n + 1} steps, ${this.n} outputs, ${dead.length} of them dead; ${covered} gaps hold a kink; the worst error is ${decimal(Number((100 * this.trainer.worst).toPrecision(3)))} % of the amplitude.`; } });
    this.loss = new Figure(model, { noun: "Loss", half: "log, over the epochs trained here", className: "ladder-loss", draw: (svg, w, h) => this.drawLoss(svg, w, h), describe: () => `The loss is ${decimal(this.trainer.loss)}.` });
    const pair = html("div", { className: "pair even" }, this.code.el, this.map.el);
    this.figures = [{ el: pair, redraw: () => [this.code, this.map].forEach((f) => f.redraw()), destroy: () => [this.code, this.map].forEach((f) => f.destroy()) }, this.loss];
    const train = html("button", { type: "button", className: "primary tall" }, "Train 200 epochs");
    train.addEventListener("click", () => this.run(200));
    const again = html("button", { type: "button", className: "tall" }, "Start again");
    again.addEventListener("click", () => {
      this.seed += 1;
      this.restart();
    });
    this.boxes = Object.fromEntries(cures.map(([name, words], k) => {
      const box = html("input", { type: "checkbox" });
      box.addEventListener("change", () => {
        this.trainer.cures[name] = box.checked;
        this.marks.push([this.trainer.epoch, box.checked ? `${k + 1}` : `−${k + 1}`]);
        this.refresh();
      });
      return [name, html("label", { className: "cure" }, box, html("span", {}, html("b", {}, `${k + 1} `), words))];
    }));
    this.controls = { train: html("div", { className: "row" }, train, again), cures: html("div", { className: "cures" }, ...Object.values(this.boxes)) };
    this.start();
  }

  start() {
    const kept = this.trainer?.cures;
    this.trainer = new Trainer(this.n, this.seed, this.rate);
    if (kept) this.trainer.cures = kept;
    this.history = [[0, this.trainer.loss]];
    this.marks = [];
    this.seen = {};
  }

  restart() {
    cancelAnimationFrame(this.frame);
    this.start();
    this.refresh();
  }

  begin() {
    this.seen = {};
  }

  set(values) {
    cancelAnimationFrame(this.frame);
    if (values.seed !== undefined) this.seed = Number(values.seed) || 1;
    if (Array.isArray(values.cures)) {
      const { cures: on } = this.trainer;
      for (const [name] of cures) on[name] = values.cures.includes(name);
    }
    if (values.again) this.start();
    this.refresh();
  }

  run(epochs) {
    cancelAnimationFrame(this.frame);
    const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let left = epochs;
    const some = () => {
      const now = quiet ? left : Math.min(left, 5);
      for (let i = 0; i < now; i += 1) {
        this.trainer.step();
        this.history.push([this.trainer.epoch, this.trainer.loss]);
      }
      left -= now;
      this.seen.ran = left === 0;
      this.refresh();
      if (left > 0) this.frame = requestAnimationFrame(some);
    };
    some();
  }

  facts() {
    const { r2, covered, dead } = this.trainer.measures();
    return {
      ...this.seen, straight: r2 > 0.9999, covered: covered === this.n, alive: dead.length === 0, exact: this.trainer.worst < 1e-9,
      all: Object.values(this.trainer.cures).every(Boolean),
    };
  }

  refresh() {
    for (const [name] of cures) this.boxes[name].firstChild.checked = this.trainer.cures[name];
    this.figures.forEach((figure) => figure.redraw());
    this.changed();
  }

  lines() {
    const { r2, covered, dead } = this.trainer.measures();
    return [
      line("epoch", whole(this.trainer.epoch)), line("code", `r² = ${r2 > 0.9999999 ? "1" : r2.toFixed(4)}`), line("gaps", `${covered} of ${this.n} hold a kink`),
      line("outputs", dead.length === 0 ? "none is dead" : dead.length === this.n ? "all are dead" : `${dead.length === 1 ? "output" : "outputs"} ${dead.join(", ")} ${dead.length === 1 ? "is" : "are"} dead`),
      line("worst error", `${decimal(Number((100 * this.trainer.worst).toPrecision(3)))} % of the amplitude`),
    ];
  }

  here() {
    const { r2 } = this.trainer.measures();
    const off = decimal(Number((100 * this.trainer.worst).toPrecision(2)));
    return `Here, n = ${this.n}, after ${whole(this.trainer.epoch)} epochs: ${r2 > 0.9999 ? "a straight code" : "a bent code"}, off by ${off} % at worst.`;
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    this.figures.forEach((figure) => figure.destroy());
  }

  drawCode(svg, width, height) {
    svg.replaceChildren();
    const { codes } = this.trainer;
    const { kinks, slope, mean } = this.trainer.measures();
    const [low, high] = [Math.min(...codes), Math.max(...codes)];
    const room = (high - low || 1) * 0.16;
    const [left, right, top, bottom] = [14, width - 44, 8, height - 26];
    const x = (theta) => left + (theta / this.n) * (right - left);
    const y = (z) => bottom - ((z - low + room) / (high - low + 2 * room)) * (bottom - top);
    svg.append(shape("path", { class: "frame", d: `M${left - 6} ${top}V${bottom}H${right + 10}` }));
    svg.append(shape("path", { class: "wanted-line", d: `M${px(x(0))} ${px(y(mean - (slope * this.n) / 2))}L${px(x(this.n))} ${px(y(mean + (slope * this.n) / 2))}` }));
    let stair = `M${px(x(0))} ${px(y(codes[0]))}`;
    codes.forEach((z, theta) => {
      if (theta > 0) stair += `H${px(x(theta))}V${px(y(z))}`;
    });
    svg.append(shape("path", { class: "code-stair", d: stair }));
    codes.forEach((z, theta) => {
      svg.append(shape("path", { class: "code-tick", d: `M${right + 12} ${px(y(z))}h10` }), shape("circle", { class: "code-dot", cx: px(x(theta)), cy: px(y(z)), r: 4.2 }));
      if (theta % (this.n > 12 ? 4 : this.n > 6 ? 3 : 1) === 0) svg.append(label(px(x(theta)), bottom + 17, `${theta}`, "middle code"));
    });
    let outside = 0;
    kinks.forEach((kink, k) => {
      if (!(kink >= low - room && kink <= high + room)) outside += 1;
      else svg.append(shape("path", { class: "kink-mark", d: this.trainer.parameters.v[k] > 0 ? "M-4.500 4L0 -4L4.500 4Z" : "M-4.500 -4L0 4L4.500 -4Z", transform: `translate(${right + 33} ${px(y(kink))})` }));
    });
    svg.append(label(right + 24, bottom + 17, "θ", "italic end ink t12"));
    if (outside) svg.append(label(width, top + 10, `${outside} outside`, "kink end"));
  }

  drawMap(svg, width, height) {
    svg.replaceChildren();
    const { n } = this;
    const [left, top] = [26, 8];
    const wide = (width - left - 6) / n;
    const high = (height - top - 26) / (n + 1);
    for (let theta = 0; theta <= n; theta += 1) {
      for (let j = 0; j < n; j += 1) {
        const value = Math.max(0, this.trainer.sums[theta][j]);
        const cell = shape("rect", { class: value > 1.04 ? "error-fill" : "out-fill", x: px(left + j * wide), y: px(top + (n - theta) * high), width: px(wide + 0.4), height: px(high + 0.4), "fill-opacity": px(Math.min(0.75, value * 0.75) * 10) / 10 });
        if (value > 0.005) svg.append(cell);
      }
      if (theta % (n > 12 ? 4 : n > 6 ? 3 : 1) === 0) svg.append(label(left - 7, px(top + (n - theta + 0.5) * high + 4), `${theta}`, "code end"));
    }
    svg.append(shape("rect", { class: "frame", x: left, y: top, width: px(wide * n), height: px(high * (n + 1)) }));
    let d = `M${left} ${top}`;
    for (let j = 0; j < n; j += 1) d += `V${px(top + (j + 1) * high)}H${px(left + (j + 1) * wide)}`;
    svg.append(shape("path", { class: "ink-line", d }));
    for (let j = 0; j < n; j += n > 12 ? 4 : 2) svg.append(label(px(left + (j + 0.5) * wide), px(top + (n + 1) * high + 16), `${j}`, "middle"));
    svg.append(label(px(left + n * wide), px(top + (n + 1) * high + 16), "j", "end italic ink t12"));
  }

  drawLoss(svg, width, height) {
    svg.replaceChildren();
    const [left, right, top, bottom] = [46, width - 12, 16, height - 24];
    const last = Math.max(100, this.history.at(-1)[0]);
    const least = Math.min(...this.history.map(([, loss]) => loss), 0.01);
    const decades = [1, Math.max(-32, Math.floor(Math.log10(Math.max(least, 1e-32))))];
    const y = (loss) => top + ((decades[0] - Math.log10(Math.max(loss, 10 ** decades[1]))) / (decades[0] - decades[1])) * (bottom - top);
    const x = (epoch) => left + (epoch / last) * (right - left);
    const every = Math.max(1, Math.ceil((decades[0] - decades[1]) / 4));
    for (let d = decades[0] - 1; d >= decades[1]; d -= every) svg.append(shape("path", { class: "grid", d: `M${left} ${px(y(10 ** d))}H${right}` }), label(left - 6, px(y(10 ** d)) + 4, d === 0 ? "1" : `10${raised(d)}`, "end"));
    for (const [epoch, name] of this.marks) svg.append(shape("path", { class: "mark-line", d: `M${px(x(epoch))} ${top}V${bottom}` }), label(px(x(epoch)), top - 4, name, "mark bold middle t12"));
    const points = this.history.map(([epoch, loss]) => `${px(x(epoch))} ${px(y(loss))}`);
    svg.append(shape("path", { class: "ink-line", d: `M${points.join("L")}` }));
    svg.append(shape("circle", { class: "ink-dot", cx: px(x(this.history.at(-1)[0])), cy: px(y(this.history.at(-1)[1])), r: 4 }));
    svg.append(label(left, bottom + 17, "epoch 0", ""), label(right, bottom + 17, whole(last), "end"));
  }
}
