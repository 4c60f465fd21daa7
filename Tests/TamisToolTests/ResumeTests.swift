// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs of more than fits into the least memory, which are killed or have no room.
struct `A run that did not come to its end` {
  let folder: Scratch

  /// Some ten megabytes, of which the shingles do not fit.
  private static let pages: [PageLine] = {
    var generator = PageGenerator(seed: 815)
    let texts = generator.texts(14_000, paragraphs: 1...6)
    return texts.enumerated().map { PageLine(id: "page-\($0)", text: $1) }
  }()

  private static let little = ["--memory", "138M", "--threads", "1", "--record-limit", "1M", "-q"]
  private static let command =
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--duplicates", "duplicates.jsonl"] + little

  init() throws {
    folder = try Scratch()
    try folder.write("in.jsonl", pages: Self.pages)
  }

  private struct Outputs: Equatable { var kept, duplicates: [UInt8] }

  private func outputs() throws -> Outputs {
    Outputs(kept: try folder.bytes("out.jsonl"), duplicates: try folder.bytes("duplicates.jsonl"))
  }

  private func removeOutputs() throws {
    for name in try folder.names() where name != "in.jsonl" && name != "out.jsonl.tamis" {
      try FileManager.default.removeItem(atPath: folder.path(name))
    }
  }

  @Test func `is resumed wherever it was killed, and ends with the same bytes`() throws {
    try expectSameBytes(Self.command, outputs: ["duplicates.jsonl", "out.jsonl"], kills: 20)
  }

  @Test(arguments: [
    ["--passages", "20", "--evidence", "e.jsonl"],
    ["--unit", "paragraph", "--evidence", "e.jsonl"],
    ["--contained", "0.9", "--dropped", "e.jsonl"],
  ]) func `is resumed whatever is compared`(flags: [String]) throws {
    let outputs = ["duplicates.jsonl", "e.jsonl", "out.jsonl"]
    try expectSameBytes(Self.command + flags, outputs: outputs, kills: 7)
  }

  /// Kills a run at random points, one in each part of its time, and as soon as it has a checkpoint,
  /// and resumes it.
  private func expectSameBytes(_ command: [String], outputs names: [String], kills: Int) throws {
    let start = Date()
    #expect(try folder.tamis(command).status == 0)
    let length = Date().timeIntervalSince(start)
    let expected = try names.map(folder.bytes)
    #expect(expected.allSatisfy { $0.count > 10_000 })
    try removeOutputs()
    var generator = SeededGenerator(seed: 20)
    var resumed = 0
    for point in 0...kills {
      let run = try folder.start([try Tamis.binary()] + command)
      let share = (Double(point) + Double.random(in: 0...1, using: &generator)) / Double(kills)
      if point < kills {
        usleep(UInt32(length * share * 1e6))
      } else {
        let end = Date().addingTimeInterval(60)
        while !folder.exists("out.jsonl.tamis/checkpoint"), Date() < end { usleep(500) }
      }
      kill(run.pid, SIGKILL)
      _ = try run.wait()
      if folder.exists("out.jsonl.tamis/checkpoint") { resumed += 1 }
      let again = try folder.tamis(command + ["--resume"])
      #expect(again.status == 0, "killed after \(share) of the run: \(again.errors)")
      #expect(try names.map(folder.bytes) == expected, "killed after \(share) of the run")
      // Nor is anything left of the outputs that the killed run had begun.
      #expect(try folder.names() == (names + ["in.jsonl"]).sorted())
      try removeOutputs()
    }
    print("of \(kills + 1) runs that were killed \(resumed) had a checkpoint")
    #expect(resumed > 0)
  }

  @Test func `leaves unfinished outputs, which the next run removes, and no other's`() throws {
    let run = try folder.start([try Tamis.binary()] + Self.command)
    func unfinished() throws -> [String] {
      try folder.names().filter { $0.hasSuffix(".partial") }
    }
    let end = Date().addingTimeInterval(20)
    while try unfinished().count < 2, Date() < end { usleep(1000) }
    kill(run.pid, SIGKILL)
    _ = try run.wait()
    let left = try unfinished()
    #expect(left.count == 2 && left.allSatisfy { $0.contains(".\(run.pid).") })
    // Those of processes that are there, of other outputs and of other makers stay.
    let others = [
      ".out.jsonl.\(getpid()).1a2b.partial", ".out.jsonl.\(run.pid).1a2b.other",
      ".out.jsonl.\(run.pid).1A2B.partial", ".out.jsonl.\(run.pid).partial",
      ".out.jsonl.0\(run.pid).1a2b.partial", ".other.jsonl.\(run.pid).1a2b.partial",
      "out.jsonl.\(run.pid).1a2b.partial",
    ]
    for name in others { try folder.write(name, "mine") }
    #expect(try folder.tamis(Self.command).status == 0)
    #expect(
      try folder.names()
        == (others + ["duplicates.jsonl", "in.jsonl", "out.jsonl"]).sorted())
  }

  #if os(Linux)
    /// Ends a run after its last stage but writing.
    private func fail() throws {
      let run = try folder.tamis(
        ["dedup", "in.jsonl", "-o", "out.jsonl", "--duplicates", "/dev/full"] + Self.little)
      #expect(run.status == 1)
      #expect(run.errors.contains("No space left on device"))
      #expect(run.errors.contains("out.jsonl.tamis: --resume continues."))
      #expect(try folder.names() == ["in.jsonl", "out.jsonl.tamis"])
    }

    @Test func `is not resumed with other options, inputs or files`() throws {
      try fail()
      let other = try folder.tamis(Self.command + ["--resume", "--threshold", "0.7"])
      #expect(other.status == 1)
      #expect(other.errors.contains("because --threshold is not the same: 0.8 then, 0.7 now"))
      #expect(try folder.names() == ["in.jsonl", "out.jsonl.tamis"])
      let contained = try folder.tamis(Self.command + ["--resume", "--contained", "0.9"])
      #expect(contained.errors.contains("because --contained is not the same: not given then, 0.9"))
      let passages = try folder.tamis(Self.command + ["--resume", "--passages", "20"])
      #expect(passages.errors.contains("--passages is not the same: not given then, 20 now"))
      let paragraphs = try folder.tamis(Self.command + ["--resume", "--unit", "paragraph"])
      #expect(paragraphs.errors.contains("--unit is not the same: document then, paragraph now"))
      try folder.write("in.jsonl", pages: Array(Self.pages.dropLast()))
      let changed = try folder.tamis(Self.command + ["--resume"])
      #expect(changed.status == 1)
      #expect(changed.errors.contains("because the input in.jsonl is not the same: "))
      try folder.write("other.jsonl", pages: Self.pages)
      var elsewhere = Self.command + ["--resume"]
      elsewhere[1] = "other.jsonl"
      let renamed = try folder.tamis(elsewhere)
      let place = "because the input other.jsonl is there in place of the input in.jsonl"
      #expect(renamed.errors.contains(place))
      // Without --resume it begins anew.
      #expect(try folder.tamis(Self.command).status == 0)
      #expect(!folder.exists("out.jsonl.tamis"))
    }

    @Test func `is not resumed from damaged files`() throws {
      for name in ["ids", "settled", "checkpoint"] {
        try fail()
        var bytes = try folder.bytes("out.jsonl.tamis/\(name)")
        bytes[bytes.count / 2] ^= 1
        try folder.write("out.jsonl.tamis/\(name)", bytes: bytes)
        let run = try folder.tamis(Self.command + ["--resume"])
        #expect(run.status == 1)
        #expect(
          run.errors.contains("out.jsonl.tamis/\(name) of a run that did not come to its end"))
        #expect(run.errors.contains("Run without --resume to begin anew."))
      }
    }

    @Test func `says that the disk is full, leaves no output, and is resumed with more room`()
      throws
    {
      let arguments = Self.command.joined(separator: " ")
      let script = """
        mkdir room && mount -t tmpfs -o size=SIZE none room || exit 77
        $TAMIS \(arguments) --temp room; echo "first: $?"
        ls -A; mount -o remount,size=400m room
        $TAMIS \(arguments) --temp room --resume; echo "second: $?"
        ls -A room
        """
      #expect(try folder.tamis(Self.command).status == 0)
      let expected = try outputs()
      try removeOutputs()
      for size in ["2m", "8m", "12m"] {
        let wrapped = script.replacingOccurrences(of: "SIZE", with: size)
        try folder.write("script", wrapped)
        let run = try folder.shell("unshare -rm sh ./script")
        guard run.status != 77, !run.errors.contains("unshare") else {
          print("not run: a full disk, because no file system can be mounted here")
          return
        }
        #expect(run.errors.contains("No space left on device. Make room"), "\(size): \(run.errors)")
        #expect(run.text == "first: 1\nin.jsonl\nroom\nscript\nsecond: 0\n", "\(size)")
        #expect(try outputs() == expected, "\(size)")
        try removeOutputs()
      }
    }
  #endif
}
