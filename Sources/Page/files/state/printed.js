// What the engine says, as print has it.

/** Apostrophes as print has them. */
export function printed(text) {
  return (text ?? "").replaceAll("'", "’");
}

/** Obstacles as sentences: those that stand in the way. */
export function sentencesOf(list) {
  const texts = (list ?? []).map((one) => (typeof one === "string" ? one : one.text ?? ""));
  return texts.filter((text) => text && !/^no\b[:,]/i.test(text)).map((text) => {
    const plain = text.replace(/^yes: /, "");
    const sentence = plain.charAt(0).toUpperCase() + plain.slice(1);
    return printed(/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
  });
}
