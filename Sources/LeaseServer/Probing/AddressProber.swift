internal import Addresses
internal import DHCPWire

/// Keeps messages while the wire is asked about an address, and hands them back with what it said.
///
/// Nothing waits for it: other messages are decided meanwhile. It has no clock and no socket; whoever uses it sends what
/// it says and tells it what was heard.
struct AddressProber {
    /// How long an answer may take, in milliseconds. On a link it takes less than one; a virtual machine that is not
    /// running just then needs a few tens. A client waits for seconds.
    static let waitMilliseconds: Int64 = 250
    /// When the question is repeated: a frame may be lost.
    static let repeatMilliseconds: Int64 = 100
    /// Messages that wait at most, so that a flood costs no memory; and how often one message may raise a question.
    static let limit = 4096
    static let roundLimit = 8

    /// A message that may be decided now.
    struct Resumed: Hashable {
        let datagram: [UInt8]
        let origin: DatagramOrigin
        let verdict: ProbeVerdict
        let round: Int
    }

    private struct Key: Hashable {
        let probe: AddressProbe
        let chaddr: MACAddress
    }

    private struct Waiting {
        var datagram: [UInt8]
        var origin: DatagramOrigin
        var round: Int
        let begun: Int64
        var isRepeated = false
    }

    private var waiting: [Key: Waiting] = [:]
    /// The keys in the order in which they were asked; those before `first` are over.
    private var order: [Key] = []
    private var first = 0
    private var holders: [AddressProbe: MACAddress] = [:]

    var isEmpty: Bool { waiting.isEmpty }

    /// When there is something to do next, in the milliseconds that it is told.
    var nextMoment: Int64? {
        guard first < order.count, let oldest = waiting[order[first]] else { return nil }
        let unrepeated = order[first...].lazy.compactMap { waiting[$0] }.first { !$0.isRepeated }
        let end = oldest.begun + Self.waitMilliseconds
        return unrepeated.map { min(end, $0.begun + Self.repeatMilliseconds) } ?? end
    }

    /// Keeps a message until the answer is there. Of one that was sent again the newest is kept.
    ///
    /// - Returns: whether the question is to be sent now.
    mutating func ask(
        _ probe: AddressProbe, for chaddr: MACAddress, _ datagram: [UInt8], from origin: DatagramOrigin, round: Int,
        at now: Int64
    ) -> Bool {
        let key = Key(probe: probe, chaddr: chaddr)
        if waiting[key] != nil {
            waiting[key]?.datagram = datagram
            waiting[key]?.origin = origin
            return false
        }
        guard waiting.count < Self.limit, round < Self.roundLimit else { return false }
        waiting[key] = Waiting(datagram: datagram, origin: origin, round: round, begun: now)
        order.append(key)
        return true
    }

    /// Somebody has told that an address is its own.
    mutating func hear(_ frame: ARPFrame, on interface: Int32) {
        let probe = AddressProbe(address: frame.senderAddress, interface: interface)
        if holders[probe] == nil { holders[probe] = frame.senderMAC }
    }

    /// The questions that are to be sent once more.
    mutating func repeats(at now: Int64) -> [AddressProbe] {
        var again: [AddressProbe] = []
        for key in order[first...] {
            guard let entry = waiting[key], entry.begun + Self.repeatMilliseconds <= now else { break }
            guard !entry.isRepeated else { continue }
            waiting[key]?.isRepeated = true
            again.append(key.probe)
        }
        return again
    }

    /// The next message whose time is over.
    mutating func next(at now: Int64) -> Resumed? {
        guard first < order.count else { return nil }
        let key = order[first]
        guard let entry = waiting[key], entry.begun + Self.waitMilliseconds <= now else { return nil }
        waiting[key] = nil
        first += 1
        let verdict = ProbeVerdict(probe: key.probe, holder: holders[key.probe])
        if waiting.isEmpty {
            order.removeAll(keepingCapacity: true)
            holders.removeAll()
            first = 0
        } else if first >= Self.limit {
            order.removeFirst(first)
            first = 0
        }
        return Resumed(datagram: entry.datagram, origin: entry.origin, verdict: verdict, round: entry.round + 1)
    }
}
