internal import Addresses
internal import Registry

extension EventAnswer {
    /// What happened, for people: `web-server.shop-qa1 got 10.86.51.63 (00-1D-D8-B7-1C-07)`.
    var sentence: String {
        let detail = detail.map(Wording.escaped)
        return switch kind {
        case "network.added": "network \(network ?? "?") added: \(detail ?? "")"
        case "network.changed": "network \(network ?? "?") changed: \(detail ?? "")"
        case "network.removed": "network \(network ?? "?") removed"
        case "environment.created": "environment \(environment ?? "?") created on network \(network ?? "?")"
        case "environment.cloned": "environment \(environment ?? "?") cloned from \(detail ?? "?")"
        case "environment.renamed": renaming(detail ?? "?")
        case "environment.deleted": "environment \(environment ?? "?") deleted"
        case "environment.expiring": "environment \(environment ?? "?") will soon be deleted\(after(detail))"
        case "environment.expired": "the time of environment \(environment ?? "?") is over\(after(detail))"
        case "machine.added": "\(who) added\(identity)"
        case "machine.changed": "\(who) has the role \(detail ?? "?") now"
        case "machine.removed": "\(who) removed; its alias is never given again, its MAC rests\(identity)"
        case "host.added": "host \(alias ?? "?") added: \(place)"
        case "host.changed": "host \(alias ?? "?") changed: \(place)"
        case "host.removed": "host \(alias ?? "?") removed: \(place)"
        case "dependency.added": "\(environment ?? "?") depends on \(detail ?? "?") outside"
        case "dependency.removed": "\(environment ?? "?") does not depend on \(detail ?? "?") any more"
        case "snapshot.taken": "snapshot \"\(detail ?? "?")\" of \(environment ?? "?") taken"
        case "snapshot.deleted": "snapshot \"\(detail ?? "?")\" of \(environment ?? "?") deleted"
        case "hypervisor.added", "hypervisor.changed", "hypervisor.removed":
            kind.replacing(".", with: " ") + after(detail)
        case "directory.changed": "what is known of the directory of \(environment ?? "?") changed\(after(detail))"
        case "restore.began": "restore of \(environment ?? "?") to \"\(detail ?? "?")\" began"
        case "restore.confirmed": "\(who) has its own MAC \(mac?.description ?? "") again"
        case "restore.ended": "restore of \(environment ?? "?") ended\(after(detail))"
        case "restore.cancelled": "restore of \(environment ?? "?") given up\(after(detail))"
        case "restore.planned": "\(who): restore planned\(detail.map { ", \($0)" } ?? "")"
        case "lease.began": "\(who) got \(place)"
        case "lease.expired": "\(who) let its lease of \(place) expire"
        case "lease.released": "\(who) released \(place)"
        case "lease.declined": "\(who) declined \(place)\(after(detail))"
        case "lease.taken-over": "\(who) lost \(place): the range is used up and it had not been there the longest"
        case "lease.ended": "\(who) lost \(place)\(after(detail))"
        default: evidence(detail)
        }
    }

    private func after(_ detail: String?) -> String {
        detail.map { ": \($0)" } ?? ""
    }

    private var who: String {
        Self.machine(machine, environment) ?? alias ?? mac.map { "guest \($0)" } ?? environment ?? "?"
    }

    private static func machine(_ machine: String?, _ environment: String?) -> String? {
        machine.flatMap { machine in environment.map { "\(machine).\($0)" } }
    }

    private var place: String {
        [address?.description, mac.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
    }

    private var identity: String {
        let parts = [mac.map { "MAC \($0)" }, alias.map { "alias \($0)" }, detail.map { "private address \($0)" }]
        let known = parts.compactMap { $0 }
        return known.isEmpty ? "" : ": " + known.joined(separator: ", ")
    }

    /// A rename is told twice, once by each name.
    private func renaming(_ detail: String) -> String {
        detail.hasPrefix("was ")
            ? "environment \(environment ?? "?") has this name now, it \(detail)"
            : "environment \(environment ?? "?") renamed to \(detail)"
    }

    /// Evidence has a sentence of its own; with it goes who the other side is.
    private func evidence(_ detail: String?) -> String {
        let other = Self.machine(otherMachine, otherEnvironment).map { " (the other: \($0))" } ?? ""
        let what = detail ?? [kind, place].joined(separator: " ")
        return "\(who) \(what)\(other)"
    }
}
