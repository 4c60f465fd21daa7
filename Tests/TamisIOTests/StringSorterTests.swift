// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import TamisIO

/// A string and the number that goes with it.
private struct Numbered: Equatable {
  var string: [UInt8]
  var number: UInt64

  static func precedes(_ a: Numbered, _ b: Numbered) -> Bool {
    if a.string == b.string { return a.number < b.number }
    return a.string.lexicographicallyPrecedes(b.string)
  }
}

private func sorted(_ strings: [Numbered], memory: Int) throws -> ([Numbered], spilled: Int) {
  let folder = WorkFolder(NSTemporaryDirectory() + "tamis-strings-\(UUID().uuidString)")
  defer { folder.remove() }
  var sorter = StringSorter(memory: memory, name: "strings", folder: folder)
  for element in strings { try sorter.append(element.string.span, number: element.number) }
  var source = try sorter.sorted()
  var found: [Numbered] = []
  while try source.next() { found.append(Numbered(string: source.string, number: source.number)) }
  return (found, folder.spilledBytes)
}

/// Strings of few different bytes, so that many share their beginning, many are equal, and some
/// begin others.
private func randomStrings(_ count: Int, longest: Int, seed: UInt64) -> [Numbered] {
  var random = Seeded(seed)
  return (0..<count).map { _ in
    let length = Int(random.next() % UInt64(longest + 1))
    let string = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next() % 3 * 127) }
    return Numbered(string: string, number: random.next() % 100)
  }
}

@Suite struct `Strings sorted on disk` {
  @Test(arguments: [0, 1, 2, 100, 40_000], [0, 4, 8, 12, 30])
  func `are those of a sort in memory`(count: Int, longest: Int) throws {
    let strings = randomStrings(count, longest: longest, seed: UInt64(count * 31 + longest))
    let (found, spilled) = try sorted(strings, memory: 1 << 20)
    #expect(found == strings.sorted(by: Numbered.precedes))
    #expect((spilled > 0) == (count == 40_000))
  }

  @Test func `are merged in several steps when there are many runs`() throws {
    // A megabyte holds some 20,000 of them and reads 15 runs at a time: this makes more.
    let strings = randomStrings(500_000, longest: 12, seed: 7)
    let (found, _) = try sorted(strings, memory: 1 << 20)
    #expect(found == strings.sorted(by: Numbered.precedes))
  }

  @Test func `may be longer than what a reader holds`() throws {
    var random = Seeded(3)
    let strings = (0..<60).map { number in
      Numbered(
        string: [UInt8](repeating: UInt8(number % 3), count: Int(random.next() % 3_000_000)),
        number: UInt64(number))
    }
    let (found, spilled) = try sorted(strings, memory: 1 << 20)
    #expect(found == strings.sorted(by: Numbered.precedes))
    #expect(spilled > 0)
  }
}

@Suite struct `What is put aside` {
  /// Words that a stash is made of, in pieces of many sizes.
  private func stash(_ words: [UInt64], memory: Int, folder: WorkFolder) throws -> Stash {
    var writer = StashWriter("words", memory: memory, folder: folder)
    var start = 0
    var size = 1
    while start < words.count {
      try writer.append(Array(words[start..<min(start + size, words.count)]).span)
      start += size
      size = size * 7 % 50_021
    }
    return try writer.finish()
  }

  @Test(arguments: [0, 1, 1000, 32_768, 32_769, 400_000])
  func `comes back at every place, from memory and from a file`(count: Int) throws {
    var random = Seeded(UInt64(count))
    let words = (0..<count).map { _ in random.next() }
    let folder = WorkFolder(NSTemporaryDirectory() + "tamis-stash-\(UUID().uuidString)")
    defer { folder.remove() }
    for memory in [0, 8 << 20] {
      let stash = try stash(words, memory: memory, folder: folder)
      #expect(stash.words == count && stash.count == 8 * count)
      #expect(folder.isOpen == (memory == 0 && 8 * count > 256 << 10))
      var reader = StashReader(stash)
      for index in words.indices where index % 3 == 0 {
        #expect(try reader.word(index) == words[index])
      }
      for _ in 0..<(count == 0 ? 0 : 300) {
        let start = Int(random.next() % UInt64(count))
        let length = Int(random.next() >> (40 + random.next() % 24))
        let range = start..<min(start + length, count)
        var read: [UInt64] = [1]
        try reader.append(words: range, to: &read)
        #expect(read == [1] + words[range])
        let bytes = try reader.bytes(8 * range.lowerBound..<8 * range.upperBound)
        #expect(bytes.count == 8 * range.count)
      }
      if memory == 0 { folder.remove() }
    }
  }

  @Test func `is refused a folder that holds other files, or that another run uses`() throws {
    let path = NSTemporaryDirectory() + "tamis-work-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = WorkFolder(path)
    _ = try first.createFile("a")
    let inUse = #expect(throws: TamisIOError.self) { _ = try WorkFolder(path).createFile("b") }
    #expect(inUse?.description.contains("is in use by another run") == true)
    first.remove()
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path + "/letter.txt"))
    let foreign = #expect(throws: TamisIOError.self) { _ = try WorkFolder(path).createFile("b") }
    #expect(foreign?.description.contains("holds files that are not tamis's") == true)
    #expect(FileManager.default.fileExists(atPath: path + "/letter.txt"))
  }

  @Test func `of a run that was killed makes room for the next`() throws {
    let path = NSTemporaryDirectory() + "tamis-work-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for name in ["lock", "rows.0"] { try Data().write(to: URL(fileURLWithPath: "\(path)/\(name)")) }
    let folder = WorkFolder(path)
    _ = try folder.createFile("b")
    #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["b", "lock"])
    folder.remove()
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
