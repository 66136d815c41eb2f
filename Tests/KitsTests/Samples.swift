import Addresses
import Foundation
import Registry
import Testing

@testable import Kits

/// The article's `shop-qa1` as a kit, with what a test changes.
enum Samples {
    static let webAlias = "VSLM-2f1c041f-2babfe538589461f9-6a80fc1c"
    static let dbAlias = "VSLM-195ea870-34d87df83883add23-47ab86ff"

    static func shop(
        _ name: String = "shop-qa1", origin: String? = "shop", original: String = "shop", role: String = "web",
        machine: String = "web-server", dependencies: String = "[]"
    ) throws -> EnvironmentKit {
        let origin = origin.map { #"{"environment":"\#($0)","snapshot":"latest build"}"# } ?? "null"
        let text = """
            {"name":"\(name)","network":"lab","isolation":"dual-interface","origin":\(origin),
             "machines":[
              {"name":"\(machine)","role":"\(role)","domainController":false,
               "private":{"address":"192.168.23.1","mac":"02-5B-0F-11-22-33"},
               "public":{"mac":"00-1D-D8-B7-1C-07","alias":"\(webAlias)","fqdn":"\(webAlias).lab.contoso.com",
                         "address":"10.86.51.63","leaseExpires":"2026-11-22T18:00:00Z"}},
              {"name":"db-server","role":"","domainController":false,
               "private":{"address":"192.168.23.2","mac":"02-5B-0F-11-22-34"},
               "public":{"mac":"00-1D-D8-B7-1C-08","alias":"\(dbAlias)","fqdn":"\(dbAlias).lab.contoso.com",
                         "address":null,"leaseExpires":null}},
              {"name":"dc1","role":"domain-controller","domainController":true,
               "private":{"address":"192.168.23.3","mac":"02-5B-0F-11-22-35"},"public":null}],
             "dependencies":\(dependencies),"tags":{},"expiring":false,"status":{"state":"Ready","machines":[]}}
            """
        return EnvironmentKit(
            environment: try RegistryJSON.decode(EnvironmentAnswer.self, from: .init(text.utf8)),
            domain: "lab.contoso.com", original: original, cloneID: "3f9ac21e07bd")
    }

    static func user(_ text: String) throws -> LoginName { try #require(LoginName(text)) }
}
