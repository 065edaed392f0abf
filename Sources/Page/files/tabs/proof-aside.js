// The right side of the tab Proof: every equation, who checked, and why the last layer can be mended or cannot.

import { evaluate } from "../exact/piece.js";
import { Rational, zero } from "../exact/rational.js";
import { html, px, shape } from "../views/draw.js";
import { Figure, badge, capital, copy, fill, heading, raised, text, word } from "./parts.js";
import { ProofArithmetic } from "./proof-arithmetic.js";

/** Fills the right side; the tab has the outputs, what is wanted, the errors, and the checker's answer. */
export class ProofAside extends ProofArithmetic {
  fillRight(right) {
    const [count, n] = [this.errors.length, this.errors[0].length];
    const fails = this.wrong === 0 ? "none fails" : this.wrong === 1 ? "one fails" : `${this.wrong.toLocaleString("en-US")} fail`;
    const grid = new Figure(this.model, {
      noun: `${capital(word(count))} samples, ${word(n)} outputs`, half: `${this.equations.toLocaleString("en-US")} equations, ${fails}`, className: "equations",
      draw: (svg, w, h) => this.drawEquations(svg, w, h), describe: () => `${this.equations - this.wrong} of ${this.equations} equations hold.`,
    });
    this.grid = grid;
    this.figures.push(grid);
    const isValid = this.checked.status === 0;
    const rows = [
      [isValid, "this page", `JavaScript, BigInt, ${this.milliseconds < 1 ? "under 1" : Math.round(this.milliseconds)} ms`, readIt()],
      [true, "heaviside-verify", "Swift, when it was written", command(`heaviside-verify runs/${this.run}/certificate.json runs/${this.run}/model.safetensors`)],
      [null, "verify.py", "Python, by yourself", command(`python3 Checkers/verify.py runs/${this.run}/certificate.json runs/${this.run}/model.safetensors`)],
    ];
    const table = html("div", { className: "checkers" });
    for (const [ok, name, how, act] of rows) {
      table.append(html("div", { className: "checker" }, html("span", { className: `sign ${ok === false ? "wrong" : ""}`, ariaLabel: ok ? "valid" : ok === false ? "not valid" : "not yet" }, ok ? "✓" : ok === false ? "✗" : "○"), html("b", {}, name), html("span", { className: "muted" }, how), act));
    }
    const says = this.checked.lines.map((words) => html("p", { className: "small" }, words.replace(/\^(-?\d+)/g, (_, power) => raised(Number(power))).replace(/(^|\s)-(?=\d)/g, "$1−")));
    const mend = this.isProved ? null : this.mend();
    const hash = JSON.parse(new TextDecoder().decode(this.certificate)).network.sha256;
    fill(right, grid.el, heading("Three checkers", "no code in common"), table, ...says, html("hr"), ...(mend ? this.mendedBox(mend) : this.isProved ? [] : this.farkasBox()), html("p", { className: "small hash" }, `SHA-256 of the weights, part of the certificate: ${hash}`));
  }

  /** The multipliers that show that no last layer would do. */
  farkasBox() {
    const found = /"multipliers"\s*:\s*\[([^\]]*)\]/.exec(new TextDecoder().decode(this.certificate));
    const claim = this.claims.find((one) => one.claim === "noLastLayer");
    if (!found || !claim) return [];
    const multipliers = found[1].split(",").map((digits) => BigInt(digits.trim()));
    const used = multipliers.flatMap((m, i) => (m === 0n ? [] : [i]));
    const own = used.map((i) => this.sampleOf(i));
    if (own.includes(-1)) return [];
    const sum = used.reduce((total, i, k) => total.plus(Rational.of(multipliers[i]).times(this.wanted[own[k]][claim.output])), zero);
    const table = html("table", { className: "matrix" }, html("tr", {}, ...["sample", "multiplier", `wanted of output ${claim.output}`].map((name) => html("th", {}, name))));
    used.slice(0, 5).forEach((i, k) => table.append(html("tr", {}, html("td", { className: "code-text" }, this.stepName(own[k])), html("td", {}, text(Rational.of(multipliers[i]), 14)), html("td", { className: "out-text" }, text(this.wanted[own[k]][claim.output])))));
    if (used.length > 5) table.append(html("tr", {}, html("td", {}, `and ${used.length - 5} more`), html("td"), html("td")));
    table.append(html("tr", { className: "sum" }, html("td", {}, "sum"), html("td", {}, "0 for every unit"), html("td", { className: "error-text" }, text(sum, 14))));
    return [heading("Why no last layer mends it", "the activations of these samples, times these, add up to 0; the targets do not"), table];
  }

  /** The same network with an exact last layer. */
  mendedBox(mend) {
    const last = this.network.layers.at(-1);
    const hidden = evaluate(this.network.layers, this.info.samples.signals, this.network.layers.length - 1);
    const right = hidden.every((a, i) => mend.every((w, j) => {
      const u = w.reduce((sum, x, k) => sum.plus(x.times(a[k])), zero);
      const y = last.activation.kind === "relu" && u.sign < 0 ? zero : u;
      return y.equals(this.wanted[i][j]);
    }));
    if (!right) return [];
    const figure = new Figure(this.model, {
      noun: "", className: "mended", describe: () => `Each of the ${mend.length} outputs of the mended network over the code: all ${this.errors.length} samples are right.`,
      draw: (svg, width, height) => {
        svg.replaceChildren();
        const places = this.codes.map((code) => code.toNumber());
        const [low, high] = [Math.min(...places), Math.max(...places)];
        const x = (z) => 4 + ((z - low) / (high - low || 1)) * (width - 8);
        const amplitude = this.info.shape.amplitude || 1;
        const y = (value) => height - 22 - (Math.max(0, Math.min(value / amplitude, 1.1)) * (height - 34)) / 1;
        const order = [...places.keys()].sort((a, b) => places[a] - places[b]);
        mend.forEach((w, j) => {
          const points = order.map((i) => `${px(x(places[i]))} ${px(y(this.wanted[i][j].toNumber()))}`);
          svg.append(shape("path", { class: `y-line ${j % 3 ? "pale" : ""}`, d: `M${points.join("L")}` }));
        });
        places.forEach((z) => svg.append(shape("circle", { class: "code-dot", cx: px(x(z)), cy: height - 22, r: 2.6 })));
        const kinks = this.network.kinks();
        kinks?.positions.forEach((kink, k) => {
          if (kink >= low && kink <= high) svg.append(shape("path", { class: "kink-mark", d: kinks.sides[k] > 0 ? "M-4 4L0 -3L4 4Z" : "M-4 -3L0 4L4 -3Z", transform: `translate(${px(x(kink))} ${height - 9})` }));
        });
      },
    });
    figure.caption.classList.add("unseen");
    figure.caption.firstChild.textContent = "The mended outputs over the code";
    this.figures.push(figure);
    const count = this.errors.length;
    return [
      html("p", { className: "mended-line" }, badge("proved", "yes", true), " ", html("b", {}, "with its last layer mended")),
      html("p", { className: "mended-words" }, `All ${count} samples, all ${mend.length} outputs, exactly: the layers before it suffice.`), figure.el,
    ];
  }
}

/** The checker's own text; in one file that replays a run there is no address of it. */
function readIt() {
  try {
    return html("a", { href: new URL("../exact/checker.js", import.meta.url).href, target: "_blank", rel: "noopener" }, "read it");
  } catch {
    return html("span", { className: "muted" }, "in this file");
  }
}

/** A button that shows a command, and then copies it. */
function command(what) {
  const button = html("button", { type: "button", className: "link" }, "command");
  button.title = what;
  button.addEventListener("click", () => copy(what, button));
  return button;
}
