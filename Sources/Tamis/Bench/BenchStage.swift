// SPDX-License-Identifier: Apache-2.0

import TamisCluster
import TamisHTML
import TamisIO
import TamisKernels
import TamisPage
import TamisSketch
import TamisText

/// A stage of the way from bytes to verdicts, as `Bench` measures it: its input is in memory, made
/// before the clock starts by the stages before it.
struct BenchStage: Sendable {
  let name: String
  /// Bytes that the stage is told to have dealt with: of what stands before it on the way.
  let bytes: Int
  /// Records likewise.
  let records: Int
  /// Pieces of work that can be done at the same time.
  let parts: Int
  /// Whether the kernel has anything to do with it.
  let usesKernel: Bool
  /// Does one of the pieces, and tells what came of it.
  let work: @Sendable (_ part: Int, Kernel) throws -> BenchChecksum
}

extension BenchStage {
  /// All stages, in the order of the way.
  static func all(_ input: BenchInput) -> [BenchStage] {
    [
      read(input), parse(input), html(input), blocks(input), tokens(input), shingles(input),
      sketch(input), join(input), verify(input), classify(input), write(input),
    ]
  }

  /// A stage that works part by part.
  private init(
    _ name: String, _ input: BenchInput, usesKernel: Bool = true, bytes: (BenchPart) -> Int,
    records: (BenchPart) -> Int = { $0.texts.records.count },
    _ work: @escaping @Sendable (BenchPart, Kernel) throws -> BenchChecksum
  ) {
    self.init(
      name: name, bytes: input.parts.reduce(0) { $0 + bytes($1) },
      records: input.parts.reduce(0) { $0 + records($1) }, parts: input.parts.count,
      usesKernel: usesKernel
    ) { part, kernel in try work(input.parts[part], kernel) }
  }

  /// Files become batches of whole records, inflated; one file is read by one thread.
  private static func read(_ input: BenchInput) -> BenchStage {
    let bytes = input.parts.reduce(0) { $0 + $1.texts.parsed.batch.byteCount }
    let records = input.parts.reduce(0) { $0 + $1.texts.records.count }
    let count = input.parts.count
    return BenchStage(name: "read", bytes: bytes, records: records, parts: 1, usesKernel: false) {
      _, _ in
      var reader = BatchReader(input.inputs, limits: input.limits)
      var checksum = BenchChecksum()
      for _ in 0..<count {
        guard let batch = try reader.next() else { throw RunError.inputChanged }
        checksum.add(batch.bytes[..<batch.byteCount])
      }
      return checksum
    }
  }

  /// Batches become records: JSON, or what else the format asks for.
  private static func parse(_ input: BenchInput) -> BenchStage {
    BenchStage("parse", input, usesKernel: false, bytes: { $0.texts.parsed.batch.byteCount }) {
      part, _ in
      var parser = try RecordParser(fields: input.fields, limits: input.limits)
      let parsed = parser.parse(part.texts.parsed.batch)
      var checksum = BenchChecksum()
      for record in parsed.records { checksum.add(parsed.text(of: record)) }
      return checksum
    }
  }

  /// HTML becomes tokens.
  private static func html(_ input: BenchInput) -> BenchStage {
    BenchStage(
      "html", input, usesKernel: false, bytes: { $0.htmlBytes }, records: { $0.html.count }
    ) { part, _ in
      var tokenizer = HTMLTokenizer()
      var checksum = BenchChecksum()
      for index in part.html {
        let html = part.texts.parsed.text(of: part.texts.records[index]).span
        tokenizer.reset()
        while case let token = tokenizer.next(in: html), token.kind != .end {
          checksum.add(UInt64(token.kind == .startTag ? 1 + tokenizer.attributeCount : 0))
        }
      }
      return checksum
    }
  }

  /// Pages, of HTML or text, become blocks and what is seen of them.
  private static func blocks(_ input: BenchInput) -> BenchStage {
    BenchStage("blocks", input, bytes: { $0.pageBytes }) { part, kernel in
      let texts = RecordBatch(part.texts.parsed)
      var reader = PageReader(kernel: kernel)
      var checksum = BenchChecksum()
      for index in texts.records.indices {
        for block in texts.page(index, by: &reader).blocks {
          checksum.add(UInt64(block.range.lowerBound) << 32 | UInt64(block.range.upperBound))
        }
      }
      return checksum
    }
  }

  /// Text becomes the hashes of its tokens.
  private static func tokens(_ input: BenchInput) -> BenchStage {
    BenchStage("tokens", input, bytes: { $0.textBytes }) { part, kernel in
      var tokenizer = Tokenizer(kernel: kernel)
      var checksum = BenchChecksum()
      var tokens: [UInt64] = []
      for index in part.texts.records.indices {
        tokens.removeAll(keepingCapacity: true)
        tokenizer.append(tokensOf: part.texts.text(index).span, to: &tokens)
        checksum.add(tokens)
      }
      return checksum
    }
  }

  /// Tokens become shingles.
  private static func shingles(_ input: BenchInput) -> BenchStage {
    BenchStage("shingles", input, usesKernel: false, bytes: { $0.textBytes }) { part, _ in
      let shingler = Shingler(width: BenchPart.width)
      var checksum = BenchChecksum()
      var shingles: [UInt64] = []
      for index in part.texts.records.indices {
        shingles.removeAll(keepingCapacity: true)
        shingler.append(shinglesOf: part.tokens(of: index).span, to: &shingles)
        checksum.add(shingles)
      }
      return checksum
    }
  }

  /// Shingles become sketches, and these the keys of bands; of short records those of a prefix.
  private static func sketch(_ input: BenchInput) -> BenchStage {
    BenchStage("sketch", input, bytes: { $0.textBytes }) { part, kernel in
      var checksum = BenchChecksum()
      checksum.add(input.keys(of: part, kernel: kernel))
      return checksum
    }
  }

  /// Keys become candidate pairs.
  private static func join(_ input: BenchInput) -> BenchStage {
    let (bytes, records) = input.textSize
    return BenchStage(name: "join", bytes: bytes, records: records, parts: 1, usesKernel: false) {
      _, _ in
      var checksum = BenchChecksum()
      checksum.add(try input.join())
      return checksum
    }
  }

  /// Candidates are compared exactly.
  private static func verify(_ input: BenchInput) -> BenchStage {
    let (bytes, records) = input.textSize
    let pairs = input.pairs.count / 2
    let parts = min(pairs, input.parts.count)
    return BenchStage(
      name: "verify", bytes: bytes, records: records, parts: parts, usesKernel: true
    ) { part, kernel in
      let verifier = Verifier(threshold: .documents, kernel: kernel)
      var checksum = BenchChecksum()
      for pair in pairs * part / parts..<pairs * (part + 1) / parts {
        var table = ShingleTable()
        table.append(input.shingles(of: Int(input.pairs[2 * pair])))
        table.append(input.shingles(of: Int(input.pairs[2 * pair + 1])))
        if let found = verifier.similarity(0, 1, in: table) {
          checksum.add(UInt64(found.intersection) << 32 | UInt64(found.union))
        }
      }
      return checksum
    }
  }

  /// Blocks are judged: kept or dropped.
  private static func classify(_ input: BenchInput) -> BenchStage {
    BenchStage("classify", input, bytes: { $0.pageBytes }) { part, _ in
      var checksum = BenchChecksum()
      for page in part.pages {
        for drop in page.drops() {
          checksum.add(UInt64(drop.range.lowerBound) << 32 | UInt64(drop.range.upperBound))
        }
      }
      return checksum
    }
  }

  /// Lines are compressed as gzip, at the level that is the default.
  private static func write(_ input: BenchInput) -> BenchStage {
    BenchStage("write", input, usesKernel: false, bytes: { $0.texts.parsed.batch.byteCount }) {
      part, _ in
      let batch = part.texts.parsed.batch
      var checksum = BenchChecksum()
      checksum.add(try Compression.gzip.compress(Array(batch.bytes[..<batch.byteCount]))[...])
      return checksum
    }
  }
}

extension BenchInput {
  /// Bytes of all visible texts, and how many there are.
  fileprivate var textSize: (bytes: Int, records: Int) {
    parts.reduce((0, 0)) { ($0.0 + $1.textBytes, $0.1 + $1.texts.records.count) }
  }
}

extension BenchPart {
  /// The records that are HTML, by their index.
  fileprivate var html: [Int] {
    texts.records.indices.filter { texts.records[$0].content == .html }
  }

  /// Bytes of the visible texts.
  fileprivate var textBytes: Int { texts.records.indices.reduce(0) { $0 + texts.text($1).count } }

  fileprivate var htmlBytes: Int { html.reduce(0) { $0 + texts.records[$1].text.count } }

  /// Bytes of the texts as they were read, HTML or not.
  fileprivate var pageBytes: Int { texts.records.reduce(0) { $0 + $1.text.count } }
}
