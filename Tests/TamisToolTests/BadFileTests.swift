// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Damaged files: what can be read is read, and the message says where it ended.
struct `Damaged files` {
  let folder: Scratch

  private static let lines = (0..<2000).map {
    #"{"id":"\#($0)","text":"Number \#($0 * $0 * 7919)."}"#
  }

  init() throws { folder = try Scratch() }

  /// Writes the lines as FILE.gz or FILE.zst.
  private func compress(to name: String) throws {
    try folder.write("whole.jsonl", lines: Self.lines)
    #expect(try folder.tamis("dedup", "whole.jsonl", "-o", name, "--threshold", "1").status == 0)
  }

  @Test(arguments: ["in.jsonl.gz", "in.jsonl.zst"], ["clean", "dedup"])
  func `that are truncated give what comes before`(name: String, command: String) throws {
    try compress(to: name)
    let bytes = try folder.bytes(name)
    try folder.write(name, bytes: bytes.prefix(bytes.count - bytes.count / 3))
    let run = try folder.tamis(command, name, "-o", "out.jsonl", "--threads", "2")
    #expect(run.status == 3)
    let message = run.errors.split(separator: "\n")[0]
    #expect(message.hasPrefix("tamis: \(name): at byte "))
    #expect(message.contains("data ends too early"))
    let read = try folder.lines("out.jsonl")
    #expect(read == Array(Self.lines.prefix(read.count)))
    // zstd gives its blocks whole, and this file is one.
    if name.hasSuffix("gz") { #expect(read.count > 500) }
    #expect(read.count < 2000)
  }

  @Test(arguments: ["in.jsonl.gz", "in.jsonl.zst"])
  func `with garbage behind them give all, and say so`(name: String) throws {
    try compress(to: name)
    try folder.write(name, bytes: try folder.bytes(name) + Array("garbage!".utf8))
    let run = try folder.tamis("clean", name, "-o", "out.jsonl")
    #expect(run.status == 3)
    #expect(run.errors.contains("\(name): at byte "))
    #expect(run.errors.contains("bytes that do not belong to it follow the"))
    #expect(try folder.lines("out.jsonl") == Self.lines)
  }

  @Test(arguments: ["in.jsonl.gz", "in.jsonl.zst"])
  func `with a byte turned over are an error, not a wrong text`(name: String) throws {
    try compress(to: name)
    var bytes = try folder.bytes(name)
    bytes[bytes.count / 2] ^= 0x55
    try folder.write(name, bytes: bytes)
    let run = try folder.tamis("clean", name, "-o", "out.jsonl")
    #expect(run.status == 3)
    // However many bad records the damage made before it was found.
    #expect(run.errors.contains("\(name): at byte "))
    #expect(run.errors.contains("data is damaged ("))
  }

  @Test(arguments: ["in.jsonl.gz", "in.jsonl.zst"])
  func `are none if they have several members`(name: String) throws {
    try compress(to: name)
    let bytes = try folder.bytes(name)
    try folder.write(name, bytes: bytes + bytes)
    let run = try folder.tamis("clean", name, "-o", "out.jsonl")
    #expect(run.status == 0)
    #expect(try folder.lines("out.jsonl") == Self.lines + Self.lines)
  }

  @Test func `of no bytes give no records`() throws {
    try folder.write("empty.jsonl", "")
    try folder.gzip("empty.jsonl")
    try folder.write("nothing.jsonl.gz", "")
    try folder.write("blank.jsonl", "\n  \n\r\n")
    for name in ["empty.jsonl", "empty.jsonl.gz", "nothing.jsonl.gz", "blank.jsonl"] {
      for command in ["clean", "dedup", "cluster"] {
        let run = try folder.tamis(command, name, "-o", "out.jsonl", "--summary", "s.json")
        #expect(run.status == 0, "\(command) \(name): \(run.errors)")
        #expect(try folder.bytes("out.jsonl").isEmpty)
        #expect(try folder.figure("records", in: "s.json") == 0)
      }
    }
  }

  @Test func `of no records make a compressed output that is whole`() throws {
    try folder.write("empty.jsonl", "")
    try folder.tamis("clean", "empty.jsonl", "-o", "out.jsonl.gz", "--evidence", "ev.jsonl.zst")
    #expect(try folder.gunzipped("out.jsonl.gz").isEmpty)
    #expect(try !folder.bytes("ev.jsonl.zst").isEmpty)
    let run = try folder.tamis(
      "restore", "out.jsonl.gz", "--evidence", "ev.jsonl.zst", "-o", "back.jsonl")
    #expect(run.status == 0)
    #expect(try folder.bytes("back.jsonl").isEmpty)
  }
}

/// The size of a record is limited, and with it the memory.
struct `A line of 100 MB` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  private static let good = (0..<3).map { #"{"id":"\#($0)","text":"A good text, number \#($0)."}"# }

  /// Writes the long line between good ones without holding it.
  private func writeLongLine(to name: String) throws {
    let good = Self.good
    let script = """
      { echo '\(good[0])'; printf '{"id":"long","text":"'; \
      head -c 104857600 /dev/zero | tr '\\0' 'x'; printf '"}\\n'; \
      echo '\(good[1])'; echo '\(good[2])'; } > \(name)
      """
    #expect(try folder.shell(script).status == 0)
  }

  @Test func `is skipped, and costs no more than the limit twice`() throws {
    try writeLongLine(to: "in.jsonl")
    let run = try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl", "--threads", "2")
    #expect(run.status == 3)
    #expect(
      run.errors.hasPrefix(
        "tamis: in.jsonl: record 2 at byte \(Self.good[0].utf8.count + 1) is 104857623 bytes long, "
          + "more than the limit of 67108864 bytes; it was skipped; --record-limit raises the limit"
      ))
    #expect(try folder.lines("out.jsonl") == Self.good)
    print("a line of 100 MB: \(run.peakMemory >> 20) MiB at most")
    #expect((1 << 20..<250 << 20).contains(run.peakMemory))
  }

  @Test func `is read where the limit allows it`() throws {
    try writeLongLine(to: "in.jsonl")
    let run = try folder.tamis(
      "dedup", "in.jsonl", "-o", "out.jsonl", "--record-limit", "200M", "--threads", "1")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.bytes("out.jsonl").count == folder.bytes("in.jsonl").count)
  }

  @Test func `or a bomb of it ends at the inflation limit`() throws {
    let script =
      "head -c 300000000 /dev/zero | gzip -9 > bomb.jsonl.gz && gzip -9 -c bomb.jsonl.gz > bomb.gz"
    #expect(try folder.shell(script).status == 0)
    let run = try folder.tamis("clean", "bomb.jsonl.gz", "-o", "out.jsonl", "--threads", "1")
    #expect(run.status == 3)
    #expect(run.errors.contains("bomb.jsonl.gz: "))
    print("300 MB of zeros in gzip: \(run.peakMemory >> 20) MiB at most")
    #expect((1 << 20..<250 << 20).contains(run.peakMemory))
  }
}
