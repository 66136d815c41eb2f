/// So many packets a second, and as many at once: what is not used for a second is not saved up.
struct TokenBucket: Hashable {
    /// In thousandths, so that a millisecond's share is a whole number.
    private var thousandths: Int64
    /// When the share was last added, in milliseconds of a clock that does not step.
    private(set) var touched: Int64

    /// A full bucket.
    init(rate: Int64, at milliseconds: Int64) {
        thousandths = rate * 1000
        touched = milliseconds
    }

    /// Takes one packet's token if there is one.
    ///
    /// - Parameter rate: packets a second; at most a million, so that nothing here overflows.
    mutating func take(rate: Int64, at milliseconds: Int64) -> Bool {
        let elapsed = min(max(milliseconds - touched, 0), 1000)
        touched = milliseconds
        thousandths = min(thousandths + elapsed * rate, rate * 1000)
        guard thousandths >= 1000 else { return false }
        thousandths -= 1000
        return true
    }

    /// Whether it is full by now, so that forgetting it changes nothing.
    func isFull(at milliseconds: Int64) -> Bool {
        milliseconds - touched >= 1000
    }
}
