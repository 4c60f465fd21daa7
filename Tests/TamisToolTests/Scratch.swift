// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A fresh folder in which a test works; it is removed with its last owner.
///
/// Suites hold one as a property, so that it lives as long as the test. Names are relative to the
/// folder, in which the binary runs as well, so that messages hold the names as they are given.
final class Scratch: Sendable {
  private let root: String
  /// The folder for inputs and outputs.
  let path: String
  /// The folder for temporary files, TMPDIR of every process.
  let temporary: String
  private let started = Mutex(0)

  init() throws {
    let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    root = "\(parent)/tamis-test-\(UUID().uuidString)"
    path = root + "/work"
    temporary = root + "/temporary"
    for folder in [path, temporary] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// The path of a file; an absolute one stays as it is.
  func path(_ name: String) -> String { name.hasPrefix("/") ? name : "\(path)/\(name)" }

  /// All names in the folder, hidden ones included, sorted.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// What lies in the folder for temporary files.
  func temporaryNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: temporary)
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  // MARK: Files

  func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

  func write(_ name: String, bytes: some Sequence<UInt8>) throws {
    let url = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func write(_ name: String, lines: [String]) throws {
    try write(name, lines.map { $0 + "\n" }.joined())
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func lines(_ name: String) throws -> [String] {
    try text(name).split(separator: "\n").map(String.init)
  }

  /// The objects of a JSONL file.
  func read<Line: Decodable>(_ type: Line.Type, _ name: String) throws -> [Line] {
    let decoder = JSONDecoder()
    return try bytes(name).split(separator: 0x0A).map { try decoder.decode(type, from: Data($0)) }
  }

  /// A figure of a run's summary file.
  func figure(_ name: String, in summary: String) throws -> Double {
    let object = try JSONSerialization.jsonObject(with: Data(try bytes(summary)))
    guard let value = (object as? [String: Any])?[name] as? NSNumber else {
      throw HarnessError("\(summary) has no figure \(name).")
    }
    return value.doubleValue
  }

  /// Compresses a file with gzip, as NAME.gz.
  func gzip(_ name: String) throws {
    let run = try start(["gzip", "-k", "-f", name]).wait()
    guard run.status == 0 else { throw HarnessError("gzip failed: \(run.errors)") }
  }

  /// Decompresses a gzip file.
  func gunzipped(_ name: String) throws -> [UInt8] {
    let run = try start(["gzip", "-dc", name]).wait()
    guard run.status == 0 else { throw HarnessError("gzip -dc failed: \(run.errors)") }
    return [UInt8](run.output)
  }

  // MARK: Processes

  /// Starts a program in the folder.
  ///
  /// - Parameter input: The name of the file that is standard input.
  func start(
    _ command: [String], input: String = "/dev/null", environment: [String: String] = [:]
  ) throws -> RunningProcess {
    let number = started.withLock { number in
      number += 1
      return number
    }
    let inherited = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let base = ["PATH": inherited, "TMPDIR": temporary, "LC_ALL": "C"]
    return try RunningProcess(
      command, in: path, inputPath: path(input), outputPath: "\(root)/\(number).out",
      errorPath: "\(root)/\(number).err", environment: base.merging(environment) { $1 })
  }

  /// Runs the binary to its end.
  @discardableResult func tamis(
    _ arguments: String..., input: String = "/dev/null", environment: [String: String] = [:]
  ) throws -> Ending {
    try tamis(arguments, input: input, environment: environment)
  }

  /// Runs the binary to its end.
  @discardableResult func tamis(
    _ arguments: [String], input: String = "/dev/null", environment: [String: String] = [:]
  ) throws -> Ending {
    try start([try Tamis.binary()] + arguments, input: input, environment: environment).wait()
  }

  /// Runs a script of the shell, in which `$TAMIS` is the binary.
  func shell(_ script: String) throws -> Ending {
    try start(["/bin/sh", "-c", script], environment: ["TAMIS": try Tamis.binary()]).wait()
  }
}
