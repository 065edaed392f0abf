import NIOCore

/// The end of the engine's pipeline: hands frames over, and says once that there are no more.
final class EngineHandler: ChannelInboundHandler {
    typealias InboundIn = EngineFrame

    private let onFrame: @Sendable (EngineFrame) -> Void
    private var onEnd: (@Sendable (EngineProblem?) -> Void)?

    init(onFrame: @escaping @Sendable (EngineFrame) -> Void, onEnd: @escaping @Sendable (EngineProblem?) -> Void) {
        self.onFrame = onFrame
        self.onEnd = onEnd
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { onFrame(unwrapInboundIn(data)) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { end(nil, context: context) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) { end(nil, context: context) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A pipe that the engine has closed is its end, and no problem of form.
        end(error as? EngineProblem, context: context)
    }

    private func end(_ problem: EngineProblem?, context: ChannelHandlerContext) {
        guard let onEnd else { return }
        self.onEnd = nil
        onEnd(problem)
        context.close(promise: nil)
    }
}
