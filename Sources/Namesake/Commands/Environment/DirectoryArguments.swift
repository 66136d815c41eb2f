internal import Addresses
internal import ArgumentParser
internal import Registry

/// What `env create` and `env set` say of a directory.
struct DirectoryArguments: ParsableArguments {
    /// A domain, or `none`.
    struct Domain: ExpressibleByArgument {
        let edit: Edit<DomainName>

        init?(argument: String) {
            if argument.lowercased() == "none" {
                edit = .clear
            } else {
                guard let domain = DomainName(argument) else { return nil }
                edit = .set(domain)
            }
        }
    }

    @Option(
        help: ArgumentHelp(
            "The domain of the names inside; the domain controller answers for it (default: the network's).",
            valueName: "domain"))
    var domain: Domain?
    @Option(
        help: ArgumentHelp(
            "A domain outside that machines are joined to: cloning is then refused.", valueName: "domain"))
    var outsideDomain: Domain?
    @Option(
        name: .customLong("trust"),
        help: ArgumentHelp(
            "A domain outside that the directory inside has a trust with; repeatable: cloning is then refused.",
            valueName: "domain"))
    var trusts: [Domain] = []

    var edits: DirectoryEdits {
        let named = trusts.compactMap { trust in
            if case .set(let domain) = trust.edit { domain } else { nil }
        }
        return DirectoryEdits(
            domain: domain?.edit ?? .keep, outsideDomain: outsideDomain?.edit ?? .keep,
            trusts: trusts.isEmpty ? .keep : named.isEmpty ? .clear : .set(named))
    }
}
