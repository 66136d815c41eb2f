internal import NIOCore
internal import Synchronization

/// Every open connection, with its client and when it last was of use.
///
/// Shared by the event loops; locked when a connection opens or closes and once for each piece that is read.
final class TCPConnectionTable: Sendable {
    private struct Entry {
        let channel: any Channel
        let client: String
        var lastUse: NIODeadline
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        var countByClient: [String: Int] = [:]
    }

    private let limits: TCPLimits
    private let state = Mutex(State())

    init(limits: TCPLimits) {
        self.limits = limits
    }

    var count: Int { state.withLock { $0.entries.count } }

    /// Adds a connection; at a limit closes the one that has been idle the longest, of this client or of all.
    func add(_ channel: any Channel, client: String) {
        let displaced = state.withLock { state -> [any Channel] in
            var displaced: [any Channel] = []
            if state.countByClient[client, default: 0] >= limits.connectionsPerClient {
                displaced += Self.removeLongestIdle(&state) { $0.client == client }
            } else if state.entries.count >= limits.connections {
                displaced += Self.removeLongestIdle(&state) { _ in true }
            }
            state.entries[ObjectIdentifier(channel)] = Entry(channel: channel, client: client, lastUse: .now())
            state.countByClient[client, default: 0] += 1
            return displaced
        }
        for channel in displaced { channel.close(promise: nil) }
    }

    func touch(_ channel: any Channel, at time: NIODeadline) {
        state.withLock { $0.entries[ObjectIdentifier(channel)]?.lastUse = time }
    }

    func remove(_ channel: any Channel) {
        state.withLock { Self.remove(ObjectIdentifier(channel), &$0) }
    }

    private static func removeLongestIdle(_ state: inout State, where isEligible: (Entry) -> Bool) -> [any Channel] {
        let longest = state.entries.filter { isEligible($0.value) }.min { $0.value.lastUse < $1.value.lastUse }
        guard let longest else { return [] }
        remove(longest.key, &state)
        return [longest.value.channel]
    }

    private static func remove(_ id: ObjectIdentifier, _ state: inout State) {
        guard let entry = state.entries.removeValue(forKey: id) else { return }
        let left = state.countByClient[entry.client, default: 1] - 1
        state.countByClient[entry.client] = left > 0 ? left : nil
    }
}
