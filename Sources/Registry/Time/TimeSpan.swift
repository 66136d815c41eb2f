internal import Addresses

/// A length of time as people write it: `30s`, `5m`, `36h`, `2d`, `1w`.
package struct TimeSpan: Hashable, Sendable {
    package let seconds: Int64

    package init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Ten years: longer than any lab lasts, and far from the end of the calendar.
    package static let longest: Int64 = 10 * 366 * 86_400

    private static let units: [(letter: Character, seconds: Int64)] = [
        ("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
    ]
}

extension TimeSpan: CodableAsText {
    package static let kindOfText = "a length of time such as 30s, 5m, 36h or 2d"

    /// In the largest unit that divides it.
    package var description: String {
        let unit = Self.units.first { seconds % $0.seconds == 0 && seconds >= $0.seconds }
        return unit.map { "\(seconds / $0.seconds)\($0.letter)" } ?? "\(seconds)s"
    }

    package init?(_ description: String) {
        guard let letter = description.last, let unit = Self.units.first(where: { $0.letter == letter }),
            description.dropLast().allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int64(description.dropLast()), number > 0
        else { return nil }
        let (seconds, overflow) = number.multipliedReportingOverflow(by: unit.seconds)
        guard !overflow, seconds <= Self.longest else { return nil }
        self.seconds = seconds
    }
}
