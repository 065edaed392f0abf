// Lines and sheets for what is not as usual: loading, disconnected, a problem, a divergence.

import { figure, power, whole } from "../format.js";
import { readNetwork } from "../model.js";
import { html } from "../views/draw.js";
import { openFork } from "./fork.js";

/** Keeps the line under the bar. */
export function wireStates(model, store, line) {
  let timer = 0;
  const button = (text, act) => {
    const element = html("button", { type: "button" }, text);
    element.addEventListener("click", act);
    return element;
  };
  const draw = () => {
    clearTimeout(timer);
    const connection = model.get("connection");
    const loading = model.get("loading");
    const notice = model.get("notice");
    const problem = model.get("problem");
    const isStale = Boolean(connection && !connection.isConnected);
    for (const view of document.querySelectorAll(".lab .view")) view.classList.toggle("stale", isStale);
    const parts = [];
    if (isStale) {
      const seconds = Math.max(0, Math.ceil(((connection.retryAt ?? 0) - Date.now()) / 1000));
      const now = model.get("now");
      parts.push(html("b", {}, "The server does not answer."), now ? ` The page shows the last state it got, epoch ${whole(now.epoch)}, and tries again in ${seconds} s.` : ` It is tried again in ${seconds} s.`, button("Try now", () => store.stream.tryNow()));
      timer = setTimeout(draw, 500);
    } else if (problem) {
      parts.push(html("b", {}, [problem.where ? `${problem.where}: ` : "", problem.what, problem.right ? ` Right would be: ${problem.right}` : ""].join("")), button("Close", () => model.set("problem", null)));
    } else if (notice) {
      parts.push(notice.text);
      if (notice.tab) parts.push(button("Show the proof", () => { model.set("notice", null); model.emit("open-tab", notice.tab); }));
      parts.push(button("Close", () => model.set("notice", null)));
      if (!notice.isProblem && !notice.tab) timer = setTimeout(() => model.set("notice", null), 6000);
    } else if (model.get("state")?.status === "diverged" && model.get("looking") === null) {
      const event = model.get("events").find((one) => one.kind === "diverged");
      parts.push(html("span", { className: "badge" }, "✗ diverged"), event ? `epoch ${whole(event.epoch)}: ${event.text}` : "The loss is no finite number.", button("What happened", () => showDivergence(model)));
    } else if (loading && loading.done === 0) {
      parts.push(`Loading ${loading.run}: each view appears when its numbers arrive.`);
    }
    const text = parts.map((part) => (typeof part === "string" ? part : part.textContent)).join("");
    line.hidden = parts.length === 0;
    if (line.dataset.text !== text) {
      line.dataset.text = text;
      line.replaceChildren(...parts);
    }
  };
  model.on("change:connection change:loading change:notice change:problem change:state change:looking change:events", draw);
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
  head.append(html("th", {}, ""), ...epochs.map((epoch) => html("th", {}, `epoch ${whole(epoch)}`)));
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
  const back = () => { el.hidden = true; el.replaceChildren(); page.hidden = false; };
  const forkBefore = html("button", { type: "button", className: "primary" }, "Fork before it …");
  forkBefore.addEventListener("click", () => { back(); model.emit("look", epochs[0]); openFork(model); });
  const look = html("button", { type: "button" }, `Back to epoch ${whole(Math.max(0, end - 1))}`);
  look.addEventListener("click", () => { back(); model.emit("look", Math.max(0, end - 1)); });
  const close = html("button", { type: "button" }, "Back to the laboratory");
  close.addEventListener("click", back);
  el.replaceChildren(html("div", { className: "state-box" },
    html("h1", {}, html("span", { className: "badge error" }, "✗ diverged"), ` epoch ${whole(end)}: the loss is no finite number`),
    html("p", {}, `${event ? `${event.text}. ` : ""}Nothing is lost: epochs 0 to ${whole(Math.max(0, end - 1))} are kept.`), table, html("p", {}), html("div", { className: "row" }, forkBefore, look, close)));
  el.hidden = false;
  page.hidden = true;
  // The tensors of these epochs, each with its largest entry.
  try {
    const networks = [];
    for (const epoch of epochs) {
      const buffer = await model.get("source").bytes("frame", { run: model.get("run"), epoch });
      networks.push(readNetwork(buffer).network);
    }
    const { layers } = networks[0];
    for (let l = layers.length - 1; l >= 0; l -= 1) {
      const most = networks.map(({ layers: list }) => list[l].weight.reduce((size, w) => Math.max(size, Number.isNaN(w) ? Infinity : Math.abs(w)), 0));
      addRow(`largest |W${"₀₁₂₃₄₅₆₇₈₉"[l + 1] ?? l + 1}|`, most);
    }
  } catch { /* the losses alone tell enough */ }
}

function big(value) {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return "∞";
  return Math.abs(value) >= 1e5 ? power(value, 2) : figure(value, 3);
}
