/// What a server says of itself.
package struct ServerStatus: Codable, Hashable, Sendable {
    package var version: String
    package var since: UTCTime
    /// Where names are answered.
    package var dns: [String]
    /// Where leases are given.
    package var dhcp: [String]
    /// Where it can be scraped.
    @ExplicitNull package var metrics: String?
    /// How many zones come from files.
    package var zones: Int
    /// Whether the last transaction failed, and none has succeeded since.
    package var isFailing: Bool
    /// DHCP requests without a reply that should have had one, by what became of them.
    package var losses: [String: UInt64]

    package init(
        version: String, since: UTCTime, dns: [String], dhcp: [String], metrics: String?, zones: Int, isFailing: Bool,
        losses: [String: UInt64]
    ) {
        self.version = version
        self.since = since
        self.dns = dns
        self.dhcp = dhcp
        self.zones = zones
        self.isFailing = isFailing
        self.losses = losses
        self.metrics = metrics
    }
}

/// The part of `status` that only the owner can answer: whoever performs it on the file finds no server.
package struct ShowServer: Verb {
    package struct Answer: Codable, Sendable {
        @ExplicitNull package var server: ServerStatus?

        package init(server: ServerStatus?) {
            self.server = server
        }
    }

    package static let name = "server"
    package static let kind = VerbKind.question

    package init() {}

    package func perform(in transaction: Transaction) throws -> Answer { Answer(server: nil) }
}
