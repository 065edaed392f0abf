// The row of formulas: the key to the colours. A formula opens its card: with letters, with numbers, the result.

import { figure } from "../format.js";
import { attachCard } from "../controls/card.js";
import { maths, math } from "../controls/maths.js";
import { html } from "./draw.js";

/** Keeps the row to the network that is shown. */
export function showFormulas(model, row) {
  let key = "";
  const draw = () => {
    const info = model.get("info");
    if (!info) return;
    const { layers } = info.shape;
    const next = JSON.stringify([layers, info.spec.match(/^loss:.*$/m)?.[0]]);
    if (next === key) return;
    key = next;
    row.replaceChildren();
    const parts = formulas(info);
    parts.forEach(({ role, symbol, words, card }, k) => {
      const span = html("span", { className: `formula ${role}`, tabIndex: 0, role: "group" }, math(words));
      span.setAttribute("aria-label", `${symbol}: formula, and its numbers`);
      attachCard(span, () => card(model));
      row.append(span);
      if (k < parts.length - 1) row.append(html("span", { className: "arrow", ariaHidden: "true" }, "→"));
    });
  };
  model.on("change:info", draw);
  draw();
}

function apply(name, inner) {
  if (name === "identity") return inner;
  const short = /^\{?\s*leakyReLU/.test(name) ? "leaky" : name;
  return [short, "(", ...inner, ")"];
}

function formulas(info) {
  const { layers } = info.shape;
  const isScalar = layers.length === 3 && layers[0].outputs === 1;
  const names = isScalar ? [["code", "z", "W"], ["kink", "a", "w"], ["out", "y", "W"]]
    : layers.map((_, l) => (l === layers.length - 1 ? ["out", "y", "W"] : [layers[l].outputs === 1 ? "code" : "kink", layers[l].outputs === 1 ? "z" : `a_${l + 1}`, "W"]));
  const list = layers.map((layer, l) => {
    const [role, symbol, weight] = names[l];
    const input = l === 0 ? "x" : names[l - 1][1];
    const inner = [`msub ${weight} ${l + 1}`, token(input)];
    if (layer.hasBias) inner.push("+", `msub b ${l + 1}`);
    return { role, symbol, words: [token(symbol), "=", ...apply(layer.activation, inner)], card: (model) => layerCard(model, l, symbol, input, weight, role) };
  });
  // More than four do not fit the row: the first, the last two.
  const shown = list.length > 4 ? [list[0], { ...list[1], words: ["…"] }, ...list.slice(-2)] : list;
  return [...shown, lossFormula(info)];
}

function token(symbol) {
  const [letter, index] = symbol.split("_");
  return index ? `msub ${letter} ${index}` : letter;
}

function lossFormula(info) {
  const text = info.spec.match(/^loss:\s*(.*)$/m)?.[1] ?? "";
  const square = /squaredError:\s*(\w+)/.exec(text);
  const words = square ? ["L", "=", square[1], "msup2 y − x"] : ["L", "=", text.replace(/[{}]/g, "").split(":")[0].trim().replace("crossEntropy", "cross-entropy") || "loss"];
  return {
    role: "ink", symbol: "L", words,
    card: (model) => {
      const { signals } = info.samples;
      const point = model.get("point");
      return [`The loss over ${signals.length} samples and ${info.shape.layers[info.shape.layers.length - 1].outputs} outputs at epoch ${point?.epoch ?? "–"}:`, maths("ink", ["L", "=", figure(point?.loss ?? NaN, 6)])];
    },
  };
}

/** Letters, numbers, result: of the thread's sample. */
function layerCard(model, l, symbol, input, weight, role) {
  const whole = model.get("whole");
  const info = model.get("info");
  if (!whole) return ["The weights have not arrived yet."];
  const theta = Math.min(model.get("theta") ?? 0, info.samples.signals.length - 1);
  const { sums, values } = whole.network.trace(info.samples.signals[theta]);
  const layer = whole.network.layers[l];
  const name = `${info.samplesAreSteps ? "θ = " : "sample "}${info.samples.labels[theta] ?? theta}`;
  const given = l === 0 ? info.samples.signals[theta] : values[l - 1];
  if (layer.outputs === 1) {
    const parts = [];
    for (let j = 0; j < layer.inputs && parts.length < 5; j += 1) if (given[j] !== 0) parts.push(`${figure(layer.weight[j], 3)} · ${figure(given[j], 3)}`);
    const used = Array.from(given).filter((value) => value !== 0).length;
    return [`At ${name}:`, maths(role, [token(symbol), "=", [...parts, ...(used > parts.length ? ["…"] : [])].join(" + ").replaceAll("+ −", "− ") || "0", ...(layer.bias ? ["+", figure(layer.bias[0], 3)] : [])]), maths(role, ["=", figure(values[l][0], 4)])];
  }
  const on = Array.from(values[l]).filter((value) => value !== 0).length;
  let k = 0;
  values[l].forEach((value, i) => { if (value > values[l][k]) k = i; });
  const lines = [`At ${name}: ${on} of ${layer.outputs} ${l === whole.network.layers.length - 1 ? "outputs are above 0" : "units are on"}. The largest:`];
  if (layer.inputs === 1) {
    lines.push(maths(role, [`msub ${symbol.split("_")[0]} ${k}`, "=", ...apply(layer.activation.name, [`${figure(layer.weight[k], 3)} · ${given[0] < 0 ? `( ${figure(given[0], 4)} )` : figure(given[0], 4)} ${layer.bias ? `+ ${figure(layer.bias[k], 3)}`.replace("+ −", "− ") : ""}`])]));
    lines.push(maths(role, ["=", figure(values[l][k], 4)]));
  } else {
    lines.push(maths(role, [`msub ${symbol.split("_")[0]} ${k}`, "=", ...apply(layer.activation.name, [figure(sums[l][k], 4)]), "=", figure(values[l][k], 4)]));
    lines.push(`${layer.inputs} products summed${layer.bias ? ", and a bias" : ""}.`);
  }
  return lines;
}
