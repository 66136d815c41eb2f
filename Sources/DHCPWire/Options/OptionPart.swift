public import Addresses

/// A piece of an option's value, as a person says it: `ip:10.86.51.1`, `u32:1800`, `text:pxelinux.0`.
public enum OptionPart: Hashable, Sendable {
    case address(IPv4Address)
    case uint8(UInt8)
    case uint16(UInt16)
    case uint32(UInt32)
    case int32(Int32)
    case boolean(Bool)
    case text(String)
    case octets([UInt8])
    case domain(DomainName)
    case route(ClasslessRoute)

    /// The word before the colon.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case address = "ip"
        case uint8 = "u8"
        case uint16 = "u16"
        case uint32 = "u32"
        case int32 = "i32"
        case boolean = "bool"
        case text
        case octets = "hex"
        case domain
        case route
    }

    public var kind: Kind {
        switch self {
        case .address: .address
        case .uint8: .uint8
        case .uint16: .uint16
        case .uint32: .uint32
        case .int32: .int32
        case .boolean: .boolean
        case .text: .text
        case .octets: .octets
        case .domain: .domain
        case .route: .route
        }
    }

    /// - Returns: `nil` if the text is not of that kind.
    public init?(_ text: String, _ kind: Kind) {
        let part: OptionPart? =
            switch kind {
            case .address: IPv4Address(text).map(Self.address)
            case .uint8: UInt8(text).map(Self.uint8)
            case .uint16: UInt16(text).map(Self.uint16)
            case .uint32: UInt32(text).map(Self.uint32)
            case .int32: Int32(text).map(Self.int32)
            case .boolean: Self.boolean(text).map(Self.boolean)
            case .text: Self.text(text)
            case .octets: Self.hexadecimal(text).map(Self.octets)
            case .domain: DomainName(text).map(Self.domain)
            case .route: ClasslessRoute(text).map(Self.route)
            }
        guard let part else { return nil }
        self = part
    }

    /// The text after the colon.
    public var text: String {
        switch self {
        case .address(let address): address.description
        case .uint8(let number): "\(number)"
        case .uint16(let number): "\(number)"
        case .uint32(let number): "\(number)"
        case .int32(let number): "\(number)"
        case .boolean(let value): "\(value)"
        case .text(let text): text
        case .octets(let octets): octets.map(Self.hexadecimal).joined()
        case .domain(let domain): domain.description
        case .route(let route): route.description
        }
    }

    /// The octets, names without compression.
    var encoded: [UInt8] {
        switch self {
        case .address(let address): address.wire
        case .uint8(let number): [number]
        case .uint16(let number): Self.bigEndian(UInt32(number)).suffix(2)
        case .uint32(let number): Self.bigEndian(number)
        case .int32(let number): Self.bigEndian(UInt32(bitPattern: number))
        case .boolean(let value): [value ? 1 : 0]
        case .text(let text): Array(text.utf8)
        case .octets(let octets): octets
        case .domain(let domain): domain.wire
        case .route(let route): route.octets
        }
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    private static func hexadecimal(_ octet: UInt8) -> String {
        (octet < 16 ? "0" : "") + String(octet, radix: 16)
    }

    /// Pairs of digits, with nothing, `:` or `-` between them.
    private static func hexadecimal(_ text: String) -> [UInt8]? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "-") }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var octets: [UInt8] = []
        var high: UInt8?
        for digit in digits {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue.flatMap(UInt8.init(exactly:)) else {
                return nil
            }
            if let first = high {
                octets.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return octets
    }
}
