import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("R7 to R11: REQUEST in its four states")
struct RequestRuleTests {
    @Test("R7: a REQUEST for what was offered is acknowledged, committed, and an event")
    func selecting() throws {
        let lab = try Lab()
        _ = try lab.send(Guest(.discover, 1))
        let answer = try lab.send(
            Guest(.request, 1) {
                $0.serverIdentifier = Lab.server
                $0.requested = address(50)
            })
        #expect(answer.type == .ack && answer.yiaddr == address(50))
        #expect(answer.puts.first?.state == .bound)
        #expect(answer.puts.first?.expires == lab.now + 600)
        #expect(answer.eventKinds == [.leaseBegan])
    }

    @Test("R7: a REQUEST for another address than the machine's is refused")
    func selectingAnother() throws {
        let lab = try Lab()
        _ = try lab.send(Guest(.discover, 1))
        let answer = try lab.send(
            Guest(.request, 1) {
                $0.serverIdentifier = Lab.server
                $0.requested = address(51)
            })
        #expect(answer.type == .nak && answer.puts.isEmpty)
        #expect(answer.eventKinds == [.requestRefused])
    }

    @Test("R7: another server's offer that was chosen gets silence and one event in an hour")
    func foreignServer() throws {
        let lab = try Lab()
        let guest = Guest(.request, 1) {
            $0.serverIdentifier = IPv4Address(10, 86, 51, 2)
            $0.requested = address(50)
        }
        let answer = try lab.send(guest)
        #expect(answer.drop == .foreignServer && answer.eventKinds == [.foreignServer])
        #expect(try lab.send(guest).eventKinds.isEmpty)
        lab.now += 3600
        #expect(try lab.send(guest).eventKinds == [.foreignServer])
    }

    @Test("R7: contradictory requests get silence")
    func contradictory() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        let guests = [
            Guest(.request, 1),
            Guest(.request, 1) { $0.serverIdentifier = Lab.server },
            Guest(.request, 1) {
                $0.serverIdentifier = Lab.server
                $0.requested = bound
                $0.ciaddr = bound
            },
            Guest(.request, 1) {
                $0.requested = bound
                $0.ciaddr = address(99)
            },
            Guest(.request, 1) { $0.requested = .any },
        ]
        for guest in guests {
            let answer = try lab.send(guest)
            #expect(answer.drop == .contradictory && answer.decision.changes.isEmpty)
        }
    }

    @Test("R8: a rebooted machine that remembers its own address gets it, also after expiry")
    func initReboot() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        let guest = Guest(.request, 1) { $0.requested = bound }
        let alive = try lab.send(guest)
        #expect(alive.type == .ack && alive.yiaddr == bound && alive.events.isEmpty)
        lab.now += 10_000
        let late = try lab.send(guest)
        #expect(late.type == .ack && late.eventKinds == [.leaseBegan])
    }

    @Test("R8: one that remembers another machine's, a free, or a strange address is refused at once")
    func initRebootElsewhere() throws {
        let lab = try Lab()
        try lab.bind(1)
        let others = try lab.bind(2)
        for wrong in [others, address(200), IPv4Address(192, 168, 1, 7)] {
            let answer = try lab.send(Guest(.request, 1) { $0.requested = wrong })
            #expect(answer.type == .nak && answer.destination == .broadcast)
        }
        #expect(try lab.send(Guest(.request, 3) { $0.requested = address(60) }).type == .nak)
        #expect(lab.lease(2)?.isLive(at: lab.now) == true)
    }

    @Test("R9: a renewal is acknowledged and committed, without an event")
    func renewing() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        lab.now += 300
        let answer = try lab.send(.renewing(1, bound))
        #expect(answer.type == .ack && answer.yiaddr == bound)
        #expect(answer.puts.first?.expires == lab.now + 600 && answer.puts.first?.starts == lab.now)
        #expect(answer.events.isEmpty)
        #expect(try answer.message().header.ciaddr == bound)
    }

    @Test("R9, R10: a renewal of another machine's address is refused, unicast, broadcast and relayed")
    func renewingAnothers() throws {
        let lab = try Lab()
        let others = try lab.bind(1)
        try lab.bind(2)
        var guest = Guest.renewing(2, others)
        #expect(try lab.send(guest).destination == .broadcast)
        guest.destination = .broadcast
        #expect(try lab.send(guest).destination == .broadcast)
        guest.giaddr = address(1)
        let relayed = try lab.send(guest)
        #expect(relayed.type == .nak && relayed.destination == .relay(address(1)))
        #expect(lab.lease(1)?.isLive(at: lab.now) == true)
    }

    @Test("R10: a relayed REQUEST with ciaddr, as perfdhcp sends it, is answered to giaddr")
    func relayedRebinding() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        let answer = try lab.send(
            Guest(.request, 1) {
                $0.ciaddr = bound
                $0.giaddr = address(2)
                $0.sourceMAC = mac(250)
            })
        #expect(answer.type == .ack && answer.destination == .relay(address(2)))
    }

    @Test("R9: a machine behind a router renews on its own network though it comes in by another")
    func routedRenewal() throws {
        let lab = try Lab()
        let bound = try lab.bind(1)
        // The server has no interface on the machine's network.
        lab.localAddresses = [IPv4Address(10, 86, 52, 1)]
        lab.book.ownAddresses = [IPv4Address(10, 86, 52, 1)]
        var guest = Guest.renewing(1, bound)
        guest.destination = IPv4Address(10, 86, 52, 1)
        guest.sourceMAC = MACAddress(2, 0, 0, 0, 0, 9)
        let answer = try lab.send(guest)
        #expect(answer.type == .ack && answer.destination == .routed(bound))

        // Another's address: nothing can reach the one that asks but its relay, once it rebinds.
        guest.chaddr = mac(2)
        #expect(try lab.send(guest).drop == .refusalUnreachable)
    }

    @Test("R11: an ACK names the address that the client named, in every state, whatever is asked")
    func invariant() throws {
        var random = SeededGenerator(state: 11)
        let lab = try Lab()
        var acks = 0
        for _ in 0..<20_000 {
            lab.now += Int64.random(in: 0...40, using: &random)
            let last = UInt8.random(in: 1...9, using: &random)
            let named = address(UInt8.random(in: 48...60, using: &random))
            let guest = Guest(Bool.random(using: &random) ? .request : .discover, last) {
                switch Int.random(in: 0..<4, using: &random) {
                case 0: $0.requested = named
                case 1: $0.ciaddr = named
                case 2:
                    $0.requested = named
                    $0.serverIdentifier = Lab.server
                default:
                    $0.requested = named
                    $0.ciaddr = named
                }
            }
            let answer = try lab.send(guest)
            guard answer.type == .ack else { continue }
            acks += 1
            #expect(answer.yiaddr == named)
            #expect(lab.book.lease(at: named)?.mac == mac(last))
            #expect(answer.puts.first?.address == named)
        }
        #expect(acks > 100)
    }

    @Test("A machine that asks on another network gets silence for DISCOVER, a NAK for REQUEST, and one event an hour")
    func wrongNetwork() throws {
        let lab = try Lab()
        let discover = try lab.send(Guest(.discover, 101))
        #expect(discover.drop == .wrongNetwork && discover.eventKinds == [.wrongNetwork])
        let request = try lab.send(Guest(.request, 101) { $0.requested = IPv4Address(10, 86, 52, 50) })
        #expect(request.type == .nak && request.events.isEmpty)
        lab.now += 3600
        #expect(try lab.send(Guest(.discover, 101)).eventKinds == [.wrongNetwork])
    }

    @Test("Of several addresses of one interface the machine's own network counts")
    func severalNetworks() throws {
        let lab = try Lab()
        lab.localAddresses = [Lab.server, IPv4Address(10, 86, 52, 1)]
        let answer = try lab.send(Guest(.discover, 101))
        #expect(answer.yiaddr == IPv4Address(10, 86, 52, 50))
        #expect(try answer.option(54) == [10, 86, 52, 1])
        #expect(try lab.send(Guest(.discover, 1)).option(54) == [10, 86, 51, 1])
    }

    @Test("An interface in no registered network, or without an address, answers nobody")
    func noNetwork() throws {
        let lab = try Lab()
        lab.localAddresses = [IPv4Address(192, 0, 2, 1)]
        #expect(try lab.send(Guest(.discover, 1)).drop == .noNetwork)
        lab.localAddresses = []
        #expect(try lab.send(Guest(.discover, 1)).drop == .noNetwork)
        #expect(try lab.send(Guest(.discover, 1) { $0.giaddr = address(2) }).drop == .noServerAddress)
    }
}
