// SPDX-License-Identifier: Apache-2.0

internal import CZstd

/// The dictionary that the frames of a `.warc.zst` file share: IIPC's "Zstandard compression for
/// WARC" has it in a skippable frame at the file's start, compressed itself or not.
enum ZstdDictionary {
  private static let frame: [UInt8] = [0x5D, 0x2A, 0x4D, 0x18]
  private static let magic: [UInt8] = [0x37, 0xA4, 0x30, 0xEC]
  private static let headerLength = 8

  /// The longest that is read, stored and decompressed: common ones have 112 KiB.
  private static let limit = 16 << 20

  /// Reads the dictionary that a file begins with, and passes over it; empty where there is none.
  static func read(from source: StoredBytes) -> [UInt8] {
    guard source.available.starts(with: frame) else { return [] }
    _ = source.fill(atLeast: headerLength)
    let start = source.available
    guard start.count >= headerLength else { return [] }
    let length = (4..<headerLength).reversed().reduce(0) { $0 << 8 | Int(start[$1]) }
    guard length <= limit else { return [] }
    source.skip(headerLength)
    var stored = [UInt8](repeating: 0, count: length)
    var count = 0
    stored.withUnsafeMutableBytes { stored in
      while count < length {
        let rest = UnsafeMutableRawBufferPointer(rebasing: stored[count...])
        guard let added = try? source.read(into: rest), added > 0 else { break }
        count += added
      }
    }
    guard count == length else {
      // Read again as any frame, it is found to be cut off.
      _ = source.goBack(to: 0)
      return []
    }
    let bytes = stored.starts(with: magic) ? stored : decompressed(stored)
    return bytes.starts(with: magic) ? bytes : []
  }

  private static func decompressed(_ stored: [UInt8]) -> [UInt8] {
    let size = ZSTD_getFrameContentSize(stored, stored.count)
    let room = size > UInt64(limit) ? limit : Int(size)
    var bytes = [UInt8](repeating: 0, count: room)
    let count = ZSTD_decompress(&bytes, room, stored, stored.count)
    return ZSTD_isError(count) != 0 ? [] : Array(bytes.prefix(count))
  }
}
