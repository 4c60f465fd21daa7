// SPDX-License-Identifier: Apache-2.0

import Glibc
import TamisKernels
import TamisSketch
import TamisText

/// Prints how fast texts in memory become sketches on one core, as Markdown: a row a file.
///
/// usage: text-sketches [--runs N] [--plain] FILE…      texts, separated by form feeds
///
/// Each text is tokenised, its word 5-grams are hashed, and a sketch of 128 values is made of them,
/// as `tamis dedup` does. `--plain` prints the three speeds of each file and nothing else.
@main
struct TextSketches {
  static func main() throws {
    var files = Array(CommandLine.arguments.dropFirst())
    var runs = 7
    var isPlain = false
    while let flag = files.first, flag.hasPrefix("--") {
      files.removeFirst()
      if flag == "--plain" { isPlain = true }
      if flag == "--runs", let count = files.first.flatMap({ Int($0) }), count > 0 {
        runs = count
        files.removeFirst()
      }
    }
    let kernel = try Kernel.fromEnvironment()
    if !isPlain {
      print("Kernel \(kernel.name.rawValue), the best of \(runs) runs, processor time, MB/s.\n")
      print("| file | bytes | tokens | shingles | sketches |")
      print("| --- | --- | --- | --- | --- |")
    }
    for file in files {
      let bytes = try contents(of: file)
      let speeds = Stage.allCases.map { stage in
        var worker = Worker(kernel: kernel)
        return speed(bytes, runs: runs) { worker.run($0, until: stage) }
      }
      let cells = speeds.map { "\(Int($0))" }.joined(separator: isPlain ? " " : " | ")
      print(isPlain ? cells : "| \(file) | \(bytes.count) | \(cells) |")
    }
  }

  private static func contents(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw UnreadableFile(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = fread(&part, 1, part.count, file), count > 0 { bytes += part[..<count] }
    return bytes
  }

  /// The best speed of work on all texts, in MB/s of processor time.
  private static func speed(
    _ bytes: [UInt8], runs: Int, _ work: (Span<UInt8>) -> UInt64
  ) -> Double {
    var texts: [Range<Int>] = []
    var start = 0
    for place in bytes.indices where bytes[place] == 0x0C {
      texts.append(start..<place)
      start = place + 1
    }
    texts.append(start..<bytes.count)
    var sums: Set<UInt64> = []
    let times = (0..<runs).map { _ in
      let begin = clock()
      var sum: UInt64 = 0
      for text in texts { sum = sum &* 31 &+ work(bytes.span.extracting(text)) }
      sums.insert(sum)
      return Double(clock() - begin) / Double(CLOCKS_PER_SEC)
    }
    precondition(sums.count == 1, "Two runs made different sketches of the same texts.")
    return Double(bytes.count) / max(times.min() ?? 0, 1e-9) / 1e6
  }
}

/// How far texts are worked on.
private enum Stage: CaseIterable { case tokens, shingles, sketches }

/// What a worker of `tamis dedup` owns.
private struct Worker: ~Copyable {
  private var tokenizer: Tokenizer
  private var sketcher: Sketcher
  private let shingler = Shingler(width: 5)
  private var tokens: [UInt64] = []
  private var shingles: [UInt64] = []

  init(kernel: Kernel) {
    tokenizer = Tokenizer(kernel: kernel)
    sketcher = Sketcher(size: 128, kernel: kernel)
  }

  /// Works on a text, and returns something of what came of it.
  mutating func run(_ text: Span<UInt8>, until stage: Stage) -> UInt64 {
    tokens.removeAll(keepingCapacity: true)
    tokenizer.append(tokensOf: text, to: &tokens)
    guard stage != .tokens else { return tokens.last ?? 0 }
    // The buffer leaves `self` while it is read by another member.
    var shingles = self.shingles
    self.shingles = []
    defer { self.shingles = shingles }
    shingles.removeAll(keepingCapacity: true)
    shingler.append(shinglesOf: tokens.span, to: &shingles)
    guard stage != .shingles else { return shingles.last ?? 0 }
    return sketcher.sketch(shingles.span).reduce(0) { $0 &* 31 &+ UInt64($1) }
  }
}

private struct UnreadableFile: Error, CustomStringConvertible {
  let path: String
  var description: String { "The file \(path) cannot be read." }
}
