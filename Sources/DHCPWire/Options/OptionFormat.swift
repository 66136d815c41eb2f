/// What the value of a known option is made of (RFC 2132 and the documents after it).
public enum OptionFormat: Hashable, Sendable {
    /// So many addresses.
    case addresses(ClosedRange<Int>)
    case addressPairs
    case uint8(ClosedRange<UInt8>)
    case uint16(ClosedRange<UInt16>)
    /// One or more numbers, none below the least.
    case uint16List(least: UInt16)
    case uint32(ClosedRange<UInt32>)
    case int32
    case boolean
    case text
    /// Names without compression.
    case domains
    /// Names that are compressed (RFC 3397).
    case searchList
    case routes
    /// Anything of at least so many octets.
    case octets(least: Int)

    /// The kind of part that it consists of, which need not be named.
    public var kind: OptionPart.Kind {
        switch self {
        case .addresses, .addressPairs: .address
        case .uint8: .uint8
        case .uint16, .uint16List: .uint16
        case .uint32: .uint32
        case .int32: .int32
        case .boolean: .boolean
        case .text: .text
        case .domains, .searchList: .domain
        case .routes: .route
        case .octets: .octets
        }
    }

    /// Whether the value is one of this option. Hexadecimal octets are, if they are such as the parts would make.
    public func admits(_ value: OptionValue, of code: DHCPOptionCode) -> Bool {
        if case .octets = self {
        } else {
            guard value.parts.allSatisfy({ $0.kind == kind || $0.kind == .octets }) else { return false }
        }
        return admits(value.octets(of: code))
    }

    private func admits(_ octets: [UInt8]) -> Bool {
        switch self {
        case .addresses(let count):
            octets.count.isMultiple(of: 4) && count.contains(octets.count / 4)
        case .addressPairs:
            !octets.isEmpty && octets.count.isMultiple(of: 8)
        case .uint8(let bounds):
            octets.count == 1 && octets.allSatisfy(bounds.contains)
        case .uint16(let bounds):
            octets.count == 2 && bounds.contains(Self.number(octets))
        case .uint16List(let least):
            !octets.isEmpty && octets.count.isMultiple(of: 2)
                && stride(from: 0, to: octets.count, by: 2).allSatisfy { Self.number(octets[$0..<$0 + 2]) >= least }
        case .uint32(let bounds):
            octets.count == 4 && bounds.contains(Self.number(octets))
        case .int32:
            octets.count == 4
        case .boolean:
            octets.count == 1 && octets.allSatisfy { $0 <= 1 }
        case .text:
            !octets.isEmpty && !octets.contains(0)
        case .domains:
            Self.areNames(octets)
        case .searchList:
            DomainSearchList.names(in: octets) != nil
        case .routes:
            ClasslessRoute.routes(in: octets) != nil
        case .octets(let least):
            octets.count >= least
        }
    }

    private static func number<Number: FixedWidthInteger>(_ octets: some Collection<UInt8>) -> Number {
        octets.reduce(0) { $0 << 8 | Number($1) }
    }

    private static func areNames(_ octets: [UInt8]) -> Bool {
        !octets.contains { $0 >= 0xC0 } && DomainSearchList.names(in: octets) != nil
    }

    /// What a person has to give: "a list of IPv4 addresses".
    public var expectation: String {
        switch self {
        case .addresses(1...1): "an IPv4 address"
        case .addresses: "IPv4 addresses, with commas between them"
        case .addressPairs: "pairs of IPv4 addresses, with commas between them"
        case .uint8(let bounds): "a number from \(bounds.lowerBound) to \(bounds.upperBound)"
        case .uint16(let bounds): "a number from \(bounds.lowerBound) to \(bounds.upperBound)"
        case .uint16List(let least): "numbers from \(least) to \(UInt16.max), with commas between them"
        case .uint32(let bounds): "a number from \(bounds.lowerBound) to \(bounds.upperBound)"
        case .int32: "a number from \(Int32.min) to \(Int32.max)"
        case .boolean: "true or false"
        case .text: "text"
        case .domains, .searchList: "domain names, with commas between them"
        case .routes: "routes such as \"10.0.0.0/8 via 10.86.51.3\", with commas between them"
        case .octets(let least): least > 1 ? "\(least) or more octets such as hex:01:02" : "octets such as hex:01:02"
        }
    }
}
