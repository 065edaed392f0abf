public import Analysis
internal import Diagnostics
internal import Exact
public import Experiments
internal import Foundation
public import Networks
internal import Plots

/// The drawing of a last layer's geometry, for two and three hidden units.
public struct GeometryFigures: Sendable {
    private let geometry: LastLayerGeometry
    private let points: [[Double]]
    private let preactivations: [[Double]]
    private let rows: [[Double]]
    private let levels: [Double]
    private let heldOut: [[Double]]

    /// The most outputs with names in the key.
    private static let mostNamed = 4
    /// The most outputs that are drawn.
    private static let mostOutputs = 12
    /// The most points with labels.
    private static let mostLabels = 9

    /// A drawing of what was found, with the activations of samples that a network was not trained on.
    public init(_ geometry: LastLayerGeometry, of network: TrainedNetwork, heldOut: SampleSet?) {
        let layers = network.inDouble
        let activations = heldOut.map { layers.forward($0.signals).activations[layers.layers.count - 2] }
        self.init(
            geometry, heldOut: activations.map { rows in (0..<rows.rows).map { Array(rows.row($0)) } } ?? [])
    }

    /// A drawing of what was found.
    public init(_ geometry: LastLayerGeometry) { self.init(geometry, heldOut: []) }

    private init(_ geometry: LastLayerGeometry, heldOut: [[Double]]) {
        self.geometry = geometry
        self.heldOut = heldOut
        points = (0..<geometry.sampleCount).map { geometry.activations.row($0).map(\.doubleValue) }
        preactivations = (0..<geometry.sampleCount).map { geometry.preactivations.row($0).map(\.doubleValue) }
        rows = geometry.hyperplanes.map { $0.normal.map(\.doubleValue) }
        levels = geometry.hyperplanes.map(\.level.doubleValue)
    }

    /// Why layers of these widths are not drawn, and what would be right; nil where they are.
    public static func problem(hiddenUnits: Int, outputs: Int) -> String? {
        guard (2...3).contains(hiddenUnits) else {
            return "\(NumberText.plural(hiddenUnits, "hidden unit")): expected 2 or 3 for a drawing"
        }
        return outputs <= mostOutputs ? nil : "\(outputs) outputs: expected at most \(mostOutputs) for a drawing"
    }

    /// Why there is no drawing, and what would allow one; nil where there is one.
    public var problem: String? {
        if let problem = Self.problem(hiddenUnits: geometry.dimension, outputs: geometry.hyperplanes.count) {
            return problem
        }
        let numbers = [points, preactivations, rows, [levels], heldOut].joined().joined()
        return numbers.allSatisfy { $0.isFinite && abs($0) < 1e50 }
            ? nil : "weights or codes too large to draw: expected numbers below 1e50"
    }

    /// The figure of section 3.3; nil where ``problem`` says why not.
    public var figure: ReportFigure? {
        guard problem == nil else { return nil }
        let view = GeometryView(
            points: points + heldOut, preactivations: preactivations, rows: rows, targets: violations.map(\.to))
        let isPlane = geometry.dimension == 2
        let title = isPlane ? "The plane of activations" : "The space of activations"
        return ReportFigure(
            id: "geometry", title: title, caption: caption(view),
            drawing: GeometryFigure(
                title,
                description:
                    "Activations of the hidden units, the \(isPlane ? "lines" : "planes") on which the outputs require them, "
                    + "and the line of preactivations with its image under ReLU.",
                axes: view.domains.enumerated().map { k, domain in
                    Axis("a\(ExactText.subscripted(k + 1))", domain: domain)
                },
                marks: marks(view), setsOffOrthant: true, outsideName: "no activation lies here",
                hasEqualScales: view.hasEqualScales, showsTitle: false))
    }

    private func marks(_ view: GeometryView) -> [GeometryMark] {
        outputMarks(view) + violationMarks(view) + lineMarks(view) + pointMarks(view)
    }

    /// H, R and w of each output.
    private func outputMarks(_ view: GeometryView) -> [GeometryMark] {
        let isNamed = rows.count <= Self.mostNamed
        return geometry.hyperplanes.enumerated().flatMap { j, plane -> [GeometryMark] in
            let style = SeriesStyle.slot(Self.slot(j))
            let index = ExactText.subscripted(j + 1)
            let product = "a·w\(index)" + (geometry.hasOutputBias ? " + c\(index)" : "")
            func series(_ name: String) -> Series { Series(isNamed ? name : "", style) }
            var marks: [GeometryMark] = []
            if !plane.squaredNorm.isZero {
                marks.append(
                    .hyperplane(
                        normal: rows[j], level: levels[j],
                        series("H\(index): \(product) \(ExactText.equation(plane.amplitude))"), label: "H\(index)"))
            }
            if geometry.dimension == 2, isNamed {
                marks.append(
                    .halfSpace(
                        normal: rows[j], level: -plane.bias.doubleValue, series("R\(index): \(product) ≤ 0"),
                        label: "R\(index)"))
            }
            marks.append(
                .arrow(
                    from: rows[j].map { _ in 0 }, to: rows[j].map { $0 * view.arrowFactor },
                    series("w\(index) \(ExactText.equation(plane.normal))\(j == 0 ? view.arrowWords : "")"),
                    label: "w\(index)"))
            return marks
        }
    }

    /// From each point that is off to the nearest point where it must lie.
    private var violations: [(output: Int, distance: Double, from: [Double], to: [Double])] {
        geometry.incidences.compactMap { incidence in
            let norm = geometry.hyperplanes[incidence.output].squaredNorm
            guard let distance = incidence.distance, distance > 0, distance.isFinite, !norm.isZero else { return nil }
            let factor = (incidence.excess / norm).doubleValue
            let from = points[incidence.sample]
            return (incidence.output, distance, from, zip(from, rows[incidence.output]).map { $0 - factor * $1 })
        }
    }

    /// Those that can be seen.
    private func violationMarks(_ view: GeometryView) -> [GeometryMark] {
        violations.filter { $0.distance > view.size / 100 && view.shows($0.to) }.map { violation in
            let series = Series("from a point to where it must lie", .slot(Self.slot(violation.output)))
            return .path([violation.from, violation.to], series, .dotted)
        }
    }

    /// The line of preactivations and its image.
    private func lineMarks(_ view: GeometryView) -> [GeometryMark] {
        let codes = geometry.codes.sorted()
        guard let least = codes.first, let most = codes.last else { return [] }
        let reach = most > least ? (most - least) * 8 : .one
        let image = geometry.line.image(from: least - reach, to: most + reach).map { $0.map(\.doubleValue) }
        let style = SeriesStyle.slot(4)
        let direction = geometry.line.direction.map(\.doubleValue)
        var marks: [GeometryMark] = []
        let drawable = image.filter { $0.allSatisfy { $0.isFinite && abs($0) < 1e50 } }
        marks.append(
            .path(drawable, Series("relu(u): the line as ReLU bends it", style), .broad))
        if direction.contains(where: { $0 != 0 }) {
            marks.append(
                .line(
                    through: preactivations[preactivations.count / 2], direction: direction,
                    Series("u = z w + b: a line", style)))
        }
        let shown = preactivations.indices.filter { view.shows(preactivations[$0]) }
        marks += shown.filter { preactivations[$0] != points[$0] }
            .map { .path([preactivations[$0], points[$0]], Series("", style), .dotted) }
        let words = geometry.isEquallySpaced == true ? "u of the samples, equally spaced" : "u of the samples"
        marks.append(.points(shown.map { preactivations[$0] }, Series(words, style), .hollow))
        return marks
    }

    /// The activations, those that coincide as one point, and the common point of the hyperplanes.
    private func pointMarks(_ view: GeometryView) -> [GeometryMark] {
        var groups: [(point: [Double], samples: [Int])] = []
        for (i, point) in points.enumerated() {
            if let k = groups.firstIndex(where: { $0.point == point }) {
                groups[k].samples.append(i)
            } else {
                groups.append((point, [i]))
            }
        }
        // Points that can hardly be told apart share a label, which would cover those of the others.
        var places: [(point: [Double], groups: [Int])] = []
        for (k, group) in groups.enumerated() {
            if let near = places.firstIndex(where: { view.areClose($0.point, group.point) }) {
                places[near].groups.append(k)
            } else {
                places.append((group.point, [k]))
            }
        }
        let stride = (places.count + Self.mostLabels - 1) / Self.mostLabels
        var names = groups.map { _ in "" }
        for (k, place) in places.enumerated() where k.isMultiple(of: stride) || k + 1 == places.count {
            names[place.groups[0]] = name(place.groups.flatMap { groups[$0].samples })
        }
        var marks: [GeometryMark] = []
        if case .point(let common)? = geometry.intersection, rows.count > 1 {
            let place = common.map(\.doubleValue)
            if place.allSatisfy({ $0.isFinite && abs($0) < 1e50 }) {
                marks.append(.points([place], Series("the one point on all H", .ink), .ring))
            }
        }
        marks.append(.points(groups.map(\.point), Series("a = relu(u) of each sample", .ink), labels: names))
        if !heldOut.isEmpty { marks.append(.points(heldOut, Series("a of a sample held out", .ink), .cross)) }
        return marks
    }

    private func name(_ samples: [Int]) -> String {
        // Without positions the order of the samples says nothing about their places.
        guard geometry.spacing != nil else { return "" }
        let positions = samples.compactMap { geometry.positions[$0] }.sorted().map { NumberText.number($0, digits: 6) }
        return positions.count <= 3
            ? "θ = \(positions.joined(separator: ", "))"
            : "θ = \(positions[0]) … \(positions[positions.count - 1])"
    }

    /// The colour of an output: all but the one of the line of preactivations.
    private static func slot(_ output: Int) -> Int { [1, 2, 3, 5, 6][output % 5] }

    private func caption(_ view: GeometryView) -> String {
        let isPlane = geometry.dimension == 2
        let set = isPlane ? "line" : "plane"
        var text =
            "Output j is right on a sample that turns it on if the activations a lie on the \(set) H_{j}, and on the other samples if they lie "
            + "in the half-\(isPlane ? "plane" : "space") R_{j}, "
            + (isPlane
                ? "which is shaded"
                : geometry.hasOutputBias
                    ? "beyond the parallel plane on which a·w_{j} + c_{j} is 0"
                    : "beyond the parallel plane through the origin")
            + ". Both are orthogonal to w_{j}. "
        text += GeometryText.incidences(geometry) + " "
        text +=
            "The codes move u along the dashed line, and ReLU maps it into the \(isPlane ? "first quadrant" : "orthant"): "
            + (isPlane ? "no activation lies in the tinted part. " : "the box. ")
        if let spacing = GeometryText.spacing(geometry) {
            text += spacing.replacing("They are", with: "The points u are") + " "
        }
        if !view.hasEqualScales { text += "The axes have different scales, so right angles do not look right. " }
        let hidden = preactivations.filter { !view.shows($0) }.count
        if hidden > 0 { text += "\(NumberText.plural(hidden, "point")) u lie\(hidden == 1 ? "s" : "") outside. " }
        return text.trimmingCharacters(in: .whitespaces)
    }
}
