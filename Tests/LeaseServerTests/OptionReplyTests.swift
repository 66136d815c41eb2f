import Addresses
import DHCPWire
import Registry
import Testing

@testable import LeaseServer

@Suite("What machines are told beside their address")
struct OptionReplyTests {
    private func setting(_ code: UInt8, _ text: String, forced: Bool = false) throws -> OptionSetting {
        let code = DHCPOptionCode(rawValue: code)
        let value = try OptionValue(text, natural: OptionDefinition.of(code)?.format.kind)
        return OptionSetting(code: code, value: value, isForced: forced)
    }

    private func guest(_ options: OptionSetting...) -> GuestSettings {
        var guest = GuestSettings()
        guest.options = options
        return guest
    }

    private func lab(_ options: OptionSetting...) throws -> Lab {
        try Lab { $0.guest.options = options }
    }

    /// The code's octets in the main field, `file` and `sname`, joined.
    private func option(_ code: UInt8, _ answer: Answer) throws -> [UInt8]? {
        let octets = try required(answer.octets)
        return try answer.message().option(DHCPOptionCode(rawValue: code), in: octets.span).octets(of: octets.span)
    }

    @Test("An option is sent to who asks, in the order asked; one that is forced to everybody, after the others")
    func order() throws {
        let lab = try lab(setting(42, "10.86.51.1"), setting(150, "10.86.51.4", forced: true), setting(26, "1400"))
        let asked = try lab.send(Guest(.discover, 1) { $0.requestList = [42, 3, 26, 99] })
        #expect(try asked.options().map(\.code) == [53, 54, 51, 58, 59, 1, 42, 3, 26, 150])
        let others = try lab.send(Guest(.discover, 1) { $0.requestList = [3] })
        #expect(try others.options().map(\.code) == [53, 54, 51, 58, 59, 1, 3, 150])
        let early = try lab.send(Guest(.discover, 1) { $0.requestList = [150, 3, 1] })
        #expect(try early.options().map(\.code) == [53, 54, 51, 58, 59, 1, 150, 3])
    }

    @Test("What a role says counts over what the network says, for that role's machines, whatever the case")
    func roles() throws {
        let lab = try Lab {
            $0.guest = guest(try setting(42, "10.86.51.1"), try setting(26, "1400"))
            $0.roles = ["web": guest(try setting(42, "10.86.51.9"), try setting(3, "10.86.51.2"))]
        }
        let list: [UInt8] = [42, 26, 3]
        let web = try lab.send(Guest(.discover, 3) { $0.requestList = list })
        #expect(
            try web.option(42) == [10, 86, 51, 9] && web.option(26) == [5, 120] && web.option(3) == [10, 86, 51, 2])
        let other = try lab.send(Guest(.discover, 1) { $0.requestList = list })
        #expect(try other.option(42) == [10, 86, 51, 1] && other.option(3) == [10, 86, 51, 1])
    }

    @Test("RFC 3442: who asks for 121 gets no 3 and no 33, and the default route is among the routes")
    func classlessRoutes() throws {
        let lab = try lab(setting(121, "10.0.0.0/8 via 10.86.51.3"), setting(33, "10.9.9.9,10.86.51.3"))
        let modern = try lab.send(Guest(.discover, 1) { $0.requestList = [3, 33, 121] })
        #expect(try modern.option(121) == [8, 10, 10, 86, 51, 3, 0, 10, 86, 51, 1])
        #expect(try modern.option(3) == nil && modern.option(33) == nil)
        let old = try lab.send(Guest(.discover, 1) { $0.requestList = [3, 33] })
        #expect(try old.option(3) == [10, 86, 51, 1] && old.option(33) == [10, 9, 9, 9, 10, 86, 51, 3])
        let own = try self.lab(setting(121, "0.0.0.0/0 via 10.86.51.7"))
        #expect(try own.send(Guest(.discover, 1) { $0.requestList = [121] }).option(121) == [0, 10, 86, 51, 7])
        let without = try Lab()
        #expect(try without.send(Guest(.discover, 1) { $0.requestList = [121, 3] }).option(3) == [10, 86, 51, 1])
    }

    @Test("R53: Windows is told to turn NetBIOS off, asked or not, beside what is configured; others are not")
    func netBIOS() throws {
        let off: [UInt8] = [1, 4, 0, 0, 0, 2]
        let windows: [(code: UInt8, octets: [UInt8])] = [(60, Array("MSFT 5.0".utf8))]
        let plain = try Lab()
        #expect(try plain.send(Guest(.discover, 1) { $0.options = windows }).option(43) == off)
        #expect(
            try plain.send(
                Guest(.discover, 1) {
                    $0.options = windows
                    $0.requestList = [1]
                }
            ).option(43) == off)
        #expect(try plain.send(Guest(.discover, 1) { $0.options = [(60, Array("MSF".utf8))] }).option(43) == nil)
        for (text, expected) in [
            ("hex:020400000001", off + [2, 4, 0, 0, 0, 1]),
            ("hex:010400000001", [1, 4, 0, 0, 0, 1]), ("hex:0104", off),
        ] as [(String, [UInt8])] {
            #expect(
                try lab(setting(43, text)).send(Guest(.discover, 1) { $0.options = windows }).option(43) == expected)
        }
    }

    @Test(
        "R54, RFC 4702 §2.1: N is 1, S is 0, O says whether S was changed, E and the name are repeated",
        arguments: [
            (0x00, 0x08), (0x01, 0x0A), (0x04, 0x0C), (0x05, 0x0E), (0x08, 0x08), (0xF1, 0x0A),
        ] as [(UInt8, UInt8)])
    func clientFQDN(asked: UInt8, answered: UInt8) throws {
        let name = [3] + Array("web".utf8)
        let lab = try Lab()
        for list in [nil, [81, 3], [3]] as [[UInt8]?] {
            let answer = try lab.send(
                Guest(.discover, 1) {
                    $0.options = [(81, [asked, 0, 0] + name)]
                    $0.requestList = list
                })
            #expect(try answer.option(81) == [answered, 255, 255] + name)
            #expect(try answer.option(12) == nil)
        }
        #expect(try lab.send(Guest(.discover, 1) { $0.requestList = [81, 12] }).option(81) == nil)
        #expect(try lab.send(Guest(.discover, 1) { $0.options = [(81, [1, 0])] }).option(81) == nil)
    }

    @Test("RFC 2563: without an address to offer, who asks is told not to choose one; who does not ask gets silence")
    func autoConfigure() throws {
        let lab = try Lab {
            $0.excluded = Set(($0.range.first.rawValue...$0.range.last.rawValue).map(IPv4Address.init(rawValue:)))
        }
        let answer = try lab.send(Guest(.discover, 1) { $0.options = [(116, [1])] })
        #expect(answer.type == .offer && answer.yiaddr == .any && answer.destination == .broadcast)
        #expect(try answer.options().map(\.code) == [53, 54, 116] && answer.option(116) == [0])
        #expect(answer.eventKinds == [.rangeExhausted] && answer.puts.isEmpty)
        #expect(try lab.send(Guest(.discover, 1)).drop == .noAddressLeft)
        let roomy = try Lab()
        #expect(try roomy.send(Guest(.discover, 1) { $0.options = [(116, [1])] }).option(116) == nil)
        #expect(try roomy.send(Guest(.discover, 200) { $0.options = [(116, [1])] }).isSilent)
    }

    @Test("RFC 8925 §3.3: option 108 goes to who asks for it and to nobody else")
    func ipv6Only() throws {
        let lab = try lab(setting(108, "1800"))
        #expect(try lab.send(Guest(.discover, 1) { $0.requestList = [108] }).option(108) == [0, 0, 7, 8])
        #expect(try lab.send(Guest(.discover, 1) { $0.requestList = [3] }).option(108) == nil)
        #expect(try lab.send(Guest(.discover, 1)).option(108) == nil)
    }

    private func bootLab() throws -> Lab {
        try Lab {
            $0.guest.nextServer = address(4)
            $0.guest.bootFiles = [
                ("bios", "lpxelinux.0"), ("uefi", "grubx64.efi"), ("http", "http://10.86.51.4/g.efi"),
            ]
            .compactMap { name, file in BootArchitecture(name).map { BootFile(architecture: $0, file: file) } }
            var web = GuestSettings()
            web.bootFiles = [BootFile(architecture: .any, file: "memdisk")]
            $0.roles = ["web": web]
        }
    }

    private func file(_ answer: Answer) throws -> String {
        String(decoding: try required(answer.octets)[108..<236].prefix { $0 != 0 }, as: UTF8.self)
    }

    @Test(
        "The boot file goes by the architecture, in its field and as option 67 to who asks",
        arguments: [
            ([0, 0], "lpxelinux.0"), ([0, 7], "grubx64.efi"), ([0, 9], "grubx64.efi"), ([0, 11], ""),
            ([0, 11, 0, 7], "grubx64.efi"),
            ([7], ""), ([], ""),
        ] as [([UInt8], String)])
    func bootFile(architecture: [UInt8], expected: String) throws {
        let lab = try bootLab()
        let answer = try lab.send(
            Guest(.discover, 1) {
                $0.options = [(93, architecture)]
                $0.requestList = [66, 67]
            })
        #expect(try file(answer) == expected)
        #expect(try answer.option(67) == (expected.isEmpty ? nil : Array(expected.utf8)))
        #expect(try answer.message().header.siaddr == address(4) && answer.option(66) == Array("10.86.51.4".utf8))
        let role = try lab.send(Guest(.discover, 3) { $0.options = [(93, architecture)] })
        #expect(try file(role) == "memdisk")
    }

    @Test("HTTP boot gets option 60 and the URL in option 67, asked or not; other clients get no option 60")
    func httpBoot() throws {
        let lab = try bootLab()
        let httpClient: (code: UInt8, octets: [UInt8]) = (60, Array("HTTPClient:Arch:00016:UNDI:003001".utf8))
        let answer = try lab.send(
            Guest(.discover, 1) {
                $0.options = [httpClient, (93, [0, 16])]
                $0.requestList = [1]
            })
        #expect(try answer.option(60) == Array("HTTPClient".utf8))
        #expect(try answer.option(67) == Array("http://10.86.51.4/g.efi".utf8))
        let other = try lab.send(Guest(.discover, 1) { $0.options = [httpClient, (93, [0, 19])] })
        #expect(try other.option(60) == nil && other.option(67) == nil)
        let pxe = try lab.send(Guest(.discover, 1) { $0.options = [(60, Array("PXEClient".utf8)), (93, [0, 0])] })
        #expect(try pxe.option(60) == nil)
    }

    @Test("A boot file that is too long for its field goes into option 67, asked or not")
    func longBootFile() throws {
        let name = String(repeating: "x", count: 128)
        let lab = try Lab { $0.guest.bootFiles = [BootFile(architecture: .any, file: name)] }
        let answer = try lab.send(Guest(.discover, 1) { $0.requestList = [1] })
        #expect(try file(answer).isEmpty && answer.option(67) == Array(name.utf8))
    }

    /// Four options of which no two fit beside each other in 576 octets.
    private func crowded(_ change: (inout LeaseNetwork) -> Void = { _ in }) throws -> Lab {
        let big = try setting(224, "text:" + String(repeating: "a", count: 200))
        let file = try setting(225, "text:" + String(repeating: "b", count: 120))
        let sname = try setting(226, "text:" + String(repeating: "c", count: 60))
        return try Lab {
            $0.guest.options = [big, file, sname]
            change(&$0)
        }
    }

    private static let crowd: [UInt8] = [224, 225, 226]

    @Test("RFC 2132 §9.3: what does not fit goes into file and then sname, never 61 and 82; the size is kept")
    func overload() throws {
        let lab = try crowded()
        let answer = try lab.send(
            Guest(.discover, 1) {
                $0.requestList = Self.crowd
                $0.clientIdentifier = [1, 2, 3]
                $0.giaddr = address(2)
                $0.relayInformation = [1, 1, 7]
            })
        let octets = try required(answer.octets)
        #expect(octets.count <= 548)
        #expect(try answer.options().map(\.code) == [53, 54, 51, 58, 59, 1, 52, 224, 61, 82])
        #expect(try answer.option(52) == [3])
        #expect(octets[108] == 225 && octets[108 + 122] == 255 && octets[108 + 123..<236].allSatisfy { $0 == 0 })
        #expect(octets[44] == 226 && octets[44 + 62] == 255)
        #expect(try option(225, answer) == [UInt8](repeating: UInt8(ascii: "b"), count: 120))
        #expect(try option(226, answer) == [UInt8](repeating: UInt8(ascii: "c"), count: 60))
        let large = try lab.send(
            Guest(.discover, 1) {
                $0.requestList = Self.crowd
                $0.maximumMessageSize = 1500
            })
        #expect(try large.option(52) == nil && large.option(226)?.count == 60)
    }

    @Test("A field that names the boot file is not overloaded")
    func overloadBesideBootFile() throws {
        let lab = try crowded { $0.guest.bootFiles = [BootFile(architecture: .any, file: "lpxelinux.0")] }
        let answer = try lab.send(
            Guest(.discover, 1) {
                $0.requestList = Self.crowd
                $0.clientIdentifier = [UInt8](repeating: 1, count: 20)
            })
        #expect(try answer.option(52) == [2] && file(answer) == "lpxelinux.0")
        #expect(try option(225, answer) == nil && option(226, answer)?.count == 60)
    }

    @Test("Without anything that would fit there, nothing is overloaded")
    func uselessOverload() throws {
        let lab = try lab(setting(224, "text:" + String(repeating: "a", count: 300)))
        let answer = try lab.send(Guest(.discover, 1) { $0.requestList = [3, 224, 15] })
        #expect(try answer.options().map(\.code) == [53, 54, 51, 58, 59, 1, 3, 15])
    }

    @Test("INFORM is told the same, without times")
    func inform() throws {
        let lab = try lab(setting(42, "10.86.51.1"))
        let answer = try lab.send(
            Guest(.inform, 1) {
                $0.ciaddr = address(60)
                $0.source = address(60)
                $0.requestList = [42]
            })
        #expect(try answer.options().map(\.code) == [53, 54, 1, 42])
    }

    @Test("Messages with options of any length are answered within the size, and can be read")
    func anything() throws {
        let lab = try crowded { $0.guest.bootFiles = [BootFile(architecture: .any, file: "lpxelinux.0")] }
        var random = SeededGenerator(state: 2132)
        for _ in 0..<3_000 {
            let guest = Guest(.discover, 1) { guest in
                guest.options = [60, 81, 93, 116].map { code in
                    (
                        code,
                        (0..<Int.random(in: 0...40, using: &random)).map { _ in
                            UInt8.random(in: 0...255, using: &random)
                        }
                    )
                }
                guest.clientIdentifier = [UInt8](repeating: 7, count: Int.random(in: 0...200, using: &random))
                guest.maximumMessageSize = UInt16.random(in: 0...1500, using: &random)
                guest.requestList = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
            }
            let answer = try lab.send(guest)
            let limit = max(548, Int(guest.maximumMessageSize ?? 0) - 28)
            #expect(try required(answer.octets).count <= limit)
            #expect(try answer.message().clientIdentifier.count == guest.clientIdentifier?.count)
        }
    }
}
