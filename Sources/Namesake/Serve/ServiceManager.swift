internal import Datagrams
internal import Foundation
internal import Glibc
internal import Registry

/// Who started this process and wants to be told how it does, where somebody does: systemd with `Type=notify`
/// (sd_notify(3)).
struct ServiceManager: Sendable {
    private let socket: NotifySocket
    /// How often it wants to be told that the process is alive; `nil`: not at all.
    let watchdogInterval: Duration?

    /// - Returns: `nil` if nobody wants to be told.
    init?() {
        let environment = ProcessInfo.processInfo.environment
        guard let path = environment["NOTIFY_SOCKET"], let socket = NotifySocket(path: path) else { return nil }
        self.socket = socket
        let isForUs = environment["WATCHDOG_PID"].map { Int32($0) == getpid() } ?? true
        let interval = environment["WATCHDOG_USEC"].flatMap(Int64.init) ?? 0
        watchdogInterval = isForUs && interval > 0 ? .microseconds(interval) : nil
    }

    func tellReady() { socket.send("READY=1") }

    func tellStopping() { socket.send("STOPPING=1") }

    func tellReloading() {
        socket.send("RELOADING=1\nMONOTONIC_USEC=\(MonotonicClock.nanoseconds / 1000)")
    }

    func tellAlive() { socket.send("WATCHDOG=1") }
}
