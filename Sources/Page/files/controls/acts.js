// Acts on the run: sent to the server, which answers or refuses with a sentence. Buttons change when `state` says so.

/** Sends an act; a button shows that it waits after 150 ms. Returns the answer, or null after a refusal. */
export async function act(model, body, button = null) {
  const source = model.get("source");
  const timer = button && setTimeout(() => button.classList.add("waiting"), 150);
  try {
    return await source.post("act", { run: model.get("run"), ...body });
  } catch (error) {
    model.set("notice", { text: error.message, isProblem: true });
    return null;
  } finally {
    if (button) {
      clearTimeout(timer);
      button.classList.remove("waiting");
    }
  }
}
