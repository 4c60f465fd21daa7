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

let package = Package(
  name: "tamis",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Tamis", targets: ["Tamis"])
  ],
  targets: [
    .target(name: "CTamisKernels"),
    library("TamisKernels", ["CTamisKernels"]),
    .target(
      name: "TamisText", dependencies: ["TamisKernels"],
      exclude: ["Unicode/generate_tables.py"], swiftSettings: settings),
    library("TamisSketch", ["TamisKernels"]),
    library("TamisPage", ["TamisText"]),
    library("TamisCluster", ["TamisKernels", "TamisSketch"]),

    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    library("TamisIO", ["CZlib", "CZstd", "CSimdJSON"]),

    library("Tamis", ["TamisKernels", "TamisText", "TamisSketch", "TamisPage", "TamisCluster", "TamisIO"]),

    tests("TamisKernelsTests", ["TamisKernels"]),
    .testTarget(
      name: "TamisTextTests", dependencies: ["TamisText", "TamisKernels"],
      exclude: ["Golden", "reference.py"], swiftSettings: settings),
    .testTarget(
      name: "TamisSketchTests", dependencies: ["TamisSketch", "TamisKernels"],
      exclude: ["Golden", "reference.py"], swiftSettings: settings),
    tests("TamisClusterTests", ["TamisCluster", "TamisSketch", "TamisKernels"]),
    tests("TamisPageTests", ["TamisPage", "TamisText"]),
    tests("TamisIOTests", ["TamisIO"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
