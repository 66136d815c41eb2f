internal import Addresses

/// A moment to come as people name it: `2d` from now, or `2026-11-24T18:00:00Z`.
package enum Deadline: Hashable, Sendable {
    /// So long after the verb is performed, by the registry's clock.
    case after(TimeSpan)
    case at(UTCTime)

    func moment(from now: UTCTime) -> UTCTime {
        switch self {
        case .after(let span): now.adding(seconds: span.seconds)
        case .at(let time): time
        }
    }
}

extension Deadline: CodableAsText {
    package static let kindOfText = "a time such as 2d, 36h or 2026-11-24T18:00:00Z"

    package var description: String {
        switch self {
        case .after(let span): span.description
        case .at(let time): time.description
        }
    }

    package init?(_ description: String) {
        if let span = TimeSpan(description) {
            self = .after(span)
        } else if let time = UTCTime(description) {
            self = .at(time)
        } else {
            return nil
        }
    }
}
