package import Addresses

/// A beginning, an end or a piece of evidence that the lease server has seen. Renewals are not events.
package struct LeaseEvent: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
        case leaseBegan = "lease.began"
        case leaseExpired = "lease.expired"
        case leaseReleased = "lease.released"
        case leaseDeclined = "lease.declined"
        /// The tie went to another MAC because the range was used up.
        case leaseTakenOver = "lease.taken-over"
        /// A REQUEST was refused.
        case requestRefused = "request.refused"
        /// A machine asked on another network than its own.
        case wrongNetwork = "request.wrong-network"
        /// A client chose another server's offer on our link.
        case foreignServer = "request.foreign-server"
        /// The range has no address left for this machine, or guest.
        case rangeExhausted = "range.exhausted"
        /// The same MAC was seen at two places at once (R18).
        case duplicateMAC = "mac.duplicate"
        /// A MAC moved from one place to another and was not seen at the old one any more: a migration (R18).
        case macMoved = "mac.moved"
        /// Somebody asked with a MAC that is held, for more than to extend its lease: the machine that was rolled back to
        /// it, or its owner that has started anew.
        case heldMAC = "mac.held"
        /// A machine's private MAC was seen on the public network; the event's machine is the oldest that has it.
        case privateMAC = "mac.private"
        /// Two machines with leases have one client identifier: a server that goes by it would give them one address.
        case sharedIdentifier = "identifier.shared"
        /// Two machines with leases on one network say that they have the same host name (R17).
        case sharedName = "name.shared"
        /// It asked the name server to register names of its own (R16).
        case updateRefused = "update.refused"
        /// Somebody who is not registered uses an address that was about to be given out, or was declined (R15).
        case addressInUse = "address.in-use"
        /// A registered machine uses an address that is another's: it was restored or cloned and has not noticed (R15).
        case staleAddress = "address.stale"
    }

    package var kind: Kind
    package var mac: MACAddress
    package var address: IPv4Address?
    package var network: NetworkID?
    package var machine: MachineID?
    /// The other side of a conflict, and the registered machine that it is.
    package var otherMAC: MACAddress?
    package var otherMachine: MachineID?
    /// A short sentence for people, without control characters.
    package var detail: String?

    package init(
        kind: Kind, mac: MACAddress, address: IPv4Address? = nil, network: NetworkID? = nil, machine: MachineID? = nil,
        otherMAC: MACAddress? = nil, otherMachine: MachineID? = nil, detail: String? = nil
    ) {
        self.kind = kind
        self.mac = mac
        self.address = address
        self.network = network
        self.machine = machine
        self.otherMAC = otherMAC
        self.otherMachine = otherMachine
        self.detail = detail
    }
}

/// The article's three kinds of conflict between clones (R12).
package enum ConflictKind: String, Sendable, Codable, Hashable, CaseIterable {
    case name, address, mac
}

extension LeaseEvent.Kind {
    /// Whether names answer something else after it.
    package var changesNames: Bool {
        switch self {
        case .leaseBegan, .leaseExpired, .leaseReleased, .leaseDeclined, .leaseTakenOver: true
        case .requestRefused, .wrongNetwork, .foreignServer, .rangeExhausted, .duplicateMAC, .macMoved,
            .heldMAC, .privateMAC, .sharedIdentifier, .sharedName, .updateRefused, .addressInUse,
            .staleAddress:
            false
        }
    }

    /// What it is evidence of, if it is.
    package var conflict: ConflictKind? {
        switch self {
        case .requestRefused, .foreignServer, .sharedIdentifier, .addressInUse, .staleAddress, .leaseDeclined: .address
        case .duplicateMAC, .privateMAC: .mac
        case .sharedName, .updateRefused: .name
        case .leaseBegan, .leaseExpired, .leaseReleased, .leaseTakenOver, .wrongNetwork, .rangeExhausted, .macMoved,
            .heldMAC:
            nil
        }
    }
}
