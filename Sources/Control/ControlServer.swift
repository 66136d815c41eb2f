internal import Foundation
internal import Glibc
internal import HTTPTypes
internal import Hummingbird
package import Logging
internal import NIOCore
internal import NIOFoundationEssentialsCompat
package import Registry
internal import ServiceLifecycle

/// The owner's socket: HTTP over a Unix socket beside the registry.
///
/// `POST /v1/verbs/network.add` with a verb's JSON answers with its answer's JSON, or with status 409 and the error's. Whoever
/// may write to the socket may change the registry, so it is for the user that `serve`
/// runs as and for its group.
package struct ControlServer: Service {
    /// The largest verb: an environment of 254 machines with every option takes a tenth of it.
    static let requestLimit = 1 << 20

    private let registry: RegistryFile
    private let performer: any VerbPerformer
    private let logger: Logger
    private let whenListening: @Sendable () -> Void

    /// - Parameters:
    ///   - logger: the HTTP server tells it every start and stop, below the level `warning`.
    ///   - whenListening: called once verbs can be sent.
    package init(
        registry: RegistryFile, performer: any VerbPerformer, logger: Logger,
        whenListening: @escaping @Sendable () -> Void = {}
    ) {
        self.registry = registry
        self.performer = performer
        self.logger = logger
        self.whenListening = whenListening
    }

    package func run() async throws {
        guard let socket = SocketPath(registry.socketPath) else {
            throw RegistryError.file(.missing(path: registry.socketPath))
        }
        // The lock is ours, so a socket that is there was left by an owner that is dead.
        unlink(registry.socketPath)
        defer { unlink(registry.socketPath) }
        let application = Application(
            router: Self.router(performer),
            configuration: .init(address: .unixDomainSocket(path: socket.path), serverName: "namesake", backlog: 1024),
            onServerRunning: { [whenListening] _ in whenListening() },
            logger: logger
        )
        try await application.run()
    }

    private static func router(_ performer: any VerbPerformer) -> Router<BasicRequestContext> {
        let router = Router()
        router.post("\(VerbPath.prefix):name") { request, context in
            let name = try context.parameters.require("name")
            let body = try await request.body.collect(upTo: requestLimit)
            do {
                let answer = try await performer.perform(
                    verb: VerbPath.verb(ofComponent: name), body: Data(buffer: body))
                return response(.ok, answer)
            } catch let error as RegistryError {
                return response(.conflict, try RegistryJSON.encode(error))
            }
        }
        return router
    }

    private static func response(_ status: HTTPResponse.Status, _ body: Data) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
