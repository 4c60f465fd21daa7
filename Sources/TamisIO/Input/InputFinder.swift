// SPDX-License-Identifier: Apache-2.0

/// Turns the user's arguments into files.
struct InputFinder {
  private let format: InputFormat?
  private let spool: String?
  private let spoolLimit: Int
  private(set) var files: [InputFile] = []

  init(format: InputFormat?, spool: String?, spoolLimit: Int) {
    self.format = format
    self.spool = spool
    self.spoolLimit = spoolLimit
  }

  mutating func add(_ argument: String) throws(TamisIOError) {
    if argument == "-" { return try addStream(FileDescriptor(0, owned: false), path: "-") }
    if FileStatus.exists(argument) { return try addPath(argument) }
    guard argument.contains(where: { "*?[".contains($0) }) else {
      throw TamisIOError(.input, "The input \(argument) does not exist.")
    }
    let matches = try Self.naming(argument) { () throws(SystemError) in
      try Folder.matches(argument)
    }
    guard !matches.isEmpty else {
      throw TamisIOError(.input, "No file matches the pattern \(argument).")
    }
    for path in matches { try addPath(path) }
  }

  private mutating func addPath(_ path: String) throws(TamisIOError) {
    let status = try Self.naming(path) { () throws(SystemError) in try FileStatus(path: path) }
    guard status.kind == .folder else { return try addFile(path, name: path, status) }
    let before = files.count
    try addFolder(path, name: "", status, above: [])
    guard files.count > before else {
      throw TamisIOError(.input, "The folder \(path) holds no file to read.")
    }
  }

  private mutating func addFolder(
    _ path: String, name: String, _ status: FileStatus, above: [FileIdentity]
  ) throws(TamisIOError) {
    // A link to a folder above would be followed for ever.
    if above.contains(status.identity) { return }
    let names = try Self.naming(path) { () throws(SystemError) in try Folder.names(path) }
    var children: [(path: String, name: String, status: FileStatus)] = []
    for child in names {
      let childPath = path.hasSuffix("/") ? path + child : path + "/" + child
      let status = try Self.naming(childPath) { () throws(SystemError) in
        try FileStatus(path: childPath)
      }
      children.append((childPath, name.isEmpty ? child : name + "/" + child, status))
    }
    // By whole paths: of "a.txt" and "a/b.txt" the first is first, as `.` is before `/`.
    children.sort { Folder.bytesPrecede(Self.sortKey($0), Self.sortKey($1)) }
    for child in children {
      if child.status.kind == .folder {
        try addFolder(child.path, name: child.name, child.status, above: above + [status.identity])
      } else if child.status.kind == .regular {
        // A pipe or device that happens to lie there would be waited for, perhaps for ever.
        try addFile(child.path, name: child.name, child.status)
      }
    }
  }

  private static func sortKey(_ child: (path: String, name: String, status: FileStatus)) -> String {
    child.status.kind == .folder ? child.name + "/" : child.name
  }

  private mutating func addFile(
    _ path: String, name: String, _ status: FileStatus
  ) throws(TamisIOError) {
    try Self.naming(path) { () throws(SystemError) in try FileStatus.checkReadable(path) }
    if status.kind != .regular && spool != nil {
      let number = try Self.naming(path) { () throws(SystemError) in
        try FileDescriptor(reading: path)
      }
      return try addStream(number, path: path)
    }
    files.append(
      InputFile(
        path: path, name: name, format: format, identity: status.identity,
        size: status.kind == .regular ? status.size : nil, status: status, spool: nil))
  }

  private mutating func addStream(
    _ file: consuming FileDescriptor, path: String
  ) throws(TamisIOError) {
    let name = path == "-" ? "standard input" : path
    let status = try? file.status()
    var copy: Spool?
    if let spool { copy = try Spool(file, name: name, folder: spool, limit: spoolLimit) }
    files.append(
      InputFile(
        path: path, name: path, format: format,
        identity: status?.kind == .regular ? status?.identity : nil, size: copy?.size,
        status: nil, spool: copy))
  }

  private static func naming<Value: ~Copyable>(
    _ path: String, _ body: () throws(SystemError) -> Value
  ) throws(TamisIOError) -> Value {
    do {
      return try body()
    } catch {
      throw TamisIOError(.input, "The input \(path) cannot be read: \(error.text).")
    }
  }
}
