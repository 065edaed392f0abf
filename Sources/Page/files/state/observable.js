// The model of `render({model, el})`: values by key, and who wants to hear of changes. It has the names of anywidget's
// model, so that a view runs in the page, in a report and in a notebook.

/** A set of values that tells when one changes. */
export class Observable {
  #values = new Map();
  #listeners = new Map();

  constructor(values = {}) {
    for (const [key, value] of Object.entries(values)) this.#values.set(key, value);
  }

  get(key) { return this.#values.get(key); }

  /** Sets a value and calls the listeners of `change:KEY`, unless it is the same one. */
  set(key, value) {
    if (Object.is(this.#values.get(key), value)) return;
    this.#values.set(key, value);
    this.emit(`change:${key}`, value);
  }

  /** Calls the listeners of an event: for values that changed in place. */
  emit(name, value) {
    for (const listener of this.#listeners.get(name) ?? []) listener(value);
  }

  /** Listens; returns the function that stops it. `names` may be several, parted by spaces. */
  on(names, listener) {
    const all = names.split(" ");
    for (const name of all) {
      if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
      this.#listeners.get(name).add(listener);
    }
    return () => all.forEach((name) => this.off(name, listener));
  }

  off(name, listener) { this.#listeners.get(name)?.delete(listener); }

  save_changes() {}
}
