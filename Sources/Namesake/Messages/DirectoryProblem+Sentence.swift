internal import Addresses
internal import Registry

extension DirectoryProblem {
    var sentence: String {
        switch self {
        case .joinedOutside(let environment, let domain):
            "machines of environment \(environment) are joined to \(domain), a domain outside, which has one entry for a "
                + "machine and all its clones: what one clone does to it is done to all. There is no known way to clone "
                + "that safely: put a domain controller inside, make the copy --customized, or clone all the same with "
                + "--accept-outside-domain"
        case .trustsOutside(let environment, let domains):
            "the directory of environment \(environment) has a trust with \(Wording.list(domains)) outside, which cannot "
                + "tell its clones apart: give the environment a directory without trusts, or clone all the same with "
                + "--accept-outside-domain"
        case .insideIsOutside(let domain):
            "\(domain) cannot be the domain inside and one outside: give --domain for a domain whose controller is inside, "
                + "--outside-domain or --trust for another"
        case .noController(let environment):
            "environment \(environment) has no domain controller, so no directory that could have a trust: name the domain "
                + "that its machines are joined to with --outside-domain"
        }
    }
}
