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

const sight = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    for (const task of tasks) {
      if (task.el !== entry.target) continue;
      task.isSeen = entry.isIntersecting;
      if (task.isSeen && task.isDirty) request();
    }
  }
});

/**
 * Adds a task that draws.
 *
 * @param {{el?: Element, rate?: number, draw: (time: number) => void}} task `rate` in frames a second, of which there
 *   are two with reduced motion; a task that is held (`isHeld`) is drawn in every frame
 * @returns {{invalidate: () => void, remove: () => void}}
 */
export function addTask(task) {
  task.isDirty = true;
  task.isSeen = true;
  task.last = -Infinity;
  tasks.add(task);
  if (task.el) sight.observe(task.el);
  request();
  return {
    invalidate() {
      task.isDirty = true;
      if (task.isSeen) request();
    },
    remove() {
      tasks.delete(task);
      if (task.el) sight.unobserve(task.el);
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

function frame(time) {
  requested = false;
  const began = performance.now();
  lastFrame = began;
  lateness.milliseconds += (Math.min(began - wantedAt, 500) - lateness.milliseconds) / 10;
  let wait = Infinity;
  let slowDone = false;
  for (const task of tasks) {
    if (!task.isDirty || !task.isSeen) continue;
    const rate = direct.isHeld ? 60 : reduced.matches ? 2 : task.rate ?? 30;
    const due = task.last + 1000 / rate - 4;
    if (due > time) { wait = Math.min(wait, due - time); continue; }
    // Slow views take turns, one a frame.
    if (rate <= 4 && slowDone) { wait = 0; continue; }
    slowDone ||= rate <= 4;
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
