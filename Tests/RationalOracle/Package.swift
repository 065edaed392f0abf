// swift-tools-version: 6.1

import PackageDescription

let package = Package(
    name: "rational-oracle",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "heaviside", path: "../..")],
    targets: [
        .executableTarget(
            name: "rational-calculator", dependencies: [.product(name: "Exact", package: "heaviside")])
    ],
    swiftLanguageModes: [.v6]
)
