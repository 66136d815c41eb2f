/// A record or query type (RFC 1035 §3.2.2); any of the 65,536 values, whether it has a name here or not.
public struct RecordType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// Numbers are compared directly; what `RawRepresentable` brings goes through witness tables, several times a query.
    @inlinable
    public static func == (left: RecordType, right: RecordType) -> Bool {
        left.rawValue == right.rawValue
    }
}

extension RecordType {
    public static var a: RecordType { RecordType(rawValue: 1) }
    public static var ns: RecordType { RecordType(rawValue: 2) }
    public static var cname: RecordType { RecordType(rawValue: 5) }
    public static var soa: RecordType { RecordType(rawValue: 6) }
    public static var ptr: RecordType { RecordType(rawValue: 12) }
    public static var hinfo: RecordType { RecordType(rawValue: 13) }
    public static var mx: RecordType { RecordType(rawValue: 15) }
    public static var txt: RecordType { RecordType(rawValue: 16) }
    public static var aaaa: RecordType { RecordType(rawValue: 28) }
    public static var srv: RecordType { RecordType(rawValue: 33) }
    public static var dname: RecordType { RecordType(rawValue: 39) }
    /// The pseudo-record of EDNS (RFC 6891 §6.1).
    public static var opt: RecordType { RecordType(rawValue: 41) }
    public static var ds: RecordType { RecordType(rawValue: 43) }
    public static var svcb: RecordType { RecordType(rawValue: 64) }
    public static var https: RecordType { RecordType(rawValue: 65) }
    /// Incremental zone transfer, a query type (RFC 1995).
    public static var ixfr: RecordType { RecordType(rawValue: 251) }
    /// Whole zone transfer, a query type (RFC 5936).
    public static var axfr: RecordType { RecordType(rawValue: 252) }
    /// Every type, a query type that is written `ANY` (RFC 8482).
    public static var any: RecordType { RecordType(rawValue: 255) }

    /// Types that only a question can have, so that no zone holds them (RFC 6895 §3.1: 128...255; and OPT).
    public var isQueryOnly: Bool {
        (128...255).contains(rawValue) || self == .opt || rawValue == 0
    }
}

extension RecordType: LosslessStringConvertible {
    /// Reads a mnemonic such as `AAAA`, or `TYPE` and a number (RFC 3597 §5), in any case of letters.
    public init?(_ description: String) {
        let text = description.uppercased()
        if let type = Self.questionTypes.first(where: { $0.mnemonic == text })?.type {
            self = type
        } else if let format = RecordFormat.named(text) {
            self = format.type
        } else if text.hasPrefix("TYPE"), let value = UInt16(decimal: text.dropFirst(4)) {
            self.init(rawValue: value)
        } else {
            return nil
        }
    }

    public var description: String {
        RecordFormat.of(self)?.mnemonic ?? Self.questionTypes.first { $0.type == self }?.mnemonic ?? "TYPE\(rawValue)"
    }

    /// Types that have a name but no record format.
    private static let questionTypes: [(type: RecordType, mnemonic: String)] = [
        (.opt, "OPT"), (.ixfr, "IXFR"), (.axfr, "AXFR"), (.any, "ANY"),
    ]
}

extension UInt16 {
    /// Reads decimal digits and nothing else: no sign, as `UInt16.init` would allow.
    init?(decimal text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        self.init(text)
    }
}
