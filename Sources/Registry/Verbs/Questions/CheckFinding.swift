package import Addresses

/// Something in a sound registry that may lead to a conflict, or that no command would accept now. It is served all the
/// same.
package enum CheckFinding: Codable, Equatable, Sendable {
    /// A MAC pool that breaks a rule (R61).
    case pool(MACPoolProblem, network: String)
    /// A private MAC that a hypervisor may give out again (R52).
    case privateMACInRange(MachineInRange, hypervisor: String)
    /// Two hypervisors may give out the same MAC (R26).
    case sharedRange(MACRange, hypervisor: String, otherRange: MACRange, otherHypervisor: String)
    /// A machine of a clone that is not what it was cloned from (R34, R47, R51).
    case privateSideDiffers(PrivateSideDifference)

    package var code: String {
        switch self {
        case .pool(let problem, _): problem.code
        case .privateMACInRange: "private-mac-in-hypervisor-range"
        case .sharedRange: "hypervisor-ranges-overlap"
        case .privateSideDiffers: "private-side-differs"
        }
    }
}

/// A machine of a clone, and what it was in the environment or the snapshot that the clone came from.
package struct PrivateSideDifference: Codable, Hashable, Sendable {
    package var environment: String
    package var here: PrivateSide
    package var origin: EnvironmentOrigin
    package var there: PrivateSide
}

/// What a machine is inside.
package struct PrivateSide: Codable, Hashable, Sendable {
    package var name: String
    @ExplicitNull package var address: IPv4Address?
    @ExplicitNull package var mac: MACAddress?
}

/// The private block of a network, to be compared with what the host reaches (R49).
package struct PrivateBlock: Codable, Hashable, Sendable {
    package var network: String
    package var block: IPv4Network
}
