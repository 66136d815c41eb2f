package import Registry

/// A machine with a public side, as the tools outside see it.
package struct ReachableMachine: Hashable, Sendable {
    package let name: String
    package let role: String
    package let environment: String
    /// What its environment was cloned from, if it is a clone.
    package let origin: String?
    /// The environment that the line of clones began with.
    package let original: String
    package let cloneID: String
    package let domain: String
    package let `public`: PublicInterfaceAnswer
    package let `private`: PrivateInterfaceAnswer?

    /// `web-server.shop-qa1`: the name that people use, and with the domain behind it a CNAME to the alias.
    package var readableName: String { "\(name).\(environment)" }

    /// `shop-web-server`: all clones of a machine have one host key, so they share one line of `known_hosts`.
    package var hostKeyAlias: String { "\(original)-\(name)" }
}

extension EnvironmentKit {
    /// Those that can be reached from outside, in their order; a domain controller cannot (R87).
    package var reachableMachines: [ReachableMachine] {
        environment.machines.compactMap { machine in
            machine.public.map {
                ReachableMachine(
                    name: machine.name, role: machine.role, environment: environment.name,
                    origin: environment.origin?.environment, original: original, cloneID: cloneID, domain: domain,
                    public: $0, private: machine.private)
            }
        }
    }
}
