// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisKernels
import Testing

@testable import TamisText

/// The vectors that reference.py wrote, one row a line, fields between tabs.
func golden(_ name: String) throws -> [[Substring]] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  return text.split(separator: "\n").map {
    $0.split(separator: "\t", omittingEmptySubsequences: false)
  }
}

func bytes(hex: Substring) -> [UInt8] {
  var digits = hex.utf8.makeIterator()
  var out: [UInt8] = []
  while let high = digits.next(), let low = digits.next() {
    out.append(UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16) ?? 0)
  }
  return out
}

func digest(_ hashes: [UInt64]) -> UInt64 { hashes.reduce(0) { $0 &* 31 &+ $1 } }

func hashes(
  _ text: [UInt8], kernel: Kernel = .scalar, digits: Tokenizer.Digits = .kept
) -> [UInt64] {
  var tokenizer = Tokenizer(kernel: kernel, digits: digits)
  var hashes: [UInt64] = []
  tokenizer.append(tokensOf: text.span, to: &hashes)
  return hashes
}

@Suite("Golden vectors of an independent implementation")
struct GoldenTests {
  @Test("every code point, 256 at a time, maps, joins and hashes as specified")
  func blocks() throws {
    let rows = try golden("blocks.tsv")
    #expect(rows.count > 500)
    for row in rows {
      let start = try #require(UInt32(row[0], radix: 16))
      let known =
        row[3] == "all"
        ? Array(start..<start + 256)
        : row[3].split(separator: ",").compactMap { UInt32($0, radix: 16) }
      var text = ""
      for codePoint in known {
        text += "a"
        text.unicodeScalars.append(try #require(Unicode.Scalar(codePoint)))
        text += "b "
      }
      let hashes = hashes(Array(text.utf8))
      #expect(hashes.count == Int(row[1]), "block \(row[0])")
      #expect(digest(hashes) == UInt64(row[2], radix: 16), "block \(row[0])")
    }
  }

  @Test("texts give the tokens, hashes and shingles specified, on every kernel")
  func texts() throws {
    print("kernels:", Kernel.available.map(\.name.rawValue).joined(separator: " "))
    let rows = try golden("texts.tsv")
    #expect(rows.count > 400)
    for row in rows {
      let text = bytes(hex: row[0])
      var tokenizer = Tokenizer(kernel: .scalar)
      let tokens = tokenizer.tokens(of: text.span)
      #expect(tokens == row[1].split(separator: " ").map { bytes(hex: $0) }, "\(row[0])")
      for kernel in Kernel.available {
        let hashes = hashes(text, kernel: kernel)
        #expect(digest(hashes) == UInt64(row[2], radix: 16), "\(row[0])")
        for (width, column) in [(2, 3), (5, 4)] {
          var shingles: [UInt64] = []
          Shingler(width: width).append(shinglesOf: hashes.span, to: &shingles)
          #expect(digest(shingles) == UInt64(row[column], radix: 16), "\(row[0]) w \(width)")
        }
      }
    }
  }

  @Test("the table of the specification holds")
  func specification() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let page = root.appending(path: "Sources/TamisText/TamisText.docc/Specification.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map {
      $0.split(separator: "|").map { $0.split(separator: " ").map { $0.trimming("`") } }
    }
    #expect(rows.count >= 10)
    for row in rows {
      let text = bytes(hex: row[0][0])
      var tokenizer = Tokenizer(kernel: .scalar)
      #expect(tokenizer.tokens(of: text.span) == row[1].map { Array($0.utf8) }, "\(row)")
      let hashes = hashes(text)
      #expect(hashes.first == UInt64(row[2][0], radix: 16), "\(row)")
      var (pairs, fives): ([UInt64], [UInt64]) = ([], [])
      Shingler(width: 2).append(shinglesOf: hashes.span, to: &pairs)
      Shingler(width: 5).append(shinglesOf: hashes.span, to: &fives)
      #expect(pairs.first == UInt64(row[3][0], radix: 16), "\(row)")
      #expect(fives.last == UInt64(row[4][0], radix: 16), "\(row)")
    }
  }
}

extension Substring {
  /// Without a character at both ends.
  fileprivate func trimming(_ character: Character) -> Substring {
    drop { $0 == character }.prefix { $0 != character }
  }
}
