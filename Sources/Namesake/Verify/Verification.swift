internal import Addresses
internal import Datagrams
internal import Foundation
internal import Glibc
internal import Registry

/// The checks of `verify`, one after another, each with a sentence of how it went.
struct Verification {
    struct Check: Encodable {
        let name: String
        let ok: Bool
        let message: String
    }

    struct Report: Encodable {
        let name: String
        let environment: String
        let fqdn: String
        let mac: MACAddress
        let address: IPv4Address?
        var ok: Bool { checks.allSatisfy(\.ok) }
        var checks: [Check] = []

        private enum CodingKeys: String, CodingKey {
            case name, environment, fqdn, mac, address, ok, checks
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(environment, forKey: .environment)
            try container.encode(fqdn, forKey: .fqdn)
            try container.encode(mac, forKey: .mac)
            // Explicitly: `null` is an answer.
            try container.encode(address, forKey: .address)
            try container.encode(ok, forKey: .ok)
            try container.encode(checks, forKey: .checks)
        }
    }

    private(set) var report: Report
    private let runner: VerbRunner

    private static let connectMilliseconds: Int32 = 3000
    /// How long the system gets to find out who has an address on the wire, in milliseconds.
    private static let neighborMilliseconds = 300

    /// - Throws: if the registry has no such machine, or the machine has no public side.
    init(_ environment: String, _ machine: String, _ runner: VerbRunner) async throws {
        self.runner = runner
        let found = try await runner.perform(FindAlias(environment: environment, machine: machine))
        let shown = try await runner.perform(ShowEnvironment(environment: found.environment))
        guard let outside = shown.machines.first(where: { $0.name == found.machine })?.public else {
            throw RegistryError.machine(.noAlias(environment: found.environment, machine: found.machine))
        }
        report = Report(
            name: found.machine, environment: found.environment, fqdn: outside.fqdn, mac: outside.mac,
            address: outside.address)
        note("alias", true, "\(who) is \(outside.fqdn), MAC \(outside.mac)")
    }

    private var who: String { "\(report.name).\(report.environment)" }

    private mutating func note(_ name: String, _ ok: Bool, _ message: String) {
        report.checks.append(Check(name: name, ok: ok, message: message))
    }

    // MARK: The registry

    mutating func checkLease() async {
        guard let address = report.address else {
            return note(
                "lease", false,
                "\(who) has no lease now: its interface \(report.mac) has not asked for an address, or let it expire; see "
                    + "`namesake history \(who)`")
        }
        let lease = try? await runner.perform(ShowLease(key: .address(address)))
        guard let lease, lease.mac == report.mac, lease.state == .bound else {
            return note(
                "lease", false, "\(address) is not leased to \(report.mac) of \(who) any more; ask again")
        }
        note("lease", true, "\(report.mac) has \(address) until \(lease.expires)")
    }

    /// Who an address, a name or a MAC belongs to, in parentheses; nothing if nobody knows.
    private func owner(of subject: String) async -> String {
        let answer = try? await runner.perform(WhoIs(subject: WhoIsSubject(subject))).first
        guard let answer else { return "" }
        return " (\(answer.environment.map { "\(answer.name).\($0)" } ?? answer.name))"
    }

    // MARK: Names

    mutating func checkNames(_ names: NameQuestions) async {
        do {
            try await checkAddress(names)
            try await checkReverse(names)
            try checkText(names)
        } catch {
            note("dns", false, error.description)
        }
    }

    private mutating func checkAddress(_ names: NameQuestions) async throws(NameQuestions.Failure) {
        let found = try names.addresses(of: report.fqdn)
        guard let address = report.address else {
            if let first = found.first {
                note("dns", false, "\(names.server) says that \(report.fqdn) is \(first), but it has no lease")
            }
            return
        }
        guard found == [address] else {
            guard let first = found.first else {
                return note(
                    "dns", false, "\(names.server) knows no address of \(report.fqdn), whose lease is \(address)")
            }
            let other = await owner(of: first.description)
            return note(
                "dns", false,
                "\(names.server) says that \(report.fqdn) is \(first)\(other), but its lease is \(address)")
        }
        note("dns", true, "\(names.server) says that \(report.fqdn) is \(address)")
    }

    private mutating func checkReverse(_ names: NameQuestions) async throws(NameQuestions.Failure) {
        guard let address = report.address else { return }
        let found = try names.names(of: address)
        guard found.count == 1, let name = found.first, DomainName(report.fqdn) == name else {
            guard let first = found.first else {
                return note("reverse", false, "\(names.server) knows no name of \(address), which is leased to \(who)")
            }
            let other = await owner(of: first.description)
            return note("reverse", false, "\(names.server) says that \(address) is \(first)\(other), not \(who)")
        }
        note("reverse", true, "\(address) leads back to \(name)")
    }

    private mutating func checkText(_ names: NameQuestions) throws(NameQuestions.Failure) {
        let found = try names.texts(of: report.fqdn)
        let expected = ["environment=\(report.environment)", "machine=\(report.name)"]
        let missing = expected.filter { text in !found.contains { $0.lowercased() == text.lowercased() } }
        note(
            "txt", missing.isEmpty,
            missing.isEmpty
                ? "\(report.fqdn) says \(expected.joined(separator: " "))"
                : "\(names.server) says of \(report.fqdn) "
                    + (found.isEmpty ? "nothing" : Wording.escaped(found.joined(separator: " ")))
                    + ", not \(missing.joined(separator: " "))")
    }

    // MARK: The wire

    /// On the lab network itself one sees whom packets for the address reach: a clone that was restored and has not
    /// noticed uses another's.
    mutating func checkNeighbor() async {
        guard let address = report.address, let mac = await neighbor(address) else { return }
        guard mac != report.mac else { return note("neighbor", true, "packets for \(address) reach \(mac)") }
        let other = await owner(of: mac.description)
        note("neighbor", false, "packets for \(address) reach \(mac)\(other), not \(report.mac) of \(who)")
    }

    private func neighbor(_ address: IPv4Address) async -> MACAddress? {
        // To the port that discards: the system asks the wire who has the address.
        _ = try? Asking.exchange([0], with: SocketAddress(address, port: 9), milliseconds: 1)
        for _ in 0..<Self.neighborMilliseconds / 20 {
            if let mac = Asking.neighbor(address) { return mac }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return nil
    }

    mutating func checkPort(_ port: UInt16) {
        guard let address = report.address else { return }
        do {
            try Asking.connect(to: SocketAddress(address, port: port), milliseconds: Self.connectMilliseconds)
            note("tcp", true, "port \(port) of \(address) answers")
        } catch {
            note("tcp", false, "port \(port) of \(address), the address of \(who), does not answer: \(error.reason)")
        }
    }
}
