// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Paths and what the system does with them.
enum Folder {
  /// The names in a folder without hidden ones, in the order of their bytes.
  static func names(_ path: String) throws(SystemError) -> [String] {
    guard let stream = opendir(path) else { throw .last }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
      errno = 0
    }
    if errno != 0 { throw .last }
    return names.sorted(by: bytesPrecede)
  }

  /// The order of file names: by their bytes, the same on every system and in every language.
  static func bytesPrecede(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// The paths that a pattern of the shell matches, in the order of their bytes.
  static func matches(_ pattern: String) throws(SystemError) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    let status = glob(pattern, GLOB_NOSORT, nil, &found)
    if status == GLOB_NOMATCH { return [] }
    guard status == 0 else { throw SystemError(number: status == GLOB_NOSPACE ? ENOMEM : EIO) }
    var paths: [String] = []
    for index in 0..<Int(found.gl_pathc) {
      if let path = found.gl_pathv[index] { paths.append(String(cString: path)) }
    }
    return paths.sorted(by: bytesPrecede)
  }

  static func create(_ path: String) throws(SystemError) {
    guard mkdir(path, 0o777) == 0 else { throw .last }
  }

  /// Creates a folder and the missing ones above it.
  static func createAll(_ path: String) throws(SystemError) {
    if (try? FileStatus(path: path))?.kind == .folder { return }
    let parent = parent(of: path)
    if parent != path && !parent.isEmpty { try createAll(parent) }
    if mkdir(path, 0o777) != 0 && errno != EEXIST { throw .last }
  }

  static func rename(_ source: String, to destination: String) throws(SystemError) {
    guard systemRename(source, destination) == 0 else { throw .last }
  }

  static func remove(file path: String) { unlink(path) }

  /// Removes a folder with all that is in it, as far as possible.
  static func removeAll(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    for name in allNames(path) { removeAll(path + "/" + name) }
    rmdir(path)
  }

  /// The names in a folder, hidden ones included.
  static func allNames(_ path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Waits until a folder's entries are on the disk, where the system can do that.
  static func synchronize(_ path: String) {
    guard let folder = try? FileDescriptor(reading: path.isEmpty ? "." : path) else { return }
    try? folder.synchronize()
  }

  /// The path before the last `/`: empty for a bare name, "/" for a name at the root.
  static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path after the last `/`.
  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }
}

// `rename` is also the name of the method above.
private func systemRename(_ source: String, _ destination: String) -> Int32 {
  rename(source, destination)
}
