// Lines and sheets for what is not as usual: loading, disconnected, a problem, a divergence.

import { count, figure, list, parse, power, tenTo, tick, whole } from "../format.js";
import { readNetwork } from "../model.js";
import { html } from "../views/draw.js";
import { act } from "./acts.js";
import { openFork } from "./fork.js";
import { openSheet } from "./sheet.js";
import { showViews } from "./tabs.js";

const words = { network: "the network", loss: "the loss of every epoch", events: "the events of every epoch", obstacles: "what stands in the way" };

/** Keeps the line under the bar. */
export function wireStates(model, store, line) {
  let timer = 0;
  let isWaiting = false;
  const button = (text, act) => {
    const element = html("button", { type: "button" }, text);
    element.addEventListener("click", act);
    return element;
  };
  const draw = () => {
    clearTimeout(timer);
    const connection = model.get("connection");
    // A lesson computes what it shows: it waits for no run. Events have a line of their own, in their list.
    const isKnown = model.get("whole") && model.get("history") && model.get("obstacles");
    const loading = model.get("tab") === "lessons" || isKnown ? null : model.get("loading");
    const notice = model.get("notice");
    const problem = model.get("problem");
    const isStale = Boolean(connection && !connection.isConnected);
    for (const view of document.querySelectorAll(".lab .view")) view.classList.toggle("stale", isStale);
    isWaiting = false;
    for (const view of document.querySelectorAll(".lab .view")) {
      const lacks = Boolean(model.get("loading")) && !model.get(view.id === "loss" ? "history" : "whole");
      isWaiting ||= lacks;
      view.classList.toggle("waiting", lacks);
    }
    const parts = [];
    if (isStale) {
      const seconds = Math.max(0, Math.ceil(((connection.retryAt ?? 0) - Date.now()) / 1000));
      const now = model.get("now");
      parts.push(html("b", {}, "The server does not answer."), now ? ` The page shows the last state it got, epoch ${whole(now.epoch)}, and tries again in ${seconds} s.` : ` It is tried again in ${seconds} s.`, ...(now ? [html("span", { className: "long" }, " Dragging the thread and z goes on; the training may, too.")] : []), button("Try now", () => store.stream.tryNow()), button("What to do", () => showDisconnected(model, store)));
      timer = setTimeout(draw, 500);
    } else if (problem) {
      parts.push(html("b", {}, [problem.where ? `${problem.where}: ` : "", problem.what, problem.right ? `. Right would be: ${problem.right}` : ""].join("")), button("Close", () => model.set("problem", null)));
    } else if (model.get("proving")) {
      const { samples, began } = model.get("proving");
      const seconds = Math.floor((performance.now() - began) / 1000);
      parts.push(html("span", { className: "badge" }, "proving …"), `${samples ? `${count(samples, "sample")}, ` : ""}in exact arithmetic${seconds > 1 ? `, for ${seconds} s` : ""}. Training goes on meanwhile.`);
      timer = setTimeout(draw, 1000);
    } else if (notice) {
      parts.push(notice.text);
      if (notice.tab) parts.push(button("Show the proof", () => { model.set("notice", null); model.emit("open-tab", notice.tab); }));
      parts.push(button("Close", () => model.set("notice", null)));
      if (!notice.isProblem && !notice.tab) timer = setTimeout(() => model.set("notice", null), 6000);
    } else if (model.get("state")?.status === "diverged" && model.get("looking") === null && (model.get("tab") ?? "laboratory") === "laboratory" && !document.querySelector(".divergence")) {
      const event = model.get("events").find((one) => one.kind === "diverged");
      parts.push(html("span", { className: "badge" }, "✗ diverged"), event ? `epoch ${whole(event.epoch)}: ${event.text}` : "The loss is no finite number.", button("What happened", () => showDivergence(model)));
    } else if (loading && performance.now() - loading.began < 300) {
      timer = setTimeout(draw, 310);
    } else if (loading) {
      const left = ["network", "loss", "events", "obstacles"].filter((part) => !loading.parts?.includes(part));
      const bar = html("progress", { max: loading.of, value: loading.done, ariaLabel: "loaded" });
      parts.push(bar, `${loading.run}: ${left.length && left.length < 4 ? `waiting for ${list(left.map((part) => words[part]))}` : "each view appears when its numbers arrive"}.`);
    }
    const text = parts.map((part) => (typeof part === "string" ? part : part.textContent || part.value || "")).join("");
    if (line.hidden !== (parts.length === 0)) line.hidden = parts.length === 0;
    if (line.dataset.text !== text) {
      line.dataset.text = text;
      line.replaceChildren(...parts);
    }
  };
  model.on("change:connection change:loading change:notice change:problem change:state change:looking change:events change:proving change:tab change:obstacles", draw);
  model.on("change:whole change:history", () => { if (isWaiting) draw(); });
}

/** What is kept, and what to do, while the server does not answer. */
function showDisconnected(model, store) {
  const now = model.get("now");
  const run = model.get("run");
  const point = model.get("point");
  const tryNow = html("button", { type: "button", className: "primary" }, "Try now");
  const track = html("div", { className: "seen-track", ariaHidden: "true" }, html("span", {}, "seen"), html("span", {}, "fetched on return, none skipped"));
  const dialog = openSheet("The server does not answer", [
    html("p", {}, now ? `The page keeps the last state that it got, epoch ${whole(point?.epoch ?? now.epoch)}. Dragging the thread and z go on with it; what was not fetched yet comes when the server is back. The training may go on, too.` : "Nothing was fetched yet."),
    track,
    html("p", {}, "If the server was stopped, start it again where the folder of runs is:"),
    html("pre", { className: "command", tabIndex: 0 }, "heaviside studio"),
    ...(run ? [html("p", {}, "A run that is finished can be saved as one file, which needs no server:"), html("pre", { className: "command", tabIndex: 0 }, `heaviside report ${run} --replay`)] : []),
    html("div", { className: "row" }, tryNow)]);
  tryNow.addEventListener("click", () => { dialog.close(); store.stream.tryNow(); });
}

/** The rates that were tried from the start and stayed finite, as the event tells them: [{rate, epochs}]. */
function remediesOf(event) {
  const tried = event?.text.split("tried, and finite: ")[1];
  if (!tried) return [];
  return [...tried.matchAll(/a rate of (\S+) for ([\d,]+ epochs?)/g)]
    .map(([, rate, epochs]) => ({ rate: parse(rate), epochs }))
    .filter(({ rate }) => rate > 0);
}

/** The page of a divergence: the last epochs, what grew, and where to go on. */
async function showDivergence(model) {
  const el = document.getElementById("tab");
  const page = document.getElementById("page");
  const event = model.get("events").find((one) => one.kind === "diverged");
  const history = model.get("history");
  const end = event?.epoch ?? model.get("now").epoch;
  const epochs = [3, 2, 1, 0].map((before) => end - before).filter((epoch) => epoch >= 0);
  const table = html("table", {});
  const head = table.createTHead().insertRow();
  head.append(html("td", {}), ...epochs.map((epoch) => html("th", {}, `epoch ${whole(epoch)}`)));
  const body = table.createTBody();
  const addRow = (name, values) => {
    const line = body.insertRow();
    line.insertCell().textContent = name;
    values.forEach((value, k) => {
      const cell = line.insertCell();
      cell.textContent = big(value);
      if (k === values.length - 1) cell.className = "grown";
    });
  };
  addRow("loss", epochs.map((epoch) => (epoch === end ? Infinity : history?.loss(epoch) ?? NaN)));
  const product = html("p", { className: "hint" });
  const back = () => { el.hidden = true; el.replaceChildren(); showViews(page, true); model.emit("change:state", model.get("state")); };
  const remedies = remediesOf(event);
  const [rule, kept] = [model.get("info")?.rule, Math.max(0, end - 1)];
  const goOn = rule ? remedies.map(({ rate }, k) => {
    const button = html("button", { type: "button", className: k === 0 ? "primary" : "" }, `Start again at rate ${tick(rate)}`);
    button.addEventListener("click", async () => {
      const state = model.get("state");
      const answer = await act(model, { act: "fork", at: 0, value: { set: [`optimizer.${rule}.learningRate=${rate}`], pace: state?.pace ?? "decade" } }, button);
      if (!answer) return;
      back();
      model.emit("open-run", answer.run);
    });
    return button;
  }) : [];
  const forkBefore = html("button", { type: "button", className: goOn.length ? "" : "primary" }, "Fork before it …");
  forkBefore.addEventListener("click", () => { back(); model.emit("look", epochs[0]); openFork(model); });
  const look = html("button", { type: "button" }, `Back to epoch ${whole(kept)}`);
  look.addEventListener("click", () => { back(); model.emit("look", kept); });
  const close = html("button", { type: "button" }, "Back to the laboratory");
  close.addEventListener("click", back);
  el.replaceChildren(html("main", { className: "state-box divergence" },
    html("h1", {}, html("span", { className: "badge error" }, "✗ diverged"), ` epoch ${whole(end)}: the loss is no finite number`),
    html("p", {}, `${reasonOf(model)}Nothing is lost: epochs 0 to ${whole(kept)} are kept.`), table,
    product, html("p", { className: "hint" }, remedies.length ? `Tried before it is offered: ${list(remedies.map(({ rate, epochs }) => `${epochs} at rate ${tick(rate)}`))} stay finite.` : ""),
    html("div", { className: "row" }, ...goOn, forkBefore, look, close)));
  el.hidden = false;
  showViews(page, false);
  model.emit("change:state", model.get("state"));
  // The tensors of these epochs, each with its largest entry.
  try {
    const networks = [];
    for (const epoch of epochs) {
      const buffer = await model.get("source").bytes("frame", { run: model.get("run"), epoch });
      networks.push(readNetwork(buffer).network);
    }
    const { layers } = networks[0];
    const largest = layers.map(() => []);
    for (let l = layers.length - 1; l >= 0; l -= 1) {
      const most = networks.map(({ layers: list }) => list[l].weight.reduce((size, w) => Math.max(size, Number.isNaN(w) ? Infinity : Math.abs(w)), 0));
      addRow(`largest |W${subscript(l)}|`, most);
      largest[l] = most;
    }
    product.textContent = productOf(largest, layers[0].type);
  } catch { /* the losses alone tell enough */ }
}

/** That the layers multiply to more than the precision holds, if they do so in the first state in which they would. */
function productOf(largest, type) {
  const [name, end] = type === "F64" ? ["double", Number.MAX_VALUE] : ["single", 2 ** 128 - 2 ** 104];
  const tens = largest[0].map((_, k) => largest.reduce((sum, most) => sum + Math.log10(most[k]), 0));
  const first = tens.find((ten) => Number.isFinite(ten) && ten > Math.log10(end));
  if (first === undefined || largest.length < 2) return "";
  const names = largest.map((_, l) => `|W${subscript(l)}|`).reverse().join(" · ");
  return `${names} would be about ${tenTo(Math.round(first))}; ${name} precision ends at ${power(end, 2)}.`;
}

function subscript(l) { return "₀₁₂₃₄₅₆₇₈₉"[l + 1] ?? l + 1; }

/** What the rate did, if it is known. */
function reasonOf(model) {
  const rate = model.get("history")?.rate(model.get("now").epoch);
  return Number.isFinite(rate) ? `At rate ${tick(rate)} every step overshot, each further than the one before. ` : "";
}

function big(value) {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return "∞";
  return Math.abs(value) >= 1e5 ? power(value, 2) : figure(value, 3);
}
