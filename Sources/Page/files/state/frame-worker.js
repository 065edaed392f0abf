// Fetches complete states and reads them, away from the page's own thread: {id, path} in, {id, parts} or {id, refusal} out.

import { readParts } from "../parts.js";

addEventListener("message", async ({ data: { id, path } }) => {
  let response;
  try {
    response = await fetch(path);
  } catch {
    postMessage({ id, refusal: { body: { what: "The server does not answer." }, status: 0 } });
    return;
  }
  if (!response.ok) {
    const body = await response.json().catch(() => ({ what: `The server answered ${response.status}.` }));
    postMessage({ id, refusal: { body, status: response.status } });
    return;
  }
  try {
    const parts = readParts(await response.arrayBuffer());
    postMessage({ id, parts }, parts.layers.flatMap(({ weight, bias }) => (bias ? [weight.buffer, bias.buffer] : [weight.buffer])));
  } catch (error) {
    postMessage({ id, refusal: { body: { what: error.message }, status: null } });
  }
});
