// Messages of the stream on their way to the page: in order, but for frames, of which only the newest counts.

/** The kinds of messages that the server sends. */
export const kinds = ["hello", "state", "frame", "loss", "event", "obstacles", "verdict", "spec", "problem"];

/**
 * Adds a message to those that wait; a frame takes the place of an older one of the same run.
 *
 * @param {[string, object][]} waiting
 * @param {string} kind
 * @param {string} text its JSON
 * @returns {boolean} whether it was JSON
 */
export function addMessage(waiting, kind, text) {
  let data;
  try { data = JSON.parse(text); } catch { return false; }
  if (kind === "frame") {
    const older = waiting.findIndex(([other, told]) => other === "frame" && told.run === data.run);
    if (older >= 0) waiting.splice(older, 1);
  }
  waiting.push([kind, data]);
  return true;
}

/**
 * Tells messages one after the other. One that cannot be shown is reported, and keeps none of the others back.
 *
 * @param {[string, object][]} messages
 * @param {(kind: string, data: object) => void} message
 * @param {(error: unknown) => void} report
 */
export function tellAll(messages, message, report = reportError) {
  for (const [kind, data] of messages) {
    try { message(kind, data); } catch (error) { report(error); }
  }
}
