internal import ArgumentParser

/// `namesake hypervisor`
struct HypervisorCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hypervisor", abstract: "Hypervisors, and the MACs that each gives out by itself.",
        discussion: """
            No MAC pool may hold such a MAC, and no private MAC is drawn from them.

            MACs that hypervisors give out unless they are told otherwise: Hyper-V 00-15-5D, with the last two octets of \
            the host's address, 00 to FF; libvirt and QEMU 52-54-00; Proxmox BC-24-11; Xen 00-16-3E. Those of whole \
            prefixes are known; a host's own range is worth adding where it was changed.
            """,
        subcommands: [
            HypervisorAdd.self, HypervisorSet.self, HypervisorList.self, HypervisorShow.self, HypervisorRemove.self,
        ])
}
