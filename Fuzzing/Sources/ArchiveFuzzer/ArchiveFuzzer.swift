// SPDX-License-Identifier: Apache-2.0

import Fuzzer
import TamisIO

/// What reading a file gave, to be compared.
private struct Reading: Equatable {
  var records: [String] = []
  var faults: [String] = []
  var skipped: [String: Int] = [:]
}

/// Gives input after input to the reader of archives, as a file.
///
/// The first byte says how: the bytes as they are, as one gzip member, as a member for each part
/// that ends in `|`, or as if they were stored so. A batch's size must make no difference.
public func fuzzArchives(_ format: InputFormat) {
  let file = InputFile(ending: ".\(format.rawValue)")
  fuzz { input in
    let bytes = input.withUnsafeBufferPointer { Array($0) }
    guard let mode = bytes.first else { return }
    file.write(stored(bytes.dropFirst(), mode: mode & 3).span)
    let large = read(file.path, format, batch: 1 << 16)
    let small = read(file.path, format, batch: 100)
    guard large == small else { fatalError("another result by the batch: \(large) \(small)") }
  }
}

private func stored(_ bytes: ArraySlice<UInt8>, mode: UInt8) -> [UInt8] {
  switch mode {
  case 1: (try? Compression.gzip.compress(Array(bytes), level: 1)) ?? []
  case 2:
    bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).flatMap {
      (try? Compression.gzip.compress(Array($0), level: 1)) ?? []
    }
  default: Array(bytes)
  }
}

private func read(_ path: String, _ format: InputFormat, batch: Int) -> Reading {
  var limits = ReadLimits()
  limits.record = 2000
  limits.batch = batch
  var reading = Reading()
  guard let inputs = try? Inputs([path], format: format),
    var parser = try? RecordParser(limits: limits)
  else { return reading }
  var reader = BatchReader(inputs, limits: limits)
  var (number, offset) = (0, -1)
  while let batch = try? reader.next() {
    let parsed = parser.parse(batch)
    for record in parsed.records {
      precondition(record.number > number && record.offset > offset, "records out of order")
      (number, offset) = (record.number, record.offset)
      let text = parsed.text(of: record)
      precondition(String(validating: text, as: UTF8.self) != nil, "text that is not UTF-8")
      let name = "\(number) \(offset) \(record.id) \(record.url ?? "") \(record.date ?? "")"
      reading.records.append("\(name) \(String(decoding: text, as: UTF8.self))")
    }
    reading.faults += parsed.faults.map(\.description)
    reading.skipped.merge(parsed.skipped, uniquingKeysWith: +)
  }
  return reading
}
