internal import Addresses
internal import Registry

/// Leases for people.
enum LeaseText {
    static func description(of lease: LeaseAnswer) -> String {
        var table = TextTable(["address", lease.address.description])
        table.append(["mac", lease.mac.description])
        table.append(["state", lease.state.rawValue])
        table.append(["starts", lease.starts.description])
        table.append(["expires", lease.expires.description])
        table.append(["environment", lease.environment])
        table.append(["machine", lease.machine])
        table.append(["host", lease.host])
        table.append(["name", lease.fqdn])
        table.append(["client identifier", lease.clientIdentifier])
        return table.text
    }

    static func table(of events: [EventAnswer]) -> String {
        var table = TextTable(["time", "event", "address", "mac", "environment", "machine", "detail"])
        for event in events {
            table.append([
                event.time.description, event.kind, event.address?.description, event.mac?.description,
                event.environment, event.machine, event.detail,
            ])
        }
        return table.text
    }
}
