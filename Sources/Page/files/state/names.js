// What outputs, entries and classes are called: the names of own data where these have some, else their numbers.

/** The name of an output without the word: that of its column, or its number. */
export function outputName(info, j) { return brief(info?.samples.outputs?.[j]) ?? String(j); }

/** The name of a signal's entry without the word. */
export function entryName(info, j) { return brief(info?.samples.entries?.[j]) ?? String(j); }

/** The name of a class without the word. */
export function className(info, k) { return brief(info?.samples.classNames?.[k]) ?? String(k); }

/** At most 32 letters of a name; null for none. */
function brief(name) {
  if (typeof name !== "string" || name === "") return null;
  const letters = Array.from(name);
  return letters.length > 32 ? `${letters.slice(0, 31).join("")}…` : name;
}
