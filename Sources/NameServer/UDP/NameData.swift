package import AliasTable
internal import Datagrams

/// What every transport of the name server answers from, and by which rules.
package struct NameData: Sendable {
    package let aliases: AliasTable
    package let zones: Published<ZoneSet>
    package let access: Published<AccessList>
    package let policy: NamePolicy
    /// Filled by every transport.
    package let updates = RefusedUpdates()

    package init(
        aliases: AliasTable, zones: Published<ZoneSet>, access: Published<AccessList>, policy: NamePolicy = NamePolicy()
    ) {
        self.aliases = aliases
        self.zones = zones
        self.access = access
        self.policy = policy
    }

    func makeResponder() -> Responder {
        Responder(identity: policy.identity, secrets: policy.secrets)
    }
}

/// What the operator decides about answers, for as long as the process runs.
package struct NamePolicy: Sendable {
    /// What clients get that are not served.
    package enum Refusal: String, CaseIterable, Sendable {
        /// An answer that says so: a misconfigured client finds out at once.
        case refused
        /// Nothing, so that nobody can be hit by it.
        case silence
    }

    package var identity = ServerIdentity()
    package var secrets = CookieSecrets(current: .random())
    package var refusal = Refusal.refused
    /// For clients that are served only because everybody is.
    package var rateLimit = RateLimit()

    package init() {}
}
