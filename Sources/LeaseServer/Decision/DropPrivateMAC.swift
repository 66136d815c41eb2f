internal import Registry

extension DecisionContext {
    /// A machine's private MAC on the public network: its interfaces are plugged the wrong way round, or a clone's private
    /// network is not private. Every clone has the same MAC, so it can have no lease here; it is a conflict.
    func dropPrivateMAC(of machineCount: Int) -> LeaseDecision {
        let others = machineCount - 1
        let detail =
            switch others {
            case ...0: "its private MAC is on the public network"
            case 1: "its private MAC, which 1 other machine has too, is on the public network"
            default: "its private MAC, which \(others) other machines have too, is on the public network"
            }
        return .drop(.privateMAC, [event(.privateMAC, nil, detail, other: mac)])
    }
}
