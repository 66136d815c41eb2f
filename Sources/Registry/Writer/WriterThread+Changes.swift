internal import Addresses
internal import GRDB
internal import Logging

/// Verbs, lease batches and zones: one transaction each, then the book, then the publication.
extension WriterThread {
    func perform<V: Verb>(_ verb: V) -> Result<V.Answer, RegistryError> {
        guard recoverIfNeeded() else {
            return .failure(.file(.inputOutput(path: store.path, reason: "the last write failed")))
        }
        let milliseconds = clock.milliseconds()
        var staged = serials
        do {
            let (answer, touched, steps) = try write { database in
                let transaction = Transaction(database.database, milliseconds: milliseconds, service: service)
                let answer = try verb.perform(in: transaction)
                let touched = transaction.touched
                let steps = staged.step(touched.visibleNetworks, at: milliseconds / 1000)
                try database.store(steps)
                return (answer, touched, steps)
            }
            serials = staged
            takeOver(touched)
            publication?.publish(serials: steps)
            return .success(answer)
        } catch {
            return .failure(RegistryError(error, path: store.path))
        }
    }

    /// Commits a batch of lease changes that the book has already made.
    func commit(_ changes: [LeaseChange]) throws(LeaseCommitError) {
        guard !store.isBroken else {
            book.rollback()
            throw .storage
        }
        guard !changes.isEmpty else { return book.commit() }
        let milliseconds = clock.milliseconds()
        let start = MonotonicClock.nanoseconds
        var staged = serials
        let steps: [DomainName: UInt32]
        do {
            steps = try write { database in
                try database.execute(changes, milliseconds: milliseconds)
                let steps = staged.step(Self.visibleNetworks(changes), at: milliseconds / 1000)
                try database.store(steps)
                return steps
            }
        } catch {
            book.rollback()
            counters.countFailure()
            throw store.isBroken ? .storage : .constraint
        }
        book.commit()
        counters.count(changes.count, took: MonotonicClock.nanoseconds &- start)
        serials = staged
        publish(changes, at: milliseconds / 1000)
        publication?.publish(serials: steps)
        tell(changes)
    }

    /// - Parameter counts: dynamic updates that were refused, by the address they came from.
    func note(refusedUpdates counts: [IPv4Address: Int]) -> Result<Void, RegistryError> {
        let now = clock.seconds
        let events = counts.sorted { $0.key < $1.key }.compactMap { address, count -> LeaseChange? in
            guard let lease = book.lease(at: address), lease.isLive(at: now) else { return nil }
            return .event(
                LeaseEvent(
                    kind: .updateRefused, mac: lease.mac, address: address, network: lease.network,
                    machine: lease.machine,
                    detail: "asked to register names of its own (dynamic update, \(count) in a moment), and was refused"
                ))
        }
        do throws(LeaseCommitError) {
            try commit(events)
            return .success(())
        } catch {
            return .failure(.file(.inputOutput(path: store.path, reason: "the last write failed")))
        }
    }

    func serve(_ zones: [ServedZone]) -> Result<Void, RegistryError> {
        guard recoverIfNeeded() else {
            return .failure(.file(.inputOutput(path: store.path, reason: "the last write failed")))
        }
        let now = clock.seconds
        do {
            let served = try write { database in
                let served = try ZoneSerials(zones, stored: database.storedSerials(), at: now)
                try database.store(served.all)
                return served
            }
            serials = served
            publication?.publish(serials: served.all)
            return .success(())
        } catch {
            return .failure(RegistryError(error, path: store.path))
        }
    }

    /// A transaction; a failure of the storage is one loud line, however many follow it.
    func write<Result>(_ body: (WriterDatabase) throws -> Result) throws -> Result {
        let wasFailing = store.isFailing
        do {
            let result = try store.write(body)
            if wasFailing {
                counters.note(isFailing: false)
                log.notice("the registry can be written again", metadata: ["registry": "\(store.path)"])
            }
            return result
        } catch {
            if store.isBroken, store.beginFailing() {
                counters.note(isFailing: true)
                log.critical(
                    "the registry cannot be written: no lease is given and no change is made until it can",
                    metadata: ["registry": "\(store.path)", "reason": "\(error)"])
            }
            throw error
        }
    }

    private func publish(_ changes: [LeaseChange], at now: Int64) {
        var words: [PublishedLease] = []
        for change in changes {
            switch change {
            case .put(let lease):
                wheel.watch(lease, in: book)
                guard let machine = lease.machine else { continue }
                let live = lease.isLive(at: now) ? LiveLease(address: lease.address, expires: lease.expires) : nil
                words.append(PublishedLease(machine: machine, lease: live))
            case .drop(let mac):
                guard let machine = book.interface(of: mac)?.machine else { continue }
                words.append(PublishedLease(machine: machine, lease: nil))
            case .rest, .unrest, .watch, .relay, .event: continue
            }
        }
        if !words.isEmpty { publication?.publish(words) }
    }

    /// The networks whose names answer something else after these changes: those in which a machine's lease began or
    /// ended. A guest has no name, and a host's does not depend on its lease.
    private static func visibleNetworks(_ changes: [LeaseChange]) -> Set<NetworkID> {
        var networks: Set<NetworkID> = []
        for case .event(let event) in changes where event.kind.changesNames && event.machine != nil {
            if let network = event.network { networks.insert(network) }
        }
        return networks
    }

    /// What a verb has committed becomes true for the next packet and the next query.
    private func takeOver(_ touched: Touched) {
        for change in touched.leaseChanges {
            book.apply(change)
        }
        do throws(RegistryError) {
            if touched.networks {
                try reload()
            } else {
                book.count(privateMACs: touched.privateMACs)
                if !touched.hosts.isEmpty { try reloadHosts(of: touched.hosts) }
                if !touched.environments.isEmpty { try reload(touched.environments) }
            }
            if touched.agenda || !touched.environments.isEmpty { try reloadAgenda() }
        } catch {
            // Committed, and not taken over: everything is read again before the next packet.
            log.error("the registry cannot be read", metadata: ["registry": "\(store.path)", "reason": "\(error)"])
        }
        publish(touched.leaseChanges, at: clock.seconds)
    }
}
