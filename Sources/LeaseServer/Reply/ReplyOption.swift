internal import Addresses
internal import DHCPWire
internal import Registry

/// An option that replies can carry. To add one is to add a line to `all`.
struct ReplyOption: Sendable {
    let code: DHCPOptionCode
    /// Whether it is sent unasked.
    let isAlwaysSent: Bool
    /// Its value in that reply; `nil` if there is none.
    let value: @Sendable (ReplyPlan) -> ReplyOptionValue?

    /// Every option but 53 and 54, which begin a reply, and 56, 61 and 82, which end it. Those always sent stand first,
    /// in this order: the subnet mask has to come before the router (RFC 2132 §3.3).
    static let all: [ReplyOption] = [
        ReplyOption(.leaseTime, isAlwaysSent: true) { $0.leaseSeconds.map { .seconds($0) } },
        ReplyOption(.renewalTime, isAlwaysSent: true) { $0.leaseSeconds.map { .seconds($0 / 2) } },
        ReplyOption(.rebindingTime, isAlwaysSent: true) { $0.leaseSeconds.map { .seconds($0 - $0 / 8) } },
        ReplyOption(.subnetMask, isAlwaysSent: true) { .addresses([$0.network.cidr.mask]) },
        ReplyOption(.router) { $0.network.router.map { .addresses([$0]) } },
        ReplyOption(.domainNameServer) { .addresses($0.network.nameServers) },
        ReplyOption(.domainName) { .domain($0.network.domain) },
        ReplyOption(.broadcastAddress) {
            $0.network.cidr.prefixLength < 31 ? .addresses([$0.network.cidr.broadcast]) : nil
        },
    ]

    /// Where each code stands in `all`, so that a request list is looked up octet by octet.
    static let indexByCode: [UInt8: Int] = Dictionary(
        zip(all.map(\.code.rawValue), all.indices), uniquingKeysWith: { first, _ in first })

    init(
        _ code: DHCPOptionCode, isAlwaysSent: Bool = false,
        value: @escaping @Sendable (ReplyPlan) -> ReplyOptionValue?
    ) {
        self.code = code
        self.isAlwaysSent = isAlwaysSent
        self.value = value
    }
}

/// An option's value before it is octets.
enum ReplyOptionValue: Hashable, Sendable {
    case seconds(Int64)
    case addresses([IPv4Address])
    /// As text with dots and without the last one, as clients expect option 15.
    case domain(DomainName)
    case octets([UInt8])

    /// Adds it to a reply, if it has anything to say and there is room for it.
    func append(
        _ code: DHCPOptionCode, to writer: inout DHCPMessageWriter, reserve: Int, _ buffer: inout MutableSpan<UInt8>
    ) {
        switch self {
        case .seconds(let seconds):
            writer.append(code, UInt32(clamping: seconds), reserve: reserve, into: &buffer)
        case .addresses(let addresses) where !addresses.isEmpty:
            writer.append(code, addresses, reserve: reserve, into: &buffer)
        case .domain(let domain) where !domain.isRoot:
            writer.append(code, domain.dotted, reserve: reserve, into: &buffer)
        case .octets(let octets) where !octets.isEmpty:
            writer.append(code, octets, reserve: reserve, into: &buffer)
        case .addresses, .domain, .octets:
            break
        }
    }
}

extension DomainName {
    /// The labels with a dot between them: the wire form with its length octets replaced, which is what clients expect of
    /// option 15 (RFC 2132 §3.17).
    fileprivate var dotted: [UInt8] {
        var text = Array(wire.dropFirst().dropLast())
        var position = Int(wire.first ?? 0)
        while position < text.count {
            let length = Int(text[position])
            text[position] = UInt8(ascii: ".")
            position += 1 + length
        }
        return text
    }
}
