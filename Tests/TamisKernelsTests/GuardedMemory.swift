// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Memory between two pages that may not be touched: one byte read or written outside ends the test
/// process.
final class GuardedMemory<Element: BitwiseCopyable> {
  /// Which of the two forbidden pages the elements lie against.
  enum Side: CaseIterable { case afterGuard, beforeGuard }

  private let mapping: UnsafeMutableRawPointer
  private let page: Int
  private let inside: Int

  /// Room for up to `capacity` elements.
  init(capacity: Int) throws {
    page = Int(getpagesize())
    inside = (capacity * MemoryLayout<Element>.stride + page - 1) / page * page
    let flags = MAP_PRIVATE | MAP_ANON
    let start = mmap(nil, inside + 2 * page, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard let start, start != MAP_FAILED else { throw MappingFailed() }
    mapping = start
    guard mprotect(start, page, PROT_NONE) == 0,
      mprotect(start + page + inside, page, PROT_NONE) == 0
    else { throw MappingFailed() }
  }

  deinit { munmap(mapping, inside + 2 * page) }

  /// Fresh room for exactly `count` elements that ends, or begins, where memory is forbidden.
  func room(_ count: Int, _ side: Side) -> UnsafeMutablePointer<Element> {
    let bytes = count * MemoryLayout<Element>.stride
    let offset = side == .afterGuard ? page : page + inside - bytes
    return (mapping + offset).bindMemory(to: Element.self, capacity: count)
  }

  /// A copy of `elements` that ends, or begins, where memory is forbidden.
  func copy(_ elements: [Element], _ side: Side) -> UnsafeMutablePointer<Element> {
    let room = room(elements.count, side)
    for (i, element) in elements.enumerated() { room[i] = element }
    return room
  }
}

struct MappingFailed: Error {}
