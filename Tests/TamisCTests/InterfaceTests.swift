// SPDX-License-Identifier: Apache-2.0

import CTamis
import TamisKernels
import TamisSketch
import Testing

@testable import TamisC

/// Columns as the caller sees them.
private func column<Value: BitwiseCopyable>(
  _ output: OpaquePointer?, _ number: Int32, of type: Value.Type
) -> [Value] {
  var size: Int64 = 0
  guard let start = tamis_output_column(output, number, &size) else { return [] }
  let bytes = UnsafeRawBufferPointer(start: start, count: Int(size))
  return Array(bytes.bindMemory(to: type))
}

/// Texts as Arrow lays them out, for the time of a call.
private func withStrings<Result>(
  _ texts: [String?], bits: Int32 = 64, first: Int = 0,
  _ body: (UnsafePointer<tamis_strings>) -> Result
) -> Result {
  let rows = Array(repeating: "before" as String?, count: first) + texts
  var (data, ends): ([UInt8], [Int]) = ([], [0])
  var validity = [UInt8](repeating: 0, count: rows.count / 8 + 1)
  for (row, text) in rows.enumerated() {
    data += (text ?? "").utf8
    ends.append(data.count)
    if text != nil { validity[row / 8] |= 1 << UInt8(row % 8) }
  }
  let wide = ends.map { Int64($0) }
  let narrow = ends.map { Int32($0) }
  return data.withUnsafeBufferPointer { data in
    wide.withUnsafeBytes { wide in
      narrow.withUnsafeBytes { narrow in
        validity.withUnsafeBufferPointer { validity in
          var strings = tamis_strings(
            data: data.baseAddress, data_size: Int64(data.count),
            offsets: bits == 64 ? wide.baseAddress : narrow.baseAddress, offset_bits: bits,
            reserved: 0, validity: validity.baseAddress, first: Int64(first),
            count: Int64(texts.count))
          return body(&strings)
        }
      }
    }
  }
}

private func options(threshold: Double = 0.8, bucketLimit: Int64 = 1000) -> tamis_options {
  var options = tamis_options()
  tamis_default_options(&options)
  options.threshold = threshold
  options.bucket_limit = bucketLimit
  return options
}

private func message(_ error: tamis_error) -> String {
  withUnsafeBytes(of: error.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}

/// Of each record the one that is kept.
private func kept(_ texts: [String?], _ options: tamis_options, bits: Int32 = 64) -> [Int64] {
  var options = options
  var search: OpaquePointer?
  var output: OpaquePointer?
  #expect(tamis_search_new(&options, &search, nil) == TAMIS_OK)
  // In two batches, the second out of the middle of its buffers.
  for (part, first) in [(texts.prefix(texts.count / 2), 0), (texts.dropFirst(texts.count / 2), 3)] {
    let status = withStrings(Array(part), bits: bits, first: first) {
      tamis_search_append(search, $0, nil, nil, nil)
    }
    #expect(status == TAMIS_OK)
  }
  #expect(tamis_search_run(search, &output, nil) == TAMIS_OK)
  defer {
    tamis_output_free(output)
    tamis_search_free(search)
  }
  return column(output, 0, of: Int64.self)
}

@Suite struct InterfaceTests {
  /// Texts of a few words each, of which many are near copies.
  private static func texts(_ count: Int) -> [String?] {
    var state: UInt64 = 7
    func random(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    var texts: [String?] = []
    for number in 0..<count {
      if number > 10, random(3) > 0, let old = texts[Int(random(UInt64(number)))] {
        var words = old.split(separator: " ").map(String.init)
        if !words.isEmpty, random(4) > 0 { words[Int(random(UInt64(words.count)))] = "w\(number)" }
        texts.append(words.joined(separator: " "))
      } else {
        let length = Int(random(80))
        let words = (0..<length).map { _ in "t\(random(5000))" }
        texts.append(number % 17 == 3 ? nil : words.joined(separator: " "))
      }
    }
    return texts
  }

  /// The greedy clusters by comparing every record with every one before it.
  private static func kept(byBruteForce texts: [String?], _ threshold: Threshold) -> [Int64] {
    var maker = ShingleMaker(ngram: 5, kernel: .named)
    let sets = texts.map { text -> ShingleSet in
      var shingles: [UInt64] = []
      maker.append(shinglesOf: Array((text ?? "").utf8).span, to: &shingles)
      return ShingleSet(shingles)
    }
    let hashes = texts.map { ContentHash(of: Array(($0 ?? "").utf8).span) }
    let order = texts.indices.filter { sets[$0].count > 0 }.sorted { a, b in
      let (first, second) = (texts[a]?.utf8.count ?? 0, texts[b]?.utf8.count ?? 0)
      if first != second { return first > second }
      return hashes[a] == hashes[b] ? a < b : hashes[a] < hashes[b]
    }
    var kept: [Int] = []
    var result = texts.indices.map { Int64($0) }
    for record in order {
      let other = kept.first { other in
        hashes[other] == hashes[record]
          || threshold.isReached(by: sets[other].similarity(to: sets[record], kernel: .named))
      }
      if let other { result[record] = Int64(other) } else { kept.append(record) }
    }
    return result
  }

  @Test(arguments: [Int32(32), 64])
  func `the search keeps what comparing everything keeps`(bits: Int32) throws {
    let texts = Self.texts(400)
    let threshold = try #require(Threshold(0.6))
    let found = TamisCTests.kept(texts, options(threshold: 0.6), bits: bits)
    #expect(found == Self.kept(byBruteForce: texts, threshold))
    #expect(Set(found).count < 300)
  }

  @Test func `stages one by one find the pairs that the search finds`() throws {
    // Every text gets the number of its place in the total order, as callers of the stages do.
    let unique = Array(Set(Self.texts(400).compactMap { $0 })).filter { !$0.isEmpty }
    let texts = unique.sorted { a, b in
      if a.utf8.count != b.utf8.count { return a.utf8.count > b.utf8.count }
      return ContentHash(of: Array(a.utf8).span) < ContentHash(of: Array(b.utf8).span)
    }
    var options = options(threshold: 0.6)
    let kept = TamisCTests.kept(texts, options)
    var output: OpaquePointer?
    let status = withStrings(texts) { tamis_shingle_texts($0, 5, 0, &output, nil) }
    #expect(status == TAMIS_OK)
    let shingles = column(output, 0, of: UInt64.self)
    let starts = column(output, 1, of: Int64.self)
    tamis_output_free(output)
    let pairs = Self.candidates(&options, shingles, starts)
    let sets = (0..<texts.count).map {
      ShingleSet(shingles[Int(starts[$0])..<Int(starts[$0 + 1])]).hashes
    }
    let ends = sets.reduce(into: [Int64(0)]) { $0.append($0[$0.count - 1] + Int64($1.count)) }
    let verified = Self.verified(&options, pairs, sets.flatMap { $0 }, ends)
    let (first, second) = (verified.map { $0.x }, verified.map { $0.y })
    #expect(
      tamis_cluster_pairs(&options, first, second, Int64(first.count), &output, nil) == TAMIS_OK)
    var result = texts.indices.map { Int64($0) }
    let dropped = column(output, 0, of: Int64.self)
    for (record, other) in zip(dropped, column(output, 1, of: Int64.self)) {
      result[Int(record)] = other
    }
    tamis_output_free(output)
    #expect(result == kept)
    #expect(!dropped.isEmpty)
  }

  private static func candidates(
    _ options: inout tamis_options, _ shingles: [UInt64], _ starts: [Int64]
  ) -> [SIMD2<Int64>] {
    var rows: [(key: UInt64, record: Int64, size: Int32)] = []
    var output: OpaquePointer?
    shingles.withUnsafeBufferPointer { values in
      starts.withUnsafeBufferPointer { starts in
        var lists = tamis_lists(
          values: values.baseAddress, value_count: Int64(values.count),
          offsets: starts.baseAddress, count: Int64(starts.count - 1))
        var counts = [UInt32](repeating: 0, count: Int(TAMIS_CLASSES))
        #expect(tamis_count_shingles(&options, &lists, &counts, nil) == TAMIS_OK)
        #expect(tamis_make_keys(&options, counts, &lists, &output, nil) == TAMIS_OK)
      }
    }
    let keys = column(output, 0, of: UInt64.self)
    let ends = column(output, 1, of: Int64.self)
    let sizes = column(output, 2, of: Int32.self)
    tamis_output_free(output)
    for record in 0..<sizes.count {
      for key in keys[Int(ends[record])..<Int(ends[record + 1])] {
        rows.append((key, Int64(record), sizes[record]))
      }
    }
    rows.sort { ($0.key, $0.record) < ($1.key, $1.record) }
    var join: OpaquePointer?
    #expect(tamis_join_new(&options, &join, nil) == TAMIS_OK)
    defer { tamis_join_free(join) }
    var pairs: Set<SIMD2<Int64>> = []
    // Cut where no bucket ends, too.
    for start in stride(from: 0, to: rows.count, by: 1001) {
      let part = rows[start..<min(rows.count, start + 1001)]
      let status = tamis_join_append(
        join, part.map(\.key), part.map(\.record), part.map(\.size), Int64(part.count), &output,
        nil)
      #expect(status == TAMIS_OK)
      pairs.formUnion(taken(output))
    }
    #expect(tamis_join_finish(join, &output, nil) == TAMIS_OK)
    return Array(pairs.union(taken(output)))
  }

  private static func taken(_ output: OpaquePointer?) -> [SIMD2<Int64>] {
    let ends = column(output, 0, of: Int64.self)
    tamis_output_free(output)
    return stride(from: 0, to: ends.count, by: 2).map { [ends[$0], ends[$0 + 1]] }
  }

  private static func verified(
    _ options: inout tamis_options, _ pairs: [SIMD2<Int64>], _ values: [UInt64], _ ends: [Int64]
  ) -> [SIMD2<Int64>] {
    var common = [Int64](repeating: 0, count: pairs.count)
    var all = common
    var reached = [UInt8](repeating: 0, count: pairs.count)
    values.withUnsafeBufferPointer { values in
      ends.withUnsafeBufferPointer { ends in
        var lists = tamis_lists(
          values: values.baseAddress, value_count: Int64(values.count),
          offsets: ends.baseAddress, count: Int64(ends.count - 1))
        let status = tamis_compare(
          &options, &lists, pairs.map(\.x), pairs.map(\.y), Int64(pairs.count), &common, &all, nil)
        #expect(status == TAMIS_OK)
      }
    }
    #expect(
      tamis_reach_threshold(&options, common, all, Int64(pairs.count), &reached, nil) == TAMIS_OK)
    return zip(pairs, reached).filter { $0.1 == 1 }.map(\.0)
  }

  @Test func `bad input is an error that names the row`() {
    var error = tamis_error()
    var hashes = [UInt64](repeating: 0, count: 8)
    let data: [UInt8] = Array("abcdef".utf8)
    for offsets: [Int64] in [[0, 3, 2], [0, 3, 7], [0, -1, 6], [0, .max, .min]] {
      data.withUnsafeBufferPointer { data in
        offsets.withUnsafeBytes { offsets in
          var strings = tamis_strings(
            data: data.baseAddress, data_size: 6, offsets: offsets.baseAddress, offset_bits: 64,
            reserved: 0, validity: nil, first: 0, count: 2)
          #expect(tamis_hash_texts(&strings, &hashes, &error) == TAMIS_BAD_ROW)
        }
      }
      #expect(error.row == (offsets[1] == 3 ? 1 : 0))
      #expect(message(error).contains("offsets are damaged"))
    }
    for bad: Int32 in [0, -1, 65, .max] {
      var output: OpaquePointer?
      let status = withStrings(["a"]) { tamis_shingle_texts($0, bad, 0, &output, &error) }
      #expect(status == TAMIS_BAD_PARAMETER && output == nil)
    }
    #expect(tamis_hash_texts(nil, nil, nil) == TAMIS_BAD_PARAMETER)
    #expect(tamis_search_run(nil, nil, &error) == TAMIS_BAD_PARAMETER)
    #expect(tamis_reason(-1) == nil && tamis_reason(1000) == nil)
  }

  @Test func `options out of their range are refused`() {
    var plan = tamis_plan()
    for (threshold, recall) in [
      (0, 0.9), (1.1, 0.9), (.nan, 0.9), (0.8, 1), (0.8, .nan), (0.8, -1),
    ] {
      var options = options(threshold: threshold)
      options.recall = recall
      #expect(tamis_make_plan(&options, &plan, nil) == TAMIS_BAD_PARAMETER)
    }
    var options = options()
    #expect(tamis_make_plan(&options, &plan, nil) == TAMIS_OK)
    #expect(plan.bands > 0 && plan.recall >= 0.99)
    options.bucket_limit = 1
    #expect(tamis_make_plan(&options, &plan, nil) == TAMIS_BAD_PARAMETER)
  }

  @Test func `bytes that are not UTF-8 count as replaced`() {
    let bytes: [[UInt8]] = [
      [0x61, 0xFF, 0x62], [0xC3], [0xED, 0xA0, 0x80], Array("a\u{FFFD}b".utf8),
    ]
    var hashes = [UInt64](repeating: 0, count: 8)
    let data = bytes.flatMap { $0 }
    let offsets = bytes.reduce(into: [Int64(0)]) { $0.append($0[$0.count - 1] + Int64($1.count)) }
    data.withUnsafeBufferPointer { data in
      offsets.withUnsafeBytes { offsets in
        var strings = tamis_strings(
          data: data.baseAddress, data_size: Int64(data.count), offsets: offsets.baseAddress,
          offset_bits: 64, reserved: 0, validity: nil, first: 0, count: 4)
        #expect(tamis_hash_texts(&strings, &hashes, nil) == TAMIS_OK)
      }
    }
    #expect(hashes[0...1] == hashes[6...7].map { $0 }[...])
    #expect(Set(hashes).count == 6)
  }

  @Test func `pages out of order, and bytes that are no model, are errors`() {
    var cleaner: OpaquePointer?
    var output: OpaquePointer?
    var error = tamis_error()
    #expect(tamis_cleaner_new(9, 0, &cleaner, &error) == TAMIS_BAD_PARAMETER)
    #expect(tamis_cleaner_new(1, 0, &cleaner, &error) == TAMIS_OK)
    defer { tamis_cleaner_free(cleaner) }
    #expect(tamis_cleaner_add_model(cleaner, [1, 2, 3], 3, &error) == TAMIS_BAD_MODEL)
    #expect(message(error).contains("chrome model"))
    #expect(tamis_cleaner_model(cleaner, &output, &error) == TAMIS_BAD_ORDER)
    let status = withStrings(["Some text.", nil]) { texts in
      var pages = tamis_pages(
        text: texts, html: nil, url: nil, host: nil, group: nil, title: nil)
      return tamis_cleaner_clean(cleaner, &pages, &output, &error)
    }
    #expect(status == TAMIS_OK)
    #expect(column(output, 2, of: UInt8.self) == [1, 0])
    #expect(String(decoding: column(output, 0, of: UInt8.self), as: UTF8.self) == "Some text.")
    tamis_output_free(output)
    #expect(tamis_cleaner_learn(cleaner, &error) == TAMIS_BAD_ORDER)
  }
}

extension Kernel {
  /// The kernel that the interface takes too.
  fileprivate static var named: Kernel { (try? fromEnvironment()) ?? .scalar }
}
