// A run in a cell of a notebook: the views of the live page, in a tree of their own, so that no style of the notebook
// reaches them and none of theirs reaches it. `Scripts/notebook-bundle` makes one file of this and of what it imports.

import { act } from "../files/controls/acts.js";
import { figure, whole } from "../files/format.js";
import pageStyle from "../files/page.css";
import tokens from "../files/tokens.css";
import viewStyle from "../files/views.css";
import { keepAxis } from "../files/state/axes.js";
import { addTask, lateness } from "../files/state/loop.js";
import { Observable } from "../files/state/observable.js";
import { setPageRoot } from "../files/state/root.js";
import { Store } from "../files/state/store.js";
import * as code from "../files/views/code.js";
import * as decoder from "../files/views/decoder.js";
import { forgetColours, html, rgb, say } from "../files/views/draw.js";
import * as errors from "../files/views/errors.js";
import * as gaps from "../files/views/gaps.js";
import * as kinks from "../files/views/kinks.js";
import * as loss from "../files/views/loss.js";
import { showObstacles } from "../files/views/obstacles.js";
import * as reconstructions from "../files/views/reconstructions.js";
import { drawThread } from "../files/views/thread.js";
import * as weights from "../files/views/weights.js";
import { Kernel } from "./kernel.js";
import ownStyle from "./live.css";

const modules = { weights, code, gaps, kinks, errors, decoder, reconstructions, loss };
const titles = {
  weights: ["Weights", "each is one stair of the code"], code: ["Code", "z of the step θ, the stairs summed"],
  gaps: ["Kinks", "in the gaps between codes"], kinks: ["… among the codes", ""],
  errors: ["Worst error", "of each output j"], decoder: ["Decoder", "y at every z, and the target’s stair"],
  reconstructions: ["Reconstructions", ""], loss: ["Loss", "every epoch, log–log; drag the line to go back"],
};

/** Draws the run of a widget into `el`; returns the function that ends it. */
export function render({ model: channel, el }) {
  const host = html("div", { className: "heaviside-live" });
  // JupyterLab takes single letters for commands, also where a view has the focus.
  host.setAttribute("data-lm-suppress-shortcuts", "true");
  el.append(host);
  const tree = host.attachShadow({ mode: "open" });
  const board = html("div", { className: "board" });
  tree.append(html("style", {}, [tokens, pageStyle, viewStyle, ownStyle].join("\n")), board);
  setPageRoot(board);

  const source = new Kernel(channel);
  const model = new Observable({ source, isNotebook: true, tab: "laboratory" });
  const store = new Store(model, source, lateness);
  const stopTheme = followTheme(host, model);
  keepAxis(model);
  const bar = makeBar(model);
  const lab = html("div", { className: "lab" });
  const line = html("p", { className: "problem-line", role: "status", hidden: true });
  const box = html("div");
  const obstacles = html("section", { className: "obstacles", ariaLabel: "What stands in the way" }, html("b", {}, "What stands in the way"), box);
  board.append(bar, line, lab, obstacles);
  const views = {};
  for (const [id, module] of Object.entries(modules)) {
    const [title, hint] = titles[id];
    const at = html("figure", { id }, html("figcaption", {}, html("b", {}, title), " ", html("span", {}, hint)));
    lab.append(at);
    views[id] = module.render({ model, el: at });
  }
  drawThread(model, lab, views);
  showObstacles(model, { box, phone: html("p") });
  wire(model, store, lab, line);
  store.listen();
  store.open(channel.get("run"));
  // For tests.
  host.heaviside = { model, store };
  return () => {
    stopTheme();
    store.stream?.close();
    source.close();
    Object.values(views).forEach((view) => view.destroy());
    host.remove();
  };
}

export default { render };

function wire(model, store, lab, line) {
  model.on("look", (epoch) => store.look(epoch));
  model.on("choose-event", (event) => store.look(event.epoch));
  model.on("change:info", (info) => {
    if (!info) return;
    const { layers } = info.shape;
    const hasClasses = Boolean(info.samples.classes);
    const isGeneral = hasClasses || !layers.slice(0, -1).some((layer) => layer.outputs === 1);
    model.set("isGeneral", isGeneral);
    lab.classList.toggle("classes", hasClasses);
    lab.classList.toggle("general", isGeneral);
    const count = info.samples.signals.length;
    const theta = model.get("theta");
    if (theta === undefined || theta >= count) model.set("theta", Math.min(Math.round(0.36 * (count - 1)), count - 1));
    model.emit("geometry");
  });
  const say_ = () => {
    const problem = model.get("problem");
    const notice = model.get("notice");
    const words = problem ? [problem.where ? `${problem.where}: ` : "", problem.what, problem.right ? `. Right would be: ${problem.right}` : ""].join("") : notice?.text ?? "";
    line.hidden = !words;
    line.textContent = words;
    if (!problem && notice && !notice.isProblem) setTimeout(() => { if (model.get("notice") === notice) model.set("notice", null); }, 6000);
  };
  model.on("change:problem change:notice", say_);
}

const words = { running: "training", paused: "paused", finished: "finished", stopped: "stopped", diverged: "diverged", idle: "waiting", interrupted: "stopped" };
const paces = [["1", "1", "1 epoch a frame"], ["10", "10", "10 epochs a frame"], ["decade", "a decade in 6 s", "a decade of epochs in 6 seconds"], ["flat", "flat out", "all that the machine can"]];

/** Name, state and epoch of the run, and what can be done with it. */
function makeBar(model) {
  const button = (text, label, press) => {
    const made = html("button", { type: "button", title: label }, text);
    made.addEventListener("click", () => press(made));
    return made;
  };
  const name = html("b", { className: "run" });
  const seed = html("span", { className: "muted" });
  const state = html("span", { className: "state" });
  const epoch = html("b");
  const of = html("span", { className: "muted" });
  const value = html("b");
  const back = button("Back to now", "Show the newest epoch", () => model.emit("look", null));
  const status = () => model.get("state")?.status;
  const pause = button("Pause", "Hold the training, or let it go on", (made) => {
    const acts = { running: { act: "pause" }, paused: { act: "resume" }, idle: { act: "resume" } };
    act(model, acts[status()] ?? { act: "continue", value: {} }, made);
  });
  const stop = button("Stop", "End the training; its checkpoint is kept", (made) => act(model, { act: "stop" }, made));
  const pace = html("span", { className: "segments", role: "group", ariaLabel: "Pace" });
  for (const [key, text, label] of paces) {
    const made = button(text, label, () => act(model, { act: "pace", value: key }, made));
    made.value = key;
    pace.append(made);
  }
  const setState = () => {
    const now = status();
    const canTrain = ["running", "paused"].includes(now);
    const info = model.get("info");
    say(name, info?.name ?? "");
    say(seed, info ? `seed ${info.seed}` : "");
    say(state, words[now] ?? now ?? "");
    state.dataset.status = now ?? "";
    say(pause, now === "running" ? "Pause" : "Go on");
    pause.hidden = !canTrain && now !== "stopped";
    stop.hidden = !canTrain;
    pace.hidden = !canTrain;
    const chosen = String(model.get("state")?.pace);
    for (const made of pace.children) made.setAttribute("aria-pressed", String(made.value === chosen));
  };
  model.on("change:state change:info", setState);
  setState();
  const numbers = addTask({
    rate: 10,
    draw() {
      const now = model.get("now");
      const looking = model.get("looking");
      const point = model.get("point");
      const isLooking = looking !== null && looking !== undefined;
      say(epoch, now ? whole(isLooking ? looking : now.epoch) : "–");
      say(of, model.get("state") ? `of ${whole(model.get("state").epochs)}` : "");
      say(value, figure(isLooking ? point?.loss ?? NaN : now?.loss ?? NaN));
      back.hidden = !isLooking;
    },
  });
  model.on("change:now change:looking change:point change:state", numbers.invalidate);
  return html("header", { className: "live-bar" },
    html("span", { className: "who" }, name, " ", seed, " ", state),
    html("span", { className: "numbers" }, html("span", { className: "muted" }, "epoch"), " ", epoch, " ", of, html("span", { className: "muted gap" }, "loss"), " ", value),
    html("span", { className: "acts" }, back, pace, pause, stop));
}

/** Sets the theme of the notebook, which each kind of notebook says in its own way: by the colour behind the cell. */
function followTheme(host, model) {
  const set = () => {
    const theme = isDark(host) ? "dark" : "light";
    if (host.dataset.theme === theme) return;
    host.dataset.theme = theme;
    forgetColours();
    model.set("theme", theme);
  };
  let timer = 0;
  const soon = () => { clearTimeout(timer); timer = setTimeout(set, 60); };
  const observer = new MutationObserver(soon);
  for (const element of [document.documentElement, document.body]) observer.observe(element, { attributes: true });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", soon);
  set();
  // The styles of a theme come after the attribute that names it.
  const later = [300, 1500].map((delay) => setTimeout(set, delay));
  return () => {
    observer.disconnect();
    system.removeEventListener("change", soon);
    [timer, ...later].forEach(clearTimeout);
  };
}

function isDark(element) {
  for (let at = element.parentNode; at; at = at.parentNode ?? at.host) {
    if (!(at instanceof Element)) continue;
    const { backgroundColor } = getComputedStyle(at);
    if (!backgroundColor || backgroundColor === "transparent" || /, 0\)$|\/ 0\)$/.test(backgroundColor)) continue;
    const [red, green, blue] = rgb(backgroundColor);
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
  return getComputedStyle(document.documentElement).colorScheme === "dark" || matchMedia("(prefers-color-scheme: dark)").matches;
}
