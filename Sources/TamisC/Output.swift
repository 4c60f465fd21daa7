// SPDX-License-Identifier: Apache-2.0

import CTamis

/// Columns that belong to the caller.
final class Output {
  private var columns: [UnsafeMutableRawBufferPointer] = []

  /// What Arrow recommends.
  private static let alignment = 64

  /// Adds a column.
  func add<Value: BitwiseCopyable>(_ values: [Value]) {
    values.withUnsafeBytes { bytes in
      // At least one byte, so that there is an address.
      let column = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(1, bytes.count), alignment: Self.alignment)
      column.copyMemory(from: bytes)
      columns.append(UnsafeMutableRawBufferPointer(rebasing: column[..<bytes.count]))
    }
  }

  /// Adds the two columns of texts.
  func add(_ texts: OutputTexts) {
    add(texts.bytes)
    add(texts.starts)
  }

  var count: Int { columns.count }

  func column(_ number: Int) -> UnsafeMutableRawBufferPointer? {
    columns.indices.contains(number) ? columns[number] : nil
  }

  deinit {
    for column in columns { column.deallocate() }
  }
}

/// Texts in the making.
struct OutputTexts {
  private(set) var bytes: [UInt8] = []
  private(set) var starts: [Int64] = [0]

  mutating func append(_ text: some Sequence<UInt8>) {
    bytes += text
    starts.append(Int64(bytes.count))
  }
}

/// How many columns there are.
@c @implementation
public func tamis_output_columns(_ output: OpaquePointer!) -> Int32 {
  (try? taken(output, as: Output.self)).map { Int32($0.count) } ?? 0
}

/// Where a column is, and how long.
@c @implementation
public func tamis_output_column(
  _ output: OpaquePointer!, _ column: Int32, _ size: UnsafeMutablePointer<Int64>!
) -> UnsafeRawPointer! {
  let found = (try? taken(output, as: Output.self))?.column(Int(column))
  if let size { size.pointee = Int64(found?.count ?? 0) }
  return UnsafeRawPointer(found?.baseAddress)
}

/// Ends an output.
@c @implementation
public func tamis_output_free(_ output: OpaquePointer!) { free(output, as: Output.self) }
