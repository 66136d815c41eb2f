internal import Registry

extension LookupProblem {
    var sentence: String {
        switch self {
        case .notPublic(let mac):
            "\(mac) is no machine's public MAC: `namesake whois \(mac)` says what is known of it"
        case .noLease(let key):
            "there is no lease of \(key): see `namesake lease list`"
        case .nobody(let text, let time?):
            "at \(time) \(Wording.quoted(text)) was no machine's, as far as the history tells"
        case .nobody(let text, nil):
            "\(Wording.quoted(text)) is no machine's, host's or guest's alias, name, address or MAC: see `namesake env list` "
                + "and `namesake host list`"
        case .noHistory(let key):
            "nothing is known of \(key): no event speaks of it"
        case .noEvents(let text):
            "nothing is known of \(Wording.quoted(text)): the history names no such environment, machine.environment, host, "
                + "alias, address or MAC; see `namesake env list`"
        }
    }
}
