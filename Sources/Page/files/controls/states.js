// Lines and sheets for what is not as usual: loading, disconnected, a problem, a divergence.

import { figure, power, whole } from "../format.js";
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

/** The page of a divergence: the last epochs, what grew, and what would help. */
function showDivergence(model) {
  const el = document.getElementById("tab");
  const page = document.getElementById("page");
  const event = model.get("events").find((one) => one.kind === "diverged");
  const history = model.get("history");
  const table = html("table", {});
  const epochs = history.buckets.slice(-4);
  const head = table.createTHead().insertRow();
  head.append(html("th", {}, ""), ...epochs.map((bucket) => html("th", {}, `epoch ${whole(bucket[0])}`)));
  const row = table.createTBody().insertRow();
  row.insertCell().textContent = "loss";
  for (const bucket of epochs) row.insertCell().textContent = big(bucket[2]);
  const numbers = event?.numbers ?? {};
  for (const [name, values] of Object.entries(numbers)) {
    if (!Array.isArray(values)) continue;
    const line = table.tBodies[0].insertRow();
    line.insertCell().textContent = name;
    for (const value of values.slice(-epochs.length)) line.insertCell().textContent = big(Number(value));
  }
  const fork = html("button", { type: "button", className: "primary" }, "Fork before it …");
  fork.addEventListener("click", () => { back(); model.emit("look", Math.max(0, (event?.epoch ?? 1) - 1)); openFork(model); });
  const close = html("button", { type: "button" }, "Back to the laboratory");
  const back = () => { el.hidden = true; el.replaceChildren(); page.hidden = false; };
  close.addEventListener("click", back);
  el.replaceChildren(html("div", { className: "state-box" },
    html("h1", {}, html("span", { className: "badge error" }, "✗ diverged"), ` epoch ${whole(event?.epoch ?? model.get("now").epoch)}: the loss is no finite number`),
    html("p", {}, event?.text ?? "Every epoch before is kept."), table, html("p", {}), html("div", { className: "row" }, fork, close)));
  el.hidden = false;
  page.hidden = true;
}

function big(value) {
  if (!Number.isFinite(value)) return "∞";
  return Math.abs(value) >= 1e5 ? power(value, 2) : figure(value, 3);
}
