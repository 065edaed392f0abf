// Written by Scripts/notebook-bundle from Sources/Page: the views of the live page, in one module.
// files/controls/acts.js
const m0 = (() => {
// Acts on the run: sent to the server, which answers or refuses with a sentence. Buttons change when `state` says so.

/** Sends an act; a button shows that it waits after 150 ms. Returns the answer, or null after a refusal. */
async function act(model, body, button = null) {
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
return { act };
})();

// files/format.js
const m1 = (() => {
// Numbers as the page writes them: thousands by comma, minus by −, all figures tabular.

const minus = "−";
const raised = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A whole number: 18,402. */
function whole(value) {
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
function figure(value, digits = 4) {
  if (Number.isNaN(value) || value === null || value === undefined) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${minus}∞`;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return power(value, Math.max(digits - 2, 2));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return grouped(size.toFixed(Math.min(decimals, 12)), value < 0);
}

/** As few digits as show the number to `digits` significant ones: 5, 0.5, 2.25. */
function short(value, digits = 4) {
  if (!Number.isFinite(value)) return figure(value, digits);
  const rounded = Number(value.toPrecision(digits));
  if (rounded !== 0 && (Math.abs(rounded) >= 1e6 || Math.abs(rounded) < 1e-4)) return power(rounded, digits);
  return grouped(String(Math.abs(rounded)), rounded < 0);
}

/** A number beside an axis, where there is little room: 0.5, 20, 2e24. */
function tick(value) {
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e5 || size < 1e-3) ? rate(value).replace("-", minus) : short(value);
}

/**
 * The labels of ticks, and the power of ten that they share: −16 and "10⁻³" for −0.016. The power is "" where every
 * number has at most `longest` characters as it is.
 */
function ticksOf(values, longest = 5) {
  const most = Math.max(...values.map(Math.abs));
  const labels = values.map(tick);
  if (!(most > 0) || labels.every((label) => label.length <= longest && !label.includes("e"))) return { labels, factor: "" };
  const exponent = 3 * Math.floor(Math.log10(most) / 3);
  return { labels: values.map((value) => short(Number((value / 10 ** exponent).toPrecision(6)))), factor: power(10 ** exponent, 1).replace(/^1 × /, "") };
}

/** A power of ten in sentences: 4.3 × 10²³, 10⁻⁴. */
function power(value, digits = 2) {
  const [mantissa, exponent] = value.toExponential(Math.max(digits - 1, 0)).split("e");
  const ten = tenTo(Number(exponent));
  const factor = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  if (factor === "1") return ten;
  if (factor === "-1") return minus + ten;
  return `${factor.replace("-", minus)} × ${ten}`;
}

/** 10⁻⁴; also of an exponent whose power no number holds. */
function tenTo(exponent) { return `10${[...String(exponent)].map((sign) => raised[sign]).join("")}`; }

/** A rate in controls: 1e−4, 3.2e−4, 0.01 as 1e−2. */
function rate(value) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const [mantissa, exponent] = value.toExponential(2).split("e");
  return `${Number(mantissa)}e${exponent.replace("-", minus).replace("+", "")}`;
}

/** The number that someone typed: "1e−4", "2,5" is refused, "45/16"; NaN where it is none. */
function parse(text) {
  const plain = text.trim().replaceAll(minus, "-").replaceAll("–", "-").replace(/(\d),(?=\d{3}(\D|$))/g, "$1");
  const parts = plain.split("/");
  if (parts.length > 2 || parts.some((part) => !/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(part))) return NaN;
  return parts.length === 2 ? Number(parts[0]) / Number(parts[1]) : Number(parts[0]);
}

/** "1 unit", "3 units". */
function count(number, noun, many = `${noun}s`) {
  return `${whole(number)} ${number === 1 ? noun : many}`;
}

/** "a", "a and b", "a, b and c". */
function list(words) {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
return { whole, figure, short, tick, ticksOf, power, tenTo, rate, parse, count, list };
})();

// files/page.css
const m2 = (() => {
return "*, *::before, *::after { box-sizing: border-box; }\n[hidden] { display: none !important; }\nhtml { background: var(--surface); color: var(--ink); font-size: var(--t13); line-height: 1.35; }\nbody { margin: 0; min-height: 100dvh; display: flex; flex-direction: column; }\nh1, h2, h3, p, ol, ul, figure { margin: 0; padding: 0; }\nh2 { font-size: var(--t13); font-weight: 600; }\nb, strong { font-weight: 600; }\n.muted { color: var(--muted); }\n.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }\n.skip { position: absolute; left: 16px; top: -60px; background: var(--surface); color: var(--ink); padding: 8px 12px; z-index: 30; }\n.skip:focus { top: 8px; }\n\nbutton, input, select, textarea { font: inherit; color: inherit; font-variant-numeric: inherit; }\nbutton, .button {\n  display: inline-flex; align-items: center; justify-content: center; gap: 8px; position: relative;\n  height: 32px; padding: 0 11px; border: 1px solid var(--line); border-radius: 6px;\n  background: var(--surface); font-size: var(--t13); font-weight: 500; white-space: nowrap; cursor: pointer; text-decoration: none; color: var(--ink);\n}\nbutton:hover:not(:disabled), .button:hover { background: var(--sunk); }\nbutton:active:not(:disabled) { background: var(--press); }\nbutton:disabled, .button[aria-disabled=\"true\"] { opacity: .45; cursor: default; }\nbutton svg { width: 14px; height: 14px; fill: currentcolor; flex: none; }\nsvg .stroke { fill: none; stroke: currentcolor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }\n:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; border-radius: 6px; }\nbutton.primary, .button.primary { background: var(--ink); border-color: var(--ink); color: var(--surface); font-weight: 600; }\nbutton.primary:hover:not(:disabled), .button.primary:hover { background: color-mix(in srgb, var(--ink) 88%, var(--surface)); }\n.waiting::after { content: \"\"; position: absolute; left: 8px; right: 8px; bottom: 3px; height: 2px; background: currentcolor; animation: wait 1s infinite alternate; transform-origin: left; }\n@keyframes wait { from { transform: scaleX(.15); } to { transform: scaleX(1); } }\nbutton.icon { width: 32px; padding: 0; border-color: transparent; background: transparent; }\nbutton.icon svg { width: 16px; height: 16px; }\nbutton.link, .link { display: inline; height: auto; padding: 0; border: 0; background: none; text-decoration: underline; text-underline-offset: 2px; font: inherit; white-space: normal; text-align: left; color: inherit; }\nkbd { font: inherit; font-size: var(--t11); border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; padding: 1px 5px; min-width: 22px; display: inline-block; text-align: center; }\n\n.segments { display: inline-flex; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); overflow: hidden; }\n.segments > * { border: 0; border-radius: 0; height: 30px; background: none; font-weight: 400; color: var(--muted); }\n.segments > * + * { border-left: 1px solid var(--line); }\n.segments > [aria-pressed=\"true\"], .segments > [aria-current=\"page\"] { background: var(--sunk); color: var(--ink); font-weight: 600; }\n.segments:focus-within { overflow: visible; }\n.segments button:focus-visible, .segments input:focus-visible { z-index: 1; outline-offset: 1px; }\n\n.bar { display: flex; align-items: center; gap: 8px; height: 52px; flex: none; padding: 0 16px; background: var(--sunk); border-bottom: 1px solid var(--line); }\n.bar .name { gap: 9px; padding: 0 9px 0 8px; margin: 0 8px 0 -4px; font-size: var(--t15); flex: 0 1 auto; min-width: 0; }\n.bar .name :is(#run-name, #run-seed) { overflow: hidden; text-overflow: ellipsis; min-width: 0; }\n.bar .name #run-name { flex: 0 1 auto; }\n.bar .name #run-seed { flex: 0 9 auto; }\n.bar .name .more { width: 10px; height: 10px; stroke-width: 1.6; }\nbody[data-tab=\"laboratory\"] #run-seed .long { display: none; }\n.bar .name .muted { font-size: var(--t13); font-weight: 400; }\n.bar .logo { width: 20px; height: 20px; fill: none; stroke: currentcolor; stroke-width: 2; overflow: visible; }\n.bar .logo .full { fill: currentcolor; stroke: none; }\n.dock { display: contents; }\n.replay :is(.dock, .acts) { display: none; }\n.replay .bar .epoch { margin: 0 auto; }\n.replay-command { font-size: var(--t12); color: var(--muted); order: 3; }\n.replay-command code { color: var(--ink); user-select: all; }\n.transport { display: flex; gap: 8px; order: 1; }\n.bar .epoch { order: 2; margin: 0 auto; white-space: nowrap; font-size: var(--t13); min-width: 180px; text-align: center; }\n.bar .epoch b { font-size: var(--t20); margin: 0 1px; }\n.bar .looking { order: 3; white-space: nowrap; font-size: var(--t12); margin: 0 auto; }\n.bar .looking b { font-size: var(--t20); }\n.looking-back .bar .epoch { display: none; }\n@media screen and (max-width: 1500px) { .looking-back .pace { display: none; } }\n.bar .looking button { height: 26px; margin-left: 4px; font-size: var(--t12); }\n.rate { display: flex; align-items: center; gap: 9px; order: 4; }\n.rate .segments button { padding: 0 9px; color: var(--ink); }\n.rate input { width: 54px; text-align: center; font-weight: 600; color: var(--ink); padding: 0; }\n.rate input:disabled { opacity: .6; }\n.pace { display: flex; align-items: center; gap: 9px; order: 5; margin-left: 8px; }\n.pace .segments button { padding: 0 10px; font-size: var(--t12); }\n#theme { order: 6; margin-left: 24px; }\n:host:not([data-theme=\"dark\"]) .sun, :host([data-theme=\"dark\"]) .moon { display: none; }\n.pause-shape, .play-shape { display: none; }\n#pause:not(.play) .pause-shape, #pause.play .play-shape { display: inline; }\n.phone-only, .phone-line, .phone-obstacle, .phone-event { display: none !important; }\n#tabs { order: 1; margin: 0 auto; }\nbody[data-tab=\"lessons\"] #tabs { display: none; }\nbody[data-tab=\"lessons\"] .bar .name { margin-right: 0; }\nbody.in-lesson :is(#run-name, #run-seed) { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%); }\nbody[data-status=\"empty\"] :is(.dock, .bar .epoch) { display: none; }\nbody[data-status=\"empty\"] #theme, body[data-tab=\"lessons\"]:not(.in-lesson) #theme { margin-left: auto; }\nbody[data-tab]:not([data-tab=\"laboratory\"]) :is(.dock, .bar .epoch, .bar .looking) { display: none; }\n.line-state { display: flex; align-items: center; gap: 10px; padding: 6px 16px; background: var(--ink); color: var(--surface); font-size: var(--t13); }\n.line-state button:hover:not(:disabled) { background: color-mix(in srgb, var(--surface) 18%, var(--ink)); }\n.line-state progress { appearance: none; width: 120px; height: 4px; border: 0; flex: none; background: color-mix(in srgb, var(--surface) 35%, var(--ink)); }\n.line-state progress::-webkit-progress-bar { background: transparent; }\n.line-state progress::-webkit-progress-value { background: var(--surface); }\n.line-state progress::-moz-progress-bar { background: var(--surface); }\n.line-state .badge { border-color: currentcolor; flex: none; }\n.seen-track { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; font-size: var(--t12); color: var(--muted); max-width: 420px; }\n.seen-track span { border-top: 3px solid var(--ink); padding-top: 6px; }\n.seen-track span + span { border-top: 3px dotted var(--context); }\n.command { margin: 0; padding: 8px 12px; background: var(--sunk); border-radius: 4px; user-select: all; overflow-x: auto; font-size: var(--t13); }\n.line-state button { height: 24px; background: transparent; color: inherit; border-color: currentcolor; font-size: var(--t12); }\n@media screen and (max-width: 1100px) { .line-state .long { display: none; } }\n\n.page { flex: 1; display: grid; grid-template-columns: minmax(0, 1fr) clamp(264px, 20.6vw, 360px); min-height: 0; }\n.side { border-left: 1px solid var(--line); padding: 10px 16px 12px; display: flex; flex-direction: column; min-height: 0; }\n.side h2 { padding: 2px 0 8px; border-bottom: 1px solid var(--line); }\n.events { flex: 1; min-height: 120px; display: flex; flex-direction: column; overflow: hidden; }\n.events ol { list-style: none; overflow-y: auto; flex: 1; min-height: 0; scrollbar-width: thin; will-change: transform; contain: layout style; }\n.events li :focus-visible { outline-offset: -2px; }\n.obstacles { flex: none; border-top: 1px solid var(--line); margin-top: 8px; padding-top: 10px; }\n.obstacles h2 { border: 0; padding: 0 0 5px; }\n.obstacles p { font-size: var(--t12); margin-bottom: 6px; line-height: 1.35; }\n.acts { display: flex; gap: 8px; padding-top: 8px; flex: none; }\n.event { display: grid; grid-template-columns: 16px 1fr; gap: 0 8px; width: 100%; height: auto; text-align: left; padding: 7px 0 9px 0; border: 0; border-bottom: 1px solid var(--grid); border-radius: 0; background: none; white-space: normal; font-weight: 400; align-items: start; }\n.event svg { width: 16px; height: 16px; margin-top: 1px; fill: none; }\n.event b { font-size: var(--t13); display: block; line-height: 1.3; }\n.event > span { min-width: 0; }\n.event .more { grid-column: 2; font-size: var(--t12); color: var(--muted); line-height: 1.34; }\n.event .more span { color: var(--ink); }\n.event.group .more::after { content: \"\"; display: inline-block; width: 5px; height: 5px; margin-left: 7px; border: solid var(--muted); border-width: 0 1.5px 1.5px 0; transform: translateY(-2px) rotate(45deg); }\n.event.group[aria-expanded=\"true\"] .more::after { transform: translateY(1px) rotate(225deg); }\n.events .later :is(b, .more span) { color: var(--muted); font-weight: 400; }\n.state-box.divergence table { width: 100%; }\n.state-box.divergence .hint { margin: 8px 0 16px; }\n.events .inner { padding-left: 14px; }\n.event.new { background: var(--sunk); }\n.event[aria-current=\"true\"] { box-shadow: inset 2px 0 var(--ink); padding-left: 6px; }\n.events .none { font-size: var(--t12); color: var(--muted); padding: 8px 0; }\n\n.tab { flex: 1; min-height: 0; }\n.state-box { max-width: 760px; padding: 40px 24px; margin: 0 auto; }\n.state-box h1 { font-size: var(--t20); font-weight: 600; margin-bottom: 8px; }\n.state-box > p { font-size: 14px; margin-bottom: 12px; }\n.experiments { list-style: none; margin: 12px 0 24px -10px; max-height: min(56vh, 560px); overflow-y: auto; border-top: 1px solid var(--grid); }\n.experiments li { display: grid; grid-template-columns: minmax(150px, 230px) 1fr auto; gap: 12px; align-items: center; min-height: 40px; padding: 4px 10px; border-bottom: 1px solid var(--grid); cursor: pointer; }\n.experiments li b { overflow-wrap: anywhere; }\n.experiments li span { font-size: var(--t12); color: var(--muted); }\n.experiments li[aria-selected=\"true\"] { background: var(--sunk); }\n.experiments .start { visibility: hidden; cursor: pointer; }\n.experiments li[aria-selected=\"true\"] .start { visibility: visible; }\n.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }\n.row .hint, .hint { font-size: var(--t12); color: var(--muted); }\n.badge { display: inline-flex; gap: 6px; align-items: center; border: 1.5px solid var(--ink); border-radius: 4px; padding: 1px 8px; font-size: var(--t13); font-weight: 600; }\n.badge.full { background: var(--ink); color: var(--surface); }\n.badge.error { border-color: var(--error-text); color: var(--error-text); }\n\ndialog { border: 1px solid var(--line); border-radius: 8px; padding: 0; background: var(--surface); color: var(--ink); width: min(calc(760px + 90 * var(--step)), calc(100vw - 32px)); max-height: calc(100dvh - 32px); }\ndialog::backdrop { background: var(--scrim); }\ndialog .sheet { display: flex; flex-direction: column; gap: 12px; padding: 20px 24px; }\ndialog h2 { font-size: var(--t20); }\ndialog .close { position: absolute; right: 12px; top: 12px; }\ndialog label { display: inline-flex; align-items: center; gap: 8px; font-size: var(--t12); color: var(--muted); }\ndialog input:not([type=\"checkbox\"]), dialog select { height: 32px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); color: var(--ink); padding: 0 8px; width: 100px; }\n.editor { position: relative; border: 1px solid var(--line); border-radius: 6px; display: grid; grid-template-columns: 14px 1fr; background: var(--surface); max-height: 52vh; overflow: auto; }\n.editor textarea { grid-column: 2; grid-row: 1; border: 0; background: none; resize: none; padding: 8px 8px 8px 0; white-space: pre; overflow: hidden; min-width: 100%; outline: none; }\n.editor:focus-within { outline: 2px solid var(--ink); outline-offset: 2px; }\n.editor textarea, .editor .marks { font: var(--t12)/18px ui-monospace, \"SF Mono\", Menlo, Consolas, \"DejaVu Sans Mono\", monospace; }\n.editor .marks { grid-column: 1 / -1; grid-row: 1; padding: 8px 0; white-space: pre; pointer-events: none; color: var(--mark-text); }\n.editor .marks div { height: 18px; padding-left: 4px; }\n.editor .marks .changed { background: color-mix(in srgb, var(--mark) 16%, transparent); }\n.answer { font-size: var(--t12); min-height: 1.4em; white-space: pre-wrap; overflow-wrap: anywhere; }\n.answer.wrong { color: var(--error-text); }\n.menu-list { list-style: none; display: flex; flex-direction: column; max-height: 44vh; overflow-y: auto; border-top: 1px solid var(--grid); }\n.menu-list button { width: 100%; border: 0; border-bottom: 1px solid var(--grid); border-radius: 0; justify-content: flex-start; height: 38px; }\n.menu-list button .muted { font-weight: 400; font-size: var(--t12); white-space: normal; text-align: left; }\n.menu-list .grow { flex: 1; text-align: right; color: var(--muted); font-weight: 400; font-size: var(--t12); }\n.keys { display: grid; grid-template-columns: auto 1fr auto 1fr; gap: 6px 12px; font-size: var(--t12); align-items: baseline; }\n\n.card { position: fixed; z-index: 20; max-width: 340px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; font-size: var(--t12); line-height: 1.45; }\n.card b { font-size: var(--t13); }\n.card math { font-size: 15px; }\n.card .tools { display: flex; flex-direction: column; margin: -4px -6px; }\n.card .tools button { border: 0; justify-content: flex-start; height: 30px; font-weight: 400; }\n.table-scroll { overflow: auto; max-height: 62vh; }\ntable { border-collapse: collapse; font-size: var(--t12); }\nth, td { text-align: right; padding: 3px 12px 3px 0; border-bottom: 1px solid var(--grid); white-space: nowrap; }\nth { font-weight: 600; position: sticky; top: 0; background: var(--surface); }\nth:first-child, td:first-child { text-align: left; }\ntd.grown { color: var(--error-text); font-weight: 600; }\n\n@media screen and (max-width: 1250px) {\n  .bar { height: auto; min-height: 52px; flex-wrap: wrap; padding-block: 8px; }\n  .bar .epoch { min-width: 0; }\n  #theme { margin-left: 4px; }\n}\n@media screen and (max-width: 1100px) {\n  .bar .name .muted, #step span, #stop span, .rate > .muted, .pace > .muted { display: none; }\n  .bar .name { margin-right: 4px; }\n  .pace .segments button { padding: 0 8px; }\n  .page { display: block; }\n  .side { border-left: 0; border-top: 1px solid var(--line); display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 32px; margin: 0 16px; padding: 12px 0 20px; }\n  .events { grid-row: 1 / 3; overflow: visible; }\n  .events ol { max-height: 340px; }\n  .obstacles { border: 0; margin: 0; padding: 2px 0 0; }\n  .obstacles h2 { padding: 0 0 8px; border-bottom: 1px solid var(--line); margin-bottom: 8px; }\n}\n@media screen and (max-width: 760px) {\n  .bar { position: relative; padding-right: 56px; }\n  #theme { position: absolute; right: 12px; top: 9px; }\n  .side { grid-template-columns: minmax(0, 1fr); }\n  .events { grid-row: auto; }\n  .keys { grid-template-columns: auto 1fr; }\n}\n@media screen and (max-width: 560px) {\n  dialog .sheet { padding: 16px; }\n  dialog :is(label, select) { max-width: 100%; min-width: 0; }\n  dialog .sheet > .row > label:has(select) { width: 100%; }\n  dialog label select { flex: 1; }\n  .menu-list button { height: auto; min-height: 44px; flex-wrap: wrap; gap: 0 8px; padding: 4px 0; }\n}\n@media (prefers-reduced-motion: reduce) {\n  *, *::before, *::after { animation: none !important; transition: none !important; }\n}\n@media (forced-colors: active) {\n  button.primary, .badge.full { forced-color-adjust: none; background: CanvasText; color: Canvas; border-color: CanvasText; }\n  .segments > [aria-pressed=\"true\"], .experiments li[aria-selected=\"true\"] { forced-color-adjust: none; background: Highlight; color: HighlightText; }\n}\n";
})();

// files/tokens.css
const m3 = (() => {
return ":host {\n  color-scheme: light dark;\n  --surface: light-dark(#ffffff, #14161a);\n  --sunk: light-dark(#f5f6f7, #1c1f24);\n  --ink: light-dark(#1b1b1b, #ececec);\n  --muted: light-dark(#5c6066, #a4a9b0);\n  --context: light-dark(#8a8f96, #858b93);\n  --grid: light-dark(#e4e6e9, #2d3138);\n  --line: light-dark(#d3d6da, #3a3f47);\n  --code: light-dark(#0067a5, #4da3e3);\n  --kink: light-dark(#c84e00, #f4813f);\n  --kink-text: light-dark(#b34600, #f4813f);\n  --out: light-dark(#00805c, #2fc19c);\n  --error: light-dark(#b3568f, #e39ac6);\n  --error-text: light-dark(#9c3f79, #e39ac6);\n  --mark: light-dark(#b97700, #e6a817);\n  --mark-text: light-dark(#8a5900, #e6a817);\n  --ramp-full: light-dark(#62ba9c, #1e7a62);\n  --press: light-dark(rgb(27 27 27 / 10%), rgb(236 236 236 / 12%));\n  --scrim: light-dark(rgb(27 27 27 / 32%), rgb(0 0 0 / 55%));\n  --step: 0px;\n  --t11: calc(11px + var(--step));\n  --t12: calc(12px + var(--step));\n  --t13: calc(13px + var(--step));\n  --t15: calc(15px + var(--step));\n  --t20: calc(20px + var(--step));\n  --t26: calc(26px + var(--step));\n  --maths: \"Latin Modern Math\", math, serif;\n  font-family: Inter, system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", \"Noto Sans\", Arial, sans-serif;\n  font-variant-numeric: tabular-nums;\n}\n\n:host([data-theme=\"light\"]) { color-scheme: light; }\n:host([data-theme=\"dark\"]) { color-scheme: dark; }\n\n@media (min-width: 1600px) {\n  :host { --step: 1px; }\n}\n\n@media (max-width: 560px) {\n  :host { --t11: 12px; }\n}\n\n@media (forced-colors: active) {\n  :host, :host([data-theme]) {\n    --surface: Canvas;\n    --sunk: Canvas;\n    --ink: CanvasText;\n    --muted: CanvasText;\n    --context: color-mix(in srgb, CanvasText 60%, Canvas);\n    --grid: color-mix(in srgb, CanvasText 22%, Canvas);\n    --line: CanvasText;\n    --code: CanvasText;\n    --kink: CanvasText;\n    --kink-text: CanvasText;\n    --out: CanvasText;\n    --error: CanvasText;\n    --error-text: CanvasText;\n    --mark: CanvasText;\n    --mark-text: CanvasText;\n    --ramp-full: color-mix(in srgb, CanvasText 45%, Canvas);\n    --press: Highlight;\n  }\n}\n";
})();

// files/views.css
const m4 = (() => {
return ".lab {\n  position: relative; display: grid; min-height: 0; padding: 8px 16px 20px; overflow: hidden;\n  grid-template-columns: minmax(0, 300fr) 32px minmax(0, 200fr) 24px minmax(0, 276fr) 24px minmax(0, 128fr);\n  grid-template-rows: 28px 4px minmax(112px, 112fr) 14px minmax(266px, 302fr) 10px minmax(170px, 170fr);\n}\n.lab:focus { outline: none; }\n@media (min-width: 1101px) {\n  body.views-shown { height: max(100dvh, 684px); }\n  .lab, .side { height: 100%; }\n}\n#formulas { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; grid-row: 1; align-items: center; }\n.formula { white-space: nowrap; width: max-content; border-radius: 4px; cursor: help; }\n.formula math { font-size: calc(17px + var(--step)); font-family: var(--maths); }\n.formula.code { color: var(--code); }\n.formula.kink { color: var(--kink-text); }\n.formula.out { color: var(--out); }\n.arrow { justify-self: center; color: var(--muted); font-size: 17px; }\n#weights { grid-area: 3 / 1; }\n#gaps { grid-area: 3 / 3; }\n#errors { grid-area: 3 / 5; }\n#network { grid-area: 3 / 7; }\n#code { grid-area: 5 / 1; }\n#kinks { grid-area: 5 / 3; }\n#decoder { grid-area: 5 / 5; }\n#reconstructions { grid-area: 5 / 7; }\n#loss { grid-area: 7 / 1 / 8 / -1; }\n\n.view { position: relative; min-width: 0; min-height: 0; border-radius: 4px; }\n.view figcaption { height: 18px; line-height: 17px; font-size: var(--t13); white-space: nowrap; pointer-events: none; position: relative; z-index: 2; }\n.view figcaption { width: fit-content; max-width: 100%; overflow: hidden; text-overflow: ellipsis; background: var(--surface); }\n.view figcaption b { font-weight: 600; }\n#kinks figcaption { max-width: calc(100% + 20px); }\n.view figcaption span { color: var(--muted); }\n.view > canvas.pixels { image-rendering: pixelated; }\n.view > svg, .view > canvas { position: absolute; left: 0; top: 0; overflow: visible; }\n.view > svg { width: 100%; height: 100%; }\n.lab > .view > svg, .lab > .thread { will-change: transform; }\n@media (min-width: 1251px) { .bar { contain: layout size style; } }\n@media (min-width: 1101px) { .lab { contain: strict; } .side { contain: layout size style; } }\n.view:focus-visible { outline-offset: 3px; }\n.view.stale:not(:focus-visible) { outline: 1.5px dashed var(--context); outline-offset: 4px; border-radius: 0; }\n.view.waiting > :is(svg, canvas) { visibility: hidden; }\n.view.waiting::before { content: \"\"; position: absolute; inset: 24px 0 18px 26px; border: solid var(--line); border-width: 0 0 1px 1px; }\n#network.waiting::before { inset: 24px 0 4px; border-width: 0; background: var(--sunk); }\n.view .problem { position: absolute; inset: 24px 0 0 0; color: var(--error-text); font-size: var(--t12); }\n.view .tool { position: absolute; right: 0; top: -3px; width: 24px; height: 22px; padding: 0; border-color: transparent; background: var(--surface); opacity: 0; z-index: 3; }\n.view:hover > .tool, .view:focus-within > .tool, .view:focus > .tool { opacity: 1; }\n.view .tool svg { fill: currentcolor; }\n\n.view text, .thread text { font-size: var(--t11); fill: var(--muted); }\n.view text.end { text-anchor: end; }\n.view text.middle { text-anchor: middle; }\n.view text.axis { font-style: italic; }\n.view text.strong { font-weight: 600; fill: var(--ink); }\n.view text.t15 { font-size: var(--t15); }\n.view text.t12 { font-size: var(--t12); }\n.view text.code { fill: var(--code); }\n.view text.kink { fill: var(--kink-text); }\n.view text.out { fill: var(--out); }\n.view text.error { fill: var(--error-text); }\n.view text.mark { fill: var(--mark-text); }\n.view text.halo { paint-order: stroke; stroke: var(--surface); stroke-width: 4px; stroke-linejoin: round; }\n.view .grid { stroke: var(--grid); stroke-width: 1; fill: none; shape-rendering: crispEdges; }\n.view .axis-line { stroke: var(--context); stroke-width: 1; fill: none; shape-rendering: crispEdges; }\n.view .code-fill { fill: var(--code); }\n.view .kink-fill { fill: var(--kink); }\n.view .out-fill { fill: var(--out); }\n.view .error-fill { fill: var(--error); }\n.view .pale { opacity: .38; }\n.view .code-stair { fill: none; stroke: var(--code); stroke-opacity: .5; }\n.view .dots { fill: none; stroke: var(--code); stroke-linecap: round; }\n.view .fit { fill: none; stroke: var(--context); stroke-dasharray: 4 3; }\n.view .leader { fill: none; stroke: var(--context); stroke-width: 1; }\n.view .leader.now, .thread .now { stroke: var(--ink); stroke-width: 1.5; }\n.view .code-line { stroke: var(--code); fill: none; stroke-width: 1.3; }\n.view .cell { fill: none; stroke: var(--line); }\n.view .cell-on { fill: var(--kink); }\n.view .cell-text { fill: var(--surface); font-weight: 600; text-anchor: middle; }\n.view .error-line { fill: none; stroke: var(--error); stroke-width: 1.2; }\n.view .frame { fill: none; stroke: var(--line); shape-rendering: crispEdges; }\n.view .target { fill: none; stroke: var(--ink); stroke-width: 1.6; stroke-linejoin: miter; }\n.view .signal { fill: none; stroke: var(--context); stroke-width: 1.3; }\n.view .output { fill: none; stroke: var(--out); stroke-width: 1.7; stroke-linejoin: round; }\n.view .output.now { stroke-width: 2.2; }\n.view .hit { fill: transparent; }\n.view .past { fill: var(--context); }\n.view .future { fill: var(--grid); }\n.view .window { fill: var(--sunk); }\n.view .knob { fill: var(--surface); stroke: var(--ink); stroke-width: 2.2; }\n.view .halo-disc { fill: var(--ink); opacity: 0; }\n.view .held .halo-disc { opacity: .1; }\n.view .grip { stroke: var(--ink); stroke-width: 1.6; }\n.view .playhead { stroke: var(--ink); stroke-width: 1.8; }\n.view .goes { cursor: ew-resize; touch-action: none; }\n.view .picks { cursor: pointer; }\n.view .ghost { fill: none; stroke: var(--context); stroke-dasharray: 3 2; }\n.view .loss-along { fill: none; stroke: var(--ink); stroke-width: 1.4; }\n.view .event-mark { cursor: pointer; }\n.view .event-mark circle { fill: var(--surface); stroke-width: 1.8; }\n.view .event-mark line { stroke-width: 1.2; }\n.role-code { stroke: var(--code); }\n.role-kink { stroke: var(--kink); }\n.role-out { stroke: var(--out); }\n.role-error { stroke: var(--error); }\n.role-mark { stroke: var(--mark); }\n.role-ink { stroke: var(--ink); }\n[role=\"slider\"]:focus { outline: none; }\n[role=\"slider\"]:focus-visible .ring { stroke: var(--ink); stroke-width: 2; }\n.ring { fill: none; stroke: none; }\n\n.thread { position: absolute; inset: 0; pointer-events: none; z-index: 1; contain: strict; }\n.thread > svg { position: absolute; left: 0; top: 0; overflow: visible; }\n.thread path { fill: none; }\n.thread .level { stroke: var(--ink); stroke-width: 1.5; }\n.thread .down { stroke: var(--ink); stroke-width: 1.4; stroke-dasharray: 1.6 2.6; }\n.thread .other { stroke: var(--context); stroke-width: 1; }\n\n.lab.general { grid-template-rows: 28px 4px minmax(150px, 170fr) 14px minmax(236px, 240fr) 10px minmax(170px, 170fr); }\n.lab.general :is(#weights, #code, #gaps, #kinks, #decoder) { display: none; }\n.lab.general #formulas { display: flex; gap: 14px; }\n.lab.general #network { grid-area: 3 / 1 / 6 / 4; }\n.lab.general #errors { grid-area: 3 / 5 / 4 / -1; }\n.lab.general #reconstructions { grid-area: 5 / 5 / 6 / -1; }\n\n@media (min-width: 1101px) {\n  .lab.written { grid-template-rows: 28px 4px minmax(112px, 112fr) 14px minmax(266px, 330fr) 10px 44px; }\n  .lab.written #loss { height: 44px; }\n}\n\n.lab.classes { grid-template-rows: 28px 4px minmax(220px, 260fr) 14px minmax(150px, 170fr) 10px minmax(170px, 170fr); }\n.view .context-fill { fill: var(--context); fill-opacity: .55; }\n.view .ink-fill { fill: var(--ink); }\n.view .cell-now { fill: none; stroke: var(--ink); stroke-width: 1.6; pointer-events: none; }\n.view text.on { fill: var(--surface); font-weight: 600; }\n\n@media screen and (max-width: 760px) {\n  .lab {\n    grid-template-columns: minmax(0, 300fr) 20px minmax(0, 190fr) 16px minmax(0, 276fr);\n    grid-template-rows: 28px 4px 112px 14px 302px 14px 130px 10px 170px;\n  }\n  #formulas { display: flex; flex-wrap: wrap; gap: 4px 10px; }\n  .formula math { font-size: 15px; }\n  #network { grid-area: 7 / 1; }\n  #reconstructions { grid-area: 7 / 3 / 8 / -1; }\n  #loss { grid-area: 9 / 1 / 10 / -1; }\n  .lab.general { display: flex; flex-direction: column; gap: 14px; }\n  .lab.general .view { height: 220px; flex: none; }\n}\n\n@media screen and (max-width: 560px) {\n  html { font-size: 14px; }\n  body { padding-bottom: 64px; }\n  .bar { min-height: 44px; height: 44px; padding: 4px 16px 0; background: none; border: 0; flex-wrap: nowrap; }\n  .bar .name { padding: 0 8px; margin: 0 0 0 -6px; font-size: 16px; width: auto; flex: 0 1 auto; justify-content: flex-start; min-width: 0; overflow: hidden; }\n  .bar .name + * { margin-left: auto; }\n  body[data-tab=\"laboratory\"] .bar .name { flex: 1; }\n  body[data-tab=\"compare\"] #run-name { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%); }\n  .bar .name .muted { margin-left: auto; }\n  .bar .epoch, .pace, #stop { display: none !important; }\n  .bar .looking { position: fixed; bottom: 66px; left: 16px; right: 16px; padding: 6px 10px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; z-index: 9; }\n  .bar { padding-right: 16px; }\n  #theme { position: static; margin: 0; width: 44px; height: 44px; }\n  .bar .name .muted { display: inline; }\n  .dock { display: flex; gap: 8px; position: fixed; left: 0; right: 0; bottom: 0; height: 64px; padding: 8px 16px; background: var(--sunk); border-top: 1px solid var(--line); z-index: 10; }\n  body[data-tab]:not([data-tab=\"laboratory\"]) { padding-bottom: 0; }\n  .dock button, .dock .segments { height: 48px; font-size: 14px; }\n  .transport { flex: 1; }\n  .transport #pause { flex: 1; }\n  #step { width: 56px; }\n  #step span { display: none; }\n  .rate { gap: 4px; }\n  .rate .muted { display: none; }\n  .rate .segments > * { height: 46px; padding: 0 10px; }\n  .rate input { width: 60px; padding: 0; }\n  .phone-only { display: inline-flex !important; width: 48px; padding: 0; }\n  #tabs { position: static; overflow-x: auto; }\n  .phone-line { display: flex !important; align-items: baseline; gap: 5px; padding: 0; }\n  .phone-line > b { font-size: 27px; letter-spacing: -.01em; }\n  .phone-loss { margin-left: auto; }\n  .phone-loss b { font-size: 20px; }\n  .phone-obstacle { display: block !important; font-size: 14.500px; min-height: 2.7em; }\n  .phone-event { display: block !important; font-size: 13px; }\n  .phone-event svg { width: 16px; height: 16px; vertical-align: -3px; margin-right: 8px; }\n  .lab, .lab.general { display: grid; grid-template-columns: minmax(0, 175fr) 35px minmax(0, 148fr); grid-template-rows: auto auto auto 304px 120px 178px auto; gap: 6px 0; padding: 2px 16px 12px; }\n  .phone-line, .phone-obstacle, .phone-event { grid-column: 1 / -1; }\n  .phone-line { grid-row: 1; }\n  .phone-obstacle { grid-row: 2; }\n  #formulas, #weights, #gaps, #errors, #network { display: none !important; }\n  #code { grid-area: 4 / 1; }\n  #kinks { grid-area: 4 / 2; }\n  #decoder { grid-area: 4 / 3; }\n  #reconstructions, .lab.general #reconstructions { grid-area: 5 / 1 / 6 / -1; height: auto; }\n  #loss { grid-area: 6 / 1 / 7 / -1; }\n  .lab.general { grid-template-rows: auto auto auto 240px 140px 178px auto; }\n  .lab.general #errors { display: block !important; grid-area: 4 / 1 / 5 / -1; height: auto; }\n  .lab.general #loss { height: auto; }\n  .phone-event { grid-row: 7; }\n  #kinks figcaption { display: none; }\n  #code figcaption { margin-left: 24px; }\n  .phone-only { order: 9; }\n  .line-state { flex-wrap: wrap; row-gap: 6px; }\n  .line-state b { flex: none; max-width: 100%; }\n  body[data-tab]:not([data-tab=\"laboratory\"], [data-tab=\"lessons\"]) .bar { flex-wrap: wrap; height: auto; row-gap: 2px; padding-bottom: 6px; border-bottom: 1px solid var(--line); }\n  body[data-tab]:not([data-tab=\"laboratory\"], [data-tab=\"lessons\"]) .bar .name { height: 40px; }\n  #tabs { order: 9; flex: 1 0 100%; }\n  #run-name { overflow: hidden; text-overflow: ellipsis; }\n  #tabs > * { flex: 1 0 auto; padding: 0 5px; font-size: 12px; height: 38px; }\n  .bar .name .muted { display: none; }\n  .copy-link span { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%); }\n  body[data-tab=\"laboratory\"] .bar .name .muted { display: inline; }\n  .tab .tab-bar { gap: 4px; }\n  .side .acts #certify { display: inline-flex; }\n}\n\nbody.projector { overflow: hidden; --t11: 12px; --t12: 12px; --t13: 14px; --t15: 18px; --t20: 22px; }\nbody.projector .bar { position: fixed; left: 0; right: 0; top: 0; z-index: 12; transform: translateY(-100%); }\nbody.projector.awake .bar, body.projector .bar:focus-within { transform: none; }\nbody.projector .side, body.projector :is(#weights, #gaps, #errors, #network, #reconstructions), body.projector .lab :is(.phone-line, .phone-obstacle, .phone-event) { display: none !important; }\nbody.projector .bar { display: flex; }\nbody.projector .page { display: block; position: relative; }\nbody.projector .lab {\n  width: 960px; height: 540px; min-height: 0; padding: 0 20px; transform-origin: 0 0; position: absolute; left: 0; top: 0;\n  grid-template-columns: minmax(0, 250fr) 30px minmax(0, 306fr) 36px minmax(0, 298fr); grid-template-rows: 64px 26px 0 0 302px 8px 136px;\n}\nbody.projector #headline { position: static; clip-path: none; width: auto; height: auto; grid-area: 1 / 1 / 2 / -1; font-size: 22px; font-weight: 600; padding-top: 10px; letter-spacing: -.005em; line-height: 1.2; overflow: visible; }\nbody.projector .projector-line { grid-area: 1 / 1 / 2 / -1; align-self: end; font-size: 12px; color: var(--muted); }\nbody.projector .projector-line b { color: var(--ink); font-size: 14px; }\nbody:not(.projector) .projector-line { display: none; }\nbody.projector #formulas { grid-row: 2; padding: 7px 0 0; align-items: start; }\nbody.projector .formula math { font-size: 17px; }\nbody.projector .formula.code { margin-left: 44px; grid-column: 1; grid-row: 1; }\nbody.projector .formula.kink { margin-left: 52px; grid-column: 3; grid-row: 1; }\nbody.projector .formula.out { margin-left: 66px; grid-column: 5; grid-row: 1; }\nbody.projector :is(.arrow, .formula.ink) { display: none; }\nbody.projector #code { grid-area: 2 / 1 / 6 / 2; margin-top: 8px; }\nbody.projector #kinks { grid-area: 2 / 3 / 6 / 4; margin-top: 8px; }\nbody.projector #decoder { grid-area: 2 / 5 / 6 / 6; margin-top: 8px; }\nbody.projector #loss { grid-area: 7 / 1 / 8 / -1; }\nbody.projector .view figcaption b { font-size: 14px; }\nbody.projector .view figcaption span { display: none; }\n\n@media (forced-colors: active) {\n  .thread .level, .thread .now { stroke: Highlight; }\n  .view .playhead { stroke: Highlight; }\n  .view, .thread { forced-color-adjust: none; }\n}\n";
})();

// files/state/loop.js
const m5 = (() => {
// One requestAnimationFrame for the whole page. A task is drawn when it is dirty, seen, and its time has come.

const tasks = new Set();
const reduced = matchMedia("(prefers-reduced-motion: reduce)");
let requested = false;
let timer = 0;
let timerAt = 0;
/** How long the last frames' work took, in milliseconds: for measurements. */
const frameTimes = { list: new Float64Array(600), count: 0 };
/** How long a frame waits for its turn, in milliseconds, smoothed: about 10 where the browser has time, more where not. */
const lateness = { milliseconds: 10 };
let wantedAt = 0;

/**
 * Finds out which tasks are in the window. It asks for the layout, so that it is called where that has changed: an
 * observer of intersections would ask in every frame.
 */
function lookAround() {
  looking = 0;
  for (const task of tasks) {
    if (!task.el) continue;
    const { left, top, right, bottom } = task.el.getBoundingClientRect();
    task.isSeen = right > left && bottom > top && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    if (task.isSeen && task.isDirty) request();
  }
}
let looking = 0;

/** Looks around soon: for views that have another size or place. */
function lookAgain() { looking ||= setTimeout(lookAround, 30); }

for (const name of ["scroll", "resize"]) addEventListener(name, lookAgain, { capture: true, passive: true });
// A line that comes or goes above the views moves them, and changes the height of a page that scrolls.
new ResizeObserver(lookAgain).observe(document.body);

/**
 * Adds a task that draws.
 *
 * @param {{el?: Element, rate?: number, isLarge?: boolean, draw: (time: number) => void}} task `rate` in frames a
 *   second, of which there are two with reduced motion; of large tasks there is one a frame; while something is dragged
 *   each is drawn in every frame
 * @returns {{invalidate: () => void, remove: () => void}}
 */
function addTask(task) {
  task.isDirty = true;
  task.isSeen = true;
  task.last = -Infinity;
  tasks.add(task);
  if (task.el) lookAgain();
  request();
  return {
    invalidate() {
      task.isDirty = true;
      if (task.isSeen) request();
    },
    remove() {
      tasks.delete(task);
    },
  };
}

/** Draws every task at once, seen or not: for the sheet of a printer, which waits for no frame. */
function drawNow() {
  const time = performance.now();
  for (const task of tasks) {
    task.isDirty = false;
    task.last = time;
    task.draw(time);
  }
}

/** While something is dragged every task follows at once, reduced motion or not. */
const direct = { isHeld: false };

// Each frame costs the browser a look at the whole page: tasks that become dirty in between wait for the next one.
const pause = 1000 / 30 - 6;
let lastFrame = -Infinity;

function request() {
  if (requested) return;
  const wait = direct.isHeld ? 0 : lastFrame + pause - performance.now();
  if (wait > 1) {
    if (timer && timerAt <= lastFrame + pause + 1) return;
    clearTimeout(timer);
    timerAt = lastFrame + pause;
    timer = setTimeout(() => { timer = 0; request(); }, wait);
    return;
  }
  requested = true;
  wantedAt = performance.now();
  requestAnimationFrame(frame);
}

function rateOf(task) { return direct.isHeld ? 60 : reduced.matches ? 2 : task.rate ?? 30; }

/** Whether a task waits for its turn with others: large views and slow ones, with reduced motion all. */
function takesTurns(task) { return !direct.isHeld && (task.isLarge || rateOf(task) <= 4); }

/** The small tasks in their order, then those that take turns by the time since they were drawn. */
function byWaiting() {
  order.length = 0;
  for (const task of tasks) if (!takesTurns(task)) order.push(task);
  const small = order.length;
  for (const task of tasks) {
    if (!takesTurns(task)) continue;
    let at = order.length;
    while (at > small && order[at - 1].last > task.last) at -= 1;
    order.splice(at, 0, task);
  }
  return order;
}
const order = [];

function frame(time) {
  requested = false;
  const began = performance.now();
  lastFrame = began;
  lateness.milliseconds += (Math.min(began - wantedAt, 500) - lateness.milliseconds) / 10;
  let wait = Infinity;
  let hasLarge = false;
  for (const task of byWaiting()) {
    if (!task.isDirty || !task.isSeen) continue;
    const rate = rateOf(task);
    // A frame is a thirtieth of a second after the one before, or nearly: quick tasks are drawn in each.
    const due = rate >= 30 ? -Infinity : task.last + 1000 / rate - 4;
    if (due > time) { wait = Math.min(wait, due - time); continue; }
    // One a frame: the one that has waited longest.
    const isLarge = takesTurns(task);
    if (isLarge && hasLarge) { wait = 0; continue; }
    hasLarge ||= isLarge;
    task.isDirty = false;
    task.last = time;
    task.draw(time);
  }
  frameTimes.list[frameTimes.count % 600] = performance.now() - began;
  frameTimes.count += 1;
  if (wait === Infinity || requested) return;
  const at = Math.max(began + wait - 8, lastFrame + pause);
  if (timer && timerAt <= at) return;
  clearTimeout(timer);
  timerAt = at;
  timer = setTimeout(() => { timer = 0; request(); }, at - performance.now());
}
return { frameTimes, lateness, lookAgain, addTask, drawNow, direct };
})();

// files/state/axes.js
const m6 = (() => {
// The z axis that code, kinks and decoder share. It changes at most once a second, over 200 ms, never under a hand.

const { addTask, direct } = m5;

/** Keeps `zDomain` = [low, high] of the model. */
function keepAxis(model) {
  let target = null;
  let from = null;
  let began = 0;
  let lastChange = -Infinity;
  const reduced = matchMedia("(prefers-reduced-motion: reduce)");
  const task = addTask({
    draw(time) {
      const point = model.get("point");
      if (point?.codes && !direct.isHeld) {
        const wanted = wantedDomain(point.codes, target);
        if (wanted && target && time - lastChange <= 1000) setTimeout(task.invalidate, 1000 - (time - lastChange));
        if (wanted && (!target || time - lastChange > 1000)) {
          const current = model.get("zDomain");
          if (!target || !current || reduced.matches) {
            target = wanted;
            lastChange = time;
            model.set("zDomain", target);
            return;
          }
          from = current;
          target = wanted;
          began = time;
          lastChange = time;
        }
      }
      if (!from) return;
      const part = Math.min(1, (time - began) / 200);
      const eased = part * (2 - part);
      model.set("zDomain", part >= 1 ? target : [0, 1].map((k) => from[k] + (target[k] - from[k]) * eased));
      if (part >= 1) from = null;
      else task.invalidate();
    },
  });
  model.on("change:point", task.invalidate);
  model.on("change:run", () => { target = null; from = null; model.set("zDomain", null); });
}

/** The codes' range with a twelfth on both sides; null where the present domain still serves. */
function wantedDomain(codes, present) {
  let low = Infinity; let high = -Infinity;
  for (const z of codes) {
    if (!Number.isFinite(z)) continue;
    if (z < low) low = z;
    if (z > high) high = z;
  }
  if (low > high) return present ? null : [-1, 1];
  const range = high - low || Math.abs(high) || 1;
  if (present) {
    const [a, b] = present;
    const fits = low >= a + 0.01 * (b - a) && high <= b - 0.01 * (b - a);
    if (fits && range > 0.6 * (b - a)) return null;
  }
  // A code that has outgrown the axis goes on growing: it gets room there, so that the axis moves seldom.
  const below = present && low < present[0] + 0.01 * (present[1] - present[0]) ? 0.18 : 0.075;
  const above = present && high > present[1] - 0.01 * (present[1] - present[0]) ? 0.28 : 0.095;
  return [low - below * range, high + above * range];
}
return { keepAxis };
})();

// files/state/observable.js
const m7 = (() => {
// The model of `render({model, el})`: values by key, and who wants to hear of changes. It has the names of anywidget's
// model, so that a view runs in the page, in a report and in a notebook.

/** A set of values that tells when one changes. */
class Observable {
  #values = new Map();
  #listeners = new Map();

  constructor(values = {}) {
    for (const [key, value] of Object.entries(values)) this.#values.set(key, value);
  }

  get(key) { return this.#values.get(key); }

  /** Sets a value and calls the listeners of `change:KEY`, unless it is the same one. */
  set(key, value) {
    if (Object.is(this.#values.get(key), value)) return;
    this.#values.set(key, value);
    this.emit(`change:${key}`, value);
  }

  /** Calls the listeners of an event: for values that changed in place. */
  emit(name, value) {
    for (const listener of this.#listeners.get(name) ?? []) listener(value);
  }

  /** Listens; returns the function that stops it. `names` may be several, parted by spaces. */
  on(names, listener) {
    const all = names.split(" ");
    for (const name of all) {
      if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
      this.#listeners.get(name).add(listener);
    }
    return () => all.forEach((name) => this.off(name, listener));
  }

  off(name, listener) { this.#listeners.get(name)?.delete(listener); }

  save_changes() {}
}
return { Observable };
})();

// files/state/root.js
const m8 = (() => {
// Where cards, sheets and probes of colours are put: the body of the page, or the widget of a notebook.

let root = null;

/** The element that has the page's styles. */
function pageRoot() { return root ?? document.body; }

/** Puts another element in the place of the body. */
function setPageRoot(element) { root = element; }
return { pageRoot, setPageRoot };
})();

// files/safetensors.js
const m9 = (() => {
// Reads safetensors: eight bytes of the header's length, a JSON header, then the tensors' bytes.
// https://github.com/huggingface/safetensors, format of version 0.4. Little-endian throughout.

const readers = {
  F64: (view, at) => view.getFloat64(at, true),
  F32: (view, at) => view.getFloat32(at, true),
  F16: (view, at) => halfValue(view.getUint16(at, true)),
  BF16: (view, at) => bfloatValue(view.getUint16(at, true)),
  I8: (view, at) => view.getInt8(at),
};
const widths = { F64: 8, F32: 4, F16: 2, BF16: 2, I8: 1 };
const largestHeader = 100_000_000;

/** The number whose 16 bits are `bits` (IEEE 754 binary16). */
function halfValue(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** The number whose upper 16 bits of a float32 are `bits`. */
function bfloatValue(bits) {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}

/**
 * The tensors and the metadata of a safetensors file.
 *
 * @param {ArrayBuffer} buffer the file's bytes
 * @returns {{tensors: Map<string, {shape: number[], values: Float64Array, type: string}>,
 *   metadata: Object<string, string>}} every value as a double, which holds all of its types exactly
 * @throws {Error} a sentence, where the bytes are not such a file
 */
function readSafetensors(buffer) {
  const bytes = new DataView(buffer);
  if (buffer.byteLength < 8) throw new Error("The frame is shorter than a header: the server was cut off.");
  const length = Number(bytes.getBigUint64(0, true));
  if (length > largestHeader || 8 + length > buffer.byteLength) {
    throw new Error("The frame's header is longer than the frame: it is no safetensors file.");
  }
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const metadata = header.__metadata__ ?? {};
  const tensors = new Map();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const read = readers[entry.dtype];
    if (!read) continue;
    const [start, end] = entry.data_offsets;
    const count = entry.shape.reduce((product, side) => product * side, 1);
    const from = 8 + length + start;
    if (end - start !== count * widths[entry.dtype] || 8 + length + end > buffer.byteLength || start < 0) {
      throw new Error(`The frame's tensor ${name} does not fit its shape.`);
    }
    const values = new Float64Array(count);
    if (entry.dtype === "F32" && from % 4 === 0) values.set(new Float32Array(buffer, from, count));
    else for (let i = 0; i < count; i += 1) values[i] = read(bytes, from + i * widths[entry.dtype]);
    // Eight bits hold multiples of a step: a film's frames are rounded.
    const step = entry.dtype === "I8" ? Number(metadata[`scale.${name}`] ?? 1) : 1;
    if (step !== 1) for (let i = 0; i < count; i += 1) values[i] *= step;
    tensors.set(name, { shape: entry.shape, values, type: entry.dtype });
  }
  return { tensors, metadata };
}
return { readSafetensors };
})();

// files/parts.js
const m10 = (() => {
// A network's bytes as plain parts, which one thread can hand to another.

const { readSafetensors } = m9;

/**
 * The layers of a snapshot's bytes: tensors `layers.l.weight` `[outputs × inputs]` and `layers.l.bias`.
 *
 * @param {ArrayBuffer} buffer
 * @returns {{layers: {outputs: number, inputs: number, weight: Float64Array, bias: Float64Array | null, type: string,
 *   activation: string | undefined}[], metadata: Object<string, string>}} activations by their names in the metadata
 * @throws {Error} a sentence
 */
function readParts(buffer) {
  const { tensors, metadata } = readSafetensors(buffer);
  const layers = [];
  for (let l = 0; tensors.has(`layers.${l}.weight`); l += 1) {
    const weight = tensors.get(`layers.${l}.weight`);
    const bias = tensors.get(`layers.${l}.bias`);
    const [outputs, inputs] = weight.shape;
    layers.push({ outputs, inputs, weight: weight.values, bias: bias ? bias.values : null, type: weight.type, activation: metadata[`layers.${l}.activation`] });
  }
  if (layers.length === 0) throw new Error("The frame holds no layer: layers.0.weight is missing.");
  return { layers, metadata };
}
return { readParts };
})();

// files/model.js
const m11 = (() => {
// Networks of dense layers, and what a scalar code lets one see: codes, kinks, and the decoder at every z.
// Values are doubles; weights are the stored ones exactly. Matrices are row-major, [outputs × inputs].

const { readParts } = m10;

/**
 * The function that an activation's name stands for.
 *
 * @param {string} name as files write it: relu, identity, sigmoid, tanh, softplus, hardThreshold (step), hardTanh,
 *   leakyReLU(0.01)
 * @returns {{name: string, kind: string, slope: number, apply: (u: number) => number, isPiecewiseLinear: boolean}}
 *   `slope` is that below 0
 * @throws {Error} a sentence, for a function that the page does not know
 */
function activation(name = "identity") {
  const leaky = /^\{?\s*leakyReLU\s*[:(]\s*(?:slope\s*:)?\s*([-+0-9.eE]+)\s*[)}]?$/.exec(name);
  if (leaky) {
    const slope = Number(leaky[1]);
    return { name, kind: "leakyReLU", slope, isPiecewiseLinear: true, apply: (u) => (u <= 0 ? slope * u : u) };
  }
  const found = functions[name];
  if (!found) throw new Error(`The page does not know the activation ${name}.`);
  return { name, ...found };
}

const functions = {
  identity: { kind: "identity", slope: 1, isPiecewiseLinear: true, apply: (u) => u },
  relu: { kind: "relu", slope: 0, isPiecewiseLinear: true, apply: (u) => (u <= 0 ? 0 : u) },
  sigmoid: {
    kind: "sigmoid", slope: 0, isPiecewiseLinear: false,
    apply: (u) => { const e = Math.exp(-Math.abs(u)); return u < 0 ? e / (1 + e) : 1 / (1 + e); },
  },
  tanh: { kind: "tanh", slope: 0, isPiecewiseLinear: false, apply: Math.tanh },
  softplus: {
    kind: "softplus", slope: 0, isPiecewiseLinear: false,
    apply: (u) => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u))),
  },
  hardThreshold: { kind: "hardThreshold", slope: 0, isPiecewiseLinear: false, apply: (u) => (u >= 1 ? 1 : 0) },
  hardTanh: {
    kind: "hardTanh", slope: 0, isPiecewiseLinear: false, apply: (u) => (u < -1 ? -1 : u > 1 ? 1 : u),
  },
};
functions.step = functions.hardThreshold;

/**
 * The network of a snapshot's bytes: tensors `layers.l.weight` `[outputs × inputs]` and `layers.l.bias`, and the
 * activations in the metadata.
 *
 * @param {ArrayBuffer} buffer
 * @returns {{network: Network, epoch: number | null, metadata: Object<string, string>}}
 * @throws {Error} a sentence
 */
function readNetwork(buffer) { return networkOf(readParts(buffer)); }

/** The same of what `readParts` has read. */
function networkOf({ layers: parts, metadata }) {
  const layers = parts.map((part) => ({ ...part, activation: activation(part.activation) }));
  const epoch = metadata.epoch === undefined ? null : Number(metadata.epoch);
  return { network: new Network(layers), epoch, metadata, isRounded: layers.some((layer) => layer.type === "I8") };
}

/** A stack of dense layers: {outputs, inputs, weight, bias or null, type, activation}. */
class Network {
  constructor(layers) {
    this.layers = layers;
    this.inputs = layers[0].inputs;
    this.outputs = layers[layers.length - 1].outputs;
    /** The index of the layer whose one output is the code; −1 where no layer before the last has one output. */
    this.codeLayer = layers.slice(0, -1).findIndex((layer) => layer.outputs === 1);
  }

  get hasScalarCode() { return this.codeLayer >= 0; }

  /** Whether the decoder has one hidden layer, so that its kinks −b/w are all there is. */
  get hasOneHiddenLayer() { return this.hasScalarCode && this.codeLayer === this.layers.length - 3; }

  get encoder() { return this.layers.slice(0, this.codeLayer + 1); }
  get decoder() { return this.layers.slice(this.codeLayer + 1); }
  /** The layer that reads the code, or null. */
  get hiddenLayer() { return this.hasScalarCode ? this.layers[this.codeLayer + 1] : null; }

  /** Every layer's preactivations and activations for one signal: arrays of Float64Array. */
  trace(signal) { return traceLayers(this.layers, signal); }

  /** The output for one signal. */
  output(signal) { return runLayers(this.layers, signal); }

  /** The code of one signal, or NaN where there is none. */
  code(signal) { return this.hasScalarCode ? runLayers(this.encoder, signal)[0] : NaN; }

  /** The codes of all signals. */
  codes(signals) {
    return Float64Array.from(signals, (signal) => this.code(signal));
  }

  /** The output at the code `z`. */
  decode(z) { return runLayers(this.decoder, [z]); }

  /** Where each unit that reads the code switches, and to which side it is on: see `kinks`. */
  kinks() {
    const layer = this.hiddenLayer;
    return layer ? kinks(layer.weight, layer.bias, layer.activation.kind) : null;
  }
}

function traceLayers(layers, signal) {
  const sums = [];
  const values = [];
  let input = signal;
  for (const layer of layers) {
    const sum = multiply(layer, input);
    const value = Float64Array.from(sum, layer.activation.apply);
    sums.push(sum);
    values.push(value);
    input = value;
  }
  return { sums, values };
}

function runLayers(layers, signal) {
  let input = signal;
  for (const layer of layers) {
    const sum = multiply(layer, input);
    const apply = layer.activation.apply;
    for (let i = 0; i < sum.length; i += 1) sum[i] = apply(sum[i]);
    input = sum;
  }
  return input;
}

function multiply({ outputs, inputs, weight, bias }, input) {
  const sum = new Float64Array(outputs);
  for (let i = 0, at = 0; i < outputs; i += 1) {
    let total = bias ? bias[i] : 0;
    for (let j = 0; j < inputs; j += 1, at += 1) total += weight[at] * input[j];
    sum[i] = total;
  }
  return sum;
}

/**
 * The kinks of units that read one code: where w z + b = 0 (hardThreshold: = 1).
 *
 * @returns {{positions: Float64Array, sides: Int8Array}} side 1: on above, −1: on below, 0: w = 0, no kink (NaN)
 */
function kinks(weights, biases, kind = "relu") {
  const positions = new Float64Array(weights.length);
  const sides = new Int8Array(weights.length);
  kinksInto(weights, biases, kind, positions, sides);
  return { positions, sides };
}

/** The same into arrays that exist. */
function kinksInto(weights, biases, kind, positions, sides) {
  const level = kind === "hardThreshold" ? 1 : 0;
  for (let k = 0; k < weights.length; k += 1) {
    const w = weights[k];
    positions[k] = w === 0 ? NaN : (level - (biases ? biases[k] : 0)) / w;
    sides[k] = Math.sign(w);
  }
}

/**
 * The decoder at many codes: `values[r * outputs + j]` is y_j at the r-th code of `zs`, which must rise.
 *
 * With one hidden layer of ReLUs, leaky ReLUs or none it walks over the sorted kinks: between two of them the sums are
 * A z + B. Complexity O((rows + units) · outputs), against rows · units · outputs by multiplying.
 *
 * @param {Network} network with a scalar code
 * @param {ArrayLike<number>} zs rising codes
 * @param {Float32Array | Float64Array} [values] rows × outputs numbers to write into
 */
function decoderMap(network, zs, values = new Float32Array(zs.length * network.outputs)) {
  const hidden = network.hiddenLayer;
  if (network.hasOneHiddenLayer && hidden.activation.isPiecewiseLinear) walk(network, zs, values);
  else {
    for (let r = 0; r < zs.length; r += 1) values.set(network.decode(zs[r]), r * network.outputs);
  }
  return values;
}

function walk(network, zs, values) {
  const hidden = network.hiddenLayer;
  const last = network.layers[network.layers.length - 1];
  const { outputs, inputs: units, weight } = last;
  const { slope } = hidden.activation;
  const lines = new Float64Array(2 * outputs); // A then B of every output
  if (last.bias) lines.set(last.bias, outputs);
  const { positions, sides } = network.kinks();
  const order = [];
  for (let k = 0; k < units; k += 1) {
    const w = hidden.weight[k];
    const b = hidden.bias ? hidden.bias[k] : 0;
    // At z = −∞ a unit is on where w < 0.
    const isOn = w < 0 || (w === 0 && b > 0);
    add(lines, weight, units, outputs, k, (isOn ? 1 : slope) * w, (isOn ? 1 : slope) * b);
    if (w !== 0 && slope !== 1) order.push(k);
  }
  order.sort((a, b) => positions[a] - positions[b]);
  const apply = last.activation.kind === "relu" ? null : last.activation.apply;
  let next = 0;
  for (let r = 0, at = 0; r < zs.length; r += 1) {
    const z = zs[r];
    while (next < order.length && positions[order[next]] < z) {
      const k = order[next];
      const change = sides[k] > 0 ? 1 - slope : slope - 1;
      add(lines, weight, units, outputs, k, change * hidden.weight[k], change * (hidden.bias ? hidden.bias[k] : 0));
      next += 1;
    }
    for (let j = 0; j < outputs; j += 1, at += 1) {
      const sum = lines[j] * z + lines[outputs + j];
      values[at] = apply ? apply(sum) : sum <= 0 ? 0 : sum;
    }
  }
}

function add(lines, weight, units, outputs, k, slope, offset) {
  if (slope === 0 && offset === 0) return;
  for (let j = 0, at = k; j < outputs; j += 1, at += units) {
    lines[j] += weight[at] * slope;
    lines[outputs + j] += weight[at] * offset;
  }
}

/**
 * The outputs for all signals, `[samples × outputs]`: by the walk where there is one, else by multiplying.
 *
 * @param {Network} network
 * @param {number[][]} signals
 * @param {Float64Array} [codes] the codes of the signals, where they are known
 */
function reconstructions(network, signals, codes = network.codes(signals)) {
  const { outputs } = network;
  const values = new Float64Array(signals.length * outputs);
  const isWalk = network.hasOneHiddenLayer && network.hiddenLayer.activation.isPiecewiseLinear;
  if (!isWalk || !codes.every(Number.isFinite)) {
    signals.forEach((signal, i) => values.set(network.output(signal), i * outputs));
    return values;
  }
  const order = Array.from(codes.keys()).sort((a, b) => codes[a] - codes[b]);
  const sorted = decoderMap(network, order.map((i) => codes[i]), new Float64Array(values.length));
  order.forEach((i, r) => values.set(sorted.subarray(r * outputs, (r + 1) * outputs), i * outputs));
  return values;
}

/** Whether a unit that is nowhere above 0 has no gradient: not so of a leaky or a smooth one, nor of a plain sum. */
function canDie(layer) { return layer.activation.kind === "relu" || layer.activation.kind === "hardThreshold"; }

/**
 * The largest error |y − t| of each output over the samples, and whether the output is never above 0 although a target
 * is (dead).
 *
 * `isMortal` tells whether an output that is nowhere above 0 is dead: see `canDie`.
 */
function outputErrors(values, targets, outputs, isMortal = true) {
  const worst = new Float64Array(outputs);
  const most = new Float64Array(outputs).fill(-Infinity);
  const wanted = new Float64Array(outputs).fill(-Infinity);
  targets.forEach((target, i) => {
    for (let j = 0; j < outputs; j += 1) {
      const y = values[i * outputs + j];
      const error = Math.abs(y - target[j]);
      if (error > worst[j] || Number.isNaN(error)) worst[j] = error;
      if (y > most[j]) most[j] = y;
      if (target[j] > wanted[j]) wanted[j] = target[j];
    }
  });
  return { worst, dead: Array.from(worst, (_, j) => isMortal && most[j] <= 0 && wanted[j] > 0) };
}

/**
 * The least-squares line of codes over positions 0, 1, …: r² and the largest distance from it in parts of the codes'
 * range; NaN where all codes are equal.
 */
function codeLine(codes, positions = null) {
  const n = codes.length;
  const at = (i) => (positions ? positions[i] : i);
  let sumX = 0; let sumZ = 0; let low = Infinity; let high = -Infinity;
  for (let i = 0; i < n; i += 1) {
    sumX += at(i);
    sumZ += codes[i];
    low = Math.min(low, codes[i]);
    high = Math.max(high, codes[i]);
  }
  const [meanX, meanZ] = [sumX / n, sumZ / n];
  let xx = 0; let xz = 0; let zz = 0;
  for (let i = 0; i < n; i += 1) {
    const [dx, dz] = [at(i) - meanX, codes[i] - meanZ];
    xx += dx * dx;
    xz += dx * dz;
    zz += dz * dz;
  }
  const slope = xx > 0 ? xz / xx : 0;
  const intercept = meanZ - slope * meanX;
  let deviation = 0;
  for (let i = 0; i < n; i += 1) deviation = Math.max(deviation, Math.abs(codes[i] - slope * at(i) - intercept));
  return {
    slope, intercept, range: high - low, low, high,
    r2: zz > 0 ? (xz * xz) / (xx * zz) : NaN,
    deviation: high > low ? deviation / (high - low) : NaN,
  };
}

/**
 * How many kinks lie in each gap between neighbouring codes, from the least code to the greatest: `counts` has one
 * number for each of the codes less one; `below` and `above` are the kinks outside. A kink on a code belongs to the gap
 * above it.
 */
function gapCounts(codes, positions) {
  const sorted = Float64Array.from(codes).sort();
  const counts = new Int32Array(Math.max(sorted.length - 1, 0));
  let below = 0; let above = 0;
  for (const kink of positions) {
    if (!Number.isFinite(kink)) continue;
    if (kink < sorted[0]) { below += 1; continue; }
    if (kink >= sorted[sorted.length - 1]) { above += 1; continue; }
    let low = 0; let high = sorted.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= kink) low = middle; else high = middle;
    }
    counts[low] += 1;
  }
  return { counts, below, above, sorted };
}

/** The numbers of a frame's `small`: base64 of float32 W₁ [n], b₁, w₂ [hidden], b₂ [hidden]. */
function readSmall(base64, inputs) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  const numbers = new Float32Array(bytes.buffer, 0, bytes.length >> 2);
  const units = (numbers.length - inputs - 1) / 2;
  if (!Number.isInteger(units) || units < 0) throw new Error("The small frame does not fit the network's shape.");
  return {
    w1: numbers.subarray(0, inputs), b1: numbers[inputs],
    w2: numbers.subarray(inputs + 1, inputs + 1 + units), b2: numbers.subarray(inputs + 1 + units),
  };
}
return { activation, readNetwork, networkOf, Network, kinks, kinksInto, decoderMap, reconstructions, canDie, outputErrors, codeLine, gapCounts, readSmall };
})();

// files/state/printed.js
const m12 = (() => {
// What the engine says, as print has it.

/** Apostrophes as print has them. */
function printed(text) {
  return (text ?? "").replaceAll("'", "’");
}

/** Obstacles as sentences: those that stand in the way. */
function sentencesOf(list) {
  const texts = (list ?? []).map((one) => (typeof one === "string" ? one : one.text ?? ""));
  return texts.filter((text) => text && !/^no\b[:,]/i.test(text)).map((text) => {
    const plain = text.replace(/^yes: /, "");
    const sentence = plain.charAt(0).toUpperCase() + plain.slice(1);
    return printed(/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
  });
}
return { printed, sentencesOf };
})();

// files/state/event-book.js
const m13 = (() => {
// The events of the open run: gathered by their ids, sorted, and told at most twice a second.

const { printed } = m12;

/** Sets `events` of the model, and `eventsKnown` to the run whose events are all there; emits `newEvents`. */
class EventBook {
  #run = null;
  #known = new Map();
  #fresh = [];
  #telling = undefined;

  constructor(model, source) { Object.assign(this, { model, source }); }

  /** What was known is another run's, or may have other numbers now. */
  forget() { this.#run = null; }

  /** Takes events in; thousands may come in a second, so that they are sorted and told at most twice a second. */
  add(list, isNew = false) {
    const run = this.model.get("run");
    if (this.#run !== run) {
      this.#run = run;
      this.#known = new Map();
      this.#fresh = [];
    }
    for (const event of list) {
      const isFresh = isNew && !this.#known.has(event.id);
      this.#known.set(event.id, { ...event, title: printed(event.title), text: printed(event.text), run, isNew: isFresh });
      if (isFresh) this.#fresh.push(event);
    }
    if (!isNew) { this.#tell(); return; }
    this.#telling ??= setTimeout(() => this.#tell(), 500);
  }

  /** Takes the answer of GET events in, and asks again until it has all: none may come where nothing happened. */
  fill(answer, run, isCurrent) {
    this.add(answer.events);
    if (answer.complete === false) this.#ask(run, isCurrent); else this.model.set("eventsKnown", run);
  }

  #ask(run, isCurrent) {
    setTimeout(async () => {
      if (!isCurrent()) return;
      try {
        const answer = await this.source.get("events", { run });
        if (!isCurrent()) return;
        if (answer.complete === false) this.#ask(run, isCurrent); else this.fill(answer, run, isCurrent);
      } catch { if (isCurrent()) this.#ask(run, isCurrent); }
    }, 4000);
  }

  #tell() {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    if (this.#run !== this.model.get("run")) return;
    this.model.set("events", [...this.#known.values()].sort((a, b) => b.epoch - a.epoch));
    const fresh = this.#fresh.splice(0);
    if (fresh.length) this.model.emit("newEvents", fresh);
  }
}
return { EventBook };
})();

// files/state/refusal.js
const m14 = (() => {
// What every source of a run's data has: refusals in sentences, and the numbers that JSON lacks.

/** A refusal of the server: what is wrong, where, and what would be right. */
class Refusal extends Error {
  constructor(body, status) {
    const parts = [body.where ? `${body.where}: ` : "", body.what ?? "The server refused the request.",
      body.right ? `. Right would be: ${body.right}` : ""];
    super(parts.join(""));
    this.status = status;
    this.body = body;
  }
}

/** The number of a JSON value: the engine writes those that JSON lacks as "infinity", "-infinity" and "nan". */
function number(value) {
  if (typeof value === "number") return value;
  if (value === "infinity") return Infinity;
  if (value === "-infinity") return -Infinity;
  return NaN;
}
return { Refusal, number };
})();

// files/state/history.js
const m15 = (() => {
// The loss of every epoch, in buckets of [first epoch, first, last, least, greatest]: 400 a decade.

const { number } = m14;

/** The buckets of one run, in rising order of epochs. */
class History {
  /** @type {number[][]} */
  buckets = [];
  /** @type {[number, number][]} the learning rates with their first epochs */
  rates = [];
  /** The first epoch that has changed since the curve was last painted; painting sets it to ∞. */
  changedFrom = -Infinity;

  constructor(buckets = [], rates = []) {
    this.add(buckets);
    this.rates = rates;
  }

  /** Adds buckets; they replace those from their first epoch on. */
  add(buckets) {
    if (buckets.length === 0) return;
    const from = buckets[0][0];
    this.changedFrom = Math.min(this.changedFrom, from);
    while (this.buckets.length && this.buckets[this.buckets.length - 1][0] >= from) this.buckets.pop();
    for (const bucket of buckets) {
      this.buckets.push([bucket[0], number(bucket[1]), number(bucket[2]), number(bucket[3]), number(bucket[4])]);
    }
  }

  /** Adds buckets, unless later ones are here already; whether it did. */
  addLater(buckets) {
    const last = this.buckets[this.buckets.length - 1];
    if (buckets.length === 0 || (last && buckets[buckets.length - 1][0] < last[0])) return false;
    this.add(buckets);
    return true;
  }

  get isEmpty() { return this.buckets.length === 0; }

  /** The index of the bucket that holds an epoch; −1 before the first. */
  index(epoch) {
    let low = 0; let high = this.buckets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.buckets[middle][0] <= epoch) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  /** The loss near an epoch. */
  loss(epoch) {
    const at = this.index(epoch);
    if (at < 0) return NaN;
    const bucket = this.buckets[at];
    return bucket[0] === epoch ? bucket[1] : bucket[2];
  }

  /** The learning rate at an epoch. */
  rate(epoch) {
    let rate = NaN;
    for (const [from, value] of this.rates) if (from <= epoch) rate = number(value);
    return rate;
  }

  /** The least and the greatest finite loss. */
  range() {
    let low = Infinity; let high = -Infinity;
    for (const [, , , least, greatest] of this.buckets) {
      if (least > 0 && least < low) low = least;
      if (greatest > high && Number.isFinite(greatest)) high = greatest;
    }
    return low <= high ? [low, high] : [NaN, NaN];
  }
}
return { History };
})();

// files/state/classes.js
const m16 = (() => {
// Data with classes: the class that a network finds is its greatest output, of equal ones the first.

/** Whether the loss takes the outputs for logits, whose exponentials are shares. */
function hasLogits(info) { return /^loss:\s*\{?\s*crossEntropy/m.test(info?.spec ?? ""); }

/** The class that outputs stand for, from 0; −1 where one is NaN. */
function classFound(outputs) {
  let best = 0;
  for (let j = 0; j < outputs.length; j += 1) {
    if (Number.isNaN(outputs[j])) return -1;
    if (outputs[j] > outputs[best]) best = j;
  }
  return best;
}

/** The shares that logits stand for: exp yⱼ / Σ exp yₖ. */
function sharesOf(logits) {
  const most = Math.max(...logits);
  const powers = Array.from(logits, (value) => Math.exp(value - most));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

/**
 * What a network makes of the samples that are here.
 *
 * @param {Float64Array} values the outputs, [samples × outputs]
 * @param {number[]} classes of the samples
 * @param {number} outputs
 * @returns {{count: number, correct: number, undecided: number, found: Int32Array, counts: Int32Array}} `counts` is
 *   [classes × classes]: a row for each class, a column for the class found
 */
function classification(values, classes, outputs) {
  const found = new Int32Array(classes.length);
  const counts = new Int32Array(outputs * outputs);
  let correct = 0; let undecided = 0;
  classes.forEach((own, i) => {
    const guess = classFound(values.subarray(i * outputs, (i + 1) * outputs));
    found[i] = guess;
    if (guess < 0) { undecided += 1; return; }
    counts[own * outputs + guess] += 1;
    if (guess === own) correct += 1;
  });
  return { count: classes.length, correct, undecided, found, counts };
}

/** "97.6 %"; not "100 %" where one is wrong, nor "0 %" where one is right. */
function percent(part, count) {
  if (count === 0) return "–";
  const value = (100 * part) / count;
  for (let digits = 1; digits < 8; digits += 1) {
    const text = value.toFixed(digits);
    if ((part < count && Number(text) === 100) || (part > 0 && Number(text) === 0)) continue;
    return `${text.replace(/\.0+$/, "")} %`;
  }
  return `${value} %`;
}
return { hasLogits, classFound, sharesOf, classification, percent };
})();

// files/state/whole.js
const m17 = (() => {
// Complete networks, with what the views ask of them: codes of the run's signals, outputs, errors.

const { canDie, outputErrors, reconstructions } = m11;
const { classification } = m16;

/** The weights that make these codes of steps: each stair divided by the amplitude. */
function weightsOf(codes, info, present) {
  if (!info.samplesAreSteps) return present;
  const { signals } = info.samples;
  const weights = Float64Array.from(present);
  for (let i = 1; i < signals.length; i += 1) {
    const j = changedEntry(signals[i - 1], signals[i], i, info);
    if (j >= 0) weights[j] = (codes[i] - codes[i - 1]) / (signals[i][j] - signals[i - 1][j]);
  }
  return weights;
}

/** The codes of the run's signals. Steps share their tails, so that each code is the one before and one product more. */
function codesOf(network, info) {
  if (!network.hasScalarCode) return null;
  const first = network.layers[0];
  if (info.samplesAreSteps && network.codeLayer === 0) {
    const small = { w1: first.weight, b1: first.bias ? first.bias[0] : 0 };
    return codesFromSmall(small, info, first.activation.apply);
  }
  return network.codes(info.samples.signals);
}

function codesFromSmall({ w1, b1 }, info, apply = (u) => u) {
  const { signals } = info.samples;
  const codes = new Float64Array(signals.length);
  let sum = b1;
  for (let i = 0; i < signals.length; i += 1) {
    const signal = signals[i];
    if (i === 0 || !info.samplesAreSteps) {
      sum = b1;
      for (let j = 0; j < w1.length; j += 1) sum += w1[j] * signal[j];
    } else {
      const before = signals[i - 1];
      const j = changedEntry(before, signal, i, info);
      if (j < 0) {
        sum = b1;
        for (let k = 0; k < w1.length; k += 1) sum += w1[k] * signal[k];
      } else sum += w1[j] * (signal[j] - before[j]);
    }
    codes[i] = apply(sum);
  }
  return codes;
}

// The one entry in which neighbouring steps differ is the same in every frame.
const changes = new WeakMap();
function changedEntry(before, signal, i, info) {
  let list = changes.get(info);
  if (!list) {
    const { signals } = info.samples;
    list = signals.map((one, k) => {
      if (k === 0) return -1;
      const differing = [];
      for (let j = 0; j < one.length && differing.length < 2; j += 1) if (one[j] !== signals[k - 1][j]) differing.push(j);
      return differing.length === 1 ? differing[0] : -1;
    });
    changes.set(info, list);
  }
  return list[i];
}

/** A complete network with what is computed from it when it is asked for. */
function makeWhole(network, epoch, info) {
  const codes = codesOf(network, info);
  let values = null;
  let errors = null;
  let classes = null;
  return {
    epoch, network, codes,
    /** The outputs for all samples, [samples × outputs]. */
    values() {
      values ??= reconstructions(network, info.samples.signals, codes ?? undefined);
      return values;
    },
    /** {worst, dead} by output. */
    errors() {
      errors ??= outputErrors(this.values(), info.samples.targets, network.outputs, canDie(network.layers.at(-1)) && !/^loss:.*hingeResidual/m.test(info.spec ?? ""));
      return errors;
    },
    /** The classes that are found; null for data without classes. */
    classes() {
      if (info.samples.classes) classes ??= classification(this.values(), info.samples.classes, network.outputs);
      return classes;
    },
  };
}
return { weightsOf, codesOf, codesFromSmall, makeWhole };
})();

// files/state/past.js
const m18 = (() => {
// The past of the world lines: states that were not seen while they passed.

const { codesOf } = m17;

/** Fetches states of the last decade for the world lines, from coarse to fine, as long as they come quickly. */
async function fillTrail({ model, source, trail }, isCurrent, end = model.get("now").epoch) {
  const whole = model.get("whole");
  const info = model.get("info");
  if (!whole?.network.hasScalarCode) return;
  if (end < 2) return;
  const start = Math.max(1, Math.floor(end / 10));
  const saved = (info.snapshots ?? []).filter((epoch) => epoch >= start / 2 && epoch <= end);
  const wishes = [...saved];
  for (const parts of [8, 16, 32, 64]) {
    for (let k = 0; k <= parts; k += 1) wishes.push(Math.round(start * (end / start) ** (k / parts)));
  }
  const done = new Set(trail.columns.map((column) => column.epoch));
  // States that come late or not at all, as on a busy machine: after a few the lines stay as coarse as they are.
  let slow = 0;
  for (const epoch of wishes) {
    if (done.has(epoch) || epoch < 1) continue;
    done.add(epoch);
    const began = performance.now();
    try {
      const { network, epoch: stored } = await source.network({ run: info.run, epoch });
      if (!isCurrent()) return;
      const { positions, sides } = network.kinks();
      const codes = codesOf(network, info);
      if (codes.every(Number.isFinite)) trail.add(stored ?? epoch, codes, positions, sides);
      model.emit("trail");
    } catch { slow += 1; }
    const took = performance.now() - began;
    if (took > 1500) slow += 1;
    if (slow > 4 || !isCurrent()) return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(took / 2, 200)));
    if (model.get("state")?.status === "running" && trail.columns.length > 40) return;
  }
}
return { fillTrail };
})();

// files/state/samples.js
const m19 = (() => {
// The samples of a run, in the page's order and by their names, and the snapshots that a run keeps.

/** The run with its samples by rising label, where labels are numbers; `samples.indices` tells their places in the data. */
function inOrder(info) {
  const { labels, signals, targets } = info.samples;
  const order = signals.map((_, i) => i);
  if (labels?.length === signals.length && labels.every((label) => typeof label === "number")) order.sort((a, b) => labels[a] - labels[b]);
  // Signals that are their own targets are sent once.
  const pick = (list) => order.map((i) => list[i]);
  return { ...info, samples: { ...info.samples, labels: labels ? pick(labels) : order, signals: pick(signals), targets: pick(targets ?? signals), ...(info.samples.classes && { classes: pick(info.samples.classes) }), indices: order } };
}

/** The sample that events call by a number: the one of that label, or where labels tell none apart of that place in the data; −1 for none. */
function sampleOf(info, name) {
  if (!info || typeof name !== "number") return -1;
  const { labels, indices } = info.samples;
  const isNamed = labels.every((label) => typeof label === "number") && new Set(labels).size === labels.length;
  return isNamed ? labels.indexOf(name) : indices.indexOf(name);
}

/** Snapshots of epochs 1, 2, 5, 10, … that have passed since the run was opened. */
function addSnapshots(info, epoch) {
  if (!info || /snapshots: *false/.test(info.spec)) return;
  const list = (info.snapshots ??= []);
  for (let last = list[list.length - 1] ?? 0; ;) {
    const ten = 10 ** Math.floor(Math.log10(last || 1) + 1e-9);
    const next = last === 0 ? 1 : [2, 5, 10].map((factor) => factor * ten).find((one) => one > last);
    if (!next || next > epoch) return;
    list.push(next);
    last = next;
  }
}
return { inOrder, sampleOf, addSnapshots };
})();

// files/state/trail.js
const m20 = (() => {
// Codes and kinks at the epochs that the page has seen: the world lines.

const largest = 720;

/** Columns by rising epoch: {epoch, codes, kinks, sides}. */
class Trail {
  columns = [];
  /** Grows with each change that is no append: pictures painted before are then out of date. */
  version = 0;

  get last() { return this.columns[this.columns.length - 1] ?? null; }
  clear() { this.columns = []; this.version += 1; }

  /** Adds a column; one of the same epoch is replaced. */
  add(epoch, codes, positions, sides) {
    const column = { epoch, codes: Float32Array.from(codes), kinks: Float32Array.from(positions), sides: Int8Array.from(sides) };
    const last = this.last;
    if (!last || epoch > last.epoch) {
      // Columns that no screen tells apart are not kept: a 300th of a decade.
      const before = this.columns[this.columns.length - 2];
      if (before && epoch > 20 && epoch / before.epoch < 1.0077) this.columns[this.columns.length - 1] = column;
      else this.columns.push(column);
      if (this.columns.length > largest) this.#thin();
      return;
    }
    const at = this.#index(epoch);
    if (this.columns[at]?.epoch === epoch) this.columns[at] = column;
    else this.columns.splice(at, 0, column);
    this.version += 1;
  }

  /** Drops what comes after an epoch: a run that goes on from there takes another way. */
  cut(epoch) {
    const count = this.columns.length;
    this.columns = this.columns.filter((column) => column.epoch <= epoch);
    if (this.columns.length !== count) this.version += 1;
  }

  #index(epoch) {
    let low = 0; let high = this.columns.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.columns[middle].epoch < epoch) low = middle + 1; else high = middle;
    }
    return low;
  }

  #thin() {
    const kept = [];
    for (const column of this.columns) {
      const last = kept[kept.length - 1];
      if (!last || last.epoch < 10 || column.epoch / last.epoch > 1.016) kept.push(column);
    }
    kept[kept.length - 1] = this.last;
    this.columns = kept;
    this.version += 1;
  }

  /** The column nearest to an epoch, on a logarithmic axis; null without columns. */
  nearest(epoch) {
    const at = this.#index(epoch);
    const [before, after] = [this.columns[at - 1], this.columns[at]];
    if (!before || !after) return after ?? before ?? null;
    return Math.abs(Math.log((after.epoch + 1) / (epoch + 1))) < Math.abs(Math.log((before.epoch + 1) / (epoch + 1)))
      ? after : before;
  }

  /** The columns of a stretch of epochs, with one before it. */
  between(from, to) {
    const start = Math.max(0, this.#index(from) - 1);
    const list = [];
    for (let at = start; at < this.columns.length && this.columns[at].epoch <= to; at += 1) list.push(this.columns[at]);
    return list;
  }
}
return { Trail };
})();

// files/state/store.js
const m21 = (() => {
// The run on the page: opens it, follows it, and fetches what the views show. Nothing here draws.

const { kinksInto, readSmall } = m11;
const { EventBook } = m13;
const { History } = m15;
const { fillTrail } = m18;
const { sentencesOf } = m12;
const { addSnapshots, inOrder } = m19;
const { number } = m14;
const { Trail } = m20;
const { codesFromSmall, makeWhole, weightsOf } = m17;

/**
 * Keys of the model that it sets:
 * - `run`: the id; `info`: the answer of GET run; `state`: how it stands; `spec`: its text
 * - `now`: {epoch, loss} of the run; `looking`: the epoch that is looked at, or null for now
 * - `point`: what is shown at up to 30 frames a second: {epoch, loss, w1, codes, kinks, sides, amplitude}; codes are null
 *   without a scalar code
 * - `whole`: the last complete network: {epoch, network, codes, values(), errors()}
 * - `history`, `trail`, `events`, `obstacles`, `runs`, `connection`, `loading`, `verdict`
 */
class Store {
  #openings = 0;
  /** The run that is being opened, and what the stream says of it meanwhile. */
  #early = { run: null, messages: [] };
  #pull = { isBusy: false, wanted: null, last: -1 };

  /** `lateness` tells how long frames wait for their turn, in milliseconds: a slow page asks for less. */
  constructor(model, source, lateness = { milliseconds: 0 }) {
    this.model = model;
    this.lateness = lateness;
    this.source = source;
    this.trail = new Trail();
    this.events = new EventBook(model, source);
    model.set("trail", this.trail);
    model.set("events", []);
    model.set("obstacles", []);
    model.set("looking", null);
  }

  /** Begins to listen to the server. */
  listen() {
    if (!this.source.isLive) return;
    this.stream = this.source.stream((kind, data) => this.#message(kind, data), (state) => {
      const was = this.model.get("connection");
      this.model.set("connection", state);
      if (state.isConnected && was && !was.isConnected && this.model.get("run")) this.#catchUp();
    });
  }

  async listRuns() {
    const { runs } = await this.source.get("runs");
    this.model.set("runs", runs);
    return runs;
  }

  /** Opens a run: everything of the run before is dropped. */
  async open(run, { epoch = null } = {}) {
    const { model, source } = this;
    const opening = (this.#openings += 1);
    const isCurrent = () => opening === this.#openings;
    model.set("loading", { run, done: 0, of: 4, parts: [], began: performance.now() });
    // A short run may end while it is asked for: what the stream says meanwhile may be newer than the answers.
    const early = { run, messages: [] };
    this.#early = early;
    const takeEarly = (isWanted) => early.messages.filter(([kind]) => isWanted(kind)).forEach(([kind, data]) => this.#take(kind, data));
    try {
      const info = inOrder(await source.get("run", { run }));
      if (!isCurrent()) return;
      this.trail.clear();
      this.events.forget();
      this.#pull = { isBusy: false, wanted: null, last: -1 };
      model.set("looking", null);
      model.set("point", null);
      model.set("whole", null);
      model.set("history", null);
      model.set("events", []);
      model.set("obstacles", null);
      model.set("verdict", null);
      model.set("problem", null);
      // A verdict was about the run before.
      if (model.get("notice")?.tab) model.set("notice", null);
      model.set("run", run);
      model.set("info", info);
      model.set("spec", info.spec);
      model.set("now", { epoch: info.epoch, loss: NaN });
      model.set("state", {
        run, status: info.status, epoch: info.epoch, epochs: info.epochs, rate: info.rate, pace: info.pace,
        cause: null, hash: info.hash ?? null,
      });
      takeEarly((kind) => !["loss", "obstacles"].includes(kind));
      const isAtEnd = !isTraining(model.get("state").status);
      if (epoch !== null) this.#exactLoss(epoch);
      const jobs = [
        source.get("history", { run }).then((answer) => {
          if (!isCurrent()) return;
          const history = new History(answer.buckets, answer.rates ?? []);
          model.set("history", history);
          takeEarly((kind) => kind === "loss");
          const now = model.get("now");
          if (!history.isEmpty && !Number.isFinite(now.loss)) model.set("now", { ...now, loss: history.loss(now.epoch) });
          const point = model.get("point");
          if (point && !Number.isFinite(point.loss)) model.set("point", { ...point, loss: history.loss(point.epoch) });
        }),
        source.get("events", { run }).then((answer) => {
          if (!isCurrent()) return;
          this.events.fill(answer, run, isCurrent);
        }),
        source.get("obstacles", { run, epoch: epoch ?? "now" }).then((answer) => {
          if (!isCurrent()) return;
          model.set("obstacles", sentencesOf(answer.sentences));
          takeEarly((kind) => kind === "obstacles");
        }),
        this.#fetchWhole(epoch ?? (isAtEnd ? "end" : "now"), isCurrent),
      ];
      const parts = [];
      const { began } = model.get("loading") ?? { began: performance.now() };
      jobs.forEach((job, k) => job.then(() => {
        parts.push(["loss", "events", "obstacles", "network"][k]);
        if (isCurrent()) model.set("loading", { run, done: parts.length, of: 4, parts, began });
      }, () => {}));
      const results = await Promise.allSettled(jobs);
      if (!isCurrent()) return;
      if (epoch !== null && epoch < info.epoch) {
        model.set("looking", epoch);
        const point = model.get("point");
        if (point?.epoch === epoch) model.set("point", { ...point, loss: this.#lossAt(epoch) });
      }
      model.set("loading", null);
      const failed = results.find((result) => result.status === "rejected");
      if (failed && results[3].status === "rejected") model.set("problem", { what: failed.reason.message });
      fillTrail(this, isCurrent, model.get("looking") ?? undefined);
    } catch (error) {
      if (!isCurrent()) return;
      model.set("loading", null);
      model.set("problem", { what: error.message });
    } finally {
      if (isCurrent()) this.#early = { run: null, messages: [] };
    }
  }

  async #fetchWhole(epoch, isCurrent = () => true) {
    const run = this.model.get("run");
    const { network, epoch: stored, isRounded } = await this.source.network({ run, epoch });
    if (!isCurrent() || run !== this.model.get("run")) return null;
    const shown = Number.isFinite(stored) && stored !== null ? stored
      : typeof epoch === "number" ? epoch : this.model.get("now").epoch;
    const whole = makeWhole(network, shown, this.model.get("info"));
    whole.isRounded = isRounded;
    this.#show(whole);
    return whole;
  }

  /** Shows a complete network: sets `whole`, and `point` unless a newer one is shown. */
  #show(whole) {
    const { model } = this;
    const looking = model.get("looking");
    model.set("whole", whole);
    const point = model.get("point");
    // Frames tell codes and kinks of their own: a state that was fetched between two of them would only go to and fro.
    const isFollowed = looking === null && model.get("state")?.status === "running" && point?.isOfFrame;
    const isNewer = !isFollowed && (!point || looking !== null || whole.epoch >= point.epoch);
    const loss = looking === null ? model.get("now").loss : this.#lossAt(whole.epoch);
    if (whole.codes && whole.network.hasScalarCode) {
      const { positions, sides } = whole.network.kinks();
      // What is older than the newest frame is known already, and a line drawn anew for it costs a frame.
      if (whole.codes.every(Number.isFinite) && isNewer) this.trail.add(whole.epoch, whole.codes, positions, sides);
      if (isNewer) {
        model.set("point", {
          epoch: whole.epoch, loss, w1: whole.network.encoder.length === 1 ? whole.network.layers[0].weight : null,
          codes: whole.codes, kinks: positions, sides,
        });
      }
    } else if (isNewer) {
      model.set("point", { epoch: whole.epoch, loss, w1: null, codes: null, kinks: null, sides: null });
    }
    model.emit("trail");
  }

  /** At most one request for a complete state is under way; the newest wish is the next. */
  pull(epoch) {
    const state = this.#pull;
    state.wanted = epoch;
    if (state.isBusy) return;
    state.isBusy = true;
    const next = async () => {
      while (state.wanted !== null && state === this.#pull) {
        const wanted = state.wanted;
        state.wanted = null;
        // A frame of now that comes late must not cover the epoch looked at, and the other way round.
        const isWanted = () => (typeof wanted === "number") === (this.model.get("looking") !== null);
        try { await this.#fetchWhole(wanted, isWanted); } catch (error) {
          if (error.status !== 0) this.model.set("problem", { what: error.message });
          continue;
        }
        // The page breathes between two frames: a slow one gets fewer.
        const pause = Math.min(600, 80 + 8 * Math.max(0, this.lateness.milliseconds - 25));
        if (wanted === "now") await new Promise((resolve) => setTimeout(resolve, pause));
      }
      state.isBusy = false;
    };
    next();
  }

  /** Looks at an epoch, or at now with null. */
  look(epoch) {
    const { model } = this;
    const now = model.get("now");
    if (!now) return;
    const state = model.get("state");
    const isRunning = state?.status === "running";
    if (epoch === null || (epoch >= now.epoch && !isRunning)) {
      if (model.get("looking") !== null) this.#askObstacles(null);
      model.set("looking", null);
      this.pull(newest(state?.status));
      return;
    }
    const asked = Math.max(0, Math.min(Math.round(epoch), now.epoch));
    // A file has the epochs that it has.
    const wanted = this.source.frame ? this.source.frame(asked).epoch : asked;
    model.set("looking", wanted);
    // Until the exact state comes, the nearest one that was seen.
    const near = this.trail.nearest(wanted);
    const info = model.get("info");
    if (near && info && Math.abs(Math.log((near.epoch + 1) / (wanted + 1))) < 0.2) {
      const previous = model.get("point");
      model.set("point", {
        epoch: wanted, loss: this.#lossAt(wanted), w1: previous?.w1 ? weightsOf(near.codes, info, previous.w1) : null, codes: near.codes,
        kinks: near.kinks, sides: near.sides, isNear: true,
      });
    }
    this.pull(wanted);
    this.#exactLoss(wanted);
    clearTimeout(this.filling);
    const opening = this.#openings;
    this.filling = setTimeout(() => {
      fillTrail(this, () => opening === this.#openings && model.get("looking") === wanted, wanted);
      if (model.get("looking") === wanted) this.#askObstacles(wanted);
    }, 500);
    model.set("obstacles", null);
  }

  /** What stands in the way at an epoch, or now with null. A file has that of its end. */
  async #askObstacles(epoch) {
    const { model, source } = this;
    const run = model.get("run");
    if (!source.isLive && epoch !== null) return;
    try {
      const { sentences } = await source.get("obstacles", { run, epoch: epoch ?? "now" });
      if (run === model.get("run") && model.get("looking") === epoch) model.set("obstacles", sentencesOf(sentences));
    } catch { /* nothing is said of it */ }
  }

  /** The loss of an epoch that is looked at: a bucket of the curve holds several. */
  async #exactLoss(epoch) {
    const { model, source } = this;
    if (!source.isLive || epoch < 1) return;
    const run = model.get("run");
    try {
      const { buckets } = await source.get("history", { run, from: epoch, to: epoch, buckets: 1 });
      const loss = number(buckets[0]?.[1]);
      if (buckets[0]?.[0] !== epoch || !Number.isFinite(loss) || run !== model.get("run")) return;
      this.exact = { run, epoch, loss };
      const point = model.get("point");
      if (point?.epoch === epoch && model.get("looking") === epoch) model.set("point", { ...point, loss });
      model.set("exactLoss", this.exact);
    } catch { /* the curve's own value stays */ }
  }

  /** The loss that is known of an epoch: told exactly, or as the curve has it. */
  #lossAt(epoch) {
    const { exact, model } = this;
    return exact?.epoch === epoch && exact.run === model.get("run") ? exact.loss : model.get("history")?.loss(epoch) ?? NaN;
  }

  #message(kind, data) {
    const { model } = this;
    if (kind === "hello") {
      // What the server before refused, as while it was ending, holds no more.
      if (model.get("server")) model.set("problem", null);
      model.set("server", data);
      return;
    }
    if (kind === "state") {
      model.emit("anyState", data);
      const runs = model.get("runs");
      if (runs) {
        const known = runs.find((run) => run.id === data.run);
        if (known) Object.assign(known, { status: data.status, epoch: data.epoch, epochs: data.epochs });
      }
    }
    if (data.run !== undefined && data.run === this.#early.run) this.#early.messages.push([kind, data]);
    if (data.run === undefined || data.run === model.get("run")) this.#take(kind, data);
  }

  #take(kind, data) {
    const { model } = this;
    switch (kind) {
      case "state": this.#state(data); break;
      case "frame": this.#frame(data); break;
      case "loss":
        if (model.get("history")?.addLater(data.buckets)) model.emit("history");
        break;
      case "event": this.events.add([data], true); break;
      case "obstacles":
        if (model.get("looking") === null) model.set("obstacles", sentencesOf(data.sentences));
        break;
      case "verdict": model.set("verdict", data); break;
      case "spec":
        model.set("spec", typeof data.spec === "string" ? data.spec : data.spec?.text ?? model.get("spec"));
        break;
      case "problem": model.set("problem", data); break;
      default: break;
    }
  }

  #state(data) {
    const { model } = this;
    const before = model.get("state");
    model.set("state", { ...before, ...data });
    // What was asked of the run and could not be: it stands as it did, or is held, and says why.
    if (data.cause && data.cause !== before?.cause && /not changed: /.test(data.cause)) {
      model.set("notice", { text: `${data.cause.charAt(0).toUpperCase()}${data.cause.slice(1)}`, isProblem: true });
    }
    const now = model.get("now");
    // A run that goes on may do so from a checkpoint before its end.
    const goesOn = isTraining(data.status) && !isTraining(before.status);
    if (goesOn || data.epoch >= now.epoch) model.set("now", { ...now, epoch: data.epoch });
    if (data.rate !== before.rate) {
      const history = model.get("history");
      const last = history?.rates[history.rates.length - 1];
      if (history && Number.isFinite(number(data.rate)) && (!last || number(last[1]) !== number(data.rate))) {
        history.rates.push([data.epoch, data.rate]);
        model.emit("history");
      }
    }
    if (before.status !== data.status && model.get("looking") === null) {
      this.pull(newest(data.status));
    }
  }

  #frame(data) {
    const { model } = this;
    const info = model.get("info");
    // A frame that was on its way when the run ended.
    if (data.epoch < model.get("now").epoch && !isTraining(model.get("state").status)) return;
    addSnapshots(info, data.epoch);
    // A run that is held just where it went on has no loss of its own yet: the curve knows it.
    const loss = data.loss === null || data.loss === undefined ? this.#lossAt(data.epoch) : number(data.loss);
    model.set("now", { epoch: data.epoch, loss });
    if (model.get("looking") !== null || !info) return;
    if (data.small && info.shape.layers.length === 3) {
      const small = readSmall(data.small, info.shape.layers[0].inputs);
      const codes = codesFromSmall(small, info);
      const kinks = new Float64Array(small.w2.length);
      const sides = new Int8Array(small.w2.length);
      kinksInto(small.w2, small.b2, info.shape.layers[1].activation, kinks, sides);
      model.set("point", { epoch: data.epoch, loss, w1: small.w1, codes, kinks, sides, isOfFrame: true });
      if (this.trail.last?.epoch > data.epoch) this.trail.cut(data.epoch);
      this.trail.add(data.epoch, codes, kinks, sides);
      model.emit("trail");
    } else {
      const point = model.get("point");
      model.set("point", { ...point, epoch: data.epoch, loss });
    }
    if (data.hasLarge !== false && document.visibilityState === "visible") this.pull("now");
  }

  async #catchUp() {
    const { model, source } = this;
    const run = model.get("run");
    try {
      const [answer, history, events] = await Promise.all([
        source.get("run", { run }), source.get("history", { run }), source.get("events", { run })]);
      if (run !== model.get("run")) return;
      const info = inOrder(answer);
      model.set("history", new History(history.buckets, history.rates ?? []));
      // What was known may have other numbers now.
      this.events.forget();
      this.events.add(events.events);
      model.set("info", info);
      this.#state({
        run, status: info.status, epoch: info.epoch, epochs: info.epochs, rate: info.rate, pace: info.pace, cause: null,
        hash: info.hash ?? null,
      });
      if (model.get("looking") === null) this.pull(newest(info.status));
    } catch (error) {
      model.set("problem", { what: error.message });
    }
  }
}

function isTraining(status) { return ["running", "paused", "idle"].includes(status); }

/** The name of a run's newest state. */
function newest(status) { return ["running", "paused"].includes(status) ? "now" : "end"; }
return { Store };
})();

// files/controls/card.js
const m22 = (() => {
// Cards: open 120 ms after the pointer or the focus comes, stay while the pointer is in them, close on Escape.

const { pageRoot } = m8;

let card = null;
let timer = 0;
let current = null;
let leaving = 0;
/** A menu stays until something else is pressed. */
let isMenu = false;

function element() {
  if (card?.parentNode === pageRoot()) return card;
  card?.remove();
  card = document.createElement("div");
  card.className = "card";
  card.setAttribute("role", "tooltip");
  card.id = "card";
  card.hidden = true;
  card.addEventListener("pointerenter", () => clearTimeout(leaving));
  card.addEventListener("pointerleave", () => { if (!isMenu) closeCard(); });
  // A finger does not leave what it has tapped: its card closes where something else is touched.
  addEventListener("pointerdown", (event) => { if ((isMenu || event.pointerType === "touch") && !event.composedPath().includes(card)) closeCard(); }, true);
  pageRoot().append(card);
  return card;
}

/** Closes the card; true where one was open. */
function closeCard() {
  clearTimeout(timer);
  clearTimeout(leaving);
  const wasOpen = card && !card.hidden;
  if (card) card.hidden = true;
  current = null;
  isMenu = false;
  return wasOpen;
}

function leave() {
  if (isMenu) return;
  clearTimeout(leaving);
  clearTimeout(timer);
  leaving = setTimeout(closeCard, 180);
}

function open(x, y, content) {
  const box = element();
  const parts = content();
  box.replaceChildren(...parts.map((one) => {
    if (typeof one !== "string") return one;
    const line = document.createElement("div");
    line.textContent = one;
    return line;
  }));
  box.hidden = false;
  const size = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(x + 14, innerWidth - size.width - 8));
  let top = y + 16;
  if (top + size.height > innerHeight - 8) top = Math.max(8, y - size.height - 12);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

/**
 * Shows a card where the pointer is. `key` tells what it is about: while it stays the same the card stays.
 *
 * @param {PointerEvent} event
 * @param {() => (string | Node)[]} content
 */
function showCard(event, content, key) {
  if (isMenu) return;
  if (event.buttons) { closeCard(); return; }
  const target = event.currentTarget;
  if (!target.dataset.hasCard) {
    target.dataset.hasCard = "yes";
    target.addEventListener("pointerleave", leave);
    target.addEventListener("pointerdown", closeCard);
  }
  clearTimeout(leaving);
  if (current === key && card && !card.hidden) return;
  current = key;
  clearTimeout(timer);
  const [x, y] = [event.clientX, event.clientY];
  timer = setTimeout(() => open(x, y, content), card && !card.hidden ? 40 : 120);
}

/** Calls `hover` where a pointer moves over an element, and where a finger taps it. */
function onHover(target, hover) {
  target.addEventListener("pointermove", (event) => { if (event.pointerType !== "touch") hover(event); });
  target.addEventListener("click", (event) => { if (event.pointerType === "touch") hover(event); });
}

/** A card for an element: on hover, on focus, and by a tap. */
function attachCard(target, content) {
  const place = () => {
    const box = target.getBoundingClientRect();
    open(box.left - 14, box.bottom - 8, content);
    target.setAttribute("aria-describedby", "card");
  };
  target.addEventListener("pointerenter", () => { clearTimeout(leaving); clearTimeout(timer); current = target; timer = setTimeout(place, 120); });
  target.addEventListener("pointerleave", leave);
  target.addEventListener("click", place);
  target.addEventListener("focus", () => { if (target.matches(":focus-visible")) { clearTimeout(timer); timer = setTimeout(place, 120); } });
  target.addEventListener("blur", () => { closeCard(); target.removeAttribute("aria-describedby"); });
}

/** A card that holds controls: a menu beside its button. */
function openMenu(button, items) {
  const box = button.getBoundingClientRect();
  const menu = document.createElement("div");
  menu.className = "tools";
  for (const [text, act] of items) {
    const item = document.createElement("button");
    item.type = "button";
    item.textContent = text;
    item.addEventListener("click", () => { closeCard(); button.focus(); act(); });
    menu.append(item);
  }
  clearTimeout(timer);
  clearTimeout(leaving);
  current = button;
  isMenu = true;
  open(box.right - 170, box.bottom - 14, () => [menu]);
  menu.firstChild.focus();
}
return { closeCard, showCard, onHover, attachCard, openMenu };
})();

// files/controls/maths.js
const m23 = (() => {
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
function math(words) {
  const element = node("math");
  element.append(...words.map(part));
  return element;
}

/** A formula on a line of its own, in the colour of a role. */
function maths(role, words) {
  const line = document.createElement("div");
  line.className = `formula ${role}`;
  line.append(math(words));
  return line;
}
return { math, maths };
})();

// files/state/names.js
const m24 = (() => {
// What outputs, entries and classes are called: the names of own data where these have some, else their numbers.

/** The name of an output without the word: that of its column, or its number. */
function outputName(info, j) { return brief(info?.samples.outputs?.[j]) ?? String(j); }

/** The name of a signal's entry without the word. */
function entryName(info, j) { return brief(info?.samples.entries?.[j]) ?? String(j); }

/** The name of a class without the word. */
function className(info, k) { return brief(info?.samples.classNames?.[k]) ?? String(k); }

/** At most 32 letters of a name; null for none. */
function brief(name) {
  if (typeof name !== "string" || name === "") return null;
  const letters = Array.from(name);
  return letters.length > 32 ? `${letters.slice(0, 31).join("")}…` : name;
}
return { outputName, entryName, className };
})();

// files/views/elements.js
const m25 = (() => {
// Elements of SVG and HTML: made once, changed only where they differ.

const namespace = "http://www.w3.org/2000/svg";

/** An element of SVG with attributes; `text` becomes its text. */
function shape(name, attributes = {}, text = null) {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== null) element.textContent = text;
  return element;
}

/** An element of HTML with properties; children are elements or texts. */
function html(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element && key !== "list") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const written = new WeakMap();

/** Sets attributes that differ from those it set before. */
function put(element, attributes) {
  let known = written.get(element);
  if (!known) written.set(element, known = {});
  for (const key in attributes) {
    const value = attributes[key];
    if (known[key] === value) continue;
    known[key] = value;
    element.setAttribute(key, value);
  }
  return element;
}

/** Sets a text that differs: the same one again would be laid out again. */
function say(element, text) {
  let known = written.get(element);
  if (!known) written.set(element, known = {});
  if (known.text === text) return;
  known.text = text;
  // The text of a node that is there already: to put another in its place asks more of the browser.
  const node = element.firstChild;
  if (node && node === element.lastChild && node.nodeType === Node.TEXT_NODE && text !== "") node.data = text;
  else element.textContent = text;
}

/** Keeps as many children of a kind as are needed, and returns them. */
function repeat(parent, name, count, attributes = {}) {
  const list = parent.children;
  while (list.length > count) parent.lastChild.remove();
  while (list.length < count) parent.append(shape(name, attributes));
  return list;
}

/** A number of pixels with one decimal. */
function px(value) { return Math.round(value * 10) / 10; }

/**
 * A number of pixels with one decimal, as text. Paths that move have hundreds of these in every frame, and to write a
 * fraction takes longer than to look it up.
 */
function pixels(value) {
  const tenths = Math.round(value * 10);
  return tenths >= 0 && tenths < texts.length ? texts[tenths] ??= String(tenths / 10) : String(tenths / 10);
}
const texts = new Array(20_000).fill(undefined);
return { shape, html, put, say, repeat, px, pixels };
})();

// files/views/colours.js
const m26 = (() => {
// The page's colours by role, for canvases and files.

const { pageRoot } = m8;
const { html } = m25;

let palette = null;

/** The colours of the roles as the page has them now, for canvases. */
function colours() {
  if (palette) return palette;
  // A token may name a colour for each theme: what an element comes to is the one that holds.
  const probe = pageRoot().appendChild(html("span", { hidden: true }));
  const style = getComputedStyle(probe);
  palette = {};
  for (const role of ["surface", "sunk", "ink", "muted", "context", "grid", "line", "code", "kink", "out", "error", "mark",
    "ramp-full"]) {
    probe.style.color = `var(--${role})`;
    palette[role] = style.color;
  }
  probe.remove();
  return palette;
}

function forgetColours() { palette = null; }

/** Red, green and blue of a colour of the page. */
function rgb(colour) {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}
return { colours, forgetColours, rgb };
})();

// files/controls/figure.js
const m27 = (() => {
// A figure as a file: SVG with the page's colours written in, or the same painted on a canvas as PNG.

const { pageRoot } = m8;
const { colours } = m26;

const kept = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "opacity", "font-size", "font-weight", "font-style", "text-anchor", "paint-order"];
const namespace = "http://www.w3.org/2000/svg";

/** Offers a file to save. */
function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function caption(view) {
  const state = view.model.get("state");
  const epoch = view.model.get("point")?.epoch ?? 0;
  const hash = state?.hash ? ` · ${state.hash.slice(0, 16)}` : "";
  return `${view.model.get("run") ?? ""} · epoch ${epoch.toLocaleString("en-US")}${hash}`;
}

const margins = { top: 6, left: 12, right: 12, bottom: 30 };

/** The text of an SVG file of a view. */
function svgOf(view) {
  // A view whose caption stands over its drawing says by how much.
  const { width, height, above = 0 } = view;
  const style = getComputedStyle(pageRoot());
  // A document of its own, in which no image is loaded.
  const file = document.implementation.createDocument(namespace, "svg", null);
  const root = file.documentElement;
  const [w, h] = [width + margins.left + margins.right, height + above + margins.top + margins.bottom];
  root.setAttribute("viewBox", `0 0 ${w} ${h}`);
  root.setAttribute("width", w);
  root.setAttribute("height", h);
  root.setAttribute("font-family", style.fontFamily);
  const add = (name, attributes, text, parent = root) => {
    const element = file.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };
  const { ink, muted, surface } = colours();
  add("title", {}, view.caption.textContent);
  add("desc", {}, view.describe());
  add("rect", { width: w, height: h, fill: surface });
  const body = add("g", { transform: `translate(${margins.left} ${margins.top + above})` });
  for (const part of view.el.children) {
    if (part.tagName === "CANVAS" && part.style.display !== "none" && part.width > 1) {
      const box = view.canvasBox;
      add("image", { x: box.left, y: box.top, width: box.width, height: box.height, href: part.toDataURL("image/png"), preserveAspectRatio: "none", ...(part.classList.contains("pixels") && { "image-rendering": "pixelated" }) }, null, body);
    } else if (part.tagName === "svg") body.append(copy(part));
  }
  const title = add("text", { y: 12 - above, "font-size": 13, fill: ink }, null, body);
  add("tspan", { "font-weight": 600 }, view.caption.querySelector("b").textContent, title);
  add("tspan", { fill: muted }, ` ${view.hint.textContent}`, title);
  add("text", { x: margins.left, y: h - 8, "font-size": 10, fill: muted }, caption(view));
  return new XMLSerializer().serializeToString(root);
}

/** A copy with the styles that CSS gave it as attributes; what is not seen is left out. */
function copy(element) {
  const clone = element.cloneNode(false);
  for (const name of ["class", "style", "role", "tabindex", "aria-label", "aria-hidden", "aria-valuemin", "aria-valuemax", "aria-valuenow",
    "aria-valuetext", "aria-orientation"]) clone.removeAttribute(name);
  if (element.tagName === "svg") {
    clone.setAttribute("overflow", "visible");
  } else if (!["clipPath", "title"].includes(element.tagName)) {
    const style = getComputedStyle(element);
    for (const name of kept) {
      const value = style.getPropertyValue(name);
      if (value && value !== "none" && value !== "normal" && !(name === "opacity" && value === "1")) clone.setAttribute(name, value);
      else if (value === "none" && (name === "fill" || name === "stroke")) clone.setAttribute(name, value);
    }
  }
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) clone.append(child.textContent);
    else if (child.nodeType === Node.ELEMENT_NODE) {
      const style = getComputedStyle(child);
      if (style.display === "none" && child.tagName !== "clipPath") continue;
      if (["hit", "ring", "halo-disc"].some((name) => child.classList?.contains(name))) continue;
      clone.append(copy(child));
    }
  }
  return clone;
}

/** A PNG of a view, twice as large as on the page: painted here, as the page may load no image from elsewhere. */
async function pngOf(view) {
  const scale = 2;
  const [w, h] = [view.width + margins.left + margins.right, view.height + margins.top + margins.bottom];
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(w * scale);
  canvas.height = Math.round(h * scale);
  const context = canvas.getContext("2d");
  const { ink, muted, surface } = colours();
  const family = getComputedStyle(pageRoot()).fontFamily;
  context.scale(scale, scale);
  context.fillStyle = surface;
  context.fillRect(0, 0, w, h);
  context.save();
  context.translate(margins.left, margins.top);
  for (const part of view.el.children) {
    if (part.tagName === "CANVAS" && part.style.display !== "none" && part.width > 1) {
      const box = view.canvasBox;
      context.imageSmoothingEnabled = false;
      context.drawImage(part, box.left, box.top, box.width, box.height);
    } else if (part.tagName === "svg") paint(part, context, family);
  }
  context.fillStyle = ink;
  context.font = `600 13px ${family}`;
  const name = view.caption.querySelector("b").textContent;
  context.fillText(name, 0, 12);
  const at = context.measureText(`${name} `).width;
  context.fillStyle = muted;
  context.font = `13px ${family}`;
  context.fillText(view.hint.textContent, at, 12);
  context.restore();
  context.fillStyle = muted;
  context.font = `10px ${family}`;
  context.fillText(caption(view), margins.left, h - 8);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

function paint(element, context, family) {
  const style = getComputedStyle(element);
  if (style.display === "none" || ["clipPath", "title"].includes(element.tagName)) return;
  if (["hit", "ring", "halo-disc"].some((name) => element.classList.contains(name))) return;
  context.save();
  const matrix = element.transform?.baseVal?.consolidate()?.matrix;
  if (matrix) context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f);
  const clip = /url\("?#([^")]+)"?\)/.exec(element.getAttribute("clip-path") ?? "");
  const area = clip && element.getRootNode().getElementById(clip[1])?.firstChild;
  if (area) {
    context.beginPath();
    context.rect(...["x", "y", "width", "height"].map((key) => Number(area.getAttribute(key))));
    context.clip();
  }
  context.globalAlpha *= Number(style.opacity);
  const number = (name) => Number(element.getAttribute(name) ?? 0);
  let path = null;
  switch (element.tagName) {
    case "path": path = new Path2D(element.getAttribute("d") ?? ""); break;
    case "rect":
      path = new Path2D();
      path.rect(number("x"), number("y"), number("width"), number("height"));
      break;
    case "circle":
      path = new Path2D();
      path.arc(number("cx"), number("cy"), number("r"), 0, 7);
      break;
    case "line":
      path = new Path2D(`M${number("x1")} ${number("y1")}L${number("x2")} ${number("y2")}`);
      break;
    case "text": text(element, style, context, family); break;
    default: for (const child of element.children) paint(child, context, family);
  }
  if (path) {
    if (style.fill !== "none" && element.tagName !== "line") {
      context.fillStyle = style.fill;
      context.fill(path);
    }
    if (style.stroke !== "none") {
      context.strokeStyle = style.stroke;
      context.globalAlpha *= Number(style.strokeOpacity);
      context.lineWidth = parseFloat(style.strokeWidth);
      context.lineCap = style.strokeLinecap;
      context.lineJoin = style.strokeLinejoin;
      context.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(/[ ,]+/).map(parseFloat));
      context.stroke(path);
    }
  }
  context.restore();
}

function text(element, style, context, family) {
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${family}`;
  context.textAlign = { start: "left", middle: "center", end: "right" }[style.textAnchor];
  const [x, y] = [Number(element.getAttribute("x")), Number(element.getAttribute("y"))];
  if (style.paintOrder.startsWith("stroke") && style.stroke !== "none") {
    context.strokeStyle = style.stroke;
    context.lineWidth = parseFloat(style.strokeWidth);
    context.lineJoin = "round";
    context.strokeText(element.textContent, x, y);
  }
  context.fillStyle = style.fill;
  context.fillText(element.textContent, x, y);
}
return { save, svgOf, pngOf };
})();

// files/controls/paper.js
const m28 = (() => {
// On paper, or as PDF by the browser's own print: the page as it is shown, or one figure, in light colours.

const { drawNow } = m5;
const { forgetColours } = m26;
const { svgOf } = m27;

/** The size of the sheet: views are drawn for the width of the window, so that the sheet is as wide. */
let sheet = null;
let kept = null;

function setSize(width, height) {
  sheet ??= new CSSStyleSheet();
  // A little more room than there is content: rounding must not make a second, empty page.
  sheet.replaceSync(`@page { size: ${Math.ceil(width)}px ${Math.ceil(height) + 1}px; margin: 0; }`);
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Paints everything in another theme, at once; the theme that was chosen stays so. */
function paintIn(model, theme) {
  document.documentElement.dataset.theme = theme;
  forgetColours();
  model.emit("change:theme", theme);
  drawNow();
}

/** The rules for narrow screens that hold on paper, too, with the condition that they had. */
let narrow = [];

/** Lets every rule for a narrow screen that holds now hold on paper; returns these rules and their conditions. */
function keepLayout() {
  const found = [];
  for (const { cssRules } of document.styleSheets) {
    for (const rule of cssRules) {
      if (!(rule instanceof CSSMediaRule) || !/^screen and/.test(rule.media.mediaText) || !matchMedia(rule.media.mediaText).matches) continue;
      found.push([rule, rule.media.mediaText]);
      rule.media.mediaText = "all";
    }
  }
  return found;
}

/** The least width at which the page on paper has the layout of the window. */
const leastWidth = 1101;

/** Wires the browser's print, however it is called. On a narrow window the laboratory's figures come one below another. */
function wirePaper(model, views) {
  addEventListener("beforeprint", () => {
    if (document.querySelector(".printed")) return;
    kept = model.get("theme");
    if (kept === "dark") paintIn(model, "light");
    if (innerWidth >= leastWidth) {
      setSize(innerWidth, Math.max(innerHeight, document.documentElement.scrollHeight));
      return;
    }
    const shown = Object.values(views).filter((view) => view.el.offsetWidth > 0);
    if (shown.length === 0) {
      // A tab's figures are drawn for the narrow window: its layout, and sheets of its size, as heights hang on it.
      setSize(innerWidth, innerHeight);
      narrow.push(...keepLayout());
      return;
    }
    const box = document.createElement("div");
    box.className = "printed";
    for (const view of shown) box.append(document.importNode(new DOMParser().parseFromString(svgOf(view), "image/svg+xml").documentElement, true));
    document.body.append(box);
    document.body.classList.add("prints-figure");
  });
  addEventListener("afterprint", () => {
    narrow.forEach(([rule, text]) => { rule.media.mediaText = text; });
    narrow = [];
    if (kept === "dark") paintIn(model, "dark");
    if (kept) {
      document.querySelector(".printed")?.remove();
      document.body.classList.remove("prints-figure");
    }
    kept = null;
  });
}

/** Prints a figure alone. */
function printFigure(view) {
  const { model } = view;
  const theme = model.get("theme");
  if (theme === "dark") paintIn(model, "light");
  const text = svgOf(view);
  if (theme === "dark") paintIn(model, "dark");
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(text) ?? [null, 600, 400];
  setSize(Number(width), Number(height));
  const box = document.createElement("div");
  box.className = "printed";
  const image = document.createElement("img");
  image.alt = view.describe();
  const link = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const end = () => {
    URL.revokeObjectURL(link);
    box.remove();
    document.body.classList.remove("prints-figure");
  };
  addEventListener("afterprint", end, { once: true });
  image.addEventListener("load", () => print());
  image.addEventListener("error", end);
  box.append(image);
  document.body.append(box);
  document.body.classList.add("prints-figure");
  image.src = link;
}
return { wirePaper, printFigure };
})();

// files/controls/sheet.js
const m29 = (() => {
// Sheets: dialogs over the page. Focus moves into them, and back.

const { pageRoot } = m8;
const { html } = m25;

/**
 * Opens a sheet.
 *
 * @param {string} title
 * @param {Node[]} parts
 * @returns {HTMLDialogElement} closed by Escape, by its button, or by a click beside it
 */
function openSheet(title, parts, { onClose = () => {} } = {}) {
  const before = pageRoot().getRootNode().activeElement;
  const dialog = document.createElement("dialog");
  const close = html("button", { type: "button", className: "icon close", ariaLabel: "Close" }, "✕");
  close.addEventListener("click", () => dialog.close());
  const heading = html("h2", { id: "sheet-title" }, title);
  const sheet = html("div", { className: "sheet" }, heading, ...parts);
  dialog.setAttribute("aria-labelledby", "sheet-title");
  dialog.append(sheet, close);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose();
    if (before?.isConnected) before.focus();
  });
  pageRoot().append(dialog);
  dialog.showModal();
  return dialog;
}
return { openSheet };
})();

// files/controls/tools.js
const m30 = (() => {
// What can be done with a figure: its numbers as a table, and files of it.

const { closeCard, openMenu } = m22;
const { pngOf, save, svgOf } = m27;
const { printFigure } = m28;
const { openSheet } = m29;

/** Gives a view its button, and Enter on the figure; returns the function that takes them away. */
function offerTools(view) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool icon";
  button.tabIndex = -1;
  button.setAttribute("aria-label", `Save ${view.caption.querySelector("b").textContent.replace("… ", "")}, or read it as a table`);
  const dots = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  dots.setAttribute("viewBox", "0 0 16 16");
  dots.setAttribute("aria-hidden", "true");
  for (const x of [3, 8, 13]) {
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", 8);
    dot.setAttribute("r", 1.5);
    dots.append(dot);
  }
  button.append(dots);
  view.el.append(button);
  const open = () => openMenu(button, items(view));
  button.addEventListener("click", (event) => { event.stopPropagation(); open(); });
  const key = (event) => {
    if (event.key !== "Enter" || event.target.closest("button, dialog")) return;
    event.preventDefault();
    open();
  };
  view.el.addEventListener("keydown", key);
  return () => { button.remove(); view.el.removeEventListener("keydown", key); };
}

function items(view) {
  return [
    ["As a table", () => openTable(view)],
    ["Save as SVG", () => saveFigure(view, "svg")],
    ["Save as PNG", () => saveFigure(view, "png")],
    // A notebook is printed as a whole.
    ...(view.model.get("isNotebook") ? [] : [["Print, or save as PDF", () => { closeCard(); printFigure(view); }]]),
    ["Save the numbers as CSV", () => saveFigure(view, "csv")],
  ];
}

function fileName(view, kind) {
  const point = view.model.get("point");
  const run = (view.model.get("run") ?? "run").replace(/[^\w.-]+/g, "-");
  return `${run}-${view.el.id || "figure"}-epoch-${point?.epoch ?? 0}.${kind}`;
}

/** Saves a figure, or says why not. */
async function saveFigure(view, kind) {
  closeCard();
  if (kind === "csv") {
    const table = view.table();
    if (!table) return;
    save(new Blob([csv(table)], { type: "text/csv" }), fileName(view, "csv"));
  } else if (kind === "svg") {
    save(new Blob([svgOf(view)], { type: "image/svg+xml" }), fileName(view, "svg"));
  } else {
    save(await pngOf(view), fileName(view, "png"));
  }
}

/** Fields with commas, quotes or line ends are quoted; numbers are written in full. */
function csv({ columns, rows }) {
  const field = (value) => {
    const text = String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => Array.from(row, field).join(",")).join("\r\n") + "\r\n";
}

function openTable(view) {
  const table = view.table();
  if (!table) return;
  const grid = document.createElement("table");
  const head = grid.createTHead().insertRow();
  for (const name of table.columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = name;
    head.append(cell);
  }
  const body = grid.createTBody();
  const most = 2000;
  for (const row of table.rows.slice(0, most)) {
    const line = body.insertRow();
    for (const value of row) line.insertCell().textContent = typeof value === "number" ? String(Number(value.toPrecision(9))).replace("-", "−") : value;
  }
  const scroll = document.createElement("div");
  scroll.className = "table-scroll";
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", "The numbers");
  scroll.append(grid);
  const text = document.createElement("p");
  text.className = "hint";
  text.textContent = `${view.describe()}${table.rows.length > most ? ` The first ${most} of ${table.rows.length} rows; the CSV has all.` : ""}`;
  openSheet(view.caption.querySelector("b").textContent, [text, scroll]);
}
return { offerTools, saveFigure, csv };
})();

// files/views/draw.js
const m31 = (() => {
// What every view needs: elements of SVG, scales, ticks, colours, and the frame of a figure.

const { addTask, direct, lookAgain } = m5;
const { offerTools } = m30;
const { html, shape } = m25;




/** About `wanted` round numbers from `low` to `high`: multiples of 1, 2 or 5 times a power of ten. */
function ticks(low, high, wanted = 5) {
  if (!(high > low)) return [low];
  const raw = (high - low) / wanted;
  const ten = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((factor) => factor * ten >= raw * 0.999) * ten;
  const list = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1) {
    list.push(Number((k * step).toPrecision(12)));
  }
  return list;
}

/** Where the plots of the z axis begin: lower on a projector, whose captions are larger. */
function plotTop(model) { return model.get("isProjector") ? 38 : 22; }

/** The size of the page's small type, in pixels. */
function smallType(svg) {
  const probe = svg.appendChild(shape("text"));
  const size = parseFloat(getComputedStyle(probe).fontSize);
  probe.remove();
  return size || 11;
}

/**
 * A view: a figure with a title, a drawing, a description computed from the data, and its numbers as a table.
 *
 * Subclasses have `layout()` (after each change of size), `draw()`, `describe()` and `table()`.
 */
class View {
  constructor({ model, el }, { title, hint = "", rate = 30, isLarge = false, keys, hasCanvas = false }) {
    this.model = model;
    this.el = el;
    el.classList.add("view");
    let caption = el.querySelector("figcaption");
    if (!caption) {
      caption = html("figcaption", {}, html("b", {}, title), " ", html("span", {}, hint));
      el.prepend(caption);
    }
    this.caption = caption;
    if (!caption.querySelector("span")) caption.append(" ", html("span"));
    this.hint = caption.querySelector("span");
    if (hasCanvas) {
      this.canvas = html("canvas", { ariaHidden: "true" });
      el.append(this.canvas);
      this.context = this.canvas.getContext("2d");
    }
    this.svg = shape("svg", { "aria-hidden": "true" });
    el.append(this.svg);
    const id = el.id || `view-${Math.random().toString(36).slice(2, 8)}`;
    caption.id = `${id}-title`;
    this.fullHint = this.hint.textContent;
    this.text = html("p", { className: "unseen", id: `${id}-text` });
    el.append(this.text);
    el.setAttribute("role", "figure");
    el.setAttribute("aria-labelledby", caption.id);
    el.setAttribute("aria-describedby", this.text.id);
    el.tabIndex = 0;
    this.removeTools = offerTools(this);
    this.width = 0;
    this.height = 0;
    this.textTimer = null;
    const task = { el, rate, isLarge, draw: (time) => this.#drawSafely(time) };
    this.task = addTask(task);
    this.invalidate = this.task.invalidate;
    this.stops = [model.on(keys, this.invalidate), model.on("change:theme", () => { this.themeChanged?.(); this.invalidate(); })];
    this.observer = new ResizeObserver(() => this.#resize());
    this.observer.observe(el);
  }

  #resize() {
    const width = this.el.clientWidth;
    const height = this.el.clientHeight;
    this.isShown = width > 0 && height > 0;
    lookAgain();
    this.model.emit("geometry");
    if (!this.isShown) return;
    this.width = width;
    this.height = height;
    this.small = smallType(this.svg);
    this.box = { left: this.el.offsetLeft, top: this.el.offsetTop };
    this.isPhone = matchMedia("(max-width: 560px)").matches;
    this.layout();
    this.model.emit("geometry");
    this.invalidate();
  }

  #drawSafely(time) {
    if (this.width === 0) return;
    try {
      this.draw(time);
      // The description follows at most every two seconds, and last of all.
      if (this.textTimer === null) this.textTimer = setTimeout(() => this.#describe(), 2000);
      if (this.text.textContent === "") this.#describe();
      if (this.problem) { this.problem.remove(); this.problem = null; }
    } catch (error) {
      this.fail(error);
    }
  }

  #describe() {
    clearTimeout(this.textTimer);
    this.textTimer = null;
    let text = "";
    try { text = this.describe(); } catch { /* the view says so itself */ }
    if (text && this.text.textContent !== text) this.text.textContent = text;
  }

  /** Whether epochs pass, so that another frame follows. */
  isLive() { return this.model.get("state")?.status === "running" && (this.model.get("looking") ?? null) === null && !direct.isHeld; }

  /** The least move that is drawn, in pixels: at rest each is, so that what stays on the page is exact. */
  leastMove() { return this.isLive() ? 0.3 : 0; }

  /** One sentence in place of the view. */
  fail(error) {
    if (!this.problem) {
      this.problem = html("p", { className: "problem" });
      this.el.append(this.problem);
    }
    this.problem.textContent = `This view cannot be drawn: ${error.message}`;
    if (this.failed !== error.message) console.warn(error);
    this.failed = error.message;
  }

  layout() {}
  draw() {}
  describe() { return ""; }
  table() { return null; }

  /** Makes the canvas as sharp as the screen; its units stay pixels of the page. */
  fitCanvas(left, top, width, height) {
    const scale = this.sharpness();
    const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w;
      this.canvas.height = h;
    }
    this.scale = w / width;
    this.placeCanvas(left, top, width, height);
  }

  /** The pixels of the screen in a pixel of the page. */
  sharpness() { return Math.min(devicePixelRatio || 1, 3) * (this.model.get("projectorScale") ?? 1); }

  placeCanvas(left, top, width, height) {
    const style = this.canvas.style;
    style.left = `${left}px`;
    style.top = `${top}px`;
    style.width = `${width}px`;
    style.height = `${height}px`;
    this.canvasBox = { left, top, width, height };
  }

  destroy() {
    this.task.remove();
    this.observer.disconnect();
    this.stops.forEach((stop) => stop());
    this.removeTools();
  }
}

/** Keeps the page from scrolling under a finger that drags an element: touch-action does not hold for parts of an SVG. */
function holdPage(element) {
  element.addEventListener("touchmove", (event) => { if (event.cancelable) event.preventDefault(); }, { passive: false });
}

/**
 * Follows a drag: `move(event)` at once and while the pointer is down, `end()` after.
 */
function onDrag(element, move, { end = () => {}, begin = () => true } = {}) {
  // Handles hold the page; over the plot around them a finger that goes up or down still scrolls.
  if (!element.classList.contains("hit")) holdPage(element);
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || begin(event) === false) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    direct.isHeld = true;
    element.classList.add("held");
    move(event);
    const moving = (next) => move(next);
    const ending = () => {
      direct.isHeld = false;
      element.classList.remove("held");
      element.removeEventListener("pointermove", moving);
      element.removeEventListener("pointerup", ending);
      element.removeEventListener("pointercancel", ending);
      end();
    };
    element.addEventListener("pointermove", moving);
    element.addEventListener("pointerup", ending);
    element.addEventListener("pointercancel", ending);
  });
}
return { colours: m26.colours, forgetColours: m26.forgetColours, rgb: m26.rgb, html: m25.html, pixels: m25.pixels, put: m25.put, px: m25.px, repeat: m25.repeat, say: m25.say, shape: m25.shape, ticks, plotTop, smallType, View, holdPage, onDrag };
})();

// files/views/last-seen.js
const m32 = (() => {
// What a view has drawn last, so that it draws again only what moves by more than can be seen.

/** The numbers of a drawing, in pixels, and what else it hangs on. */
class LastSeen {
  #numbers = new Float64Array(0);
  #key = null;

  /**
   * Whether a drawing has changed since this last said so: any of its numbers by more than `least` pixels, or its key.
   * Moves that small are spared only while others follow: at rest `least` is 0.
   *
   * @param {Float64Array} numbers NaN for what is not shown
   * @param {string} key
   */
  hasChanged(numbers, key, least) {
    const seen = this.#numbers;
    let isSame = key === this.#key && seen.length === numbers.length;
    for (let k = 0; isSame && k < numbers.length; k += 1) {
      isSame = Math.abs(numbers[k] - seen[k]) <= least || (numbers[k] !== numbers[k] && seen[k] !== seen[k]);
    }
    if (isSame) return false;
    if (seen.length !== numbers.length) this.#numbers = Float64Array.from(numbers);
    else seen.set(numbers);
    this.#key = key;
    return true;
  }

  /** The next drawing has changed. */
  forget() { this.#key = null; }
}
return { LastSeen };
})();

// files/views/code.js
const m33 = (() => {
// The code z of every sample over its position, its least-squares line, and the handle of the thread.

const { onHover, showCard } = m22;
const { maths } = m23;
const { outputName } = m24;
const { figure, ticksOf } = m1;
const { codeLine } = m11;
const { direct } = m5;
const { onDrag, pixels, plotTop, put, px, repeat, say, shape, ticks, View } = m31;
const { LastSeen } = m32;

const title = "Code";

class Code extends View {
  constructor(context) {
    super(context, { title, hint: "z of the step θ, the stairs summed", keys: "change:point change:theta change:zDomain change:info change:state" });
    const { svg } = this;
    this.lines = svg.appendChild(shape("g"));
    this.labels = svg.appendChild(shape("g"));
    this.bottomLabels = svg.appendChild(shape("g"));
    this.zName = svg.appendChild(shape("text", { class: "axis" }, "z"));
    this.xName = svg.appendChild(shape("text", { class: "axis end" }, "θ"));
    const id = `${this.el.id || "code"}-clip`;
    const clip = svg.appendChild(shape("clipPath", { id }));
    this.clip = clip.appendChild(shape("rect"));
    const clipped = svg.appendChild(shape("g", { "clip-path": `url(#${id})` }));
    this.fit = clipped.appendChild(shape("path", { class: "fit" }));
    this.stairs = clipped.appendChild(shape("path", { class: "code-stair" }));
    this.leader = svg.appendChild(shape("path", { class: "leader" }));
    this.note = [0, 1].map(() => svg.appendChild(shape("text", { class: "halo" }, "")));
    this.dots = svg.appendChild(shape("path", { class: "dots" }));
    this.hit = svg.appendChild(shape("rect", { class: "hit goes" }));
    this.handle = svg.appendChild(shape("g", { class: "goes", role: "slider", tabindex: "0", "aria-label": "Step θ", "aria-orientation": "horizontal" }));
    this.handle.append(shape("circle", { class: "halo-disc", r: 18 }), shape("circle", { class: "ring", r: 13 }), shape("circle", { class: "knob", r: 7 }), shape("circle", { class: "code-fill", r: 2.6 }));
    this.fold = svg.appendChild(shape("text", { class: "code halo", "font-weight": 600 }, ""));
    this.names = [svg.appendChild(shape("text", { class: "code halo t12" }, "")), svg.appendChild(shape("text", { class: "strong halo t12" }, ""))];
    // The figure hands its place in the order of focus to its handle.
    this.el.tabIndex = -1;
    svg.removeAttribute("aria-hidden");
    svg.setAttribute("role", "presentation");
    this.handle.addEventListener("keydown", (event) => this.#key(event));
    const choose = (event) => {
      const box = this.el.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * this.width;
      const m = this.#last();
      this.model.set("theta", Math.max(0, Math.min(m, Math.round(((x - this.plot.left) / (this.plot.right - this.plot.left)) * m))));
    };
    for (const part of [this.hit, this.handle]) onDrag(part, choose, { begin: () => { this.handle.classList.add("held"); this.handle.focus({ preventScroll: true }); }, end: () => this.handle.classList.remove("held") });
    onHover(this.el, (event) => this.#hover(event));
    this.noteTime = -Infinity;
    this.seen = new LastSeen();
  }

  #last() { return Math.max(1, (this.model.get("info")?.samples.signals.length ?? 2) - 1); }

  #key(event) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    const m = this.#last();
    let next = null;
    if (steps) next = (this.model.get("theta") ?? 0) + steps * (event.shiftKey && Math.abs(steps) === 1 ? 10 : 1);
    else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = m;
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.model.set("theta", Math.max(0, Math.min(m, next)));
  }

  layout() {
    const { isPhone } = this;
    say(this.hint, isPhone ? "z of θ" : this.fullHint);
    this.isBare = isPhone || this.model.get("isProjector");
    this.fit.style.display = this.isBare ? "none" : "";
    this.plot = { left: isPhone ? 24 : 30, right: this.width - (isPhone ? 6 : 0), top: plotTop(this.model), bottom: this.height - 16 };
    const { left, right, top, bottom } = this.plot;
    put(this.clip, { x: left - 4, y: top, width: right - left + 4, height: bottom - top });
    put(this.hit, { x: left - 8, y: top, width: right - left + 8, height: bottom - top });
    put(this.zName, { x: 4, y: top + 10 });
    this.domain = null;
    this.info = null;
    this.seen.forget();
    this.noteTime = -Infinity;
    this.wordTime = -Infinity;
  }

  #axes(domain) {
    const { left, right, top, bottom } = this.plot;
    this.z = (z) => bottom - ((z - domain[0]) / (domain[1] - domain[0])) * (bottom - top);
    this.domain = domain;
    const list = ticks(domain[0], domain[1], (bottom - top) / 50).filter((z) => this.z(z) < bottom - 2 && this.z(z) > top + (this.zName.style.display ? -2 : 14));
    const lines = repeat(this.lines, "line", list.length, { class: "grid" });
    const labels = repeat(this.labels, "text", list.length, { class: "end" });
    list.forEach((z, k) => {
      const y = Math.round(this.z(z)) + 0.5;
      put(lines[k], { x1: left, x2: right, y1: y, y2: y });
      put(labels[k], { x: left - 6, y: y + 4 });
    });
    const { labels: words, factor } = ticksOf(list, this.isPhone ? 4 : 5);
    words.forEach((text, k) => say(labels[k], text));
    say(this.zName, factor ? `z / ${factor}` : "z");
    this.zName.style.display = this.isBare && !factor ? "none" : "";
  }

  #positions(info) {
    const { left, right, bottom } = this.plot;
    const m = this.#last();
    this.x = (i) => left + (i / m) * (right - left);
    const list = ticks(0, m, (right - left) / (this.isPhone ? 44 : 60)).filter((i) => Number.isInteger(i) && this.x(i) < right - 18);
    const labels = repeat(this.bottomLabels, "text", list.length, { class: "middle" });
    list.forEach((i, k) => {
      put(labels[k], { x: px(this.x(i)), y: bottom + 15 });
      say(labels[k], String(info.samples.labels[i] ?? i));
    });
    put(this.xName, { x: right, y: bottom + 15 });
    say(this.xName, info.samplesAreSteps ? "θ" : "sample");
    this.info = info;
  }

  /** What comes before each code's height in the paths of the dots and of the stairs: the same in every frame. */
  #places(count) {
    if (this.placesOf === this.x && this.placeTexts.length === 2 * count) return this.placeTexts;
    this.placesOf = this.x;
    this.placeTexts = [];
    for (let i = 0; i < count; i += 1) {
      const x = pixels(this.x(i));
      this.placeTexts.push(`M${x} `, i === 0 ? `M${x} ` : `H${x}V`);
    }
    return this.placeTexts;
  }

  draw(time) {
    const point = this.model.get("point");
    const info = this.model.get("info");
    const domain = this.model.get("zDomain");
    if (!point?.codes || !info || !domain) {
      for (const path of [this.stairs, this.dots, this.fit, this.leader]) put(path, { d: "" });
      this.seen.forget();
      this.handle.style.display = "none";
      for (const text of [...this.names, ...this.note]) say(text, "");
      return;
    }
    this.handle.style.display = "";
    if (domain !== this.domain) this.#axes(domain);
    if (info !== this.info || !this.x || this.wide !== this.width) { this.#positions(info); this.wide = this.width; }
    const { codes } = point;
    const { left, right, top, bottom } = this.plot;
    const clamp = (z) => Math.max(top - 60, Math.min(bottom + 60, this.z(z)));
    const heights = this.heights?.length === codes.length ? this.heights : this.heights = new Float64Array(codes.length);
    for (let i = 0; i < codes.length; i += 1) heights[i] = clamp(codes[i]);
    const line = codeLine(codes);
    const theta = Math.min(this.model.get("theta") ?? 0, codes.length - 1);
    const [x, y] = [this.x(theta), Math.max(top, Math.min(bottom, this.z(codes[theta])))];
    if (this.seen.hasChanged(heights, `${theta} ${left} ${right} ${top} ${bottom} ${line.range > 0}`, this.leastMove())) {
      const places = this.#places(codes.length);
      let dots = ""; let stairs = "";
      for (let i = 0; i < codes.length; i += 1) {
        const at = pixels(heights[i]);
        if (heights[i] >= top - 3 && heights[i] <= bottom + 3) dots += `${places[2 * i]}${at}h0`;
        stairs += places[2 * i + 1] + at;
      }
      const wide = (right - left) / codes.length;
      put(this.dots, { d: dots, "stroke-width": px(Math.max(2.4, Math.min(this.width > 380 ? 6.4 : 5.4, wide * 0.8))) });
      put(this.stairs, { d: stairs });
      const ends = [0, codes.length - 1];
      put(this.fit, { d: line.range > 0 ? `M${ends.map((i) => `${px(this.x(i))} ${px(clamp(line.slope * i + line.intercept))}`).join("L")}` : "" });
      put(this.handle, { transform: `translate(${px(x)} ${Math.round(2 * y) / 2})` });
    }
    // Words and figures change four times a second: faster ones cannot be read.
    const isNew = direct.isHeld || theta !== this.wordsOf || this.model.get("state")?.status !== "running";
    if (isNew || !(time - this.wordTime < 240)) {
      this.wordTime = time;
      this.wordsOf = theta;
      put(this.handle, { "aria-valuemin": 0, "aria-valuemax": codes.length - 1, "aria-valuenow": theta, "aria-valuetext": `θ = ${info.samples.labels[theta] ?? theta}, code ${figure(codes[theta], 3)}` });
      this.#nameHandle(x, y, theta, codes, info);
      this.#nameFold(codes);
      this.#sayNote(line);
    }
    if (time - this.noteTime > 500) {
      this.noteTime = time;
      this.#placeNote(line, codes, theta);
    } else if (!this.noteTimer) {
      this.noteTimer = setTimeout(() => { this.noteTimer = 0; this.invalidate(); }, 550);
    }
  }

  #nameHandle(x, y, theta, codes, info) {
    const { left, top } = this.plot;
    const { isPhone } = this;
    const step = this.small + 3;
    const wide = this.small * 5.6;
    // Beside the handle, at the corner where the fewest codes lie; the level line leaves to the right.
    let best = null;
    const corners = isPhone ? [[14, 20, 0]] : [[-11, -10, 0], [12, step + 15, 1], [12, -10, 2], [-11, step + 15, 3]];
    for (const [dx, dy, cost] of corners) {
      const right = dx > 0 ? x + dx + wide : x + dx;
      const box = [right - wide, y + dy - 2 * step, right, y + dy + 4];
      let hits = cost * 0.4;
      if (box[0] < left - 2 || box[2] > this.plot.right || box[1] < top - 4 || box[3] > this.plot.bottom + 4) hits += 100;
      for (let i = 0; i < codes.length; i += 1) {
        const [cx, cy] = [this.x(i), this.z(codes[i])];
        if (cx > box[0] - 4 && cx < box[2] + 4 && cy > box[1] - 3 && cy < box[3] + 3) hits += 1;
      }
      if (!best || hits < best.hits) best = { hits, box, at: [x + dx, y + dy], side: dx > 0 ? "" : " end" };
    }
    const { at, side } = best;
    put(this.names[0], { x: Math.round(at[0]), y: Math.round(at[1] - (isPhone ? 0 : step)), class: `code halo t12${side}` });
    put(this.names[1], { x: Math.round(at[0]), y: Math.round(at[1]), class: `strong halo t12${side}` });
    say(this.names[0], isPhone ? "" : `z = ${figure(codes[theta], 3)}`);
    say(this.names[1], `${info.samplesAreSteps ? "θ = " : ""}${info.samples.labels[theta] ?? theta}`);
    this.nameBox = best.box;
  }

  /** On a projector the first fold has its name. */
  #nameFold(codes) {
    let at = -1;
    if (this.model.get("isProjector") && codes[codes.length - 1] > codes[0]) at = codes.findIndex((z, i) => i > 0 && z <= codes[i - 1]);
    say(this.fold, at > 0 ? "fold" : "");
    if (at > 0) put(this.fold, { x: px(this.x(at) + 12), y: px(this.z(codes[at]) + 10) });
  }

  /** Puts the line's two words where they cover no dot, no handle and no level line. */
  #sayNote(line) {
    const texts = ["least-squares line", `r² = ${figure(line.r2, 3)}, off by ${Number.isFinite(line.deviation) ? Math.round(100 * line.deviation) : "–"} %`];
    const isHidden = this.isPhone || this.model.get("isProjector") || !(line.range > 0);
    this.note.forEach((text, k) => { say(text, isHidden ? "" : texts[k]); });
    this.isNoteHidden = isHidden;
    if (isHidden) put(this.leader, { d: "" });
  }

  #placeNote(line, codes, theta) {
    if (this.isNoteHidden) return;
    const { left, right, top, bottom } = this.plot;
    const [w, h] = [this.small * 11.6, this.small * 2.6];
    const level = this.z(codes[theta]);
    let best = null;
    for (let ix = 0; ix <= 6; ix += 1) {
      for (let iy = 0; iy <= 9; iy += 1) {
        const x = left + 8 + (ix / 6) * (right - left - w - 8);
        const y = top + 12 + (iy / 9) * (bottom - top - h - 22);
        let cost = 0;
        for (let i = 0; i < codes.length; i += 1) {
          const [dx, dy] = [this.x(i), this.z(codes[i])];
          if (dx > x - 5 && dx < x + w + 5 && dy > y - 6 && dy < y + h + 6) cost += 30;
        }
        if (level > y - 4 && level < y + h + 4 && x + w > this.x(theta)) cost += 60;
        const name = this.nameBox;
        if (x < name[2] + 6 && x + w > name[0] - 6 && y < name[3] + 4 && y + h > name[1] - 4) cost += 80;
        for (let part = 0; part <= 8; part += 1) {
          const lx = x + (part / 8) * w;
          const i = ((lx - left) / (right - left)) * (codes.length - 1);
          const ly = this.z(line.slope * i + line.intercept);
          if (ly > y - 3 && ly < y + h + 3) cost += 8;
        }
        if (this.x(theta) > x - 4 && this.x(theta) < x + w + 4 && y < level) cost += 20;
        const anchor = this.#anchor(line, x, y + h / 2, codes.length);
        cost += Math.hypot(anchor[0] - x, anchor[1] - y - h / 2) * 0.12;
        if (!best || cost < best.cost) best = { cost, x, y, anchor };
      }
    }
    this.note.forEach((text, k) => put(text, { x: px(best.x), y: px(best.y + (k + 0.8) * this.small * 1.3) }));
    const edge = best.anchor[0] < best.x ? best.x - 3 : best.anchor[0] > best.x + w ? best.x + w : best.anchor[0];
    const edgeY = edge === best.anchor[0] ? (best.anchor[1] < best.y ? best.y - 1 : best.y + h + 2) : best.y + this.small * 0.7;
    put(this.leader, { d: `M${px(best.anchor[0])} ${px(best.anchor[1])}L${px(edge)} ${px(edgeY)}` });
  }

  #anchor(line, x, y, count) {
    let best = null;
    for (let part = 1; part < 10; part += 1) {
      const i = (part / 10) * (count - 1);
      const at = [this.x(i), this.z(line.slope * i + line.intercept)];
      const distance = Math.hypot(at[0] - x, at[1] - y);
      if (at[1] > this.plot.top && at[1] < this.plot.bottom && (!best || distance < best.distance)) best = { at, distance };
    }
    return best?.at ?? [this.x(count / 2), this.plot.bottom];
  }

  /** What the dot under the pointer stands for. */
  #hover(event) {
    const point = this.model.get("point");
    const info = this.model.get("info");
    if (!point?.codes || !info || !this.x) return;
    const box = this.el.getBoundingClientRect();
    const factor = this.width / box.width;
    const [x, y] = [(event.clientX - box.left) * factor, (event.clientY - box.top) * factor];
    const { codes } = point;
    const i = Math.round(((x - this.plot.left) / (this.plot.right - this.plot.left)) * this.#last());
    if (i < 0 || i >= codes.length || Math.abs(this.z(codes[i]) - y) > 14) return;
    showCard(event, () => {
      const name = info.samples.labels[i] ?? i;
      const parts = [maths("code", [`msub z ${name}`, "=", figure(codes[i])])];
      if (i > 0 && info.samplesAreSteps) {
        const rise = codes[i] - codes[i - 1];
        parts.push(`${figure(Math.abs(rise), 3)} ${rise > 0 ? "above" : "below"} the code of θ = ${info.samples.labels[i - 1] ?? i - 1}.`);
      }
      const line = codeLine(codes);
      if (line.range > 0) {
        const off = codes[i] - (line.slope * i + line.intercept);
        parts.push(`${figure(Math.abs(off), 3)} ${off > 0 ? "above" : "below"} the least-squares line.`);
      }
      const whole = this.model.get("whole");
      if (whole?.epoch === point.epoch) {
        const { network } = whole;
        const values = network.output(info.samples.signals[i]);
        let worst = 0;
        info.samples.targets[i].forEach((t, j) => { if (!(Math.abs(t - values[j]) <= Math.abs(info.samples.targets[i][worst] - values[worst]))) worst = j; });
        parts.push(`Decoded, it is off by at most ${figure(Math.abs(info.samples.targets[i][worst] - values[worst]), 3)}, at output ${outputName(info, worst)}.`);
      }
      return parts;
    }, `code${i}`);
  }

  describe() {
    const point = this.model.get("point");
    if (!point?.codes) return "";
    const { codes } = point;
    const line = codeLine(codes);
    let falls = 0;
    for (let i = 1; i < codes.length; i += 1) if (codes[i] <= codes[i - 1]) falls += 1;
    const shape = falls === 0 ? "it rises throughout" : falls === codes.length - 1 ? "it falls throughout" : `it falls at ${falls} of ${codes.length - 1} steps`;
    return `The code of ${codes.length} samples at epoch ${point.epoch} goes from ${figure(line.low, 3)} to ${figure(line.high, 3)}; ${shape}; its least-squares line has r² ${figure(line.r2, 3)}.`;
  }

  table() {
    const point = this.model.get("point");
    const info = this.model.get("info");
    if (!point?.codes) return null;
    return { columns: ["sample", "code"], rows: Array.from(point.codes, (z, i) => [info.samples.labels[i] ?? i, z]) };
  }
}

function render(context) { return new Code(context); }
return { title, render };
})();

// files/views/decoder.js
const m34 = (() => {
// The decoder at every z: a row of pixels for each code, a column for each output; the target's stair lies over it.

const { decoderMap } = m11;
const { figure, short, ticksOf } = m1;
const { onHover, showCard } = m22;
const { outputName } = m24;
const { colours, plotTop, put, px, repeat, rgb, say, shape, ticks, View } = m31;

const title = "Decoder";

/** The 256 colours of the decoder: surface at 0, full at the amplitude, over to the error's colour from 1.04 to 1.54. */
function ramp() {
  const palette = colours();
  const [low, full, over] = [palette.surface, palette["ramp-full"], palette.error].map(rgb);
  const table = new Uint32Array(256);
  for (let k = 0; k < 256; k += 1) {
    const part = (k / 255) * rampEnd;
    const mix = part <= 1 ? [low, full, part] : [full, over, Math.max(0, Math.min(1, (part - 1.04) / 0.5))];
    const [r, g, b] = [0, 1, 2].map((c) => Math.round(mix[0][c] + (mix[1][c] - mix[0][c]) * mix[2]));
    table[k] = 0xff000000 | (b << 16) | (g << 8) | r;
  }
  return table;
}
const rampEnd = 1.6;

/**
 * The codes between which the target of each output turns on: NaN where it does not, or does so more than once.
 *
 * Halfway between the two samples' codes: there is the least room on either side.
 */
function targetStair(info, codes, outputs) {
  return Float64Array.from(turnsOf(info, outputs), (at) => (at > 0 ? (codes[at] + codes[at - 1]) / 2 : NaN));
}

/** The sample at which the target of each output turns, if it does so once; else 0. The same in every frame. */
function turnsOf(info, outputs) {
  let list = turns.get(info);
  if (list?.length === outputs) return list;
  const { targets } = info.samples;
  list = new Int32Array(outputs);
  for (let j = 0; j < outputs; j += 1) {
    let count = 0;
    for (let i = 1; i < targets.length; i += 1) if (targets[i][j] !== targets[i - 1][j]) { list[j] = i; count += 1; }
    if (count !== 1) list[j] = 0;
  }
  turns.set(info, list);
  return list;
}
const turns = new WeakMap();

class Decoder extends View {
  constructor(context) {
    super(context, { title, isLarge: true, hint: "y at every z, and the target’s stair", hasCanvas: true, keys: "change:whole change:zDomain change:info change:dead" });
    const { svg } = this;
    this.labels = svg.appendChild(shape("g"));
    this.bottomLabels = svg.appendChild(shape("g"));
    this.jName = svg.appendChild(shape("text", { class: "axis end" }, "j"));
    this.frame = svg.appendChild(shape("rect", { class: "frame" }));
    this.legend = svg.appendChild(shape("g"));
    const id = `${this.el.id || "decoder"}-clip`;
    const clip = svg.appendChild(shape("clipPath", { id }));
    this.clip = clip.appendChild(shape("rect"));
    this.target = svg.appendChild(shape("path", { class: "target", "clip-path": `url(#${id})` }));
    this.dead = svg.appendChild(shape("path", { class: "error-line" }));
    this.deadName = svg.appendChild(shape("text", { class: "error middle" }, ""));
    this.stairName = [shape("path", { class: "role-ink" }), shape("text", { class: "strong halo", "font-weight": 400 }, "")];
    svg.append(...this.stairName);
    this.hit = svg.appendChild(shape("rect", { class: "hit picks" }));
    // A row of pixels for each code and a column for each output; the page makes them as large as the plot.
    this.canvas.classList.add("pixels");
    onHover(this.hit, (event) => this.#hover(event));
    this.hit.addEventListener("click", (event) => this.#pick(event));
    this.table256 = null;
    this.zs = new Float64Array(0);
  }

  themeChanged() { this.table256 = null; this.image = null; this.drawnOf = null; this.#drawLegend(); }

  layout() {
    const { isPhone } = this;
    say(this.hint, isPhone ? "y at z" : this.fullHint);
    this.plot = { left: isPhone ? 0 : 26, right: this.width, top: plotTop(this.model), bottom: this.height - 16 };
    const { left, right, top, bottom } = this.plot;
    this.placeCanvas(left, top, right - left, bottom - top);
    this.rows = Math.max(1, Math.round((bottom - top) * this.sharpness()));
    put(this.frame, { x: left + 0.5, y: top + 0.5, width: right - left - 1, height: bottom - top - 1 });
    put(this.clip, { x: left, y: top, width: right - left, height: bottom - top });
    put(this.hit, { x: left, y: top, width: right - left, height: bottom - top });
    put(this.jName, { x: right, y: bottom + 15 });
    this.domain = null;
    this.outputs = null;
    this.drawnOf = null;
    this.#drawLegend();
  }

  #drawLegend() {
    if (!this.plot) return;
    const info = this.model.get("info");
    this.legend.replaceChildren();
    if (!info || this.isPhone || this.model.get("isProjector")) return;
    const { left, bottom } = this.plot;
    const wide = 76;
    const table = this.table256 ?? (this.table256 = ramp());
    for (let k = 0; k < 19; k += 1) {
      const value = table[Math.round((k / 18) * 255)];
      this.legend.append(shape("rect", { x: left + 10 + k * (wide / 19), y: bottom - 22, width: wide / 19 + 0.5, height: 8, fill: `rgb(${value & 255} ${(value >> 8) & 255} ${(value >> 16) & 255})` }));
    }
    this.legend.append(
      shape("rect", { class: "frame", x: left + 9.5, y: bottom - 22.5, width: wide + 1, height: 9 }),
      shape("text", { x: left + 10, y: bottom - 27, class: "halo" }, "0"),
      shape("text", { x: left + 10 + wide / 1.6, y: bottom - 27, class: "halo middle" }, short(info.shape.amplitude)),
      shape("text", { x: left + 10 + wide / 1.6 + 7 + short(info.shape.amplitude).length * this.small * 0.3, y: bottom - 27, class: "halo" }, "over"));
  }

  draw() {
    const { model } = this;
    const whole = model.get("whole");
    const info = model.get("info");
    const domain = model.get("zDomain");
    if (!whole?.codes || !info || !domain) {
      this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      for (const path of [this.target, this.dead]) put(path, { d: "" });
      say(this.deadName, "");
      return;
    }
    const { left, right, top, bottom } = this.plot;
    const n = whole.network.outputs;
    if (domain !== this.domain) {
      this.domain = domain;
      this.z = (z) => bottom - ((z - domain[0]) / (domain[1] - domain[0])) * (bottom - top);
      const list = this.isPhone ? [] : ticks(domain[0], domain[1], (bottom - top) / 50).filter((z) => this.z(z) < bottom - 2 && this.z(z) > top + 2);
      const labels = repeat(this.labels, "text", list.length, { class: "end" });
      const { labels: words } = ticksOf(list);
      list.forEach((z, k) => { put(labels[k], { x: left - 6, y: Math.round(this.z(z)) + 4.5 }); say(labels[k], words[k]); });
    }
    if (info !== this.info) {
      this.info = info;
      this.#drawLegend();
    }
    if (this.outputs !== n || this.widthOf !== this.width) {
      this.outputs = n;
      this.widthOf = this.width;
      const list = ticks(0, n - 1, (right - left) / (this.isPhone ? 44 : 70)).filter((j) => Number.isInteger(j) && left + ((j + 0.5) / n) * (right - left) < right - 12);
      const labels = repeat(this.bottomLabels, "text", list.length, { class: "middle" });
      list.forEach((j, k) => { put(labels[k], { x: px(left + ((j + 0.5) / n) * (right - left)), y: bottom + 15 }); say(labels[k], String(j)); });
      if (this.isPhone && list.length) put(labels[0], { x: left + 6 });
    }
    const drawn = this.drawnOf;
    if (!drawn || drawn[0] !== whole || drawn[1] !== domain || drawn[2] !== this.table256 || drawn[3] !== this.width || drawn[4] !== this.height) this.#paint(whole, n);
    this.drawnOf = [whole, domain, this.table256, this.width, this.height];
    this.#drawTarget(whole, n);
  }

  #paint(whole, n) {
    // A decoder that no walk serves costs rows · n · units: it gets fewer rows.
    const { network } = whole;
    const isWalk = network.hasOneHiddenLayer && network.hiddenLayer.activation.isPiecewiseLinear;
    const cost = network.decoder.reduce((sum, layer) => sum + layer.outputs * layer.inputs, 0);
    const rows = isWalk ? Math.min(this.rows, 528) : Math.max(40, Math.min(264, Math.floor(1.5e6 / cost)));
    if (this.zs.length !== rows) { this.zs = new Float64Array(rows); this.image = null; }
    const [low, high] = this.domain;
    for (let r = 0; r < rows; r += 1) this.zs[r] = low + ((r + 0.5) / rows) * (high - low);
    if (!this.image || this.image.width !== n || this.image.height !== rows) {
      this.canvas.width = n;
      this.canvas.height = rows;
      this.image = this.context.createImageData(n, rows);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.values = new Float32Array(rows * n);
    }
    const table = this.table256 ?? (this.table256 = ramp());
    const values = decoderMap(network, this.zs, this.values);
    const factor = 255 / (rampEnd * (this.model.get("info").shape.amplitude || 1));
    for (let r = 0; r < rows; r += 1) {
      let to = (rows - 1 - r) * n;
      let from = r * n;
      for (let j = 0; j < n; j += 1, to += 1, from += 1) {
        const k = values[from] * factor + 0.5;
        this.pixels[to] = table[k > 255 ? 255 : k > 0 ? k | 0 : 0];
      }
    }
    this.context.putImageData(this.image, 0, 0);
  }

  #drawTarget(whole, n) {
    const info = this.model.get("info");
    const { left, right, top, bottom } = this.plot;
    const stair = targetStair(info, whole.codes, n);
    const wide = (right - left) / n;
    let path = "";
    let isOpen = false;
    for (let j = 0; j < n; j += 1) {
      if (!Number.isFinite(stair[j])) { isOpen = false; continue; }
      const y = px(Math.max(top - 4, Math.min(bottom + 4, this.z(stair[j]))));
      if (isOpen) path += `V${y}`;
      else path += j === 0 && info.samplesAreSteps && stair.length > 1 && stair[0] > stair[n - 1] ? `M${left} ${top}V${y}` : `M${px(left + j * wide)} ${y}`;
      path += `H${px(left + (j + 1) * wide)}`;
      isOpen = true;
    }
    put(this.target, { d: path });
    this.#nameStair(stair, n, wide);
    this.#crossDead(whole, n, wide);
  }

  /** Dead outputs: found twice a second by the view of errors; here only where that one is not shown. */
  #crossDead(whole, n, wide) {
    const { left, right, top } = this.plot;
    const known = this.model.get("dead");
    const isLive = this.model.get("state")?.status === "running" && this.model.get("looking") === null && !whole.byHand;
    const dead = isLive && known?.length === n ? known : whole.errors().dead;
    let crosses = "";
    const names = [];
    const size = Math.min(2.8, wide * 0.42);
    dead.forEach((isDead, j) => {
      if (!isDead) return;
      names.push(j);
      const [x, y] = [left + (j + 0.5) * wide, top + 9];
      crosses += `M${px(x - size)} ${px(y - size)}l${px(2 * size)} ${px(2 * size)}m0 ${px(-2 * size)}l${px(-2 * size)} ${px(2 * size)}`;
    });
    put(this.dead, { d: crosses });
    const isProjector = this.model.get("isProjector");
    say(this.deadName, isProjector && names.length ? `dead: ${names.length > 6 ? `${names.length} outputs` : names.join(", ")}` : "");
    if (isProjector && names.length) put(this.deadName, { x: px(Math.min(right - 60, left + (names.reduce((a, b) => a + b, 0) / names.length + 0.5) * wide)), y: top - 5 });
  }

  /** On a projector the stair has its name, below it on the left. */
  #nameStair(stair, n, wide) {
    const [line, text] = this.stairName;
    const j = Math.round(n * 0.48);
    const isShown = this.model.get("isProjector") && Number.isFinite(stair[j]) && stair[0] > stair[n - 1];
    say(text, isShown ? "the target’s stair" : "");
    put(line, { d: "" });
    if (!isShown) return;
    const { left, bottom } = this.plot;
    const [x, y] = [left + j * wide, this.z(stair[j])];
    const at = Math.min(bottom - 20, y + 44);
    put(text, { x: px(left + 18), y: px(at) });
    put(line, { d: `M${px(left + 90)} ${px(at - 13)}L${px(x + 2)} ${px(y + 6)}` });
  }

  #at(event) {
    const box = this.el.getBoundingClientRect();
    const factor = this.width / box.width;
    const { left, right, top, bottom } = this.plot;
    const y = (event.clientY - box.top) * factor;
    const x = (event.clientX - box.left) * factor;
    const z = this.domain[0] + ((bottom - y) / (bottom - top)) * (this.domain[1] - this.domain[0]);
    return { z, j: Math.max(0, Math.min(this.outputs - 1, Math.floor(((x - left) / (right - left)) * this.outputs))) };
  }

  #nearest(z) {
    const { codes } = this.model.get("whole");
    let best = 0;
    codes.forEach((code, i) => { if (Math.abs(code - z) < Math.abs(codes[best] - z)) best = i; });
    return best;
  }

  #pick(event) {
    if (!this.domain || !this.model.get("whole")?.codes) return;
    const sample = this.#nearest(this.#at(event).z);
    const picks = [...(this.model.get("picks") ?? [])];
    if (!picks.includes(sample)) {
      picks.push(sample);
      while (picks.length > 4) picks.shift();
    }
    this.model.set("picks", picks);
    this.model.set("theta", sample);
  }

  #hover(event) {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!this.domain || !whole?.codes) return;
    const { z, j } = this.#at(event);
    const sample = this.#nearest(z);
    showCard(event, () => {
      const y = whole.network.decode(z)[j];
      return [`At z = ${figure(z, 3)} output ${outputName(info, j)} is ${figure(y, 3)}.`, `The nearest code is that of ${info.samplesAreSteps ? `θ = ${info.samples.labels[sample]}` : `sample ${info.samples.labels[sample] ?? sample}`}; there ${short(info.samples.targets[sample][j])} is wanted. A click shows its reconstruction.`];
    }, `d${j}-${Math.round(this.z(z) / 3)}`);
  }

  describe() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole?.codes) return "";
    const { dead } = whole.errors();
    const count = dead.filter(Boolean).length;
    const units = whole.network.hiddenLayer.outputs;
    return `The ${whole.network.outputs} outputs of the decoder at epoch ${whole.epoch}, for every code between ${figure(this.domain?.[0] ?? NaN, 3)} and ${figure(this.domain?.[1] ?? NaN, 3)}, made by ${units} units; the amplitude is ${short(info.shape.amplitude)}. ${count === 0 ? "No output is dead." : `${count} ${count === 1 ? "output is" : "outputs are"} dead.`}`;
  }

  table() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole?.codes) return null;
    const n = whole.network.outputs;
    const values = whole.values();
    return {
      columns: ["sample", "code", ...Array.from({ length: n }, (_, j) => info.samples.outputs?.[j] || `y${j}`)],
      rows: Array.from(whole.codes, (z, i) => [info.samples.labels[i] ?? i, z, ...values.subarray(i * n, (i + 1) * n)]),
    };
  }
}

function render(context) { return new Decoder(context); }
return { title, ramp, targetStair, render };
})();

// files/views/confusion.js
const m35 = (() => {
// Classes and the classes that are found for them, as a table of colours: the diagonal is right.

const { showCard } = m22;
const { count, whole: number } = m1;
const { percent } = m16;
const { className } = m24;
const { put, px, repeat, say, shape, ticks } = m31;

/** The drawing, in the view of the errors. */
class Confusion {
  constructor(view) {
    this.view = view;
    this.group = view.svg.appendChild(shape("g"));
    this.cells = this.group.appendChild(shape("g"));
    this.numbers = this.group.appendChild(shape("g"));
    this.rows = this.group.appendChild(shape("g"));
    this.columns = this.group.appendChild(shape("g"));
    this.own = this.group.appendChild(shape("text", { class: "end" }, "class"));
    this.guess = this.group.appendChild(shape("text", { class: "end" }, "found"));
    this.marked = this.group.appendChild(shape("rect", { class: "cell-now" }));
    view.svg.addEventListener("click", (event) => this.#choose(event));
  }

  hide() { this.group.style.display = "none"; this.data = null; }

  /** Draws what `whole.classes()` says. */
  draw(data, outputs) {
    const { view } = this;
    this.group.style.display = "";
    const [left, top] = [44, 24];
    const [wide, high] = [view.width - left - 40, view.height - top - 20];
    const pitch = { x: wide / outputs, y: high / outputs };
    Object.assign(this, { data, outputs, left, top, pitch });
    const used = [];
    const sums = new Array(outputs).fill(0);
    for (let k = 0; k < outputs * outputs; k += 1) sums[Math.floor(k / outputs)] += data.counts[k];
    for (let k = 0; k < outputs * outputs; k += 1) {
      const [row, column] = [Math.floor(k / outputs), k % outputs];
      if (data.counts[k] > 0 || row === column) used.push([row, column, data.counts[k], sums[row] ? data.counts[k] / sums[row] : 0]);
    }
    const cells = repeat(this.cells, "rect", used.length, {});
    const hasNumbers = pitch.x >= 15 && pitch.y >= 11;
    const numbers = repeat(this.numbers, "text", hasNumbers ? used.length : 0, {});
    const gap = Math.min(1, pitch.x / 8, pitch.y / 8);
    used.forEach(([row, column, cases, share], k) => {
      // A single mistake is seen, however many are right.
      const strength = cases === 0 ? 0.06 : row === column ? 0.15 + 0.85 * share : Math.min(1, 0.35 + 1.3 * share);
      put(cells[k], {
        x: px(left + column * pitch.x + gap), y: px(top + row * pitch.y + gap), width: px(Math.max(0.5, pitch.x - 2 * gap)), height: px(Math.max(0.5, pitch.y - 2 * gap)),
        class: row === column ? "out-fill" : "error-fill", "fill-opacity": strength.toFixed(2),
      });
      if (!hasNumbers) return;
      put(numbers[k], { x: px(left + (column + 0.5) * pitch.x), y: px(top + (row + 0.5) * pitch.y + 4), class: `middle ${strength > 0.62 ? "on" : "strong"}` });
      say(numbers[k], cases > 0 ? String(cases) : "");
    });
    const shown = ticks(0, outputs - 1, Math.max(2, Math.min(outputs - 1, high / 18))).filter(Number.isInteger);
    const along = ticks(0, outputs - 1, Math.max(2, Math.min(outputs - 1, wide / 34))).filter(Number.isInteger);
    const rows = repeat(this.rows, "text", shown.length, { class: "end" });
    shown.forEach((c, k) => { put(rows[k], { x: left - 6, y: px(top + (c + 0.5) * pitch.y + 4) }); say(rows[k], String(c)); });
    const columns = repeat(this.columns, "text", along.length, { class: "middle" });
    along.forEach((c, k) => { put(columns[k], { x: px(left + (c + 0.5) * pitch.x), y: view.height - 5 }); say(columns[k], String(c)); });
    put(this.own, { x: left - 18, y: px(top + 0.5 * pitch.y + 4), class: "end axis" });
    put(this.guess, { x: view.width, y: view.height - 5, class: "end axis" });
    const now = this.view.model.get("theta") ?? 0;
    const place = data.found[now] >= 0 ? [this.classes[now], data.found[now]] : null;
    put(this.marked, place ? { x: px(left + place[1] * pitch.x), y: px(top + place[0] * pitch.y), width: px(pitch.x), height: px(pitch.y) } : { width: 0, height: 0 });
  }

  #cell(event) {
    if (!this.data) return null;
    const box = this.view.el.getBoundingClientRect();
    const factor = this.view.width / box.width;
    const column = Math.floor(((event.clientX - box.left) * factor - this.left) / this.pitch.x);
    const row = Math.floor(((event.clientY - box.top) * factor - this.top) / this.pitch.y);
    return row >= 0 && column >= 0 && row < this.outputs && column < this.outputs ? [row, column] : null;
  }

  /** A press shows the first sample of a cell, and each further one the next. */
  #choose(event) {
    const cell = this.#cell(event);
    if (!cell) return;
    const here = [...this.classes.keys()].filter((i) => this.classes[i] === cell[0] && this.data.found[i] === cell[1]);
    if (here.length === 0) return;
    const { model } = this.view;
    model.set("theta", here.find((i) => i > model.get("theta")) ?? here[0]);
  }

  hover(event) {
    const cell = this.#cell(event);
    if (!cell) return;
    const [row, column] = cell;
    const name = (k) => className(this.view.model.get("info"), k);
    showCard(event, () => {
      const cases = this.data.counts[row * this.outputs + column];
      const all = this.classes.filter((own) => own === row).length;
      return [
        row === column ? `Class ${name(row)}: ${number(cases)} of ${count(all, "sample")} found.` : `Class ${name(row)} taken for ${name(column)}: ${number(cases)} of ${count(all, "sample")}.`,
        ...(cases > 0 ? ["A press shows the next of them."] : []),
      ];
    }, `c${row}-${column}`);
  }

  /** "1,402 of 1,437 samples in their class, 97.6 %". */
  static words(data, info, isShort = false) {
    if (isShort) return `${number(data.correct)} of ${number(data.count)}, ${percent(data.correct, data.count)}`;
    const few = data.count < info.shape.samples ? `the first ${number(data.count)} samples` : count(data.count, "sample");
    return `${number(data.correct)} of ${few} in their class, ${percent(data.correct, data.count)}`;
  }

  describe(epoch, info) {
    const { data, outputs } = this;
    const wrong = [];
    data.counts.forEach((cases, k) => { if (cases > 0 && Math.floor(k / outputs) !== k % outputs) wrong.push([cases, Math.floor(k / outputs), k % outputs]); });
    wrong.sort((a, b) => b[0] - a[0]);
    const most = wrong.slice(0, 3).map(([cases, own, guess]) => `class ${className(info, own)} taken for ${className(info, guess)} ${cases === 1 ? "once" : `${cases} times`}`);
    return `At epoch ${epoch}: ${Confusion.words(data, info)}.${most.length ? ` Most often ${most.join(", ")}.` : ""}${data.undecided ? ` For ${count(data.undecided, "sample")} none is found.` : ""}`;
  }

  table() {
    const { data, outputs } = this;
    const names = Array.from({ length: outputs }, (_, j) => j);
    const name = (k) => className(this.view.model.get("info"), k);
    return { columns: ["class", ...names.map((j) => `found ${name(j)}`)], rows: names.map((own) => [name(own), ...names.map((guess) => data.counts[own * outputs + guess])]) };
  }
}
return { Confusion };
})();

// files/views/errors.js
const m36 = (() => {
// The worst error of every output over the samples; outputs that are never above 0 are crossed out.

const { figure, list, rate, short } = m1;
const { percent } = m16;
const { outputName } = m24;
const { onHover, showCard } = m22;
const { Confusion } = m35;
const { put, px, repeat, say, shape, ticks, View } = m31;

const title = "Worst error";

class Errors extends View {
  constructor(context) {
    super(context, { title, hint: "of each output j", rate: 2, keys: "change:whole change:info" });
    this.model.on("change:theta", () => { if (this.confusion?.data) this.invalidate(); });
    const { svg } = this;
    this.lines = svg.appendChild(shape("g"));
    this.labels = svg.appendChild(shape("g"));
    this.bars = svg.appendChild(shape("path", { class: "error-fill" }));
    this.crossed = svg.appendChild(shape("path", { class: "error-line" }));
    this.deadLabels = svg.appendChild(shape("g"));
    this.bottomLabels = svg.appendChild(shape("g"));
    this.confusion = new Confusion(this);
    onHover(this.el, (event) => this.#hover(event));
  }

  /** Data with classes: how many are found, instead of errors of outputs, which are no errors there. */
  #drawClasses(whole, info) {
    const { confusion } = this;
    for (const group of [this.lines, this.labels, this.deadLabels, this.bottomLabels]) group.replaceChildren();
    for (const path of [this.bars, this.crossed]) put(path, { d: "" });
    this.data = null;
    this.model.set("dead", null);
    confusion.classes = info.samples.classes;
    confusion.draw(whole.classes(), whole.network.outputs);
    this.drawn = { epoch: whole.epoch, info };
    say(this.caption.querySelector("b"), "Classes");
    const test = this.model.get("looking") === null && whole.epoch === info.summary?.epochs ? info.summary.test?.classification : null;
    say(this.hint, `${Confusion.words(confusion.data, info, this.isPhone)}${test ? `; test ${percent(test.correct, test.samples ?? info.summary.test.samples)}` : ""}`);
  }

  layout() {
    const isGeneral = this.model.get("isGeneral");
    this.plot = { left: 26, right: this.width, top: 34, bottom: this.height - (isGeneral ? 18 : 2) };
  }

  draw() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole || !info) { put(this.bars, { d: "" }); put(this.crossed, { d: "" }); repeat(this.deadLabels, "text", 0); return; }
    if (info.samples.classes) { this.#drawClasses(whole, info); return; }
    this.confusion.hide();
    say(this.caption.querySelector("b"), "Worst error");
    say(this.hint, "of each output j");
    const { worst, dead } = whole.errors();
    this.data = { worst, dead, epoch: whole.epoch };
    this.model.set("dead", dead);
    const { left, right, top, bottom } = this.plot;
    let most = 0;
    for (const error of worst) if (Number.isFinite(error) && error > most) most = error;
    const amplitude = info.shape.amplitude || 1;
    // The axis ends at the amplitude, or where the errors do: small errors are seen too.
    const high = most > amplitude * 1.02 ? most : most > amplitude * 0.3 ? amplitude : most || 1;
    const y = (error) => bottom - (Math.min(Number.isFinite(error) ? error : high, high) / high) * (bottom - top);
    const marks = most > amplitude * 0.3 && most <= amplitude * 1.02 ? [0, amplitude] : ticks(0, high, 2);
    const lines = repeat(this.lines, "line", marks.length, { class: "grid" });
    const labels = repeat(this.labels, "text", marks.length, { class: "end" });
    marks.forEach((mark, k) => {
      const at = Math.round(y(mark)) + 0.5;
      put(lines[k], { x1: left, x2: right, y1: at, y2: at });
      put(labels[k], { x: left - 6, y: Math.min(at + 4, this.height) });
      say(labels[k], mark !== 0 && mark < 1e-3 ? rate(mark) : short(mark, 2));
    });
    const n = worst.length;
    const wide = (right - left) / n;
    const gap = wide > 5 ? 1 : wide > 3 ? 0.6 : 0.2;
    let bars = ""; let crossed = "";
    const deadList = [];
    for (let j = 0; j < n; j += 1) {
      const x = left + j * wide;
      const at = y(worst[j]);
      if (dead[j]) {
        deadList.push(j);
        crossed += `M${px(x + gap)} ${px(bottom)}V${px(at)}H${px(x + wide - gap)}V${px(bottom)}ZL${px(x + wide - gap)} ${px(at)}`;
      } else bars += `M${px(x + gap)} ${px(bottom)}V${px(at)}H${px(x + wide - gap)}V${px(bottom)}Z`;
    }
    put(this.bars, { d: bars });
    put(this.crossed, { d: crossed });
    this.#nameDead(deadList, left, wide, right);
    const marksX = this.model.get("isGeneral") ? ticks(0, n - 1, (right - left) / 60).filter(Number.isInteger) : [];
    const texts = repeat(this.bottomLabels, "text", marksX.length, { class: "middle" });
    marksX.forEach((j, k) => { put(texts[k], { x: px(left + (j + 0.5) * wide), y: bottom + 15 }); say(texts[k], this.#nameOf(info, j, wide)); });
  }

  /** The name of an output where its bar has room for it, else its number. */
  #nameOf(info, j, wide) {
    const name = outputName(info, j);
    return name.length * this.small * 0.56 < wide - 6 ? name : String(j);
  }

  /** Dead outputs are named in groups that lie together. */
  #nameDead(dead, left, wide, right) {
    const groups = [];
    for (const j of dead) {
      const last = groups[groups.length - 1];
      if (last && (j - last[last.length - 1]) * wide < this.small * 3.4) last.push(j); else groups.push([j]);
    }
    const names = groups.map((group) => group.length > 3 ? `${group.length} outputs dead` : `${group.join(", ")} dead`);
    // Counts of parts would read like numbers of outputs: with many dead there is one count.
    const isLong = names.join("  ").length * this.small * 0.56 > right - left || (groups.length > 1 && groups.some((group) => group.length > 3));
    const texts = repeat(this.deadLabels, "text", isLong ? 1 : groups.length, { class: "error middle" });
    if (isLong) {
      say(texts[0], `${dead.length} of ${this.data.worst.length} outputs dead`);
      put(texts[0], { x: right, y: this.plot.top - 7, class: "error end" });
      return;
    }
    let free = left;
    groups.forEach((group, k) => {
      const centre = left + ((group[0] + group[group.length - 1] + 1) / 2) * wide;
      const half = names[k].length * this.small * 0.28;
      const x = Math.max(free + half, Math.min(right - half, centre));
      free = x + half + this.small;
      put(texts[k], { x: px(x), y: this.plot.top - 7, class: "error middle" });
      say(texts[k], names[k]);
    });
  }

  #hover(event) {
    if (this.confusion.data) { this.confusion.hover(event); return; }
    if (!this.data) return;
    const box = this.el.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * this.width;
    const { worst, dead } = this.data;
    const j = Math.floor((x - this.plot.left) / ((this.plot.right - this.plot.left) / worst.length));
    if (j < 0 || j >= worst.length) return;
    showCard(event, () => [
      `Output ${outputName(this.model.get("info"), j)}: worst error ${figure(worst[j])} over all samples.`,
      ...(dead[j] ? ["Its sum is at most 0 at every sample: it is dead, and no error reaches its weights."] : []),
    ], `e${j}`);
  }

  describe() {
    if (this.confusion.data) return this.confusion.describe(this.drawn.epoch, this.drawn.info);
    if (!this.data) return "";
    const { worst, dead, epoch } = this.data;
    const info = this.model.get("info");
    let at = 0;
    worst.forEach((error, j) => { if (error > worst[at]) at = j; });
    const names = dead.map((isDead, j) => (isDead ? outputName(info, j) : null)).filter((name) => name !== null);
    return `The worst error at epoch ${epoch} is ${figure(worst[at])}, at output ${outputName(info, at)}.${names.length ? ` Dead: ${names.length === 1 ? "output" : "outputs"} ${list(names)}.` : ""}`;
  }

  table() {
    if (this.confusion.data) return this.confusion.table();
    return this.data && { columns: ["output", "worst error", "dead"], rows: Array.from(this.data.worst, (error, j) => [outputName(this.model.get("info"), j), error, this.data.dead[j] ? "yes" : "no"]) };
  }
}

function render(context) { return new Errors(context); }
return { title, render };
})();

// files/views/gaps.js
const m37 = (() => {
// The gaps between neighbouring codes, from the least to the greatest: full where a kink lies in one.

const { gapCounts } = m11;
const { put, px, repeat, say, shape, View } = m31;

const title = "Kinks";

class Gaps extends View {
  constructor(context) {
    super(context, { title, hint: "in the gaps between codes", rate: 2, keys: "change:point change:info" });
    this.empty = this.svg.appendChild(shape("path", { class: "cell" }));
    this.full = this.svg.appendChild(shape("path", { class: "cell-on" }));
    this.numbers = this.svg.appendChild(shape("g"));
    this.notes = [0, 1].map(() => this.svg.appendChild(shape("text", {}, "")));
  }

  layout() { this.count = -1; }

  #grid(count) {
    this.count = count;
    const high = this.height - 26 - 34;
    let side = 26;
    const fits = (s) => Math.floor((this.width + 2) / s) * Math.floor((high + 3) / s) >= count;
    while (side > 4 && !fits(side)) side -= 0.25;
    if (side > 18 && this.width < 260) side = 18;
    this.side = side;
    this.columns = Math.max(1, Math.floor((this.width + 2) / side));
    const cell = side > 9 ? side - 2.5 : side - 1;
    this.cell = cell;
    const radius = Math.min(3, cell / 5);
    const paths = [];
    this.path = (k) => (paths[k] ??= cellPath(k));
    const cellPath = (k) => {
      const x = (k % this.columns) * side + 0.5;
      const y = 24 + Math.floor(k / this.columns) * side;
      return `M${px(x + radius)} ${px(y)}h${px(cell - 2 * radius)}q${radius} 0 ${radius} ${radius}v${px(cell - 2 * radius)}q0 ${radius} ${-radius} ${radius}h${px(2 * radius - cell)}q${-radius} 0 ${-radius} ${-radius}v${px(2 * radius - cell)}q0 ${-radius} ${radius} ${-radius}z`;
    };
    const rows = Math.ceil(count / this.columns);
    const y = 24 + rows * side + 14;
    const lines = this.width > 190 ? ["gaps between neighbouring codes,", "from the least code to the greatest"] : ["gaps of neighbouring", "codes, least first"];
    this.notes.forEach((note, k) => { put(note, { x: 0, y: px(y + k * this.small * 1.35) }); say(note, lines[k]); });
  }

  draw() {
    const point = this.model.get("point");
    if (!point?.codes) return;
    const gaps = gapCounts(point.codes, point.kinks);
    const { counts } = gaps;
    this.gaps = gaps;
    if (counts.length !== this.count) this.#grid(counts.length);
    let empty = ""; let full = ""; let held = 0;
    const many = [];
    counts.forEach((count, k) => {
      if (count === 0) { empty += this.path(k); return; }
      full += this.path(k);
      held += 1;
      if (count > 1) many.push(k);
    });
    put(this.empty, { d: empty });
    put(this.full, { d: full });
    const isWide = this.cell >= 11;
    const texts = repeat(this.numbers, "text", isWide ? many.length : 0, { class: "cell-text" });
    if (isWide) {
      many.forEach((k, at) => {
        put(texts[at], { x: px((k % this.columns) * this.side + this.cell / 2 + 0.5), y: px(24 + Math.floor(k / this.columns) * this.side + this.cell / 2 + 4) });
        say(texts[at], String(counts[k]));
      });
    }
    const text = `${held} of ${counts.length} gaps ${held === 1 ? "holds" : "hold"} one`;
    if (this.hint.textContent !== text) say(this.hint, text);
  }

  describe() {
    if (!this.gaps) return "";
    const { counts, below, above } = this.gaps;
    const held = counts.filter((count) => count > 0).length;
    return `${held} of the ${counts.length} gaps between neighbouring codes hold a kink; ${below} kinks lie below all codes and ${above} above.`;
  }

  table() {
    if (!this.gaps) return null;
    const { counts, sorted } = this.gaps;
    return { columns: ["gap", "from", "to", "kinks"], rows: Array.from(counts, (count, k) => [k, sorted[k], sorted[k + 1], count]) };
  }
}

function render(context) { return new Gaps(context); }
return { title, render };
})();

// files/controls/by-hand.js
const m38 = (() => {
// A weight or a kink moved by hand: only while nothing trains. The run stays as it was; letting go makes a fork.

const { activation, Network } = m11;
const { makeWhole } = m17;
const { act } = m0;

/** Whether numbers may be moved by hand now: a sentence why not, or null. */
function whyNot(model) {
  if (model.get("isNotebook")) return "Numbers are moved by hand on the live page: heaviside studio.";
  if (!model.get("source")?.isLive) return "A file that replays a run cannot train.";
  if (model.get("state")?.status === "running") return "Pause the run first: numbers are moved by hand while nothing trains.";
  if (!model.get("whole")) return "The weights have not arrived yet.";
  return null;
}

/** The mean squared error over all samples and outputs. */
function meanSquare(whole, info) {
  const values = whole.values();
  const { targets } = info.samples;
  const { outputs } = whole.network;
  let sum = 0;
  targets.forEach((target, i) => {
    for (let j = 0; j < outputs; j += 1) sum += (values[i * outputs + j] - target[j]) ** 2;
  });
  return sum / (targets.length * outputs);
}

/** One number of the network under the hand. */
class HandEdit {
  /** The loss at each value that was passed: [value, loss]. */
  passed = [];

  /**
   * @param {object} place {layer, row, column}: column is a number, or "bias"
   */
  constructor(model, place) {
    this.model = model;
    this.place = place;
    this.info = model.get("info");
    this.before = { whole: model.get("whole"), point: model.get("point") };
    const layers = this.before.whole.network.layers.map((layer, l) => (l === place.layer
      ? { ...layer, weight: layer.weight.slice(), bias: layer.bias?.slice() ?? null, activation: activation(layer.activation.name) } : layer));
    this.network = new Network(layers);
    this.from = this.#value();
    this.to = this.from;
    this.lossBefore = meanSquare(this.before.whole, this.info);
    this.passed.push([this.from, this.lossBefore]);
  }

  #value() {
    const { layer, row, column } = this.place;
    const one = this.network.layers[layer];
    return column === "bias" ? one.bias[row] : one.weight[row * one.inputs + column];
  }

  /** Moves the number, and everything that shows it. */
  move(to) {
    const { layer, row, column } = this.place;
    const one = this.network.layers[layer];
    this.to = one.type === "F32" ? Math.fround(to) : to;
    if (column === "bias") one.bias[row] = this.to; else one.weight[row * one.inputs + column] = this.to;
    const whole = makeWhole(this.network, this.before.whole.epoch, this.info);
    this.loss = meanSquare(whole, this.info);
    this.passed.push([this.to, this.loss]);
    if (this.passed.length > 400) this.passed = this.passed.filter((_, k) => k % 2 === 0);
    this.model.set("whole", whole);
    const kinks = this.network.kinks();
    this.model.set("point", {
      ...this.before.point, codes: whole.codes, kinks: kinks?.positions ?? null, sides: kinks?.sides ?? null,
      w1: this.network.encoder.length === 1 ? Float64Array.from(this.network.layers[0].weight) : null, byHand: true,
    });
  }

  /** Puts it back. */
  cancel() {
    this.model.set("whole", this.before.whole);
    this.model.set("point", this.before.point);
  }

  /** Lets go: the server forks the run with this number, and the fork is opened. */
  async end() {
    if (Object.is(this.to, this.from)) { this.cancel(); return; }
    const at = this.model.get("looking") ?? this.model.get("now").epoch;
    const answer = await act(this.model, { act: "edit", at, value: { ...this.place, to: this.to } });
    this.cancel();
    if (answer?.run) {
      this.model.set("notice", { text: `A fork with ${this.place.column === "bias" ? "a bias" : "a weight"} moved by hand, from epoch ${at}; the run itself stays as it was.` });
      this.model.emit("open-run", answer.run);
    }
  }
}

/**
 * Lets a person drag numbers of a view.
 *
 * @param {object} view
 * @param {Element} element takes the pointer
 * @param {{pick: (x: number, y: number) => object | null, valueAt: (edit: HandEdit, x: number, y: number) => number,
 *   draw: (edit: HandEdit | null, x: number, y: number) => void}} how in units of the view
 */
function letDrag(view, element, { pick, valueAt, draw }) {
  const { model } = view;
  const at = (event) => {
    const box = view.el.getBoundingClientRect();
    const factor = view.width / box.width;
    return [(event.clientX - box.left) * factor, (event.clientY - box.top) * factor];
  };
  // A finger scrolls, unless it takes hold of something that may be moved now.
  element.addEventListener("touchstart", (event) => {
    if (event.touches.length === 1 && !whyNot(model) && pick(...at(event.touches[0]))) event.preventDefault();
  }, { passive: false });
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const place = pick(...at(event));
    if (!place) return;
    const reason = whyNot(model);
    if (reason && event.pointerType === "touch") return;
    if (reason) {
      model.set("notice", { text: reason });
      return;
    }
    event.preventDefault();
    let edit = null;
    const start = at(event);
    element.setPointerCapture(event.pointerId);
    const move = (next) => {
      const [x, y] = at(next);
      if (!edit) {
        if (Math.hypot(x - start[0], y - start[1]) < 3) return;
        edit = new HandEdit(model, place);
        view.hand = edit;
      }
      edit.move(valueAt(edit, x, y));
      draw(edit, x, y);
    };
    const stop = () => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", back);
      removeEventListener("keydown", key, true);
      view.hand = null;
      draw(null);
    };
    const up = () => {
      const done = edit;
      stop();
      done?.end();
    };
    const back = () => {
      edit?.cancel();
      stop();
    };
    const key = (pressed) => {
      if (pressed.key !== "Escape") return;
      pressed.preventDefault();
      pressed.stopPropagation();
      back();
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", back);
    addEventListener("keydown", key, true);
  });
}
return { whyNot, meanSquare, HandEdit, letDrag };
})();

// files/views/kinks.js
const m39 = (() => {
// World lines: where each code and each kink was, epoch by epoch. The past is painted once and shifted.

const { figure, list, whole } = m1;
const { letDrag } = m38;
const { onHover, showCard } = m22;
const { maths } = m23;
const { colours, pixels, plotTop, put, px, repeat, say, shape, View } = m31;
const { LastSeen } = m32;

const title = "Kinks among the codes";

class Kinks extends View {
  constructor(context) {
    super(context, {
      title: "… among the codes", hint: "", hasCanvas: true,
      keys: "change:point change:theta change:zDomain change:looking change:events trail change:run change:state",
    });
    const { svg } = this;
    this.under = shape("svg", { "aria-hidden": "true" });
    this.el.insertBefore(this.under, this.canvas);
    this.lines = this.under.appendChild(shape("g"));
    this.epochs = svg.appendChild(shape("g"));
    this.end = svg.appendChild(shape("text", { class: "strong end" }, ""));
    this.codeTicks = svg.appendChild(shape("path", { class: "code-line" }));
    this.triangles = svg.appendChild(shape("path", { class: "kink-fill" }));
    this.labels = svg.appendChild(shape("g"));
    this.outside = [svg.appendChild(shape("text", { class: "kink halo" })), svg.appendChild(shape("text", { class: "kink halo" }))];
    this.ghost = svg.appendChild(shape("path", { class: "ghost" }));
    this.along = svg.appendChild(shape("path", { class: "loss-along" }));
    this.said = svg.appendChild(shape("text", { class: "strong halo end" }, ""));
    this.grasp = svg.appendChild(shape("rect", { class: "hit" }));
    letDrag(this, this.grasp, {
      pick: (x, y) => {
        const k = this.#near(y)[0]?.[1];
        const layer = this.model.get("whole")?.network.codeLayer + 1;
        return k === undefined || !this.model.get("whole").network.hiddenLayer?.bias ? null : { layer, row: k, column: "bias" };
      },
      valueAt: (edit, x, y) => -this.#weight(edit) * this.#zAt(y),
      draw: (edit) => this.#drawHand(edit),
    });
    this.ink = this.context;
    onHover(this.el, (event) => this.#hover(event));
    this.painted = null;
    this.seen = new LastSeen();
  }

  themeChanged() { this.painted = null; }

  layout() {
    this.caption.querySelector("b").textContent = this.model.get("isProjector") ? "Kinks" : "… among the codes";
    const gutter = this.isPhone ? this.width : Math.min(42, this.width * 0.22);
    this.plot = { left: 0, right: this.width - gutter, top: plotTop(this.model), bottom: this.height - 16 };
    const { right, top, bottom } = this.plot;
    this.canvas.style.display = this.isPhone ? "none" : "";
    if (!this.isPhone) {
      this.fitCanvas(0, top, Math.max(10, right), bottom - top);
    }
    put(this.grasp, { x: right, y: top, width: gutter, height: bottom - top });
    this.outside.forEach((text, k) => put(text, { x: px(right + 19), y: k === 0 ? top + 9 : bottom - 2 }));
    this.marksOf = null;
    this.painted = null;
  }

  draw() {
    const { model } = this;
    const point = model.get("point");
    const domain = model.get("zDomain");
    if (!point?.codes || !domain) {
      this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      for (const path of [this.codeTicks, this.triangles]) put(path, { d: "" });
      this.seen.forget();
      repeat(this.labels, "text", 0);
      this.outside.forEach((text) => say(text, ""));
      return;
    }
    const { top, bottom } = this.plot;
    this.domain = domain;
    this.z = (z) => bottom - ((z - domain[0]) / (domain[1] - domain[0])) * (bottom - top);
    if (!this.isPhone) {
      this.#window(Math.max(point.epoch, 1));
      this.trail = model.get("trail");
      this.#paint(model.get("trail"), model.get("theta") ?? 0);
    }
    this.#present(point);
  }

  /** The stretch of epochs that is shown: a decade up to the present, on a logarithmic axis. */
  #window(now) {
    const decades = 1;
    this.now = now;
    this.perDecade = this.plot.right / decades;
    this.from = now / 10 ** decades;
    this.x = (epoch) => this.plot.right - Math.log10(now / Math.max(epoch, 1e-9)) * this.perDecade;
    // All marks move with the present alike: they stand in groups that are shifted.
    const shift = Math.round(this.plot.right - Math.log10(now) * this.perDecade);
    put(this.lines, { transform: `translate(${shift} 0)` });
    put(this.epochs, { transform: `translate(${shift} 0)` });
    const shown = this.#marks(now);
    const key = `${shown.join()} ${this.width} ${this.height}`;
    if (key !== this.marksOf) {
      this.marksOf = key;
      const lines = repeat(this.lines, "line", shown.length, { class: "grid" });
      const labels = repeat(this.epochs, "text", shown.length, { class: "middle" });
      const { top, bottom } = this.plot;
      shown.forEach((epoch, k) => {
        const x = Math.round(Math.log10(epoch) * this.perDecade);
        put(lines[k], { x1: x, x2: x, y1: top, y2: bottom });
        put(labels[k], { x, y: bottom + 15 });
        say(labels[k], whole(epoch));
      });
    }
    const isNow = this.model.get("looking") === null;
    put(this.end, { x: this.plot.right + (isNow ? 40 : 22), y: this.plot.bottom + 15 });
    say(this.end, isNow ? "now" : "");
    const since = Math.max(1, Math.ceil(this.from));
    const rounded = Number(since.toPrecision(since > 100 ? 2 : 1));
    const text = this.model.get("state")?.epochs === 0 ? "written down" : `since ${whole(Math.max(1, rounded))}`;
    if (this.hint.textContent !== text) say(this.hint, text);
  }

  /** The epochs that have room for their names. */
  #marks(now) {
    const shown = [];
    let last = -Infinity;
    for (let ten = 10 ** Math.floor(Math.log10(Math.max(this.from, 1))); ten <= now; ten *= 10) {
      for (const factor of [1, 2, 3, 5]) {
        const epoch = factor * ten;
        const x = this.x(epoch);
        if (epoch < 1 || x <= 16 || x >= this.plot.right - 34 || x - last < whole(epoch).length * this.small * 0.56 + 3) continue;
        last = x;
        shown.push(epoch);
      }
    }
    return shown;
  }

  #paint(trail, theta) {
    const { canvas, ink } = this;
    const columns = trail.columns;
    const key = `${this.domain[0]} ${this.domain[1]} ${theta} ${trail.version} ${canvas.width} ${this.#strong().join()}`;
    const painted = this.painted;
    const pixels = this.perDecade * this.scale;
    const head = Math.log10(this.now) * pixels;
    const canShift = painted && painted.key === key && head >= painted.head && head - painted.head < canvas.width / 2;
    if (canShift) {
      const shift = Math.floor(head - painted.head);
      // Less than a pixel is no news; and to shift a picture is to paint all of it, so that every other frame has to do.
      const now = performance.now();
      if (shift < 1) return;
      if (this.isLive() && now - this.paintedAt < 50) { this.#lookOnceMore(); return; }
      this.paintedAt = now;
      ink.globalCompositeOperation = "copy";
      ink.drawImage(canvas, -shift, 0);
      ink.globalCompositeOperation = "source-over";
      painted.head += shift;
      const start = Math.max(0, columns.findLastIndex((column) => column.epoch <= painted.epoch));
      const fresh = columns.slice(start).filter((column) => column.epoch <= this.now);
      if (fresh.length > 1) this.#stroke(fresh, painted.head, pixels, theta);
      painted.epoch = fresh[fresh.length - 1]?.epoch ?? painted.epoch;
    } else {
      ink.clearRect(0, 0, canvas.width, canvas.height);
      let fresh = trail.between(this.from, this.now);
      // What was never trained has always been where it is.
      if (fresh.length === 1) fresh = [{ ...fresh[0], epoch: this.from }, { ...fresh[0], epoch: this.now }];
      if (fresh.length > 100) {
        const every = fresh.length / 90;
        const kept = [];
        for (let at = 0; at < fresh.length; at += every) kept.push(fresh[Math.floor(at)]);
        if (kept[kept.length - 1] !== fresh[fresh.length - 1]) kept.push(fresh[fresh.length - 1]);
        fresh = kept;
      }
      this.#stroke(fresh, head, pixels, theta);
      this.painted = { key, head, epoch: fresh[fresh.length - 1]?.epoch ?? 0 };
    }
  }

  /**
   * The units whose lines are drawn thick: those of the newest events, else those that moved most across codes. Chosen
   * at most once a second while epochs pass: with another choice the whole past is painted anew.
   */
  #strong() {
    const now = performance.now();
    const looking = this.model.get("looking");
    const known = this.chosen;
    if (known && known.run === this.model.get("run") && known.looking === looking && now - known.at < (looking === null ? 1000 : 100)) return known.units;
    this.chosen = { at: now, run: this.model.get("run"), looking, units: this.#choose() };
    return this.chosen.units;
  }

  #choose() {
    const units = [];
    for (const event of this.model.get("events") ?? []) {
      if (units.length === 3 || event.epoch < this.from) break;
      if (event.epoch > this.now) continue;
      const unit = event.subject?.unit;
      if (/kink/i.test(event.kind) && Number.isInteger(unit) && !units.includes(unit)) units.push(unit);
    }
    return units.length ? units : this.#movers();
  }

  /** The two kinks that moved farthest in the picture, if that is more than a seventh of it. */
  #movers() {
    const columns = this.trail?.between(this.from, this.now) ?? [];
    if (columns.length < 3) return [];
    const [low, high] = this.domain;
    const last = columns[columns.length - 1];
    const [mostFirst, mostLast] = [columns[0], last].map((column) => column.codes.reduce((most, z) => Math.max(most, z), -Infinity));
    const spans = [];
    for (let k = 0; k < last.kinks.length; k += 1) {
      let least = Infinity; let most = -Infinity; let isInside = true;
      for (const { kinks } of columns) {
        const z = kinks[k];
        if (!(z >= low && z <= high)) { isInside = false; break; }
        if (z < least) least = z;
        if (z > most) most = z;
      }
      // Kinks that go with the greatest code only show how that one moves.
      const isEdge = last.kinks[k] >= mostLast || columns[0].kinks[k] >= mostFirst;
      if (isInside && !isEdge && most - least > (high - low) / 7) spans.push([most - least, k]);
    }
    return spans.sort((a, b) => b[0] - a[0]).slice(0, 2).map(([, k]) => k);
  }

  #stroke(columns, head, pixels, theta) {
    if (columns.length < 2) return;
    const { canvas, ink } = this;
    const palette = colours();
    const high = canvas.height;
    const factor = high / (this.domain[1] - this.domain[0]);
    const right = canvas.width;
    const xs = columns.map((column) => right - head + Math.log10(Math.max(column.epoch, 1e-9)) * pixels);
    const strong = new Set(this.#strong());
    const low = this.domain[0];
    const one = (key, index, isOpen) => {
      let isDown = false;
      for (let c = 0; c < columns.length; c += 1) {
        const z = columns[c][key][index];
        const y = high - (z - low) * factor;
        if (!(y > -high && y < 2 * high)) { isDown = false; continue; }
        // A kink that passes infinity comes back on the other side: no line joins the two.
        if (isOpen && isDown && Math.abs(z - columns[c - 1][key][index]) > 0.5 * (this.domain[1] - low)) isDown = false;
        if (isDown) ink.lineTo(xs[c], y); else ink.moveTo(xs[c], y);
        isDown = true;
      }
    };
    const codes = columns[0].codes.length;
    const units = columns[0].kinks.length;
    const thin = this.scale * (units > 80 ? 0.6 : 0.9);
    ink.lineJoin = "round";
    ink.lineCap = "butt";
    ink.strokeStyle = palette.code;
    ink.globalAlpha = units > 80 ? 0.34 : 0.5;
    ink.lineWidth = thin;
    ink.beginPath();
    for (let i = 0; i < codes; i += 1) if (i !== theta) one("codes", i, false);
    ink.stroke();
    ink.strokeStyle = palette.kink;
    ink.globalAlpha = units > 80 ? 0.5 : 0.62;
    ink.lineWidth = this.scale * (units > 80 ? 0.8 : 1.1);
    ink.beginPath();
    for (let k = 0; k < units; k += 1) if (!strong.has(k)) one("kinks", k, true);
    ink.stroke();
    ink.globalAlpha = 1;
    ink.strokeStyle = palette.code;
    ink.lineWidth = 2 * this.scale;
    ink.beginPath();
    if (theta < codes) one("codes", theta, false);
    ink.stroke();
    ink.strokeStyle = palette.kink;
    ink.lineWidth = 2.6 * this.scale;
    ink.beginPath();
    for (const k of strong) if (k < units) one("kinks", k, true);
    ink.stroke();
  }

  /** The codes' ticks, the kinks' triangles and their labels beside the newest column. */
  #present(point) {
    const { top, bottom, right } = this.plot;
    const isProjector = this.model.get("isProjector");
    const tickX = this.isPhone ? 2 : right + 3;
    const x = this.isPhone ? this.width - 11 : right + 12;
    const size = isProjector ? 4.2 : 3.8;
    const [codes, kinks] = [point.codes.length, point.kinks.length];
    const heights = this.heights?.length === codes + kinks ? this.heights : this.heights = new Float64Array(codes + kinks);
    const shown = [];
    let below = 0; let above = 0; let none = 0;
    for (let i = 0; i < codes; i += 1) {
      const y = this.z(point.codes[i]);
      heights[i] = y >= top && y <= bottom ? y : NaN;
    }
    for (let k = 0; k < kinks; k += 1) {
      heights[codes + k] = NaN;
      const kink = point.kinks[k];
      if (!Number.isFinite(kink)) { none += 1; continue; }
      const y = this.z(kink);
      if (y > bottom) { below += 1; continue; }
      if (y < top) { above += 1; continue; }
      shown.push([y, k]);
      // A unit that turns round looks the other way where it is.
      heights[codes + k] = point.sides[k] > 0 ? y : -y;
    }
    if (this.seen.hasChanged(heights, `${x} ${tickX} ${size}`, this.leastMove())) {
      const [begin, end] = [`M${pixels(tickX)} `, `h${this.isPhone ? 6 : 5.5}`];
      let dashes = "";
      for (let i = 0; i < codes; i += 1) if (heights[i] === heights[i]) dashes += begin + pixels(heights[i]) + end;
      put(this.codeTicks, { d: dashes });
      const up = [`M${px(x - size)} `, `h${2 * size}l${-size} ${px(-1.6 * size)}z`];
      const down = [`M${px(x + size)} `, `h${-2 * size}l${size} ${px(1.6 * size)}z`];
      let triangles = "";
      for (const [y, k] of shown) {
        triangles += point.sides[k] > 0 ? up[0] + pixels(y + size * 0.8) + up[1] : down[0] + pixels(y - size * 0.8) + down[1];
      }
      put(this.triangles, { d: triangles });
    }
    this.counts = { below, above, none };
    // What lies outside is counted at the ends, beside the triangles that are still inside.
    say(this.outside[0], above && !this.isPhone ? `↑ ${above}` : "");
    say(this.outside[1], below && !this.isPhone ? `↓ ${below}` : "");
    const now = performance.now();
    if (this.isLive() && now - this.labelledAt < 240) {
      this.#lookOnceMore();
      return;
    }
    this.labelledAt = now;
    this.#label(shown, x + size + 3, [...(above ? [top + 5] : []), ...(below ? [bottom - 6] : [])]);
  }

  /** A last look where no frame follows. */
  #lookOnceMore() { this.labelTimer ||= setTimeout(() => { this.labelTimer = 0; this.invalidate(); }, 250); }

  #label(shown, x, used) {
    shown.sort((a, b) => a[0] - b[0]);
    const strong = new Set(this.isPhone ? [] : this.#strong());
    const clusters = [];
    const near = this.small * 0.62;
    for (const [y, k] of shown) {
      const last = clusters[clusters.length - 1];
      if (!strong.has(k) && last && !last.isStrong && y - last.high < near) {
        last.units.push(k);
        last.high = y;
      } else clusters.push({ units: [k], low: y, high: y, isStrong: strong.has(k) });
    }
    // Strong units have the first choice of places; then the largest clusters; single ones where there is room.
    const order = clusters
      .map((cluster) => ({ ...cluster, y: (cluster.low + cluster.high) / 2 }))
      .sort((a, b) => (b.isStrong - a.isStrong) || b.units.length - a.units.length || a.low - b.low);
    const taken = [...used];
    const chosen = [];
    for (const cluster of order) {
      const many = cluster.units.length > 1;
      if (chosen.length >= 14) break;
      let { y } = cluster;
      if (cluster.isStrong) {
        const hit = taken.find((other) => Math.abs(other - y) < this.small);
        if (hit !== undefined) y = hit + (y >= hit ? 1 : -1) * this.small;
      }
      if (taken.some((other) => Math.abs(other - y) < this.small - 0.5)) continue;
      taken.push(y);
      chosen.push({ y, text: many ? `×${cluster.units.length}` : String(cluster.units[0]), isStrong: cluster.isStrong || many });
    }
    if (this.isPhone) {
      // Many kinks at one place are counted above their triangles, where nothing else stands.
      const many = clusters.filter((cluster, k) => cluster.units.length >= 5 && cluster.low - (clusters[k - 1]?.high ?? -Infinity) > this.small * 1.6).slice(0, 3);
      const labels = repeat(this.labels, "text", 1 + many.length, { class: "kink middle" });
      many.forEach((cluster, k) => {
        put(labels[k + 1], { x: px(this.width), y: px(cluster.low - 6), class: "kink end halo", "font-weight": 600 });
        say(labels[k + 1], `×${cluster.units.length}`);
      });
      put(labels[0], { x: px(this.width - 20), y: this.plot.bottom + 15, class: "kink middle" });
      say(labels[0], "kinks");
      return;
    }
    const labels = repeat(this.labels, "text", chosen.length, {});
    chosen.forEach(({ y, text, isStrong }, at) => {
      put(labels[at], { x: px(x), y: Math.round(y + this.small * 0.36), class: "kink", "font-weight": isStrong ? 600 : 400 });
      say(labels[at], text);
    });
  }

  /** The kinks near a height, nearest first: [distance, unit]. */
  #near(y) {
    const point = this.model.get("point");
    const near = [];
    if (!this.z || !point?.kinks) return near;
    point.kinks.forEach((kink, k) => {
      const distance = Math.abs(this.z(kink) - y);
      if (distance < 6) near.push([distance, k]);
    });
    return near.sort((a, b) => a[0] - b[0]);
  }

  #zAt(y) {
    const { top, bottom } = this.plot;
    return this.domain[0] + ((bottom - y) / (bottom - top)) * (this.domain[1] - this.domain[0]);
  }

  #weight(edit) { return edit.network.layers[edit.place.layer].weight[edit.place.row]; }

  /** The ghost where the kink was, the loss along the way, and both numbers. */
  #drawHand(edit) {
    if (!edit) {
      for (const path of [this.ghost, this.along]) put(path, { d: "" });
      say(this.said, "");
      return;
    }
    const w = this.#weight(edit);
    const y = (bias) => this.z(-bias / w);
    const x = this.plot.right;
    const was = px(y(edit.from));
    put(this.ghost, { d: `M${x + 8} ${was - 3}h8l-4 7zM${x - 60} ${was}h66` });
    const along = [...edit.passed].sort((a, b) => a[0] - b[0]);
    const losses = along.map(([, loss]) => loss);
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    const side = (loss) => x - 8 - (high > low ? ((loss - low) / (high - low)) * 48 : 0);
    put(this.along, { d: along.map(([bias, loss], k) => `${k ? "L" : "M"}${px(side(loss))} ${px(y(bias))}`).join("") });
    say(this.said, `unit ${edit.place.row}: loss ${figure(edit.lossBefore)} → ${figure(edit.loss)}`);
    put(this.said, { x: x - 4, y: px(Math.max(this.plot.top + 14, y(edit.to) - 8)) });
  }

  #hover(event) {
    const point = this.model.get("point");
    const whole = this.model.get("whole");
    if (!point?.kinks || !this.z) return;
    const box = this.el.getBoundingClientRect();
    const factor = this.width / box.width;
    const x = (event.clientX - box.left) * factor;
    const y = (event.clientY - box.top) * factor;
    if (x < this.plot.right) return;
    const near = this.#near(y);
    if (near.length === 0 || this.hand) return;
    const k = near[0][1];
    showCard(event, () => {
      const parts = [maths("kink", ["−", `frac b_${k} w_${k}`, "=", figure(point.kinks[k])])];
      parts.push(`Unit ${k} is on for the codes ${point.sides[k] > 0 ? "above" : "below"} its kink.`);
      const others = near.slice(1, 7).map(([, other]) => other);
      if (others.length) parts.push(`Beside it: ${others.length === 1 ? "unit" : "units"} ${list(others)}.`);
      const layer = whole?.network.hiddenLayer;
      if (layer) parts.push(`w = ${figure(layer.weight[k])}, b = ${figure(layer.bias ? layer.bias[k] : 0)}`);
      return parts;
    }, `kink${k}`);
  }

  describe() {
    const point = this.model.get("point");
    if (!point?.codes || !this.counts) return "";
    const inside = point.kinks.length - this.counts.below - this.counts.above - this.counts.none;
    return `${inside} of ${point.kinks.length} kinks lie where the codes are, at epoch ${point.epoch}; ${this.counts.below} lie below the picture and ${this.counts.above} above. Triangles up: on above the kink; down: on below.`;
  }

  table() {
    const point = this.model.get("point");
    if (!point?.kinks) return null;
    return { columns: ["unit", "kink", "on"], rows: Array.from(point.kinks, (kink, k) => [k, kink, point.sides[k] > 0 ? "above" : point.sides[k] < 0 ? "below" : "–"]) };
  }
}

function render(context) { return new Kinks(context); }
return { title, render };
})();

// files/views/event-kinds.js
const m40 = (() => {
// Kinds of events: their roles, their signs, and the few words that stand on the loss.

const { shape } = m31;

/** The role of a kind: whose colour and form it has. */
function roleOf(kind) {
  if (kind === "codeFolds") return "code";
  if (/^(unit|kink)/.test(kind)) return "kink";
  if (/^output/.test(kind)) return "out";
  if (kind === "rate") return "mark";
  if (kind === "diverged" || kind === "refuted") return "error";
  return "ink";
}

const signs = {
  codeFolds: [["path", { d: "M2 4c2 2 3 9 5 9s4-10 7-11", class: "role-code" }]],
  kinkPasses: [["path", { d: "M1 8h14", class: "role-code" }], ["path", { d: "M2 13L14 3", class: "role-kink" }]],
  kinkMeets: [["path", { d: "M1 8h14", class: "role-code" }], ["path", { d: "M2 13L14 3", class: "role-kink" }]],
  unit: [["circle", { cx: 8, cy: 8, r: 5, class: "role-kink" }], ["circle", { cx: 8, cy: 8, r: 1, class: "role-kink" }]],
  unitSleeps: [["circle", { cx: 8, cy: 8, r: 5, class: "role-kink", "stroke-dasharray": "2.500 2" }]],
  unitTurns: [["path", { d: "M3 11a5.500 5.500 0 1 1 3 2.500M6 10.500v3.200H2.800", class: "role-kink" }]],
  unitsDie: [["path", { d: "M4 4l8 8M12 4l-8 8", class: "role-kink" }]],
  output: [["circle", { cx: 8, cy: 8, r: 5, class: "role-out" }], ["circle", { cx: 8, cy: 8, r: 1, class: "role-out" }]],
  outputSleeps: [["circle", { cx: 8, cy: 8, r: 5, class: "role-out", "stroke-dasharray": "2.500 2" }]],
  rate: [["path", { d: "M2 12h5V5h7", class: "role-mark" }]],
  diverged: [["path", { d: "M2 13c5 0 7-3 8-11M12 3l2 2M14 3l-2 2", class: "role-error" }]],
  goal: [["path", { d: "M4 14V2l8 3-8 3", class: "role-ink" }]],
  sameBits: [["path", { d: "M3 6h10M3 10h10", class: "role-ink" }]],
  proved: [["path", { d: "M3 8.600l3.400 3.400L13 4.600", class: "role-ink" }]],
  refuted: [["path", { d: "M4 4l8 8M12 4l-8 8", class: "role-error" }]],
};

/** The sign of a kind, 16 units a side. */
function signOf(kind) {
  const list = signs[kind] ?? (/^unit/.test(kind) ? signs.unit : /^output/.test(kind) ? signs.output : signs.goal);
  const svg = shape("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", fill: "none", "stroke-width": 1.8, "stroke-linecap": "round", "stroke-linejoin": "round" });
  for (const [name, attributes] of list) svg.append(shape(name, attributes));
  return svg;
}

/**
 * Events as marks on the loss, newest first: those of one kind that lie within `room` pixels of each other are one.
 *
 * @returns {{epoch: number, role: string, label: string, events: object[]}[]}
 */
function markGroups(events, info, x, room) {
  const rising = [...(events ?? [])].filter((event) => event.kind !== "earlier").sort((a, b) => a.epoch - b.epoch);
  const groups = [];
  const newest = new Map();
  for (const event of rising) {
    const family = familyOf(event.kind);
    const last = newest.get(family);
    if (last && Math.abs(x(last.epoch) - x(event.epoch)) < (family === "unitWakes" ? 6 : 2) * room) last.events.push(event);
    else {
      const group = { epoch: event.epoch, family, role: roleOf(event.kind), events: [event] };
      groups.push(group);
      newest.set(family, group);
    }
  }
  for (const group of groups) group.label = labelOf(group);
  return groups.sort((a, b) => weight(b) - weight(a) || b.epoch - a.epoch);
}

function familyOf(kind) {
  if (kind === "kinkPasses" || kind === "kinkMeets") return "kinks";
  if (kind === "unitBlinks") return "unitWakes";
  return kind;
}

/** What is rare and of consequence has the first choice of places. */
function weight(group) {
  return { diverged: 9, refuted: 8, proved: 8, goal: 8, sameBits: 8, codeFolds: 7, rate: 6, outputWakes: 5, outputSleeps: 5, unitsDie: 5, unitWakes: 4, kinks: 3 }[group.family] ?? 2;
}

function labelOf({ family, events }) {
  const distinct = (key) => [...new Set(events.map((event) => event.subject?.[key]).filter((value) => value !== undefined && value !== null))];
  const names = (list, noun) => (list.length === 1 ? `${noun} ${list[0]}` : list.length < 4 ? `${noun}s ${list.join(", ")}` : `${list.length} ${noun}s`);
  const units = distinct("unit");
  const outputs = distinct("output");
  const noun = /^unit/.test(family) ? units : /^output/.test(family) ? outputs : null;
  // An event of several units or outputs at once says in its title how many.
  if (noun && noun.length === 0 && family !== "unitsDie") return plain(events[0].title);
  if (family === "kinks" && units.length === 0) return plain(events[0].title);
  const s = (list) => (list.length === 1 ? "s" : "");
  switch (family) {
    case "codeFolds": return "code folds";
    case "unitWakes": return units.length ? `${names(units, "unit")} wake${s(units)}` : events[0].title;
    case "unitSleeps": return `${names(units, "unit")} sleep${s(units)}`;
    case "unitTurns": return `${names(units, "unit")} turn${s(units)}`;
    case "unitsDie": {
      const [who] = events[0].title.split(/ (?:is|are) /);
      return `${who} ${who.startsWith("1 ") ? "dies" : "die"}`;
    }
    case "kinks": return units.length < 4 ? `${units.join(", ")} cross${units.length === 1 ? "es" : ""} codes` : `${units.length} kinks cross codes`;
    case "outputWakes": return `${names(outputs, "output")} wake${s(outputs)}`;
    case "outputSleeps": return `${names(outputs, "output")} sleep${s(outputs)}`;
    case "rate": return events[events.length - 1].title.toLowerCase();
    case "diverged": return "diverged";
    case "goal": return "goal";
    case "sameBits": return "same bits";
    default: return plain(events[0].title);
  }
}

/** The first words of a title, as the middle of a sentence. */
function plain(title) {
  const words = title.charAt(0).toLowerCase() + title.slice(1);
  return words.length > 30 ? `${words.slice(0, 29).replace(/\s\S*$/, "")} …` : words;
}
return { roleOf, signOf, markGroups };
})();

// files/views/loss.js
const m41 = (() => {
// The loss of every epoch on logarithmic axes, with the events on it; the line of the present is the way back.

const { figure, tick, whole } = m1;
const { onHover, showCard } = m22;
const { direct } = m5;
const { markGroups } = m40;
const { colours, onDrag, put, px, repeat, say, shape, View } = m31;

const title = "Loss";

class Loss extends View {
  constructor(context) {
    super(context, {
      title, hint: "every epoch, log–log; drag the line to go back", rate: 10, hasCanvas: true,
      keys: "change:exactLoss change:history history change:now change:looking change:events change:info change:state change:isProjector",
    });
    const { svg } = this;
    this.svg.removeAttribute("aria-hidden");
    this.svg.setAttribute("role", "presentation");
    this.lines = shape("g");
    this.under = shape("svg", { "aria-hidden": "true" });
    this.el.insertBefore(this.under, this.canvas);
    this.window = this.under.appendChild(shape("rect", { class: "window" }));
    this.under.append(this.lines);
    this.windowEnd = this.under.appendChild(shape("line", { class: "grid" }));
    this.labels = svg.appendChild(shape("g"));
    this.bottomLabels = svg.appendChild(shape("g"));
    this.ends = [0, 1].map(() => svg.appendChild(shape("text", {}, "")));
    this.track = svg.appendChild(shape("g"));
    this.past = this.track.appendChild(shape("rect", { class: "past", rx: 3, height: 6 }));
    this.future = this.track.appendChild(shape("rect", { class: "future", rx: 3, height: 6 }));
    this.saved = this.track.appendChild(shape("path", { stroke: "var(--surface)", "stroke-width": 2 }));
    this.hit = svg.appendChild(shape("rect", { class: "hit goes" }));
    this.marks = svg.appendChild(shape("g"));
    this.present = svg.appendChild(shape("line", { class: "axis-line", "stroke-dasharray": "2 3" }));
    this.line = svg.appendChild(shape("line", { class: "playhead" }));
    this.value = svg.appendChild(shape("text", { class: "strong t15 halo" }, ""));
    this.handle = svg.appendChild(shape("g", { class: "goes", role: "slider", tabindex: "0", "aria-label": "Epoch shown" }));
    this.handle.append(shape("circle", { class: "halo-disc", r: 18 }), shape("circle", { class: "ring", r: 13 }), shape("circle", { class: "knob", r: 7.5 }), shape("path", { class: "grip", d: "M-2-2.800v5.600M2-2.800v5.600" }));
    this.el.tabIndex = -1;
    const move = (event) => {
      const box = this.el.getBoundingClientRect();
      this.#goTo(this.#epochAt(((event.clientX - box.left) / box.width) * this.width, true));
    };
    for (const part of [this.hit, this.handle]) onDrag(part, move, { begin: () => { this.handle.classList.add("held"); this.handle.focus({ preventScroll: true }); return Boolean(this.x); }, end: () => this.handle.classList.remove("held") });
    this.handle.addEventListener("keydown", (event) => this.#key(event));
    onHover(this.hit, (event) => this.#hover(event));
    this.yDomain = null;
  }

  themeChanged() { this.painted = null; }

  layout() {
    say(this.hint, this.isPhone ? "log–log; drag to go back" : this.fullHint);
    const bottom = this.height - 36;
    this.plot = { left: this.isPhone ? 20 : 30, right: this.width, top: 22, bottom, track: this.height - 26, foot: this.height - 3 };
    const { left, right, top } = this.plot;
    this.fitCanvas(left, top, right - left, bottom - top);
    put(this.under, { width: this.width, height: this.height });
    put(this.hit, { x: left, y: top, width: right - left, height: this.height - top });
    this.axisKey = null;
    this.painted = null;
  }

  draw(time) {
    const { model } = this;
    const history = model.get("history");
    const state = model.get("state");
    const now = model.get("now");
    const info = model.get("info");
    if (!history || !state || !now || !info) { this.#empty(); return; }
    if (history.isEmpty && !(state.epochs > 0)) {
      this.#empty();
      say(this.ends[0], this.isPhone ? "Written down, not trained: no epochs." : "This network was written down, not trained: there are no epochs.");
      put(this.ends[0], { x: this.plot.left, y: this.plot.top + 14, class: "t12" });
      return;
    }
    for (const part of [this.handle, this.track, this.line]) part.style.display = "";
    this.#axes(history, Math.max(state.epochs ?? 0, now.epoch, 1));
    this.#paint(history, now.epoch, time);
    this.#playhead(history, state, now, info, time);
    // Marks move only with the axes: while epochs pass, once a second is enough to place their labels.
    const isPassing = state.status === "running" && this.model.get("looking") === null && this.markedOn === this.axisKey && !direct.isHeld;
    if (isPassing && time - this.markedAt < 980) {
      this.markTimer ||= setTimeout(() => { this.markTimer = 0; this.invalidate(); }, 1000);
      return;
    }
    this.markedAt = time;
    this.markedOn = this.axisKey;
    this.#mark(history, now);
  }

  #empty() {
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.painted = null;
    this.axisKey = null;
    this.x = null;
    for (const group of [this.marks, this.labels, this.bottomLabels, this.lines]) group.replaceChildren();
    for (const part of [this.handle, this.track, this.line, this.present, this.window, this.windowEnd]) part.style.display = "none";
    for (const text of [this.value, ...this.ends]) say(text, "");
  }

  #axes(history, epochs) {
    const end = niceAbove(Math.max(epochs, 2));
    let [low, high] = history.range();
    if (!Number.isFinite(low)) [low, high] = [1, 10];
    const present = this.yDomain;
    const wanted = [niceBelow(low), niceAbove(high, 1.05)];
    if (!present || wanted[0] < present[0] || wanted[1] > present[1] || wanted[0] > present[0] * 2.1 || wanted[1] < present[1] / 2.1) this.yDomain = wanted;
    const key = `${end} ${this.yDomain} ${this.width} ${this.height}`;
    if (key === this.axisKey) return;
    this.axisKey = key;
    this.painted = null;
    this.end = end;
    const { left, right, top, bottom, foot } = this.plot;
    const decades = Math.log10(end);
    this.x = (epoch) => left + (Math.log10(Math.max(epoch, 1)) / decades) * (right - left);
    const [a, b] = this.yDomain.map(Math.log10);
    this.y = (loss) => bottom - ((Math.log10(Math.max(loss, 1e-300)) - a) / (b - a)) * (bottom - top);
    const values = logTicks(this.yDomain, Math.max(2, Math.floor((bottom - top) / (this.small * 1.5))));
    const lines = repeat(this.lines, "line", values.length, { class: "grid" });
    const labels = repeat(this.labels, "text", values.length, { class: "end" });
    values.forEach((value, k) => {
      const y = Math.round(this.y(value)) + 0.5;
      put(lines[k], { x1: left, x2: right, y1: y, y2: y });
      put(labels[k], { x: left - 6, y: y + 4 });
      say(labels[k], tick(value));
    });
    const marks = [];
    for (let ten = 1; ten <= end * 1.0001; ten *= 10) marks.push(ten);
    // The end has its name; the power of ten before it, where there is room for both.
    if (marks[marks.length - 1] < end / 1.9) {
      if (right - this.x(marks[marks.length - 1]) < whole(end).length * this.small * 0.9) marks.pop();
      marks.push(end);
    }
    const every = this.isPhone ? 2 : 1;
    const shown = marks.filter((epoch, k) => k % every === 0);
    const names = repeat(this.bottomLabels, "text", shown.length, {});
    shown.forEach((epoch, k) => {
      const x = this.x(epoch);
      put(names[k], { x: k === 0 ? left : Math.min(right, px(x)), y: foot, class: k === 0 ? "" : x > right - 24 ? "end" : "middle" });
      say(names[k], k === 0 ? "epoch 1" : whole(epoch));
    });
  }

  #paint(history, until, time) {
    const buckets = history.buckets;
    const last = buckets[buckets.length - 1];
    const key = `${buckets.length} ${last?.[2]} ${until}`;
    const painted = this.painted;
    if (key === painted?.key && history === painted.history) return;
    // The newest epochs are painted as soon as the line is a pixel longer, or four times a second.
    if (this.model.get("state").status === "running" && painted?.history === history && until >= painted.until && this.x(until) - this.x(painted.until) < 1 && time - painted.time < 240) return;
    const { context, scale } = this;
    const { left, top } = this.plot;
    const palette = colours();
    context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    // What was painted stays, but for the newest buckets, which change; the join is at a pixel of the screen.
    let from = 0;
    let edge = left;
    if (painted?.history === history) {
      from = Math.max(0, history.index(Math.min(painted.until, history.changedFrom)) - 6);
      edge = left + Math.floor((this.x(buckets[from]?.[0] ?? 1) - left) * scale) / scale;
    }
    if (from === 0) edge = left;
    this.painted = { key, history, until, time };
    history.changedFrom = Infinity;
    context.clearRect(edge, top, left + this.canvasBox.width - edge, this.canvasBox.height);
    if (buckets.length === 0) return;
    context.save();
    context.beginPath();
    context.rect(edge, top, left + this.canvasBox.width - edge, this.canvasBox.height);
    context.clip();
    this.#line(from === 0 ? buckets : buckets.slice(Math.max(0, from - 4)), until, context, palette);
    context.restore();
  }

  #line(buckets, until, context, palette) {
    // The band from the least to the greatest loss of each bucket, then the line of their last losses.
    context.fillStyle = palette.ink;
    context.globalAlpha = 0.28;
    context.beginPath();
    let open = false;
    for (const [epoch, , , , greatest] of buckets) {
      if (!Number.isFinite(greatest)) continue;
      const [x, y] = [this.x(epoch), this.y(greatest)];
      if (open) context.lineTo(x, y); else context.moveTo(x, y);
      open = true;
    }
    for (let k = buckets.length - 1; k >= 0; k -= 1) {
      if (Number.isFinite(buckets[k][3])) context.lineTo(this.x(buckets[k][0]), this.y(buckets[k][3]));
    }
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = palette.ink;
    context.lineWidth = this.model.get("isProjector") ? 2 : 1.8;
    context.lineJoin = "round";
    context.beginPath();
    open = false;
    buckets.forEach(([epoch, first, end], k) => {
      if (Number.isFinite(first)) {
        const [x, y] = [this.x(epoch), this.y(first)];
        if (open) context.lineTo(x, y); else context.moveTo(x, y);
        open = true;
      } else open = false;
      const next = buckets[k + 1]?.[0] ?? Math.max(until, epoch);
      if (Number.isFinite(end) && next > epoch + (k + 1 < buckets.length ? 1 : 0)) context.lineTo(this.x(k + 1 < buckets.length ? next - 1 : next), this.y(end));
    });
    context.stroke();
  }

  #playhead(history, state, now, info, time) {
    const { left, right, top, bottom, track } = this.plot;
    const looking = this.model.get("looking");
    const shown = looking ?? now.epoch;
    const exact = this.model.get("exactLoss");
    const loss = looking === null ? now.loss : exact?.epoch === looking && exact.run === this.model.get("run") ? exact.loss : history.loss(looking);
    this.shown = shown;
    // Half a pixel is the least move that shows.
    const [x, nowX] = [shown, now.epoch].map((epoch) => Math.round(2 * this.x(epoch)) / 2);
    put(this.line, { x1: px(x), x2: px(x), y1: top - 2, y2: track });
    put(this.handle, { transform: `translate(${px(x)} ${track + 3})` });
    // Figures change four times a second: faster ones cannot be read.
    const isSpoken = direct.isHeld || looking !== null || state.status !== "running" || !(time - this.spokenAt < 240);
    if (isSpoken) {
      this.spokenAt = time;
      put(this.handle, { "aria-valuemin": 0, "aria-valuemax": now.epoch, "aria-valuenow": shown,
      "aria-valuetext": `epoch ${whole(shown)}, loss ${figure(loss)}${looking === null ? "" : ", looking back"}` });
    }
    this.handle.style.display = history.isEmpty ? "none" : "";
    this.line.style.display = history.isEmpty ? "none" : "";
    put(this.past, { x: left, y: track, width: Math.max(0, px(nowX - left)) });
    put(this.future, { x: px(nowX), y: track, width: Math.max(0, px(right - nowX)) });
    const ticks = (info.snapshots ?? []).filter((epoch) => epoch > 1 && epoch < now.epoch);
    let d = ""; let before = -Infinity;
    for (const epoch of ticks) {
      const at = px(this.x(epoch));
      if (at - before < 8) continue;
      before = at;
      d += `M${at} ${track - 0.5}v7`;
    }
    put(this.saved, { d });
    this.present.style.display = looking === null ? "none" : "";
    if (looking !== null) put(this.present, { x1: px(nowX), x2: px(nowX), y1: top, y2: track });
    const endX = this.x(state.epochs || now.epoch);
    const isOpen = endX > nowX + 1;
    this.window.style.display = isOpen ? "" : "none";
    this.windowEnd.style.display = isOpen ? "" : "none";
    put(this.window, { x: px(nowX), y: top, width: Math.max(0, px(endX - nowX)), height: bottom - top });
    put(this.windowEnd, { x1: Math.round(endX) + 0.5, x2: Math.round(endX) + 0.5, y1: top, y2: bottom });
    const hasRoom = isOpen && right - endX > this.small * 4.6 && endX - nowX > 4 && !this.isPhone;
    say(this.ends[0], hasRoom ? "ends at" : "");
    say(this.ends[1], hasRoom ? whole(state.epochs) : "");
    this.ends.forEach((text, k) => put(text, { class: "", x: px(endX + 5), y: top + 12 + k * this.small * 1.25 }));
    // The value stands beside the line, at the side and the height where it covers no curve.
    const wide = this.small * 5.2;
    const isLeft = x > right - wide - 12;
    if (isSpoken) say(this.value, history.isEmpty ? "" : state.status === "diverged" && looking === null && !Number.isFinite(loss) ? "∞" : figure(loss));
    const y = this.y(Number.isFinite(loss) && loss > 0 ? loss : this.yDomain[1]);
    const isEarly = looking !== null;
    let at = y - 12;
    if (isLeft || isEarly) at = y < (top + bottom) / 2 ? y + 30 : y - 16;
    at = Math.max(top + 16, Math.min(bottom - 6, at));
    put(this.value, { x: Math.round(x + (isLeft ? -10 : 9)), y: Math.round(at), class: `strong t15 halo${isLeft ? " end" : ""}` });
    this.value.style.display = this.isPhone ? "none" : "";
    this.valueBox = [isLeft ? x - wide - 10 : x + 6, at - 16, isLeft ? x : x + wide, at + 5];
  }

  /** Marks of the events, labelled where there is room. */
  #mark(history, now) {
    const { left, right, top, bottom } = this.plot;
    const events = this.model.get("events");
    if (this.groupsOf?.[0] !== events || this.groupsOf[1] !== this.axisKey) {
      this.groupsOf = [events, this.axisKey];
      this.groups = markGroups(events, this.model.get("info"), (epoch) => this.x(epoch), this.isPhone ? 6 : 9);
    }
    const groups = this.groups.filter((group) => group.epoch <= now.epoch).slice(0, 12);
    const nodes = repeat(this.marks, "g", groups.length, { class: "event-mark" });
    const taken = this.isPhone ? [] : [this.valueBox];
    if (this.ends[0].textContent) taken.push([this.x(this.model.get("state").epochs), top, right, top + 30]);
    const crosses = (box) => taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
    const line = (box) => {
      let hits = 0;
      for (let part = 0; part <= 8; part += 1) {
        const x = box[0] + (part / 8) * (box[2] - box[0]);
        const epoch = 10 ** (((x - left) / (right - left)) * Math.log10(this.end));
        if (epoch > now.epoch) continue;
        const y = this.y(history.loss(epoch));
        if (y > box[1] - 4 && y < box[3] + 3) hits += 1;
      }
      return hits;
    };
    const playX = this.x(this.shown);
    // Circles first: no label lies on another's circle.
    const points = groups.map((group) => [this.x(group.epoch), this.y(history.loss(group.epoch) || 1)]);
    for (const [x, y] of points) taken.push([x - 4, y - 4, x + 4, y + 4]);
    groups.forEach((group, k) => {
      const node = nodes[k];
      if (!node.firstChild) node.append(shape("line"), shape("circle", { r: 3.6 }), shape("text", { class: "halo" }), shape("title"));
      const [stem, circle, text, name] = node.children;
      const [x, y] = points[k];
      put(circle, { cx: px(x), cy: px(y), class: `role-${group.role}` });
      say(name, group.events.slice(0, 12).map((event) => `${event.title}, epoch ${whole(event.epoch)}`).join("\n"));
      node.onclick = () => this.model.emit("choose-event", group.events[0]);
      const wide = group.label.length * this.small * 0.535 + 4;
      const high = this.small + 2;
      let best = null;
      const offsets = this.isPhone ? [] : [-20, -32, -46, -60, -74, 20, 32, 44];
      for (const offset of offsets) {
        for (const side of [-1, 1]) {
          const by = y + offset;
          const box = side < 0 ? [x - wide - 4, by - high / 2, x - 2, by + high / 2] : [x + 2, by - high / 2, x + wide + 4, by + high / 2];
          if (box[0] < left + 2 || box[2] > right || box[1] < top - 3 || box[3] > bottom + 3 || crosses(box)) continue;
          // The stem must cross no label either.
          const stemBox = [x - 1.5, Math.min(y, by) - 2, x + 1.5, Math.max(y, by) + 2];
          const own = [x - 4, y - 4, x + 4, y + 4];
          if (taken.some((other) => other[0] !== own[0] && stemBox[0] < other[2] && stemBox[2] > other[0] && stemBox[1] < other[3] && stemBox[3] > other[1] && (other[2] - other[0] > 9))) continue;
          if (playX > box[0] - 3 && playX < box[2] + 3) continue;
          const cost = line(box) * 40 + Math.abs(offset) * 0.5 + (offset > 0 ? 6 : 0) + (side > 0 ? 2 : 0);
          if (!best || cost < best.cost) best = { cost, box, side, by };
        }
      }
      if (best && best.cost < 80) {
        taken.push(best.box);
        say(text, group.label);
        put(text, { x: px(x + best.side * 5), y: px(best.by + this.small * 0.36), class: `halo ${group.role === "ink" ? "strong" : group.role}${best.side < 0 ? " end" : ""}` });
        put(stem, { x1: px(x), x2: px(x), y1: px(best.by < y ? best.by - 5 : best.by + 5), y2: px(best.by < y ? y - 4 : y + 4), class: `role-${group.role}` });
        stem.style.display = "";
      } else {
        say(text, "");
        stem.style.display = "none";
      }
    });
  }

  #epochAt(x, isSnapping) {
    const { left, right } = this.plot;
    const part = (x - left) / (right - left);
    const epoch = part < -0.004 ? 0 : 10 ** (Math.max(0, Math.min(1, part)) * Math.log10(this.end));
    if (isSnapping) {
      const near = (this.model.get("info")?.snapshots ?? []).find((one) => one > 0 && Math.abs(this.x(one) - x) < 2.5);
      if (near !== undefined) return near;
    }
    return Math.round(epoch);
  }

  #goTo(epoch) { this.model.emit("look", epoch >= this.model.get("now").epoch ? null : epoch); }

  #key(event) {
    const now = this.model.get("now").epoch;
    const shown = this.shown ?? now;
    const step = Math.max(1, Math.round(shown * 0.0116)) * (event.shiftKey ? 10 : 1);
    let next = null;
    if (["ArrowRight", "ArrowUp"].includes(event.key)) next = shown + step;
    else if (["ArrowLeft", "ArrowDown"].includes(event.key)) next = shown - step;
    else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = now;
    else if (event.key === "PageUp" || event.key === "PageDown") {
      const saved = this.model.get("info")?.snapshots ?? [];
      next = event.key === "PageUp" ? saved.find((epoch) => epoch > shown) ?? now : saved.findLast((epoch) => epoch < shown) ?? 0;
    }
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.#goTo(Math.max(0, next));
  }

  #hover(event) {
    const history = this.model.get("history");
    if (!this.x || !history || event.buttons) return;
    const box = this.el.getBoundingClientRect();
    const epoch = this.#epochAt(((event.clientX - box.left) / box.width) * this.width, false);
    if (epoch > this.model.get("now").epoch) return;
    showCard(event, () => [`Epoch ${whole(epoch)}: loss ${figure(history.loss(epoch))}`, `rate ${figure(history.rate(epoch), 3)}`], `l${Math.round(this.x(epoch))}`);
  }

  describe() {
    const history = this.model.get("history");
    const now = this.model.get("now");
    if (!history) return "";
    if (history.isEmpty) return this.model.get("state")?.epochs > 0 ? "No epoch is done yet." : "This network was written down, not trained: it has 0 epochs.";
    const [low, high] = history.range();
    return `The loss over ${whole(now.epoch)} epochs lies between ${figure(low)} and ${figure(high)}; it is ${figure(now.loss)} now. ${this.model.get("events").length} events are marked.`;
  }

  table() {
    const history = this.model.get("history");
    return history && { columns: ["first epoch", "first loss", "last loss", "least", "greatest"], rows: history.buckets };
  }
}

function niceAbove(value, room = 1.15) {
  const ten = 10 ** Math.floor(Math.log10(value * room));
  return [1, 2, 5, 10].map((factor) => factor * ten).find((nice) => nice >= value * room * 0.9999);
}

function niceBelow(value) {
  const ten = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [5, 2, 1].map((factor) => factor * ten).find((nice) => nice <= value * 1.0001) ?? ten;
}

function logTicks([low, high], most) {
  const list = [];
  const decades = Math.log10(high / low);
  const factors = decades * 3 <= most ? [1, 2, 5] : decades * 2 <= most ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil(decades / most));
  for (let exponent = Math.floor(Math.log10(low) + 1e-9); 10 ** exponent <= high * 1.0001; exponent += 1) {
    if (factors.length === 1 && ((exponent % every) + every) % every !== 0) continue;
    for (const factor of factors) {
      const value = Number((factor * 10 ** exponent).toPrecision(3));
      if (value >= low * 0.9999 && value <= high * 1.0001) list.push(value);
    }
  }
  return list;
}

function render(context) { return new Loss(context); }
return { title, render };
})();

// files/views/obstacles.js
const m42 = (() => {
// What stands in the way: at most three sentences, renewed only when they change.

const { html } = m31;

/** Fills the box, and the one line on a phone. Null says that nothing is known of the epoch that is shown. */
function showObstacles(model, { box, phone }) {
  let before = null;
  const draw = () => {
    const known = model.get("obstacles");
    const sentences = (known ?? []).slice(0, 3);
    const isGeneral = Boolean(model.get("isGeneral"));
    box.closest("section").hidden = isGeneral && sentences.length === 0;
    const hasRun = Boolean(model.get("info"));
    const words = !hasRun ? "" : known ? "None of the usual obstacles: no dead outputs, no gap without a kink, no fold of the code."
      : model.get("source")?.isLive ? "…" : "Known of the last epoch alone.";
    const key = `${sentences.join("\n")} ${words} ${model.get("run")}`;
    if (key === before) return;
    before = key;
    box.replaceChildren(...sentences.map((sentence) => html("p", {}, sentence)));
    if (sentences.length === 0 && words) box.append(html("p", { className: "muted" }, words));
    phone.textContent = sentences[0] ?? "";
  };
  model.on("change:obstacles change:info change:isGeneral", draw);
}
return { showObstacles };
})();

// files/views/class-rows.js
const m43 = (() => {
// Samples of data with classes: the share or the output of every class as bars, the sample's own class, and the one found.

const { figure } = m1;
const { classFound, hasLogits, sharesOf } = m16;
const { className } = m24;
const { put, px, say, shape } = m31;

/** What a sample's outputs say: {own, found, bars, most}; bars are shares where the outputs are logits. */
function verdictOf(whole, info, sample) {
  const outputs = whole.network.output(info.samples.signals[sample]);
  const bars = hasLogits(info) ? sharesOf(outputs) : Array.from(outputs);
  return { own: info.samples.classes[sample], found: classFound(outputs), bars, most: hasLogits(info) ? 1 : Math.max(1, ...bars.filter(Number.isFinite)) };
}

/** "class 3, taken for 5". */
function classWords({ own, found }, info) {
  const [mine, other] = [own, found].map((k) => className(info, k));
  return found < 0 ? `class ${mine}, none found: an output is NaN` : found === own ? `class ${mine}, found` : `class ${mine}, taken for ${other}`;
}

/** The same with numbers, for a card or a reader. */
function classSentence(whole, info, sample) {
  const verdict = verdictOf(whole, info, sample);
  const { own, found, bars } = verdict;
  const what = hasLogits(info) ? "share" : "output";
  const rest = found >= 0 && found !== own ? `, that of ${className(info, found)} is ${figure(bars[found], 3)}` : "";
  return `${classWords(verdict, info)}; the ${what} of its own is ${figure(bars[own], 3)}${rest}`;
}

/** Draws one sample into a group of the view of reconstructions. */
function drawClassRow(group, box, sample, isNow, isWide, whole, info) {
  if (!group.firstChild || !group.querySelector(".out-fill")) {
    group.replaceChildren(shape("rect", { class: "hit" }), shape("line", { class: "grid" }), shape("path", { class: "context-fill" }), shape("path", { class: "out-fill" }), shape("path", { class: "error-fill" }), shape("path", { class: "kink-own" }), shape("text", {}), shape("text", {}));
  }
  const [hit, zero, others, right, wrong, mark, name, words] = group.children;
  put(group, { "data-sample": sample });
  const verdict = verdictOf(whole, info, sample);
  const { own, found, bars, most } = verdict;
  const [left, width] = [box.left, box.right - box.left];
  const [top, bottom] = [box.top, box.bottom - 7];
  const pitch = width / bars.length;
  const gap = Math.min(1.5, pitch / 6);
  const bar = (j) => {
    const high = Math.max(0, Math.min(1, Number.isFinite(bars[j]) ? bars[j] / most : 0)) * (bottom - top);
    return high > 0.3 ? `M${px(left + j * pitch + gap)} ${px(bottom)}V${px(bottom - high)}H${px(left + (j + 1) * pitch - gap)}V${px(bottom)}Z` : "";
  };
  put(hit, { x: left - 4, y: top - 26, width: width + 8, height: box.bottom - top + 30 });
  put(zero, { x1: left, x2: box.right, y1: Math.round(bottom) + 0.5, y2: Math.round(bottom) + 0.5 });
  put(others, { d: bars.map((_, j) => (j === own || j === found ? "" : bar(j))).join("") });
  put(right, { d: bar(own) });
  put(wrong, { d: found >= 0 && found !== own ? bar(found) : "" });
  // The sample's own class has a form, too: a triangle below its bar.
  const x = left + (own + 0.5) * pitch;
  put(mark, { d: `M${px(x)} ${px(bottom + 2)}l3.500 5h-7z`, class: "ink-fill" });
  say(name, `${info.samplesAreSteps ? "θ = " : isWide ? "sample " : ""}${info.samples.labels[sample] ?? info.samples.indices[sample]}`);
  const isSmall = width < 74;
  const [mine, other] = [own, found].map((k) => className(info, k));
  say(words, found < 0 ? "none" : found === own ? `✓ ${mine}` : isSmall ? `${mine} → ${other}` : `${mine}, found ${other}`);
  put(name, { x: left, y: top - 17, class: isNow ? "strong" : "" });
  put(words, { x: left, y: top - 4, class: found === own ? "out" : "error" });
}
return { verdictOf, classWords, classSentence, drawClassRow };
})();

// files/views/reconstructions.js
const m44 = (() => {
// Five reconstructions over their signals. The thread's own is one of them; rows are led to from their z.

const { onHover, showCard } = m22;
const { count, figure } = m1;
const { classSentence, classWords, drawClassRow, verdictOf } = m43;
const { hasLogits } = m16;
const { className, outputName } = m24;
const { pixels, put, px, repeat, say, shape, View } = m31;

const title = "Reconstructions";

/** The samples that are shown, by rising code: the picked ones and the thread's. */
function shownSamples(model) {
  const info = model.get("info");
  const whole = model.get("whole");
  if (!info || !whole) return [];
  const m = info.samples.signals.length;
  const theta = Math.min(model.get("theta") ?? 0, m - 1);
  const wanted = [theta, ...[...(model.get("picks") ?? [])].reverse()].filter((i) => i < m);
  const list = [];
  for (const i of wanted) if (!list.includes(i) && list.length < 5) list.push(i);
  // What is near the thread's own gives way to what is not.
  for (const part of [0.94, 0.15, 0.73, 0.52, 0.36, 0.84, 0.25, 0.05, 0.63, 0.45, 1, 0]) {
    const i = Math.round(part * (m - 1));
    if (list.length < Math.min(5, m) && !list.includes(i)) list.push(i);
  }
  const { codes } = whole;
  return codes ? list.sort((a, b) => codes[b] - codes[a] || b - a) : list.sort((a, b) => a - b);
}

class Reconstructions extends View {
  constructor(context) {
    super(context, { title, isLarge: true, keys: "change:whole change:theta change:picks change:info" });
    this.model.on("change:info", () => { if (this.width) this.layout(); });
    this.rows = this.svg.appendChild(shape("g"));
    this.foot = this.svg.appendChild(shape("g"));
    onHover(this.svg, (event) => this.#hover(event));
    this.svg.addEventListener("click", (event) => {
      const row = event.target.closest?.("[data-sample]");
      if (row) this.model.set("theta", Number(row.dataset.sample));
    });
    this.el.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const count_ = this.model.get("info")?.samples.signals.length;
      if (!way || !count_ || event.target !== this.el) return;
      event.preventDefault();
      this.model.set("theta", Math.max(0, Math.min(count_ - 1, (this.model.get("theta") ?? 0) + way * (event.shiftKey ? 10 : 1))));
    });
  }

  layout() {
    const isProjector = this.model.get("isProjector");
    this.isWide = !this.isPhone && this.width > 260;
    const info = this.model.get("info");
    this.hasClasses = Boolean(info?.samples.classes);
    if (this.hasClasses) this.caption.querySelector("b").textContent = "Samples";
    else if (info && !this.isPhone) this.caption.querySelector("b").textContent = info.shape.layers[info.shape.layers.length - 1].outputs === info.shape.layers[0].inputs ? "Reconstructions" : "Outputs";
    this.bottom = this.height - 16;
    this.hasFoot = !this.isPhone && !isProjector;
    this.foot.replaceChildren();
    this.rows.replaceChildren();
    say(this.hint, this.hasClasses ? (this.isWide ? `the ${hasLogits(info) ? "share" : "output"} of each class; ▴ is its own` : "") : "");
    if (this.hasClasses) { this.boxes = null; return; }
    const given = info && !info.samplesAreSteps && info.samples.targets !== info.samples.signals && info.shape.layers.at(-1).outputs !== info.shape.layers[0].inputs ? "target" : "signal";
    if (this.hasFoot && !this.isWide) {
      const y = this.bottom + 15;
      this.foot.append(shape("text", { x: 16, y, class: "axis" }, "θ"), shape("text", { x: 36, y }, given), shape("text", { x: this.width, y, class: "end out" }, "output"));
    } else if (this.isWide) {
      this.foot.append(shape("text", { x: this.width - 52, y: 13, class: "end" }, given), shape("text", { x: this.width, y: 13, class: "end out" }, "output"));
    }
    this.boxes = null;
  }

  /** Where each row's plot lies. */
  place(count) {
    if (this.isPhone) return [{ left: this.hasClasses ? 4 : 20, right: this.width, top: this.hasClasses ? 52 : 30, bottom: this.height - 12 }];
    if (this.hasClasses && this.isWide) {
      const wide = this.width / count;
      return Array.from({ length: count }, (_, k) => ({ left: k * wide, right: (k + 1) * wide - 14, top: 54, bottom: this.height - 6 }));
    }
    if (this.isWide) {
      const wide = this.width / count;
      return Array.from({ length: count }, (_, k) => ({ left: k * wide + (k ? 10 : 0), right: (k + 1) * wide - 4, top: 38, bottom: this.height - 6 }));
    }
    const top = 20;
    const pitch = (this.bottom - top) / count;
    return Array.from({ length: count }, (_, k) => ({ left: 36, right: this.width, top: top + k * pitch + pitch * 0.12, bottom: top + (k + 1) * pitch - pitch * 0.16 }));
  }

  draw() {
    const { model } = this;
    const whole = model.get("whole");
    const info = model.get("info");
    if (!whole || !info) { this.rows.replaceChildren(); return; }
    const theta = Math.min(model.get("theta") ?? 0, info.samples.signals.length - 1);
    const samples = this.isPhone ? [theta] : shownSamples(model);
    const boxes = this.place(samples.length);
    this.samples = samples;
    this.boxes = boxes;
    const groups = repeat(this.rows, "g", samples.length, { class: "picks" });
    if (this.hasClasses) {
      samples.forEach((sample, k) => drawClassRow(groups[k], boxes[k], sample, sample === theta, true, whole, info));
      if (this.isPhone) say(this.hint, ` ${classWords(verdictOf(whole, info, theta), info)}`);
      return;
    }
    samples.forEach((sample, k) => this.#row(groups[k], boxes[k], sample, sample === theta, whole, info));
    if (this.isPhone) {
      const output = whole.network.output(info.samples.signals[theta]);
      let worst = 0;
      info.samples.targets[theta].forEach((t, j) => { worst = Math.max(worst, Math.abs(t - output[j])); });
      this.caption.querySelector("b").textContent = info.samples.targets[theta].length === info.samples.signals[theta].length ? "Its reconstruction" : "Its outputs";
      this.#phoneWords(boxes[0], output, info.samples.targets[theta], info, whole);
      say(this.hint, ` ${info.samplesAreSteps ? "θ =" : "sample"} ${info.samples.labels[theta] ?? theta}; worst error ${figure(worst, 2)}`);
    }
  }

  /** The words beside the curves, and the outputs that are dead. */
  #phoneWords(box, output, target, info, whole) {
    const texts = repeat(this.foot, "text", 3, {});
    const wide = (box.right - box.left) / output.length;
    const first = target.findIndex((value) => value > 0);
    put(texts[0], { x: px(box.left + Math.max(4, first) * wide - 6), y: box.top - 3, class: "end" });
    say(texts[0], first > 0 ? "signal" : "");
    put(texts[1], { x: box.right - 8, y: box.top + 26, class: "out end halo" });
    say(texts[1], "output");
    const dead = whole.errors().dead.map((isDead, j) => (isDead && target[j] > 0 ? j : -1)).filter((j) => j >= 0);
    const names = dead.map((j) => outputName(info, j));
    say(texts[2], dead.length === 0 ? "" : dead.length === 1 ? `${names[0]} is dead` : `${dead.length > 3 ? `${dead.length} outputs` : names.join(", ")} are dead`);
    // Where the output should be 0 there is room.
    const hasRoom = first * wide > 150;
    put(texts[2], { x: hasRoom ? box.left + 6 : box.right - 8, y: box.bottom - (hasRoom ? 26 : 14), class: hasRoom ? "error halo" : "error end halo" });
  }

  #columns(n, left, wide) {
    const key = `${n} ${left} ${wide}`;
    this.columns ??= new Map();
    let texts = this.columns.get(key);
    if (!texts) {
      if (this.columns.size > 10) this.columns.clear();
      texts = Array.from({ length: n }, (_, j) => `H${pixels(left + (j + 1) * wide)}`);
      texts.first = `M${pixels(left)} `;
      this.columns.set(key, texts);
    }
    return texts;
  }

  #row(group, box, sample, isNow, whole, info) {
    if (!group.firstChild) {
      group.append(shape("rect", { class: "hit" }), shape("line", { class: "grid" }), shape("line", { class: "grid" }), shape("path", { class: "signal" }), shape("path", { class: "output" }), shape("text", { class: "end" }), shape("text", { class: "end" }), shape("text", { class: "end" }));
    }
    const [hit, zero, full, signal, output, name, low, high] = group.children;
    put(group, { "data-sample": sample });
    const target = info.samples.targets[sample];
    const values = whole.network.output(info.samples.signals[sample]);
    const amplitude = info.shape.amplitude || 1;
    let most = amplitude; let least = 0;
    for (let j = 0; j < values.length; j += 1) {
      most = Math.max(most, target[j]);
      least = Math.min(least, target[j]);
    }
    const { left, right, top, bottom } = box;
    const y = (value) => bottom - ((Math.max(least - 0.3 * amplitude, Math.min(most + 0.35 * amplitude, value)) - least) / (most - least || 1)) * (bottom - top) * 0.86;
    const wide = (right - left) / values.length;
    // Rows have the same ends of the steps, which are the same in every frame.
    const columns = this.#columns(values.length, left, wide);
    const path = (list) => {
      let d = "";
      for (let j = 0; j < list.length; j += 1) {
        d += (j === 0 ? columns.first : "V") + pixels(Number.isFinite(list[j]) ? y(list[j]) : y(most + amplitude)) + columns[j];
      }
      return d;
    };
    put(hit, { x: left - 36, y: top - 4, width: right - left + 36, height: bottom - top + 8 });
    put(zero, { x1: left, x2: right, y1: Math.round(y(0)) + 0.5, y2: Math.round(y(0)) + 0.5 });
    put(full, { x1: left, x2: right, y1: Math.round(y(amplitude)) + 0.5, y2: Math.round(y(amplitude)) + 0.5 });
    full.style.display = this.isPhone ? "" : "none";
    // The target is the same in every frame.
    const place = `${left} ${right} ${top} ${bottom} ${least} ${most}`;
    if (signal.targetOf !== target || signal.place !== place) {
      [signal.targetOf, signal.place] = [target, place];
      put(signal, { d: path(target) });
    }
    put(output, { d: path(values), class: isNow ? "output now" : "output" });
    const label = info.samples.labels[sample] ?? sample;
    say(name, this.isPhone ? "" : this.isWide ? `${info.samplesAreSteps ? "θ = " : ""}${label}` : String(label));
    const middle = (top + bottom) / 2;
    if (this.isWide) put(name, { x: left, y: 32, class: isNow ? "strong" : "" });
    else put(name, { x: 28, y: px(middle + 4), class: isNow ? "end strong" : "end" });
    say(low, this.isPhone ? "0" : "");
    say(high, this.isPhone ? figure(amplitude, 1) : "");
    if (this.isPhone) {
      put(low, { x: left - 6, y: px(y(0) + 4) });
      put(high, { x: left - 6, y: px(y(amplitude) + 4) });
    }
  }

  #hover(event) {
    const row = event.target.closest?.("[data-sample]");
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!row || !whole || !info) return;
    const sample = Number(row.dataset.sample);
    if (this.hasClasses) {
      showCard(event, () => [`Sample ${info.samples.labels[sample] ?? info.samples.indices[sample]}: ${classSentence(whole, info, sample)}.`], `class${sample}`);
      return;
    }
    showCard(event, () => {
      const values = whole.network.output(info.samples.signals[sample]);
      const target = info.samples.targets[sample];
      const errors = Array.from(target, (t, j) => Math.abs(t - values[j]));
      const worst = errors.reduce((best, error, j) => (error > errors[best] ? j : best), 0);
      const name = `${info.samplesAreSteps ? "θ = " : "Sample "}${info.samples.labels[sample] ?? sample}`;
      const parts = [`${name}${whole.codes ? `, code ${figure(whole.codes[sample], 3)}` : ""}`, `Worst error ${figure(errors[worst], 3)}, at output ${outputName(info, worst)}: ${figure(values[worst], 3)} instead of ${figure(target[worst], 3)}.`];
      const good = errors.filter((error) => error <= 0.01 * (info.shape.amplitude || 1)).length;
      parts.push(`${good} of ${count(errors.length, "output")} within 1 % of the amplitude.`);
      return parts;
    }, `reconstruction${sample}`);
  }

  describe() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole || !info || !this.samples) return "";
    if (this.hasClasses) return `Samples at epoch ${whole.epoch}: ${this.samples.map((sample) => `sample ${info.samples.labels[sample] ?? info.samples.indices[sample]}: ${classSentence(whole, info, sample)}`).join(". ")}.`;
    const texts = this.samples.map((sample) => {
      const values = whole.network.output(info.samples.signals[sample]);
      let worst = 0;
      info.samples.targets[sample].forEach((t, j) => { worst = Math.max(worst, Math.abs(t - values[j])); });
      return `${info.samplesAreSteps ? "θ = " : "sample "}${info.samples.labels[sample] ?? sample} off by at most ${figure(worst, 3)}`;
    });
    return `Reconstructions at epoch ${whole.epoch}: ${texts.join("; ")}.`;
  }

  table() {
    const whole = this.model.get("whole");
    const info = this.model.get("info");
    if (!whole || !info || !this.samples) return null;
    if (this.hasClasses) {
      const rows = this.samples.map((sample) => { const { own, found, bars } = verdictOf(whole, info, sample); return [info.samples.indices[sample], className(info, own), found < 0 ? "none" : className(info, found), ...bars]; });
      return { columns: ["sample", "class", "found", ...Array.from({ length: whole.network.outputs }, (_, j) => `${hasLogits(info) ? "share" : "output"} of ${className(info, j)}`)], rows };
    }
    const outputs = this.samples.map((sample) => whole.network.output(info.samples.signals[sample]));
    const columns = ["output"];
    for (const sample of this.samples) columns.push(`target of ${info.samples.labels[sample] ?? sample}`, `y of ${info.samples.labels[sample] ?? sample}`);
    return { columns, rows: Array.from({ length: whole.network.outputs }, (_, j) => [outputName(info, j), ...this.samples.flatMap((sample, k) => [info.samples.targets[sample][j], outputs[k][j]])]) };
  }
}

function render(context) { return new Reconstructions(context); }
return { title, shownSamples, render };
})();

// files/views/thread.js
const m45 = (() => {
// The thread: from the weight of the chosen step to its code, across kinks and decoder, to its reconstruction.

const { addTask } = m5;
const { html, put, px, repeat, shape } = m31;
const { shownSamples } = m44;

/** Draws over the laboratory; `views` holds the views by id. */
function drawThread(model, el, views) {
  // A box of fixed size around it: a line that moves then asks nothing of the layout of the laboratory.
  const box = el.appendChild(html("div", { className: "thread", ariaHidden: "true" }));
  const svg = box.appendChild(shape("svg"));
  const others = svg.appendChild(shape("g"));
  const down = svg.appendChild(shape("path", { class: "down" }));
  const level = svg.appendChild(shape("path", { class: "level" }));
  const task = addTask({
    el,
    draw() {
      const point = model.get("point");
      const domain = model.get("zDomain");
      const { code, weights, decoder, reconstructions } = views;
      if (!point?.codes || !domain || !code?.z || !decoder?.plot || !code.box || !code.x) {
        put(down, { d: "" });
        put(level, { d: "" });
        others.replaceChildren();
        return;
      }
      const theta = Math.min(model.get("theta") ?? 0, point.codes.length - 1);
      const { plot, box } = code;
      const z = (value) => box.top + plot.bottom - ((value - domain[0]) / (domain[1] - domain[0])) * (plot.bottom - plot.top);
      const x = box.left + code.x(theta);
      // Half a pixel is the least move that shows.
      const y = Math.round(2 * Math.max(box.top + plot.top, Math.min(box.top + plot.bottom, z(point.codes[theta])))) / 2;
      const isWeights = weights?.isShown && weights.plot && weights.y && point.w1 && model.get("info").samplesAreSteps;
      put(down, { d: isWeights ? `M${px(x)} ${px(weights.box.top + weights.y(0) + 3)}V${px(y - 8)}` : "" });
      const edge = decoder.box.left + decoder.plot.right;
      const rows = reconstructions?.isShown && reconstructions.boxes && !reconstructions.isWide && !reconstructions.isPhone ? reconstructions : null;
      const samples = rows ? shownSamples(model) : [];
      const codes = model.get("whole")?.codes ?? point.codes;
      const end = (k) => rows.box.top + (rows.boxes[k].top + rows.boxes[k].bottom) / 2;
      const curve = (from, to, right) => `C${px(edge + (right - edge) * 0.55)} ${px(from)} ${px(edge + (right - edge) * 0.3)} ${px(to)} ${px(right)} ${px(to)}`;
      let line = `M${px(x + 7)} ${px(y)}H${px(edge)}`;
      const paths = [];
      samples.forEach((sample, k) => {
        if (!rows.boxes[k]) return;
        const right = rows.box.left + 4;
        const low = decoder.box.top + decoder.plot.top;
        const from = Math.round(2 * Math.max(low, Math.min(decoder.box.top + decoder.plot.bottom, z(codes[sample])))) / 2;
        if (sample === theta) line += curve(y, end(k), right);
        else paths.push(`M${px(edge)} ${px(from)}${curve(from, end(k), right)}`);
      });
      put(level, { d: line });
      const list = repeat(others, "path", paths.length, { class: "other" });
      paths.forEach((d, k) => put(list[k], { d }));
    },
  });
  model.on("change:point change:whole change:theta change:picks change:zDomain geometry change:info", task.invalidate);
  const observer = new ResizeObserver(() => {
    put(svg, { width: el.clientWidth, height: el.clientHeight });
    task.invalidate();
  });
  observer.observe(el);
  return svg;
}
return { drawThread };
})();

// files/views/weights.js
const m46 = (() => {
// The code's weights, each over the stair that it makes: entry j stands at θ = n − j.

const { figure, short, tick } = m1;
const { letDrag } = m38;
const { onHover, showCard } = m22;
const { maths } = m23;
const { pixels, put, px, repeat, say, shape, ticks, View } = m31;
const { LastSeen } = m32;

const title = "Weights";

class Weights extends View {
  constructor(context) {
    super(context, { title, hint: "each is one stair of the code", keys: "change:point change:theta change:info change:state" });
    this.lines = this.svg.appendChild(shape("g"));
    this.labels = this.svg.appendChild(shape("g"));
    this.pale = this.svg.appendChild(shape("path", { class: "code-fill pale" }));
    this.full = this.svg.appendChild(shape("path", { class: "code-fill" }));
    this.zero = this.svg.appendChild(shape("path", { class: "code-line" }));
    this.falls = this.svg.appendChild(shape("text", { class: "code halo" }, ""));
    this.entry = this.svg.appendChild(shape("text", { class: "end halo" }, ""));
    this.ghost = this.svg.appendChild(shape("path", { class: "ghost" }));
    this.along = this.svg.appendChild(shape("path", { class: "loss-along" }));
    this.said = this.svg.appendChild(shape("text", { class: "strong halo" }, ""));
    this.grasp = this.svg.appendChild(shape("rect", { class: "hit" }));
    letDrag(this, this.grasp, {
      pick: (x) => {
        const bar = this.#bar(x);
        return bar === null ? null : { layer: 0, row: 0, column: this.#entry(bar) };
      },
      valueAt: (edit, x, y) => this.value(y),
      draw: (edit) => this.#drawHand(edit),
    });
    this.domain = null;
    this.seen = new LastSeen();
    onHover(this.el, (event) => this.#hover(event));
  }

  layout() {
    this.plot = { left: 30, right: this.width, top: 26, bottom: this.height - 2 };
    this.domain = null;
    this.seen.forget();
    put(this.grasp, { x: this.plot.left, y: this.plot.top, width: this.plot.right - this.plot.left, height: this.plot.bottom - this.plot.top });
  }

  /** The range of the bars: it grows at once and shrinks when a third is empty. */
  #scale(weights) {
    let low = 0; let high = 0;
    for (const w of weights) {
      if (w < low) low = w;
      if (w > high) high = w;
    }
    if (!(high > low)) high = 1;
    const present = this.domain;
    const range = high - low;
    // Under the hand the axis stays.
    if (present && this.hand) return;
    if (present && low >= present[0] && high <= present[1] && range > 0.6 * (present[1] - present[0])) return;
    this.domain = [low - 0.06 * range, high + 0.04 * range];
    const { top, bottom, left, right } = this.plot;
    // A new layout drops the domain before it is drawn; a pointer may come between.
    const [least, most] = this.domain;
    this.y = (w) => bottom - ((w - least) / (most - least)) * (bottom - top);
    this.value = (y) => least + ((bottom - y) / (bottom - top)) * (most - least);
    const list = ticks(this.domain[0], this.domain[1], 2.6).filter((w) => this.y(w) > top - 3 && this.y(w) < bottom);
    const lines = repeat(this.lines, "line", list.length, { class: "grid" });
    const labels = repeat(this.labels, "text", list.length, { class: "end" });
    list.forEach((w, k) => {
      const y = Math.round(this.y(w)) + 0.5;
      put(lines[k], { x1: left, x2: right, y1: y, y2: y });
      put(labels[k], { x: left - 6, y: y + 4 });
      say(labels[k], tick(w));
    });
    put(this.zero, { d: `M${left} ${px(this.y(0))}H${right}` });
  }

  draw() {
    const { point, info, theta } = this.#values();
    if (!point?.w1 || !info) {
      for (const path of [this.full, this.pale]) put(path, { d: "" });
      this.seen.forget();
      return;
    }
    const weights = point.w1;
    this.#scale(weights);
    const n = weights.length;
    const isSteps = info.samplesAreSteps;
    const { left, right } = this.plot;
    const zero = this.y(0);
    const wide = (right - left) / n;
    const gap = wide > 5 ? 1.5 : wide > 3 ? 0.7 : 0.25;
    const heights = this.heights?.length === n ? this.heights : this.heights = new Float64Array(n);
    for (let bar = 0; bar < n; bar += 1) heights[bar] = this.y(weights[isSteps ? n - 1 - bar : bar]);
    if (!this.seen.hasChanged(heights, `${theta} ${zero} ${left} ${right} ${isSteps}`, this.leastMove())) return;
    const bars = this.#bars(n, left, wide, gap, zero);
    let full = ""; let pale = ""; let falling = -1;
    for (let bar = 0; bar < n; bar += 1) {
      const w = weights[isSteps ? n - 1 - bar : bar];
      const part = bars[2 * bar] + pixels(heights[bar]) + bars[2 * bar + 1];
      if (!isSteps || bar < theta) full += part; else pale += part;
      if (isSteps && w < 0 && falling < 0) falling = bar;
    }
    put(this.full, { d: full });
    put(this.pale, { d: pale });
    // Where most weights are below 0, the code falls throughout: there the words would only cover bars.
    const hasRoom = falling >= 0 && this.plot.bottom - zero > 10 && weights.filter((w) => w < 0).length < 0.3 * n;
    say(this.falls, hasRoom ? "code falls" : "");
    if (hasRoom) {
      const x = left + (falling + 1) * wide + 3;
      const isRight = x + 60 > right;
      put(this.falls, { x: px(isRight ? left + falling * wide - 3 : x), y: px(Math.min(zero + 21, this.plot.bottom + 6)), class: isRight ? "code halo end" : "code halo" });
    }
    say(this.entry, isSteps ? `entry j = ${n} − θ` : "entry j");
    put(this.entry, { x: right, y: px(Math.min(zero + 21, this.plot.bottom + (zero > this.plot.bottom - 4 ? 13 : 6))) });
  }

  /** What is the same in every frame of each bar's path: what comes before its height, and what comes after. */
  #bars(n, left, wide, gap, zero) {
    const key = `${n} ${left} ${wide} ${zero}`;
    if (this.barsOf === key) return this.barTexts;
    this.barsOf = key;
    this.barTexts = [];
    for (let bar = 0; bar < n; bar += 1) {
      const x = left + bar * wide;
      this.barTexts.push(`M${pixels(x + gap)} ${pixels(zero)}V`, `H${pixels(x + wide - gap)}V${pixels(zero)}Z`);
    }
    return this.barTexts;
  }

  #values() {
    return { point: this.model.get("point"), info: this.model.get("info"), theta: this.model.get("theta") ?? 0 };
  }

  #bar(x) {
    const n = this.model.get("point")?.w1?.length;
    if (!n) return null;
    const bar = Math.floor((x - this.plot.left) / ((this.plot.right - this.plot.left) / n));
    return bar < 0 || bar >= n ? null : bar;
  }

  #entry(bar) {
    const n = this.model.get("point").w1.length;
    return this.model.get("info").samplesAreSteps ? n - 1 - bar : bar;
  }

  /** The ghost where the weight was, the loss along the way, and both numbers. */
  #drawHand(edit) {
    if (!edit) {
      for (const path of [this.ghost, this.along]) put(path, { d: "" });
      say(this.said, "");
      return;
    }
    const n = this.model.get("point").w1.length;
    const bar = this.model.get("info").samplesAreSteps ? n - 1 - edit.place.column : edit.place.column;
    const wide = (this.plot.right - this.plot.left) / n;
    const x = this.plot.left + bar * wide;
    put(this.ghost, { d: `M${px(x)} ${px(this.y(0))}V${px(this.y(edit.from))}H${px(x + wide)}V${px(this.y(0))}` });
    const isLeft = x > this.plot.right - 110;
    const along = [...edit.passed].sort((a, b) => a[0] - b[0]);
    const losses = along.map(([, loss]) => loss);
    const [low, high] = [Math.min(...losses), Math.max(...losses)];
    const side = (loss) => (isLeft ? x - 44 : x + wide + 6) + (high > low ? ((loss - low) / (high - low)) * 38 : 0);
    put(this.along, { d: along.map(([w, loss], k) => `${k ? "L" : "M"}${px(side(loss))} ${px(this.y(w))}`).join("") });
    say(this.said, `loss ${figure(edit.lossBefore)} → ${figure(edit.loss)}`);
    put(this.said, { x: px(isLeft ? x - 50 : x + wide + 50), y: px(Math.max(this.plot.top + 8, Math.min(this.plot.bottom, this.y(edit.to)))), class: `strong halo${isLeft ? " end" : ""}` });
  }

  #hover(event) {
    const { point, info } = this.#values();
    if (!point?.w1 || !this.plot) return;
    const box = this.el.getBoundingClientRect();
    const bar = this.#bar(((event.clientX - box.left) / box.width) * this.width);
    if (bar === null || this.hand) return;
    const j = this.#entry(bar);
    showCard(event, () => {
      const list = [maths("code", ["msub W 1", `[${j}]`, "=", figure(point.w1[j])])];
      if (info.samplesAreSteps && point.codes) {
        const rise = point.codes[bar + 1] - point.codes[bar];
        list.push(`Step ${bar + 1} lies ${figure(Math.abs(rise))} ${rise >= 0 ? "above" : "below"} step ${bar}: the amplitude ${short(info.shape.amplitude)} times this weight.`);
      }
      return list;
    }, `w${j}`);
  }

  describe() {
    const { point, info } = this.#values();
    if (!point?.w1) return "";
    const falls = Array.from(point.w1).filter((w) => w < 0).length;
    return `${point.w1.length} weights of the code at epoch ${point.epoch}; ${falls === 0 ? "none is" : falls === 1 ? "one is" : `${falls} are`} below 0${info.samplesAreSteps && falls ? ", where the code falls" : ""}.`;
  }

  table() {
    const { point, info } = this.#values();
    if (!point?.w1) return null;
    const n = point.w1.length;
    return { columns: ["entry", "theta", "weight"], rows: Array.from(point.w1, (w, j) => [j, info.samplesAreSteps ? n - j : "", w]) };
  }
}

function render(context) { return new Weights(context); }
return { title, render };
})();

// notebook/kernel.js
const m47 = (() => {
// The kernel of a notebook as the source of a run: questions and answers go over the widget's own channel.
//
// To Python: {ask, id, values, body}, and {ready} where the views listen. From Python: {id, status} with the bytes of an
// answer; {news: [[event, data], …], frame} with the bytes of the newest network; {ended}: a sentence.

const { readNetwork } = m11;
const { Refusal } = m14;

/** How long an answer is waited for where the widget came with one: a kernel that computes answers late. */
const patience = 400;

const text = new TextDecoder();

/** The bytes of a message's buffer. */
function bytesOf(view) { return view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength); }

/** A source as `Server` is one, whose answers come from Python. */
class Kernel {
  isLive = true;
  #channel;
  #waiting = new Map();
  #last = 0;
  /** The answers that the widget came with: those that do not depend on the epoch that is looked at. */
  #opening;
  #newest = null;
  #tell = null;
  #change = null;
  #returning = 0;

  /** @param {object} channel the model of anywidget */
  constructor(channel) {
    this.#channel = channel;
    this.#opening = JSON.parse(channel.get("opening") || "{}");
    const frame = channel.get("frame");
    if (frame?.byteLength) this.#newest = bytesOf(frame);
    this.receive = (message, buffers) => this.#receive(message, buffers ?? []);
    channel.on("msg:custom", this.receive);
  }

  close() {
    this.#channel.off("msg:custom", this.receive);
    for (const { reject } of this.#waiting.values()) reject(new Refusal({ what: "The view is closed." }, 0));
    this.#waiting.clear();
    this.#tell = null;
  }

  #receive(message, buffers) {
    if (message.id !== undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (!waiting) return;
      const content = buffers.length ? bytesOf(buffers[0]) : new ArrayBuffer(0);
      if (message.status < 400) waiting.resolve(content);
      else waiting.reject(new Refusal(JSON.parse(text.decode(content)), message.status));
    } else if (message.news) {
      // The network first: what the messages make the page ask for is then here.
      if (buffers.length) this.#newest = bytesOf(buffers[0]);
      for (const [event, data] of message.news) this.#tell?.(event, data);
    } else if (message.ended) {
      this.#tell?.("problem", { what: message.ended });
    }
  }

  #ask(ask, values, body) {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#channel.send(body === undefined ? { ask, id, values } : { ask, id, values, body });
    });
  }

  /** An answer, or after a while what is known: the late answer then has the page ask for everything anew. */
  #orKnown(answer, known) {
    let isLate = false;
    answer.then(() => { if (isLate) this.#return(); }, () => {});
    return Promise.race([answer, new Promise((resolve) => {
      setTimeout(() => { isLate = true; resolve(known); }, patience);
    })]);
  }

  #return() {
    clearTimeout(this.#returning);
    this.#returning = setTimeout(() => {
      this.#change?.({ isConnected: false, retryAt: null });
      this.#change?.({ isConnected: true, retryAt: null });
    }, 50);
  }

  async get(name, values = {}) {
    const answer = this.#ask(name, values).then((content) => JSON.parse(text.decode(content)));
    const known = typeof values.epoch === "number" || values.from !== undefined ? undefined : this.#opening[name];
    return known === undefined ? answer : this.#orKnown(answer, known);
  }

  async bytes(name, values = {}) {
    const isNewest = typeof values.epoch !== "number";
    // News bring every network that is now.
    if (name === "frame" && values.epoch === "now" && this.#newest) return this.#newest;
    const answer = this.#ask(name, values);
    return name === "frame" && isNewest && this.#newest ? this.#orKnown(answer, this.#newest) : answer;
  }

  async network(values = {}) { return readNetwork(await this.bytes("frame", values)); }

  async post(name, body) { return JSON.parse(text.decode(await this.#ask(name, {}, body))); }

  stream(message, change) {
    this.#tell = message;
    this.#change = change;
    change({ isConnected: true, retryAt: null });
    this.#channel.send({ ready: true });
    return { close: () => { this.#tell = null; }, tryNow() {} };
  }
}
return { Kernel };
})();

// notebook/live.css
const m48 = (() => {
return ":host { display: block; container-type: inline-size; color: var(--ink); font-size: var(--t13); line-height: 1.35; text-align: left; white-space: normal; }\n.board { position: relative; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }\n.live-bar { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 16px; padding: 8px 12px; background: var(--sunk); border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }\n.live-bar .who { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-width: 0; }\n.live-bar .run { font-size: var(--t15); }\n.live-bar .state { margin-left: 6px; padding: 1px 7px; border: 1px solid var(--line); border-radius: 9px; font-size: var(--t11); color: var(--muted); }\n.live-bar .state[data-status=\"running\"] { color: var(--out); border-color: currentcolor; }\n.live-bar .state[data-status=\"diverged\"] { color: var(--error-text); border-color: currentcolor; }\n.live-bar .numbers { white-space: nowrap; }\n.live-bar .numbers b { font-size: var(--t15); }\n.live-bar .gap { margin-left: 12px; }\n.live-bar .acts { display: flex; flex-wrap: wrap; gap: 6px; margin-left: auto; padding: 0; border: 0; }\n.live-bar button { height: 28px; padding: 0 9px; font-size: var(--t12); }\n.live-bar .segments { height: 28px; }\n.live-bar .segments > * { height: 26px; }\n.problem-line { margin: 0; padding: 6px 12px; color: var(--error-text); border-bottom: 1px solid var(--line); font-size: var(--t12); }\n.lab { height: 610px; padding: 10px 14px 12px; contain: none; grid-template-rows: minmax(96px, 100fr) 14px minmax(240px, 280fr) 10px minmax(130px, 150fr); }\n.view { margin: 0; }\n#weights { grid-area: 1 / 1; }\n#gaps { grid-area: 1 / 3; }\n#errors { grid-area: 1 / 5 / 2 / -1; }\n#code { grid-area: 3 / 1; }\n#kinks { grid-area: 3 / 3; }\n#decoder { grid-area: 3 / 5; }\n#reconstructions { grid-area: 3 / 7; }\n#loss { grid-area: 5 / 1 / 6 / -1; }\n.lab.general { height: 560px; grid-template-rows: minmax(120px, 130fr) 14px minmax(180px, 200fr) 10px minmax(130px, 150fr); }\n.lab.general #errors { grid-area: 1 / 1 / 2 / -1; }\n.lab.general #reconstructions { grid-area: 3 / 1 / 4 / -1; }\n.lab.classes { height: 660px; grid-template-rows: minmax(220px, 260fr) 14px minmax(150px, 170fr) 10px minmax(130px, 150fr); }\n.obstacles { display: flex; flex-direction: column; gap: 4px; padding: 8px 14px 12px; border-top: 1px solid var(--line); font-size: var(--t12); height: auto; overflow: visible; }\n.obstacles[hidden] { display: none; }\n.obstacles p { margin: 0; padding: 0; border: 0; }\n\n@container (max-width: 820px) {\n  .lab { grid-template-columns: minmax(0, 300fr) 26px minmax(0, 210fr) 20px minmax(0, 150fr); }\n  #decoder, .thread { display: none; }\n  #reconstructions { grid-area: 3 / 5; }\n}\n@container (max-width: 560px) {\n  .lab:not(.general) { height: auto; grid-template-columns: minmax(0, 1fr) 24px minmax(0, 0.8fr); grid-template-rows: 100px 14px 280px 10px 130px 10px 150px; }\n  #errors { display: none; }\n  #reconstructions { grid-area: 5 / 1 / 6 / -1; }\n  #loss { grid-area: 7 / 1 / 8 / -1; }\n}\n";
})();

// notebook/live.js
const m49 = (() => {
// A run in a cell of a notebook: the views of the live page, in a tree of their own, so that no style of the notebook
// reaches them and none of theirs reaches it. `Scripts/notebook-bundle` makes one file of this and of what it imports.

const { act } = m0;
const { figure, whole } = m1;
const pageStyle = m2;
const tokens = m3;
const viewStyle = m4;
const { keepAxis } = m6;
const { addTask, lateness } = m5;
const { Observable } = m7;
const { setPageRoot } = m8;
const { Store } = m21;
const code = m33;
const decoder = m34;
const { forgetColours, html, rgb, say } = m31;
const errors = m36;
const gaps = m37;
const kinks = m39;
const loss = m41;
const { showObstacles } = m42;
const reconstructions = m44;
const { drawThread } = m45;
const weights = m46;
const { Kernel } = m47;
const ownStyle = m48;

const modules = { weights, code, gaps, kinks, errors, decoder, reconstructions, loss };
const titles = {
  weights: ["Weights", "each is one stair of the code"], code: ["Code", "z of the step θ, the stairs summed"],
  gaps: ["Kinks", "in the gaps between codes"], kinks: ["… among the codes", ""],
  errors: ["Worst error", "of each output j"], decoder: ["Decoder", "y at every z, and the target’s stair"],
  reconstructions: ["Reconstructions", ""], loss: ["Loss", "every epoch, log–log; drag the line to go back"],
};

/** Draws the run of a widget into `el`; returns the function that ends it. */
function render({ model: channel, el }) {
  const host = html("div", { className: "heaviside-live" });
  // JupyterLab takes single letters for commands, also where a view has the focus.
  host.setAttribute("data-lm-suppress-shortcuts", "true");
  el.append(host);
  const tree = host.attachShadow({ mode: "open" });
  const board = html("div", { className: "board" });
  tree.append(html("style", {}, [tokens, pageStyle, viewStyle, ownStyle].join("\n")), board);
  setPageRoot(board);

  const source = new Kernel(channel);
  const model = new Observable({ source, isNotebook: true, tab: "laboratory" });
  const store = new Store(model, source, lateness);
  const stopTheme = followTheme(host, model);
  keepAxis(model);
  const bar = makeBar(model);
  const lab = html("div", { className: "lab" });
  const line = html("p", { className: "problem-line", role: "status", hidden: true });
  const box = html("div");
  const obstacles = html("section", { className: "obstacles", ariaLabel: "What stands in the way" }, html("b", {}, "What stands in the way"), box);
  board.append(bar, line, lab, obstacles);
  const views = {};
  for (const [id, module] of Object.entries(modules)) {
    const [title, hint] = titles[id];
    const at = html("figure", { id }, html("figcaption", {}, html("b", {}, title), " ", html("span", {}, hint)));
    lab.append(at);
    views[id] = module.render({ model, el: at });
  }
  drawThread(model, lab, views);
  showObstacles(model, { box, phone: html("p") });
  wire(model, store, lab, line);
  store.listen();
  store.open(channel.get("run"));
  // For tests.
  host.heaviside = { model, store };
  return () => {
    stopTheme();
    store.stream?.close();
    source.close();
    Object.values(views).forEach((view) => view.destroy());
    host.remove();
  };
}


function wire(model, store, lab, line) {
  model.on("look", (epoch) => store.look(epoch));
  model.on("choose-event", (event) => store.look(event.epoch));
  model.on("change:info", (info) => {
    if (!info) return;
    const { layers } = info.shape;
    const hasClasses = Boolean(info.samples.classes);
    const isGeneral = hasClasses || !layers.slice(0, -1).some((layer) => layer.outputs === 1);
    model.set("isGeneral", isGeneral);
    lab.classList.toggle("classes", hasClasses);
    lab.classList.toggle("general", isGeneral);
    const count = info.samples.signals.length;
    const theta = model.get("theta");
    if (theta === undefined || theta >= count) model.set("theta", Math.min(Math.round(0.36 * (count - 1)), count - 1));
    model.emit("geometry");
  });
  const say_ = () => {
    const problem = model.get("problem");
    const notice = model.get("notice");
    const words = problem ? [problem.where ? `${problem.where}: ` : "", problem.what, problem.right ? `. Right would be: ${problem.right}` : ""].join("") : notice?.text ?? "";
    line.hidden = !words;
    line.textContent = words;
    if (!problem && notice && !notice.isProblem) setTimeout(() => { if (model.get("notice") === notice) model.set("notice", null); }, 6000);
  };
  model.on("change:problem change:notice", say_);
}

const words = { running: "training", paused: "paused", finished: "finished", stopped: "stopped", diverged: "diverged", idle: "waiting", interrupted: "stopped" };
const paces = [["1", "1", "1 epoch a frame"], ["10", "10", "10 epochs a frame"], ["decade", "a decade in 6 s", "a decade of epochs in 6 seconds"], ["flat", "flat out", "all that the machine can"]];

/** Name, state and epoch of the run, and what can be done with it. */
function makeBar(model) {
  const button = (text, label, press) => {
    const made = html("button", { type: "button", title: label }, text);
    made.addEventListener("click", () => press(made));
    return made;
  };
  const name = html("b", { className: "run" });
  const seed = html("span", { className: "muted" });
  const state = html("span", { className: "state" });
  const epoch = html("b");
  const of = html("span", { className: "muted" });
  const value = html("b");
  const back = button("Back to now", "Show the newest epoch", () => model.emit("look", null));
  const status = () => model.get("state")?.status;
  const pause = button("Pause", "Hold the training, or let it go on", (made) => {
    const acts = { running: { act: "pause" }, paused: { act: "resume" }, idle: { act: "resume" } };
    act(model, acts[status()] ?? { act: "continue", value: {} }, made);
  });
  const stop = button("Stop", "End the training; its checkpoint is kept", (made) => act(model, { act: "stop" }, made));
  const pace = html("span", { className: "segments", role: "group", ariaLabel: "Pace" });
  for (const [key, text, label] of paces) {
    const made = button(text, label, () => act(model, { act: "pace", value: key }, made));
    made.value = key;
    pace.append(made);
  }
  const setState = () => {
    const now = status();
    const canTrain = ["running", "paused"].includes(now);
    const info = model.get("info");
    say(name, info?.name ?? "");
    say(seed, info ? `seed ${info.seed}` : "");
    say(state, words[now] ?? now ?? "");
    state.dataset.status = now ?? "";
    say(pause, now === "running" ? "Pause" : "Go on");
    pause.hidden = !canTrain && now !== "stopped";
    stop.hidden = !canTrain;
    pace.hidden = !canTrain;
    const chosen = String(model.get("state")?.pace);
    for (const made of pace.children) made.setAttribute("aria-pressed", String(made.value === chosen));
  };
  model.on("change:state change:info", setState);
  setState();
  const numbers = addTask({
    rate: 10,
    draw() {
      const now = model.get("now");
      const looking = model.get("looking");
      const point = model.get("point");
      const isLooking = looking !== null && looking !== undefined;
      say(epoch, now ? whole(isLooking ? looking : now.epoch) : "–");
      say(of, model.get("state") ? `of ${whole(model.get("state").epochs)}` : "");
      say(value, figure(isLooking ? point?.loss ?? NaN : now?.loss ?? NaN));
      back.hidden = !isLooking;
    },
  });
  model.on("change:now change:looking change:point change:state", numbers.invalidate);
  return html("header", { className: "live-bar" },
    html("span", { className: "who" }, name, " ", seed, " ", state),
    html("span", { className: "numbers" }, html("span", { className: "muted" }, "epoch"), " ", epoch, " ", of, html("span", { className: "muted gap" }, "loss"), " ", value),
    html("span", { className: "acts" }, back, pace, pause, stop));
}

/** Sets the theme of the notebook, which each kind of notebook says in its own way: by the colour behind the cell. */
function followTheme(host, model) {
  const set = () => {
    const theme = isDark(host) ? "dark" : "light";
    if (host.dataset.theme === theme) return;
    host.dataset.theme = theme;
    forgetColours();
    model.set("theme", theme);
  };
  let timer = 0;
  const soon = () => { clearTimeout(timer); timer = setTimeout(set, 60); };
  const observer = new MutationObserver(soon);
  for (const element of [document.documentElement, document.body]) observer.observe(element, { attributes: true });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", soon);
  set();
  // The styles of a theme come after the attribute that names it.
  const later = [300, 1500].map((delay) => setTimeout(set, delay));
  return () => {
    observer.disconnect();
    system.removeEventListener("change", soon);
    [timer, ...later].forEach(clearTimeout);
  };
}

function isDark(element) {
  for (let at = element.parentNode; at; at = at.parentNode ?? at.host) {
    if (!(at instanceof Element)) continue;
    const { backgroundColor } = getComputedStyle(at);
    if (!backgroundColor || backgroundColor === "transparent" || /, 0\)$|\/ 0\)$/.test(backgroundColor)) continue;
    const [red, green, blue] = rgb(backgroundColor);
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
  return getComputedStyle(document.documentElement).colorScheme === "dark" || matchMedia("(prefers-color-scheme: dark)").matches;
}
return { render };
})();

export default { render: m49.render };
