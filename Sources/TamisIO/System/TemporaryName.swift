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
    return "\(start(for: name))\(getpid()).\(random)\(ending)"
  }

  private static func start(for name: String) -> String { ".\(name.prefix(60))." }
  private static let ending = ".partial"

  /// Removes what runs that were killed have left beside `path`: files and folders with names that
  /// were made for its name by processes which are no more.
  ///
  /// - Complexity: O(n) for n names in the folder.
  static func removeLeftBehind(beside path: String) {
    let parent = Folder.parent(of: path)
    let start = start(for: Folder.name(of: path))
    for name in Folder.allNames(parent.isEmpty ? "." : parent) where name.hasPrefix(start) {
      guard let process = process(of: name.dropFirst(start.count)), hasEnded(process) else {
        continue
      }
      Folder.removeAll(parent.isEmpty ? name : "\(parent)/\(name)")
    }
  }

  /// The process that made a name, by what follows its start; nil if it was not made here.
  private static func process(of rest: Substring) -> pid_t? {
    guard rest.hasSuffix(ending) else { return nil }
    let parts = rest.dropLast(ending.count).split(
      separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let process = pid_t(parts[0]), process > 0,
      String(process) == parts[0], let random = UInt64(parts[1], radix: 16),
      String(random, radix: 16) == parts[1]
    else { return nil }
    return process
  }

  /// Whether there is no such process: one that is another user's is one.
  private static func hasEnded(_ process: pid_t) -> Bool {
    kill(process, 0) != 0 && errno == ESRCH
  }

  /// A path of such a name in the folder of `path`.
  static func beside(_ path: String) -> String {
    let parent = Folder.parent(of: path)
    let name = make(for: Folder.name(of: path))
    return parent.isEmpty ? name : parent == "/" ? "/" + name : parent + "/" + name
  }
}
