package import Addresses
internal import Registry

/// Which relays are believed: those inside a registered network, and those that are listed (DESIGN section 7).
///
/// Whoever is believed chooses the network of a request, so a host that merely reaches port 67 must not be.
package struct RelayPolicy: Hashable, Sendable {
    package var listed: [IPv4Network]

    package init(listed: [IPv4Network] = []) {
        self.listed = listed
    }

    /// Whoever writes a packet writes its `giaddr`, so that alone proves nothing: the packet must also come from a
    /// registered network or a listed address. A relay sends from its own side of the path, which may be another address
    /// than `giaddr` (RFC 1542 §4.1.1).
    func allows(_ giaddr: IPv4Address, from source: IPv4Address, _ book: LeaseBook) -> Bool {
        isKnown(giaddr, book) && isKnown(source, book)
    }

    private func isKnown(_ address: IPv4Address, _ book: LeaseBook) -> Bool {
        book.network(containing: address) != nil || listed.contains { $0.contains(address) }
    }
}
