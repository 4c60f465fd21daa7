// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// A package of its own, so that who builds or tests Tamis does not build this.
let package = Package(
  name: "tamis-benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "tamis", path: "..")],
  targets: [
    .executableTarget(
      name: "sketch-schemes",
      dependencies: [.product(name: "Tamis", package: "tamis")],
      swiftSettings: settings),
    .executableTarget(
      name: "warc-read",
      dependencies: [.product(name: "Tamis", package: "tamis")],
      exclude: ["fastwarc_read.py", "make_archive.py"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
