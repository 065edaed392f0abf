// The run's menu: other runs, the tabs, and what starts something new.

import { figure, whole } from "../format.js";
import { html } from "../views/draw.js";
import { openSheet } from "./sheet.js";
import { openStart } from "./start.js";
import { tabs } from "./tabs.js";

/** Opens the menu. */
export async function openRunMenu(model, store) {
  const list = html("ul", { className: "menu-list" });
  const filter = html("input", { type: "search", placeholder: "Find a run", ariaLabel: "Find a run" });
  filter.style.width = "100%";
  const problem = html("p", { className: "answer wrong" });
  const start = html("button", { type: "button" }, "Start a run …");
  start.addEventListener("click", () => { dialog.close(); openStart(model); });
  // A file that replays a run cannot train.
  start.hidden = !store.source.isLive;
  const places = html("div", { className: "row" });
  for (const [id, name] of tabs) {
    const button = html("button", { type: "button" }, name);
    button.addEventListener("click", () => { dialog.close(); model.emit("open-tab", id); });
    if (id === (model.get("tab") ?? "laboratory")) button.setAttribute("aria-current", "page");
    places.append(button);
  }
  const projector = html("button", { type: "button" }, "Projector");
  projector.addEventListener("click", () => { dialog.close(); model.emit("toggle-projector"); });
  const link = html("button", { type: "button" }, "Copy link");
  link.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      link.textContent = "Copied";
    } catch { problem.textContent = `The browser does not let the page copy. The link: ${location.href}`; }
  });
  const oneFile = html("a", { className: "button", role: "link", download: `${(model.get("run") ?? "run").replace(/[^\w.-]+/g, "-")}.html` }, "Save as one file");
  const offerFile = () => {
    const isAway = model.get("connection")?.isConnected === false;
    if (isAway) oneFile.removeAttribute("href"); else oneFile.href = `/api/offline?run=${encodeURIComponent(model.get("run") ?? "")}`;
    oneFile.setAttribute("aria-disabled", String(isAway));
    oneFile.title = isAway ? "The server makes the file, and does not answer now" : "";
  };
  offerFile();
  const stop = model.on("change:connection", offerFile);
  places.append(projector, link);
  // A file that replays a run is one already.
  if (model.get("run") && model.get("source").isLive) places.append(oneFile);
  const paper = html("button", { type: "button" }, "Print, or save as PDF");
  paper.addEventListener("click", () => { dialog.close(); print(); });
  places.append(paper);
  const keys = html("button", { type: "button" }, "Keys");
  keys.addEventListener("click", () => { dialog.close(); model.emit("open-keys"); });
  places.append(keys);
  const dialog = openSheet(model.get("info")?.name ?? "Heaviside", [places, html("div", { className: "row" }, start), filter, list, problem]);
  dialog.addEventListener("close", stop);
  const draw = () => {
    const wanted = filter.value.trim().toLowerCase();
    const runs = (model.get("runs") ?? []).filter((run) => !wanted || [run.id, run.status, ...(run.tags ?? [])].join(" ").toLowerCase().includes(wanted));
    list.replaceChildren(...runs.slice(0, 200).map((run) => {
      const status = ["finished"].includes(run.status) ? "" : `${run.status} · `;
      const button = html("button", { type: "button" }, html("b", {}, run.id), html("span", { className: "grow" }, `${status}${whole(run.epoch)} epochs${typeof run.loss === "number" ? ` · loss ${figure(run.loss)}` : ""}`));
      button.addEventListener("click", () => { dialog.close(); model.emit("open-run", run.id); });
      if (run.id === model.get("run")) button.setAttribute("aria-current", "true");
      return html("li", {}, button);
    }));
    if (runs.length === 0) list.append(html("li", { className: "hint" }, "No run fits."));
  };
  filter.addEventListener("input", draw);
  draw();
  try {
    await store.listRuns();
    draw();
  } catch (error) { problem.textContent = error.message; }
}
