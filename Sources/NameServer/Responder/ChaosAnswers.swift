internal import DNSWire

/// Answers about the server itself: TXT records of class CHAOS (RFC 4892).
extension Responder {
    /// - Returns: `false` if there is no answer to give.
    mutating func answerChaos(_ query: Query, in message: inout MutableSpan<UInt8>) -> Bool {
        guard query.recordClass == .chaos, query.type == .txt || query.type == .any else { return false }
        let question = MessageHeader.size..<MessageHeader.size &+ name.length
        guard let index = identity.index(of: message.span.extracting(question)) else { return false }
        let text = identity.texts[index].text
        let size = text.count
        header.isAuthoritative = true
        writer.writePointer(to: MessageHeader.size, in: &message)
        writer.write(RecordType.txt.rawValue, to: &message)
        writer.write(RecordClass.chaos.rawValue, to: &message)
        writer.write(UInt32(0), to: &message)
        writer.write(UInt16(truncatingIfNeeded: size &+ 1), to: &message)
        writer.write(UInt8(truncatingIfNeeded: size), to: &message)
        writer.write(text.span, 0..<size, to: &message)
        header.answers = 1
        return true
    }
}
