// The page: makes the model, the store and the views, and joins what a person does with what is shown.

import { act } from "./controls/acts.js";
import { openFork } from "./controls/fork.js";
import { openKeys, wireKeys } from "./controls/keys.js";
import { openRunMenu } from "./controls/menu.js";
import { wirePaper } from "./controls/paper.js";
import { showEmpty } from "./controls/start.js";
import { wireStates } from "./controls/states.js";
import { wireTabs } from "./controls/tabs.js";
import { wireTransport } from "./controls/transport.js";
import { keepAddress, readAddress } from "./state/address.js";
import { keepAxis } from "./state/axes.js";
import { frameTimes, lateness } from "./state/loop.js";
import { Observable } from "./state/observable.js";
import { embeddedRun, Replay } from "./state/replay.js";
import { sampleOf } from "./state/samples.js";
import { Server } from "./state/source.js";
import { Store } from "./state/store.js";
import * as code from "./views/code.js";
import * as decoder from "./views/decoder.js";
import { forgetColours } from "./views/draw.js";
import * as errors from "./views/errors.js";
import { announceEvents, showEvents } from "./views/events.js";
import { showFormulas } from "./views/formulas.js";
import * as gaps from "./views/gaps.js";
import * as kinks from "./views/kinks.js";
import * as loss from "./views/loss.js";
import * as network from "./views/network.js";
import { showObstacles } from "./views/obstacles.js";
import { wireProjector } from "./views/projector.js";
import * as reconstructions from "./views/reconstructions.js";
import { drawThread } from "./views/thread.js";
import * as weights from "./views/weights.js";

const at = (id) => document.getElementById(id);
const address = readAddress();
const embedded = embeddedRun();
const source = embedded ? new Replay(embedded) : new Server();
if (embedded) document.body.classList.add("replay");
const model = new Observable({ source, tab: address.tab ?? "laboratory", compare: address.compare, z: address.z, lesson: address.lesson, step: address.step });
const store = new Store(model, source, lateness);
model.set("store", store);

wireTheme();
// Before the views, so that they draw on the axis of the same frame.
keepAxis(model);
const modules = { weights, code, gaps, kinks, errors, decoder, network, reconstructions, loss };
const views = {};
for (const [id, module] of Object.entries(modules)) views[id] = module.render({ model, el: at(id) });
drawThread(model, at("lab"), views);
wireTransport(model);
wireStates(model, store, at("line-state"));
showFormulas(model, at("formulas"));
showEvents(model, { list: at("events"), phone: at("phone-event") });
announceEvents(model, at("announce"));
showObstacles(model, { box: at("obstacles"), phone: at("phone-obstacle") });
wireProjector(model, at("lab"), at("headline"));
wireKeys(model, views);
wireActs();
wirePaper(model, views);
wireTabs(model, { bar: at("tabs"), page: at("page"), el: at("tab"), tools: at("tab-bar") });
store.listen();
begin();
// For measurements and tests.
globalThis.studio = { model, store, views, frameTimes };

function wireTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let stored = null;
  try { stored = localStorage.getItem("heaviside-theme"); } catch { /* a private window forgets */ }
  const chosen = ["light", "dark"].find((theme) => theme === address.theme) ?? ["light", "dark"].find((theme) => theme === stored);
  const set = (theme, isChosen) => {
    document.documentElement.dataset.theme = theme;
    forgetColours();
    model.set("themeChosen", isChosen);
    model.set("theme", theme);
    at("theme").setAttribute("aria-pressed", String(theme === "dark"));
  };
  set(chosen ?? (system.matches ? "dark" : "light"), Boolean(address.theme));
  system.addEventListener("change", () => { if (!model.get("themeChosen")) set(system.matches ? "dark" : "light", false); });
  const toggle = () => {
    const next = model.get("theme") === "dark" ? "light" : "dark";
    try { localStorage.setItem("heaviside-theme", next); } catch { /* the same */ }
    set(next, true);
  };
  at("theme").addEventListener("click", toggle);
  model.on("toggle-theme", toggle);
}

function wireActs() {
  at("run-menu").addEventListener("click", () => openRunMenu(model, store));
  at("fork").addEventListener("click", () => openFork(model));
  const certify = async (button) => {
    model.set("notice", null);
    model.set("proving", { samples: model.get("info")?.samples.signals.length, began: performance.now() });
    await act(model, { act: "certify", at: model.get("looking") ?? model.get("now")?.epoch }, button);
    model.set("proving", null);
  };
  at("certify").addEventListener("click", () => certify(at("certify")));
  at("certify-phone").addEventListener("click", () => certify(at("certify-phone")));
  model.on("certify", () => certify(at("certify")));
  model.on("look", (epoch) => store.look(epoch));
  model.on("choose-event", (event) => {
    model.set("chosenEvent", event.id);
    const { theta } = event.subject ?? {};
    const at_ = sampleOf(model.get("info"), theta);
    if (at_ >= 0) model.set("theta", at_);
    store.look(event.epoch);
  });
  model.on("open-tab", (tab) => {
    model.set("lesson", null);
    model.set("step", null);
    model.set("tab", tab);
  });
  model.on("open-menu", () => openRunMenu(model, store));
  model.on("open-keys", openKeys);
  model.on("open-run", (run) => openRun(run));
  model.on("change:verdict", (verdict) => { if (verdict && model.get("tab") === "laboratory") model.set("notice", { tab: "proof", text: verdict.proved ? `✓ Proved: all ${verdict.samples ?? ""} samples are reproduced exactly.` : `✗ Refuted at ${Number.isFinite(verdict.theta) ? `θ = ${verdict.theta}` : `sample ${verdict.sample}`}, output ${verdict.output}, by ${String(verdict.error).replace("-", "−")}.` }); });
  let chosenBefore = false;
  model.on("change:theta", () => { if (chosenBefore) model.set("thetaChosen", true); chosenBefore = true; });
  model.on("change:info", (info) => {
    if (!info) return;
    const { layers } = info.shape;
    // Of classes the views of a code would speak of reconstructions, which there are none.
    const hasClasses = Boolean(info.samples.classes);
    const isGeneral = hasClasses || !layers.slice(0, -1).some((layer) => layer.outputs === 1);
    at("lab").classList.toggle("classes", hasClasses);
    at("lab").classList.toggle("written", info.epochs === 0);
    model.set("isGeneral", isGeneral);
    at("lab").classList.toggle("general", isGeneral);
    at("run-name").textContent = info.name;
    at("run-seed").textContent = info.epochs === 0 ? `length ${info.shape.length ?? layers[0].inputs}` : `seed ${info.seed}`;
    if (info.epochs === 0) {
      const long = document.createElement("span");
      long.className = "long";
      long.textContent = " · written down, not trained";
      at("run-seed").append(long);
    }
    document.title = `${info.name}, seed ${info.seed} – Heaviside`;
    const m = info.samples.signals.length;
    const theta = model.get("theta");
    if (theta === undefined || theta === null || theta >= m) model.set("theta", Math.min(Math.round(0.36 * (m - 1)), m - 1));
    model.emit("geometry");
  });
  if (embedded?.command) {
    const line = document.createElement("span");
    line.className = "replay-command";
    const command = document.createElement("code");
    command.textContent = embedded.command;
    line.append("this run again: ", command);
    at("epoch-box").after(line);
  }
  addEventListener("popstate", () => {
    const next = readAddress();
    model.set("tab", next.tab ?? "laboratory");
    model.set("z", next.z);
    model.set("lesson", next.lesson);
    model.set("step", next.step);
    if (next.run && next.run !== model.get("run")) openRun(next.run, next.epoch);
    else if (next.epoch !== model.get("looking")) store.look(next.epoch);
  });
  // The newest size of type is read again where the window passes a limit.
  addEventListener("resize", () => model.emit("geometry"));
}

async function openRun(run, epoch = null) {
  model.set("isEmpty", false);
  await store.open(run, { epoch });
  model.set("picks", []);
}

async function begin() {
  keepAddress(model);
  if (address.theta !== null) {
    model.set("theta", address.theta);
    model.set("thetaChosen", true);
  }
  if (address.view === "projector") model.emit("toggle-projector");
  let runs = [];
  try { runs = await store.listRuns(); } catch (error) { model.set("problem", { what: error.message }); }
  const run = address.run ?? (runs.find((one) => one.status === "running") ?? runs.find((one) => one.status === "paused") ?? runs[0])?.id;
  if (run) { openRun(run, address.epoch); return; }
  model.set("isEmpty", true);
  showEmpty(model, at("tab"));
}
