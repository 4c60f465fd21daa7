// SPDX-License-Identifier: Apache-2.0

public import CTamis
import TamisKernels
import TamisSketch
import TamisText

/// Makes the shingle hashes of texts.
struct ShingleMaker: ~Copyable {
  private var tokenizer: Tokenizer
  private let shingler: Shingler
  private var tokens: [UInt64] = []

  init(ngram: Int, kernel: Kernel) {
    tokenizer = Tokenizer(kernel: kernel)
    shingler = Shingler(width: ngram)
  }

  /// Appends the shingles of a text in its order.
  mutating func append(shinglesOf text: Span<UInt8>, to shingles: inout [UInt64]) {
    tokens.removeAll(keepingCapacity: true)
    tokenizer.append(tokensOf: text, to: &tokens)
    shingler.append(shinglesOf: tokens.span, to: &shingles)
  }
}

/// A batch of texts that there must be.
func texts(_ strings: UnsafePointer<tamis_strings>?) throws(Failure) -> TextColumn {
  guard let strings else { throw .parameter("The texts are NULL.") }
  return try TextColumn(strings.pointee, "text")
}

/// Hashes texts.
@c @implementation
public func tamis_hash_texts(
  _ texts: UnsafePointer<tamis_strings>!, _ hashes: UnsafeMutablePointer<UInt64>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let column = try TamisC.texts(texts)
    let room = try room(hashes, 2 * column.count, "hashes")
    for row in 0..<column.count {
      let hash = try column.text(row)?.withSpan { ContentHash(of: $0) }
      room[2 * row] = hash?.high ?? 0
      room[2 * row + 1] = hash?.low ?? 0
    }
  }
}

/// Makes sketches of texts.
@c @implementation
public func tamis_sketch_texts(
  _ texts: UnsafePointer<tamis_strings>!, _ ngram: Int32, _ size: Int32,
  _ sketches: UnsafeMutablePointer<UInt32>!, _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    guard (1...1024).contains(size) else {
      throw .parameter("A sketch has \(size) numbers, not 1 to 1024.")
    }
    let column = try TamisC.texts(texts)
    let (size, kernel) = (Int(size), try currentKernel())
    let (places, isOver) = size.multipliedReportingOverflow(by: column.count)
    guard !isOver else { throw .parameter("So many sketches have no room.") }
    let room = try room(sketches, places, "sketches")
    var maker = ShingleMaker(ngram: try SearchOptions.width(ngram), kernel: kernel)
    var sketcher = Sketcher(size: size, kernel: kernel)
    var shingles: [UInt64] = []
    for row in 0..<column.count {
      shingles.removeAll(keepingCapacity: true)
      try column.text(row)?.withSpan { maker.append(shinglesOf: $0, to: &shingles) }
      for (place, value) in sketcher.sketch(shingles.span).enumerated() {
        room[row * size + place] = value
      }
    }
  }
}

/// Makes the shingle hashes of texts.
@c @implementation
public func tamis_shingle_texts(
  _ texts: UnsafePointer<tamis_strings>!, _ ngram: Int32, _ distinct: Int32,
  _ output: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let column = try TamisC.texts(texts)
    var maker = ShingleMaker(
      ngram: try SearchOptions.width(ngram), kernel: try currentKernel())
    var (all, shingles): ([UInt64], [UInt64]) = ([], [])
    var starts: [Int64] = [0]
    for row in 0..<column.count {
      if distinct == 0 {
        try column.text(row)?.withSpan { maker.append(shinglesOf: $0, to: &all) }
      } else {
        shingles.removeAll(keepingCapacity: true)
        try column.text(row)?.withSpan { maker.append(shinglesOf: $0, to: &shingles) }
        all += ShingleSet(shingles).hashes
      }
      starts.append(Int64(all.count))
    }
    let made = Output()
    made.add(all)
    made.add(starts)
    try give(made, to: output)
  }
}
