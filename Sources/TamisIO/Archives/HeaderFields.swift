// SPDX-License-Identifier: Apache-2.0

/// The fields of a header, one after the other: `name: value`, and lines that begin with white
/// space go on with the value before.
struct HeaderFields {
  private var lines: HeaderLines
  private let bytes: UnsafeRawBufferPointer
  /// A line that was read and belongs to the next field.
  private var held: UnsafeRawBufferPointer?

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    lines = HeaderLines(bytes)
  }

  /// Where what follows the header begins, once the last field was given.
  var end: Int { lines.position }

  struct Field {
    let name: UnsafeRawBufferPointer
    /// Without white space before and behind; line ends are within where it was folded.
    let value: UnsafeRawBufferPointer

    /// Whether this is the name, in upper or lower case.
    ///
    /// - Parameter lowercased: In lower case.
    func isNamed(_ lowercased: StaticString) -> Bool {
      name.count == lowercased.utf8CodeUnitCount
        && name.indices.allSatisfy { ASCII.lowercased(name[$0]) == lowercased.utf8Start[$0] }
    }
  }

  /// The next field; nil at the blank line that ends the header, or at the end of the bytes.
  mutating func next() -> Field? {
    while let line = held.take() ?? nextLine() {
      if line.isEmpty { return nil }
      var last = line
      while let further = nextLine() {
        guard let first = further.first, first == 0x20 || first == 0x09 else {
          held = further
          break
        }
        last = further
      }
      if let field = field(from: line, to: last) { return field }
    }
    return nil
  }

  /// The last line may have no end.
  private mutating func nextLine() -> UnsafeRawBufferPointer? { lines.next() ?? lines.rest() }

  private func field(from line: UnsafeRawBufferPointer, to last: UnsafeRawBufferPointer) -> Field? {
    guard let base = line.baseAddress, let colon = line.firstIndex(of: UInt8(ascii: ":"), from: 0),
      let end = last.baseAddress
    else { return nil }
    let whole = UnsafeRawBufferPointer(start: base, count: end - base + last.count)
    return Field(
      name: ASCII.trimmed(UnsafeRawBufferPointer(rebasing: whole[..<colon])),
      value: ASCII.trimmed(UnsafeRawBufferPointer(rebasing: whole[(colon + 1)...])))
  }
}
