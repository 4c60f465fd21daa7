// SPDX-License-Identifier: Apache-2.0

/// How many of so many documents have which term: what a background file holds.
///
/// A file is of lines: `tamis background 1`, `documents N`, then for each term a number, in six
/// hexadecimal digits, and how many documents have it, ascending, and `end` with the number of
/// terms. The number is the lower 22 bits of the hash of the term's text (``TermReader``). Terms
/// that not one document in a thousand has are left out: they weigh what unknown ones do.
public struct TermCounts: Sendable, Equatable {
  /// Documents that were counted.
  public private(set) var documents = 0
  /// For each term, by its slot, how many have it.
  private var counts: [UInt32: UInt32] = [:]

  private static let title = "tamis background "
  private static let version = "1"
  /// A term is kept where one document of so many has it.
  private static let rarest = 1000

  /// How many terms are known.
  public var terms: Int { counts.count }

  /// Counts by slots of `TermWeights`.
  init(documents: Int, counts: [UInt32: UInt32]) {
    (self.documents, self.counts) = (min(documents, Int(UInt32.max)), counts)
    dropRare()
  }

  private mutating func dropRare() {
    counts = counts.filter { $0.value > 1 && Int($0.value) * Self.rarest >= documents }
  }

  /// Takes the counts of other documents too.
  ///
  /// - Complexity: O(n) for n terms.
  public mutating func add(_ other: TermCounts) {
    documents = min(documents + other.documents, Int(UInt32.max))
    counts.merge(other.counts) { $0 &+ min($1, .max - $0) }
    dropRare()
  }

  /// The share of documents that have each term.
  public var background: Background {
    let all = Double(max(documents, 1))
    return Background(shares: counts.mapValues { min(1, Double($0) / all) }, mask: TermWeights.mask)
  }

  /// The bytes of a file.
  ///
  /// - Complexity: O(n log n) for n terms.
  public var bytes: [UInt8] {
    var text = "\(Self.title)\(Self.version)\ndocuments \(documents)\n"
    for (slot, count) in counts.sorted(by: { $0.key < $1.key }) {
      let digits = String(slot, radix: 16)
      text += String(repeating: "0", count: 6 - digits.count) + "\(digits) \(count)\n"
    }
    return Array((text + "end \(counts.count)\n").utf8)
  }

  /// Reads what ``bytes`` made.
  ///
  /// - Throws: ``BackgroundError`` where it is of another kind or version, or damaged.
  /// - Complexity: O(n) for n bytes.
  public init(_ bytes: [UInt8]) throws(BackgroundError) {
    var lines = bytes[...].split(separator: 0x0A, omittingEmptySubsequences: false)[...]
    let title = String(decoding: lines.popFirst() ?? [], as: UTF8.self)
    guard title.hasPrefix(Self.title) else { throw .isOther }
    let version = String(title.dropFirst(Self.title.count))
    guard version == Self.version else { throw .isOfVersion(version) }
    guard let documents = Self.number(after: "documents ", lines.popFirst(), radix: 10) else {
      throw .isDamaged(line: 2, "the number of documents")
    }
    self.documents = Int(documents)
    var line = 3
    var last = -1
    while let entry = lines.first, let slot = Self.number(after: "", entry.prefix(6), radix: 16) {
      guard let count = Self.number(after: " ", entry.dropFirst(6), radix: 10),
        slot > last, slot <= TermWeights.mask, count > 0, count <= documents
      else { throw .isDamaged(line: line, "a term and its count, in ascending order") }
      counts[slot] = count
      last = Int(slot)
      line += 1
      lines.removeFirst()
    }
    guard Self.number(after: "end ", lines.popFirst(), radix: 10) == UInt32(counts.count),
      lines.popFirst() == [], lines.isEmpty
    else { throw .isDamaged(line: line, "a term and its count, or end and the number of terms") }
  }

  /// The number that a line has after some words, and nothing behind it; nil where it has none.
  private static func number(
    after words: String, _ line: ArraySlice<UInt8>?, radix: Int
  ) -> UInt32? {
    guard let line, line.starts(with: words.utf8) else { return nil }
    let digits = line.dropFirst(words.utf8.count)
    guard let first = digits.first, first != UInt8(ascii: "+") else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: radix)
  }
}

/// Why a file is no background; it follows the file's name in a sentence.
public enum BackgroundError: Error, Equatable, CustomStringConvertible {
  /// It is something else.
  case isOther
  /// It is of another version of tamis.
  case isOfVersion(String)
  /// It does not have what it should have at a line, counted from 1.
  case isDamaged(line: Int, String)

  /// What is wrong, to follow the name of the file.
  public var description: String {
    switch self {
    case .isOther:
      "is no background of terms. Name one that tamis cluster --related --save-background wrote."
    case .isOfVersion(let version):
      "is a background of version \(version), and this tamis reads version 1. Make it anew."
    case .isDamaged(let line, let wanted):
      "is damaged: line \(line) should have \(wanted). Make it anew."
    }
  }
}
