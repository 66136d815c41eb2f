internal import Addresses

/// Vendor prefixes that hypervisors give out by themselves.
enum ReservedPrefixes {
    /// The original product's own range within Microsoft's 00-1D-D8: the only part of it that a pool may use.
    static let product = MACRange("00-1D-D8-B7-1C-00..00-1D-D8-F4-1F-FF")

    /// The part of VMware's 00-50-56 that is meant for static assignment.
    static let vmwareStatic = MACRange("00-50-56-00-00-00..00-50-56-3F-FF-FF")

    /// The prefixes a pool may not use, by their owner: the rules of the original product's pools.
    private static let ofPools: [UInt32: String] = [
        0x00_03FF: "Microsoft", 0x00_0D3A: "Microsoft", 0x00_125A: "Microsoft", 0x00_155D: "Microsoft (Hyper-V)",
        0x00_17FA: "Microsoft", 0x00_50F2: "Microsoft", 0x00_1DD8: "Microsoft", 0x00_0569: "VMware",
        0x00_0C29: "VMware", 0x00_1C14: "VMware", 0x00_5056: "VMware", 0x00_163E: "Xen",
    ]

    /// Prefixes that are locally administered and so could be drawn for a private MAC, and those of other hypervisors
    /// (R26, R52): QEMU and libvirt, Proxmox, VirtualBox.
    private static let ofHypervisors: Set<UInt32> = [0x52_5400, 0xBC_2411, 0x08_0027, 0x0A_0027]

    /// Who reserves the pool's addresses; `nil` if it may be used.
    static func owner(of pool: MACRange) -> String? {
        for allowed in [product, vmwareStatic] {
            if let allowed, allowed.contains(pool.first), allowed.contains(pool.last) { return nil }
        }
        return ofPools[pool.first.prefix]
    }

    /// Whether a hypervisor may give the address out.
    static func isHypervisors(_ mac: MACAddress) -> Bool {
        ofPools[mac.prefix] != nil || ofHypervisors.contains(mac.prefix)
    }
}
