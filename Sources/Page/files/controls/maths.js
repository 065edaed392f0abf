// MathML from short words: "msub W 1", "frac a b", "msup2 y − x" (a difference squared), numbers, operators, letters.

const namespace = "http://www.w3.org/1998/Math/MathML";

function node(name, text = null, attributes = {}) {
  const element = document.createElementNS(namespace, name);
  if (text !== null) element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function leaf(word) {
  if (/^[−-]?[\d.,]/.test(word)) return node("mn", word);
  if (/^[A-Za-zθδ]+$/.test(word)) return node("mi", word);
  return node("mo", word, "()[]".includes(word) ? { stretchy: "false" } : {});
}

function sub(text) {
  const [letter, index] = text.split("_");
  if (index === undefined) return leaf(text);
  const element = node("msub");
  element.append(leaf(letter), leaf(index));
  return element;
}

function part(word) {
  const words = String(word).split(" ");
  switch (words[0]) {
    case "msub": return sub(`${words[1]}_${words[2]}`);
    case "frac": {
      const element = node("mfrac");
      element.append(sub(words[1]), sub(words[2]));
      return element;
    }
    case "msup2": {
      const element = node("msup");
      const inside = node("mrow");
      inside.append(leaf("("), ...words.slice(1).map(leaf), leaf(")"));
      element.append(inside, node("mn", "2"));
      return element;
    }
    default: {
      if (words.length === 1) return leaf(words[0]);
      const row = node("mrow");
      row.append(...words.filter(Boolean).map(leaf));
      return row;
    }
  }
}

/** A formula. */
export function math(words) {
  const element = node("math");
  element.append(...words.map(part));
  return element;
}

/** A formula on a line of its own, in the colour of a role. */
export function maths(role, words) {
  const line = document.createElement("div");
  line.className = `formula ${role}`;
  line.append(math(words));
  return line;
}
