import Addresses
import Testing

@testable import Registry

/// The book against a model that copies everything: what is seen must be the same, also after batches that fail.
@Suite("The lease book against a model")
struct LeaseBookModelTests {
    private struct Model: Equatable {
        var leases: [MACAddress: Lease] = [:]
        var resting: [IPv4Address: RestingAddress] = [:]
        var relays: [MACAddress: [UInt8]] = [:]

        mutating func apply(_ change: LeaseChange) {
            switch change {
            case .put(let lease):
                for holder in leases.values where holder.address == lease.address && holder.mac != lease.mac {
                    relays[holder.mac] = nil
                }
                leases = leases.filter { $0.value.address != lease.address }
                resting[lease.address] = nil
                leases[lease.mac] = lease
            case .drop(let mac):
                leases[mac] = nil
                relays[mac] = nil
            case .rest(let row): resting[row.address] = row
            case .unrest(let address): resting[address] = nil
            case .relay(let mac, let information): relays[mac] = information
            case .watch, .event: break
            }
        }

        /// The rule, by looking at everything.
        func nextAddress(in network: LeaseNetwork, at now: Int64) -> IPv4Address? {
            let range = (network.range.first.rawValue...network.range.last.rawValue).map(IPv4Address.init(rawValue:))
            let usable = range.filter { !network.excluded.contains($0) }
            let held = Set(leases.values.map(\.address))
            let free = usable.filter { !held.contains($0) }
            // A tie that ended without a rest is free like one never used, but may come after those: both are allowed.
            if let never = free.first(where: { resting[$0] == nil }) { return never }
            if let rested = free.compactMap({ resting[$0] }).filter({ $0.until <= now })
                .min(by: { ($0.until, $0.address) < ($1.until, $1.address) })
            {
                return rested.address
            }
            return leases.values
                .filter { usable.contains($0.address) && $0.expires + network.restSeconds <= now }
                .min { ($0.expires, $0.address) < ($1.expires, $1.address) }?.address
        }
    }

    private func expectSame(_ book: LeaseBook, _ model: Model, _ network: LeaseNetwork, at now: Int64) {
        #expect(Dictionary(uniqueKeysWithValues: book.leases.map { ($0.mac, $0) }) == model.leases)
        #expect(book.restingAddresses == model.resting)
        #expect(book.relayInformation == model.relays)
        for lease in model.leases.values {
            #expect(book.lease(at: lease.address) == lease)
        }
        let next = book.nextAddress(in: network.id, at: now)
        switch (next, model.nextAddress(in: network, at: now)) {
        case (.neverUsed(let address), let expected?):
            #expect(model.resting[address] == nil && model.resting[expected] == nil)
            #expect(!model.leases.values.contains { $0.address == address })
        case (let next, let expected):
            #expect(next?.address == expected)
        }
    }

    @Test("A thousand batches, half of them rolled back", arguments: 1...8 as ClosedRange<UInt64>)
    func batches(seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        let network = try LeaseNetwork.lab(count: 12, restSeconds: 40, excluded: [address(53)])
        let book = LeaseBook(networks: [network])
        var model = Model()
        var now: Int64 = 1000
        for _ in 0..<1_000 {
            now += Int64.random(in: 0...20, using: &random)
            let before = model
            book.begin()
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let change = randomChange(model, network, at: now, &random)
                book.apply(change)
                model.apply(change)
                // Asking moves the pool's hints, which a rollback must survive.
                _ = book.nextAddress(in: network.id, at: now)
            }
            expectSame(book, model, network, at: now)
            if Bool.random(using: &random) {
                book.commit()
            } else {
                book.rollback()
                model = before
                expectSame(book, model, network, at: now)
            }
        }
    }

    private func randomChange(
        _ model: Model, _ network: LeaseNetwork, at now: Int64, _ random: inout SeededGenerator
    ) -> LeaseChange {
        let mac = mac(UInt8.random(in: 1...16, using: &random))
        let any = address(UInt8.random(in: 50...61, using: &random))
        switch Int.random(in: 0..<12, using: &random) {
        case 0...4:
            let own = model.leases[mac]?.address
            let state: LeaseState = [.bound, .offered, .released].randomElement(using: &random) ?? .bound
            return .put(
                lease(
                    mac, own ?? model.nextAddress(in: network, at: now) ?? any, state, starts: now,
                    expires: now + Int64.random(in: 0...60, using: &random)))
        case 5: return .put(lease(mac, any, expires: now + 5))
        case 6: return .drop(mac)
        case 7: return .unrest(any)
        case 8, 9:
            guard model.leases[mac] != nil else { return .relay(mac, nil) }
            return .relay(mac, Bool.random(using: &random) ? [1, 1, UInt8.random(in: 0...3, using: &random)] : nil)
        default:
            guard !model.leases.values.contains(where: { $0.address == any }) else { return .drop(mac) }
            return .rest(
                RestingAddress(
                    address: any, network: network.id, until: now + Int64.random(in: -10...60, using: &random),
                    reason: .released))
        }
    }

    @Test("Interfaces and their environments stay right through growth and removal")
    func environments() throws {
        var random = SeededGenerator(state: 77)
        let book = LeaseBook(networks: [try .lab()])
        var model: [Int64: [MACAddress]] = [:]
        for step in 0..<3_000 {
            let environment = Int64.random(in: 1...30, using: &random)
            let macs = (0..<Int.random(in: 0...20, using: &random)).map { index in
                MACAddress(2, 0, UInt8(environment), UInt8(step >> 8 & 0xFF), UInt8(step & 0xFF), UInt8(index))
            }
            book.replace(
                environment: EnvironmentID(rawValue: environment),
                interfaces: macs.map { interface($0, environment: environment) }, leases: [], resting: [])
            for old in model.updateValue(macs, forKey: environment) ?? [] {
                #expect(book.interface(of: old) == nil)
            }
        }
        for macs in model.values {
            for mac in macs {
                #expect(book.interface(of: mac)?.machine == MachineID(rawValue: Int64(mac.octet(5))))
            }
        }
    }
}
