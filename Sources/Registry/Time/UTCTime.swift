internal import Addresses

/// A moment in whole seconds UTC since 1970; in JSON and in messages ISO 8601: `2026-11-22T18:00:00Z`.
package struct UTCTime: Hashable, Sendable {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// The time that many seconds later, at most the last there is.
    package func adding(seconds: Int64) -> UTCTime {
        let (sum, overflow) = rawValue.addingReportingOverflow(seconds)
        return UTCTime(rawValue: overflow ? Self.bounds.upperBound : min(sum, Self.bounds.upperBound))
    }

    /// Whether a lease may begin or end then: from 1970 to the year 9999.
    var isOfLease: Bool { (0...Self.bounds.upperBound).contains(rawValue) }

    /// Years 0001...9999, so that every value has the same form.
    private static let bounds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
    private static let secondsPerDay: Int64 = 86_400
}

extension UTCTime: Comparable {
    package static func < (left: UTCTime, right: UTCTime) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension UTCTime: CodableAsText {
    package static let kindOfText = "a time such as 2026-11-22T18:00:00Z"

    package var description: String {
        var octets: [UInt8] = []
        write(to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// The description's characters, for whoever writes many.
    func write(to octets: inout [UInt8]) {
        let seconds = min(max(rawValue, Self.bounds.lowerBound), Self.bounds.upperBound)
        let day =
            (seconds - (seconds % Self.secondsPerDay + Self.secondsPerDay) % Self.secondsPerDay) / Self.secondsPerDay
        let second = seconds - day * Self.secondsPerDay
        let date = CivilDate(day: day)
        Self.write(date.year / 100, to: &octets)
        Self.write(date.year % 100, to: &octets)
        octets.append(UInt8(ascii: "-"))
        Self.write(date.month, to: &octets)
        octets.append(UInt8(ascii: "-"))
        Self.write(date.day, to: &octets)
        octets.append(UInt8(ascii: "T"))
        Self.write(second / 3600, to: &octets)
        octets.append(UInt8(ascii: ":"))
        Self.write(second / 60 % 60, to: &octets)
        octets.append(UInt8(ascii: ":"))
        Self.write(second % 60, to: &octets)
        octets.append(UInt8(ascii: "Z"))
    }

    /// Reads `2026-11-22T18:00:00Z`, also without seconds, with a fraction (which is cut off), with an offset such as
    /// `+01:00` in place of `Z`, or a date alone, which is its midnight.
    package init?(_ description: String) {
        var scanner = TimeScanner(description)
        guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
            let day = scanner.number(2), let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        guard !scanner.isAtEnd else {
            rawValue = date.daysSince1970 * Self.secondsPerDay
            return
        }
        guard scanner.skip("T") || scanner.skip("t") || scanner.skip(" "), let hour = scanner.number(2), hour < 24,
            scanner.skip(":"), let minute = scanner.number(2), minute < 60
        else { return nil }
        var second: Int64 = 0
        if scanner.skip(":") {
            guard let number = scanner.number(2), number < 60 else { return nil }
            second = number
            if scanner.skip("."), !scanner.skipDigits() { return nil }
        }
        guard let offset = scanner.offsetSeconds(), scanner.isAtEnd else { return nil }
        rawValue = date.daysSince1970 * Self.secondsPerDay + hour * 3600 + minute * 60 + second - offset
    }

    /// Two digits of a number below 100.
    private static func write(_ number: Int64, to octets: inout [UInt8]) {
        octets.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / 10))
        octets.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
    }
}
