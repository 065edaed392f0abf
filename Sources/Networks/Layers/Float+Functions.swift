// The scalar twins of `Sources/Kernels/functions.c`: the same operations in double precision, in the same order.

extension Float {
    /// exp(x), within 0.51 of a unit in the last place; the same bits on every processor.
    public static func exponential(_ x: Float) -> Float { Float(exponential(clamped(x, -104, 89))) }

    /// tanh(x), within 0.51 of a unit in the last place; the same bits on every processor.
    public static func hyperbolicTangent(_ x: Float) -> Float {
        let (scale, part) = exponentialPart(2 * clamped(x.magnitude, 0, 20))
        let t = scale * part + (scale - 1)
        return Float(bitPattern: Float(t / (t + 2)).bitPattern | x.bitPattern & 1 << 31)
    }

    /// 1 / (1 + exp(−x)), within 0.51 of a unit in the last place; the same bits on every processor.
    public static func sigmoid(_ x: Float) -> Float {
        let e = decay(x)
        return Float((x < 0 ? e : 1) / (1 + e))
    }

    /// log(1 + exp(x)), within 0.51 of a unit in the last place; the same bits on every processor.
    public static func softplus(_ x: Float) -> Float {
        let (e, y) = (decay(x), Double(x))
        let s = e / (2 + e)
        let square = s * s
        let low = 0x1.ffffffff20ebbp-1 + square * 0x1.555559ad81779p-2
        let middle = 0x1.999619dbd2f2cp-3 + square * 0x1.25156fcbe7887p-3
        let high = 0x1.b5f5b243d414fp-4 + square * 0x1.f4ac76fa597c5p-4
        let fourth = square * square
        return Float((y <= 0 ? 0 : y) + 2 * s * (low + fourth * (middle + fourth * high)))
    }

    private static func clamped(_ x: Float, _ low: Double, _ high: Double) -> Double {
        let y = Double(x)
        return y < low ? low : y > high ? high : y
    }

    /// exp(−|x|), for |x| up to 104, where it already rounds to 0 as a float.
    private static func decay(_ x: Float) -> Double { exponential(clamped(-x.magnitude, -104, 0)) }

    private static func exponential(_ x: Double) -> Double {
        let (scale, part) = exponentialPart(x)
        return scale * part + scale
    }

    /// exp(x) = scale · part + scale, with scale = 2ᵏ and part = exp(x − k ln 2) − 1.
    private static func exponentialPart(_ x: Double) -> (scale: Double, part: Double) {
        let shifted = x * 0x1.71547652b82fep+0 + 0x1.8p52
        let r = x - (shifted - 0x1.8p52) * 0x1.62e42fefa39efp-1
        let scale = Double(bitPattern: (shifted.bitPattern &+ 1023) << 52)
        let low = 0x1.0000000022664p+0 + r * 0x1.0000002829500p-1
        let middle = 0x1.555554c5bb26cp-3 + r * 0x1.5554ad780de12p-5
        let high = 0x1.1111a6aa3e009p-7 + r * 0x1.6d74c15c1c3a0p-10
        let square = r * r
        return (scale, r * (low + square * (middle + square * (high + square * 0x1.a019eb962ae84p-13))))
    }
}
