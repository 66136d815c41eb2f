internal import GRDB

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
        let events =
            switch key {
            case .address(let address): try transaction.events("address = ?", [address], limit: limit)
            case .mac(let mac): try transaction.events("mac = ?", [mac], limit: limit)
            }
        guard !events.isEmpty else { throw RegistryError.lookup(.noHistory(key)) }
        return events.reversed()
    }
}
