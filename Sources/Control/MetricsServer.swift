internal import HTTPTypes
internal import Hummingbird
package import Logging
internal import NIOCore
internal import ServiceLifecycle

/// `GET /metrics` for Prometheus, on an address of its own.
package struct MetricsServer: Service {
    private let host: String
    private let port: Int
    private let contentType: String
    private let logger: Logger
    private let scrape: @Sendable () async -> String

    /// - Parameters:
    ///   - scrape: makes the text; whoever scrapes waits for it, and nobody else does.
    package init(
        host: String, port: Int, contentType: String, logger: Logger, scrape: @escaping @Sendable () async -> String
    ) {
        self.host = host
        self.port = port
        self.contentType = contentType
        self.logger = logger
        self.scrape = scrape
    }

    package func run() async throws {
        let router = Router()
        router.get("/metrics") { [contentType, scrape] _, _ in
            Response(
                status: .ok, headers: [.contentType: contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(string: await scrape())))
        }
        let application = Application(
            router: router,
            configuration: .init(address: .hostname(host, port: port), serverName: "namesake"), logger: logger)
        try await application.run()
    }
}
