internal import Addresses

/// Why a machine is in the state that it is in.
enum StatusCause: Hashable {
    case domainController
    case noPublicInterface
    case notServed
    case noLeasesGiven
    case neverLeased(MACAddress)
    case leaseEnded(Lease)
    case leaseReleased(Lease)
    case offered(Lease)
    /// It has no lease, and gets none while `environment` is restored.
    case held(MACAddress, environment: String?, until: Int64)
    case conflict(ConflictSighting, MACAddress)
    /// It has not been seen with its own MAC since the restore began.
    case beingRestored(RestoredMachineFacts, MACAddress)
    /// It was, or somebody was, seen with the MAC that it was rolled back to.
    case rolledBackSeen(RestoredMachineFacts, MACAddress, at: Int64)
    case restoreOverdue(RestoredMachineFacts, MACAddress)
}

extension StatusCause {
    /// What was seen, as one sentence without its full stop.
    var sentence: String {
        switch self {
        case .domainController: "a domain controller has nothing outside its environment"
        case .noPublicInterface: "it has no public interface"
        case .notServed: "no server answers for this registry, so its alias is not published"
        case .noLeasesGiven: "the server answers names and gives no leases"
        case .neverLeased(let mac): "\(mac) has not asked for an address yet"
        case .leaseEnded(let lease):
            "the lease of \(lease.address) to \(lease.mac) ended at \(UTCTime(rawValue: lease.expires))"
        case .leaseReleased(let lease):
            "\(lease.mac) gave \(lease.address) back at \(UTCTime(rawValue: lease.expires))"
        case .offered(let lease): "\(lease.mac) was offered \(lease.address) and has not taken it yet"
        case .held(let mac, let environment, let until):
            "it has no lease, and \(mac) is held until \(UTCTime(rawValue: until))"
                + (environment.map { ", while \($0) is restored" } ?? "")
        case .conflict(let sighting, let mac): sighting.sentence(of: mac)
        case .beingRestored(let restore, let mac):
            "it is restored to \"\(restore.snapshot)\" since \(restore.beganText) and has not asked with its own MAC \(mac)"
        case .rolledBackSeen(let restore, let mac, let at):
            "it is restored to \"\(restore.snapshot)\", and \(restore.rolledBack), which it was rolled back to, was seen at "
                + "\(UTCTime(rawValue: at)), after its own MAC \(mac)"
        case .restoreOverdue(let restore, let mac):
            "it is restored to \"\(restore.snapshot)\" since \(restore.beganText) and has not asked with its own MAC \(mac)"
                + (restore.holds ? "; \(restore.rolledBack) is not held any more" : "")
        }
    }

    /// What to do about it; `nil`: nothing.
    func remedy(for machine: MachineFacts) -> String? {
        let environment = machine.environment
        switch self {
        case .domainController: return nil
        case .noPublicInterface:
            return "remove it with `namesake machine remove \(environment) \(machine.name)` and add it again"
        case .notServed: return "start `namesake serve`"
        case .noLeasesGiven: return "start `namesake serve` with --dhcp and the interface of the lab network"
        case .neverLeased(let mac):
            return "start it with \(mac) on its public interface, connected to the lab network"
        case .leaseEnded(let lease):
            return "start it, or look whether its public interface still has \(lease.mac) and is connected"
        case .leaseReleased: return "start it"
        case .offered: return "wait, or look whether replies reach it"
        case .held(let mac, let other?, _):
            return "put the MAC back in \(other) and look at `namesake restore \(other) --status`, "
                + "or let it have its lease with `namesake lease unhold \(mac)`"
        case .held(let mac, nil, _): return "wait, or end the hold with `namesake lease unhold \(mac)`"
        case .conflict(let sighting, let mac): return sighting.remedy(of: mac)
        case .beingRestored(_, let mac):
            return "give it \(mac), start it, and say `namesake restore \(environment) --confirm \(machine.name)`"
        case .rolledBackSeen(let restore, let mac, _):
            return
                "look which machine still has \(restore.rolledBack), give it \(mac) if it is this one, and have it ask again"
        case .restoreOverdue(let restore, let mac):
            return "give it \(mac) and start it after `namesake restore \(environment) \"\(restore.snapshot)\"`, "
                + "or say that it is over with `namesake restore \(environment) --end --force`"
        }
    }
}

extension ConflictSighting {
    fileprivate func sentence(of mac: MACAddress) -> String {
        let time = UTCTime(rawValue: at)
        let other = other ?? "somebody"
        let address = address?.description ?? "its address"
        switch kind {
        case .duplicateMAC: return "\(mac) was seen at two places at \(time)"
        case .staleAddress where isCulprit: return "it used \(address), the address of \(other), at \(time)"
        case .leaseDeclined: return "it found \(address) in use by another at \(time)"
        case .foreignServer: return "it chose the offer of another DHCP server at \(time)"
        default: return "\(other) used its address \(address) at \(time)"
        }
    }

    fileprivate func remedy(of mac: MACAddress) -> String {
        switch kind {
        case .duplicateMAC:
            "find the other machine with `namesake conflicts` and give it its own MAC; if one was restored, tell the server "
                + "with `namesake restore`"
        case .staleAddress where isCulprit:
            "have it ask for its address again: `namesake lease kick \(mac)`, and pull its link for a moment"
        case .foreignServer: "stop the other DHCP server on the lab network, and have the machine ask again"
        default: "have the other one change its address; `namesake conflicts` names it"
        }
    }
}

extension RestoredMachineFacts {
    fileprivate var beganText: String { UTCTime(rawValue: began / 1000).description }
}
