/// Where in a zone file something stands.
package struct SourcePlace: Hashable, Sendable {
    package let file: String
    /// Counted from 1.
    package let line: Int

    package init(file: String, line: Int) {
        self.file = file
        self.line = line
    }
}

/// One thing that is wrong with a zone, as a sentence for its operator.
package struct ZoneFlaw: Hashable, Sendable {
    package enum Severity: Hashable, Sendable {
        /// The zone is not served as it is.
        case error
        /// The zone is served, and probably not as it was meant.
        case warning
    }

    package let severity: Severity
    /// `nil` for records that were made in code.
    package let place: SourcePlace?
    package let sentence: String

    package init(_ severity: Severity, at place: SourcePlace?, _ sentence: String) {
        self.severity = severity
        self.place = place
        self.sentence = sentence
    }
}

extension ZoneFlaw: CustomStringConvertible {
    /// `Zones/lab.contoso.com.zone:12: ...`, the form editors jump to.
    package var description: String {
        let label = severity == .warning ? "warning: " : ""
        guard let place else { return label + sentence }
        return "\(place.file):\(place.line): \(label)\(sentence)"
    }
}

/// Why a zone cannot be served: at least one error, warnings among them, in the order they were found.
package struct ZoneFlaws: Error, Hashable, Sendable, CustomStringConvertible {
    package let flaws: [ZoneFlaw]

    /// More than this many errors say nothing new.
    package static let limit = 20

    package init(_ flaws: [ZoneFlaw]) {
        self.flaws = flaws
    }

    package var description: String {
        flaws.map(\.description).joined(separator: "\n")
    }
}

/// Gathers flaws up to the limit.
struct ZoneFlawList {
    private(set) var flaws: [ZoneFlaw] = []
    private(set) var errorCount = 0

    var isFull: Bool { errorCount >= ZoneFlaws.limit }

    mutating func error(at place: SourcePlace?, _ sentence: String) {
        guard !isFull else { return }
        errorCount += 1
        flaws.append(ZoneFlaw(.error, at: place, sentence))
    }

    /// Warnings are bounded like errors, so that 200,000 odd records are not 200,000 lines.
    mutating func warning(at place: SourcePlace?, _ sentence: String) {
        guard flaws.count - errorCount < ZoneFlaws.limit else { return }
        flaws.append(ZoneFlaw(.warning, at: place, sentence))
    }

    func throwIfAny() throws(ZoneFlaws) {
        guard errorCount == 0 else { throw ZoneFlaws(flaws) }
    }
}
