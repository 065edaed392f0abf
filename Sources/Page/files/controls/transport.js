// Pause, step, stop, the epoch, the rate and the pace.

import { figure, parse, rate as rateText, whole } from "../format.js";
import { hasLogits } from "../state/classes.js";
import { addTask } from "../state/loop.js";
import { say } from "../views/elements.js";
import { act } from "./acts.js";

const quarter = 10 ** 0.25;

/** Wires the bar. */
export function wireTransport(model) {
  const at = (id) => document.getElementById(id);
  const parts = {
    pause: at("pause"), pauseText: at("pause-text"), step: at("step"), stop: at("stop"), rate: at("rate"),
    down: at("rate-down"), up: at("rate-up"), pace: at("pace"), epoch: at("epoch"), epochs: at("epochs"),
    looking: at("looking"), lookingText: at("looking-text"), back: at("back"), fork: at("fork"), certify: at("certify"),
    certifyPhone: at("certify-phone"), epochBox: at("epoch-box"),
  };
  const status = () => model.get("state")?.status;
  const isLive = () => ["running", "paused"].includes(status());

  parts.pause.addEventListener("click", () => togglePause(model));
  parts.step.addEventListener("click", () => stepRun(model));
  parts.stop.addEventListener("click", () => act(model, { act: "stop" }, parts.stop));
  parts.back.addEventListener("click", () => model.emit("look", null));
  parts.down.addEventListener("click", () => changeRate(model, 1 / quarter));
  parts.up.addEventListener("click", () => changeRate(model, quarter));
  parts.rate.addEventListener("wheel", (event) => {
    if (parts.rate.disabled || document.activeElement !== parts.rate) return;
    event.preventDefault();
    changeRate(model, event.deltaY < 0 ? quarter : 1 / quarter);
  }, { passive: false });
  parts.rate.addEventListener("keydown", (event) => {
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      changeRate(model, event.key === "ArrowUp" ? quarter : 1 / quarter);
    } else if (event.key === "Enter") {
      parts.rate.blur();
    } else if (event.key === "Escape") {
      parts.rate.value = rateText(model.get("state")?.rate);
      parts.rate.blur();
    }
  });
  parts.rate.addEventListener("change", () => {
    const value = parse(parts.rate.value);
    if (!(value > 0) || !Number.isFinite(value)) {
      model.set("notice", { text: `The rate ${parts.rate.value} is no number above 0, such as 1e-4.`, isProblem: true });
      parts.rate.value = rateText(model.get("state")?.rate);
      return;
    }
    act(model, { act: "rate", value });
  });
  for (const button of parts.pace.children) button.addEventListener("click", () => act(model, { act: "pace", value: button.value }, button));

  const setState = () => {
    const state = model.get("state");
    const canTrain = isLive();
    const isPaused = status() === "paused";
    const isDone = ["finished", "stopped", "diverged"].includes(status());
    parts.pause.disabled = !state || !(canTrain || status() === "stopped" || status() === "interrupted");
    parts.pause.classList.toggle("play", status() !== "running");
    const isWritten = isDone && state.epochs === 0;
    const word = isWritten ? "Written down" : status() === "running" ? "Pause" : isDone ? (status() === "finished" ? "Finished" : status() === "stopped" ? "Go on" : "Diverged") : isPaused && model.get("now").epoch > 0 ? "Go on" : "Start";
    say(parts.pauseText, state ? word : "Pause");
    const reason = !state ? "No run is open" : isWritten ? "This network was written down, not trained: it has no epochs" : isDone ? `The run is ${status()}: fork it to go on from any epoch` : "";
    for (const button of [parts.pause, parts.step, parts.stop]) button.title = button === parts.pause && !parts.pause.disabled ? "" : reason;
    parts.step.disabled = !canTrain;
    parts.stop.disabled = !canTrain;
    for (const control of [parts.rate, parts.down, parts.up, ...parts.pace.children]) {
      control.disabled = !canTrain;
      control.title = canTrain ? "" : reason;
    }
    if (document.activeElement !== parts.rate) parts.rate.value = state ? rateText(state.rate) : "–";
    for (const button of parts.pace.children) button.setAttribute("aria-pressed", String(state && String(state.pace) === button.value && canTrain));
    for (const text of [parts.epochs, at("phone-epochs")]) say(text, !state ? "" : isWritten ? "· not trained" : `of ${whole(state.epochs)}`);
    for (const button of [parts.fork, parts.certify, parts.certifyPhone]) button.disabled = !state || !model.get("source").isLive;
    // Logits have no value that they should reach exactly.
    const isUnprovable = hasLogits(model.get("info"));
    for (const button of [parts.certify, parts.certifyPhone]) {
      if (isUnprovable) button.disabled = true;
      button.title = !state ? "No run is open" : isUnprovable ? "The outputs are logits: there is no value that they should reach exactly" : "";
    }
    document.body.dataset.status = state?.status ?? "empty";
  };
  model.on("change:state change:run change:info", setState);
  setState();

  const numbers = addTask({
    rate: 10,
    draw() {
      const now = model.get("now");
      const looking = model.get("looking");
      const point = model.get("point");
      const shown = looking ?? now?.epoch;
      const text = shown === undefined ? "–" : whole(shown);
      say(parts.epoch, text);
      say(at("phone-epoch"), text);
      say(at("phone-loss"), point && Number.isFinite(point.loss) ? figure(point.loss) : figure(looking === null ? now?.loss ?? NaN : NaN));
      const line = at("projector-line");
      if (line && model.get("isProjector")) line.replaceChildren(`${model.get("info")?.name ?? ""} · seed ${model.get("info")?.seed ?? "–"} · epoch `, bold(text), " · loss ", bold(figure(looking === null ? now?.loss ?? NaN : point?.loss ?? NaN)));
      const isLooking = looking !== null && looking !== undefined;
      if (parts.looking.hidden === isLooking) {
        parts.looking.hidden = !isLooking;
        document.body.classList.toggle("looking-back", isLooking);
      }
      const isRounded = model.get("whole")?.isRounded;
      if (!parts.looking.hidden) parts.lookingText.replaceChildren(isRounded ? "rounded for the film, ≈ " : "looking at ", bold(whole(looking)), ` · ${status() === "running" ? "running at" : "now"} ${whole(now.epoch)}`);
    },
  });
  model.on("change:now change:looking change:point change:isProjector change:info", numbers.invalidate);
}

function bold(text) {
  const element = document.createElement("b");
  element.textContent = text;
  return element;
}

/** Starts, pauses or goes on. */
export function togglePause(model) {
  const status = model.get("state")?.status;
  const button = document.getElementById("pause");
  if (status === "running") act(model, { act: "pause" }, button);
  else if (status === "paused" || status === "idle") act(model, { act: "resume" }, button);
  else if (status === "stopped" || status === "interrupted") act(model, { act: "continue", value: {} }, button);
}

/** One epoch further: a running run is paused first. */
export async function stepRun(model, count = 1) {
  const button = document.getElementById("step");
  if (model.get("looking") !== null) model.emit("look", null);
  if (model.get("state")?.status === "running") await act(model, { act: "pause" }, button);
  await act(model, { act: "step", value: count }, button);
}

/** Multiplies the rate; rounded to two digits. */
export function changeRate(model, factor) {
  const state = model.get("state");
  if (!state || !["running", "paused"].includes(state.status) || !(state.rate > 0)) return;
  const value = Number((state.rate * factor).toPrecision(2));
  document.getElementById("rate").value = rateText(value);
  // The next press counts from here, whether the answer has come or not.
  model.set("state", { ...state, rate: value });
  act(model, { act: "rate", value });
}
