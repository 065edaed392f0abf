/// Samples laid out row by row for an epoch or a mini-batch.
struct SampleRows<Element: Scalar> {
    /// `[count × inputs]`.
    let inputs: UnsafePointer<Element>
    /// `[count × outputs]`.
    let targets: UnsafePointer<Element>
    /// The number of samples.
    let count: Int
}
