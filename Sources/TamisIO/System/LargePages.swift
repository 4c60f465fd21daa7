// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Asks the system to back memory by large pages, so that what is filled for the first time is not
/// mapped and cleared in steps of 4 KiB.
enum LargePages {
  /// Memory that is not worth asking for.
  private static let least = 4 << 20

  /// Asks for a region that was allocated and has not been written to; it may not be heard.
  static func advise(_ start: UnsafeRawPointer?, count: Int) {
    #if os(Linux)
      guard let start, count >= least else { return }
      let page = Int(sysconf(Int32(_SC_PAGESIZE)))
      // Whole pages only: what shares one with something else is left alone.
      let offset = -Int(bitPattern: start) & (page - 1)
      let length = (count - offset) & ~(page - 1)
      guard length > 0 else { return }
      madvise(UnsafeMutableRawPointer(mutating: start + offset), length, MADV_HUGEPAGE)
    #endif
  }
}

extension Array where Element: BitwiseCopyable {
  /// Makes room for `capacity` elements, in large pages where there are such.
  mutating func reserveInLargePages(_ capacity: Int) {
    reserveCapacity(capacity)
    withUnsafeMutableBytes {
      LargePages.advise($0.baseAddress, count: capacity * MemoryLayout<Element>.stride)
    }
  }
}
