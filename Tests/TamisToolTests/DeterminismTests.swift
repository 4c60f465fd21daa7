// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The same input and options give the same bytes, whatever runs them.
struct Determinism {
  let folder: Scratch

  /// Several megabytes, so that there are many batches.
  private static let pages: [PageLine] = {
    var generator = PageGenerator(seed: 2031)
    let texts = generator.texts(2600, paragraphs: 4...14)
    return texts.enumerated().map { number, text in
      let host = "host\(number % 40).test"
      let frame = "Pages of \(host) for everyone\n\nHome Archive Letters \(host)\n\n"
      return PageLine(
        id: "page-\(number)", url: "https://\(host)/\(number / 3)", text: frame + text)
    }
  }()

  /// Every command with all of its outputs.
  private static let commands = [
    ["clean", "in.jsonl", "-o", "clean.jsonl", "--evidence", "evidence.jsonl.gz"],
    [
      "dedup", "in.jsonl", "-o", "kept.jsonl.zst", "--duplicates", "duplicates.jsonl", "--dropped",
      "dropped.jsonl", "--threshold", "0.6",
    ],
    [
      "cluster", "in.jsonl", "-o", "clusters.jsonl", "--pairs", "pairs.jsonl", "--threshold", "0.6",
    ],
    ["clean", "in.jsonl", "-o", "clean-p.jsonl", "--evidence", "evidence-p.jsonl", "--paragraphs"],
    [
      "dedup", "in.jsonl", "-o", "kept-p.jsonl", "--duplicates", "duplicates-p.jsonl", "--evidence",
      "evidence-d.jsonl", "--unit", "paragraph",
    ],
  ]

  init() throws {
    folder = try Scratch()
    try folder.write("in.jsonl", pages: Self.pages)
  }

  /// The bytes of all outputs of all commands, by name.
  @discardableResult private func outputs(
    _ options: [String], environment: [String: String] = [:]
  ) throws -> [String: [UInt8]] {
    for command in Self.commands {
      let run = try folder.tamis(command + options, environment: environment)
      #expect(run.status == 0, "\(command[0]) \(options) \(environment): \(run.errors)")
    }
    let names = try folder.names().filter { $0 != "in.jsonl" }
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try folder.bytes($0)) })
  }

  @Test func `threads and kernels give identical bytes`() throws {
    let first = try outputs(["--threads", "1"])
    #expect(first.count == 12)
    #expect(first.values.allSatisfy { $0.count > 1000 })
    for threads in [2, 7] {
      #expect(try outputs(["--threads", "\(threads)"]) == first, "\(threads) threads")
    }
    let kernels = try Tamis.kernels()
    print("kernels that ran: \(kernels.joined(separator: ", "))")
    for kernel in kernels {
      let other = try outputs(["--threads", "2"], environment: ["TAMIS_KERNEL": kernel])
      #expect(other == first, "kernel \(kernel)")
    }
  }

  @Test func `the order of the input does not matter`() throws {
    try outputs([])
    let kept = try keptIDs()
    let texts = try folder.texts("clean.jsonl")
    let (clusters, pairs) = (try folder.bytes("clusters.jsonl"), try folder.bytes("pairs.jsonl"))
    for seed in 1...3 {
      var generator = PageGenerator(seed: UInt64(seed))
      try folder.write("in.jsonl", pages: generator.shuffled(Self.pages))
      try outputs([])
      #expect(try keptIDs() == kept)
      #expect(try folder.texts("clean.jsonl") == texts)
      #expect(try folder.bytes("clusters.jsonl") == clusters)
      #expect(try folder.bytes("pairs.jsonl") == pairs)
    }
  }

  private func keptIDs() throws -> [String] {
    try folder.tamis("clean", "kept.jsonl.zst", "-o", "kept.jsonl")
    defer { try? FileManager.default.removeItem(atPath: folder.path("kept.jsonl")) }
    return try folder.read(PageLine.self, "kept.jsonl").map(\.id).sorted()
  }
}

struct `The environment variable TAMIS_KERNEL` {
  let folder: Scratch

  init() throws {
    folder = try Scratch()
    try folder.write("in.jsonl", lines: [#"{"id":"a","text":"One."}"#])
  }

  @Test(arguments: ["clean", "dedup", "cluster"])
  func `refuses a kernel that there is not`(command: String) throws {
    let run = try folder.tamis(
      command, "in.jsonl", "-o", "out.jsonl", environment: ["TAMIS_KERNEL": "mmx"])
    #expect(run.status == 1)
    #expect(
      run.errors.hasPrefix(#"tamis: There is no kernel named "mmx"; this machine has scalar"#))
    #expect(try folder.names() == ["in.jsonl"])
  }

  @Test func `refuses a kernel that cannot run here`() throws {
    let running = try Tamis.kernels()
    let foreign = ["neon", "avx2"].filter { !running.contains($0) }
    #expect(!foreign.isEmpty, "No machine runs both.")
    for name in foreign {
      let run = try folder.tamis(
        "dedup", "in.jsonl", "-o", "-", environment: ["TAMIS_KERNEL": name])
      #expect(run.status == 1)
      #expect(run.errors.hasPrefix(#"tamis: This machine cannot run the kernel "\#(name)""#))
    }
  }
}
