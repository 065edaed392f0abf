// Sheets: dialogs over the page. Focus moves into them, and back.

import { pageRoot } from "../state/root.js";
import { html } from "../views/elements.js";

/**
 * Opens a sheet.
 *
 * @param {string} title
 * @param {Node[]} parts
 * @returns {HTMLDialogElement} closed by Escape, by its button, or by a click beside it
 */
export function openSheet(title, parts, { onClose = () => {} } = {}) {
  const before = pageRoot().getRootNode().activeElement;
  const dialog = document.createElement("dialog");
  const close = html("button", { type: "button", className: "icon close", ariaLabel: "Close" }, "✕");
  close.addEventListener("click", () => dialog.close());
  const heading = html("h2", { id: "sheet-title" }, title);
  const sheet = html("div", { className: "sheet" }, heading, ...parts);
  dialog.setAttribute("aria-labelledby", "sheet-title");
  dialog.append(sheet, close);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose();
    if (before?.isConnected) before.focus();
  });
  pageRoot().append(dialog);
  dialog.showModal();
  return dialog;
}
