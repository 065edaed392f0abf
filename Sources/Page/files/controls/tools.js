// What can be done with a figure: its numbers as a table, and files of it.

import { closeCard, openMenu } from "./card.js";
import { pngOf, save, svgOf } from "./figure.js";
import { printFigure } from "./paper.js";
import { openSheet } from "./sheet.js";

/** Gives a view its button, and Enter on the figure; returns the function that takes them away. */
export function offerTools(view) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool icon";
  button.tabIndex = -1;
  button.setAttribute("aria-label", `Save ${view.caption.querySelector("b").textContent.replace("… ", "")}, or read it as a table`);
  const dots = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  dots.setAttribute("viewBox", "0 0 16 16");
  dots.setAttribute("aria-hidden", "true");
  for (const x of [3, 8, 13]) {
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", 8);
    dot.setAttribute("r", 1.5);
    dots.append(dot);
  }
  button.append(dots);
  view.el.append(button);
  const open = () => openMenu(button, items(view));
  button.addEventListener("click", (event) => { event.stopPropagation(); open(); });
  const key = (event) => {
    if (event.key !== "Enter" || event.target.closest("button, dialog")) return;
    event.preventDefault();
    open();
  };
  view.el.addEventListener("keydown", key);
  return () => { button.remove(); view.el.removeEventListener("keydown", key); };
}

function items(view) {
  return [
    ["As a table", () => openTable(view)],
    ["Save as SVG", () => saveFigure(view, "svg")],
    ["Save as PNG", () => saveFigure(view, "png")],
    // A notebook is printed as a whole.
    ...(view.model.get("isNotebook") ? [] : [["Print, or save as PDF", () => { closeCard(); printFigure(view); }]]),
    ["Save the numbers as CSV", () => saveFigure(view, "csv")],
  ];
}

function fileName(view, kind) {
  const point = view.model.get("point");
  const run = (view.model.get("run") ?? "run").replace(/[^\w.-]+/g, "-");
  return `${run}-${view.el.id || "figure"}-epoch-${point?.epoch ?? 0}.${kind}`;
}

/** Saves a figure, or says why not. */
export async function saveFigure(view, kind) {
  closeCard();
  if (kind === "csv") {
    const table = view.table();
    if (!table) return;
    save(new Blob([csv(table)], { type: "text/csv" }), fileName(view, "csv"));
  } else if (kind === "svg") {
    save(new Blob([svgOf(view)], { type: "image/svg+xml" }), fileName(view, "svg"));
  } else {
    save(await pngOf(view), fileName(view, "png"));
  }
}

/** Fields with commas, quotes or line ends are quoted; numbers are written in full. */
export function csv({ columns, rows }) {
  const field = (value) => {
    const text = String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => Array.from(row, field).join(",")).join("\r\n") + "\r\n";
}

function openTable(view) {
  const table = view.table();
  if (!table) return;
  const grid = document.createElement("table");
  const head = grid.createTHead().insertRow();
  for (const name of table.columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = name;
    head.append(cell);
  }
  const body = grid.createTBody();
  const most = 2000;
  for (const row of table.rows.slice(0, most)) {
    const line = body.insertRow();
    for (const value of row) line.insertCell().textContent = typeof value === "number" ? String(Number(value.toPrecision(9))).replace("-", "−") : value;
  }
  const scroll = document.createElement("div");
  scroll.className = "table-scroll";
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "The numbers");
  scroll.append(grid);
  const text = document.createElement("p");
  text.className = "hint";
  text.textContent = `${view.describe()}${table.rows.length > most ? ` The first ${most} of ${table.rows.length} rows; the CSV has all.` : ""}`;
  openSheet(view.caption.querySelector("b").textContent, [text, scroll]);
}
