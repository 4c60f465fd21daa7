// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TamisIO

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs a test with a fresh folder, which is removed in the end.
func withScratch<Value>(_ body: (Scratch) throws -> Value) throws -> Value {
  let scratch = try Scratch()
  defer { withExtendedLifetime(scratch) {} }
  return try body(scratch)
}

/// A fresh folder that goes with its owner.
final class Scratch {
  let path: String

  fileprivate init() throws {
    path = "/tmp/tamis-io-\(getpid())-\(UInt64.random(in: .min ... .max))"
    try Folder.create(path)
  }

  deinit { Folder.removeAll(path) }

  /// Writes a file and returns its path.
  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = path + "/" + name
    try Folder.createAll(Folder.parent(of: path))
    Folder.remove(file: path)
    let file = try FileDescriptor(creating: path)
    try file.write(bytes[...])
    return path
  }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

  var names: [String] { Folder.allNames(path).sorted() }
}

/// All that a file holds.
func contents(_ path: String) throws -> [UInt8] {
  let file = try FileDescriptor(reading: path)
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

/// A record with its bytes, for comparison.
struct Item: Equatable {
  var number: Int
  var offset: Int
  var id: String
  var text: String
  var line: [UInt8]
}

/// What reading the inputs gives.
struct Reading {
  var items: [Item] = []
  var records: [Record] = []
  var faults: [Fault] = []

  init(
    _ arguments: [String], format: InputFormat? = nil, spool: String? = nil,
    fields: FieldNames = FieldNames(), limits: ReadLimits = ReadLimits()
  ) throws {
    try self.init(
      Inputs(arguments, format: format, spool: spool), fields: fields, limits: limits)
  }

  init(
    _ inputs: Inputs, fields: FieldNames = FieldNames(), limits: ReadLimits = ReadLimits()
  ) throws {
    var reader = BatchReader(inputs, limits: limits)
    var parser = try RecordParser(fields: fields, limits: limits)
    while let batch = try reader.next() {
      let parsed = parser.parse(batch)
      faults += parsed.faults
      records += parsed.records
      for record in parsed.records {
        items.append(
          Item(
            number: record.number, offset: record.offset, id: record.id,
            text: String(decoding: parsed.text(of: record), as: UTF8.self),
            line: Array(parsed.rawLine(of: record))))
      }
    }
  }

  var texts: [String] { items.map(\.text) }
}
