// SPDX-License-Identifier: Apache-2.0

import TamisIO

/// What an output is made of.
enum OutputForm: Sendable, Hashable {
  /// Lines of JSON in one file.
  case lines(Compression)
  /// A text file a record, in a folder.
  case folder
  /// A WARC file of conversion records, each compressed by itself.
  case archive(Compression)

  /// The form that an output of records has by its name.
  ///
  /// - Throws: `RunError` where the name asks for a form that is not there.
  init(recordsAt path: String) throws(RunError) {
    let name = path.lowercased()
    var plain = name[...]
    for suffix in [".gz", ".zst"] where plain.hasSuffix(suffix) {
      plain = plain.dropLast(suffix.count)
    }
    if path == "-" || name.hasPrefix("/dev/") || plain.hasSuffix(".jsonl")
      || plain.hasSuffix(".ndjson")
    {
      self = .lines(Compression(path: path))
      return
    }
    if plain.hasSuffix(".warc") {
      self = .archive(Compression(path: path))
      return
    }
    let others = [
      ".json", ".txt", ".text", ".csv", ".tsv", ".html", ".htm", ".xml", ".parquet", ".arc", ".wet",
    ]
    guard plain.count == name.count, !others.contains(where: { name.hasSuffix($0) }) else {
      throw RunError(
        "The output \(path) has a name that tamis cannot write to. Name a file that ends in "
          + ".jsonl or .warc, with .gz or .zst behind it or not, or a folder.")
    }
    self = .folder
  }
}

/// The outputs of a run, by what they hold; those that were not asked for are left out.
///
/// `Slot` names them. Workers make a chunk a slot, compressed already; the chunks of a batch are
/// written together, by the one task that takes the results in order.
struct RunOutputs<Slot: Hashable & Sendable> {
  private let writers: [(slot: Slot, writer: OutputWriter)]
  /// The form of each output, for the workers.
  let forms: [Slot: OutputForm]

  /// Creates the outputs.
  ///
  /// - Parameters:
  ///   - records: The slot of records, with its path: a file of lines, an archive or a folder, by
  ///     its name.
  ///   - lines: The other slots, always files of lines, with their paths.
  init(records: (Slot, String)? = nil, lines: [(Slot, String?)]) throws {
    var forms: [Slot: OutputForm] = [:]
    var paths: [(Slot, String)] = []
    if let (slot, path) = records {
      forms[slot] = try OutputForm(recordsAt: path)
      paths.append((slot, path))
    }
    for (slot, path) in lines {
      guard let path else { continue }
      forms[slot] = .lines(Compression(path: path))
      paths.append((slot, path))
    }
    writers = try paths.map { ($0, try OutputWriter($1, form: forms[$0])) }
    self.forms = forms
  }

  /// Whether the reader of standard output has gone.
  var isClosedByReader: Bool { writers.contains { $0.writer.isClosedByReader } }

  /// Writes the chunks of one batch.
  ///
  /// - Throws: `ReaderGone` where nobody reads standard output any more, `TamisIOError`.
  func write(_ chunks: OutputChunks<Slot>) throws {
    if isClosedByReader { throw ReaderGone() }
    if let failure = chunks.failure { throw failure }
    for (slot, writer) in writers {
      if let members = chunks.members[slot] { try writer.write(members) }
      if let lines = try chunks.lines[slot]?.get() { try writer.write(lines) }
      for file in chunks.texts[slot] ?? [] { try writer.write(file) }
    }
  }

  /// Finishes all outputs and gives them their names.
  func commit() throws {
    var outputs = OutputSet()
    for (_, writer) in writers { try writer.finish(into: &outputs) }
    try outputs.commit()
  }
}

/// The reader of standard output went away before the end, as `head` does: a reason to end, and no
/// error.
public struct ReaderGone: Error, Sendable {}

/// One output, a file or a folder.
private final class OutputWriter {
  private var file: OutputFile?
  private var folder: OutputFolder?

  init(_ path: String, form: OutputForm?) throws {
    if form == .folder {
      folder = try OutputFolder(path)
      return
    }
    file = try OutputFile(path)
    if case .archive(let compression) = form {
      try write(try compression.compress(ConversionRecord.warcinfo(software: "tamis")))
    }
  }

  var isClosedByReader: Bool { file?.isClosedByReader ?? false }

  func write(_ lines: [UInt8]) throws { try file?.write(lines) }

  func write(_ file: FolderText) throws {
    try folder?.write(file.text[...], id: file.id, isFileName: file.isFileName)
  }

  func finish(into outputs: inout OutputSet) throws {
    if let file = file.take() { try outputs.finish(file) }
    if let folder = folder.take() { outputs.finish(folder) }
  }
}

/// A text for a folder.
private struct FolderText: Sendable {
  let id: String
  let text: [UInt8]
  let isFileName: Bool
}

/// What a worker has made for each output.
struct OutputChunks<Slot: Hashable & Sendable>: Sendable {
  fileprivate var lines: [Slot: Result<[UInt8], TamisIOError>] = [:]
  fileprivate var members: [Slot: [UInt8]] = [:]
  fileprivate var failure: TamisIOError?
  fileprivate var texts: [Slot: [FolderText]] = [:]
  private let forms: [Slot: OutputForm]

  /// Nothing yet, for outputs of the given forms.
  init(forms: [Slot: OutputForm]) { self.forms = forms }

  /// Adds lines, compressed as the output asks for; nothing where it was not asked for.
  mutating func add(_ bytes: [UInt8], to slot: Slot) {
    guard case .lines(let compression) = forms[slot], !bytes.isEmpty else { return }
    lines[slot] = Result { () throws(TamisIOError) in try compression.compress(bytes) }
  }

  /// Adds a record to an archive, as a member of its own.
  mutating func add(_ record: ConversionRecord, to slot: Slot) {
    guard case .archive(let compression) = forms[slot] else { return }
    do throws(TamisIOError) {
      members[slot, default: []] += try compression.compress(record.bytes)
    } catch {
      failure = failure ?? error
    }
  }

  /// Adds a record's text for a folder.
  ///
  /// - Parameter isFileName: Whether the id is the name of a file that such a folder had.
  mutating func add(text: [UInt8], id: String, isFileName: Bool = false, to slot: Slot) {
    texts[slot, default: []].append(FolderText(id: id, text: text, isFileName: isFileName))
  }
}
