package import Foundation

/// Every verb by its name: how a request that comes as text becomes a verb, and its answer text again.
package enum VerbCatalog {
    /// A new verb is a new file, and a new entry here.
    package static let verbs: [any Verb.Type] = [
        AddNetwork.self, SetNetwork.self, ListNetworks.self, ShowNetwork.self, RemoveNetwork.self,
        CreateEnvironment.self, ListEnvironments.self, ShowEnvironment.self, RenameEnvironment.self,
        DeleteEnvironment.self, CloneEnvironment.self, PlanClone.self, SetEnvironment.self, ShowStatus.self,
        AddMachine.self, SetMachine.self, RemoveMachine.self,
        AddHost.self, SetHost.self, ListHosts.self, ShowHost.self, RemoveHost.self,
        AddHypervisor.self, SetHypervisor.self, ListHypervisors.self, ShowHypervisor.self, RemoveHypervisor.self,
        AddDependency.self, ListDependencies.self, RemoveDependency.self,
        TakeSnapshot.self, ListSnapshots.self, DeleteSnapshot.self, RestoreSnapshot.self,
        ShowRestore.self, ConfirmRestore.self, EndRestore.self, CancelRestore.self,
        ListLeases.self, ShowLease.self, ReleaseLease.self, LeaseHistory.self, WatchMAC.self,
        FindAlias.self, HostsLines.self, WhoIs.self, CheckRegistry.self, ListConflicts.self, ListHistory.self,
        ExportEnvironments.self, ShowFigures.self, ShowServer.self, DescribeGuest.self, BackupRegistry.self,
        RepairRegistry.self,
    ]

    private static let byName = Dictionary(verbs.map { ($0.name, $0) }) { first, _ in first }

    /// Performs the verb that the name and the JSON of a request describe.
    ///
    /// - Returns: the answer as JSON.
    package static func perform(
        _ name: String, _ request: Data, on writer: RegistryWriter
    ) async throws(RegistryError) -> Data {
        guard let verb = byName[name] else { throw .request(.unknownVerb(name)) }
        return try await perform(verb, request, on: writer)
    }

    private static func perform<V: Verb>(
        _ type: V.Type, _ request: Data, on writer: RegistryWriter
    ) async throws(RegistryError) -> Data {
        let verb: V
        do {
            verb = try RegistryJSON.decode(V.self, from: request)
        } catch {
            throw .request(.malformed(verb: V.name, reason: "\(error)"))
        }
        // What a reader finds may be long, and is written as it is read; the writer has others waiting.
        guard V.kind == .change else { return try await writer.perform(InJSON(verb)) }
        let answer = try await writer.perform(verb)
        do {
            return try RegistryJSON.encode(answer)
        } catch {
            throw .request(.malformed(verb: V.name, reason: "\(error)"))
        }
    }
}
