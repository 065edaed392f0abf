// Listens to the server's stream away from the page's own thread, and hands over what came in one piece: a page that
// draws 30 frames a second is told 30 times a second, however many messages there are.
//
// In: {path}, listen; {took: true}, the last piece has been taken. Out: {messages: [kind, data][]} or {state}.

import { addMessage, kinds } from "./stream-batch.js";

/** The least time between two pieces, in milliseconds. */
const pause = 24;
let source = null;
let wait = 1000;
let waiting = [];
let isTaken = true;
let last = -Infinity;
let timer = 0;
let reconnecting = 0;

function hand() {
  timer = 0;
  if (!isTaken || waiting.length === 0) return;
  isTaken = false;
  last = performance.now();
  postMessage({ messages: waiting });
  waiting = [];
}

/** Soon, so that what comes right after a frame goes with it. */
function soon() {
  if (timer || !isTaken) return;
  timer = setTimeout(hand, Math.max(2, last + pause - performance.now()));
}

function connect(path) {
  clearTimeout(reconnecting);
  source?.close();
  source = new EventSource(path);
  for (const kind of kinds) {
    source.addEventListener(kind, (event) => {
      if (addMessage(waiting, kind, event.data)) soon();
    });
  }
  source.addEventListener("open", () => {
    wait = 1000;
    postMessage({ state: { isConnected: true, retryAt: null } });
  });
  source.addEventListener("error", () => {
    source.close();
    // What came before is told before that nothing comes.
    clearTimeout(timer);
    isTaken = true;
    hand();
    postMessage({ state: { isConnected: false, retryAt: Date.now() + wait } });
    reconnecting = setTimeout(() => connect(path), wait);
    wait = Math.min(2 * wait, 16_000);
  });
}

addEventListener("message", ({ data }) => {
  if (data.path) {
    wait = 1000;
    connect(data.path);
  } else if (data.took) {
    isTaken = true;
    if (waiting.length) soon();
  }
});
