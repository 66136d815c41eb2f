internal import DHCPWire
internal import Registry

extension DecisionContext {
    /// What the relay of a message says, copied, if it is not what is known already.
    static func relayNews(
        of request: DHCPMessage, _ datagram: Span<UInt8>, _ path: RequestLink.Path, _ book: LeaseBook
    ) -> [UInt8]? {
        let option = request.relayInformation
        // Without a relay anybody could have written it.
        guard option.isPresent, path == .relayed, (1...LeaseBook.relayInformationLimit).contains(option.count),
            !option.equals(book.relayInformation(of: request.header.chaddr), in: datagram)
        else { return nil }
        return option.octets(of: datagram)
    }

    /// What is remembered of the relay from an ACK on (RFC 4388 §6.4.2: the most recent relay agent information); `nil`:
    /// what was. A renewal comes past the relay and says nothing of it; a client that is on our own link has none.
    var relayChange: LeaseChange? {
        if let relayNews { return .relay(mac, relayNews) }
        guard isPlaced, link.path == .direct || !request.relayInformation.isPresent,
            book.relayInformation(of: mac) != nil
        else { return nil }
        return .relay(mac, nil)
    }
}
