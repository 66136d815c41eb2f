import Addresses
import Foundation
import Testing

@testable import Registry

@Suite("JSON of long lists")
struct JSONRowTests {
    /// What the whole of Foundation makes of the same value.
    private func reference(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test("Every character is escaped as JSONEncoder escapes it")
    func escapes() throws {
        let ascii = (0..<0x80).compactMap(Unicode.Scalar.init).map(String.init).joined()
        let event = EventAnswer(
            time: UTCTime(rawValue: 0), kind: "", network: nil, environment: ascii + "äß€🙂\u{2028}/", machine: "",
            mac: nil, address: IPv4Address(1, 0, 100, 9), alias: nil, otherEnvironment: nil, otherMachine: nil,
            otherMAC: nil, detail: nil)
        #expect(String(decoding: try RegistryJSON.encode([event]), as: UTF8.self) == (try reference([event])))
        #expect(String(decoding: try RegistryJSON.encode([EventAnswer]()), as: UTF8.self) == "[]")
    }

    @Test("Events and conflicts are written as JSONEncoder writes them")
    func others() throws {
        let time = UTCTime(rawValue: 1_795_370_400)
        let (mac, other): (MACAddress, MACAddress) = try (value("00-1D-D8-B7-1C-07"), value("00-1D-D8-B7-1C-05"))
        let seen = EventAnswer(
            time: time, kind: "request.refused", network: "lab", environment: "shop-qa1", machine: "web-server",
            mac: mac, address: IPv4Address(10, 86, 51, 63), alias: nil, otherEnvironment: "shop",
            otherMachine: "web-server", otherMAC: other, detail: "said \"no\"")
        var bare = seen
        bare.environment = nil
        bare.mac = nil
        bare.address = nil
        bare.otherMAC = nil
        let events = [seen, bare]
        #expect(String(decoding: try RegistryJSON.encode(events), as: UTF8.self) == (try reference(events)))
        let conflict = ConflictAnswer(
            name: "web-server", conflict: .name, kind: "name.same", severity: .info, source: .registry,
            predicted: true, network: "lab", environment: nil, machine: nil, mac: nil, address: nil,
            otherEnvironment: nil, otherMachine: nil, otherMAC: nil, environments: [], first: time, last: time,
            count: 3, detail: nil)
        var real = conflict
        real.predicted = false
        real.environments = ["shop", "shop-qa1"]
        let conflicts = [conflict, real]
        #expect(String(decoding: try RegistryJSON.encode(conflicts), as: UTF8.self) == (try reference(conflicts)))
    }

    @Test("Environments are written as JSONEncoder writes them")
    func environments() throws {
        let time = UTCTime(rawValue: 1_795_370_400)
        let clone = EnvironmentSummary(
            name: "shop-qa1", network: "lab", isolation: .customized,
            origin: EnvironmentOrigin(environment: "shop", snapshot: "latest build"), machineCount: 2, leasedCount: 1,
            created: time, owner: "mia", description: "of \"today\"", tags: ["bug": "4711", "area": "cart", "a1": ""],
            until: time, expiring: true,
            status: StatusSummary(state: .notReady, cause: "no lease", remedy: "start it"))
        var original = clone
        original.origin = nil
        original.owner = nil
        original.description = nil
        original.tags = [:]
        original.until = nil
        original.expiring = false
        original.status = StatusSummary(state: .ready, cause: nil, remedy: nil)
        var copy = clone
        copy.origin = EnvironmentOrigin(environment: "shop", snapshot: nil)
        let all = [clone, original, copy]
        #expect(String(decoding: try RegistryJSON.encode(all), as: UTF8.self) == (try reference(all)))
    }
}
