// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisIO
import TamisKernels
import TamisSketch
import TamisText
import Testing

@testable import Tamis

/// What is found among real documents, and what comparing each with each finds.
struct `Real documents` {
  private struct Line: Codable { var id, text: String }

  private struct Pair: Decodable {
    var a, b: String
    var jaccard: Double
  }

  /// 955 pages of news in five languages, and as many wires of an agency as make 3,000; nil, said
  /// aloud, where they are not there.
  private func documents() throws -> [Line]? {
    guard let data = ProcessInfo.processInfo.environment["TAMIS_DATA"], !data.isEmpty else {
      print("not run: brute force on 3,000 documents, because TAMIS_DATA is not set")
      return nil
    }
    var lines: [Line] = []
    for path in ["pages/daniel-dev/gold.jsonl.gz", "neardup/reuters/docs.jsonl.gz"] {
      var reader = BatchReader(try Inputs(["\(data)/\(path)"]))
      var parser = try RecordParser()
      while lines.count < 3000, let batch = try reader.next() {
        let parsed = parser.parse(batch)
        for record in parsed.records {
          let text = String(decoding: parsed.text(of: record), as: UTF8.self)
          lines.append(Line(id: "\(lines.count)", text: text))
        }
      }
    }
    return Array(lines.prefix(3000))
  }

  /// The shingles of a text, and the text where a copy of it is found by its bytes.
  private func sets(_ lines: [Line]) throws -> [Set<UInt64>] {
    let kernel = try Kernel.fromEnvironment()
    return lines.map { line in
      var tokenizer = Tokenizer(kernel: kernel)
      var (tokens, shingles): ([UInt64], [UInt64]) = ([], [])
      tokenizer.append(tokensOf: Array(line.text.utf8).span, to: &tokens)
      Shingler(width: 5).append(shinglesOf: tokens.span, to: &shingles)
      return Set(shingles)
    }
  }

  /// Every pair with something in common, by comparing all with all.
  private func similarities(_ sets: [Set<UInt64>]) -> [String: Double] {
    var found: [String: Double] = [:]
    for second in sets.indices {
      for first in 0..<second {
        let (small, large) =
          sets[first].count < sets[second].count ? (first, second) : (second, first)
        // A pair below .5 by its lengths alone is not looked at further.
        guard 2 * sets[small].count >= sets[large].count, !sets[small].isEmpty else { continue }
        let common = sets[small].count { sets[large].contains($0) }
        guard common > 0 else { continue }
        let all = sets[small].count + sets[large].count - common
        found["\(first) \(second)"] = Double(common) / Double(all)
      }
    }
    return found
  }

  @Test func `pairs are those of comparing all with all, up to the recall that is stated`()
    async throws
  {
    guard let lines = try documents() else { return }
    #expect(lines.count == 3000)
    let all = similarities(try sets(lines))
    let folder = NSTemporaryDirectory() + "tamis-brute-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let encoder = JSONEncoder()
    let bytes = try lines.map { try encoder.encode($0) + [0x0A] }.reduce(into: Data()) { $0 += $1 }
    try bytes.write(to: URL(fileURLWithPath: folder + "/in.jsonl"))
    for threshold in [0.5, 0.7, 0.8, 0.9] {
      var options = DuplicateOptions(kernel: try .fromEnvironment())
      options.threshold = try #require(Threshold(threshold))
      let run = ClusterRun(
        run: RunOptions(inputs: [folder + "/in.jsonl"]), duplicates: options, output: nil,
        pairsOutput: folder + "/pairs.jsonl")
      _ = try await run()
      let expected = all.filter { $0.value >= threshold }
      var right = 0
      let output = try Data(contentsOf: URL(fileURLWithPath: folder + "/pairs.jsonl"))
      for line in output.split(separator: 0x0A) {
        let pair = try JSONDecoder().decode(Pair.self, from: line)
        let (a, b) = (try #require(Int(pair.a)), try #require(Int(pair.b)))
        let similarity = try #require(all["\(min(a, b)) \(max(a, b))"])
        #expect(abs(similarity - pair.jaccard) < 1e-9)
        #expect(similarity >= threshold)
        right += 1
      }
      print("brute force at \(threshold): \(right) of \(expected.count) pairs found")
      #expect(right <= expected.count)
      #expect(Double(right) >= 0.99 * Double(expected.count))
      #expect(expected.count > 50)
    }
  }
}
