internal import CSockets
internal import Glibc

/// A thread of the system that runs one function: packet loops block, and a blocked task would hold a pool's thread.
public final class WorkerThread: Sendable {
    private let thread: pthread_t

    /// - Parameter name: what `top -H` shows; at most 15 octets are kept.
    public init(name: String, _ body: @escaping @Sendable () -> Void) throws(SocketError) {
        let context = Unmanaged.passRetained(Body(name: name, run: body))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let body = Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
                csockets_name_thread(body.name)
                body.run()
                return nil
            }, context.toOpaque())
        guard result == 0 else {
            context.release()
            throw SocketError(action: "start thread \(name)", code: result)
        }
        self.thread = thread
    }

    /// Waits until the function has returned. Call once.
    public func join() {
        pthread_join(thread, nil)
    }

    /// How many processors this process may use: the number of workers that can run at once.
    public static var processorCount: Int { Int(csockets_processor_count()) }

    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }
}
