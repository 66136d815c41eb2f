public import Addresses

/// What kind of machine boots from the network (option 93, RFC 4578 §2.1, and the registry "Processor Architecture
/// Types").
public struct BootArchitecture: Hashable, Sendable {
    /// `nil`: any.
    public let rawValue: UInt16?

    public static let any = BootArchitecture(nil)

    /// The architecture with that number. 7 and 9 are one: both are sent by UEFI on x86-64, because RFC 4578 and its
    /// erratum disagree.
    public init(_ rawValue: UInt16?) {
        self.rawValue = rawValue == 9 ? 7 : rawValue
    }

    private static let names: [(String, UInt16?)] = [
        ("any", nil), ("bios", 0), ("uefi-ia32", 6), ("uefi", 7), ("uefi-arm", 10), ("uefi-arm64", 11),
        ("http-ia32", 15), ("http", 16), ("http-arm", 18), ("http-arm64", 19), ("http-bios", 20),
    ]

    /// Every name, for help and messages.
    public static let allNames = names.map(\.0)
}

extension BootArchitecture: Comparable {
    public static func < (left: BootArchitecture, right: BootArchitecture) -> Bool {
        switch (left.rawValue, right.rawValue) {
        case (nil, let right): right != nil
        case (_, nil): false
        case (let left?, let right?): left < right
        }
    }
}

extension BootArchitecture: CodableAsText {
    public static let kindOfText = "an architecture such as uefi"

    /// By name or number.
    public init?(_ description: String) {
        if let known = Self.names.first(where: { $0.0 == description }) {
            self.init(known.1)
        } else if let number = UInt16(description) {
            self.init(number)
        } else {
            return nil
        }
    }

    public var description: String {
        Self.names.first { $0.1 == rawValue }?.0 ?? rawValue.map(String.init) ?? "any"
    }
}
