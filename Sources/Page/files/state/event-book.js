// The events of the open run: gathered by their ids, sorted, and told at most twice a second.

import { printed } from "./printed.js";

/** Sets `events` of the model, and `eventsKnown` to the run whose events are all there; emits `newEvents`. */
export class EventBook {
  #run = null;
  #known = new Map();
  #fresh = [];
  #telling = undefined;

  constructor(model, source) { Object.assign(this, { model, source }); }

  /** What was known is another run's, or may have other numbers now. */
  forget() { this.#run = null; }

  /** Takes events in; thousands may come in a second, so that they are sorted and told at most twice a second. */
  add(list, isNew = false) {
    const run = this.model.get("run");
    if (this.#run !== run) {
      this.#run = run;
      this.#known = new Map();
      this.#fresh = [];
    }
    for (const event of list) {
      const isFresh = isNew && !this.#known.has(event.id);
      this.#known.set(event.id, { ...event, title: printed(event.title), text: printed(event.text), run, isNew: isFresh });
      if (isFresh) this.#fresh.push(event);
    }
    if (!isNew) { this.#tell(); return; }
    this.#telling ??= setTimeout(() => this.#tell(), 500);
  }

  /** Takes the answer of GET events in, and asks again until it has all: none may come where nothing happened. */
  fill(answer, run, isCurrent) {
    this.add(answer.events);
    if (answer.complete === false) this.#ask(run, isCurrent); else this.model.set("eventsKnown", run);
  }

  #ask(run, isCurrent) {
    setTimeout(async () => {
      if (!isCurrent()) return;
      try {
        const answer = await this.source.get("events", { run });
        if (!isCurrent()) return;
        if (answer.complete === false) this.#ask(run, isCurrent); else this.fill(answer, run, isCurrent);
      } catch { if (isCurrent()) this.#ask(run, isCurrent); }
    }, 4000);
  }

  #tell() {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    if (this.#run !== this.model.get("run")) return;
    this.model.set("events", [...this.#known.values()].sort((a, b) => b.epoch - a.epoch));
    const fresh = this.#fresh.splice(0);
    if (fresh.length) this.model.emit("newEvents", fresh);
  }
}
