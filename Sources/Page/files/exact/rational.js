// Fractions without rounding: a numerator and a denominator of any length (BigInt).
// Every finite float32 or float64 is such a fraction, m · 2^e, read here from its bits.

const view = new DataView(new ArrayBuffer(8));

/** The number of bits of |n|; 0 for 0. */
export function bitLength(n) {
  if (n < 0n) n = -n;
  if (n === 0n) return 0;
  const hex = n.toString(16);
  return 4 * hex.length - Math.clz32(parseInt(hex[0], 16)) + 28;
}

/** How often 2 divides n; 0 for 0. */
export function trailingZeros(n) {
  if (n === 0n) return 0;
  let count = 0;
  for (let low = BigInt.asUintN(64, n); low === 0n; low = BigInt.asUintN(64, n)) {
    n >>= 64n;
    count += 64;
  }
  let word = BigInt.asUintN(64, n);
  let low = Number(word & 0xffffffffn);
  if (low === 0) {
    count += 32;
    low = Number(word >> 32n);
  }
  return count + 31 - Math.clz32(low & -low);
}

function gcd(a, b) {
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** The mantissa m (BigInt, odd or 0) and exponent e of a float64, so that the number is m · 2^e; null if not finite. */
export function dyadicOfFloat64(x) {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  if (field === 0x7ff) return null;
  let m = bits & 0xfffffffffffffn;
  let e = -1074;
  if (field !== 0) {
    m |= 1n << 52n;
    e = field - 1075;
  }
  if (m === 0n) return { m: 0n, e: 0 };
  const zeros = trailingZeros(m);
  m >>= BigInt(zeros);
  return { m: bits >> 63n === 1n ? -m : m, e: e + zeros };
}

export class Rational {
  /** num/den in lowest terms, den > 0. Use `Rational.of`, which reduces. */
  constructor(num, den) {
    this.num = num;
    this.den = den;
  }

  static of(num, den = 1n) {
    if (den === 0n) throw new RangeError("the denominator is 0");
    if (den < 0n) [num, den] = [-num, -den];
    if ((den & (den - 1n)) === 0n) {
      // A power of two: only twos can be common, and counting them is faster than Euclid's algorithm.
      if (num === 0n) return new Rational(0n, 1n);
      const common = BigInt(Math.min(trailingZeros(num), trailingZeros(den)));
      return new Rational(num >> common, den >> common);
    }
    const common = gcd(num, den);
    return new Rational(num / common, den / common);
  }

  /** m · 2^e. */
  static dyadic(m, e) {
    return e >= 0 ? new Rational(m << BigInt(e), 1n) : Rational.of(m, 1n << BigInt(-e));
  }

  /** The exact value of a finite number (float32 values are float64 values too). */
  static ofNumber(x) {
    const dyadic = dyadicOfFloat64(x);
    if (dyadic === null) throw new RangeError(`${x} is not a finite number`);
    return Rational.dyadic(dyadic.m, dyadic.e);
  }

  /** Reads 45/16, −3, 2.8125 or 1e-3, exactly; null for other text. */
  static parse(text) {
    const clean = text.trim().replaceAll("−", "-").replaceAll(",", "");
    const fraction = /^([+-]?\d{1,4096})(?:\s*\/\s*(\d{1,4096}))?$/.exec(clean);
    if (fraction) {
      const den = BigInt(fraction[2] ?? 1);
      return den === 0n ? null : Rational.of(BigInt(fraction[1]), den);
    }
    const decimal = /^([+-]?)(\d{0,400})\.?(\d{0,400})(?:[eE]([+-]?\d{1,3}))?$/.exec(clean);
    if (!decimal || (decimal[2] === "" && decimal[3] === "")) return null;
    const digits = BigInt(decimal[1] + (decimal[2] + decimal[3] || "0"));
    const power = Number(decimal[4] ?? 0) - decimal[3].length;
    return power >= 0 ? Rational.of(digits * 10n ** BigInt(power)) : Rational.of(digits, 10n ** BigInt(-power));
  }

  plus(other) {
    return Rational.of(this.num * other.den + other.num * this.den, this.den * other.den);
  }

  minus(other) {
    return Rational.of(this.num * other.den - other.num * this.den, this.den * other.den);
  }

  times(other) {
    return Rational.of(this.num * other.num, this.den * other.den);
  }

  over(other) {
    return Rational.of(this.num * other.den, this.den * other.num);
  }

  get negated() {
    return new Rational(-this.num, this.den);
  }

  get magnitude() {
    return this.num < 0n ? this.negated : this;
  }

  get sign() {
    return this.num > 0n ? 1 : this.num < 0n ? -1 : 0;
  }

  /** Below 0, 0 or above 0 as this is less than, equal to or greater than the other. */
  compare(other) {
    const left = this.num * other.den;
    const right = other.num * this.den;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other) {
    return this.num === other.num && this.den === other.den;
  }

  /** The digits of numerator and denominator together. */
  get digits() {
    return this.magnitude.toString().replace("/", "").length;
  }

  /** The bits of numerator and denominator together. */
  get bits() {
    return bitLength(this.num) + (this.den === 1n ? 0 : bitLength(this.den));
  }

  /** The nearest float64, ties to even (subnormal results may be off by their last bit). */
  toNumber() {
    const { num, den } = this;
    if (num === 0n) return 0;
    // 66 bits of the quotient, the last of which says whether anything is left over.
    const shift = 66 - bitLength(num) + bitLength(den);
    const magnitude = num < 0n ? -num : num;
    const top = shift >= 0 ? magnitude << BigInt(shift) : magnitude;
    const bottom = shift >= 0 ? den : den << BigInt(-shift);
    let quotient = top / bottom;
    if (quotient * bottom !== top) quotient |= 1n;
    let value = Number(quotient);
    for (let rest = -shift; rest !== 0; ) {
      const step = Math.max(-1000, Math.min(1000, rest));
      value *= 2 ** step;
      rest -= step;
    }
    return num < 0n ? -value : value;
  }

  /** "p/q", or "p" for an integer: the form of `heaviside atlas --json`. */
  toString() {
    return this.den === 1n ? `${this.num}` : `${this.num}/${this.den}`;
  }
}

export const zero = new Rational(0n, 1n);
export const one = new Rational(1n, 1n);
