// swift-tools-version: 6.1

import PackageDescription

// A package of your own, which depends on Heaviside. From elsewhere, write the path of your copy of Heaviside.
let package = Package(
    name: "own-rules",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "heaviside", path: "../..")],
    targets: [
        .executableTarget(
            name: "OwnRules",
            dependencies: [
                .product(name: "Analysis", package: "heaviside"), .product(name: "Networks", package: "heaviside"),
            ]),
        .testTarget(
            name: "OwnRulesTests",
            dependencies: ["OwnRules", .product(name: "Networks", package: "heaviside")]),
    ],
    swiftLanguageModes: [.v6]
)
