internal import Addresses

/// How to take one change back.
enum LeaseBookUndo {
    case lease(MACAddress, Lease?)
    case resting(IPv4Address, RestingAddress?)
    case cursor(NetworkID, RangeKind, IPv4Address?)
    case watch(MACAddress, MACWatch?)
    case relay(MACAddress, [UInt8]?)
}

extension LeaseBook {
    /// Changes from here on can be rolled back. An open batch is committed.
    package func begin() {
        journal = []
    }

    /// The changes since `begin` stand: their transaction was committed.
    package func commit() {
        journal = nil
    }

    /// The changes since `begin` never happened: their transaction failed.
    package func rollback() {
        let undone = journal ?? []
        journal = nil
        for undo in undone.reversed() {
            switch undo {
            case .lease(let mac, let lease): setLease(lease, of: mac)
            case .resting(let address, let resting): setResting(resting, address)
            case .cursor(let network, let kind, let cursor): pools[network]?.setCursor(kind, cursor)
            case .watch(let mac, let watch): watches[mac] = watch
            case .relay(let mac, let information): relayInformation[mac] = information
            }
        }
    }

    /// Makes one change; an event changes nothing here.
    ///
    /// An address has one holder: a `put` of an address that is another MAC's ends that MAC's lease, and one of an
    /// address that rests ends the rest. The database refuses both, and then the batch is rolled back.
    package func apply(_ change: LeaseChange) {
        switch change {
        case .put(let lease):
            if let holder = rows.lease(at: lease.address)?.mac, holder != lease.mac {
                setLease(nil, of: holder)
                setRelayInformation(nil, of: holder)
            }
            setResting(nil, lease.address)
            setLease(lease, of: lease.mac)
        case .drop(let mac):
            setLease(nil, of: mac)
            setRelayInformation(nil, of: mac)
        case .rest(let resting):
            setResting(resting, resting.address)
        case .unrest(let address):
            setResting(nil, address)
        case .watch(let mac, let watch):
            journal?.append(.watch(mac, watches[mac]))
            watches[mac] = watch
        case .relay(let mac, let information):
            setRelayInformation(information, of: mac)
        case .event:
            break
        }
    }

    func setLease(_ lease: Lease?, of mac: MACAddress) {
        let old = rows.lease(of: mac)
        guard old != lease else { return }
        journal?.append(.lease(mac, old))
        rows.setLease(lease, of: mac)
        if let old, old.address != lease?.address {
            pools[old.network]?.free(old.address, until: restingAddresses[old.address]?.until)
        }
        if let lease {
            pools[lease.network]?.tie(lease, replacing: old)
        }
    }

    func setResting(_ resting: RestingAddress?, _ address: IPv4Address) {
        let old = restingAddresses[address]
        guard old != resting else { return }
        journal?.append(.resting(address, old))
        restingAddresses[address] = resting
        if let network = resting?.network ?? old?.network {
            pools[network]?.free(address, until: resting?.until)
        }
    }
}
