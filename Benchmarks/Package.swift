// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let tamis: [Target.Dependency] = [.product(name: "Tamis", package: "tamis")]

// A package of its own, so that who builds or tests Tamis does not build this.
let package = Package(
  name: "tamis-benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "tamis", path: "..")],
  targets: [
    // Makes records with planted duplicates, and scores what was found of them.
    .executableTarget(name: "corpora", path: "Corpora", swiftSettings: settings),
    .executableTarget(name: "clean-pages", dependencies: tamis, swiftSettings: settings),
    .executableTarget(name: "html", dependencies: tamis, swiftSettings: settings),
    // Writes what the classifier of blocks sees, for Sources/TamisPage/Model/train.py.
    .executableTarget(name: "page-features", dependencies: tamis, swiftSettings: settings),
    // Writes what the model of stories sees, for Sources/TamisPage/Stories/train.py.
    .executableTarget(name: "story-features", dependencies: tamis, swiftSettings: settings),
    .executableTarget(name: "sketch-schemes", dependencies: tamis, swiftSettings: settings),
    .executableTarget(name: "text-sketches", dependencies: tamis, swiftSettings: settings),
    .executableTarget(name: "warc-read", dependencies: tamis, swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
