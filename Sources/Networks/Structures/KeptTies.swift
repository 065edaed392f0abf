internal import Synchronization

/// The ties of a layer, which are made when they are first asked for, and then shared by all copies of its description.
///
/// It is no part of a description's value: any two are equal.
final class KeptTies: Sendable, Hashable {
    /// What ties follow from.
    struct Form: Sendable, Hashable {
        let structure: WeightStructure
        let input: [Int]
        let outputs: Int
        let skip: Skip?
        let columns: Int
    }

    private let kept = Mutex<(form: Form, ties: WeightTying?)?>(nil)

    /// The ties of a form; nil where every entry is a parameter of its own, and for inputs that do not fit.
    ///
    /// - Complexity: O(outputs · inputs) where the last form that was asked for was another one, else O(1).
    func ties(_ form: Form) -> WeightTying? {
        kept.withLock { kept in
            if let kept, kept.form == form { return kept.ties }
            let width = form.columns - form.input.reduce(1, *)
            let ties = try? WeightTying(
                form.structure, input: form.input, outputs: form.outputs, skip: form.skip, skipWidth: width)
            kept = (form, ties ?? nil)
            return ties ?? nil
        }
    }

    static func == (first: KeptTies, second: KeptTies) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}
