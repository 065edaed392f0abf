// A spec to edit: lines that differ from the one it began with are marked, and it is checked as one types.

import { html } from "../views/draw.js";

/**
 * An editor of a spec.
 *
 * @param {object} source answers `check`
 * @param {string} text the spec to begin with
 * @param {(state: {isRight: boolean, changed: number[], text: string}) => void} change called after each check
 */
export function specEditor(source, text, change) {
  let original = text.replace(/\s+$/, "").split("\n");
  const marks = html("div", { className: "marks", ariaHidden: "true" });
  const area = html("textarea", { spellcheck: false, autocomplete: "off", ariaLabel: "The spec" });
  area.setAttribute("autocapitalize", "off");
  area.value = text.replace(/\s+$/, "");
  const answer = html("p", { className: "answer", role: "status" });
  let timer = 0;
  let serial = 0;
  const changedLines = () => {
    const lines = area.value.split("\n");
    const known = new Map();
    for (const line of original) known.set(line, (known.get(line) ?? 0) + 1);
    const list = [];
    lines.forEach((line, k) => {
      if (line === original[k]) return;
      if (known.has(line) && lines.length !== original.length) return;
      list.push(k);
    });
    return list;
  };
  const mark = () => {
    const lines = area.value.split("\n");
    const changed = new Set(changedLines());
    marks.replaceChildren(...lines.map((_, k) => html("div", { className: changed.has(k) ? "changed" : "" }, changed.has(k) ? "●" : " ")));
    area.rows = lines.length;
    area.style.height = `${lines.length * 18 + 16}px`;
    area.style.width = `${Math.max(60, ...lines.map((line) => line.length + 2))}ch`;
    return [...changed];
  };
  const check = async () => {
    const mine = (serial += 1);
    const changed = mark();
    try {
      const result = await source.post("check", { spec: `${area.value}\n` });
      if (mine !== serial) return;
      if (result.problems?.length) throw Object.assign(new Error(), { body: result });
      answer.classList.remove("wrong");
      answer.textContent = "";
      change({ isRight: true, changed, text: area.value });
    } catch (error) {
      if (mine !== serial) return;
      const problems = error.body?.problems ?? [error.body ?? { what: error.message }];
      answer.classList.add("wrong");
      answer.textContent = problems.slice(0, 4).map((one) => `${one.where ? `${one.where}: ` : ""}${one.what}${one.right ? `. Right would be: ${one.right}` : ""}`).join("\n");
      change({ isRight: false, changed, text: area.value });
    }
  };
  area.addEventListener("input", () => {
    mark();
    clearTimeout(timer);
    timer = setTimeout(check, 180);
  });
  const el = html("div", { className: "editor" }, marks, area);
  mark();
  return {
    el, answer, area, check, changed: changedLines,
    /** Begins anew with another text. */
    load(next) {
      original = next.replace(/\s+$/, "").split("\n");
      area.value = original.join("\n");
      check();
    },
    get text() { return `${area.value}\n`; },
    get lines() { return area.value.split("\n"); },
  };
}

/**
 * The changes of a spec as `key=value`: lines `key: value` by their key, lines `- …` by their key and their number in
 * the list.
 */
export function changesOf(before, after) {
  const entries = (text) => {
    const map = new Map();
    let parent = null;
    let index = 0;
    for (const line of text.split("\n")) {
      const key = /^([A-Za-z]\w*):\s*(.*)$/.exec(line);
      const item = /^\s*-\s+(.*)$/.exec(line);
      if (key) {
        [parent, index] = [key[1], 0];
        if (key[2].trim()) map.set(key[1], key[2].trim());
      } else if (item && parent) {
        map.set(`${parent}.${index}`, item[1].trim());
        index += 1;
      } else if (line.trim() && !line.trim().startsWith("#")) return null;
    }
    return map;
  };
  const [old, next] = [entries(before), entries(after)];
  if (!old || !next) return null;
  const list = [];
  for (const [key, value] of next) if (old.get(key) !== value) list.push(`${key}=${value}`);
  for (const key of old.keys()) if (!next.has(key)) return null;
  return list;
}
