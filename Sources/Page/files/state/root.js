// Where cards, sheets and probes of colours are put: the body of the page, or the widget of a notebook.

let root = null;

/** The element that has the page's styles. */
export function pageRoot() { return root ?? document.body; }

/** Puts another element in the place of the body. */
export function setPageRoot(element) { root = element; }
