// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Names for files that are not finished.
enum TemporaryName {
  /// A hidden name that no other process or call uses: it holds the process's number and 64 random
  /// bits, and files of it are created only where none exists.
  static func make(for name: String) -> String {
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    return ".\(name.prefix(60)).\(getpid()).\(random).partial"
  }

  /// A path of such a name in the folder of `path`.
  static func beside(_ path: String) -> String {
    let parent = Folder.parent(of: path)
    let name = make(for: Folder.name(of: path))
    return parent.isEmpty ? name : parent == "/" ? "/" + name : parent + "/" + name
  }
}
