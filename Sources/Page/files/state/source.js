// Where the page's data come from: the server, or one file that replays a run.

import { networkOf, readNetwork } from "../model.js";
import { Refusal } from "./refusal.js";
import { addMessage, kinds, tellAll } from "./stream-batch.js";

/** The server. */
export class Server {
  isLive = true;
  #worker = null;

  async #answer(path, options) {
    let response;
    try {
      response = await fetch(path, options);
    } catch {
      throw new Refusal({ what: "The server does not answer." }, 0);
    }
    if (response.ok) return response;
    const body = await response.json().catch(() => ({ what: `The server answered ${response.status}.` }));
    throw new Refusal(body, response.status);
  }

  #path(name, values) {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined && value !== null) for (const one of [value].flat()) query.append(key, one);
    }
    return `/api/${name}${query.size ? `?${query}` : ""}`;
  }

  /** The JSON of `GET /api/NAME?…`. */
  async get(name, values = {}, options = {}) {
    return (await this.#answer(this.#path(name, values), options)).json();
  }

  /** The bytes of `GET /api/NAME?…`. */
  async bytes(name, values = {}, options = {}) {
    return (await this.#answer(this.#path(name, values), options)).arrayBuffer();
  }

  /** The network of `GET /api/frame?…`, fetched and read by a worker where the browser has one. */
  async network(values = {}) {
    this.#worker ??= startWorker();
    const answer = this.#worker ? await this.#worker(this.#path("frame", values)) : null;
    if (answer === null) {
      this.#worker = false;
      return readNetwork(await this.bytes("frame", values));
    }
    if (answer.parts) return networkOf(answer.parts);
    const { body, status } = answer.refusal;
    throw status === null ? new Error(body.what) : new Refusal(body, status);
  }

  /** The JSON of `POST /api/NAME`. */
  async post(name, body, options = {}) {
    const headers = { "Content-Type": "application/json" };
    return (await this.#answer(`/api/${name}`, { method: "POST", headers, body: JSON.stringify(body), ...options })).json();
  }

  /**
   * The stream of messages, until `close()`: reconnects by itself, after 1, 2, 4, … at most 16 seconds. A worker reads
   * it where the browser has one.
   *
   * @param {(event: string, data: object) => void} message
   * @param {(state: {isConnected: boolean, retryAt: number | null}) => void} change
   */
  stream(message, change) {
    let isClosed = false;
    const giveUp = () => { if (!isClosed) reader = listenHere(message, change); };
    let reader = listenAway(message, change, giveUp) ?? listenHere(message, change);
    const close = () => {
      isClosed = true;
      reader.close();
      removeEventListener("pagehide", close);
    };
    addEventListener("pagehide", close);
    return { close, tryNow() { reader.tryNow(); } };
  }
}

const streamPath = "/api/stream";

/** Listens on the page's own thread. */
function listenHere(message, change) {
  let source = null;
  let wait = 1000;
  let timer = 0;
  const connect = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(streamPath);
    for (const kind of kinds) {
      source.addEventListener(kind, (event) => {
        const told = [];
        if (addMessage(told, kind, event.data)) message(...told[0]);
      });
    }
    source.addEventListener("open", () => {
      wait = 1000;
      change({ isConnected: true, retryAt: null });
    });
    source.addEventListener("error", () => {
      source.close();
      change({ isConnected: false, retryAt: Date.now() + wait });
      timer = setTimeout(connect, wait);
      wait = Math.min(2 * wait, 16_000);
    });
  };
  connect();
  return { close() { clearTimeout(timer); source?.close(); }, tryNow() { wait = 1000; connect(); } };
}

/** Lets a worker listen; null without workers. `giveUp` is called where its script does not run here. */
function listenAway(message, change, giveUp) {
  let worker;
  try {
    worker = new Worker(new URL("./stream-worker.js", import.meta.url), { type: "module" });
  } catch {
    return null;
  }
  let hasSpoken = false;
  worker.addEventListener("message", ({ data }) => {
    hasSpoken = true;
    if (data.state) change(data.state);
    else {
      tellAll(data.messages, message);
      worker.postMessage({ took: true });
    }
  });
  worker.addEventListener("error", () => {
    if (hasSpoken) return;
    worker.terminate();
    giveUp();
  });
  worker.postMessage({ path: streamPath });
  return { close() { worker.terminate(); }, tryNow() { worker.postMessage({ path: streamPath }); } };
}

/** A function that asks a worker for the parts of a network, null where the worker is broken; false without workers. */
function startWorker() {
  const waiting = new Map();
  let last = 0;
  let worker;
  try {
    worker = new Worker(new URL("./frame-worker.js", import.meta.url), { type: "module" });
  } catch {
    return false;
  }
  const settle = (id, answer) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  };
  worker.addEventListener("message", ({ data }) => settle(data.id, data));
  // Its script did not come, or does not run here: the page does the work itself.
  let isBroken = false;
  const giveUp = () => {
    isBroken = true;
    worker.terminate();
    for (const id of [...waiting.keys()]) settle(id, null);
  };
  worker.addEventListener("error", giveUp);
  worker.addEventListener("messageerror", giveUp);
  return (path) => new Promise((resolve) => {
    if (isBroken) { resolve(null); return; }
    last += 1;
    waiting.set(last, resolve);
    worker.postMessage({ id: last, path });
  });
}
