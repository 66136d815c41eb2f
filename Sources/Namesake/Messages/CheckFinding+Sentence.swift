internal import Addresses
internal import Registry

extension CheckFinding {
    /// What may happen, and what to do about it.
    var sentence: String {
        switch self {
        case .pool(let problem, let network):
            "network \(network): \(problem.sentence)"
        case .privateMACInRange(let machine, let hypervisor):
            "the private MAC \(machine.mac) of \(machine.environment)/\(machine.machine) is in the range of hypervisor "
                + "\(hypervisor), which may give it out again: keep the machine off that host, or change the host's range"
        case .sharedRange(let range, let hypervisor, let otherRange, let otherHypervisor):
            "hypervisors \(otherHypervisor) (\(otherRange)) and \(hypervisor) (\(range)) may give out the same MAC: "
                + "give each a range of its own"
        case .privateSideDiffers(let difference):
            "\(difference.here.name) of \(difference.environment) (\(difference.here.addresses)) is not what "
                + "\(difference.there.name) was in \(difference.origin.environment)"
                + "\(difference.origin.snapshot.map { " at \(Wording.quoted($0))" } ?? "") (\(difference.there.addresses)): "
                + "they are no clones of each other any more"
        }
    }
}

extension PrivateSide {
    fileprivate var addresses: String {
        [address?.description, mac?.description].compactMap { $0 }.joined(separator: ", ")
    }
}
