internal import Registry

extension MachineProblem {
    var sentence: String {
        switch self {
        case .none(let environment):
            "environment \(environment) would have no machine: name at least one with --machine"
        case .tooMany(let environment, let block, let limit):
            "environment \(environment) cannot have more than \(limit) machines: "
                + "the private block \(block) has one address for each"
        case .addressOutside(let address, let machine, let block):
            "the address \(address) of machine \(machine) is not inside the private block \(block): give one that is"
        case .addressReserved(let address, let machine, let block):
            "the address \(address) of machine \(machine) is the network's own or the broadcast address of \(block): "
                + "give another"
        case .addressTaken(let address, let machine, let other):
            "the address \(address) of machine \(machine) is already that of machine \(other): give another"
        case .macMulticast(let mac, let machine):
            "the MAC \(mac) of machine \(machine) is a multicast address (the first octet is odd), which no machine may have"
        case .macZero(let machine):
            "00-00-00-00-00-00 is not a MAC that machine \(machine) can have: leave it out and one is drawn"
        case .macTaken(let mac, let machine, let other):
            "the MAC \(mac) of machine \(machine) is already that of machine \(other): give another"
        case .macOfHost(let mac, let machine, let host):
            "the MAC \(mac) of machine \(machine) is already that of host \(host): "
                + "remove the host first with `namesake host remove \(host)`, or give the machine another"
        case .macInPool(let mac, let machine, let pool, let network):
            "the MAC \(mac) of machine \(machine) is in the pool \(pool) of network \(network), which is for public interfaces: "
                + "give another"
        case .computerNameTooLong(let name, let machine, let limit):
            "the name \(name) for machine \(machine) has \(name.utf8.count) characters, and NetBIOS sees \(limit): give a shorter one"
        case .computerNameTaken(let name, let machine, let owner):
            "the name \(name) for machine \(machine) is already that of \(owner ?? "another machine"), as far as NetBIOS sees "
                + "it (15 characters): give another"
        case .customizedDomainController(let environment, let machine):
            "machine \(machine) of environment \(environment) is a domain controller, which has no public side and keeps its name: "
                + "clone the environment as it is, without --customized"
        case .noPrivateSide(let environment, let machine):
            "environment \(environment) is customized and has no private network: leave mac= and address= of \(machine) out"
        case .onlyCustomized(let environment):
            "environment \(environment) is customized and has no private network to keep an identical clone apart: "
                + "add --customized, and the clone gets names of its own"
        case .noAlias(let environment, let machine):
            "machine \(machine) of environment \(environment) has no alias: "
                + "a domain controller has no public interface"
        case .noPrivateInterface(let environment, let machine):
            "machine \(machine) of environment \(environment) has no private interface, so there is nothing to tell its guest"
        case .ambiguous(let environment, let machines):
            "environment \(environment) has several machines with an alias (\(Wording.list(machines))): name one"
        }
    }
}
