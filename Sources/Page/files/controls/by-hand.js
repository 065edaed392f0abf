// A weight or a kink moved by hand: only while nothing trains. The run stays as it was; letting go makes a fork.

import { activation, Network } from "../model.js";
import { makeWhole } from "../state/whole.js";
import { act } from "./acts.js";

/** Whether numbers may be moved by hand now: a sentence why not, or null. */
export function whyNot(model) {
  if (model.get("isNotebook")) return "Numbers are moved by hand on the live page: heaviside studio.";
  if (!model.get("source")?.isLive) return "A file that replays a run cannot train.";
  if (model.get("state")?.status === "running") return "Pause the run first: numbers are moved by hand while nothing trains.";
  if (!model.get("whole")) return "The weights have not arrived yet.";
  return null;
}

/** The mean squared error over all samples and outputs. */
export function meanSquare(whole, info) {
  const values = whole.values();
  const { targets } = info.samples;
  const { outputs } = whole.network;
  let sum = 0;
  targets.forEach((target, i) => {
    for (let j = 0; j < outputs; j += 1) sum += (values[i * outputs + j] - target[j]) ** 2;
  });
  return sum / (targets.length * outputs);
}

/** One number of the network under the hand. */
export class HandEdit {
  /** The loss at each value that was passed: [value, loss]. */
  passed = [];

  /**
   * @param {object} place {layer, row, column}: column is a number, or "bias"
   */
  constructor(model, place) {
    this.model = model;
    this.place = place;
    this.info = model.get("info");
    this.before = { whole: model.get("whole"), point: model.get("point") };
    const layers = this.before.whole.network.layers.map((layer, l) => (l === place.layer
      ? { ...layer, weight: layer.weight.slice(), bias: layer.bias?.slice() ?? null, activation: activation(layer.activation.name) } : layer));
    this.network = new Network(layers);
    this.from = this.#value();
    this.to = this.from;
    this.lossBefore = meanSquare(this.before.whole, this.info);
    this.passed.push([this.from, this.lossBefore]);
  }

  #value() {
    const { layer, row, column } = this.place;
    const one = this.network.layers[layer];
    return column === "bias" ? one.bias[row] : one.weight[row * one.inputs + column];
  }

  /** Moves the number, and everything that shows it. */
  move(to) {
    const { layer, row, column } = this.place;
    const one = this.network.layers[layer];
    this.to = one.type === "F32" ? Math.fround(to) : to;
    if (column === "bias") one.bias[row] = this.to; else one.weight[row * one.inputs + column] = this.to;
    const whole = makeWhole(this.network, this.before.whole.epoch, this.info);
    this.loss = meanSquare(whole, this.info);
    this.passed.push([this.to, this.loss]);
    if (this.passed.length > 400) this.passed = this.passed.filter((_, k) => k % 2 === 0);
    this.model.set("whole", whole);
    const kinks = this.network.kinks();
    this.model.set("point", {
      ...this.before.point, codes: whole.codes, kinks: kinks?.positions ?? null, sides: kinks?.sides ?? null,
      w1: this.network.encoder.length === 1 ? Float64Array.from(this.network.layers[0].weight) : null, byHand: true,
    });
  }

  /** Puts it back. */
  cancel() {
    this.model.set("whole", this.before.whole);
    this.model.set("point", this.before.point);
  }

  /** Lets go: the server forks the run with this number, and the fork is opened. */
  async end() {
    if (Object.is(this.to, this.from)) { this.cancel(); return; }
    const at = this.model.get("looking") ?? this.model.get("now").epoch;
    const answer = await act(this.model, { act: "edit", at, value: { ...this.place, to: this.to } });
    this.cancel();
    if (answer?.run) {
      this.model.set("notice", { text: `A fork with ${this.place.column === "bias" ? "a bias" : "a weight"} moved by hand, from epoch ${at}; the run itself stays as it was.` });
      this.model.emit("open-run", answer.run);
    }
  }
}

/**
 * Lets a person drag numbers of a view.
 *
 * @param {object} view
 * @param {Element} element takes the pointer
 * @param {{pick: (x: number, y: number) => object | null, valueAt: (edit: HandEdit, x: number, y: number) => number,
 *   draw: (edit: HandEdit | null, x: number, y: number) => void}} how in units of the view
 */
export function letDrag(view, element, { pick, valueAt, draw }) {
  const { model } = view;
  const at = (event) => {
    const box = view.el.getBoundingClientRect();
    const factor = view.width / box.width;
    return [(event.clientX - box.left) * factor, (event.clientY - box.top) * factor];
  };
  // A finger scrolls, unless it takes hold of something that may be moved now.
  element.addEventListener("touchstart", (event) => {
    if (event.touches.length === 1 && !whyNot(model) && pick(...at(event.touches[0]))) event.preventDefault();
  }, { passive: false });
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const place = pick(...at(event));
    if (!place) return;
    const reason = whyNot(model);
    if (reason && event.pointerType === "touch") return;
    if (reason) {
      model.set("notice", { text: reason });
      return;
    }
    event.preventDefault();
    let edit = null;
    const start = at(event);
    element.setPointerCapture(event.pointerId);
    const move = (next) => {
      const [x, y] = at(next);
      if (!edit) {
        if (Math.hypot(x - start[0], y - start[1]) < 3) return;
        edit = new HandEdit(model, place);
        view.hand = edit;
      }
      edit.move(valueAt(edit, x, y));
      draw(edit, x, y);
    };
    const stop = () => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", back);
      removeEventListener("keydown", key, true);
      view.hand = null;
      draw(null);
    };
    const up = () => {
      const done = edit;
      stop();
      done?.end();
    };
    const back = () => {
      edit?.cancel();
      stop();
    };
    const key = (pressed) => {
      if (pressed.key !== "Escape") return;
      pressed.preventDefault();
      pressed.stopPropagation();
      back();
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", back);
    addEventListener("keydown", key, true);
  });
}
