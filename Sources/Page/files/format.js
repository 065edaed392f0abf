// Numbers as the page writes them: thousands by comma, minus by −, all figures tabular.

const minus = "−";
const raised = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A whole number: 18,402. */
export function whole(value) {
  if (!Number.isFinite(value)) return "–";
  return grouped(String(Math.abs(Math.round(value))), Math.round(value) < 0);
}

/** Commas between the thousands of a plain decimal text, and the sign. */
function grouped(text, isNegative) {
  const [before, after] = text.split(".");
  const whole = before.length > 3 ? before.replace(/\B(?=(\d{3})+$)/g, ",") : before;
  return `${isNegative ? minus : ""}${whole}${after ? `.${after}` : ""}`;
}

/** A number of `digits` significant digits: 1.709, 0.00031, 4.3 × 10²³. */
export function figure(value, digits = 4) {
  if (Number.isNaN(value) || value === null || value === undefined) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${minus}∞`;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return power(value, Math.max(digits - 2, 2));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return grouped(size.toFixed(Math.min(decimals, 12)), value < 0);
}

/** As few digits as show the number to `digits` significant ones: 5, 0.5, 2.25. */
export function short(value, digits = 4) {
  if (!Number.isFinite(value)) return figure(value, digits);
  const rounded = Number(value.toPrecision(digits));
  if (rounded !== 0 && (Math.abs(rounded) >= 1e6 || Math.abs(rounded) < 1e-4)) return power(rounded, digits);
  return grouped(String(Math.abs(rounded)), rounded < 0);
}

/** A number beside an axis, where there is little room: 0.5, 20, 2e24. */
export function tick(value) {
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e5 || size < 1e-3) ? rate(value).replace("-", minus) : short(value);
}

/**
 * The labels of ticks, and the power of ten that they share: −16 and "10⁻³" for −0.016. The power is "" where every
 * number has at most `longest` characters as it is.
 */
export function ticksOf(values, longest = 5) {
  const most = Math.max(...values.map(Math.abs));
  const labels = values.map(tick);
  if (!(most > 0) || labels.every((label) => label.length <= longest && !label.includes("e"))) return { labels, factor: "" };
  const exponent = 3 * Math.floor(Math.log10(most) / 3);
  return { labels: values.map((value) => short(Number((value / 10 ** exponent).toPrecision(6)))), factor: power(10 ** exponent, 1).replace(/^1 × /, "") };
}

/** A power of ten in sentences: 4.3 × 10²³, 10⁻⁴. */
export function power(value, digits = 2) {
  const [mantissa, exponent] = value.toExponential(Math.max(digits - 1, 0)).split("e");
  const ten = tenTo(Number(exponent));
  const factor = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  if (factor === "1") return ten;
  if (factor === "-1") return minus + ten;
  return `${factor.replace("-", minus)} × ${ten}`;
}

/** 10⁻⁴; also of an exponent whose power no number holds. */
export function tenTo(exponent) { return `10${[...String(exponent)].map((sign) => raised[sign]).join("")}`; }

/** A rate in controls: 1e−4, 3.2e−4, 0.01 as 1e−2. */
export function rate(value) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const [mantissa, exponent] = value.toExponential(2).split("e");
  return `${Number(mantissa)}e${exponent.replace("-", minus).replace("+", "")}`;
}

/** The number that someone typed: "1e−4", "2,5" is refused, "45/16"; NaN where it is none. */
export function parse(text) {
  const plain = text.trim().replaceAll(minus, "-").replaceAll("–", "-").replace(/(\d),(?=\d{3}(\D|$))/g, "$1");
  const parts = plain.split("/");
  if (parts.length > 2 || parts.some((part) => !/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(part))) return NaN;
  return parts.length === 2 ? Number(parts[0]) / Number(parts[1]) : Number(parts[0]);
}

/** "1 unit", "3 units". */
export function count(number, noun, many = `${noun}s`) {
  return `${whole(number)} ${number === 1 ? noun : many}`;
}

/** "a", "a and b", "a, b and c". */
export function list(words) {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
