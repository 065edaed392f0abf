// A run in one file: answers what the page asks for from data that the file holds. Nothing trains, and nobody is asked.
//
// The data, as JSON: {run, history, events, obstacles, atlas, certificate, command, frames}, where `run`, `history`,
// `events` and `obstacles` are the server's answers, `command` makes the run again, and `frames` is a list of
// {epoch, isWhole, bytes}: safetensors, deflated (raw) and in base64. Frames of the film hold tensors in eight bits, "I8",
// whose steps are in the metadata as `scale.NAME`.

import { readNetwork } from "../model.js";
import { Refusal } from "./refusal.js";

/** The data of the file that the page is in, or null. */
export function embeddedRun() { return globalThis.heavisideRun ?? null; }

async function inflate(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).arrayBuffer();
}

/** A source as `Server` is one, without acts. */
export class Replay {
  isLive = false;
  #buffers = new Map();

  constructor(data) {
    this.data = data;
    this.frames = [...data.frames].sort((a, b) => a.epoch - b.epoch);
  }

  /** The frame nearest to an epoch, on a logarithmic axis. */
  frame(epoch) {
    const last = this.frames[this.frames.length - 1];
    if (epoch === "now" || epoch === "end" || epoch === null || epoch === undefined) return last;
    const distance = (frame) => Math.abs(Math.log((frame.epoch + 1) / (Number(epoch) + 1)));
    return this.frames.reduce((best, frame) => (distance(frame) < distance(best) ? frame : best), last);
  }

  /** The complete frame nearest to an epoch. */
  wholeEpoch(epoch) {
    const whole = this.frames.filter((frame) => frame.isWhole);
    return new Replay({ frames: whole }).frame(epoch)?.epoch ?? null;
  }

  async get(name) {
    const { data } = this;
    const { run } = data.run;
    switch (name) {
      case "runs": return { runs: [{ ...data.run, id: run, tags: [] }] };
      case "run": return { ...data.run, snapshots: this.frames.filter((frame) => frame.isWhole).map((frame) => frame.epoch) };
      case "history": case "events": case "obstacles": case "atlas":
        if (data[name]) return data[name];
        break;
      default: break;
    }
    throw new Refusal({ what: `This file holds no ${name}.`, right: data.command ? `the server of ${data.command}` : undefined }, 404);
  }

  async bytes(name, { epoch } = {}) {
    if (name === "certificate" && this.data.certificate) return inflate(this.data.certificate);
    if (name !== "frame") throw new Refusal({ what: `This file holds no ${name}.` }, 404);
    const frame = this.frame(epoch);
    if (!frame) throw new Refusal({ what: "This file holds no frame." }, 404);
    if (!this.#buffers.has(frame.epoch)) this.#buffers.set(frame.epoch, await inflate(frame.bytes));
    return this.#buffers.get(frame.epoch);
  }

  async network(values) { return readNetwork(await this.bytes("frame", values)); }

  async post() { throw new Refusal({ what: "A file that replays a run cannot train.", right: this.data.command }, 409); }
}
