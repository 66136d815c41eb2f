internal import Addresses
internal import AliasTable
internal import NameServer

/// What the responder's target serves: every kind of name that an answer can come from.
enum FuzzZones {
    static func all(hashKey: NameHashKey) -> [Zone] {
        texts.compactMap { name, text in
            guard
                let file = try? ZoneFile(
                    path: "\(name).zone", origin: DomainName(name), files: OneFile(text: Array(text.utf8)))
            else { return nil }
            let isLive = name != "example.com"
            return try? Zone(
                records: file.records, liveness: isLive ? .live(LiveSerial(7)) : .plain,
                existing: isLive ? [DomainName(name)].compactMap(\.self) : [], hashKey: hashKey)
        }
    }

    /// Short names, because a fuzzer has to guess them.
    static var environments: [EnvironmentNames] {
        guard let domain = DomainName("lab.test") else { return [] }
        let lease = LeaseWord(address: IPv4Address(10, 86, 51, 9), expiry: 2000)
        return [
            EnvironmentNames(
                id: 1, name: Array("e".utf8), domain: domain, origin: Array("o".utf8),
                machines: [
                    MachineNames(id: 1, name: Array("m".utf8), alias: Array("v1".utf8), word: lease),
                    MachineNames(id: 2, name: Array("n".utf8), alias: Array("v2".utf8), word: .none),
                ])
        ]
    }

    /// One that answers, and one that a record of the file hides.
    static var hosts: HostNames? {
        DomainName("lab.test").map { domain in
            HostNames(
                id: 1, domain: domain,
                hosts: [
                    (name: Array("p".utf8), address: IPv4Address(10, 86, 51, 8)),
                    (name: Array("ns".utf8), address: IPv4Address(10, 86, 51, 7)),
                ])
        }
    }

    private static let texts = [
        "example.com": """
        $TTL 300
        @ SOA ns hostmaster 1 3600 600 604800 60
        @ NS ns
        @ MX 10 mail
        @ TXT "a" "b"
        ns A 192.0.2.1
        ns AAAA 2001:db8::1
        mail A 192.0.2.2
        a CNAME b
        b CNAME c
        c CNAME mail
        l CNAME k
        k CNAME l
        x CNAME v1.lab.test.
        out CNAME nowhere.invalid.
        d DNAME w
        *.w A 192.0.2.3
        *.w CNAME ns
        dd DNAME dd.dd.dd.dd
        self DNAME example.com.
        *.c.w TXT "deep"
        e.n.t A 192.0.2.4
        *.s MX 5 ns.s
        cut NS ns.cut
        cut NS ns
        cut DS 1 8 2 0000000000000000000000000000000000000000000000000000000000000000
        ns.cut A 192.0.2.5
        ns.cut AAAA 2001:db8::5
        _t._tcp SRV 1 2 3 mail
        big TXT "\(String(repeating: "x", count: 250))" "\(String(repeating: "y", count: 250))"
        big TXT "\(String(repeating: "z", count: 250))" "\(String(repeating: "w", count: 250))"
        big TXT "\(String(repeating: "p", count: 250))" "\(String(repeating: "q", count: 250))"
        """,
        "lab.test": "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.9\n*.wild A 192.0.2.8\nm.e TXT hidden\n",
        "51.86.10.in-addr.arpa": "$TTL 60\n@ SOA ns.lab.test. h.lab.test. 1 2 3 4 5\n@ NS ns.lab.test.\n9 TXT here\n",
    ]
}

private struct OneFile: ZoneFileSource {
    let text: [UInt8]

    func contents(of path: String) throws(ZoneFileUnreadable) -> [UInt8] { text }
}
