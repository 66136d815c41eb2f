internal import Addresses
internal import Registry

/// The plan of a clone for people.
enum ClonePlanText {
    static func description(of plan: ClonePlanAnswer) -> String {
        [heading(plan), machines(plan), conflicts(plan), snapshots(plan), capacity(plan)]
            .compactMap { $0 }.joined(separator: "\n\n")
    }

    private static func heading(_ plan: ClonePlanAnswer) -> String {
        var text = "\(plan.name) on network \(plan.network) would be a "
        text += plan.isolation == .customized ? "customized copy" : "clone"
        text += " of \(plan.origin.environment)"
        if let snapshot = plan.origin.snapshot { text += " at \(Wording.quoted(snapshot))" }
        text += "; nothing was changed"
        guard plan.isolation == .customized else { return text }
        return text + "\nIt would not be identical any more: whatever stores the old names must be told the new ones."
    }

    private static func machines(_ plan: ClonePlanAnswer) -> String {
        var table = TextTable(["machine", "role", "private", "private mac", "public mac from", "alias"])
        for machine in plan.machines {
            table.append([
                machine.originalName.map { "\(machine.name) (was \($0))" } ?? machine.name,
                machine.domainController ? "domain-controller" : machine.role.isEmpty ? nil : machine.role,
                machine.private?.address.description, machine.private?.mac.description,
                machine.public?.macPool.description, machine.public.map { "VSLM-....\($0.domain)" },
            ])
        }
        return table.text
    }

    private static func conflicts(_ plan: ClonePlanAnswer) -> String? {
        guard plan.isolation == .dualInterface else { return nil }
        guard !plan.conflicts.isEmpty else { return "Nobody on the network has any of this now." }
        var table = TextTable(["conflict", "machine", "value", "with", "what may happen"])
        for conflict in plan.conflicts {
            let more = conflict.withCount - conflict.with.count
            let with = conflict.with.prefix(3).joined(separator: ", ")
            let unnamed = more + max(0, conflict.with.count - 3)
            table.append([
                conflict.conflict.rawValue, conflict.machine, conflict.value,
                unnamed == 0 ? with : "\(with) and \(unnamed) more", consequence(of: conflict),
            ])
        }
        return "Without isolation, on one network:\n" + table.text
    }

    /// The article's consequences. What comes of a conflict depends on the guests and on the network.
    private static func consequence(of conflict: PlannedConflict) -> String {
        switch conflict.conflict {
        case .name where conflict.sameSegment:
            "NetBIOS may warn; the second may override the first in DNS, which is then not reachable by name"
        case .name:
            "on other segments: the second may override the first in DNS, which is then not reachable by name"
        case .address:
            "one of them may lose its connection, or be taken for the other"
        case .mac:
            "one or both may lose their connection, or packets for one may reach the other; rarely reported"
        }
    }

    private static func snapshots(_ plan: ClonePlanAnswer) -> String? {
        guard !plan.snapshots.isEmpty else { return nil }
        let list = plan.snapshots.map { "\(Wording.quoted($0.name)) of \($0.takenIn)" }
        return "It could be restored to \(Wording.list(list)): the MACs roll back with the machines, and "
            + "`namesake restore \(plan.name) ...` tells which to put back."
    }

    private static func capacity(_ plan: ClonePlanAnswer) -> String {
        let capacity = plan.capacity
        var table = TextTable(["capacity", "total", "in use", "resting", "free", "needed", "next free"])
        table.append(row("MACs", capacity.macs, capacity.macsNeeded, capacity.nextMACFree))
        table.append(row("addresses", capacity.addresses, capacity.addressesNeeded, capacity.nextAddressFree))
        var text = table.text
        if capacity.addressesAwaited > 0 {
            text += "\n\(Wording.count(capacity.addressesAwaited, "machine")) of network \(plan.network) "
            text += "\(capacity.addressesAwaited == 1 ? "has" : "have") no address yet."
        }
        guard let clones = capacity.clones else { return text }
        if clones == 0 {
            return text + "\nNot every machine would get an address: widen the range with "
                + "`namesake network set \(plan.network) --range ...`"
        }
        return text + "\nEnough for \(Wording.count(clones, "such clone"))."
    }

    private static func row(_ label: String, _ use: PoolUse, _ needed: Int, _ next: UTCTime?) -> [String?] {
        [label, "\(use.total)", "\(use.used)", "\(use.resting)", "\(use.free)", "\(needed)", next?.description]
    }
}
