internal import Addresses
internal import Registry

/// Something that was not refused and may still go wrong: a sentence for people, an object in JSON.
struct Warning: Encodable, Equatable {
    /// A word for programs; it never changes once it was released.
    let code: String
    let message: String
}

extension Warning {
    /// What may go wrong with an environment as it is.
    static func all(of environment: EnvironmentAnswer) -> [Warning] {
        hypervisors(of: environment) + dependencies(of: environment) + directories(of: environment)
    }

    /// R52: private MACs that a hypervisor may give out again.
    static func hypervisors(of environment: EnvironmentAnswer) -> [Warning] {
        environment.machines.compactMap { machine in
            guard let inside = machine.private, let hypervisor = inside.hypervisor else { return nil }
            return Warning(
                code: "hypervisor-mac",
                message:
                    "the private MAC \(inside.mac) of \(machine.name) is in the range of hypervisor \(hypervisor), "
                    + "which may give it out again: keep \(machine.name) off that host, or change the host's range")
        }
    }

    /// R86, R92: a directory outside has one entry for all clones.
    static func directories(of environment: EnvironmentAnswer) -> [Warning] {
        guard let directory = environment.directory else { return [] }
        let joined = directory.outsideDomain.map { domain in
            Warning(
                code: "outside-domain",
                message:
                    "machines of environment \(environment.name) are joined to \(domain) outside, which has one entry for "
                    + "each of them and all its clones")
        }
        return (joined.map { [$0] } ?? [])
            + directory.trusts.map { domain in
                Warning(
                    code: "outside-trust",
                    message:
                        "the directory of environment \(environment.name) has a trust with \(domain) outside, which cannot "
                        + "tell clones apart")
            }
    }

    /// R93: whatever is outside cannot tell clones apart.
    static func dependencies(of environment: EnvironmentAnswer) -> [Warning] {
        environment.dependencies.map { dependency in
            Warning(
                code: "outside-dependency",
                message:
                    "environment \(environment.name) depends on \(dependency.name) (\(dependency.place)), which is "
                    + "outside and cannot tell clones apart: give each clone its own database there, with the names that "
                    + "`namesake env vars \(environment.name)` suggests")
        }
    }
}
