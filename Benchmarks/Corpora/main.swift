// SPDX-License-Identifier: Apache-2.0
// corpora generate COUNT [IDENTICAL SIMILAR]     writes records as JSONL to standard output
// corpora score COUNT < PAIRS                    tells recall and precision of `cluster --pairs`
//
// The seed is 1; CORPORA_SEED names another. CORPORA_SCALE makes texts longer that many times.

import Foundation

let environment = ProcessInfo.processInfo.environment
let seed = environment["CORPORA_SEED"].flatMap(UInt64.init) ?? 1
let arguments = Array(CommandLine.arguments.dropFirst())

/// Writes all records.
func generate(_ corpus: Corpus) {
  var buffer: [UInt8] = []
  for number in 0..<corpus.total {
    buffer += #"{"id":"r\#(number)","text":""#.utf8
    for (index, word) in corpus.text(number).enumerated() {
      if index > 0 { buffer.append(0x20) }
      buffer += Corpus.spelled[word]
    }
    buffer += "\"}\n".utf8
    if buffer.count > 1 << 20 {
      FileHandle.standardOutput.write(Data(buffer))
      buffer.removeAll(keepingCapacity: true)
    }
  }
  FileHandle.standardOutput.write(Data(buffer))
}

/// The records of a line of `cluster --pairs`, the smaller number first, and their similarity.
func pair(_ line: String) -> (key: UInt64, similarity: Double)? {
  let parts = line.split(separator: "\"")
  guard parts.count == 11, let a = UInt64(parts[3].dropFirst()),
    let b = UInt64(parts[7].dropFirst()),
    let similarity = Double(parts[10].drop { $0 == ":" }.dropLast())
  else { return nil }
  return (min(a, b) << 32 | max(a, b), similarity)
}

/// Compares what was found with what was planted, and what was said of it with the texts.
func score(_ corpus: Corpus) {
  var found: Set<UInt64> = []
  var (wrong, lines) = (0, 0)
  while let line = readLine() {
    lines += 1
    guard let (key, claimed) = pair(line) else { fatalError("Line \(lines) is no pair.") }
    found.insert(key)
    let (common, all) = corpus.similarity(Int(key >> 32), Int(key & 0xFFFF_FFFF))
    let isRight = 5 * common >= 4 * all && abs(Double(common) / Double(all) - claimed) < 1e-9
    if !isRight { wrong += 1 }
  }
  var (planted, hits) = ([Int](repeating: 0, count: 5), [Int](repeating: 0, count: 5))
  for number in 0..<corpus.total {
    let other: Int
    switch corpus.origin(number) {
    case .copy(let source): other = source
    case .edited(let source): other = source
    default: continue
    }
    let (common, all) = corpus.similarity(number, other)
    guard 5 * common >= 4 * all else { continue }
    let bin = min(4, (common * 20 / all) - 16)
    planted[bin] += 1
    if found.contains(UInt64(min(number, other)) << 32 | UInt64(max(number, other))) {
      hits[bin] += 1
    }
  }
  let all = planted.reduce(0, +)
  print("pairs found: \(lines), of these with another similarity or below 0.8: \(wrong)")
  print("pairs planted with 0.8 and more: \(all), found: \(hits.reduce(0, +))")
  for (bin, name) in ["0.80", "0.85", "0.90", "0.95", "1.00"].enumerated() {
    print("  from \(name): \(planted[bin]), found: \(hits[bin])")
  }
}

guard arguments.count >= 2, let count = Int(arguments[1]) else {
  print("corpora generate COUNT [IDENTICAL SIMILAR] | corpora score COUNT < PAIRS")
  exit(64)
}
var corpus = Corpus(seed: seed, count: count)
corpus.scale = max(1, environment["CORPORA_SCALE"].flatMap { Int($0) } ?? 1)
switch arguments[0] {
case "generate":
  if arguments.count == 4 {
    corpus.identical = Int(arguments[2]) ?? 0
    corpus.similar = Int(arguments[3]) ?? 0
  }
  generate(corpus)
default: score(corpus)
}
