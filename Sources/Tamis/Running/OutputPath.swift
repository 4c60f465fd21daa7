// SPDX-License-Identifier: Apache-2.0

import TamisIO

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a path leads.
enum OutputPath {
  /// A path without links, `.` and `..`; equal for two paths at which one file would be written.
  ///
  /// The file need not be there yet; a path in a folder that is not there stays as it is.
  static func destination(_ path: String) -> String {
    if path == "-" { return path }
    if let whole = resolved(path) { return whole }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard let folder = resolved(parent) else { return path }
    let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
    return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  /// Checks that a path can be that of a file which is neither lines of JSON nor compressed.
  ///
  /// - Throws: `RunError` where it cannot.
  static func checkOwnForm(_ path: String, _ what: String, example: String) throws(RunError) {
    guard path == "-" || path.hasPrefix("/dev/") || Compression(path: path) != .none else { return }
    throw RunError(
      "\(what) cannot be saved in \(path): it is a file of its own form, which is not compressed. "
        + "Name one such as \(example).")
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
