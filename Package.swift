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

/// For the modules on a query's path: optimised in debug builds too, so that the tests see what a query costs. That it
/// allocates nothing is only true of optimised code.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// For the modules on the path of a query and of a lease, which call each other for every octet: they are compiled as if
/// they were one. The compiler puts only what is `public` in place of a call, so what they show each other in Addresses,
/// DNSWire, DHCPWire, AliasTable and Datagrams is that, though nobody outside the package uses it.
let joined: [SwiftSetting] = [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

/// The toolchain's own linker: it lays constants apart from code, so that less of the program has to be in memory.
let linked: [LinkerSetting] = [.unsafeFlags(["-use-ld=lld"], .when(configuration: .release))]

/// For the guests' agent: nothing is taken from the guest, so it runs in any, whatever C library that has.
let selfContained: [LinkerSetting] =
    linked + [
        .unsafeFlags(["-static-executable"]), .unsafeFlags(["-Xlinker", "-s"], .when(configuration: .release)),
    ]

/// `make fuzz` sets this: then the modules that read what strangers send are compiled so that libFuzzer sees which way
/// an input took, and the fuzzer is built.
let fuzzing = Context.environment["NAMESAKE_FUZZ"] != nil
let observed: [SwiftSetting] = fuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address"])] : []

let package = Package(
    name: "namesake",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "namesake", targets: ["Namesake"]),
        .executable(name: "namesake-agent", targets: ["Agent"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(name: "CPrivileges"),
        .target(name: "CSockets"),
        .target(name: "CFiles"),
        .target(name: "CMemory"),
        .target(name: "Telemetry", swiftSettings: strictAndSafe + optimised),
        .target(name: "Addresses", swiftSettings: strictAndSafe + optimised + joined + observed),
        .target(
            name: "DNSWire", dependencies: ["Addresses"], swiftSettings: strictAndSafe + optimised + joined + observed),
        .target(name: "DHCPWire", dependencies: ["Addresses"], swiftSettings: strictAndSafe + joined + observed),
        .target(
            name: "AliasTable", dependencies: ["Addresses", "CMemory"],
            swiftSettings: strict + optimised + joined + observed),
        .target(
            name: "Datagrams", dependencies: ["Addresses", "CSockets"], swiftSettings: strict + optimised + joined),
        .target(name: "Privileges", dependencies: ["CPrivileges"], swiftSettings: strict),
        .target(name: "Migrations", path: "Migrations", resources: [.embedInCode("SQL")], swiftSettings: strict),
        .target(
            name: "Registry",
            dependencies: [
                "Addresses",
                "CSockets",
                "DHCPWire",
                "Migrations",
                "Telemetry",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict + joined
        ),
        .target(
            name: "NameServer",
            dependencies: [
                "Addresses",
                "AliasTable",
                "DNSWire",
                "Datagrams",
                "Registry",
                "Telemetry",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict + optimised + joined + observed
        ),
        .target(
            name: "LeaseServer",
            dependencies: [
                "Addresses",
                "DHCPWire",
                "Datagrams",
                "Registry",
                "Telemetry",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict + joined + observed
        ),
        .target(
            name: "Control",
            dependencies: [
                "Registry",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationEssentialsCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .target(name: "Kits", dependencies: ["Addresses", "Registry"], swiftSettings: strict),
        .target(name: "GuestFiles", dependencies: ["Addresses"], swiftSettings: strictAndSafe),
        .executableTarget(
            name: "Agent", dependencies: ["CFiles", "GuestFiles"], swiftSettings: strict,
            linkerSettings: selfContained),
        .executableTarget(
            name: "Namesake",
            dependencies: [
                "Addresses",
                "AliasTable",
                "CFiles",
                "Control",
                "DHCPWire",
                "DNSWire",
                "Datagrams",
                "GuestFiles",
                "Kits",
                "LeaseServer",
                "NameServer",
                "Privileges",
                "Registry",
                "Telemetry",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict,
            linkerSettings: linked
        ),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Addresses", "AliasTable", "DHCPWire", "DNSWire", "Datagrams", "LeaseServer", "NameServer", "Registry",
            ],
            path: "Tests/Fuzz/Targets", swiftSettings: strict + observed
        ),
        .testTarget(
            name: "FuzzTests", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Replay", swiftSettings: strict
        ),
        .testTarget(name: "TelemetryTests", dependencies: ["Telemetry"], swiftSettings: strict),
        .testTarget(name: "AddressesTests", dependencies: ["Addresses"], swiftSettings: strict),
        .testTarget(name: "GuestFilesTests", dependencies: ["Addresses", "GuestFiles"], swiftSettings: strict),
        .testTarget(name: "AliasTableTests", dependencies: ["Addresses", "AliasTable"], swiftSettings: strict),
        .testTarget(name: "DatagramsTests", dependencies: ["Addresses", "Datagrams"], swiftSettings: strict),
        .testTarget(name: "DNSWireTests", dependencies: ["Addresses", "DNSWire"], swiftSettings: strict),
        .testTarget(name: "DHCPWireTests", dependencies: ["Addresses", "DHCPWire"], swiftSettings: strict),
        .testTarget(
            name: "RegistryTests",
            dependencies: [
                "Addresses",
                "DHCPWire",
                "Migrations",
                "Registry",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "KitsTests", dependencies: ["Addresses", "Kits", "Registry"], swiftSettings: strict),
        .testTarget(
            name: "LeaseServerTests", dependencies: ["Addresses", "DHCPWire", "LeaseServer", "Registry"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "NameServerTests",
            dependencies: [
                "Addresses",
                "AliasTable",
                "DNSWire",
                "Datagrams",
                "NameServer",
                "Registry",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
    ]
)

// `make bench` sets this.
if Context.environment["NAMESAKE_BENCH"] != nil {
    package.targets.append(
        .executableTarget(
            name: "NewsBenchmark",
            dependencies: [
                "Addresses", "AliasTable", "Datagrams", "NameServer", "Registry",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/Benchmarks/News", swiftSettings: strict, linkerSettings: linked))
}

if fuzzing {
    package.targets.append(
        .executableTarget(
            name: "Fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Main",
            swiftSettings: strict + observed,
            linkerSettings: [.unsafeFlags(["-use-ld=lld", "-sanitize=fuzzer,address"])]))
}
