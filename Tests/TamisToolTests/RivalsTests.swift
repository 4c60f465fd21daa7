// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The scripts that compare with other programs, as far as they run without these.
struct `The scripts beside other programs` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  private static let rivals = root + "/Benchmarks/Rivals"

  @Test func `can be read by Python`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.rivals)
    let scripts = names.filter { $0.hasSuffix(".py") }.sorted()
    #expect(scripts.count >= 5)
    for name in scripts {
      let check = "import ast, sys; ast.parse(open(sys.argv[1]).read())"
      let run = try folder.start(["python3", "-c", check, "\(Self.rivals)/\(name)"]).wait()
      #expect(run.status == 0, "\(name): \(run.errors)")
    }
  }

  @Test func `are where the Makefile and the record look for them`() throws {
    for file in ["Makefile", "Benchmarks/Record/speed.md", "README.md"] {
      let text = try String(contentsOfFile: "\(Self.root)/\(file)", encoding: .utf8)
      for match in text.matches(
        of: /Benchmarks\/(Rivals|Sources|Record)\/[A-Za-z0-9_.\/-]*[A-Za-z0-9]/)
      {
        let path = "\(Self.root)/\(match.output.0)"
        #expect(FileManager.default.fileExists(atPath: path), "\(file): \(match.output.0)")
      }
    }
  }

  @Test func `compare with zlib on any lines`() throws {
    let lines = (0..<300).map { number in
      let words = (0..<80).map { "w\($0 * number % 97)" }.joined(separator: " ")
      return #"{"id":"r\#(number)","text":"\#(words)"}"#
    }
    try folder.write("in.jsonl", lines: lines)
    try folder.gzip("in.jsonl")
    let script = "\(Self.rivals)/gzip_limit.py"
    let run = try folder.start(
      ["python3", script, try Tamis.binary(), "in.jsonl.gz", "--rounds", "1"]
    ).wait()
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("| zlib alone |") && run.text.contains("| tamis dedup |"))
    #expect(try folder.names() == ["in.jsonl", "in.jsonl.gz"])
  }
}
