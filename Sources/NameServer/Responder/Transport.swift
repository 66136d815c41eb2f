/// How a query came, which bounds its reply.
package enum Transport: Sendable {
    case udp
    case tcp

    /// The most octets that any reply may have.
    package var maximumReply: Int {
        switch self {
        case .udp: 1232
        case .tcp: 65_535
        }
    }
}
