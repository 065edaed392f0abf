// What every source of a run's data has: refusals in sentences, and the numbers that JSON lacks.

/** A refusal of the server: what is wrong, where, and what would be right. */
export class Refusal extends Error {
  constructor(body, status) {
    const parts = [body.where ? `${body.where}: ` : "", body.what ?? "The server refused the request.",
      body.right ? `. Right would be: ${body.right}` : ""];
    super(parts.join(""));
    this.status = status;
    this.body = body;
  }
}

/** The number of a JSON value: the engine writes those that JSON lacks as "infinity", "-infinity" and "nan". */
export function number(value) {
  if (typeof value === "number") return value;
  if (value === "infinity") return Infinity;
  if (value === "-infinity") return -Infinity;
  return NaN;
}
