/// How many packets a second are looked at; 0: all.
package struct PacketLimits: Hashable, Sendable {
    /// Of one MAC that is registered or has a lease.
    package var ofMAC: Int
    /// Of all other MACs together, for each interface.
    package var ofUnknown: Int

    package static let bounds = 0...1_000_000

    package init(ofMAC: Int = 100, ofUnknown: Int = 500) {
        self.ofMAC = min(max(ofMAC, Self.bounds.lowerBound), Self.bounds.upperBound)
        self.ofUnknown = min(max(ofUnknown, Self.bounds.lowerBound), Self.bounds.upperBound)
    }
}
