import Addresses
import GRDB
import Testing

@testable import Registry

/// The rules of the original product's pools, and what hypervisors beside it give out by themselves.
@Suite("R61: what a MAC pool may be, rule by rule")
struct MACPoolTests {
    struct Row: CustomTestStringConvertible {
        let pool: String
        let code: String?
        let why: String

        init(_ pool: String, _ code: String?, _ why: String) {
            self.pool = pool
            self.code = code
            self.why = why
        }

        var testDescription: String { "\(why): \(pool)" }
    }

    @Test(
        "A pool is accepted or refused by each rule",
        arguments: [
            Row("00-1D-D8-B7-1C-00..00-1D-D8-F4-1F-FF", nil, "the original product's own range"),
            Row("00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-00", nil, "its first MAC alone"),
            Row("00-1D-D8-F4-1F-FF..00-1D-D8-F4-1F-FF", nil, "its last MAC alone"),
            Row("00-1D-D8-B7-1B-FF..00-1D-D8-B7-1D-00", "pool-reserved", "begins before it"),
            Row("00-1D-D8-F4-1F-FF..00-1D-D8-F4-20-00", "pool-reserved", "ends after it"),
            Row("00-1D-D8-00-00-00..00-1D-D8-FF-FF-FF", "pool-reserved", "all of Microsoft's prefix"),
            Row("00-03-FF-00-00-00..00-03-FF-00-00-FF", "pool-reserved", "Microsoft"),
            Row("00-0D-3A-00-00-00..00-0D-3A-00-00-FF", "pool-reserved", "Microsoft"),
            Row("00-12-5A-00-00-00..00-12-5A-00-00-FF", "pool-reserved", "Microsoft"),
            Row("00-15-5D-00-00-00..00-15-5D-00-00-FF", "pool-reserved", "Microsoft, Hyper-V"),
            Row("00-17-FA-00-00-00..00-17-FA-00-00-FF", "pool-reserved", "Microsoft"),
            Row("00-50-F2-00-00-00..00-50-F2-00-00-FF", "pool-reserved", "Microsoft"),
            Row("00-05-69-00-00-00..00-05-69-00-00-FF", "pool-reserved", "VMware"),
            Row("00-0C-29-00-00-00..00-0C-29-00-00-FF", "pool-reserved", "VMware"),
            Row("00-1C-14-00-00-00..00-1C-14-00-00-FF", "pool-reserved", "VMware"),
            Row("00-50-56-00-00-00..00-50-56-3F-FF-FF", nil, "VMware's part for static MACs"),
            Row("00-50-56-3F-FF-FF..00-50-56-40-00-00", "pool-reserved", "beyond that part"),
            Row("00-50-56-40-00-00..00-50-56-40-00-FF", "pool-reserved", "VMware"),
            Row("00-16-3E-00-00-00..00-16-3E-00-00-FF", "pool-reserved", "Xen"),
            Row("52-54-00-00-00-00..52-54-00-00-00-FF", "pool-reserved", "QEMU and libvirt (R26)"),
            Row("BC-24-11-00-00-00..BC-24-11-00-00-FF", "pool-reserved", "Proxmox (R26)"),
            Row(
                "1D-D8-B7-1C-00-05..1D-D8-B7-1C-00-FF", "pool-multicast",
                "the article's own MAC: the first octet is odd"),
            Row("FF-FF-FF-00-00-00..FF-FF-FF-FF-FF-FF", "pool-multicast", "broadcast"),
            Row("00-00-00-00-00-00..00-00-00-00-00-FF", "pool-zero", "the all-zero address"),
            Row("00-0C-01-FF-FF-00..00-0C-02-00-00-FF", "pool-two-prefixes", "different first three octets"),
            Row("02-00-00-00-00-00..02-00-00-FF-FF-FF", nil, "a whole locally administered prefix"),
            Row("00-0C-01-02-00-00..00-0C-01-02-FF-FF", nil, "a vendor that is no hypervisor's"),
        ])
    func shape(row: Row) throws {
        let registry = try TestRegistry()
        let refusal = try registry.refusal(of: AddNetwork(network: "lab", settings: TestRegistry.lab(pool: row.pool)))
        #expect(refusal?.code == row.code)
        if row.code != nil { #expect(registry.leftovers.isEmpty) }
    }

    @Test("A pool that was accepted once stays when something else of its network changes, and `check` names it")
    func oldPool() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.sql { database in
            try database.execute(
                sql: """
                    INSERT INTO mac_pool (network, first, last, next)
                    VALUES (1, 0x525400000000, 0x5254000000FF, 0x525400000000)
                    """)
        }
        let network = try registry.perform(SetNetwork(network: "lab", leaseSeconds: 60))
        #expect(network.leaseSeconds == 60)
        let check = try registry.perform(CheckRegistry())
        #expect(check.fit)
        #expect(
            try check.findings == [
                .pool(
                    .reserved(value("52-54-00-00-00-00..52-54-00-00-00-FF"), owner: "QEMU and libvirt"), network: "lab")
            ])
        #expect(
            try registry.refusal(
                of: SetNetwork(
                    network: "lab",
                    macPools: [
                        value("00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF"), value("52-54-00-00-00-00..52-54-00-00-01-FF"),
                    ]))?.code == "pool-reserved")
    }

    @Test("`check` finds pools by every rule in a registry that somebody has written past the constraints")
    func lint() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.sql { database in
            try database.execute(
                sql: """
                    PRAGMA ignore_check_constraints = ON;
                    DROP TRIGGER mac_pool_overlaps;
                    INSERT INTO mac_pool (network, first, last, next) VALUES
                        (1, 0x1DD8B71C0005, 0x1DD8B71C00FF, 0x1DD8B71C0005),
                        (1, 0x000C01FFFF00, 0x000C020000FF, 0x000C01FFFF00),
                        (1, 0x001DD8B71C80, 0x001DD8B71D00, 0x001DD8B71C80);
                    INSERT INTO mac_pool (network, first, last, next)
                    SELECT 1, private_mac, private_mac, private_mac FROM machine WHERE id = 1;
                    """)
        }
        let codes = try registry.perform(CheckRegistry()).findings.map(\.code)
        #expect(codes == ["pool-multicast", "pool-two-prefixes", "pool-overlaps", "pool-holds-private-mac"])
    }

    @Test("Two networks whose pools overlap are named once")
    func overlapBetweenNetworks() throws {
        let registry = try TestRegistry()
        try registry.addLab()
        try registry.perform(
            AddNetwork(
                network: "annex",
                settings: NetworkSettings(
                    cidr: value("10.86.52.0/24"), range: value("10.86.52.50-10.86.52.250"),
                    domain: value("annex.contoso.com"), macPools: [value("00-1D-D8-B7-1D-00..00-1D-D8-B7-1D-FF")])))
        try registry.sql { database in
            try database.execute(
                sql: """
                    DROP TRIGGER mac_pool_overlaps;
                    INSERT INTO mac_pool (network, first, last, next)
                    VALUES (2, 0x001DD8B71C80, 0x001DD8B71C8F, 0x001DD8B71C80)
                    """)
        }
        #expect(
            try registry.perform(CheckRegistry()).findings == [
                .pool(
                    .overlaps(
                        value("00-1D-D8-B7-1C-80..00-1D-D8-B7-1C-8F"),
                        other: value("00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF"), otherNetwork: "lab"), network: "annex")
            ])
    }
}
