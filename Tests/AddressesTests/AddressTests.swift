import Addresses
import Foundation
import Testing

@Suite("Addresses")
struct AddressTests {
    @Test("an IPv4 address reads back as it was written, and nothing else is one")
    func ipv4() throws {
        #expect(IPv4Address("10.86.51.63")?.rawValue == 0x0A56_333F)
        #expect(IPv4Address(10, 86, 51, 63).description == "10.86.51.63")
        for wrong in [
            "", "10.86.51", "10.86.51.256", "10.86.51.063", "10.86.51.63.1", "10.86..63", " 10.86.51.63", "+1.2.3.4",
        ] {
            #expect(IPv4Address(wrong) == nil, "\(wrong)")
        }
    }

    @Test("a network has no bits after its prefix, and knows its hosts")
    func network() throws {
        let network = try #require(IPv4Network("10.86.51.0/24"))
        #expect(network.broadcast.description == "10.86.51.255")
        #expect(network.mask.description == "255.255.255.0")
        #expect(network.hosts.description == "10.86.51.1-10.86.51.254")
        #expect(IPv4Network("10.86.51.7/24") == nil)
        #expect(IPv4Network("10.86.51.0/33") == nil)
        #expect(IPv4Network("0.0.0.0/0")?.broadcast == .broadcast)
        #expect(IPv4Network("10.0.0.4/31")?.hosts.count == 2)
        #expect(network.overlaps(try #require(IPv4Network("10.86.0.0/16"))))
        #expect(!network.overlaps(try #require(IPv4Network("10.86.52.0/24"))))
    }

    @Test("a MAC is read with dashes, colons or nothing between, and printed as the article prints it")
    func mac() throws {
        let expected = MACAddress(0x00, 0x1D, 0xD8, 0xB7, 0x1C, 0x05)
        for text in ["00-1D-D8-B7-1C-05", "00:1d:d8:b7:1c:05", "001DD8B71C05"] {
            #expect(MACAddress(text) == expected)
        }
        #expect(expected.description == "00-1D-D8-B7-1C-05")
        #expect(expected.prefixDescription == "00-1D-D8")
        for wrong in ["00-1D-D8-B7-1C", "00-1D:D8-B7-1C-05", "00-1D-D8-B7-1C-0G", "1-1D-D8-B7-1C-005", ""] {
            #expect(MACAddress(wrong) == nil, "\(wrong)")
        }
        #expect(try #require(MACAddress("1D-D8-B7-1C-00-05")).isMulticast)
        #expect(try #require(MACAddress("02-5B-0F-11-22-33")).isLocallyAdministered)
    }

    @Test("values are one string in JSON")
    func codable() throws {
        let range = try #require(MACRange("00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF"))
        let data = try JSONEncoder().encode([range])
        #expect(String(decoding: data, as: UTF8.self) == "[\"00-1D-D8-B7-1C-00..00-1D-D8-B7-1C-FF\"]")
        #expect(try JSONDecoder().decode([MACRange].self, from: data) == [range])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(IPv4Address.self, from: Data("\"10.86\"".utf8))
        }
    }

    @Test("a host label is letters, digits and inner hyphens")
    func hostLabel() throws {
        #expect(try HostLabel("web-server").text == "web-server")
        #expect(try HostLabel("Web-Server") == HostLabel("web-server"))
        #expect(throws: HostLabel.Flaw.character("_")) { try HostLabel("web_server") }
        #expect(throws: HostLabel.Flaw.character("ä")) { try HostLabel("wäb") }
        #expect(throws: HostLabel.Flaw.hyphenAtEnd) { try HostLabel("web-") }
        #expect(throws: HostLabel.Flaw.tooLong(octets: 64)) { try HostLabel(String(repeating: "a", count: 64)) }
        #expect(throws: HostLabel.Flaw.empty) { try HostLabel("") }
    }
}
