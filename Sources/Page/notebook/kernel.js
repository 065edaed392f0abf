// The kernel of a notebook as the source of a run: questions and answers go over the widget's own channel.
//
// To Python: {ask, id, values, body}, and {ready} where the views listen. From Python: {id, status} with the bytes of an
// answer; {news: [[event, data], …], frame} with the bytes of the newest network; {ended}: a sentence.

import { readNetwork } from "../files/model.js";
import { Refusal } from "../files/state/refusal.js";

/** How long an answer is waited for where the widget came with one: a kernel that computes answers late. */
const patience = 400;

const text = new TextDecoder();

/** The bytes of a message's buffer. */
function bytesOf(view) { return view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength); }

/** A source as `Server` is one, whose answers come from Python. */
export class Kernel {
  isLive = true;
  #channel;
  #waiting = new Map();
  #last = 0;
  /** The answers that the widget came with: those that do not depend on the epoch that is looked at. */
  #opening;
  #newest = null;
  #tell = null;
  #change = null;
  #returning = 0;

  /** @param {object} channel the model of anywidget */
  constructor(channel) {
    this.#channel = channel;
    this.#opening = JSON.parse(channel.get("opening") || "{}");
    const frame = channel.get("frame");
    if (frame?.byteLength) this.#newest = bytesOf(frame);
    this.receive = (message, buffers) => this.#receive(message, buffers ?? []);
    channel.on("msg:custom", this.receive);
  }

  close() {
    this.#channel.off("msg:custom", this.receive);
    for (const { reject } of this.#waiting.values()) reject(new Refusal({ what: "The view is closed." }, 0));
    this.#waiting.clear();
    this.#tell = null;
  }

  #receive(message, buffers) {
    if (message.id !== undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (!waiting) return;
      const content = buffers.length ? bytesOf(buffers[0]) : new ArrayBuffer(0);
      if (message.status < 400) waiting.resolve(content);
      else waiting.reject(new Refusal(JSON.parse(text.decode(content)), message.status));
    } else if (message.news) {
      // The network first: what the messages make the page ask for is then here.
      if (buffers.length) this.#newest = bytesOf(buffers[0]);
      for (const [event, data] of message.news) this.#tell?.(event, data);
    } else if (message.ended) {
      this.#tell?.("problem", { what: message.ended });
    }
  }

  #ask(ask, values, body) {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#channel.send(body === undefined ? { ask, id, values } : { ask, id, values, body });
    });
  }

  /** An answer, or after a while what is known: the late answer then has the page ask for everything anew. */
  #orKnown(answer, known) {
    let isLate = false;
    answer.then(() => { if (isLate) this.#return(); }, () => {});
    return Promise.race([answer, new Promise((resolve) => {
      setTimeout(() => { isLate = true; resolve(known); }, patience);
    })]);
  }

  #return() {
    clearTimeout(this.#returning);
    this.#returning = setTimeout(() => {
      this.#change?.({ isConnected: false, retryAt: null });
      this.#change?.({ isConnected: true, retryAt: null });
    }, 50);
  }

  async get(name, values = {}) {
    const answer = this.#ask(name, values).then((content) => JSON.parse(text.decode(content)));
    const known = typeof values.epoch === "number" || values.from !== undefined ? undefined : this.#opening[name];
    return known === undefined ? answer : this.#orKnown(answer, known);
  }

  async bytes(name, values = {}) {
    const isNewest = typeof values.epoch !== "number";
    // News bring every network that is now.
    if (name === "frame" && values.epoch === "now" && this.#newest) return this.#newest;
    const answer = this.#ask(name, values);
    return name === "frame" && isNewest && this.#newest ? this.#orKnown(answer, this.#newest) : answer;
  }

  async network(values = {}) { return readNetwork(await this.bytes("frame", values)); }

  async post(name, body) { return JSON.parse(text.decode(await this.#ask(name, {}, body))); }

  stream(message, change) {
    this.#tell = message;
    this.#change = change;
    change({ isConnected: true, retryAt: null });
    this.#channel.send({ ready: true });
    return { close: () => { this.#tell = null; }, tryNow() {} };
  }
}
