// swift-tools-version: 6.2

import PackageDescription

/// What every Swift target is compiled with: no warning survives, `any` is spelled out, and what a file uses it imports.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// For modules that handle bytes from the wire: any unsafe construct is a warning, and so an error.
let strictAndSafe: [SwiftSetting] = strict + [.strictMemorySafety()]

let package = Package(
    name: "namesake",
    platforms: [.macOS(.v26)],
    targets: [
        .target(name: "CSockets"),
        .target(name: "Addresses", swiftSettings: strictAndSafe),
        .target(name: "DNSWire", dependencies: ["Addresses"], swiftSettings: strictAndSafe),
        .target(name: "DHCPWire", dependencies: ["Addresses"], swiftSettings: strictAndSafe),
        .target(name: "AliasTable", dependencies: ["Addresses"], swiftSettings: strict),
        .target(name: "Datagrams", dependencies: ["Addresses", "CSockets"], swiftSettings: strict),
    ]
)
