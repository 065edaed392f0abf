// The functions of layers, by their names in files and specs: values only, for derivatives at kinks change none.

/**
 * The function that an activation's name stands for.
 *
 * @param {string} name as files write it: relu, identity, sigmoid, tanh, softplus, hardThreshold (step), hardTanh,
 *   leakyReLU(0.01), relu6, hardSigmoid, elu, celu, silu, gelu, geluTanh, perhaps with numbers: elu(alpha=0.5)
 * @returns {{name: string, kind: string, slope: number, apply: (u: number) => number, isPiecewiseLinear: boolean,
 *   canDie: boolean}} `slope` is that below 0; `isPiecewiseLinear` tells a function of two lines that meet at 0, of
 *   which the right one is u
 * @throws {Error} a sentence, for a function that the page does not know
 */
export function activation(name = "identity") {
  const unknown = () => new Error(`The page does not know the activation ${name}.`);
  const leaky = /^\{?\s*leakyReLU\s*[:(]\s*(?:slope\s*:)?\s*([-+0-9.eE]+)\s*[)}]?$/.exec(name);
  const [, kind, numbers] = leaky ? [name, "leakyReLU", `slope=${leaky[1]}`] : /^(\w+)(?:\(([^()]*)\))?$/.exec(name) ?? [];
  const make = Object.hasOwn(functions, kind ?? "") ? functions[kind] : null;
  if (!make) throw unknown();
  const given = {};
  for (const pair of numbers ? numbers.split(",") : []) {
    const [key, value, ...rest] = pair.split("=");
    const isKnown = make.numbers?.includes(key) || make.kinks?.includes(key);
    if (rest.length || !isKnown || !value?.trim() || !Number.isFinite(Number(value))) throw unknown();
    given[key] = Number(value);
  }
  return { name, kind, slope: 0, isPiecewiseLinear: false, canDie: false, ...make.of(given) };
}

/** The same, or null for a function that the page does not know. */
export function knownActivation(name) {
  try { return activation(name); } catch { return null; }
}

const line = (slope) => ({ slope, isPiecewiseLinear: true });
const oneKink = ["slopeAtKink"];
const twoKinks = ["slopeAtLowerKink", "slopeAtUpperKink"];
const functions = {
  identity: { of: () => ({ ...line(1), apply: (u) => u }) },
  relu: { kinks: oneKink, of: () => ({ ...line(0), canDie: true, apply: (u) => (u <= 0 ? 0 : u) }) },
  leakyReLU: {
    numbers: ["slope"], kinks: oneKink,
    of: ({ slope = 0.01 }) => ({ ...line(slope), canDie: slope === 0, apply: (u) => (u <= 0 ? slope * u : u) }),
  },
  sigmoid: { of: () => ({ apply: sigmoid }) },
  tanh: { of: () => ({ apply: Math.tanh }) },
  softplus: {
    numbers: ["beta", "threshold"],
    of: ({ beta = 1, threshold = Infinity }) => ({
      apply: (u) => (beta * u > threshold ? u : (Math.max(beta * u, 0) + Math.log1p(Math.exp(-Math.abs(beta * u)))) / beta),
    }),
  },
  hardThreshold: { of: () => ({ canDie: true, apply: (u) => (u >= 1 ? 1 : u < 1 ? 0 : u) }) },
  hardTanh: { kinks: twoKinks, of: () => ({ apply: (u) => (u < -1 ? -1 : u > 1 ? 1 : u) }) },
  relu6: { kinks: twoKinks, of: () => ({ canDie: true, apply: (u) => (u < 0 ? 0 : u > 6 ? 6 : u) }) },
  hardSigmoid: {
    numbers: ["slope"], kinks: twoKinks,
    // It is 0 for u < −1/(2 slope): a unit that is nowhere above 0 is there on every sample.
    of: ({ slope = 1 / 6 }) => ({ canDie: true, apply: (u) => cut(slope * u + 0.5, 0, 1) }),
  },
  elu: {
    numbers: ["alpha"], kinks: oneKink,
    of: ({ alpha = 1 }) => ({ canDie: alpha === 0, apply: (u) => (u > 0 ? u : alpha * Math.expm1(u)) }),
  },
  celu: {
    numbers: ["alpha"], kinks: oneKink,
    of: ({ alpha = 1 }) => ({ apply: (u) => (u > 0 ? u : alpha * Math.expm1(u / alpha)) }),
  },
  silu: { of: () => ({ apply: (u) => u * sigmoid(u) }) },
  gelu: { of: () => ({ apply: (u) => (u * complementaryError(-u / Math.SQRT2)) / 2 }) },
  geluTanh: {
    of: () => ({ apply: (u) => (u * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (u + 0.044715 * u * u * u)))) / 2 }),
  },
};
functions.step = { of: () => ({ ...functions.hardThreshold.of(), kind: "hardThreshold" }) };

const cut = (x, low, high) => (x < low ? low : x > high ? high : x);

function sigmoid(u) {
  const e = Math.exp(-Math.abs(u));
  return u < 0 ? e / (1 + e) : 1 / (1 + e);
}

/** erfc(x): up to 2.5 by the series whose terms are all positive, from there by the continued fraction. */
function complementaryError(x) {
  if (Number.isNaN(x)) return x;
  if (x < 0) return 2 - complementaryError(-x);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; term > 1e-18 * sum; n += 1) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let rest = x;
  for (let n = 80; n >= 1; n -= 1) rest = x + n / 2 / rest;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / rest;
}
