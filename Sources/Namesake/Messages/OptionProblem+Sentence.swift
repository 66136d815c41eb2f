internal import DHCPWire
internal import Registry

extension OptionProblem {
    var sentence: String {
        switch self {
        case .decidedByServer(let code) where code == .hostName || code == .clientFQDN:
            "option \(code.rawValue) cannot be set: a guest's name is its own, and no guest is told one"
        case .decidedByServer(let code):
            "option \(code.rawValue) cannot be set: the server decides what it says; "
                + "give another one, from 2 to 254"
        case .notOfFormat(let code, let value):
            "\(Wording.quoted(value)) is no value of option \(code.rawValue)\(Self.name(code)): "
                + "give \(OptionDefinition.of(code)?.format.expectation ?? "octets such as hex:01:02")"
        case .neverForced(let code):
            "option \(code.rawValue)\(Self.name(code)) may only be sent to guests that ask for it (RFC 8925): "
                + "set it with --option"
        case .tooMuch(let octets, let limit, let role):
            "the options of \(role.map { "role \($0)" } ?? "the network") take \(octets) octets, and a reply has room for "
                + "\(limit): take some away with `--option CODE=none`"
        case .bootFileUnfit(let architecture, let file, let limit):
            "\(Wording.quoted(file)) cannot be the boot file for \(architecture): give a path or URL of 1 to \(limit) "
                + "octets without blanks"
        case .nextServerNotHost(let server):
            "the next server \(server) is not the address of a host: give another with --next-server"
        case .tooManyRoles(let count, let limit):
            "\(count) roles cannot have options of their own: a network has room for \(limit)"
        }
    }

    private static func name(_ code: DHCPOptionCode) -> String {
        OptionDefinition.of(code).map { " (\($0.name))" } ?? ""
    }
}
