// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let settings: [SwiftSetting] = [
  // `any` is written where a value is boxed: a box in a hot loop should be seen.
  .enableUpcomingFeature("ExistentialAny"),
  // A target shows in its interface only what it says it does.
  .enableUpcomingFeature("InternalImportsByDefault"),
  // A member is used only where its module is imported: the arrows between targets stay visible.
  .enableUpcomingFeature("MemberImportVisibility"),
]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

// Debian's headers are where the compiler looks, and its .pc file has a flag that is refused aloud.
#if os(macOS)
  let simdjsonConfig: String? = "simdjson"
#else
  let simdjsonConfig: String? = nil
#endif

let package = Package(
  name: "tamis",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Tamis", targets: ["Tamis"]),
    .executable(name: "tamis", targets: ["TamisTool"]),
    // For other languages: built with -Xswiftc -static-stdlib it needs nothing of Swift's.
    .library(name: "TamisC", type: .dynamic, targets: ["TamisC"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "CTamisKernels"),
    library("TamisKernels", ["CTamisKernels"]),
    .target(
      name: "TamisText", dependencies: ["TamisKernels"],
      exclude: ["Unicode/generate_tables.py"], swiftSettings: settings),
    library("TamisSketch", ["TamisKernels"]),
    .target(
      name: "TamisHTML", dependencies: ["CTamisKernels"], exclude: ["generate_tables.py"],
      swiftSettings: settings),
    .target(
      name: "TamisPage",
      dependencies: ["CTamisKernels", "TamisKernels", "TamisText", "TamisHTML"],
      exclude: ["Model/train.py", "Stories/train.py"], swiftSettings: settings),
    library("TamisCluster", ["TamisKernels", "TamisSketch"]),
    .target(
      name: "TamisStory", dependencies: ["TamisKernels", "TamisText"], exclude: ["background.py"],
      swiftSettings: settings),

    // The C interface. It links no library of formats.
    .systemLibrary(name: "CTamis"),
    library(
      "TamisC",
      [
        "CTamis", "TamisKernels", "TamisText", "TamisHTML", "TamisSketch", "TamisPage",
        "TamisCluster",
      ]),

    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(
      name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"]), .brew(["isa-l"])]),
    .systemLibrary(
      name: "CUchardet", pkgConfig: "uchardet",
      providers: [.apt(["libuchardet-dev"]), .brew(["uchardet"])]),
    // Only for where the library is: the C++ shim is what Swift sees of it.
    .systemLibrary(
      name: "SimdJSON", pkgConfig: simdjsonConfig,
      providers: [.apt(["libsimdjson-dev"]), .brew(["simdjson"])]),
    .target(
      name: "CSimdJSON", dependencies: ["SimdJSON"],
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(
      name: "TamisIO", dependencies: ["CZlib", "CZstd", "CISAL", "CUchardet", "CSimdJSON"],
      exclude: ["Charset/generate_tables.py"], swiftSettings: settings),

    library(
      "Tamis",
      [
        "TamisKernels", "TamisText", "TamisHTML", "TamisSketch", "TamisPage", "TamisCluster",
        "TamisStory", "TamisIO",
      ]),

    .executableTarget(
      name: "TamisTool",
      dependencies: [
        "Tamis", "TamisIO", "TamisKernels", "TamisPage", "TamisSketch",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),

    tests("TamisKernelsTests", ["TamisKernels"]),
    .testTarget(
      name: "TamisTextTests", dependencies: ["TamisText", "TamisKernels"],
      exclude: ["Golden", "reference.py"], swiftSettings: settings),
    .testTarget(
      name: "TamisSketchTests", dependencies: ["TamisSketch", "TamisKernels"],
      exclude: ["Golden", "reference.py"], swiftSettings: settings),
    tests("TamisClusterTests", ["TamisCluster", "TamisSketch", "TamisKernels"]),
    tests("TamisStoryTests", ["TamisStory", "TamisKernels"]),
    tests("TamisHTMLTests", ["TamisHTML", "TamisKernels"]),
    tests("TamisPageTests", ["TamisPage", "TamisHTML", "TamisText", "TamisKernels"]),
    tests("TamisCTests", ["TamisC", "CTamis", "TamisCluster", "TamisKernels", "TamisSketch"]),
    tests("TamisIOTests", ["TamisIO"]),
    .testTarget(
      name: "TamisTests",
      dependencies: [
        "Tamis", "TamisHTML", "TamisIO", "TamisKernels", "TamisPage", "TamisSketch", "TamisText",
      ], exclude: ["Folds"], swiftSettings: settings),
    .testTarget(name: "TamisToolTests", exclude: ["Golden"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
