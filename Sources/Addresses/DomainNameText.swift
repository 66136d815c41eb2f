/// The presentation form of names (RFC 1035 §5.1): labels between dots, `\.` for a dot in a label, `\DDD` for any octet.
extension DomainName: LosslessStringConvertible {
    /// Reads an absolute name; the final dot may be left out.
    public init?(_ description: String) {
        self.init(text: Array(description.utf8), origin: .root)
    }

    /// Reads a name that is relative to `origin` unless it ends in a dot.
    ///
    /// - Parameter text: the octets of one token of a master file, escapes not yet undone.
    /// - Returns: `nil` for an empty or overlong label, an overlong name, or a broken escape.
    public init?(text: some Collection<UInt8>, origin: DomainName) {
        if text.elementsEqual([UInt8(ascii: ".")]) {
            self = .root
            return
        }
        var labels: [[UInt8]] = [[]]
        var iterator = text.makeIterator()
        while let octet = iterator.next() {
            switch octet {
            case UInt8(ascii: "."):
                labels.append([])
            case UInt8(ascii: "\\"):
                guard let escaped = Self.unescape(&iterator) else { return nil }
                labels[labels.count - 1].append(escaped)
            default:
                labels[labels.count - 1].append(octet)
            }
        }
        let isAbsolute = labels.last?.isEmpty == true
        if isAbsolute {
            labels.removeLast()
        } else {
            labels.append(contentsOf: origin.labels.map(Array.init))
        }
        guard !labels.isEmpty else { return nil }
        self.init(labels: labels)
    }

    /// Reads what follows a backslash: three decimal digits, or one octet that stands for itself.
    public static func unescape(_ iterator: inout some IteratorProtocol<UInt8>) -> UInt8? {
        guard let first = iterator.next() else { return nil }
        guard let hundreds = first.decimalDigit else { return first }
        guard let tens = iterator.next()?.decimalDigit, let ones = iterator.next()?.decimalDigit else { return nil }
        return UInt8(exactly: hundreds * 100 + tens * 10 + ones)
    }

    /// The name with no dot at its end, as people and `namesake alias` write it; the root is `.`.
    public var description: String {
        guard !isRoot else { return "." }
        return labels.map(Self.escape).joined(separator: ".")
    }

    /// The name with its final dot, as master files write it.
    public var absoluteDescription: String {
        isRoot ? "." : description + "."
    }

    private static func escape(_ label: ArraySlice<UInt8>) -> String {
        var text = ""
        for octet in label {
            switch octet {
            case UInt8(ascii: "."), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: "@"), UInt8(ascii: "$"):
                text += "\\" + String(Unicode.Scalar(octet))
            case 0x21...0x7E:
                text.unicodeScalars.append(Unicode.Scalar(octet))
            default:
                let digits = String(octet)
                text += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
            }
        }
        return text
    }
}

extension DomainName: CodableAsText {
    public static let kindOfText = "a domain name"
}

extension UInt8 {
    /// The value of an ASCII digit, or `nil`.
    public var decimalDigit: Int? {
        let value = self &- UInt8(ascii: "0")
        return value < 10 ? Int(value) : nil
    }
}
