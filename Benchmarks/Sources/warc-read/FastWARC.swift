// SPDX-License-Identifier: Apache-2.0

import Foundation

/// FastWARC, in a Python process that waits to be told what to read.
final class FastWARC {
  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()

  /// Starts the interpreter that `PYTHON` names, in which FastWARC is installed.
  init() throws {
    let script = URL(fileURLWithPath: #filePath + "/../../../Peers/warc_fastwarc.py")
      .standardizedFileURL.path
    let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, script]
    process.standardInput = requests
    process.standardOutput = answers
    try process.run()
  }

  deinit {
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Reads a file so many times.
  func read(_ path: String, times: Int, parsingHTTP: Bool) throws -> Reading {
    let line = "\(parsingHTTP ? "http" : "plain") \(times) \(path)\n"
    try requests.fileHandleForWriting.write(contentsOf: Data(line.utf8))
    let words = answer().split(separator: " ")
    guard words.count == 3, let seconds = Double(words[0]), let records = Int(words[1]),
      let bytes = Int(words[2])
    else {
      throw WARCReadError(
        "FastWARC did not answer. Set PYTHON to an interpreter in which `pip install fastwarc` was "
          + "run.")
    }
    return Reading(seconds: seconds / Double(times), records: records, bytes: bytes)
  }

  /// A line, which may come in pieces; nothing where the process has ended.
  private func answer() -> String {
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let piece = answers.fileHandleForReading.availableData
      if piece.isEmpty { return "" }
      line += piece
    }
    return String(decoding: line.dropLast(), as: UTF8.self)
  }
}

/// Why nothing could be measured.
struct WARCReadError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
