/// How many replies of a kind a client network gets in a second, and what becomes of the rest.
///
/// NSD's defaults: 200 a second for a network of its /24 or /64, every second reply above that cut short. For IPv6 we
/// count by /56, as Knot does, because that is what one customer gets.
package struct RateLimit: Hashable, Sendable {
    /// Replies a second; 0: no limit.
    package var responses = 200
    /// One in so many replies above the limit is cut short instead of dropped, so that a client whose address somebody
    /// else uses still gets through; 1: all, 0: none.
    package var slip = 2

    package init() {}

    /// The share of one of `threads` threads. The kernel spreads a network's ports over them evenly.
    package func shared(by threads: Int) -> RateLimit {
        var share = self
        if responses > 0 { share.responses = max(1, responses / max(1, threads)) }
        return share
    }
}
