internal import Addresses

/// What an environment's directory may be, and when it keeps an environment from being cloned.
enum DirectoryRules {
    /// The original product's limit for environments with a domain controller: what a directory's replicas believe of each
    /// other does not survive being rolled back often.
    static let mostSnapshots = 5

    static func check(
        _ settings: DirectorySettings, of environment: String, _ machines: [MachineRecord]
    ) throws(RegistryError) {
        for domain in settings.trusts + [settings.domain, settings.outsideDomain].compactMap({ $0 }) {
            try Names.checkDomain(domain)
        }
        if let domain = settings.domain {
            if domain == settings.outsideDomain || settings.trusts.contains(domain) {
                throw .directory(.insideIsOutside(domain))
            }
            for machine in machines { try Names.checkHostName(machine.identity.name, domain: domain) }
        }
        guard settings.trusts.isEmpty || machines.contains(where: \.identity.isDomainController) else {
            throw .directory(.noController(environment: environment))
        }
    }

    /// Refuses what there is no known solution for (R92), and what must not be (R86).
    static func checkClonable(_ settings: DirectorySettings, of environment: String) throws(RegistryError) {
        if let domain = settings.outsideDomain {
            throw .directory(.joinedOutside(environment: environment, domain: domain))
        }
        guard settings.trusts.isEmpty else {
            throw .directory(.trustsOutside(environment: environment, domains: settings.trusts))
        }
    }
}
