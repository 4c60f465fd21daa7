// SPDX-License-Identifier: Apache-2.0

internal import CZlib

/// What a run has done so far, as it is written into its ``WorkFolder``: enough to go on from
/// there.
public struct Checkpoint: Sendable, Equatable {
  /// A name and a text.
  public struct Entry: Sendable, Equatable {
    /// What it is about, in words for the user.
    public let name: String
    /// What it is.
    public let value: String

    /// Makes an entry.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The stage that has ended.
  public let stage: String
  /// What the result depends on: options and inputs.
  public let parameters: [Entry]
  /// Figures of the run, by name.
  public var values: [String: Int] = [:]
  /// Files of the work folder that the next stage needs.
  public var files: [StoredFile] = []

  /// Makes a checkpoint of a stage that needs no files yet.
  public init(stage: String, parameters: [Entry]) {
    self.stage = stage
    self.parameters = parameters
  }

  /// What the first parameter is that is not the same, in words for the user; nil if all are.
  public func difference(to others: [Entry]) -> String? {
    for index in 0..<max(parameters.count, others.count) {
      let then = index < parameters.count ? parameters[index] : nil
      let now = index < others.count ? others[index] : nil
      switch (then, now) {
      case (let then?, let now?) where then == now: continue
      case (let then?, let now?) where then.name == now.name:
        return "\(now.name) is not the same: \(then.value) then, \(now.value) now"
      case (let then?, let now?): return "\(now.name) is there in place of \(then.name)"
      case (let then?, nil): return "\(then.name) is not there any more"
      case (nil, let now?): return "\(now.name) was not there then"
      case (nil, nil): return nil
      }
    }
    return nil
  }

  private static let magic = "tamis checkpoint 1"

  /// The checkpoint as lines of text: names and values with tabs between, and a checksum last.
  var bytes: [UInt8] {
    var lines = [Self.magic, "stage\t\(Self.escaped(stage))"]
    lines += parameters.map { "parameter\t\(Self.escaped($0.name))\t\(Self.escaped($0.value))" }
    lines += values.sorted { $0.key < $1.key }.map { "value\t\(Self.escaped($0.key))\t\($0.value)" }
    lines += files.map { "file\t\(Self.escaped($0.name))\t\($0.count)\t\($0.checksum)" }
    var bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    bytes += "checksum\t\(Self.checksum(of: bytes))\n".utf8
    return bytes
  }

  /// Reads what `bytes` made; nil for anything else.
  init?(bytes: [UInt8]) {
    var lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard lines.popLast() == "", let last = lines.popLast(), lines.first == Self.magic[...],
      let end = bytes.dropLast().lastIndex(of: 0x0A),
      last == "checksum\t\(Self.checksum(of: Array(bytes[...end])))"
    else { return nil }
    var stage = ""
    var parameters: [Entry] = []
    for line in lines.dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(Self.unescaped)
      switch (fields[0], fields.count) {
      case ("stage", 2): stage = fields[1]
      case ("parameter", 3): parameters.append(Entry(fields[1], fields[2]))
      case ("value", 3): values[fields[1]] = Int(fields[2])
      case ("file", 4):
        guard let count = Int(fields[2]), let sum = UInt32(fields[3]) else { return nil }
        files.append(StoredFile(name: fields[1], count: count, checksum: sum))
      default: return nil
      }
    }
    self.stage = stage
    self.parameters = parameters
  }

  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { Checksum.crc32(0, $0) }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\t", with: "%09").replacing("\n", with: "%0A")
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing("%0A", with: "\n").replacing("%09", with: "\t")
      .replacing("%25", with: "%")
  }
}

/// A file that a checkpoint names.
public struct StoredFile: Sendable, Equatable {
  /// Its name in the work folder.
  public let name: String
  /// Bytes in it.
  public let count: Int
  /// Their CRC-32.
  public let checksum: UInt32
}

/// The checksum of files.
enum Checksum {
  /// The CRC-32 of what came before, whose CRC-32 is given, and these bytes (RFC 1952, 8).
  static func crc32(_ start: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let base = bytes.bindMemory(to: UInt8.self).baseAddress
    return UInt32(truncatingIfNeeded: crc32_z(UInt(start), base, bytes.count))
  }
}

extension SpillFile {
  /// The file with its checksum, for which it is read.
  func stored() throws(TamisIOError) -> StoredFile {
    var sum: UInt32 = 0
    var place = 0
    var buffer: [UInt8] = []
    while place < count {
      buffer.removeAll(keepingCapacity: true)
      try append(from: place, limit: 1 << 20, to: &buffer)
      sum = buffer.withUnsafeBytes { Checksum.crc32(sum, $0) }
      place += buffer.count
    }
    return StoredFile(name: Folder.name(of: path), count: count, checksum: sum)
  }
}

extension Stash {
  /// Writes what is still in memory to a file, and tells its name.
  ///
  /// - Throws: ``TamisIOError`` when the disk is full or fails.
  public func stored(_ name: String, in folder: WorkFolder) throws(TamisIOError) -> StoredFile {
    switch place {
    case .file(let file): return try file.stored()
    case .memory(let bytes):
      var writer = try SpillWriter(name, in: folder)
      try writer.append(bytes.span)
      return try writer.finish().stored()
    }
  }

  /// A stash that was stored.
  ///
  /// - Throws: ``TamisIOError`` when its file is gone or was changed.
  public init(_ name: String, of checkpoint: Checkpoint, in folder: WorkFolder) throws(TamisIOError)
  {
    guard let file = checkpoint.files.first(where: { $0.name == name }) else {
      throw folder.damage(name)
    }
    self.init(count: file.count, place: .file(try folder.file(file)))
  }
}

extension Checkpoint {
  /// The runs of a sorter, in the order in which they were written.
  func runs(of name: String, in folder: WorkFolder) throws(TamisIOError) -> [SpillFile] {
    var runs: [SpillFile] = []
    for file in files where file.name.hasPrefix("\(name).") { runs.append(try folder.file(file)) }
    return runs
  }
}
