// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisHTML
import TamisIO
import TamisKernels
import TamisPage

@testable import Tamis

/// A public set of pages with the models of `Folds`, of which each has not seen a fifth of all hosts.
struct Folds {
  struct Gold: Decodable { var id, text: String }

  struct Record: Decodable {
    var id, html: String
    var host, url: String?

    /// The fold of its host, as train.py has it: FNV-1a.
    var fold: Int {
      var name = host ?? ""
      if name.isEmpty { name = id }
      if name.hasPrefix("www.") { name.removeFirst(4) }
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return Int(hash % 5)
    }
  }

  /// The pages with the text that is wanted of each.
  let pages: [(record: Record, wanted: String)]
  /// By fold.
  let html: [BlockModel]
  let text: [BlockModel]
  /// Of the texts that are wanted.
  let digest: String

  /// - Parameter folder: Where `pages.jsonl.gz` and `gold.jsonl.gz` are.
  init(_ folder: String) throws {
    let gold = try Self.lines(Gold.self, of: "\(folder)/gold.jsonl.gz")
    let texts = Dictionary(gold.map { ($0.id, $0.text) }) { first, _ in first }
    let bytes = Array(gold.map { "\($0.id)\n\($0.text)\n" }.joined().utf8)
    digest = String(ContentHash(of: bytes.span).high, radix: 16)
    pages = try Self.lines(Record.self, of: "\(folder)/pages.jsonl.gz").compactMap { record in
      guard let wanted = texts[record.id], !wanted.isEmpty else { return nil }
      return (record, wanted)
    }
    html = try Self.models("html")
    text = try Self.models("text")
  }

  private static func models(_ mode: String) throws -> [BlockModel] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Folds")
    return try (0..<5).map { fold in
      try BlockModel(
        [UInt8](Data(contentsOf: folder.appendingPathComponent("\(mode)-\(fold).tmbm"))))
    }
  }

  /// The keys of what may be the page's title.
  static func titles(of page: HTMLPage, _ pages: inout PageReader) -> [UInt64] {
    var keys: [UInt64] = []
    for title in PageTitle.candidates(page.facts.values(.title, .element).first) {
      if let key = pages.key(of: Array(title.utf8).span) { keys.append(key) }
    }
    return keys
  }

  private static func lines<Line: Decodable>(_ type: Line.Type, of path: String) throws -> [Line] {
    var stream = BatchReader(try Inputs([path]))
    var lines: [Line] = []
    let decoder = JSONDecoder()
    while let batch = try stream.next() {
      for line in batch.lines where !line.isEmpty {
        lines.append(try decoder.decode(Line.self, from: Data(batch.bytes[line])))
      }
    }
    return lines
  }
}
