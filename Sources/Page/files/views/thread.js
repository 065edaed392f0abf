// The thread: from the weight of the chosen step to its code, across kinks and decoder, to its reconstruction.

import { addTask } from "../state/loop.js";
import { html, put, px, repeat, shape } from "./draw.js";
import { shownSamples } from "./reconstructions.js";

/** Draws over the laboratory; `views` holds the views by id. */
export function drawThread(model, el, views) {
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
