package import Addresses

/// What relays said of the clients that have leases (RFC 4388 §6.4.2): nothing of most, so it stands beside the rows.
extension LeaseBook {
    /// How many octets of option 82 are kept at most; a longer one is not. Relays send a few dozen.
    package static var relayInformationLimit: Int { 512 }

    /// What the relay said that the MAC's client was last acknowledged through; `nil`: it said nothing, or there was none.
    package func relayInformation(of mac: MACAddress) -> [UInt8]? {
        relayInformation.isEmpty ? nil : relayInformation[mac]
    }

    func setRelayInformation(_ information: [UInt8]?, of mac: MACAddress) {
        guard !relayInformation.isEmpty || information != nil else { return }
        let old = relayInformation[mac]
        guard old != information else { return }
        journal?.append(.relay(mac, old))
        relayInformation[mac] = information
    }
}
