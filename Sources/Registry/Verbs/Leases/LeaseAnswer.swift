package import Addresses

/// What a lease is at a moment: its state, unless its time is over.
package enum LeaseStatus: String, Codable, Hashable, Sendable, CaseIterable {
    case offered, bound, expired, released, declined

    init(_ lease: Lease, at now: UTCTime) {
        self.init(lease.state, isOver: lease.expires <= now.rawValue)
    }

    init(_ state: LeaseState, isOver: Bool) {
        self =
            switch state {
            case .offered: isOver ? .expired : .offered
            case .bound: isOver ? .expired : .bound
            case .released: .released
            case .declined: .declined
            }
    }
}

/// A lease as `lease list` and `lease show` print it. A guest that is no clone has none of the last five.
package struct LeaseAnswer: Codable, Hashable, Sendable {
    package var address: IPv4Address
    package var mac: MACAddress
    package var state: LeaseStatus
    package var starts: UTCTime
    package var expires: UTCTime
    @ExplicitNull package var environment: String?
    @ExplicitNull package var machine: String?
    @ExplicitNull package var fqdn: String?
    /// The host whose lease it is; then there is no environment and no machine.
    @ExplicitNull package var host: String?
    /// Option 61 in hexadecimal, as it was last sent: `01-00-1D-D8-B7-1C-07`.
    @ExplicitNull package var clientIdentifier: String?

    init(_ record: LeaseRecord, at now: UTCTime) {
        address = record.lease.address
        mac = record.lease.mac
        state = LeaseStatus(record.lease, at: now)
        starts = UTCTime(rawValue: record.lease.starts)
        expires = UTCTime(rawValue: record.lease.expires)
        environment = record.environment
        machine = record.machine
        host = record.host
        fqdn = (record.alias ?? record.host).map { $0 + "." + record.domain }
        clientIdentifier = record.isGuest ? nil : record.lease.clientIdentifier.map(Self.hexadecimal)
    }

    private static func hexadecimal(_ octets: [UInt8]) -> String {
        var text: [UInt8] = []
        text.append(hexadecimal: octets)
        return String(decoding: text, as: UTF8.self)
    }
}
