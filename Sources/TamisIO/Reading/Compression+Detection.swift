// SPDX-License-Identifier: Apache-2.0

extension Compression {
  /// The compression of a file by its first bytes; of one cut off within the magic number by name.
  init(start: UnsafeRawBufferPointer, name: String) {
    let named = Compression(path: name)
    if Compression.gzip.matches(start) {
      self = .gzip
    } else if Compression.zstd.matches(start) {
      self = .zstd
    } else if !start.isEmpty && named.couldStart(with: start) {
      self = named
    } else {
      self = .none
    }
  }

  /// Whether the bytes begin with the magic number of a member or frame.
  func matches(_ start: UnsafeRawBufferPointer) -> Bool {
    magicNumbers.contains { magic in
      start.count >= magic.count && zip(magic, start).allSatisfy { $0.contains($1) }
    }
  }

  /// Whether the bytes are too few for a magic number, and could be its beginning.
  func couldStart(with start: UnsafeRawBufferPointer) -> Bool {
    magicNumbers.contains { magic in
      start.count < magic.count && zip(magic, start).allSatisfy { $0.contains($1) }
    }
  }

  /// The bytes that a member or frame with content begins with, as it is searched for.
  var memberMagic: [UInt8] {
    switch self {
    case .none: []
    case .gzip: [0x1F, 0x8B, 0x08]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    }
  }

  private var magicNumbers: [[ClosedRange<UInt8>]] {
    switch self {
    case .none: []
    case .gzip: [[0x1F...0x1F, 0x8B...0x8B]]
    case .zstd:
      [
        [0x28...0x28, 0xB5...0xB5, 0x2F...0x2F, 0xFD...0xFD],
        // Skippable frames.
        [0x50...0x5F, 0x2A...0x2A, 0x4D...0x4D, 0x18...0x18],
      ]
    }
  }
}
