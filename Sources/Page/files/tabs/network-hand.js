// Weights and kinks by hand in the tab Network: the loss along one number, with a handle; letting go makes a fork.

import { Network, reconstructions } from "../model.js";
import { html, put, px, shape } from "../views/draw.js";
import { NetworkGraph } from "./network-graph.js";
import { Figure, asSlider, decimal, fill, handle, heading, label, onDragKnob, setSlider } from "./parts.js";

/** Takes one number in hand; the tab has the network and the chosen sample. */
export class NetworkHand extends NetworkGraph {
  /** A copy of the network with one number changed. */
  changed([layer, row, column], to) {
    const layers = this.network.layers.map((one) => ({ ...one }));
    const own = layers[layer];
    if (column === "bias") {
      own.bias = Float64Array.from(own.bias ?? new Float64Array(own.outputs));
      own.bias[row] = to;
    } else {
      own.weight = Float64Array.from(own.weight);
      own.weight[row * own.inputs + column] = to;
    }
    return new Network(layers);
  }

  lossOf(network) {
    const { signals, targets } = this.info.samples;
    const values = reconstructions(network, signals);
    const n = network.outputs;
    let sum = 0;
    targets.forEach((target, i) => target.forEach((t, j) => {
      sum += (values[i * n + j] - t) ** 2;
    }));
    return sum / (targets.length * n);
  }

  /** Takes a weight in hand: its chart stands at the foot of the card. */
  take(place) {
    const parts = this.hand(place);
    this.card.querySelector(".hand")?.remove();
    this.card.append(...parts);
    parts.at(-1)?.querySelector?.(".handle")?.focus();
    parts.at(-1)?.scrollIntoView?.({ block: "nearest" });
  }

  restore() {
    if (!this.trial) return;
    this.trial = null;
    this.compute();
  }

  /** The loss over one number, with a handle; `kink` where the number is shown as a kink. */
  hand(place, kink = null) {
    const [layer, row, column] = place;
    const own = this.network.layers[layer];
    const first = column === "bias" ? own.bias?.[row] ?? 0 : own.weight[row * own.inputs + column];
    const w = kink === null ? null : own.weight[row];
    const isKink = kink !== null;
    const name = isKink ? "its kink" : column === "bias" ? "this bias" : `weight ${own.outputs === 1 ? column : `${row}, ${column}`}`;
    const box = html("div", { className: "hand" });
    const status = this.model.get("state")?.status;
    const title_ = heading(isKink ? "Drag its kink by hand" : `Move ${name} by hand`, "the loss is drawn as you move");
    if (status === "running") {
      fill(box, heading(isKink ? "Its kink by hand" : `${name} by hand`, ""), html("p", { className: "small" }, "Pause the run first: numbers are moved by hand only while training stands still."));
      return [box];
    }
    const codes = this.model.get("whole").codes;
    const range = isKink ? (() => {
      const [a, b] = [Math.min(...codes), Math.max(...codes)];
      const room = 0.08 * (b - a || 1);
      return [Math.min(a - room, kink), Math.max(b + room, kink)];
    })() : [first - Math.max(1, 2 * Math.abs(first)) * 0.75, first + Math.max(1, 2 * Math.abs(first)) * 0.75];
    const toNumber = (value) => (isKink ? -value * w : value);
    const start = isKink ? kink : first;
    let value = start;
    let points = null;
    const measure = () => {
      const values = Array.from({ length: 81 }, (_, k) => range[0] + (k / 80) * (range[1] - range[0]));
      points = [...values, start].sort((a, b) => a - b).map((v) => [v, this.lossOf(this.changed(place, toNumber(v)))]);
    };
    const words = html("p", { className: "small" });
    const finish = async () => {
      this.isHeld = false;
      if (value === start) return;
      words.textContent = "A fork is being made …";
      try {
        const answer = await this.source.post("act", { run: this.model.get("run"), act: "edit", at: this.model.get("whole").epoch, value: { layer, row, column, to: toNumber(value) } });
        words.textContent = `Forked: ${answer.run} goes on with it; this run stays as it was.`;
      } catch (error) {
        words.textContent = error.message;
      }
    };
    const figure = new Figure(this.model, {
      noun: "", className: "hand-chart", describe: () => `The loss over ${name}: ${decimal(Number(this.lossOf(this.changed(place, toNumber(value))).toPrecision(5)))} at ${decimal(Number(value.toPrecision(5)))}, ${decimal(Number(this.lossOf(this.network).toPrecision(5)))} as it is stored.`,
      draw: (svg, width, height) => {
        if (!points) measure();
        svg.replaceChildren();
        const [left, right, top, bottom] = [14, width - 14, 20, height - 22];
        const x = (v) => left + ((v - range[0]) / (range[1] - range[0])) * (right - left);
        const losses = points.map(([, loss]) => loss).filter(Number.isFinite);
        const [low, high] = [Math.min(...losses), Math.max(...losses)];
        const y = (loss) => bottom - ((loss - low) / (high - low || 1)) * (bottom - top);
        const path = points.map(([v, loss]) => `${px(x(v))} ${px(y(loss))}`).join("L");
        svg.append(shape("path", { class: "grid", d: `M${left} ${bottom}H${right}` }), shape("path", { class: "ink-line", d: `M${path}` }));
        if (isKink) codes.forEach((code) => svg.append(shape("path", { class: "code-tick", d: `M${px(x(code))} ${bottom - 3}v6` })));
        const here = this.lossOf(this.changed(place, toNumber(value)));
        const at = [Math.max(left, Math.min(right, x(value))), Math.max(top, Math.min(bottom, y(here)))];
        // The ghost stays where it was.
        if (value !== start) svg.append(shape("circle", { class: "ghost", cx: px(x(start)), cy: px(y(this.lossOf(this.network))), r: 6 }));
        svg.append(label(px(Math.max(80, Math.min(width - 80, at[0]))), px(at[1] < 44 ? at[1] + 30 : at[1] - 20), `${isKink ? "kink" : "weight"} ${decimal(Number(value.toPrecision(5)))}, loss ${decimal(Number(here.toPrecision(5)))}`, "middle bold ink t12 halo"));
        svg.append(label(left, height - 4, decimal(Number(range[0].toPrecision(3)))), label(right, height - 4, decimal(Number(range[1].toPrecision(3))), "end"));
        const knob = asSlider(handle("kink"), `${isKink ? "kink" : "weight"} by hand`);
        put(knob, { transform: `translate(${px(at[0])} ${px(at[1])})` });
        setSlider(knob, value, range[0], range[1], `${isKink ? "kink" : "weight"} ${decimal(value)}, loss ${decimal(here)}`);
        const move = (next) => {
          value = Math.max(range[0], Math.min(range[1], next));
          this.isHeld = true;
          this.trial = this.changed(place, toNumber(value));
          this.compute();
          this.figure.redraw();
          figure.redraw();
        };
        knob.addEventListener("pointerdown", () => addEventListener("pointerup", finish, { once: true }));
        onDragKnob(knob, svg, (position) => move(range[0] + ((position - left) / (right - left)) * (range[1] - range[0])));
        knob.addEventListener("keydown", (event) => {
          const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
          if (event.key === "Escape") {
            value = start;
            this.isHeld = false;
            this.restore();
            this.figure.redraw();
            figure.redraw();
          } else if (event.key === "Enter") finish();
          else if (by) move(value + (by * (event.shiftKey ? 10 : 1) * (range[1] - range[0])) / 200);
          else return;
          event.preventDefault();
          event.stopPropagation();
          figure.svg.querySelector(".handle")?.focus();
        });
        svg.append(knob);
      },
    });
    figure.caption.classList.add("unseen");
    figure.caption.firstChild.textContent = `The loss over ${name}`;
    this.inner.push(figure);
    words.append("Take the handle, or focus it and press ", html("kbd", {}, "←"), " ", html("kbd", {}, "→"), ". Letting go, or Enter, makes a fork; the run itself stays as it was. Esc puts it back.");
    fill(box, title_, figure.el, words);
    return [box];
  }
}
