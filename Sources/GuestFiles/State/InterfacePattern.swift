/// A name of network interfaces, in which `*` stands for any characters and `?` for one: `en*`, `ens4`.
package struct InterfacePattern: Hashable, Sendable, LosslessStringConvertible {
    package let description: String

    /// What a Linux interface name may have (IFNAMSIZ), its final zero not counted.
    private static let longest = 15

    /// - Returns: `nil` unless the text is 1...15 letters, digits and `-_.*?`: nothing that a unit file, a key file or
    ///   YAML would read as something else.
    package init?(_ description: String) {
        guard (1...Self.longest).contains(description.utf8.count),
            description.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isPartOfPattern }), description != ".",
            description != ".."
        else { return nil }
        self.description = description
    }

    private init(known: String) {
        description = known
    }

    /// Whether it is the name of one interface.
    package var isName: Bool { !description.contains { $0 == "*" || $0 == "?" } }

    /// What Linux calls Ethernet interfaces: by their place (`ens4`), or in the order they were found (`eth0`).
    package static let ethernet = [InterfacePattern(known: "en*"), InterfacePattern(known: "eth*")]
}

extension Character {
    fileprivate var isPartOfPattern: Bool {
        isASCII && (isLetter || isWholeNumber) || "-_.*?".contains(self)
    }
}
