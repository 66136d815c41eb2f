internal import Addresses

/// Where a thing outside is that an environment depends on: `postgresql:db.contoso.com:5432`.
///
/// The kind is a word for people and scripts; nothing here speaks to the thing.
package struct DependencyTarget: Hashable, Sendable {
    package let kind: String
    /// A host name or an IPv4 address.
    package let host: String
    package let port: UInt16?

    /// - Returns: `nil` if one of the parts is not of its kind.
    package init?(kind: String, host: String, port: UInt16?) {
        guard (try? HostLabel(kind)) != nil, Self.isHost(host), port != 0 else { return nil }
        self.kind = kind
        self.host = host
        self.port = port
    }

    private static func isHost(_ text: String) -> Bool {
        if IPv4Address(text) != nil { return true }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        // A name that ends in a number would be taken for an address (RFC 1123 §2.1).
        guard text.utf8.count <= 253, let last = labels.last, !last.allSatisfy(\.isNumber) else { return false }
        return labels.allSatisfy { (try? HostLabel($0)) != nil }
    }
}

extension DependencyTarget: LosslessStringConvertible {
    package init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 2:
            self.init(kind: parts[0], host: parts[1], port: nil)
        case 3:
            guard parts[2].allSatisfy(\.isNumber), let port = UInt16(parts[2]) else { return nil }
            self.init(kind: parts[0], host: parts[1], port: port)
        default:
            return nil
        }
    }

    package var description: String {
        "\(kind):\(host)" + (port.map { ":\($0)" } ?? "")
    }
}

extension DependencyTarget: CodableAsText {
    package static let kindOfText = "KIND:HOST[:PORT] such as postgresql:db.contoso.com:5432"
}
