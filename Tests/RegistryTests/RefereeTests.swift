import Addresses
import Foundation
import GRDB
import Testing

@testable import Registry

@Suite("The database refuses what no code may do")
struct RefereeTests {
    private let registry: TestRegistry

    /// `shop` with `web-server` (machine 1, MAC ...00, leased 10.86.51.61) and `db-server` (machine 2, MAC ...01).
    init() throws {
        registry = try TestRegistry()
        try registry.addLab()
        try registry.createShop()
        try registry.sql { database in
            try database.execute(
                sql: """
                    INSERT INTO lease (mac, address, network, machine, state, starts, expires)
                    SELECT mac, 0x0A56333D, 1, machine, 1, 0, 600 FROM public_interface WHERE machine = 1;
                    INSERT INTO resting_address VALUES (0x0A56333E, 1, 0, 'released');
                    INSERT INTO resting_mac VALUES (0x001DD8B71C10, 0);
                    INSERT INTO host (network, name, mac, address, created)
                    VALUES (1, 'printer', 0x001BA9123456, 0x0A563314, 0);
                    INSERT INTO hypervisor (name, created) VALUES ('hv1', 0);
                    INSERT INTO hypervisor_range VALUES (1, 0x00155D330700, 0x00155D3307FF);
                    INSERT INTO lease VALUES (0x020000000077, 0x0A56331E, 1, NULL, 1, 0, 1, NULL);
                    """)
        }
    }

    @Test(
        "A statement that would break a promise is refused",
        arguments: [
            // An address has one holder, a MAC one machine, an alias one machine.
            "INSERT INTO lease SELECT mac, 0x0A56333D, 1, machine, 1, 0, 1, NULL FROM public_interface WHERE machine = 2",
            "INSERT INTO lease SELECT mac, 0x0A56333F, 1, 2, 1, 0, 1, NULL FROM public_interface WHERE machine = 1",
            "INSERT INTO lease SELECT mac, 0x0A56333F, 1, NULL, 1, 0, 1, NULL FROM public_interface WHERE machine = 2",
            "INSERT INTO lease VALUES (0x020000000001, 0x0A56333F, 1, 2, 1, 0, 1, NULL)",
            "UPDATE lease SET address = 0x0A56333F",
            "UPDATE lease SET mac = 0x020000000001",
            "UPDATE public_interface SET mac = 0x001DD8B71C20 WHERE machine = 1",
            "UPDATE alias SET machine = 2 WHERE machine = 1",
            "DELETE FROM alias",
            "INSERT INTO alias SELECT lower(name), NULL FROM alias",
            // Nothing is in use and resting at once.
            "INSERT INTO lease SELECT mac, 0x0A56333E, 1, machine, 1, 0, 1, NULL FROM public_interface WHERE machine = 2",
            "INSERT INTO resting_address VALUES (0x0A56333D, 1, 0, 'released')",
            "UPDATE resting_address SET address = 0x0A56333D",
            "INSERT INTO resting_mac SELECT mac, 0 FROM public_interface",
            "DELETE FROM public_interface WHERE machine = 2; INSERT INTO public_interface VALUES (2, 1, 0x001DD8B71C10)",
            // A host's name, address and MAC are nobody else's.
            "INSERT INTO lease VALUES (0x020000000001, 0x0A563314, 1, NULL, 1, 0, 1, NULL)",
            "INSERT INTO lease VALUES (0x001BA9123456, 0x0A56333F, 1, NULL, 1, 0, 1, NULL)",
            "INSERT INTO lease SELECT mac, 0x0A563314, 1, machine, 1, 0, 1, NULL FROM public_interface WHERE machine = 2",
            "INSERT INTO resting_address VALUES (0x0A563314, 1, 0, 'released')",
            "UPDATE host SET address = 0x0A563315",
            "INSERT INTO host (network, name, mac, address, created) VALUES (1, 'PRINTER', 2, 0x0A563315, 0)",
            "INSERT INTO host (network, name, mac, address, created) VALUES (1, 'Shop', 2, 0x0A563315, 0)",
            "INSERT INTO host (network, name, mac, address, created) VALUES (1, 'x', 2, 0x0A563314, 0)",
            "INSERT INTO host (network, name, mac, address, created) VALUES (1, 'x', 0x001BA9123456, 0x0A563315, 0)",
            "INSERT INTO host (network, name, mac, address, created) VALUES (1, 'x', 0x001DD8B71C90, 0x0A563315, 0)",
            "INSERT INTO host (network, name, mac, address, created) SELECT 1, 'x', private_mac, 0x0A563315, 0 FROM machine WHERE id = 2",
            "INSERT INTO host (network, name, mac, address, created) VALUES (1, 'x', 2, 0x0A56333D, 0)",
            "INSERT INTO host (network, name, mac, address, created) VALUES (1, 'x', 2, 0x0A56333E, 0)",
            "INSERT INTO host (network, name, mac, address, created) VALUES (1, 'x', 0x020000000077, 0x0A563315, 0)",
            "INSERT INTO host (network, name, mac, address, created) VALUES (1, 'x', 2, 0x0A563300, 0)",
            "INSERT INTO host (network, name, mac, address, created) VALUES (1, 'x', 2, 0x0A5633FF, 0)",
            "INSERT INTO environment (name, network, created) VALUES ('Printer', 1, 0)",
            "UPDATE environment SET name = 'printer'",
            "UPDATE network SET base = 0x0A563320, prefix_length = 27, range_first = 0x0A563332, range_last = 0x0A563334",
            // A guest has no MAC that is, or may become, a machine's.
            "INSERT INTO lease VALUES (0x001DD8B71C90, 0x0A56333F, 1, NULL, 1, 0, 1, NULL)",
            "INSERT INTO lease SELECT private_mac, 0x0A56333F, 1, NULL, 1, 0, 1, NULL FROM machine WHERE id = 2",
            "INSERT INTO machine (environment, ordinal, name, private_address, private_mac) VALUES (1, 9, 'x', 0xC0A81709, 0x020000000077)",
            "INSERT INTO machine (environment, ordinal, name, private_address, private_mac) VALUES (1, 9, 'x', 0xC0A81709, 0x001BA9123456)",
            "INSERT INTO mac_pool (network, first, last, next) VALUES (1, 0x020000000070, 0x02000000007F, 0x020000000070)",
            "INSERT INTO mac_pool (network, first, last, next) VALUES (1, 0x001BA9123400, 0x001BA91234FF, 0x001BA9123400)",
            // What a hypervisor gives out by itself is in no pool.
            "INSERT INTO hypervisor_range VALUES (1, 0x001DD8B71C80, 0x001DD8B71DFF)",
            "INSERT INTO mac_pool (network, first, last, next) VALUES (1, 0x00155D330780, 0x00155D3308FF, 0x00155D330780)",
            "UPDATE hypervisor_range SET last = 0x00155D3308FF",
            "INSERT INTO hypervisor (name, created) VALUES ('HV1', 0)",
            // What keeps clones apart is known, and does not change.
            "INSERT INTO environment (name, network, isolation, created) VALUES ('x', 1, 'none', 0)",
            "UPDATE environment SET isolation = 'customized'",
            """
            INSERT INTO environment (name, network, isolation, created) VALUES ('x', 1, 'customized', 0);
            INSERT INTO machine (environment, ordinal, name, private_address, private_mac)
            SELECT id, 1, 'm', 0xC0A81709, 0x020000000002 FROM environment WHERE name = 'x'
            """,
            // Pools and networks do not overlap.
            "INSERT INTO mac_pool (network, first, last, next) VALUES (1, 0x001DD8B71CFF, 0x001DD8B71DFF, 0x001DD8B71CFF)",
            "INSERT INTO mac_pool (network, first, last, next) VALUES (1, 0x1DD8B71C0005, 0x1DD8B71C0006, 0x1DD8B71C0005)",
            """
            INSERT INTO network (name, base, prefix_length, range_first, range_last, domain)
            VALUES ('x', 0x0A560000, 16, 0x0A560001, 0x0A560002, 'x')
            """,
            // Names are unique without regard to case; values are what they are said to be.
            "INSERT INTO environment (name, network, created) VALUES ('SHOP', 1, 0)",
            "UPDATE machine SET name = 'WEB-SERVER' WHERE id = 2",
            "UPDATE machine SET private_address = 0xC0A81701 WHERE id = 2",
            "UPDATE machine SET private_mac = -1 WHERE id = 2",
            "UPDATE lease SET state = 7",
            "UPDATE network SET range_last = 0x0A5633FF",
            "UPDATE machine SET domain_controller = 'yes'",
            "INSERT INTO machine (environment, ordinal, name) VALUES (9, 1, 'x')",
            "UPDATE machine SET domain_controller = 1 WHERE id = 2; DELETE FROM public_interface WHERE machine = 2; INSERT INTO public_interface VALUES (2, 1, 0x001DD8B71C20)",
        ])
    func refused(statement: String) throws {
        let error = #expect(throws: DatabaseError.self) {
            try registry.sql { database in
                try database.inTransaction {
                    try database.execute(sql: statement)
                    return .rollback
                }
            }
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT)
    }

    @Test("No index holds a column that a renewal changes")
    func renewalsTouchNoIndex() throws {
        let columns = try registry.sql { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT columns.name FROM pragma_index_list('lease') AS indices, pragma_index_info(indices.name) AS columns
                    """)
        }
        #expect(Set(columns).isDisjoint(with: ["state", "starts", "expires", "client_identifier"]))
    }

    @Test("History by MAC, address, alias and environment is read from an index")
    func historyIsIndexed() throws {
        let (mac, address): (MACAddress, IPv4Address) = try (value("00-1D-D8-B7-1C-00"), value("10.86.51.61"))
        let name = EnvironmentName(name: "shop", after: 1, through: 9)
        let selections: [(EventSelection, by: String)] = [
            (.anything(of: mac), "mac"), (.leases(at: address), "mac"),
            (.others(at: address), "address"), (.leases(ofAlias: "a"), "mac"), (.others(ofAlias: "a"), "alias"),
            (.leases(ofEnvironment: name, machine: "dc", macs: "[1]"), "mac"),
            (.others(ofEnvironment: name, machine: "dc"), "environment"),
            (.otherSide(ofEnvironment: name, machine: "dc"), "other_environment"),
        ]
        try registry.sql { database in
            for (selection, index) in selections {
                let plan = try Row.fetchAll(
                    database,
                    sql:
                        "EXPLAIN QUERY PLAN SELECT * FROM event WHERE \(selection.condition) ORDER BY id DESC LIMIT 10",
                    arguments: selection.arguments
                ).map { $0["detail"] as String }
                #expect(plan[0].hasPrefix("SEARCH event USING INDEX event_by_\(index) ("), "\(plan)")
                // An index on the column itself gives the newest first.
                #expect(index == "mac" || !plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
            }
        }
    }

    @Test("The event of a lease is in the index of its MAC and in no other")
    func leaseEventsAreLean() throws {
        let holders = try registry.sql { database in
            try database.execute(
                sql: """
                    INSERT INTO event (at, kind, network, environment, machine, mac, address, alias, detail)
                    VALUES (1, 'lease.began', 'lab', 'shop', 'dc', 1, 2, 'a', 'd')
                    """)
            return try Row.fetchAll(
                database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'event'"
            ).filter { row in
                let (name, sql): (String, String) = (row["name"], row["sql"])
                let condition = try #require(sql.range(of: "WHERE")).upperBound
                return try Bool.fetchOne(
                    database, sql: "SELECT count(*) FROM event INDEXED BY \(name) WHERE at = 1 AND \(sql[condition...])"
                )
                    ?? true
            }.map { $0["name"] as String }
        }
        #expect(holders == ["event_by_mac"])
    }
}
