// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// A target of libFuzzer: an executable, its one file in Sources/NAME/main.swift.
func fuzz(_ name: String, _ library: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["Fuzzer", .product(name: library, package: "tamis")])
}

// A package of its own: it is built with sanitizers, by `make fuzz`, and by nobody else.
let package = Package(
  name: "tamis-fuzzing",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "tamis", path: "..")],
  targets: [
    .target(name: "CFuzzer"),
    .target(name: "Fuzzer", dependencies: ["CFuzzer"]),
    fuzz("html", "Tamis"),
    fuzz("page", "Tamis"),
    fuzz("charset", "Tamis"),
    fuzz("jsonl", "Tamis"),
    fuzz("csv", "Tamis"),
    .target(
      name: "ArchiveFuzzer", dependencies: ["Fuzzer", .product(name: "Tamis", package: "tamis")]),
    .executableTarget(name: "warc", dependencies: ["ArchiveFuzzer"]),
    .executableTarget(name: "arc", dependencies: ["ArchiveFuzzer"]),
  ],
  swiftLanguageModes: [.v6]
)
