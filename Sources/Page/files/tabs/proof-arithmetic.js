// The arithmetic of the tab Proof: one sample through the layers, every number a stored weight, and what would mend it.

import { reduced } from "../exact/linear.js";
import { evaluate } from "../exact/piece.js";
import { Rational, zero } from "../exact/rational.js";
import { outputName } from "../state/names.js";
import { html } from "../views/draw.js";
import { fill, formula, fraction, heading, indexed, math, text } from "./parts.js";
import { ProofFigures } from "./proof-figures.js";

/** Writes the sums of one sample out; the tab has the network, its exact outputs, and the certificate's claims. */
export class ProofArithmetic extends ProofFigures {
  fillArithmetic() {
    const { sample, output } = this.witness;
    const rows = [];
    const row = (name, content) => rows.push(html("div", { className: "sum-line" }, html("span", { className: "muted" }, name), html("div", { className: "sum", tabIndex: 0, role: "group", ariaLabel: `the ${name}` }, content)));
    const { layers } = this.network;
    const signal = this.info.samples.signals[sample];
    let isWhole = true;
    const limited = (terms, value, most = 10) => {
      if (terms.length === 0) return [fraction(value, 16)];
      const shown = terms.length > most ? terms.slice(0, 3) : terms;
      if (shown.length < terms.length) isWhole = false;
      const list = shown.flatMap((term, k) => (k ? ["+", term] : [term]));
      return [...list, ...(shown.length < terms.length ? ["+", "⋯"] : []), "=", fraction(value, 16)];
    };
    if (this.codes && layers.length === 3) {
      const first = layers[0];
      const terms = [...first.weight].flatMap((w, j) => (signal[j] !== 0 && w !== 0 ? [product(Rational.ofNumber(w), Rational.ofNumber(signal[j]))] : []));
      if (first.bias?.[0]) terms.push(power(Rational.ofNumber(first.bias[0])));
      row("code", formula(html_("z", "code"), "=", indexed("W", 1), "x", ...(first.bias ? ["+", indexed("b", 1)] : []), "=", ...limited(terms, this.codes[sample])));
      const hidden = evaluate(layers, [signal], 2)[0];
      const shown = hidden.slice(0, 4).map((a) => fraction(a, 9)).flatMap((a, k) => (k ? [",", a] : [a]));
      row("units", formula("a", "=", "(", ...shown, ...(hidden.length > 5 ? [",", "…", ",", fraction(hidden.at(-1), 9)] : hidden.slice(4).flatMap((a) => [",", fraction(a, 9)])), ")"));
      const last = layers[2];
      const weights = Array.from({ length: last.inputs }, (_, k) => Rational.ofNumber(last.weight[output * last.inputs + k]));
      const used = weights.flatMap((w, k) => (hidden[k].sign !== 0 || w.sign !== 0 ? [[w, hidden[k]]] : []));
      // The terms that are not 0 come first where there are many.
      const living = used.filter(([w, a]) => w.sign !== 0 && a.sign !== 0);
      const chosen = used.length <= 10 ? used.slice(0, 10) : living.length ? living : used;
      const isShort = used.length > 4 && living.length <= 4 && used.length <= 10;
      const terms3 = (isShort ? used.slice(0, Math.max(4, used.findLastIndex(([w, a]) => w.sign && a.sign) + 1)) : chosen).map(([w, a]) => product(w, a));
      const dots = isShort && terms3.length < used.length ? ["+", "⋯"] : [];
      const value = this.outputs[sample][output];
      const before = weights.reduce((total, w, k) => total.plus(w.times(hidden[k])), last.bias ? Rational.ofNumber(last.bias[output]) : zero);
      const target = this.wanted[sample][output];
      const sum = limited(terms3, value, 6);
      if (dots.length) sum.splice(sum.length - 2, 0, ...dots);
      row(`output ${output}`, formula(indexed("y", output), "=", ...(last.activation.kind === "relu" && value.sign === 0 ? ["relu", "(", fraction(before, 16), ")", "=", fraction(value)] : sum), ...(value.equals(target) ? [] : ["≠", fraction(target)]), "=", indexed("x", output)));
    } else {
      const value = this.outputs[sample][output];
      const target = this.wanted[sample][output];
      row(`output ${output}`, formula(indexed("y", output), "=", fraction(value, 16), ...(value.equals(target) ? [] : ["≠", fraction(target)]), "=", indexed("x", output)));
    }
    const what = html("p", { className: "proof-note" });
    this.note = what;
    this.fillNote(what);
    const keys = html("p", { className: "keys-line" });
    for (const [key, name, act] of [["N", "next failing sample", () => this.next()], ["W", "witness in the decoder view", () => this.toDecoder()], ["C", "certificate", () => this.download()]]) {
      const button = html("button", { type: "button", className: "link plain" }, html("kbd", {}, key), ` ${name}`);
      button.addEventListener("click", act);
      if (key === "N" && this.failing.length < 2) continue;
      if (key === "W" && !this.codes) continue;
      keys.append(button);
    }
    fill(this.arithmetic, heading("The arithmetic", isWhole ? "in full: every number a stored weight" : "every number a stored weight; the sums are too long to be written out"), rows, what, keys);
  }

  /** Whether another last layer would be exact. */
  fillNote(el) {
    if (this.isProved) {
      el.textContent = "";
      return;
    }
    const farkas = this.claims.find(({ claim }) => claim === "noLastLayer");
    if (farkas) {
      el.textContent = `No last layer mends it: with the layers before as they are, output ${outputName(this.info, farkas.output)} cannot be right at every sample. The certificate has a witness, and this page has checked it.`;
      return;
    }
    const mend = this.mend();
    if (!mend) {
      el.textContent = "";
      return;
    }
    const show = html("button", { type: "button", className: "link" }, "Show it");
    const { output } = this.witness;
    show.addEventListener("click", () => {
      const { inputs, weight } = this.network.layers.at(-1);
      const stored = Array.from({ length: inputs }, (_, k) => Rational.ofNumber(weight[output * inputs + k]));
      fill(el, html("span", {}, `Row ${output} as it is: (${stored.map((w) => text(w, 10)).join(", ")}).`), html("br"), html("b", {}, `Exact would be: (${mend[output].map((w) => text(w, 10)).join(", ")}).`));
    });
    fill(el, "The last layer can be mended: another one would be exact, with the layers before it as they are. ", show);
  }

  /** A last layer that is exact, by elimination; null where there is none of this kind, or the network is large. */
  mend() {
    if (this.mended !== null) return this.mended || null;
    this.mended = false;
    const last = this.network.layers.at(-1);
    if (!this.codes || last.inputs > 40 || last.bias || !["relu", "identity"].includes(last.activation.kind)) return null;
    const hidden = evaluate(this.network.layers, this.info.samples.signals, this.network.layers.length - 1);
    const { rows, pivots } = reduced(hidden.map((a, i) => [...a, ...this.wanted[i]]));
    if (pivots.some((column) => column >= last.inputs)) return null;
    this.mended = Array.from({ length: last.outputs }, (_, j) => {
      const w = new Array(last.inputs).fill(zero);
      pivots.forEach((column, r) => {
        w[column] = rows[r][last.inputs + j];
      });
      return w;
    });
    return this.mended;
  }
}

/** 2⁻²⁰ where the number is a small power of two, else the fraction. */
function power(value) {
  const size = value.magnitude;
  if (size.num === 1n && size.den > 64n && (size.den & (size.den - 1n)) === 0n) {
    const exponent = size.den.toString(2).length - 1;
    const body = math("msup", "2", math("mrow", "−", `${exponent}`));
    return value.sign < 0 ? math("mrow", "−", body) : body;
  }
  return fraction(value, 9);
}

function product(w, x) {
  if (`${x}` === "1" && w.den === 1n) return power(w);
  const left = w.sign < 0 ? math("mrow", "(", power(w), ")") : power(w);
  return math("mrow", w.sign < 0 ? left : power(w), "·", power(x));
}

function html_(name, className) {
  const element = math("mi", name);
  element.replaceChildren(name);
  element.setAttribute("class", `${className}-text`);
  return element;
}
