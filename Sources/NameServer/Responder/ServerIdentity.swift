internal import Addresses

/// What the server says of itself to whoever asks: nothing by default, because it helps attackers as much as operators.
package struct ServerIdentity: Sendable {
    /// A text and the name in class CHAOS that asks for it, in wire form and small letters.
    struct Text: Sendable {
        let owner: [UInt8]
        let text: [UInt8]
    }

    let texts: [Text]
    /// This server among its likes, in every reply to a query that asks for it (RFC 5001); empty: not said.
    let identifier: [UInt8]

    /// What one character string holds (RFC 1035 §3.3.14).
    package static let maximumText = 255
    /// So much that a reply of 512 octets has room beside it.
    package static let maximumIdentifier = 64

    /// - Parameters:
    ///   - version: the software: `version.bind` and `version.server`.
    ///   - name: this server among its likes: `id.server` and `hostname.bind` (RFC 4892 §3).
    ///   - identifier: the octets of NSID.
    package init(version: String? = nil, name: String? = nil, identifier: String? = nil) {
        let told: [(String?, [String])] = [
            (version, ["version.bind", "version.server"]), (name, ["id.server", "hostname.bind"]),
        ]
        texts = told.flatMap { text, owners in
            owners.compactMap { owner in
                guard let text, let owner = DomainName(owner) else { return nil }
                return Text(owner: owner.wire, text: Array(text.utf8.prefix(Self.maximumText)))
            }
        }
        self.identifier = Array((identifier ?? "").utf8.prefix(Self.maximumIdentifier))
    }

    /// Which text the name asks for.
    func index(of name: Span<UInt8>) -> Int? {
        for index in texts.indices where texts[index].owner.count == name.count {
            var isEqual = true
            for position in 0..<name.count where texts[index].owner[position] != name[position].asciiLowercased {
                isEqual = false
            }
            if isEqual { return index }
        }
        return nil
    }
}
