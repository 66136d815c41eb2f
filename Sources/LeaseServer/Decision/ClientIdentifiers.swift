internal import Addresses
internal import Registry

/// Which MAC came with each client identifier: the clones of one machine all have the same.
///
/// It decides nothing (R1). It is told, because any other server on the network would give them one address.
struct ClientIdentifiers {
    /// By the identifier's hash, which is keyed for each process. Of two identifiers with one hash one is not told,
    /// that is all.
    private var macs: [Int: MACAddress] = [:]
    /// A machine chooses a new identifier as often as it likes. When there are so many they are all forgotten.
    private static let limit = 1 << 18

    /// Another machine with a lease and the same identifier.
    ///
    /// - Parameter lease: one that has just begun.
    mutating func other(than lease: Lease, in book: LeaseBook, at now: Int64) -> MACAddress? {
        guard let identifier = lease.clientIdentifier, !identifier.isEmpty else { return nil }
        let key = identifier.hashValue
        if let mac = macs[key], mac != lease.mac, let other = book.lease(of: mac), other.isLive(at: now),
            other.clientIdentifier == identifier
        {
            return mac
        }
        if macs.count >= Self.limit { macs.removeAll() }
        macs[key] = lease.mac
        return nil
    }
}
