internal import Datagrams
internal import NIOCore

/// One client's connection: messages in, replies out in the same order, within limits.
///
/// Reading stops while the client does not take its replies, so what is held for it is bounded: one read of input, and
/// `TCPLimits.pendingReplies` of output.
final class TCPConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answers: TCPAnswers
    private let table: TCPConnectionTable
    private let limits: TCPLimits
    private var source: Datagrams.SocketAddress?
    private var input = ByteBuffer()
    private var inputHasEnded = false
    private var deadline = NIODeadline.distantFuture
    private var timer: Scheduled<Void>?
    /// Whether `deadline` is that of a message which has begun.
    private var isInMessage = false

    init(answers: TCPAnswers, table: TCPConnectionTable, limits: TCPLimits) {
        self.answers = answers
        self.table = table
        self.limits = limits
    }

    func channelActive(context: ChannelHandlerContext) {
        let address = context.remoteAddress
        let host = address?.ipAddress ?? ""
        let port = address?.port ?? 0
        source = Datagrams.SocketAddress(host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)")
        table.add(context.channel, client: host)
        deadline = .now() + limits.idle
        schedule(context)
        context.fireChannelActive()
        context.read()
    }

    func channelInactive(context: ChannelHandlerContext) {
        table.remove(context.channel)
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        if input.readableBytes == 0 { input = piece } else { input.writeBuffer(&piece) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        answer(context)
    }

    /// Replies that waited have left: go on with the messages that waited behind them.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        answer(context)
    }

    /// We ask for input ourselves, when there is room for what it leads to.
    private func answer(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        // Input is bounded by what one read takes, so this ends.
        while context.channel.isWritable {
            var output = context.channel.allocator.buffer(capacity: 512)
            let count = answers.answer(&input, to: &output, limit: limits.pendingReplies, from: source)
            guard count > 0 else { break }
            isInMessage = false
            deadline = now + limits.idle
            table.touch(context.channel, at: now)
            if output.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(output), promise: nil) }
        }
        input.discardReadBytes()
        guard context.channel.isWritable else {
            // The client has `idle` to take something; nothing is read meanwhile.
            isInMessage = false
            return
        }
        if inputHasEnded {
            // The empty write leaves behind every reply.
            context.writeAndFlush(wrapOutboundOut(ByteBuffer()))
                .assumeIsolated().whenComplete { _ in context.close(promise: nil) }
            return
        }
        if input.readableBytes > 0, !isInMessage {
            isInMessage = true
            deadline = now + limits.message
        }
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            inputHasEnded = true
            answer(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// One timer at a time; it looks at the deadline again when it fires, so that a query costs no timer.
    private func schedule(_ context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            guard context.channel.isActive else { return }
            if self.deadline <= .now() { context.close(promise: nil) } else { self.schedule(context) }
        }
    }
}
