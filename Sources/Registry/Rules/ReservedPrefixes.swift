internal import Addresses

/// Vendor prefixes that hypervisors give out by themselves.
enum ReservedPrefixes {
    /// The original product's own range within Microsoft's 00-1D-D8: the only part of it that a pool may use.
    static let product = MACRange("00-1D-D8-B7-1C-00..00-1D-D8-F4-1F-FF")

    /// The part of VMware's 00-50-56 that is meant for static assignment.
    static let vmwareStatic = MACRange("00-50-56-00-00-00..00-50-56-3F-FF-FF")

    /// The prefixes that the rules of the original product's pools reserve, by their owner.
    private static let ofPools: [UInt32: String] = [
        0x00_03FF: "Microsoft", 0x00_0D3A: "Microsoft", 0x00_125A: "Microsoft", 0x00_155D: "Microsoft (Hyper-V)",
        0x00_17FA: "Microsoft", 0x00_50F2: "Microsoft", 0x00_1DD8: "Microsoft", 0x00_0569: "VMware",
        0x00_0C29: "VMware", 0x00_1C14: "VMware", 0x00_5056: "VMware", 0x00_163E: "Xen",
    ]

    /// The prefixes of hypervisors that those rules do not know. What these give out by themselves clashes just the same
    /// (R26), and some are locally administered, so that they could be drawn for a private MAC (R52).
    private static let ofHypervisors: [UInt32: String] = [
        0x52_5400: "QEMU and libvirt", 0xBC_2411: "Proxmox", 0x08_0027: "VirtualBox", 0x0A_0027: "VirtualBox",
    ]

    /// Who reserves the pool's addresses; `nil` if it may be used.
    static func owner(of pool: MACRange) -> String? {
        for allowed in [product, vmwareStatic] {
            if let allowed, allowed.contains(pool.first), allowed.contains(pool.last) { return nil }
        }
        return owner(of: pool.first)
    }

    /// Whether a hypervisor may give the address out.
    static func isHypervisors(_ mac: MACAddress) -> Bool {
        owner(of: mac) != nil
    }

    private static func owner(of mac: MACAddress) -> String? {
        ofPools[mac.prefix] ?? ofHypervisors[mac.prefix]
    }
}
