internal import Registry

/// What whoever runs machines with a domain controller should know: the original product's rules.
enum DirectoryAdvice {
    /// None if no machine is a domain controller.
    static func lines(for environment: EnvironmentAnswer) -> [String] {
        let controllers = environment.machines.filter(\.domainController).map(\.name)
        guard !controllers.isEmpty else { return [] }
        let names = Wording.list(controllers)
        return [
            "switch on \(names) first, and restart it before machines join its domain: only then are its records right; "
                + "shut it down, do not switch it off"
        ]
    }

    static func sentence(for excess: SnapshotExcess, of environment: String) -> String {
        "environment \(environment) has a domain controller and now \(excess.snapshots) snapshots; with more than "
            + "\(excess.limit) its directory may not survive being rolled back: forget some with `namesake snapshot delete`"
    }
}
