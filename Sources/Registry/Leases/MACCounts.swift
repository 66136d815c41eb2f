internal import Addresses

/// How often each of many MACs is there: loaded in order, and then changed here and there.
///
/// Two arrays in the order of the MACs take a third of what a dictionary does, and are filled without hashing.
struct MACCounts {
    private var macs: [MACAddress] = []
    private var counts: [UInt32] = []
    /// MACs that came after loading.
    private var more: [MACAddress: UInt32] = [:]

    init() {}

    /// - Parameter all: in any order.
    init(_ all: some Sequence<MACAddress>) {
        for mac in all.sorted(by: { $0.rawValue < $1.rawValue }) { append(mac) }
    }

    /// Counts a MAC that is not below the last one.
    mutating func append(_ mac: MACAddress) {
        if macs.last == mac {
            counts[counts.count - 1] += 1
        } else {
            macs.append(mac)
            counts.append(1)
        }
    }

    subscript(mac: MACAddress) -> Int {
        get { Int(place(of: mac).map { counts[$0] } ?? more[mac] ?? 0) }
        set {
            let count = UInt32(clamping: newValue)
            if let place = place(of: mac) {
                counts[place] = count
            } else {
                more[mac] = count == 0 ? nil : count
            }
        }
    }

    private func place(of mac: MACAddress) -> Int? {
        var low = 0
        var high = macs.count
        while low < high {
            let middle = (low + high) / 2
            if macs[middle].rawValue < mac.rawValue { low = middle + 1 } else { high = middle }
        }
        return low < macs.count && macs[low] == mac ? low : nil
    }
}
