// A long feed in short: crossings of kinks and codes are many, and cover what is rare. In a row they are one line.

import { whole } from "../format.js";

const isCrossing = (event) => event.kind === "kinkPasses" || event.kind === "kinkMeets";
/** The newest crossings stand by themselves; so do fewer than `least` in a row. */
const newest = 2;
const least = 4;

/**
 * The lines of the feed: events, and groups of crossings that no other event parts.
 *
 * @param {object[]} events newest first
 * @returns {({event: object} | {group: object[], key: string})[]}
 */
export function linesOf(events) {
  const lines = [];
  let row = [];
  let alone = newest;
  const close = () => {
    if (row.length >= least) lines.push({ group: row, key: `crossings to ${row[row.length - 1].id}` });
    else lines.push(...row.map((event) => ({ event })));
    row = [];
  };
  for (const event of events) {
    if (isCrossing(event) && alone > 0) {
      alone -= 1;
      lines.push({ event });
    } else if (isCrossing(event)) {
      row.push(event);
    } else {
      close();
      lines.push({ event });
    }
  }
  close();
  return lines;
}

/** What a group says: {title, when, text}. */
export function wordsOf(group) {
  const [last, first] = [group[0].epoch, group[group.length - 1].epoch];
  const units = new Set(group.map((event) => event.subject?.unit).filter((unit) => unit !== undefined));
  const crossings = group.reduce((sum, event) => sum + Math.max(1, event.count ?? 1), 0);
  const who = units.size === 1 ? `unit ${[...units][0]}` : `${whole(units.size)} units`;
  return {
    title: `${whole(group.length)} times a kink crosses a code`,
    when: first === last ? whole(first) : `${whole(first)} to ${whole(last)}`,
    text: `${who}${crossings > group.length ? `, ${whole(crossings)} crossings in all` : ""}`,
  };
}
