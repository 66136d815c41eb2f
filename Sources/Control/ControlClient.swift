internal import AsyncHTTPClient
package import Foundation
internal import Glibc
internal import NIOCore
internal import NIOFoundationEssentialsCompat
internal import NIOHTTP1
package import Registry

/// Asks the owner of a registry to perform a verb.
package struct ControlClient: Sendable {
    /// How an attempt ended.
    package enum Outcome: Sendable {
        case answer(Data)
        /// Nobody listens: there is no owner that serves, or it is about to start or to end.
        case nobody
    }

    /// The largest answer: a list of a million leases.
    private static let answerLimit = 1 << 30
    /// Long enough for any verb; the owner works on one at a time.
    private static let patience = TimeAmount.seconds(120)

    /// What connecting to a socket ends with that is not there, or that nobody listens at. Any other failure comes after the
    /// request may have been read.
    private static let nobodyListens: Set<CInt> = [ECONNREFUSED, ENOENT]

    private let registry: RegistryFile

    package init(registry: RegistryFile) {
        self.registry = registry
    }

    /// - Throws: the registry's refusal, that the owner may not be asked by this user, or that it ended before it answered.
    package func perform(verb: String, body: Data) async throws(RegistryError) -> Outcome {
        guard access(registry.socketPath, F_OK) == 0, let socket = SocketPath(registry.socketPath) else {
            return .nobody
        }
        guard access(registry.socketPath, W_OK) == 0 else {
            throw .file(.noPermission(path: registry.socketPath))
        }
        guard let url = URL(httpURLWithSocketPath: socket.path, uri: VerbPath.path(of: verb)) else { return .nobody }
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result = await Self.attempt(client, url: url.absoluteString, body: body, verb: verb)
        try? await client.shutdown()
        return try result.get()
    }

    private static func attempt(
        _ client: HTTPClient, url: String, body: Data, verb: String
    ) async -> Result<Outcome, RegistryError> {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.body = .bytes(ByteBuffer(data: body))
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: patience)
        } catch let error as IOError where nobodyListens.contains(error.errnoCode) {
            return .success(.nobody)
        } catch is IOError {
            return .failure(.request(.unanswered(verb: verb)))
        } catch let error as HTTPClientError where error == .connectTimeout {
            return .success(.nobody)
        } catch let error as HTTPClientError where error == .remoteConnectionClosed {
            return .failure(.request(.unanswered(verb: verb)))
        } catch {
            return .failure(.request(.malformed(verb: verb, reason: String(describing: error))))
        }
        do {
            let data = Data(buffer: try await response.body.collect(upTo: answerLimit))
            switch response.status {
            case .ok: return .success(.answer(data))
            case .conflict: return .failure(try RegistryJSON.decode(RegistryError.self, from: data))
            default: return .failure(.request(.malformed(verb: verb, reason: "HTTP status \(response.status.code)")))
            }
        } catch is IOError {
            return .failure(.request(.unanswered(verb: verb)))
        } catch let error as HTTPClientError where error == .remoteConnectionClosed {
            return .failure(.request(.unanswered(verb: verb)))
        } catch {
            return .failure(.request(.malformed(verb: verb, reason: String(describing: error))))
        }
    }
}
