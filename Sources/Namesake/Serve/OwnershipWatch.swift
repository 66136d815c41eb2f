internal import Registry
internal import ServiceLifecycle

/// Ends the server when the registry is not its own any more: the lock or the file was moved, deleted or replaced.
///
/// What is committed then goes into a file that nobody will find again, and another owner may be writing the one in its
/// place. Ending loudly is what is left.
struct OwnershipWatch: Service {
    let owner: Owner

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try owner.checkPossession()
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
