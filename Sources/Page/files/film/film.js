// A run out of one file: answers what the server would, for the epochs that the file holds.

import { Refusal } from "../state/source.js";

/** Bytes of base64. */
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** The bytes that zlib made of others. */
async function inflate(text) {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).arrayBuffer();
}

/** The source of a page without a server. */
export class Film {
  isLive = false;

  constructor(film) {
    this.film = film;
    this.run = film.run.run;
  }

  async get(name, values = {}) {
    const { film, run } = this;
    switch (name) {
      case "runs":
        return { runs: [{ id: run, name: film.run.name, seed: String(film.run.seed), status: film.run.status,
          epoch: film.run.epoch, epochs: film.run.epochs, loss: film.history.buckets.at(-1)?.[2] ?? null, tags: [] }] };
      case "experiments": return { experiments: [] };
      case "lessons": return { lessons: [] };
      case "run": return structuredClone(film.run);
      case "history": return film.history;
      case "events": return { run, events: film.events, complete: true };
      case "obstacles": return { run, epoch: film.run.epoch, sentences: film.obstacles };
      case "certificate":
        if (film.certificate) return JSON.parse(film.certificate);
        break;
      default: break;
    }
    throw new Refusal({ what: `This file holds no ${name}.`, right: film.command }, 404);
  }

  async bytes(name, values = {}) {
    const { film } = this;
    if (name === "certificate" && film.certificate) return new TextEncoder().encode(film.certificate).buffer;
    if (name !== "frame") throw new Refusal({ what: `This file holds no ${name}.`, right: film.command }, 404);
    const wanted = ["now", "end"].includes(values.epoch) ? film.run.epoch : Number(values.epoch);
    const distance = (frame) => Math.abs(Math.log((frame.epoch + 1) / (wanted + 1)));
    const nearest = (list) => list.reduce((best, frame) => (!best || distance(frame) < distance(best) ? frame : best), null);
    const [whole, frame] = [nearest(film.wholes), nearest(film.frames)];
    if (whole && (!frame || distance(whole) <= distance(frame))) return inflate(whole.bytes);
    return this.#rounded(frame);
  }

  /** The file of a network whose large tensors were rounded to eight bits. */
  async #rounded(frame) {
    const packed = new DataView(await inflate(frame.bytes));
    const first = this.film.run.shape.layers;
    const metadata = { format: "heaviside", layers: String(first.length), epoch: String(frame.epoch), rounded: "true" };
    first.forEach((layer, index) => { metadata[`layers.${index}.activation`] = layer.activation; });
    const header = { __metadata__: metadata };
    let offset = 0;
    for (const part of frame.parts) {
      const count = part.shape.reduce((product, side) => product * side, 1);
      header[part.name] = { dtype: "F32", shape: part.shape, data_offsets: [offset, offset + 4 * count] };
      offset += 4 * count;
    }
    let text = JSON.stringify(header);
    while (text.length % 8) text += " ";
    const head = new TextEncoder().encode(text);
    const file = new ArrayBuffer(8 + head.length + offset);
    const view = new DataView(file);
    view.setBigUint64(0, BigInt(head.length), true);
    new Uint8Array(file, 8).set(head);
    let [from, to] = [0, 8 + head.length];
    for (const part of frame.parts) {
      const count = part.shape.reduce((product, side) => product * side, 1);
      for (let k = 0; k < count; k += 1, to += 4) {
        if (part.range) {
          const [least, greatest] = part.range;
          view.setFloat32(to, least + packed.getUint8(from) / 255 * (greatest - least), true);
          from += 1;
        } else {
          view.setFloat32(to, packed.getFloat32(from, true), true);
          from += 4;
        }
      }
    }
    return file;
  }

  async post() {
    throw new Refusal({ what: "This file replays a run and cannot train.", right: this.film.command }, 409);
  }

  stream() { return { close() {}, tryNow() {} }; }
}
