// swift-tools-version: 6.1

import PackageDescription

let upcoming: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

// A package of its own, so that whoever only trains networks builds no web server.
let package = Package(
    name: "heaviside-studio",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "heaviside-studio", targets: ["heaviside-studio"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Values only: what is let in, and what waits for whom. No sockets, so their tests need none.
        .target(name: "Guards", swiftSettings: upcoming),
        .target(name: "Streams", swiftSettings: upcoming),

        .executableTarget(
            name: "heaviside-studio",
            dependencies: [
                "Guards", "Streams",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: upcoming),

        .testTarget(name: "GuardsTests", dependencies: ["Guards"], swiftSettings: upcoming),
        .testTarget(name: "StreamsTests", dependencies: ["Streams"], swiftSettings: upcoming),
    ],
    swiftLanguageModes: [.v6]
)
