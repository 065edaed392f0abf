// swift-tools-version: 6.1

import PackageDescription

let upcoming: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

// The command line waits for all else to be compiled, and computes nothing itself: where the compiler does not optimise
// it, it takes a third of the time.
let commandLine = upcoming + [.unsafeFlags(["-Onone"])]

// What the tests call is optimised; the tests themselves are compiled in a third of the time when they are not. Unsafe
// flags in test targets do not keep other packages from depending on this one.
let tests = upcoming + [.unsafeFlags(["-Onone"])]

// Imports go strictly downward: a target may only depend on targets listed above it.
let package = Package(
    name: "heaviside",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Diagnostics", targets: ["Diagnostics"]),
        .library(name: "Exact", targets: ["Exact"]),
        .library(name: "Networks", targets: ["Networks"]),
        .library(name: "Analysis", targets: ["Analysis"]),
        .library(name: "Exchange", targets: ["Exchange"]),
        .library(name: "Plots", targets: ["Plots"]),
        .library(name: "Experiments", targets: ["Experiments"]),
        .library(name: "Derivations", targets: ["Derivations"]),
        .library(name: "Claims", targets: ["Claims", "ExperimentClaims"]),
        .executable(name: "heaviside", targets: ["heaviside"]),
        .executable(name: "heaviside-verify", targets: ["heaviside-verify"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // Floor 0: rational numbers, the words of errors, hot loops in C, and the system's BLAS.
        .target(name: "Exact", dependencies: [.product(name: "BigInt", package: "BigInt")], swiftSettings: upcoming),
        .target(name: "Diagnostics", swiftSettings: upcoming),
        .target(name: "Kernels"),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),

        // Beside the floors: what checks certificates shares no code with what makes them.
        .target(name: "CertificateChecker", swiftSettings: upcoming),
        .executableTarget(name: "heaviside-verify", dependencies: ["CertificateChecker"], swiftSettings: upcoming),

        // Floor 1: signals, networks, backpropagation, training.
        .target(
            name: "Networks", dependencies: ["Diagnostics", "Exact", "Kernels", "COpenBLAS"], swiftSettings: upcoming),

        // Floor 2: what a network does, file formats, drawing.
        .target(name: "Analysis", dependencies: ["Diagnostics", "Exact", "Networks"], swiftSettings: upcoming),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Exchange", dependencies: ["Diagnostics", "CZlib"], swiftSettings: upcoming),
        .target(name: "Plots", swiftSettings: upcoming),

        // Floor 3: specs, built-in experiments, the values of a run; beside them formulas for gradients.
        .target(
            name: "Experiments",
            dependencies: [
                "Diagnostics", "Exact", "Networks", "Analysis", "Exchange", .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: upcoming),
        .target(name: "Derivations", dependencies: ["Diagnostics", "Exact", "Networks"], swiftSettings: upcoming),

        // Floor 4: the papers' claims, each with its check.
        .target(
            name: "Claims",
            dependencies: ["Diagnostics", "Exact", "Networks", "Analysis", "Plots", "Derivations"],
            swiftSettings: upcoming),

        // Floor 4: a run is a folder.
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(
            name: "RunStore",
            dependencies: [
                "Diagnostics", "Exact", "CertificateChecker", "Networks", "Analysis", "Exchange", "Experiments",
                "COpenSSL", "CSQLite",
            ],
            swiftSettings: upcoming),

        // Floor 4: what was measured, in words, tables, JSON and figures; it knows no stored runs, and compiles beside
        // `RunStore`.
        .target(
            name: "Descriptions",
            dependencies: [
                "Diagnostics", "Exact", "Networks", "Analysis", "Exchange", "Plots", "Experiments", "Derivations",
            ],
            swiftSettings: upcoming),

        // Floor 5: a run as a page.
        .target(
            name: "Reports",
            dependencies: [
                "Diagnostics", "Exact", "Networks", "Analysis", "Exchange", "Plots", "Experiments", "RunStore",
                "Descriptions",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [
                .embedInCode("Templates/report.mustache"), .embedInCode("Templates/survey.mustache"),
                .embedInCode("Templates/report.css"),
            ],
            swiftSettings: upcoming),

        // Floor 5: claims whose checks run experiments; apart, so that `Claims` compiles beside `Experiments`.
        .target(
            name: "ExperimentClaims",
            dependencies: ["Diagnostics", "Exact", "Networks", "Analysis", "Plots", "Experiments", "Claims"],
            swiftSettings: upcoming),

        // Floor 5: epochs timed beside other programs.
        .target(name: "CoreAffinity"),
        .target(
            name: "Benchmarks", dependencies: ["Diagnostics", "CoreAffinity", "Networks", "RunStore"],
            swiftSettings: upcoming),

        // Floor 5: runs that a person watches and steers, with the page that shows them.
        .target(name: "Page", exclude: ["files", "notebook"]),
        .target(
            name: "LiveRuns",
            dependencies: [
                "Diagnostics", "Exact", "Networks", "Analysis", "Exchange", "Plots", "Experiments", "Derivations",
                "RunStore", "Descriptions", "Page", "CZlib",
            ],
            swiftSettings: upcoming),

        // Floor 6: claims in words.
        .target(
            name: "ClaimReports", dependencies: ["Diagnostics", "Exact", "Plots", "Claims", "Descriptions", "Reports"],
            swiftSettings: commandLine),

        // Floor 7: the command line.
        .executableTarget(
            name: "heaviside",
            dependencies: [
                "Diagnostics", "Exact", "Networks", "Analysis", "Exchange", "Plots", "Experiments", "Derivations",
                "Claims", "ExperimentClaims", "RunStore", "Descriptions", "Reports", "ClaimReports", "LiveRuns",
                "Benchmarks",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: commandLine),

        // What several test bundles need.
        .target(name: "TestFixtures", path: "Tests/TestFixtures", swiftSettings: tests),
        .testTarget(name: "ExactTests", dependencies: ["Exact"], swiftSettings: tests),
        .testTarget(
            name: "NetworksTests", dependencies: ["Exact", "Networks", "Kernels"], resources: [.copy("Fixtures")],
            swiftSettings: tests),
        .testTarget(name: "AnalysisTests", dependencies: ["Analysis", "Exact", "Networks"], swiftSettings: tests),
        .testTarget(
            name: "ExchangeTests", dependencies: ["Exchange", "CZlib", "TestFixtures"], resources: [.copy("Fixtures")],
            swiftSettings: tests),
        .testTarget(name: "PlotsTests", dependencies: ["Plots"], swiftSettings: tests),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: tests),
        .testTarget(
            name: "ExperimentsTests",
            dependencies: ["TestFixtures", "Diagnostics", "Experiments", "Networks", "Analysis", "Exchange"],
            swiftSettings: tests),
        .testTarget(
            name: "DialectTests", dependencies: ["Experiments", "Networks", "Descriptions"],
            path: "Tests/Dialects",
            exclude: ["make"], resources: [.copy("Fixtures")], swiftSettings: tests),
        .testTarget(
            name: "DerivationsTests", dependencies: ["Derivations", "Exact", "Networks", "Exchange"],
            resources: [.copy("Fixtures")], swiftSettings: tests),
        .testTarget(
            name: "ClaimsTests", dependencies: ["Claims", "ExperimentClaims", "Experiments"],
            resources: [.copy("Fixtures")],
            swiftSettings: tests),
        .testTarget(
            name: "RunStoreTests",
            dependencies: [
                "TestFixtures", "RunStore", "CertificateChecker", "Experiments", "Exact", "Networks", "Analysis",
                "Exchange",
            ],
            resources: [.copy("Fixtures")], swiftSettings: tests),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "TestFixtures", "Descriptions", "Reports", "Diagnostics", "CertificateChecker", "Experiments",
                "Derivations", "Claims", "RunStore", "ClaimReports", "Exact", "Networks", "Analysis", "Exchange",
                "Plots",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "BenchmarksTests", dependencies: ["Benchmarks", "Networks", "RunStore"], swiftSettings: tests),
        .testTarget(
            name: "LiveRunsTests", dependencies: ["LiveRuns", "Experiments", "Networks", "Analysis", "RunStore"],
            swiftSettings: tests),
        .testTarget(
            name: "SnippetTests",
            dependencies: [
                "Diagnostics", "Exact", "Networks", "Analysis", "Exchange", "Plots", "Experiments", "Derivations",
                "Claims", "ExperimentClaims",
            ],
            exclude: ["Context.md"], swiftSettings: tests),
        .testTarget(name: "CertificateCheckerTests", dependencies: ["CertificateChecker"], swiftSettings: tests),

        // The sources of the example package, which has a manifest of its own.
        .executableTarget(
            name: "OwnRules", dependencies: ["Analysis", "Networks"], path: "Examples/OwnRules/Sources/OwnRules"),
        .testTarget(
            name: "OwnRulesTests", dependencies: ["OwnRules", "Networks"],
            path: "Examples/OwnRules/Tests/OwnRulesTests", swiftSettings: [.unsafeFlags(["-Onone"])]),
    ],
    swiftLanguageModes: [.v6]
)
