// SPDX-License-Identifier: Apache-2.0

import Foundation
import TamisIO

/// What reading a file once took and gave.
struct Reading {
  /// Of processor time.
  let seconds: Double
  let records: Int
  /// Of the blocks or texts that were delivered.
  let bytes: Int
}

/// Prints how fast archives are read on one core, beside FastWARC in the same run, as Markdown.
@main
struct WARCRead {
  static let runs = 9

  static func main() throws {
    let paths = CommandLine.arguments.dropFirst()
    guard !paths.isEmpty else {
      throw WARCReadError("Which archives? warc-read FILE…")
    }
    let fastWARC = try FastWARC()
    print("MB/s of decompressed bytes by processor time; medians of \(runs) runs, in turn.\n")
    row([
      "file", "MB", "records", "FastWARC, HTTP parsed", "FastWARC", "tamis, pages as UTF-8",
      "tamis, cut only", "ratio", "ratio to the faster",
    ])
    row(Array(repeating: "---", count: 9))
    for path in paths { try measure(path, fastWARC) }
  }

  private static func measure(_ path: String, _ fastWARC: FastWARC) throws {
    let size = try read(path, isParsed: false).bytes
    // A short file is read often enough for the clock.
    let times = max(1, 200_000_000 / max(size, 1))
    var (http, plain, parsed, cut) = ([Reading](), [Reading](), [Reading](), [Reading]())
    for _ in 0..<runs {
      http.append(try fastWARC.read(path, times: times, parsingHTTP: true))
      parsed.append(try repeated(times) { try read(path, isParsed: true) })
      plain.append(try fastWARC.read(path, times: times, parsingHTTP: false))
      cut.append(try repeated(times) { try read(path, isParsed: false) })
    }
    guard parsed[0].records == http[0].records, cut[0].records == http[0].records else {
      throw WARCReadError(
        "\(path): FastWARC found \(http[0].records) records, tamis \(parsed[0].records) and "
          + "\(cut[0].records).")
    }
    let speeds = [http, plain, parsed, cut].map { Double(size) / 1e6 / median($0) }
    row(
      [URL(fileURLWithPath: path).lastPathComponent, "\(size / 1_000_000)", "\(http[0].records)"]
        + speeds.map { String(format: "%.0f", $0) }
        + [speeds[0], max(speeds[0], speeds[1])].map { String(format: "%.2f", speeds[2] / $0) })
  }

  /// Reads a file: every record is cut out, and if asked its headers are parsed and its page is
  /// decoded to UTF-8.
  private static func read(_ path: String, isParsed: Bool) throws -> Reading {
    let start = clock()
    var reader = BatchReader(try Inputs([path]))
    var parser = try RecordParser()
    var (records, bytes) = (0, 0)
    while let batch = try reader.next() {
      if isParsed {
        let parsed = parser.parse(batch)
        records += parsed.records.count + parsed.skipped.values.reduce(0, +)
        bytes += parsed.texts.count
      } else {
        records += batch.lines.count
        bytes = batch.offset + (batch.lines.last?.upperBound ?? 0)
      }
    }
    let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    return Reading(seconds: seconds, records: records, bytes: bytes)
  }

  private static func repeated(_ times: Int, _ body: () throws -> Reading) rethrows -> Reading {
    var last = try body()
    var seconds = last.seconds
    for _ in 1..<times {
      last = try body()
      seconds += last.seconds
    }
    return Reading(seconds: seconds / Double(times), records: last.records, bytes: last.bytes)
  }

  private static func median(_ readings: [Reading]) -> Double {
    readings.map(\.seconds).sorted()[readings.count / 2]
  }

  private static func row(_ cells: [String]) { print("| " + cells.joined(separator: " | ") + " |") }
}
