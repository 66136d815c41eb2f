internal import Addresses

/// `network add`.
package struct AddNetwork: Verb {
    package static let name = "network add"
    package static let kind = VerbKind.change

    package var network: String
    package var settings: NetworkSettings
    /// Whose machines `guest` is for; `nil`: all of the network's.
    package var role: String?
    /// What guests are told, on top of the settings.
    package var guest: GuestEdits

    package init(
        network: String, settings: NetworkSettings, role: String? = nil, guest: GuestEdits = GuestEdits()
    ) {
        self.network = network
        self.settings = settings
        self.role = role
        self.guest = guest
    }

    package func perform(in transaction: Transaction) throws -> NetworkAnswer {
        let name = try Names.checkLabel(network, .network)
        try OptionRules.check(guest)
        var settings = settings
        try settings.apply(guest, forRole: role)
        let others = try transaction.networks()
        if let other = others.first(where: { Names.areSame($0.name, name) }) {
            throw RegistryError.name(.taken(.network, name: other.name, environment: nil))
        }
        try NetworkRules.check(settings, name: name, others: others)
        try transaction.refusePrivateAddresses(in: settings.cidr)
        try transaction.refuseMACsOfOthers(in: settings.macPools)
        let record = try transaction.insertNetwork(named: name, settings)
        try transaction.record(Event(kind: .networkAdded, network: name, detail: settings.cidr.description))
        transaction.touchNetworks(record.id)
        return try transaction.answer(for: record)
    }
}
