public import Analysis
internal import Diagnostics
internal import Exact

/// The geometry of a last layer in words.
public enum GeometryText {
    /// The lines that a terminal shows. Outputs and units are counted from 1 here, as in the paper.
    ///
    /// - Parameters:
    ///   - geometry: the geometry.
    ///   - rows: how many outputs, and how many samples, are listed.
    ///   - width: how long a line of a table may be.
    /// - Returns: the lines, without line breaks.
    public static func summary(_ geometry: LastLayerGeometry, rows: Int = 24, width: Int = .max) -> [String] {
        let outputs = geometry.hyperplanes.count
        let bias = geometry.hasOutputBias
        let amplitude = ExactText.equation(geometry.amplitude)
        let term = bias ? " + c_j" : ""
        let head =
            "\(NumberText.plural(geometry.dimension, "hidden unit")), \(NumberText.plural(outputs, "output")) "
            + "\(bias ? "with a bias" : "without a bias"), \(NumberText.plural(geometry.sampleCount, "sample"))"
        return [
            head,
            "H_j = { a : a·w_j\(term) \(amplitude) }, R_j = { a : a·w_j\(term) ≤ 0 }; j counts from 1, as in the paper",
            "In the orthant a ≥ 0 lies every a = relu(u): a column says which of H_j and R_j meet it.", "",
        ] + hyperplanes(geometry, rows, width) + [""] + points(geometry, rows, width) + [""] + conclusions(geometry)
    }

    /// One line an output: its row, its distance, whether H and R meet the orthant, and how many points lie where they
    /// must.
    private static func hyperplanes(_ geometry: LastLayerGeometry, _ rows: Int, _ width: Int) -> [String] {
        var table = [
            [
                "j", "w_j" + (geometry.hasOutputBias ? ", c_j" : ""), "distance of H_j", "in the orthant", "on H_j",
                "in R_j",
            ]
        ]
        let shown = TextTable.shownCount(of: geometry.hyperplanes.count, rows: rows)
        for (j, plane) in geometry.hyperplanes.enumerated().prefix(shown) {
            let own = (0..<geometry.sampleCount).map { geometry.incidence(sample: $0, output: j) }
            let (on, off) = (own.filter(\.isOn), own.filter { !$0.isOn })
            let row =
                ExactText.vector(plane.normal) + (geometry.hasOutputBias ? ", \(ExactText.number(plane.bias))" : "")
            table.append([
                "\(j + 1)", row, plane.squaredDistance.map(ExactText.root) ?? "no hyperplane",
                inOrthant(plane), "\(on.count(where: \.holds)) of \(on.count)",
                "\(off.count(where: \.holds)) of \(off.count)",
            ])
        }
        var lines = TextTable.lines(table, width: width)
        if shown < geometry.hyperplanes.count {
            lines.append("  … \(NumberText.plural(geometry.hyperplanes.count - shown, "more output"))")
        }
        return lines
    }

    private static func inOrthant(_ plane: OutputHyperplane) -> String {
        switch (plane.meetsOrthant, plane.halfSpaceMeetsOrthant, plane.halfSpaceMeetsOrthantBeyondOrigin) {
        case (true, _, true): "H and R"
        case (true, true, false): "H; R at 0 only"
        case (true, false, _): "H only"
        case (false, _, true): "R only"
        case (false, true, false): "R at 0 only"
        case (false, false, _): "neither"
        }
    }

    /// One line a sample: its code, its points, and what is wrong.
    private static func points(_ geometry: LastLayerGeometry, _ rows: Int, _ width: Int) -> [String] {
        var table = [["sample", "code z", "u = z w + b", "a = relu(u)", "lies where it must"]]
        let shown = TextTable.shownCount(of: geometry.sampleCount, rows: rows)
        let names = SampleNames(positions: geometry.positions)
        for i in 0..<shown {
            let wrong = geometry.hyperplanes.indices.map { geometry.incidence(sample: i, output: $0) }.filter {
                !$0.holds
            }
            table.append([
                names[i], ExactText.number(geometry.codes[i]),
                ExactText.vector(Array(geometry.preactivations.row(i))),
                ExactText.vector(Array(geometry.activations.row(i))), verdict(wrong),
            ])
        }
        var lines = TextTable.lines(table, width: width)
        if shown < geometry.sampleCount {
            lines.append("  … \(NumberText.plural(geometry.sampleCount - shown, "more sample"))")
        }
        return lines
    }

    private static func verdict(_ wrong: [Incidence]) -> String {
        guard !wrong.isEmpty else { return "yes" }
        let named = wrong.prefix(3).map { incidence in
            let set = (incidence.isOn ? "H" : "R") + ExactText.subscripted(incidence.output + 1)
            return incidence.squaredDistance.map { "\(ExactText.root($0)) from \(set)" } ?? "\(set) is empty"
        }
        return "no: " + named.joined(separator: ", ") + (wrong.count > 3 ? " and \(wrong.count - 3) more" : "")
    }

    private static func conclusions(_ geometry: LastLayerGeometry) -> [String] {
        [
            incidences(geometry), intersection(geometry), rows(geometry), line(geometry), spacing(geometry),
            image(geometry),
        ]
        .compactMap { $0 }
    }

    /// How many points lie where they must, and which is farthest off.
    static func incidences(_ geometry: LastLayerGeometry) -> String {
        let all = NumberText.plural(geometry.sampleCount * geometry.hyperplanes.count, "incidence")
        var right = 0
        var worst: Incidence?
        for incidence in geometry.incidences {
            if incidence.holds {
                right += 1
            } else if worst.map({ $0.excess.magnitude <= incidence.excess.magnitude }) ?? true {
                worst = incidence
            }
        }
        guard let worst else { return "All \(all) hold: the network is exact on these samples." }
        let set = (worst.isOn ? "H" : "R") + ExactText.subscripted(worst.output + 1)
        let product = "a·w" + (geometry.hasOutputBias ? " + c" : "")
        let amplitude = ExactText.number(geometry.amplitude)
        let size = ExactText.number(worst.excess.magnitude)
        let problem =
            worst.isOn
            ? "\(worst.excess.signum > 0 ? "exceeds" : "falls short of") \(amplitude) by \(size)"
            : "is \(size), and should be at most 0"
        let far = worst.squaredDistance.map { ", at the distance \(ExactText.root($0))" } ?? ""
        return
            "\(NumberText.count(right)) of \(all) hold. The largest error of \(product): "
            + "\(name(of: worst.sample, geometry)) is off \(set)\(far); there \(product) \(problem)."
    }

    /// What the hyperplanes have in common.
    static func intersection(_ geometry: LastLayerGeometry) -> String {
        // A row of zeros has no hyperplane: its equation holds everywhere, or nowhere.
        let rowsOfZeros = geometry.hyperplanes.enumerated().filter { $0.element.squaredDistance == nil }
        if let nowhere = rowsOfZeros.first(where: { !$0.element.level.isZero }) {
            return
                "H\(ExactText.subscripted(nowhere.offset + 1)) is empty: its row is 0, so that no a gives the amplitude."
        }
        let count = geometry.hyperplanes.count - rowsOfZeros.count
        if count == 0 { return "Every row is 0: there is no hyperplane, and every a gives the amplitude." }
        let subject = count == 1 ? "The hyperplane H is" : "The \(NumberText.count(count)) hyperplanes H meet in"
        switch geometry.intersection {
        case nil:
            return
                "The intersection of the hyperplanes H was not computed: exact elimination would take too long for these "
                + "weights."
        case .empty:
            return "The \(NumberText.count(count)) hyperplanes H have no point in common."
        case .flat(let dimension, let point):
            return "\(subject) a flat of dimension \(dimension), through \(ExactText.vector(point))."
        case .point(let point):
            let same = (0..<geometry.sampleCount).filter { Array(geometry.activations.row($0)) == point }
            let known = SampleNames(positions: geometry.positions)
            let names = same.map { known[$0] }.joined(separator: ", ")
            return "\(subject) one point, \(ExactText.vector(point))\(same.isEmpty ? "." : ": a of \(names).")"
        }
    }

    /// Whether the rows are orthogonal; nil where they are too many to say.
    private static func rows(_ geometry: LastLayerGeometry) -> String? {
        let outputs = geometry.hyperplanes
        guard outputs.count > 1, outputs.count <= 16 else { return nil }
        let gram = geometry.gramMatrix
        let isOrthogonal = outputs.indices.allSatisfy { j in
            outputs.indices.allSatisfy { $0 == j || gram[j, $0].isZero }
        }
        return isOrthogonal
            ? "The rows w_j are orthogonal to each other."
            : "The rows w_j are not orthogonal to each other, so the a·w_j are not orthogonal coordinates of a."
    }

    private static func line(_ geometry: LastLayerGeometry) -> String {
        "The points u lie on the line z·\(ExactText.vector(geometry.line.direction)) + "
            + "\(ExactText.vector(geometry.line.base))."
    }

    /// Whether the points on the line are equally spaced.
    static func spacing(_ geometry: LastLayerGeometry) -> String? {
        guard let spacing = geometry.spacing else { return nil }
        let (least, most) = spacing.extremes
        let speed = geometry.line.squaredSpeed
        guard !spacing.isEqual else {
            return
                "They are equally spaced: from one position to the next z changes by \(ExactText.number(least)), and u moves by "
                + "\(ExactText.root(least * least * speed))."
        }
        let (low, high) = (ExactText.number(least), ExactText.number(most))
        return "They are not equally spaced: from one position to the next z changes by "
            + (low == high ? "\(low), and not always by exactly the same." : "between \(low) and \(high).")
    }

    private static func image(_ geometry: LastLayerGeometry) -> String {
        let kinks = geometry.line.kinks
        return kinks.isEmpty
            ? "ReLU maps the line to one point: no unit has a kink."
            : "ReLU bends the line at \(NumberText.plural(kinks.count, "kink")), \(ExactText.values("z", kinks.map(\.z)))."
    }

    /// "θ = 2" where positions tell the samples apart, else "sample 2".
    private static func name(of sample: Int, _ geometry: LastLayerGeometry) -> String {
        SampleNames(positions: geometry.positions)[sample]
    }
}
