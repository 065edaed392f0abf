// The run on the page: opens it, follows it, and fetches what the views show. Nothing here draws.

import { knownActivation } from "../activations.js";
import { kinksInto, readSmall } from "../model.js";
import { EventBook } from "./event-book.js";
import { History } from "./history.js";
import { fillTrail } from "./past.js";
import { sentencesOf } from "./printed.js";
import { addSnapshots, inOrder } from "./samples.js";
import { number } from "./refusal.js";
import { Trail } from "./trail.js";
import { codesFromSmall, makeWhole, weightsOf } from "./whole.js";

/**
 * Keys of the model that it sets:
 * - `run`: the id; `info`: the answer of GET run; `state`: how it stands; `spec`: its text
 * - `now`: {epoch, loss} of the run; `looking`: the epoch that is looked at, or null for now
 * - `point`: what is shown at up to 30 frames a second: {epoch, loss, w1, codes, kinks, sides, amplitude}; codes are null
 *   without a scalar code
 * - `whole`: the last complete network: {epoch, network, codes, values(), errors()}
 * - `history`, `trail`, `events`, `obstacles`, `runs`, `connection`, `loading`, `verdict`
 */
export class Store {
  #openings = 0;
  /** The run that is being opened, and what the stream says of it meanwhile. */
  #early = { run: null, messages: [] };
  #pull = { isBusy: false, wanted: null, last: -1 };

  /** `lateness` tells how long frames wait for their turn, in milliseconds: a slow page asks for less. */
  constructor(model, source, lateness = { milliseconds: 0 }) {
    this.model = model;
    this.lateness = lateness;
    this.source = source;
    this.trail = new Trail();
    this.events = new EventBook(model, source);
    model.set("trail", this.trail);
    model.set("events", []);
    model.set("obstacles", []);
    model.set("looking", null);
  }

  /** Begins to listen to the server. */
  listen() {
    if (!this.source.isLive) return;
    this.stream = this.source.stream((kind, data) => this.#message(kind, data), (state) => {
      const was = this.model.get("connection");
      this.model.set("connection", state);
      if (state.isConnected && was && !was.isConnected && this.model.get("run")) this.#catchUp();
    });
  }

  async listRuns() {
    const { runs } = await this.source.get("runs");
    this.model.set("runs", runs);
    return runs;
  }

  /** Opens a run: everything of the run before is dropped. */
  async open(run, { epoch = null } = {}) {
    const { model, source } = this;
    const opening = (this.#openings += 1);
    const isCurrent = () => opening === this.#openings;
    model.set("loading", { run, done: 0, of: 4, parts: [], began: performance.now() });
    // A short run may end while it is asked for: what the stream says meanwhile may be newer than the answers.
    const early = { run, messages: [] };
    this.#early = early;
    const takeEarly = (isWanted) => early.messages.filter(([kind]) => isWanted(kind)).forEach(([kind, data]) => this.#take(kind, data));
    try {
      const info = inOrder(await source.get("run", { run }));
      if (!isCurrent()) return;
      this.trail.clear();
      this.events.forget();
      this.#pull = { isBusy: false, wanted: null, last: -1 };
      model.set("looking", null);
      model.set("point", null);
      model.set("whole", null);
      model.set("history", null);
      model.set("events", []);
      model.set("obstacles", null);
      model.set("verdict", null);
      model.set("problem", null);
      // A verdict was about the run before.
      if (model.get("notice")?.tab) model.set("notice", null);
      model.set("run", run);
      model.set("info", info);
      model.set("spec", info.spec);
      model.set("now", { epoch: info.epoch, loss: NaN });
      model.set("state", {
        run, status: info.status, epoch: info.epoch, epochs: info.epochs, rate: info.rate, pace: info.pace,
        cause: null, hash: info.hash ?? null,
      });
      takeEarly((kind) => !["loss", "obstacles"].includes(kind));
      const isAtEnd = !isTraining(model.get("state").status);
      if (epoch !== null) this.#exactLoss(epoch);
      const jobs = [
        source.get("history", { run }).then((answer) => {
          if (!isCurrent()) return;
          const history = new History(answer.buckets, answer.rates ?? []);
          model.set("history", history);
          takeEarly((kind) => kind === "loss");
          const now = model.get("now");
          if (!history.isEmpty && !Number.isFinite(now.loss)) model.set("now", { ...now, loss: history.loss(now.epoch) });
          const point = model.get("point");
          if (point && !Number.isFinite(point.loss)) model.set("point", { ...point, loss: history.loss(point.epoch) });
        }),
        source.get("events", { run }).then((answer) => {
          if (!isCurrent()) return;
          this.events.fill(answer, run, isCurrent);
        }),
        source.get("obstacles", { run, epoch: epoch ?? "now" }).then((answer) => {
          if (!isCurrent()) return;
          model.set("obstacles", sentencesOf(answer.sentences));
          takeEarly((kind) => kind === "obstacles");
        }),
        this.#fetchWhole(epoch ?? (isAtEnd ? "end" : "now"), isCurrent),
      ];
      const parts = [];
      const { began } = model.get("loading") ?? { began: performance.now() };
      jobs.forEach((job, k) => job.then(() => {
        parts.push(["loss", "events", "obstacles", "network"][k]);
        if (isCurrent()) model.set("loading", { run, done: parts.length, of: 4, parts, began });
      }, () => {}));
      const results = await Promise.allSettled(jobs);
      if (!isCurrent()) return;
      if (epoch !== null && epoch < info.epoch) {
        model.set("looking", epoch);
        const point = model.get("point");
        if (point?.epoch === epoch) model.set("point", { ...point, loss: this.#lossAt(epoch) });
      }
      model.set("loading", null);
      const failed = results.find((result) => result.status === "rejected");
      if (failed && results[3].status === "rejected") model.set("problem", { what: failed.reason.message });
      fillTrail(this, isCurrent, model.get("looking") ?? undefined);
    } catch (error) {
      if (!isCurrent()) return;
      model.set("loading", null);
      model.set("problem", { what: error.message });
    } finally {
      if (isCurrent()) this.#early = { run: null, messages: [] };
    }
  }

  async #fetchWhole(epoch, isCurrent = () => true) {
    const run = this.model.get("run");
    const { network, epoch: stored, isRounded } = await this.source.network({ run, epoch });
    if (!isCurrent() || run !== this.model.get("run")) return null;
    const shown = Number.isFinite(stored) && stored !== null ? stored
      : typeof epoch === "number" ? epoch : this.model.get("now").epoch;
    const whole = makeWhole(network, shown, this.model.get("info"));
    whole.isRounded = isRounded;
    this.#show(whole);
    return whole;
  }

  /** Shows a complete network: sets `whole`, and `point` unless a newer one is shown. */
  #show(whole) {
    const { model } = this;
    const looking = model.get("looking");
    model.set("whole", whole);
    const point = model.get("point");
    // Frames tell codes and kinks of their own: a state that was fetched between two of them would only go to and fro.
    const isFollowed = looking === null && model.get("state")?.status === "running" && point?.isOfFrame;
    const isNewer = !isFollowed && (!point || looking !== null || whole.epoch >= point.epoch);
    const loss = looking === null ? model.get("now").loss : this.#lossAt(whole.epoch);
    if (whole.codes && whole.network.hasScalarCode) {
      const { positions, sides } = whole.network.kinks();
      // What is older than the newest frame is known already, and a line drawn anew for it costs a frame.
      if (whole.codes.every(Number.isFinite) && isNewer) this.trail.add(whole.epoch, whole.codes, positions, sides);
      if (isNewer) {
        model.set("point", {
          epoch: whole.epoch, loss, w1: whole.network.encoder.length === 1 ? whole.network.layers[0].weight : null,
          codes: whole.codes, kinks: positions, sides,
        });
      }
    } else if (isNewer) {
      model.set("point", { epoch: whole.epoch, loss, w1: null, codes: null, kinks: null, sides: null });
    }
    model.emit("trail");
  }

  /** At most one request for a complete state is under way; the newest wish is the next. */
  pull(epoch) {
    const state = this.#pull;
    state.wanted = epoch;
    if (state.isBusy) return;
    state.isBusy = true;
    const next = async () => {
      while (state.wanted !== null && state === this.#pull) {
        const wanted = state.wanted;
        state.wanted = null;
        // A frame of now that comes late must not cover the epoch looked at, and the other way round.
        const isWanted = () => (typeof wanted === "number") === (this.model.get("looking") !== null);
        try { await this.#fetchWhole(wanted, isWanted); } catch (error) {
          if (error.status !== 0) this.model.set("problem", { what: error.message });
          continue;
        }
        // The page breathes between two frames: a slow one gets fewer.
        const pause = Math.min(600, 80 + 8 * Math.max(0, this.lateness.milliseconds - 25));
        if (wanted === "now") await new Promise((resolve) => setTimeout(resolve, pause));
      }
      state.isBusy = false;
    };
    next();
  }

  /** Looks at an epoch, or at now with null. */
  look(epoch) {
    const { model } = this;
    const now = model.get("now");
    if (!now) return;
    const state = model.get("state");
    const isRunning = state?.status === "running";
    if (epoch === null || (epoch >= now.epoch && !isRunning)) {
      if (model.get("looking") !== null) this.#askObstacles(null);
      model.set("looking", null);
      this.pull(newest(state?.status));
      return;
    }
    const asked = Math.max(0, Math.min(Math.round(epoch), now.epoch));
    // A file has the epochs that it has.
    const wanted = this.source.frame ? this.source.frame(asked).epoch : asked;
    model.set("looking", wanted);
    // Until the exact state comes, the nearest one that was seen.
    const near = this.trail.nearest(wanted);
    const info = model.get("info");
    if (near && info && Math.abs(Math.log((near.epoch + 1) / (wanted + 1))) < 0.2) {
      const previous = model.get("point");
      model.set("point", {
        epoch: wanted, loss: this.#lossAt(wanted), w1: previous?.w1 ? weightsOf(near.codes, info, previous.w1) : null, codes: near.codes,
        kinks: near.kinks, sides: near.sides, isNear: true,
      });
    }
    this.pull(wanted);
    this.#exactLoss(wanted);
    clearTimeout(this.filling);
    const opening = this.#openings;
    this.filling = setTimeout(() => {
      fillTrail(this, () => opening === this.#openings && model.get("looking") === wanted, wanted);
      if (model.get("looking") === wanted) this.#askObstacles(wanted);
    }, 500);
    model.set("obstacles", null);
  }

  /** What stands in the way at an epoch, or now with null. A file has that of its end. */
  async #askObstacles(epoch) {
    const { model, source } = this;
    const run = model.get("run");
    if (!source.isLive && epoch !== null) return;
    try {
      const { sentences } = await source.get("obstacles", { run, epoch: epoch ?? "now" });
      if (run === model.get("run") && model.get("looking") === epoch) model.set("obstacles", sentencesOf(sentences));
    } catch { /* nothing is said of it */ }
  }

  /** The loss of an epoch that is looked at: a bucket of the curve holds several. */
  async #exactLoss(epoch) {
    const { model, source } = this;
    if (!source.isLive || epoch < 1) return;
    const run = model.get("run");
    try {
      const { buckets } = await source.get("history", { run, from: epoch, to: epoch, buckets: 1 });
      const loss = number(buckets[0]?.[1]);
      if (buckets[0]?.[0] !== epoch || !Number.isFinite(loss) || run !== model.get("run")) return;
      this.exact = { run, epoch, loss };
      const point = model.get("point");
      if (point?.epoch === epoch && model.get("looking") === epoch) model.set("point", { ...point, loss });
      model.set("exactLoss", this.exact);
    } catch { /* the curve's own value stays */ }
  }

  /** The loss that is known of an epoch: told exactly, or as the curve has it. */
  #lossAt(epoch) {
    const { exact, model } = this;
    return exact?.epoch === epoch && exact.run === model.get("run") ? exact.loss : model.get("history")?.loss(epoch) ?? NaN;
  }

  #message(kind, data) {
    const { model } = this;
    if (kind === "hello") {
      // What the server before refused, as while it was ending, holds no more.
      if (model.get("server")) model.set("problem", null);
      model.set("server", data);
      return;
    }
    if (kind === "state") {
      model.emit("anyState", data);
      const runs = model.get("runs");
      if (runs) {
        const known = runs.find((run) => run.id === data.run);
        if (known) Object.assign(known, { status: data.status, epoch: data.epoch, epochs: data.epochs });
      }
    }
    if (data.run !== undefined && data.run === this.#early.run) this.#early.messages.push([kind, data]);
    if (data.run === undefined || data.run === model.get("run")) this.#take(kind, data);
  }

  #take(kind, data) {
    const { model } = this;
    switch (kind) {
      case "state": this.#state(data); break;
      case "frame": this.#frame(data); break;
      case "loss":
        if (model.get("history")?.addLater(data.buckets)) model.emit("history");
        break;
      case "event": this.events.add([data], true); break;
      case "obstacles":
        if (model.get("looking") === null) model.set("obstacles", sentencesOf(data.sentences));
        break;
      case "verdict": model.set("verdict", data); break;
      case "spec":
        model.set("spec", typeof data.spec === "string" ? data.spec : data.spec?.text ?? model.get("spec"));
        break;
      case "problem": model.set("problem", data); break;
      default: break;
    }
  }

  #state(data) {
    const { model } = this;
    const before = model.get("state");
    model.set("state", { ...before, ...data });
    // What was asked of the run and could not be: it stands as it did, or is held, and says why.
    if (data.cause && data.cause !== before?.cause && /not changed: /.test(data.cause)) {
      model.set("notice", { text: `${data.cause.charAt(0).toUpperCase()}${data.cause.slice(1)}`, isProblem: true });
    }
    const now = model.get("now");
    // A run that goes on may do so from a checkpoint before its end.
    const goesOn = isTraining(data.status) && !isTraining(before.status);
    if (goesOn || data.epoch >= now.epoch) model.set("now", { ...now, epoch: data.epoch });
    if (data.rate !== before.rate && model.get("history")?.noteRate(data.epoch, data.rate)) model.emit("history");
    if (before.status !== data.status && model.get("looking") === null) {
      this.pull(newest(data.status));
    }
  }

  #frame(data) {
    const { model } = this;
    const info = model.get("info");
    // A frame that was on its way when the run ended.
    if (data.epoch < model.get("now").epoch && !isTraining(model.get("state").status)) return;
    addSnapshots(info, data.epoch);
    // A run that is held just where it went on has no loss of its own yet: the curve knows it.
    const loss = data.loss === null || data.loss === undefined ? this.#lossAt(data.epoch) : number(data.loss);
    model.set("now", { epoch: data.epoch, loss });
    // A schedule may change the rate in every epoch.
    model.get("history")?.noteRate(data.epoch, data.rate);
    if (model.get("looking") !== null || !info) return;
    const code = data.small && info.shape.layers.length === 3 ? knownActivation(info.shape.layers[0].activation) : null;
    if (code) {
      const small = readSmall(data.small, info.shape.layers[0].inputs);
      const codes = codesFromSmall(small, info, code.apply);
      const kinks = new Float64Array(small.w2.length);
      const sides = new Int8Array(small.w2.length);
      kinksInto(small.w2, small.b2, info.shape.layers[1].activation, kinks, sides);
      model.set("point", { epoch: data.epoch, loss, w1: small.w1, codes, kinks, sides, isOfFrame: true });
      if (this.trail.last?.epoch > data.epoch) this.trail.cut(data.epoch);
      this.trail.add(data.epoch, codes, kinks, sides);
      model.emit("trail");
    } else {
      const point = model.get("point");
      model.set("point", { ...point, epoch: data.epoch, loss });
    }
    if (data.hasLarge !== false && document.visibilityState === "visible") this.pull("now");
  }

  async #catchUp() {
    const { model, source } = this;
    const run = model.get("run");
    try {
      const [answer, history, events] = await Promise.all([
        source.get("run", { run }), source.get("history", { run }), source.get("events", { run })]);
      if (run !== model.get("run")) return;
      const info = inOrder(answer);
      model.set("history", new History(history.buckets, history.rates ?? []));
      // What was known may have other numbers now.
      this.events.forget();
      this.events.add(events.events);
      model.set("info", info);
      this.#state({
        run, status: info.status, epoch: info.epoch, epochs: info.epochs, rate: info.rate, pace: info.pace, cause: null,
        hash: info.hash ?? null,
      });
      if (model.get("looking") === null) this.pull(newest(info.status));
    } catch (error) {
      model.set("problem", { what: error.message });
    }
  }
}

function isTraining(status) { return ["running", "paused", "idle"].includes(status); }

/** The name of a run's newest state. */
function newest(status) { return ["running", "paused"].includes(status) ? "now" : "end"; }
