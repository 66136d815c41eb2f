internal import Addresses
internal import Registry

/// Environments for people.
enum EnvironmentText {
    static func description(of environment: EnvironmentAnswer) -> String {
        var heading = "\(environment.name) on network \(environment.network)"
        if let origin = environment.origin {
            heading += ", clone of \(origin.environment)"
            if let snapshot = origin.snapshot { heading += " at \"\(snapshot)\"" }
        }
        if environment.isolation == .customized {
            heading += ", customized: its machines are not identical to those they were copied from any more"
        }
        var lines = [heading]
        if let owner = environment.owner { lines.append("owner: \(owner)") }
        if let description = environment.description { lines.append("description: \(description)") }
        if !environment.tags.isEmpty { lines.append("tags: \(text(of: environment.tags))") }
        if let until = environment.until {
            lines.append("until: \(until)" + (environment.expiring ? ", which is soon" : ""))
        }
        lines.append("status: \(environment.status.state.rawValue)")
        if let cause = environment.status.cause { lines[lines.count - 1] += ": \(cause)" }
        lines += Self.lines(of: environment.directory)
        var table = TextTable(["machine", "role", "private", "private mac", "public", "public mac", "alias"])
        for machine in environment.machines {
            table.append([
                name(of: machine), role(of: machine), machine.private?.address.description,
                machine.private?.mac.description,
                machine.public?.address?.description, machine.public?.mac.description, machine.public?.fqdn,
            ])
        }
        lines.append(table.text)
        let warnings = Warning.hypervisors(of: environment).map { "warning: \($0.message)" }
        lines += warnings + environment.dependencies.map(line(for:)) + DirectoryAdvice.lines(for: environment)
        return lines.joined(separator: "\n")
    }

    static func text(of tags: [String: String]) -> String {
        tags.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }

    /// R83: outside, an environment and its clones are one.
    private static func line(for dependency: DependencyAnswer) -> String {
        "depends on \(dependency.name) outside: \(dependency.place)"
            + (dependency.note.map { " (\(Wording.escaped($0)))" } ?? "")
    }

    /// `web-server2 (was web-server)`
    private static func name(of machine: MachineAnswer) -> String {
        machine.originalName.map { "\(machine.name) (was \($0))" } ?? machine.name
    }

    private static func lines(of directory: DirectorySettings?) -> [String] {
        guard let directory else { return [] }
        return [
            directory.domain.map { "domain inside: \($0)" },
            directory.outsideDomain.map { "joined to a domain outside: \($0)" },
            directory.trusts.isEmpty
                ? nil : "trusts outside: \(directory.trusts.map(\.description).joined(separator: ", "))",
        ].compactMap { $0 }
    }

    private static func role(of machine: MachineAnswer) -> String? {
        if machine.domainController { return "domain-controller" }
        return machine.role.isEmpty ? nil : machine.role
    }

    /// What a deletion has freed, and what of it rests until when.
    static func text(of deletion: DeletionAnswer, kind: String) -> String {
        var lines = "\(kind) \(deletion.name) deleted"
        guard !deletion.resting.isEmpty else { return lines }
        var table = TextTable(["machine", "mac", "rests until", "address", "rests until"])
        for rest in deletion.resting {
            table.append([
                rest.machine, rest.mac?.description, rest.macUntil?.description, rest.address?.description,
                rest.addressUntil?.description,
            ])
        }
        lines += "\n" + table.text
        return lines
    }
}
