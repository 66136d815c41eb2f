import Addresses
import AliasTable
import Foundation
import Logging
import NameServer
import Registry
import Testing

@Suite("Publishing what the registry has committed")
struct PublishingTests {
    let table = AliasTable()
    let zones: ServedZones
    let network: PublishedNetwork
    let web = MachineID(rawValue: 1)
    let db = MachineID(rawValue: 2)

    init() throws {
        zones = ServedZones(table: table, logger: Logger(label: "test")) { _ in IPv4Address(10, 86, 51, 2) }
        network = PublishedNetwork(
            id: NetworkID(rawValue: 1), name: "lab", cidr: try #require(IPv4Network("10.86.51.0/24")),
            domain: try #require(DomainName("lab.contoso.com")))
    }

    private func publisher() -> AliasPublisher {
        let publisher = AliasPublisher(table: table, zones: zones)
        publisher.replaceAll(
            networks: [network], hosts: [:],
            environments: [
                PublishedEnvironment(
                    id: EnvironmentID(rawValue: 1), name: "shop", network: network.id, domain: network.domain,
                    origin: nil, machines: [])
            ], machineCount: 2
        ) { tell in
            let shop = EnvironmentID(rawValue: 1)
            tell(shop, PublishedMachine(id: web, name: "web-server", alias: "VSLM-1", lease: nil))
            tell(shop, PublishedMachine(id: db, name: "db-server", alias: "VSLM-2", lease: nil))
        }
        return publisher
    }

    private func address(of alias: String) -> IPv4Address? {
        guard let snapshot = table.snapshot(), let name = DomainName("\(alias).lab.contoso.com"),
            case .alias(let slot)? = snapshot.find(name.wire.span, at: 0, hash: table.hashKey.hash(name))
        else { return nil }
        return snapshot.lease(of: slot, now: 1)?.address
    }

    private func live(_ last: UInt8) -> LiveLease {
        LiveLease(
            address: IPv4Address(10, 86, 51, last), expires: Int64(Date().timeIntervalSince1970) + 600)
    }

    @Test("of two changes of one machine in a batch the last one counts")
    func lastWins() {
        let publisher = publisher()
        publisher.publish([PublishedLease(machine: web, lease: live(61)), PublishedLease(machine: web, lease: nil)])
        #expect(address(of: "VSLM-1") == nil)
        publisher.publish([PublishedLease(machine: web, lease: nil), PublishedLease(machine: web, lease: live(61))])
        #expect(address(of: "VSLM-1") == IPv4Address(10, 86, 51, 61))
    }

    @Test("an address that moves answers for its new machine only")
    func moves() {
        let publisher = publisher()
        publisher.publish([PublishedLease(machine: web, lease: live(61))])
        publisher.publish([PublishedLease(machine: db, lease: live(61)), PublishedLease(machine: web, lease: nil)])
        #expect(address(of: "VSLM-1") == nil)
        #expect(address(of: "VSLM-2") == IPv4Address(10, 86, 51, 61))
    }

    @Test("a lease that has ended by UTC is no lease, whatever the row says")
    func ended() {
        let publisher = publisher()
        publisher.publish([
            PublishedLease(machine: web, lease: LiveLease(address: IPv4Address(10, 86, 51, 61), expires: 1_000))
        ])
        #expect(address(of: "VSLM-1") == nil)
    }

    @Test("a network without a file gets its zone and its reverse zone (DESIGN section 6)")
    func zonesOfANetwork() throws {
        _ = publisher()
        let served = try #require(zones.published.load())
        #expect(served.origins.map(\.description).sorted() == ["51.86.10.in-addr.arpa", "lab.contoso.com"])
    }

    @Test("reverse zones are whole octets: a /20 makes sixteen, a /26 is in its /24, a /9 is 128")
    func reverseZones() throws {
        let twenty = ReverseZones.apexes(of: try #require(IPv4Network("10.86.48.0/20")))
        #expect(twenty.count == 16)
        #expect(twenty.first?.description == "48.86.10.in-addr.arpa")
        #expect(twenty.last?.description == "63.86.10.in-addr.arpa")
        #expect(
            ReverseZones.apexes(of: try #require(IPv4Network("10.86.51.64/26"))).map(\.description)
                == ["51.86.10.in-addr.arpa"])
        #expect(
            ReverseZones.apexes(of: try #require(IPv4Network("10.0.0.0/8"))).map(\.description)
                == ["10.in-addr.arpa"])
        #expect(ReverseZones.apexes(of: try #require(IPv4Network("10.0.0.0/9"))).count == 128)
    }
}
