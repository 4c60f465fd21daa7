// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisPage

/// The files of chrome models that a run reads and writes.
public struct ChromeModelFiles: Sendable {
  /// The file that is read, where there is one, and in which what was learned is saved.
  public var saved: String?
  /// Files that are only read.
  public var read: [String] = []

  /// No files.
  public init() {}

  /// Whether what a page is known by has to be found out.
  var areUsed: Bool { saved != nil || !read.isEmpty }

  /// Checks the names, and every byte of what is to be read.
  ///
  /// - Throws: `RunError` where a file is no model or damaged, ``TamisIOError`` where it cannot be
  ///   read.
  func check(outputs: [String?]) throws {
    if let saved { try OutputPath.checkOwnForm(saved, "The chrome model", example: "host.chrome") }
    for path in read {
      let file = try Inputs([path], format: .text)
      for output in outputs { if let output { try file.checkNotOutput(output) } }
    }
    for path in read + [saved].compactMap(\.self) {
      guard let file = try ChromeModelFile(path, isNeeded: path != saved) else { continue }
      while try file.takeHost() != nil {}
    }
  }

  /// The hosts of all files.
  func models() throws -> ChromeModels {
    var files: [ChromeModelFile] = []
    for path in [saved].compactMap(\.self) + read {
      if let file = try ChromeModelFile(path, isNeeded: path != saved) { files.append(file) }
    }
    return ChromeModels(files)
  }
}

/// A file of a chrome model that is read host by host.
private final class ChromeModelFile {
  /// The host that is next; nil at the end.
  private(set) var host: HostChrome?
  private var pieces: FilePieces
  private var reader = ChromeModelReader()

  /// Nil where there is no file, and none is needed.
  init?(_ path: String, isNeeded: Bool) throws {
    guard isNeeded || FilePieces.isFile(path) else { return nil }
    pieces = try FilePieces(path)
    host = try next()
  }

  /// The host that is next, and goes on to the one after.
  func takeHost() throws -> HostChrome? {
    guard let taken = host else { return nil }
    host = try next()
    return taken
  }

  private func next() throws -> HostChrome? {
    do {
      while reader.wanted > 0 {
        let bytes = try pieces.next(reader.wanted)
        guard bytes.count == reader.wanted else { throw reader.isCutOff }
        if let host = try reader.read(bytes) { return host }
      }
      guard try pieces.next(1).isEmpty else { throw ChromeModelError.goesOn }
      return nil
    } catch let error as ChromeModelError {
      throw RunError("The file \(pieces.path) \(error)")
    }
  }
}

/// The hosts of several chrome models, by name; what they know of one host is merged.
struct ChromeModels: ~Copyable {
  private let files: [ChromeModelFile]

  fileprivate init(_ files: [ChromeModelFile]) { self.files = files }

  /// The next host, if its name comes before another's; any where there is none.
  mutating func next(before name: [UInt8]?) throws -> HostChrome? {
    guard let least = leastName else { return nil }
    if let name, !least.lexicographicallyPrecedes(name) { return nil }
    return try next(named: least)
  }

  /// The host of a name, if it is next.
  mutating func next(named name: [UInt8]) throws -> HostChrome? {
    guard leastName == name else { return nil }
    var parts: [HostChrome] = []
    for file in files where file.host?.name == name {
      if let part = try file.takeHost() { parts.append(part) }
    }
    return HostChrome.merged(parts)
  }

  private var leastName: [UInt8]? {
    files.compactMap(\.host?.name).min { $0.lexicographicallyPrecedes($1) }
  }
}

/// Makes the bytes of a chrome model, and hands them on as there are enough.
final class LearnedChrome {
  /// Hosts of which something was learned.
  private(set) var hosts = 0
  private var writer = ChromeModelWriter()
  private let write: ([UInt8]) throws -> Void

  private static let piece = 1 << 18

  init(write: @escaping ([UInt8]) throws -> Void) { self.write = write }

  /// Adds a host; they come by name. One whose name is too long to be kept is passed over.
  func append(_ host: HostChrome) throws {
    guard host.pages > 0, host.name.count <= HostChrome.nameLimit else { return }
    hosts += 1
    writer.append(host)
    if writer.bytes.count >= Self.piece { try write(writer.take()) }
  }

  /// Ends the model.
  func end() throws {
    writer.end()
    try write(writer.take())
  }
}
