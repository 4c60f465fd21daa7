// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A record as the tests read and write it.
struct PageLine: Codable {
  var id: String
  var url: String?
  var host: String?
  var date: String?
  var text: String
}

/// A record of HTML.
struct PageHTML: Codable {
  var id: String
  var html: String
}

/// A line of `clean --evidence`.
struct EvidenceLine: Decodable {
  struct Span: Decodable {
    var start: Int
    var end: Int
  }

  var id: String
  var record: Int
  var start: Int
  var end: Int
  var text: String
  var base64: String?
  var reason: String
  var repeats: Span?
  var detail: String?
  var confidence: Double?
}

/// A line of `dedup --duplicates`.
struct DuplicateLine: Decodable {
  var id: String
  var of: String
  var similarity: Double?
  var kind: String
}

/// A line of `cluster --output`.
struct ClusterLine: Decodable {
  struct Member: Decodable {
    var id: String
    var similarity: Double?
  }

  var cluster: Int
  var representative: String
  var members: [Member]
}

/// A line of `cluster --pairs`, or of a table of true pairs.
struct PairLine: Decodable {
  var a: String
  var b: String
  var jaccard: Double

  /// The two ids whichever comes first.
  var pair: Pair { Pair(a, b) }
}

/// Two ids, unordered.
struct Pair: Hashable, CustomStringConvertible {
  let first: String
  let second: String

  init(_ a: String, _ b: String) { (first, second) = a < b ? (a, b) : (b, a) }

  var description: String { "\(first)–\(second)" }
}

extension Scratch {
  /// Writes records as JSONL.
  func write(_ name: String, pages: [PageLine]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try write(
      name, lines: try pages.map { String(decoding: try encoder.encode($0), as: UTF8.self) })
  }

  /// The text of each record by its id, as bytes: strings compare by canonical equivalence.
  func texts(_ name: String) throws -> [String: [UInt8]] {
    let pages = try read(PageLine.self, name).map { ($0.id, Array($0.text.utf8)) }
    return Dictionary(pages, uniquingKeysWith: { $1 })
  }
}
