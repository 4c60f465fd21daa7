// SPDX-License-Identifier: Apache-2.0

import CTamis

/// A batch of texts of the caller's.
struct TextColumn {
  let count: Int
  private let first: Int
  private let data: UnsafeRawPointer?
  private let size: Int
  private let offsets: UnsafeRawPointer?
  private let width: Int
  private let validity: UnsafeRawPointer?
  /// What the column is called in messages.
  private let name: String

  /// - Parameter count: How many rows there must be; nil where any number will do.
  init(_ strings: tamis_strings, _ name: String, count: Int? = nil) throws(Failure) {
    guard strings.offset_bits == 32 || strings.offset_bits == 64 else {
      throw .parameter("The offsets of \(name) have \(strings.offset_bits) bits, not 32 or 64.")
    }
    guard strings.count >= 0, strings.first >= 0, strings.data_size >= 0,
      strings.first < 1 << 48, strings.count < 1 << 48
    else {
      throw .parameter("The batch of \(name) has a negative or impossible size.")
    }
    if let count, strings.count != Int64(count) {
      throw .parameter("There are \(strings.count) rows of \(name), and \(count) of what it is of.")
    }
    guard strings.count == 0 || strings.offsets != nil else {
      throw .parameter("The offsets of \(name) are NULL.")
    }
    guard strings.data_size == 0 || strings.data != nil else {
      throw .parameter("The bytes of \(name) are NULL.")
    }
    self.count = Int(strings.count)
    first = Int(strings.first)
    data = UnsafeRawPointer(strings.data)
    size = Int(strings.data_size)
    offsets = strings.offsets
    width = Int(strings.offset_bits / 8)
    validity = UnsafeRawPointer(strings.validity)
    self.name = name
  }

  /// Nil where there is no column.
  init?(
    _ strings: UnsafePointer<tamis_strings>?, _ name: String, count: Int
  ) throws(Failure) {
    guard let strings else { return nil }
    try self.init(strings.pointee, name, count: count)
  }

  /// The bytes of a row; nil for null.
  func bytes(_ row: Int) throws(Failure) -> UnsafeBufferPointer<UInt8>? {
    let place = first + row
    if let validity {
      let byte = validity.load(fromByteOffset: place >> 3, as: UInt8.self)
      guard byte >> UInt8(place & 7) & 1 == 1 else { return nil }
    }
    let (start, end) = (offset(place), offset(place + 1))
    guard 0 <= start, start <= end, end <= Int64(size) else {
      throw .row(
        row,
        "The \(name) of this row is said to be the bytes \(start) to \(end) of \(size): "
          + "the offsets are damaged.")
    }
    guard end - start <= Int64(TAMIS_LONGEST_TEXT) else {
      throw .row(
        row,
        "The \(name) of this row has \(end - start) bytes; more than \(TAMIS_LONGEST_TEXT) "
          + "cannot be taken. Leave the row out, or divide it.")
    }
    let base = data.map { ($0 + Int(start)).assumingMemoryBound(to: UInt8.self) }
    return UnsafeBufferPointer(start: base, count: Int(end - start))
  }

  private func offset(_ place: Int) -> Int64 {
    guard let offsets else { return -1 }
    return width == 4
      ? Int64(offsets.loadUnaligned(fromByteOffset: 4 * place, as: Int32.self))
      : offsets.loadUnaligned(fromByteOffset: 8 * place, as: Int64.self)
  }

  /// A row as valid UTF-8; nil for null.
  func text(_ row: Int) throws(Failure) -> ValidText? {
    guard let bytes = try bytes(row) else { return nil }
    return ValidText(bytes)
  }

  /// A row as a string; nil for null.
  func string(_ row: Int) throws(Failure) -> String? {
    guard let bytes = try bytes(row) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Valid UTF-8: the caller's bytes, or a copy in which U+FFFD stands for what is none.
enum ValidText {
  case asIs(UnsafeBufferPointer<UInt8>)
  case repaired([UInt8])

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    do {
      _ = try UTF8Span(validating: bytes.span)
      self = .asIs(bytes)
    } catch {
      self = .repaired(Array(String(decoding: bytes, as: UTF8.self).utf8))
    }
  }

  func withSpan<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    switch self {
    case .asIs(let bytes): body(bytes.span)
    case .repaired(let bytes): body(bytes.span)
    }
  }

  var array: [UInt8] {
    switch self {
    case .asIs(let bytes): Array(bytes)
    case .repaired(let bytes): bytes
    }
  }

  var count: Int {
    switch self {
    case .asIs(let bytes): bytes.count
    case .repaired(let bytes): bytes.count
    }
  }
}

/// A batch of lists of the caller's.
struct ListColumn {
  let count: Int
  private let values: UnsafePointer<UInt64>?
  private let valueCount: Int64
  private let offsets: UnsafePointer<Int64>?

  /// - Parameter count: How many rows there must be; nil where any number will do.
  init(_ lists: UnsafePointer<tamis_lists>?, count: Int? = nil) throws(Failure) {
    guard let lists = lists?.pointee else { throw .parameter("The lists are NULL.") }
    guard lists.count >= 0, lists.value_count >= 0, lists.count == 0 || lists.offsets != nil,
      lists.value_count == 0 || lists.values != nil
    else { throw .parameter("The lists have a negative size, or are NULL.") }
    if let count, lists.count != Int64(count) {
      throw .parameter("There are \(lists.count) lists where there should be \(count).")
    }
    self.count = Int(lists.count)
    values = lists.values
    valueCount = lists.value_count
    offsets = lists.offsets
  }

  /// The numbers of a row.
  func row(_ row: Int) throws(Failure) -> UnsafeBufferPointer<UInt64> {
    guard let offsets else { return UnsafeBufferPointer(start: nil, count: 0) }
    let (start, end) = (offsets[row], offsets[row + 1])
    guard 0 <= start, start <= end, end <= valueCount else {
      throw .row(
        row, "The list of this row is said to be the numbers \(start) to \(end) of \(valueCount).")
    }
    return UnsafeBufferPointer(start: values.map { $0 + Int(start) }, count: Int(end - start))
  }

  /// A row whose numbers must be strictly ascending.
  func set(_ row: Int) throws(Failure) -> UnsafeBufferPointer<UInt64> {
    let numbers = try self.row(row)
    for place in numbers.indices.dropFirst() where numbers[place] <= numbers[place - 1] {
      throw .row(row, "The shingles of this row are not distinct and ascending.")
    }
    return numbers
  }
}

/// Numbers of the caller's, of which there must be some if there are rows.
func column<Value>(
  _ pointer: UnsafePointer<Value>?, _ count: Int64, _ name: String
) throws(Failure) -> UnsafeBufferPointer<Value> {
  guard count >= 0, count < 1 << 48, count == 0 || pointer != nil else {
    throw .parameter("There are \(count) numbers of \(name), or they are NULL.")
  }
  return UnsafeBufferPointer(start: pointer, count: Int(count))
}

/// Room of the caller's for numbers.
func room<Value>(
  _ pointer: UnsafeMutablePointer<Value>?, _ count: Int, _ name: String
) throws(Failure) -> UnsafeMutableBufferPointer<Value> {
  guard count == 0 || pointer != nil else {
    throw .parameter("There is no room for \(name): it is NULL.")
  }
  return UnsafeMutableBufferPointer(start: pointer, count: count)
}
