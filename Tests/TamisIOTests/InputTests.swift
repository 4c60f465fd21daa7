// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Inputs")
struct InputTests {
  private func error(_ arguments: [String]) -> String? {
    do {
      _ = try Inputs(arguments)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a folder gives its files by path, hidden ones left out`() throws {
    try withScratch { scratch in
      for name in ["in/b.txt", "in/a/z.txt", "in/a.txt", "in/.x", "in/.y/x", "in/B.txt", "in/ä"] {
        try scratch.file(name, name)
      }
      let folder = scratch.path + "/in"
      let inputs = try Inputs([folder])
      let names = ["B.txt", "a.txt", "a/z.txt", "b.txt", "ä"]
      #expect(inputs.files.map(\.name) == names)
      #expect(inputs.files.map(\.path) == names.map { folder + "/" + $0 })
      let reading = try Reading(inputs)
      #expect(reading.items.map(\.id) == names)
      #expect(reading.texts == names.map { "in/" + $0 })
      #expect(try Inputs([folder + "/"]).files.map(\.path) == inputs.files.map(\.path))
    }
  }

  @Test func `a folder that holds itself ends`() throws {
    try withScratch { scratch in
      try scratch.file("in/a/b.txt", "b")
      try #require(symlink("../../in", scratch.path + "/in/a/loop") == 0)
      #expect(try Inputs([scratch.path + "/in"]).files.map(\.name) == ["a/b.txt"])
    }
  }

  @Test func `a pattern gives what it matches, a file of that name comes first`() throws {
    try withScratch { scratch in
      for name in ["b.jsonl", "a.jsonl", "c.txt"] { try scratch.file(name, "") }
      let pattern = scratch.path + "/*.jsonl"
      let paths = ["a.jsonl", "b.jsonl"].map { scratch.path + "/" + $0 }
      #expect(try Inputs([pattern]).files.map(\.path) == paths)
      try scratch.file("*.jsonl", "")
      #expect(try Inputs([pattern]).files.map(\.path) == [pattern])
    }
  }

  @Test func `what cannot be read is an error that names it`() throws {
    try withScratch { scratch in
      let path = scratch.path
      try Folder.create(path + "/empty")
      try #require(symlink("nowhere", path + "/broken") == 0)
      #expect(error([path + "/none"]) == "The input \(path)/none does not exist.")
      #expect(error([path + "/*.x"]) == "No file matches the pattern \(path)/*.x.")
      #expect(error([path + "/empty"]) == "The folder \(path)/empty holds no file to read.")
      let broken = "The input \(path)/broken cannot be read: No such file or directory."
      #expect(error([path + "/broken"]) == broken)
      #expect(error([]) == "No input was given.")
      #expect(error(["-", "-"])?.contains("given twice") == true)
    }
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may read everything"))
  func `a file without permission is an error`() throws {
    try withScratch { scratch in
      let path = try scratch.file("a", "")
      try #require(chmod(path, 0) == 0)
      #expect(error([path]) == "The input \(path) cannot be read: Permission denied.")
    }
  }

  @Test func `an output that is an input is an error, by any name`() throws {
    try withScratch { scratch in
      let path = try scratch.file("a.jsonl", "")
      try #require(symlink(path, scratch.path + "/link") == 0)
      try #require(link(path, scratch.path + "/hard") == 0)
      let inputs = try Inputs([path])
      for name in ["a.jsonl", "link", "hard", "./a.jsonl"] {
        #expect(throws: TamisIOError.self) { try inputs.checkNotOutput(scratch.path + "/" + name) }
      }
      try inputs.checkNotOutput(scratch.path + "/b.jsonl")
      try inputs.checkNotOutput("-")
    }
  }

  @Test func `a file that changes or goes before it is read is an error`() throws {
    try withScratch { scratch in
      let path = try scratch.file("a.jsonl", "{\"text\":\"a\"}")
      let inputs = try Inputs([path])
      #expect(try Reading(inputs).texts == ["a"])
      try scratch.file("a.jsonl", "{\"text\":\"ab\"}")
      #expect(performing: { try Reading(inputs) }, throws: { "\($0)".contains("has changed") })
      Folder.remove(file: path)
      #expect(performing: { try Reading(inputs) }, throws: { "\($0)".contains("opened now") })
    }
  }

  @Test(arguments: [
    ("a.jsonl", "", InputFormat.jsonl), ("a.txt", "", .text), ("a", " {", .jsonl),
    ("a.txt", "\u{FEFF}\n{", .jsonl), ("a.ndjson", "broken", .jsonl), ("a.JSONL.gz", " ", .jsonl),
    ("a.txt", "[1]", .text), ("jsonl", "x", .text), ("a.json", " \n", .text),
  ])
  func `the format is found by content or name`(
    name: String, content: String, format: InputFormat
  ) throws {
    try withScratch { scratch in
      let path = try scratch.file(name, content)
      var reader = BatchReader(try Inputs([path]))
      let batch = try reader.next()
      #expect((batch?.format ?? .jsonl) == format)
      var forced = BatchReader(try Inputs([path], format: .text))
      #expect(try forced.next()?.format == .text)
    }
  }

  @Test func `an empty text file is one record with no text`() throws {
    try withScratch { scratch in
      let path = try scratch.file("a.txt", "")
      let reading = try Reading([path])
      #expect(reading.texts == [""])
      #expect(reading.items.map(\.id) == [path])
      #expect(reading.faults.isEmpty)
    }
  }

  // A file of which Linux lets the first page not be read.
  @Test(.enabled(if: FileStatus.exists("/proc/self/mem")))
  func `a read error within a file is a fault`() throws {
    let reading = try Reading(["/proc/self/mem"])
    #expect(reading.items.isEmpty)
    #expect(reading.faults.map(\.kind) == [.unreadable])
    #expect(
      reading.faults.first?.description.hasPrefix(
        "/proc/self/mem: at byte 0, the file cannot be read on: Input/output error; ") == true)
  }

  @Test func `a copy of a pipe has a limit`() throws {
    try withScratch { scratch in
      let path = scratch.path + "/pipe"
      try #require(mkfifo(path, 0o600) == 0)
      // Open for both, so that neither side waits.
      let number = open(path, O_RDWR)
      let pipe = FileDescriptor(number, owned: true)
      try pipe.write(Array(repeating: 0x0A, count: 101)[...])
      #expect(
        performing: { try Inputs([path], spool: scratch.path, spoolLimit: 100) },
        throws: { "\($0)".contains("longer than the 100 bytes") })
      #expect(scratch.names == ["pipe"])
      withExtendedLifetime(pipe) {}
    }
  }
}
