import Addresses
import Testing

@testable import Datagrams

@Suite("The routes of the host")
struct RoutingTableTests {
    /// As proc_net(5) has it, on a little-endian machine: a default route, a connected network, one behind a VPN, one that
    /// is rejected, one host.
    private let text = """
        Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
        eth0\t00000000\t0133560A\t0003\t0\t0\t0\t00000000\t0\t0\t0
        eth0\t0033560A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
        tun0\t0000A8C0\t0100080A\t0003\t0\t0\t50\t0000FFFF\t0\t0\t0
        lo\t0000000A\t00000000\t0201\t0\t0\t0\t000000FF\t0\t0\t0
        tun0\t0117A8C0\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0
        nonsense

        """

    @Test("The default route and what is rejected are left out; the others are read with their masks")
    func routes() throws {
        let routes = RoutingTable.routes(in: text)
        #expect(routes.map(\.interface) == ["eth0", "tun0", "tun0"])
        #expect(
            routes.map(\.destination.description) == ["10.86.51.0/24", "192.168.0.0/16", "192.168.23.1/32"])
    }

    @Test("A text that is none has no routes")
    func nothing() {
        #expect(RoutingTable.routes(in: "").isEmpty)
        #expect(RoutingTable.routes(in: "Iface\neth0 ZZ 0 1 0 0 0 FF").isEmpty)
    }
}
