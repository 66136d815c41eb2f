internal import Addresses
internal import Datagrams
internal import Foundation
internal import Registry

/// A private block that holds addresses this host reaches elsewhere (R49): a guest could not reach those.
struct RouteOverlap {
    static let code = "private-block-overlaps-route"

    let block: PrivateBlock
    let route: Route

    var sentence: String {
        "the private block \(block.block) of network \(block.network) overlaps \(route.destination), which this host reaches "
            + "by \(route.interface): guests may not reach it; before a machine uses the block, choose another with "
            + "`namesake network set \(block.network) --private-block ...`"
    }

    /// Every overlap with what this host reaches now.
    static func all(of blocks: [PrivateBlock]) -> [RouteOverlap] {
        let text = (try? String(contentsOfFile: RoutingTable.path, encoding: .utf8)) ?? ""
        let routes = RoutingTable.routes(in: text)
        return blocks.flatMap { block in
            routes.filter { $0.destination.overlaps(block.block) }.map { RouteOverlap(block: block, route: $0) }
        }
    }
}
