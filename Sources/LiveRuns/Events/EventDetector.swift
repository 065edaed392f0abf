internal import Analysis
public import Networks

/// Finds what happens in training, with its causes: units that fall asleep, wake and blink, kinks that pass codes or
/// are held by them, codes that fold, outputs that lose their gradient.
///
///     var detector = EventDetector(network, samples: samples, training: training)
///     // before each epoch
///     detector.observe(epoch: state.epoch, front: state.front, learningRate: state.learningRate)
///     // a few times a second
///     for event in detector.take().changed { show(event) }
///
/// It looks at the state of every epoch, of which it needs all layers but the last, and now and then at the whole
/// network. An epoch in which nothing happens allocates nothing. It follows kinks where a network has a scalar code
/// that feeds a ReLU or leaky ReLU layer, which feeds the outputs; of other networks it tells what the whole network
/// shows.
/// Memory is bounded, however long training goes on: see ``limit``.
///
/// - Complexity: O(samples + units) for an epoch, if the encoder is one linear layer and signals are step functions.
public struct EventDetector: Sendable {
    let setting: EventSetting
    let samples: SampleSet
    var log: EventLog
    /// Where w and b of the units begin in the flat buffer, and its least length; nil where no kinks are followed.
    private let layout: (weight: Int, bias: Int?, count: Int)?
    private var codes: CodeSums
    private(set) var table: SideTable
    var units = UnitTable()
    private var pairs: PairTable
    private var fold = FoldWatch()
    private var turns: [Int: (event: Int, last: Int)] = [:]
    var outputs = OutputWatch()
    private var rate: Double?
    private var isRateByHand = false
    /// The rate of each epoch by a schedule that is a formula of it: no event tells of it. Nil for other schedules.
    private let curve: (@Sendable (Int) -> Double)?
    /// The id of the event that tells of epochs that were left out; 0 for none.
    private var missed = 0
    /// The last state that was looked at; −1 before the first.
    public private(set) var epoch = -1

    /// The most events that are kept: beyond them the oldest of the least important ones, blinks first, are merged.
    public var limit: Int { log.limit }

    /// Whether the network has kinks on a code's axis, so that every epoch should be observed.
    public var followsUnits: Bool { layout != nil }

    /// Whether an event waits for the whole network: call ``observe(epoch:network:checkpoint:)`` soon.
    public var needsNetwork: Bool { !units.undecided.isEmpty }

    /// A detector for a run.
    ///
    /// - Parameters:
    ///   - network: the network at the start, for its shape.
    ///   - samples: the samples it is trained on, in the order of training.
    ///   - training: the recipe.
    ///   - limit: the most events that are kept.
    public init<S: TrainableScalar>(
        _ network: Network<S>, samples: SampleSet, training: Training, limit: Int = 10_000
    ) {
        self.samples = samples
        let optimizerRate = training.optimizer.learningRate
        if case .curve(let found) = training.schedule {
            curve = { found.rate(at: $0, from: optimizerRate) }
        } else {
            curve = nil
        }
        log = EventLog(limit: limit)
        let last = network.layers.count - 1
        var offset = 0
        func place(_ count: Int) -> Int {
            defer { offset += (count + 15) / 16 * 16 }
            return offset
        }
        let places = network.layers.dropLast().map { layer in
            (weight: place(layer.weight.elements.count), bias: layer.bias.map { place($0.count) })
        }
        let code = network.codeLayer
        let isFollowed =
            last >= 2 && code == last - 2 && network.layers[last - 2].outputs == 1 && !network.hasSkips
            && network.layers[last - 1].dense.activation.kinks == [0]
            && network.layers[last - 1].dense.activation.negativeSlope != nil && samples.length == network.inputs
            && samples.count > 0
        let encoder = isFollowed ? Array(network.layers[...(last - 2)]) : []
        let isLinear = encoder.count == 1 && encoder[0].dense.activation == .identity
        setting = EventSetting(
            units: isFollowed ? network.layers[last - 1].outputs : 0,
            activation: isFollowed ? network.layers[last - 1].dense.activation : .identity,
            areCodesFixed: training.codeLinearity == nil && encoder.allSatisfy { !$0.dense.isTrainable },
            isLinear: isLinear, samples: samples, training: training)
        let isSingle = MemoryLayout<S>.size == 4
        let isWide =
            training.accumulators == .double && training.path.resolved(for: network, loss: training.loss) == .sweep
        codes = CodeSums(
            zip(encoder, places).map { ($0.dense, $0.inputs, $1.weight, $1.bias) },
            signals: isFollowed ? samples.signals : Matrix(rows: 0, columns: 0, elements: []),
            isRoundedToFloat: isSingle && !isWide)
        table = SideTable(units: setting.units, samples: isFollowed ? samples.count : 0)
        pairs = PairTable(samples: samples.count)
        layout = isFollowed ? (places[last - 1].weight, places[last - 1].bias, offset) : nil
    }

    /// Looks at the state between two epochs.
    ///
    /// States come in increasing order of the epoch. Where some are left out, an event tells how many, and those that
    /// may have happened there say between which epochs. A state that is earlier than the last is ignored; of one that
    /// comes again, the learning rate counts.
    ///
    /// - Parameters:
    ///   - epoch: the number of epochs of updates so far.
    ///   - front: the parameters of all layers but the last, as training lays them out: weight before bias, each
    ///     beginning at a multiple of 16 scalars.
    ///   - learningRate: the rate of the epoch that begins here.
    /// - Complexity: O(samples + units + what happens).
    public mutating func observe<S: TrainableScalar>(
        epoch: Int, front: UnsafeBufferPointer<S>, learningRate: Double
    ) {
        guard epoch >= self.epoch else { return }
        let isFirst = self.epoch < 0
        if !isFirst, epoch > self.epoch + 1 { miss(self.epoch + 1, epoch - 1) }
        // Where a run goes on by another recipe, its state comes again, with the rate that is in force from there.
        if let rate, rate != learningRate, isRateByHand || curve?(epoch) != learningRate {
            let change = LiveEvent.rate(
                epoch: epoch, from: rate, to: learningRate, cause: isRateByHand ? .hand : .schedule)
            _ = log.add(.outside(change), epoch: epoch, isOpen: false)
            isRateByHand = false
        }
        rate = learningRate
        guard epoch > self.epoch else { return }
        self.epoch = epoch
        guard let layout, front.count >= layout.count, let base = front.baseAddress, !table.isLost else { return }
        // Told apart by hand: the generic function need not be specialised by the caller.
        if S.self == Double.self {
            read(UnsafeRawPointer(base).assumingMemoryBound(to: Double.self), layout.weight, layout.bias)
        } else if S.self == Float.self {
            read(UnsafeRawPointer(base).assumingMemoryBound(to: Float.self), layout.weight, layout.bias)
        } else {
            return
        }
        guard !table.isLost else { return }
        if isFirst {
            for k in table.suspects { _ = table.resolve(Int(k)) }
            units.begin(table, epoch: epoch)
            fold.begin(table, setting)
            return
        }
        for k in table.suspects { follow(Int(k), rate: learningRate) }
        fold.endEpoch(table, setting, epoch: epoch, log: &log)
        units.endEpoch(table, epoch: epoch, areCodesFixed: setting.areCodesFixed, log: &log)
        pairs.endEpoch(table, epoch: epoch, canSleep: setting.canSleep, log: &log)
    }

    /// Notes that some epochs were not looked at.
    private mutating func miss(_ first: Int, _ last: Int) {
        log.miss(after: first - 1, before: last + 1)
        pairs.miss(log: &log)
        if missed != 0, log.record(missed) != nil {
            log.update(missed) { record in
                guard case .missed(var story) = record.story else { return }
                story.epochs += last - first + 1
                story.stretches += 1
                story.last = last
                record.story = .missed(story)
            }
        } else {
            let story = Story.Missed(epochs: last - first + 1, first: first, last: last)
            missed = log.add(.missed(story), epoch: first, isOpen: false, isExact: true)
        }
    }

    private mutating func read<S: BinaryFloatingPoint>(_ parameters: UnsafePointer<S>, _ weight: Int, _ bias: Int?) {
        let count = setting.units
        table.advance { w, b, z in
            let from = parameters + weight
            for k in 0..<count { w[k] = Double(from[k]) }
            if let bias {
                let from = parameters + bias
                for k in 0..<count { b[k] = Double(from[k]) }
            }
            codes.write(parameters, into: z)
        }
    }

    /// Looks at a unit on whose sides something has changed.
    private mutating func follow(_ k: Int, rate: Double) {
        let change = table.resolve(k)
        if change.turned { turn(k) }
        if change.isLost { pairs.reset(unit: k, log: &log) }
        let (was, isActive) = (change.wasActive > 0, change.isActive > 0)
        let changes = setting.canSleep && was != isActive
        let isHushed = changes && !units.isSettledAwake(k)
        for sample in table.flipped {
            if isHushed {
                pairs.hush(table, unit: k, sample: Int(sample))
            } else {
                pairs.change(table, unit: k, sample: Int(sample), epoch: epoch, log: &log)
            }
        }
        guard changes else { return }
        let rises = table.weight(k) > 0
        if isActive {
            let sample = Int(rises ? table.order[table.samples - 1] : table.order[0])
            units.wake(table, unit: k, sample: sample, epoch: epoch, rate: rate, log: &log)
        } else {
            // The one that was furthest inside.
            let flipped = table.flipped.map(Int.init)
            let sample = flipped.max {
                rises ? table.codeBefore($0) < table.codeBefore($1) : table.codeBefore($0) > table.codeBefore($1)
            }
            units.sleep(
                table, unit: k, sample: sample ?? Int(rises ? table.order[table.samples - 1] : table.order[0]),
                epoch: epoch, log: &log)
        }
    }

    private mutating func turn(_ k: Int) {
        if let (event, last) = turns[k], epoch - last < UnitTable.settledAfter {
            turns[k] = (event, epoch)
            log.update(event) { [epoch] record in
                record.count += 1
                guard case .turn(var turn) = record.story else { return }
                turn.last = epoch
                record.story = .turn(turn)
            }
            return
        }
        let (kink, before) = (table.kink(k), table.kinkBefore(k))
        let leavesBelow = before.isFinite && kink.isFinite ? before < kink : table.bias(k) * table.weight(k) < 0
        let event = log.add(
            .turn(Story.Turn(unit: k, leavesBelow: leavesBelow, last: epoch)), epoch: epoch, isOpen: false)
        turns[k] = (event, epoch)
    }

    // MARK: - Events

    /// Adds an event of another kind: see the functions of ``LiveEvent``; returns its id.
    @discardableResult
    public mutating func add(_ event: LiveEvent) -> Int {
        log.add(.outside(event), epoch: event.epoch, count: event.count, isOpen: event.isOpen, isExact: true)
    }

    /// Says that the next change of the learning rate is by hand.
    public mutating func expectRateByHand() { isRateByHand = true }

    /// The events that are new or have changed since the last call, in the order of their ids, and the ids of those
    /// that were merged into others.
    ///
    /// - Complexity: O(events that changed).
    public mutating func take() -> (changed: [LiveEvent], removed: [Int]) {
        let (changed, removed) = log.take()
        return (changed.map(written), removed)
    }

    /// All events that are kept, as they stand now, in the order of their ids.
    ///
    /// - Complexity: O(events).
    public var events: [LiveEvent] { log.records.map(written) }

    /// Whether the epoch of every event is the one at which it happened, and nothing was left out.
    public var isExact: Bool { missed == 0 && log.isExact && !outputs.isSparse }

    private func written(_ record: EventRecord) -> LiveEvent { EventWords(setting, epoch: epoch).event(record) }
}
