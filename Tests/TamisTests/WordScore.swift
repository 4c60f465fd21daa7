// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisPage

/// Precision, recall and F1 of a text over bags of words.
struct WordScore {
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
    let found = Self.bag(String(decoding: kept, as: UTF8.self))
    let wanted = Self.bag(gold)
    let common = found.reduce(0) { $0 + min($1.value, wanted[$1.key] ?? 0) }
    guard common > 0 else { return }
    precision = Double(common) / Double(found.values.reduce(0, +))
    recall = Double(common) / Double(wanted.values.reduce(0, +))
    f1 = 2 * precision * recall / (precision + recall)
  }

  private static func bag(_ text: String) -> [String: Int] {
    words(text).reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// Letters and digits in a row, or one character where a script writes no spaces.
  static func words(_ text: String) -> [String] {
    var (words, word): ([String], String) = ([], "")
    func end() {
      if !word.isEmpty { words.append(word.lowercased()) }
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
        words.append(String(scalar))
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
struct Mean: CustomStringConvertible {
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
