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

    func allows(_ giaddr: IPv4Address, _ book: LeaseBook) -> Bool {
        book.network(containing: giaddr) != nil || listed.contains { $0.contains(giaddr) }
    }
}
