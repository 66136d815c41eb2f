/// How long history is kept: `400d`, or `forever`.
struct HistoryAge {
    /// `nil`: for ever.
    let seconds: Int64?

    /// A day is the least that `conflicts` tells of; a hundred years are as good as for ever.
    private static let days: ClosedRange<Int64> = 1...36_500
    private static let secondsPerDay: Int64 = 86_400

    init?(_ text: String) {
        guard text != "forever" else {
            seconds = nil
            return
        }
        guard text.hasSuffix("d"), let days = Int64(text.dropLast()), Self.days.contains(days) else { return nil }
        seconds = days * Self.secondsPerDay
    }
}
