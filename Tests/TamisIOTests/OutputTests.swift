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

@Suite("Outputs")
struct OutputTests {
  @Test func `files get their names together`() throws {
    try withScratch { scratch in
      let first = try scratch.file("a.jsonl", "old")
      let second = scratch.path + "/b.jsonl"
      var set = OutputSet()
      var output = try OutputFile(first)
      try output.write(Array("new".utf8))
      try set.finish(output)
      try set.finish(try OutputFile(second))
      #expect(try contents(first) == Array("old".utf8))
      #expect(scratch.names.count == 3)
      try set.commit()
      #expect(try contents(first) == Array("new".utf8))
      #expect(try contents(second) == [])
      #expect(scratch.names == ["a.jsonl", "b.jsonl"])
    }
  }

  @Test func `without a commit nothing is left and nothing is changed`() throws {
    try withScratch { scratch in
      let path = try scratch.file("a.jsonl", "old")
      func abandon(finishing: Bool) throws {
        var set = OutputSet()
        var output = try OutputFile(path)
        try output.write([1, 2, 3])
        #expect(scratch.names.count == 2)
        if finishing { try set.finish(output) }
      }
      for finishing in [true, false] {
        try abandon(finishing: finishing)
        #expect(scratch.names == ["a.jsonl"])
        #expect(try contents(path) == Array("old".utf8))
      }
    }
  }

  @Test func `a link to an output stays a link`() throws {
    try withScratch { scratch in
      let path = try scratch.file("real/a.jsonl", "old")
      let link = scratch.path + "/link"
      try #require(symlink(path, link) == 0)
      var set = OutputSet()
      var output = try OutputFile(link)
      try output.write([0x41])
      try set.finish(output)
      try set.commit()
      #expect(try contents(path) == [0x41])
      #expect(scratch.names == ["link", "real"])
    }
  }

  @Test(arguments: [("a.jsonl.gz", Compression.gzip), ("a.zst", .zstd), ("a.jsonl", .none)])
  func `an empty output is a valid file`(name: String, compression: Compression) throws {
    try withScratch { scratch in
      let path = scratch.path + "/" + name
      var set = OutputSet()
      try set.finish(try OutputFile(path))
      try set.commit()
      #expect(try contents(path) == compression.compress([]))
      let reading = try Reading([path], format: .jsonl)
      #expect(reading.items.isEmpty && reading.faults.isEmpty)
    }
  }

  @Test func `what cannot be created is an error`() throws {
    try withScratch { scratch in
      #expect(throws: TamisIOError.self) { _ = try OutputFile(scratch.path) }
      #expect(throws: TamisIOError.self) { _ = try OutputFile(scratch.path + "/none/a.jsonl") }
    }
  }

  @Test(.enabled(if: FileStatus.exists("/dev/full")))
  func `a full disk is an error that names the file`() throws {
    var output = try OutputFile("/dev/full")
    do {
      try output.write([1])
      Issue.record("Writing to a full disk succeeded.")
    } catch {
      #expect(
        error.description
          == "Writing to the output /dev/full failed after 0 bytes: No space left on device.")
    }
  }

  @Test func `a reader that has gone is no error`() throws {
    try withScratch { scratch in
      OutputFile.ignoreBrokenPipes()
      let path = scratch.path + "/pipe"
      try #require(mkfifo(path, 0o600) == 0)
      let number = open(path, O_RDONLY | O_NONBLOCK)
      var output = try OutputFile(path)
      try output.write([1])
      let wasClosed = output.isClosedByReader
      #expect(!wasClosed)
      close(number)
      try output.write([2])
      try output.write([3])
      let isClosed = output.isClosedByReader
      let count = output.count
      #expect(isClosed)
      #expect(count == 1)
      var set = OutputSet()
      try set.finish(output)
      try set.commit()
    }
  }

  @Test func `a folder of texts appears whole`() throws {
    try withScratch { scratch in
      let path = scratch.path + "/out"
      var output = try OutputFolder(path + "/")
      let ids = ["a", "a", "b/c.txt", "../x", "/etc/passwd", "a.txt/d", "http://h/?q=1", "", ".h"]
      let names = try ids.map { try output.write(Array($0.utf8)[...], id: $0) }
      #expect(
        names == [
          "a.txt", "a~2.txt", "b/c.txt", "%2E.%2Fx.txt", "%2Fetc%2Fpasswd.txt", "a.txt%2Fd~6.txt",
          "http%3A%2F%2Fh%2F%3Fq%3D1.txt", "%.txt", "%2Eh.txt",
        ])
      #expect(!FileStatus.exists(path))
      var set = OutputSet()
      set.finish(output)
      try set.commit()
      #expect(scratch.names == ["out"])
      for (id, name) in zip(ids, names) {
        #expect(try contents(path + "/" + name) == Array(id.utf8))
      }
      #expect(try Inputs([path]).files.count == ids.count)
      #expect(throws: TamisIOError.self) { _ = try OutputFolder(path) }
      #expect(throws: TamisIOError.self) { _ = try OutputFolder(path + "/a.txt") }
    }
  }

  @Test func `a folder without a commit vanishes, an empty one is replaced`() throws {
    try withScratch { scratch in
      let path = scratch.path + "/out"
      try Folder.create(path)
      func write(commit: Bool) throws {
        var output = try OutputFolder(path)
        try output.write([0x41], id: "a/b")
        var set = OutputSet()
        set.finish(output)
        if commit { try set.commit() }
      }
      try write(commit: false)
      #expect(scratch.names == ["out"])
      #expect(Folder.allNames(path).isEmpty)
      try write(commit: true)
      #expect(try contents(path + "/a/b.txt") == [0x41])
    }
  }

  @Test func `long and foreign ids make names that file systems take`() throws {
    let long = String(repeating: "é", count: 500)
    for id in [long, long + "/" + long, String(repeating: "?", count: 300), "日本語/한국어.txt"] {
      let names = FileNames(id: id, number: 1_234_567).candidates
      for name in names {
        for part in name.split(separator: "/") { #expect(part.utf8.count <= 255) }
      }
    }
    #expect(FileNames(id: "日本語/한국어.txt", number: 1).candidates[0] == "日本語/한국어.txt")
  }
}
