// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisHTML
import TamisIO
import TamisKernels
import TamisPage
import Testing

@testable import Tamis

/// How good pages come out, each judged by a model that has seen none of its host's pages.
///
/// `Sources/TamisPage/Model/train.py cross` makes the five models in `Folds` and says the same.
struct `Pages of hosts that the model has not seen` {
  private struct Gold: Decodable { var id, text: String }

  private struct Record: Decodable {
    var id, html: String
    var host, url, lang, type: String?
  }

  /// Word F1 that a set must reach, as HTML and as plain text.
  private static let floors: [(set: String, digest: String, html: Double, text: Double)] = [
    ("wcxb-dev", "b4f8a855f1c766ff", 0.88, 0.843), ("daniel-dev", "15b19c77b109978d", 0.93, 0.872),
    ("cleaneval", "a6aff17279c3f3cd", 0.937, 0.93),
  ]

  private static let folds = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Folds")

  private static func models(_ mode: String) throws -> [BlockModel] {
    try (0..<5).map { fold in
      try BlockModel(
        [UInt8](Data(contentsOf: folds.appendingPathComponent("\(mode)-\(fold).tmbm"))))
    }
  }

  @Test(arguments: floors)
  func `come out as well as they did`(set: String, digest: String, html: Double, text: Double)
    throws
  {
    guard let data = ProcessInfo.processInfo.environment["TAMIS_DATA"], !data.isEmpty else {
      return print("not run: word F1 of \(set), because TAMIS_DATA is not set")
    }
    let gold = try Self.lines(Gold.self, of: "\(data)/pages/\(set)/gold.jsonl.gz")
    let texts = Dictionary(gold.map { ($0.id, $0.text) }) { first, _ in first }
    let found = Self.digest(of: gold)
    guard digest == found else {
      return print("not run: word F1 of \(set), because its gold has the digest \(found)")
    }
    let models = try (html: Self.models("html"), text: Self.models("text"))
    var scores = (html: Mean(), text: Mean())
    var pages = PageReader(kernel: try .fromEnvironment())
    var reader = HTMLReader()
    for record in try Self.lines(Record.self, of: "\(data)/pages/\(set)/pages.jsonl.gz") {
      guard let wanted = texts[record.id], !wanted.isEmpty else { continue }
      let fold = Self.fold(record.host, record.id)
      let shown = reader.read(Array(record.html.utf8).span)
      let page = pages.read(shown, address: record.url)
      let titles = Self.titles(of: shown, &pages)
      let plain = pages.read(shown.text.span, address: record.url)
      scores.html.add(
        WordScore(shown.text, page.drops(titles: titles, model: models.html[fold]), wanted))
      scores.text.add(WordScore(shown.text, plain.drops(model: models.text[fold]), wanted))
    }
    print("\(set): word F1 \(scores.html) as HTML, \(scores.text) as text")
    #expect(scores.html.f1 >= html)
    #expect(scores.text.f1 >= text)
  }

  private static func titles(of page: HTMLPage, _ pages: inout PageReader) -> [UInt64] {
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

  /// The fold of a host, as train.py has it: FNV-1a.
  private static func fold(_ host: String?, _ id: String) -> Int {
    var name = host ?? ""
    if name.isEmpty { name = id }
    if name.hasPrefix("www.") { name.removeFirst(4) }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(hash % 5)
  }

  private static func digest(of gold: [Gold]) -> String {
    let bytes = Array(gold.map { "\($0.id)\n\($0.text)\n" }.joined().utf8)
    return String(ContentHash(of: bytes.span).high, radix: 16)
  }
}

/// Precision, recall and F1 of a text over bags of words.
private struct WordScore {
  var precision = 0.0
  var recall = 0.0
  var f1 = 0.0

  init(_ text: [UInt8], _ drops: [Drop], _ gold: String) {
    var kept: [UInt8] = []
    var start = 0
    for drop in drops {
      kept += text[start..<drop.range.lowerBound]
      start = drop.range.upperBound
    }
    kept += text[start...]
    let found = Self.words(String(decoding: kept, as: UTF8.self))
    let wanted = Self.words(gold)
    let common = found.reduce(0) { $0 + min($1.value, wanted[$1.key] ?? 0) }
    guard common > 0 else { return }
    precision = Double(common) / Double(found.values.reduce(0, +))
    recall = Double(common) / Double(wanted.values.reduce(0, +))
    f1 = 2 * precision * recall / (precision + recall)
  }

  /// Letters and digits in a row, or one character where a script writes no spaces.
  private static func words(_ text: String) -> [String: Int] {
    var (words, word): ([String: Int], String) = ([:], "")
    func end() {
      if !word.isEmpty { words[word.lowercased(), default: 0] += 1 }
      word = ""
    }
    for scalar in text.unicodeScalars {
      let isSingle: Bool =
        switch scalar.value {
        case 0xE00...0xE7F, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF: true
        default: false
        }
      if isSingle {
        end()
        words[String(scalar), default: 0] += 1
      } else if scalar == "_" || scalar.properties.isAlphabetic
        || scalar.properties.numericType != nil
      {
        word.unicodeScalars.append(scalar)
      } else {
        end()
      }
    }
    end()
    return words
  }
}

/// The means of scores.
private struct Mean: CustomStringConvertible {
  private var sums = (precision: 0.0, recall: 0.0, f1: 0.0)
  private var count = 0.0

  var f1: Double { sums.f1 / max(1, count) }

  mutating func add(_ score: WordScore) {
    sums = (sums.precision + score.precision, sums.recall + score.recall, sums.f1 + score.f1)
    count += 1
  }

  var description: String {
    let values = [f1, sums.precision / max(1, count), sums.recall / max(1, count)].map {
      String(format: "%.4f", $0)
    }
    return "\(values[0]) (P \(values[1]) R \(values[2]))"
  }
}
