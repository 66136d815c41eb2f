/// `lease history`: what happened to an address or a MAC, oldest first.
package struct LeaseHistory: Verb {
    package static let name = "lease history"
    package static let kind = VerbKind.question

    package var key: LeaseKey
    /// The newest so many events.
    package var limit: Int

    package static let defaultLimit = 1000
    private static let limits = 1...100_000

    package init(key: LeaseKey, limit: Int = defaultLimit) {
        self.key = key
        self.limit = limit
    }

    package func perform(in transaction: Transaction) throws -> [EventAnswer] {
        let limit = min(max(limit, Self.limits.lowerBound), Self.limits.upperBound)
        let selections: [EventSelection] =
            switch key {
            case .address(let address): [.leases(at: address), .others(at: address)]
            case .mac(let mac): [.anything(of: mac)]
            }
        let events = try transaction.events(selections, limit: limit)
        guard !events.isEmpty else { throw RegistryError.lookup(.noHistory(key)) }
        return events.reversed().map(\.answer)
    }
}
