// One requestAnimationFrame for the whole page. A task is drawn when it is dirty, seen, and its time has come.

const tasks = new Set();
const reduced = matchMedia("(prefers-reduced-motion: reduce)");
let requested = false;
let timer = 0;
let timerAt = 0;
/** How long the last frames' work took, in milliseconds: for measurements. */
export const frameTimes = { list: new Float64Array(600), count: 0 };
/** How long a frame waits for its turn, in milliseconds, smoothed: about 10 where the browser has time, more where not. */
export const lateness = { milliseconds: 10 };
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
export function lookAgain() { looking ||= setTimeout(lookAround, 30); }

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
export function addTask(task) {
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
export function drawNow() {
  const time = performance.now();
  for (const task of tasks) {
    task.isDirty = false;
    task.last = time;
    task.draw(time);
  }
}

/** While something is dragged every task follows at once, reduced motion or not. */
export const direct = { isHeld: false };

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
