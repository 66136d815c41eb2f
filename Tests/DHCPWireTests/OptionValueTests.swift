import Addresses
import Testing

@testable import DHCPWire

@Suite("What an option is set to, and its octets")
struct OptionValueTests {
    private func octets(_ code: UInt8, _ text: String) throws -> [UInt8] {
        let code = DHCPOptionCode(rawValue: code)
        let value = try OptionValue(text, natural: OptionDefinition.of(code)?.format.kind)
        return value.octets(of: code)
    }

    private func isAdmitted(_ code: UInt8, _ text: String) throws -> Bool {
        let code = DHCPOptionCode(rawValue: code)
        let format = try #require(OptionDefinition.of(code)?.format)
        return format.admits(try OptionValue(text, natural: format.kind), of: code)
    }

    @Test("The search list of RFC 3397 §2: eng.apple.com and marketing.apple.com")
    func searchList() throws {
        let expected: [UInt8] =
            [3] + Array("eng".utf8) + [5] + Array("apple".utf8) + [3] + Array("com".utf8) + [0] + [9]
            + Array("marketing".utf8) + [0xC0, 0x04]
        #expect(try octets(119, "eng.apple.com,marketing.apple.com") == expected)
        let names = try #require(DomainSearchList.names(in: expected))
        #expect(names.map(\.description) == ["eng.apple.com", "marketing.apple.com"])
    }

    @Test(
        "A search list is not read past its end, in a loop, or forwards",
        arguments: [
            [3, 97, 98], [0xC0, 0], [1, 97, 0xC0, 4, 0], [0xC0], [64, 0], [1, 97, 0xC0, 0],
        ] as [[UInt8]])
    func brokenSearchList(octets: [UInt8]) {
        #expect(DomainSearchList.names(in: octets) == nil)
    }

    @Test(
        "The destination descriptors of RFC 3442",
        arguments: [
            ("0.0.0.0/0", [0]), ("10.0.0.0/8", [8, 10]), ("10.0.0.0/24", [24, 10, 0, 0]),
            ("10.17.0.0/16", [16, 10, 17]), ("10.27.129.0/24", [24, 10, 27, 129]),
            ("10.229.0.128/25", [25, 10, 229, 0, 128]), ("10.198.122.47/32", [32, 10, 198, 122, 47]),
        ] as [(String, [UInt8])])
    func routes(destination: String, descriptor: [UInt8]) throws {
        let octets = try octets(121, "\(destination) via 10.86.51.3")
        #expect(octets == descriptor + [10, 86, 51, 3])
        #expect(ClasslessRoute.routes(in: octets)?.map(\.description) == ["\(destination) via 10.86.51.3"])
    }

    @Test("Parts of every kind, one after another")
    func kinds() throws {
        #expect(try octets(224, "u8:1,4,u32:2") == [1, 4, 0, 0, 0, 2])
        #expect(try octets(224, "u16:258,i32:-2,bool:true,false") == [1, 2, 0xFF, 0xFF, 0xFF, 0xFE, 1, 0])
        #expect(
            try octets(224, "ip:10.86.51.1,hex:0a:0B,0c-0d,text:a,b") == [10, 86, 51, 1, 10, 11, 12, 13, 97, 44, 98])
        #expect(try octets(224, "domain:lab.test") == [3, 108, 97, 98, 4, 116, 101, 115, 116, 0])
        #expect(try octets(42, "10.86.51.1,10.86.51.2") == [10, 86, 51, 1, 10, 86, 51, 2])
        #expect(try octets(150, "ip:10.86.51.1,ip:10.86.51.2") == [10, 86, 51, 1, 10, 86, 51, 2])
    }

    @Test(
        "The text that is printed is read as the same value",
        arguments: [
            (42, "10.86.51.1,10.86.51.2"), (224, "u8:1,4,u32:2"), (67, "http://10.86.51.4/grubx64.efi"),
            (119, "lab.contoso.com,contoso.com"), (121, "10.0.0.0/8 via 10.86.51.3"), (43, "0104,text:a:b"),
            (2, "-3600"),
            (19, "true"), (67, "text:text:x"),
        ] as [(UInt8, String)])
    func roundTrip(code: UInt8, text: String) throws {
        let kind = OptionDefinition.of(DHCPOptionCode(rawValue: code))?.format.kind
        let value = try OptionValue(text, natural: kind)
        #expect(try OptionValue(value.text(natural: kind), natural: kind) == value)
        #expect(OptionValue(value.description) == value)
    }

    @Test(
        "Text that is not of its kind is refused",
        arguments: [
            "ip:10.86.51", "u8:256", "u16:65536", "u32:-1", "bool:maybe", "hex:0", "hex:0g", "domain:a..b",
            "route:10.0.0.0/8", "ip:10.86.51.1,", "10.86.51.1", "",
        ])
    func notOfKind(text: String) {
        #expect(throws: OptionTextFlaw.self) { try OptionValue(text, natural: nil) }
    }

    @Test(
        "Lengths and bounds of RFC 2132, 8925, 3397 and 3442",
        arguments: [
            (42, "hex:0a5633", false), (42, "hex:0a563301", true), (42, "text:time", false), (33, "10.0.0.1", false),
            (33, "10.0.0.1,10.0.0.2", true), (26, "67", false), (26, "1500", true), (23, "0", false),
            (22, "575", false),
            (19, "hex:02", false), (19, "true", true), (108, "299", false), (108, "300", true),
            (16, "10.0.0.1,10.0.0.2", false),
            (119, "hex:c000", false), (121, "hex:2100", false), (67, "hex:00", false), (43, "hex:", false),
            (68, "hex:", true),
        ] as [(UInt8, String, Bool)])
    func formats(code: UInt8, text: String, expected: Bool) throws {
        #expect(try isAdmitted(code, text) == expected)
    }

    @Test("No two options have one code or one name, and none of them is the server's to decide")
    func catalog() {
        #expect(Set(OptionDefinition.all.map(\.code)).count == OptionDefinition.all.count)
        #expect(Set(OptionDefinition.all.map(\.name)).count == OptionDefinition.all.count)
        #expect(OptionDefinition.all.allSatisfy { !$0.code.isDecidedByServer })
    }

    @Test("Architectures: 7 and 9 are one (RFC 4578 and its erratum), names and numbers are read")
    func architectures() {
        #expect(BootArchitecture(9) == BootArchitecture("uefi"))
        #expect(BootArchitecture("7") == BootArchitecture("uefi"))
        #expect(BootArchitecture("bios") == BootArchitecture(0))
        #expect(BootArchitecture("http-arm64")?.rawValue == 19)
        #expect(BootArchitecture("27")?.description == "27")
        #expect(BootArchitecture("amiga") == nil)
    }

    @Test("An option of more than 255 octets that is encoded ahead is cut and read as one (RFC 3396)")
    func encoded() throws {
        let value = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
        let encoded = DHCPMessageWriter.encoded(DHCPOptionCode(rawValue: 43), value)
        #expect(encoded.count == DHCPMessageWriter.length(of: 300) && encoded[1] == 255 && encoded[258] == 45)
        let octets = Octets.request(options: Octets.discover + encoded + [255])
        #expect(octets.octets(try octets.read().option(.vendorOptions, in: octets.message.span)) == value)
    }
}
