internal import Addresses
internal import DHCPWire
internal import Registry

/// Asking the wire before an address is given out, and believing it (R15, R18).
extension DecisionContext {
    /// How long an address rests that somebody uses who should not, in seconds.
    static let conflictRestSeconds: Int64 = 600

    /// The question that must be answered before the address is offered; `nil` if it need not be: the network says so, or
    /// we are not on the client's link.
    func probe(of address: IPv4Address) -> AddressProbe? {
        guard home.probes, link.path == .direct else { return nil }
        return AddressProbe(address: address, interface: place.interface)
    }

    /// The question whether a MAC that came from elsewhere is still where it was.
    var probeOfOldPlace: AddressProbe? {
        guard home.probes, let old = sighting?.place, old.giaddr == .any, let lease = client.lease else { return nil }
        return AddressProbe(address: lease.address, interface: old.interface)
    }

    /// Who uses the address although it is not theirs; `nil` if nobody does, or nobody was asked.
    func stranger(on probe: AddressProbe) -> MACAddress? {
        guard let verdict, verdict.probe == probe, verdict.holder != mac else { return nil }
        return verdict.holder
    }

    /// What is written down of somebody who uses the address: a machine of ours that does not know better is also given
    /// short leases, so that it soon asks and is told (R19).
    func evidence(of stranger: MACAddress, using address: IPv4Address) -> [LeaseChange] {
        guard let culprit = book.interface(of: stranger)?.machine else {
            return [event(.addressInUse, address, "\(stranger), which is no machine's, uses it", other: stranger)]
        }
        var watch = book.watch(of: stranger) ?? MACWatch()
        watch.suspectUntil = after(Self.conflictRestSeconds)
        return [
            .watch(stranger, watch),
            .event(
                LeaseEvent(
                    kind: .staleAddress, mac: stranger, address: address, network: link.network.id, machine: culprit,
                    otherMAC: mac, otherMachine: client.machine, detail: "uses the address of \(mac)")),
        ]
    }

    /// The address goes to nobody for a while.
    func rest(_ address: IPv4Address) -> LeaseChange {
        .rest(
            RestingAddress(
                address: address, network: home.id, until: after(Self.conflictRestSeconds), reason: .conflict))
    }
}
