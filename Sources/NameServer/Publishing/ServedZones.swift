package import Addresses
package import AliasTable
internal import Foundation
package import Logging
package import Registry
internal import Synchronization

/// Which zones are served: the files', and those that the networks need beside them.
///
/// Networks change on the writer thread and files on another, so both go through one lock; the packet threads never
/// meet it, they read the published set.
package final class ServedZones: Sendable {
    /// What the writer must know to step serials: called after every change, outside the lock.
    package typealias Announcement = @Sendable ([ServedZone]) -> Void

    package let published: Published<ZoneSet>
    private let hashKey: NameHashKey
    private let logger: Logger
    private let nameServerAddress: @Sendable (IPv4Network) -> IPv4Address?
    private let state = Mutex(State())

    private struct State {
        var files: [ZoneFileContent] = []
        var networks: [PublishedNetwork] = []
        var serials: [DomainName: LiveSerial] = [:]
        var announcement: Announcement?
        var announced: [ServedZone] = []
    }

    /// - Parameter nameServerAddress: where this server can be asked from a network; it becomes the address of the
    ///   name server in zones that no file describes.
    package init(
        table: AliasTable, logger: Logger, nameServerAddress: @escaping @Sendable (IPv4Network) -> IPv4Address?
    ) {
        hashKey = table.hashKey
        published = Published(ZoneSet([], hashKey: table.hashKey), quietPoints: table.quietPoints)
        self.logger = logger
        self.nameServerAddress = nameServerAddress
    }

    /// How many zones come from files.
    package var fileCount: Int { state.withLock { $0.files.count } }

    /// Says from now on which zones change with which networks.
    package func announce(to announcement: @escaping Announcement) {
        let zones = state.withLock { state in
            state.announcement = announcement
            state.announced = rebuild(&state)
            return state.announced
        }
        announcement(zones)
    }

    package func replace(files: [ZoneFileContent]) {
        change { $0.files = files }
    }

    package func replace(networks: [PublishedNetwork]) {
        change { $0.networks = networks }
    }

    /// The serials that the registry has reached.
    package func publish(serials: [DomainName: UInt32]) {
        state.withLock { state in
            for (apex, serial) in serials { state.serials[apex]?.store(serial) }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let (zones, announcement) = state.withLock { state in
            body(&state)
            let zones = rebuild(&state)
            // The registry reads everything again after a failure; that alone is no news.
            guard zones != state.announced else { return (zones, nil as Announcement?) }
            state.announced = zones
            return (zones, state.announcement)
        }
        announcement?(zones)
    }

    // MARK: - Putting the set together

    private func rebuild(_ state: inout State) -> [ServedZone] {
        let live = liveZones(state)
        var zones: [Zone] = []
        var served: [ServedZone] = []
        for file in state.files {
            let overlay = live[file.origin]
            guard let zone = makeZone(file.records, overlay: overlay, in: &state) else { continue }
            zones.append(zone)
            if let overlay {
                served.append(ServedZone(apex: file.origin, floor: zone.serial, networks: overlay.networks))
            }
        }
        let described = Set(state.files.map(\.origin))
        for overlay in live.values.sorted(by: { $0.apex < $1.apex }) where !described.contains(overlay.apex) {
            guard let zone = makeZone(overlay.records, overlay: overlay, in: &state) else { continue }
            zones.append(zone)
            served.append(ServedZone(apex: overlay.apex, floor: zone.serial, networks: overlay.networks))
        }
        published.replace(with: ZoneSet(zones, hashKey: hashKey))
        return served
    }

    private func makeZone(_ records: [ZoneRecord], overlay: LiveZone?, in state: inout State) -> Zone? {
        do {
            guard let overlay else { return try Zone(records: records, hashKey: hashKey) }
            let serial = state.serials[overlay.apex] ?? LiveSerial(1)
            state.serials[overlay.apex] = serial
            return try Zone(records: records, liveness: .live(serial), existing: overlay.domains, hashKey: hashKey)
        } catch {
            logger.error("zone not served", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    /// The zones that the networks are in: a file's where one holds the domain, else one of the network's own.
    private func liveZones(_ state: State) -> [DomainName: LiveZone] {
        var live: [DomainName: LiveZone] = [:]
        for network in state.networks {
            let nameServer = network.domain.prepending(Array("ns".utf8))
            let address = nameServerAddress(network.cidr)
            let forward = deepest(state.files, above: network.domain) ?? network.domain
            live[
                forward, default: LiveZone(apex: forward, nameServer: nameServer, nameServerAddress: address)
            ].networks.insert(network.id)
            live[forward]?.domains.append(network.domain)
            for apex in ReverseZones.apexes(of: network.cidr) {
                let reverse = deepest(state.files, above: apex) ?? apex
                live[
                    reverse, default: LiveZone(apex: reverse, nameServer: nameServer, nameServerAddress: address)
                ].networks.insert(network.id)
                if reverse != apex { live[reverse]?.domains.append(apex) }
            }
        }
        return live
    }

    /// The apex of the deepest file zone that holds the name.
    private func deepest(_ files: [ZoneFileContent], above name: DomainName) -> DomainName? {
        files.map(\.origin).filter { name.isAtOrBelow($0) }.max { $0.wire.count < $1.wire.count }
    }
}

/// A zone file that was read without an error.
package struct ZoneFileContent: Sendable {
    package let path: String
    package let origin: DomainName
    package let records: [ZoneRecord]

    package init(path: String, origin: DomainName, records: [ZoneRecord]) {
        self.path = path
        self.origin = origin
        self.records = records
    }
}
