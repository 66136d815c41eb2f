package import Addresses

/// What `whois` is asked about.
package enum WhoIsSubject: Codable, Hashable, Sendable {
    case address(IPv4Address)
    case mac(MACAddress)
    /// An alias, a readable name or a host's, with or without the domain.
    case name(String)

    package init(_ text: String) {
        switch LeaseKey(text) {
        case .address(let address): self = .address(address)
        case .mac(let mac): self = .mac(mac)
        case nil: self = .name(text.hasSuffix(".") ? String(text.dropLast()) : text)
        }
    }

    package var text: String {
        switch self {
        case .address(let address): address.description
        case .mac(let mac): mac.description
        case .name(let name): name
        }
    }
}

/// A machine, host or guest that a name, address or MAC belongs to, or belonged to.
package struct WhoIsAnswer: Codable, Hashable, Sendable {
    package enum Match: String, Codable, Hashable, Sendable {
        /// A private interface: every clone has one like it.
        case `private`
        case `public`
        /// A printer, a hypervisor or the like (`host add`).
        case host
        /// Nobody the registry knows, with a lease of the guest range.
        case guest
    }

    /// The machine's or the host's; a guest is called by its MAC.
    package var name: String
    @ExplicitNull package var environment: String?
    package var match: Match
    @ExplicitNull package var network: String?
    @ExplicitNull package var fqdn: String?
    @ExplicitNull package var mac: MACAddress?
    @ExplicitNull package var address: IPv4Address?
    /// The moment asked about; `null`: now.
    @ExplicitNull package var at: UTCTime?
}

/// `whois`: which machine, host or guest a name, an address or a MAC belongs to, now or at a time in the past.
///
/// A private address or MAC belongs to a machine of every clone; all of them are told, up to a limit.
package struct WhoIs: Verb {
    package static let name = "whois"
    package static let kind = VerbKind.question

    package var subject: WhoIsSubject
    /// `nil`: now.
    package var at: UTCTime?

    static let limit = 1000

    package init(subject: WhoIsSubject, at: UTCTime? = nil) {
        self.subject = subject
        self.at = at
    }

    package func perform(in transaction: Transaction) throws -> [WhoIsAnswer] {
        let answers =
            try at.map { try Past(transaction: transaction, time: $0).owners(of: subject) }
            ?? transaction.whoIs(subject)
        guard !answers.isEmpty else { throw RegistryError.lookup(.nobody(text: subject.text, at: at)) }
        return answers
    }
}
