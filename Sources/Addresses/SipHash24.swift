/// SipHash with two compression and four finalisation rounds (Aumasson and Bernstein, 2012): what DNS cookies are made
/// with (RFC 9018 §4.4). Names are hashed with fewer rounds, because nobody sees those hashes.
public struct SipHash24 {
    private var state: SipState

    public init(key0: UInt64, key1: UInt64) {
        state = SipState(key0, key1)
    }

    /// Takes in eight octets, the first of them lowest.
    public mutating func absorb(_ word: UInt64) {
        state.v3 ^= word
        state.round()
        state.round()
        state.v0 ^= word
    }

    /// Ends with up to seven octets more.
    ///
    /// - Parameters:
    ///   - rest: those octets, the first of them lowest, zero above.
    ///   - length: of everything taken in, modulo 256.
    /// - Returns: the hash; its octets as the algorithm writes them are lowest first.
    public mutating func finish(rest: UInt64 = 0, length: Int) -> UInt64 {
        absorb(rest | UInt64(truncatingIfNeeded: length) << 56)
        state.v2 ^= 0xFF
        for _ in 0..<4 { state.round() }
        return state.v0 ^ state.v1 ^ state.v2 ^ state.v3
    }
}
