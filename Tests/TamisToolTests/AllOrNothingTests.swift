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

/// Outputs appear complete or not at all.
struct `All or nothing` {
  let folder: Scratch

  init() throws {
    folder = try Scratch()
    var generator = PageGenerator(seed: 99)
    let pages = generator.texts(3000, paragraphs: 3...6).enumerated()
    try folder.write(
      "in.jsonl", pages: pages.map { PageLine(id: "\($0)", text: "Skip to content\n\n" + $1) })
    try folder.write("out.jsonl", "older\n")
  }

  /// Starts a run whose second output is a pipe that nobody empties, and waits until it is stuck.
  private func stuck(_ arguments: [String]) throws -> (run: RunningProcess, pipe: Int32) {
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    let pipe = open(folder.path("pipe"), O_RDONLY | O_NONBLOCK)
    let run = try folder.start([try Tamis.binary()] + arguments)
    let start = Date()
    while Date().timeIntervalSince(start) < 60 {
      var event = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      if poll(&event, 1, 100) == 1, event.revents & Int16(POLLIN) != 0 { break }
    }
    usleep(100_000)
    return (run, pipe)
  }

  @Test(arguments: [
    ["clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "pipe"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--dropped", "pipe"],
    ["cluster", "in.jsonl", "-o", "out.jsonl", "--pairs", "pipe", "--threshold", "0.2"],
  ])
  func `a run that is killed leaves the older file`(arguments: [String]) throws {
    let (run, pipe) = try stuck(arguments)
    defer { close(pipe) }
    let partial = try folder.names().filter { $0.hasSuffix(".partial") }
    #expect(partial.count == 1)
    #expect(try folder.text("out.jsonl") == "older\n")
    kill(run.pid, SIGKILL)
    #expect(try run.wait().status == 128 + SIGKILL)
    #expect(try folder.text("out.jsonl") == "older\n")
    #expect(try folder.names().filter { !$0.hasPrefix(".") } == ["in.jsonl", "out.jsonl", "pipe"])
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func `a run that is told to end leaves nothing behind`(number: Int32) throws {
    let (run, pipe) = try stuck(["clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "pipe"])
    defer { close(pipe) }
    kill(run.pid, number)
    #expect(try run.wait().status == 128 + number)
    #expect(try folder.text("out.jsonl") == "older\n")
    #expect(try folder.names().sorted() == ["in.jsonl", "out.jsonl", "pipe"])
  }

  @Test func `a run that fails after it has written removes what it wrote`() throws {
    let (run, pipe) = try stuck(["clean", "in.jsonl", "-o", "out.jsonl", "--evidence", "pipe"])
    // The input changes while it is read: the second pass cannot be trusted any more.
    try folder.write("in.jsonl", "")
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let start = Date()
    while read(pipe, &bytes, bytes.count) != 0, Date().timeIntervalSince(start) < 60 { usleep(500) }
    close(pipe)
    let ending = try run.wait()
    #expect([0, 1].contains(ending.status))
    #expect(try !folder.names().contains { $0.hasSuffix(".partial") })
  }

  @Test func `of several outputs none appears when one fails`() throws {
    try folder.write("packed.jsonl", "older too\n")
    let run = try folder.tamis(
      "dedup", "in.jsonl", "-o", "out.jsonl", "--duplicates", "packed.jsonl", "--dropped",
      "no/where.jsonl")
    #expect(run.status == 1)
    #expect(try folder.text("out.jsonl") == "older\n")
    #expect(try folder.text("packed.jsonl") == "older too\n")
    #expect(try folder.names() == ["in.jsonl", "out.jsonl", "packed.jsonl"])
  }

  @Test func `a run that succeeds replaces the older file`() throws {
    #expect(try folder.tamis("clean", "in.jsonl", "-o", "out.jsonl", "-q").status == 0)
    #expect(try folder.lines("out.jsonl").count == 3000)
    #expect(try folder.names() == ["in.jsonl", "out.jsonl"])
    #expect(try folder.temporaryNames().isEmpty)
  }

  @Test func `an output that is a link stays one`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.jsonl"), withDestinationPath: "out.jsonl")
    #expect(try folder.tamis("clean", "in.jsonl", "-o", "link.jsonl", "-q").status == 0)
    #expect(try folder.lines("out.jsonl").count == 3000)
    let target = try FileManager.default.destinationOfSymbolicLink(
      atPath: folder.path("link.jsonl"))
    #expect(target == "out.jsonl")
  }
}
