internal import Addresses
package import Registry

/// What an Ansible inventory script prints when it is called with `--list`: groups of hosts, and in `_meta` every host's
/// variables, so that it is not called again for each host.
///
/// Groups are a machine's role (`web`), its environment (`env_shop_qa1`), and for clones their origin (`origin_shop`).
/// The name of a group is a Python identifier, or Ansible warns; names here are letters, digits and hyphens.
package struct AnsibleInventory: Encodable {
    fileprivate struct Metadata: Encodable {
        let hostvars: [String: HostVariables]
    }

    private struct Group: Encodable {
        var hosts: [String]
    }

    fileprivate struct HostVariables: Encodable {
        let ansible_host: String
        let ansible_user: String?
        let ansible_port: UInt16?
        let ansible_ssh_common_args: String
        let lab_env: String
        let lab_origin: String?
        let lab_clone_id: String
        let lab_machine: String
        let lab_role: String
        let lab_address: String?
        let lab_public_mac: String
        let lab_private_address: String?
        let lab_private_mac: String?
    }

    private let metadata: Metadata
    private var groups: [String: Group] = [:]

    package init(_ kits: [EnvironmentKit], _ options: KitOptions = KitOptions()) {
        let machines = kits.flatMap(\.reachableMachines)
        metadata = Metadata(
            hostvars: Dictionary(machines.map { ($0.readableName, HostVariables($0, options)) }) { first, _ in first })
        for machine in machines {
            for name in Self.groupNames(of: machine) {
                groups[name, default: Group(hosts: [])].hosts.append(machine.readableName)
            }
        }
    }

    package var text: String {
        get throws { try KitJSON.text(of: self) }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: DynamicKey.self)
        try container.encode(metadata, forKey: DynamicKey("_meta"))
        for (name, group) in groups {
            try container.encode(group, forKey: DynamicKey(name))
        }
    }

    private static func groupNames(of machine: ReachableMachine) -> [String] {
        var names = ["env_" + identifier(machine.environment)]
        if let origin = machine.origin { names.append("origin_" + identifier(origin)) }
        if !machine.role.isEmpty { names.append(roleGroup(identifier(machine.role))) }
        return names
    }

    /// The role itself, unless that is a group of Ansible's or might be one of ours.
    private static func roleGroup(_ role: String) -> String {
        let isTaken = ["all", "ungrouped"].contains(role) || role.hasPrefix("env_") || role.hasPrefix("origin_")
        return isTaken || role.utf8.first?.isDigit == true ? "role_" + role : role
    }

    private static func identifier(_ name: String) -> String {
        String(decoding: name.lowercased().utf8.map { $0.isLetterOrDigit ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    }
}

extension AnsibleInventory.HostVariables {
    fileprivate init(_ machine: ReachableMachine, _ options: KitOptions) {
        ansible_host = machine.public.fqdn
        ansible_user = options.user?.description
        ansible_port = options.port
        ansible_ssh_common_args = "-o HostKeyAlias=\(machine.hostKeyAlias) -o CheckHostIP=no"
        lab_env = machine.environment
        lab_origin = machine.origin
        lab_clone_id = machine.cloneID
        lab_machine = machine.name
        lab_role = machine.role
        lab_address = machine.public.address?.description
        lab_public_mac = machine.public.mac.description
        lab_private_address = machine.private?.address.description
        lab_private_mac = machine.private?.mac.description
    }
}
