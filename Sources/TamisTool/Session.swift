// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Tamis
import TamisIO

/// Runs a command: progress, bad records and the summary on standard error, and the exit status.
struct Session {
  private let flags: InputFlags

  /// Bad records that are named one by one, and likewise damaged files; the others are only
  /// counted.
  private static let namedFaults = 100

  init(_ flags: InputFlags) { self.flags = flags }

  /// Runs, reports, and ends with status 1 on failure and 3 where records were bad.
  func run(_ body: (RunObserver) async throws -> RunSummary) async throws {
    let display = Display(
      showsProgress: flags.progress == .always
        || (flags.progress == .auto && !flags.quiet && Terminal.isError))
    let summary: RunSummary
    do {
      // Created before the run: a place where it cannot be written should not cost a run.
      let file = try SummaryFile(flags.summary)
      summary = try await body(display.observer)
      try file.write(summary)
    } catch let code as ExitCode {
      throw code
    } catch is ReaderGone {
      display.endProgress()
      throw ExitCode(0)
    } catch {
      display.endProgress()
      Terminal.writeError("tamis: \(Terminal.harmless("\(error)"))\n")
      throw ExitCode(1)
    }
    display.endProgress()
    if summary.isClosedByReader { throw ExitCode(0) }
    report(summary, faultsNotShown: display.faultsNotShown)
    if summary.faults > 0 { throw ExitCode(3) }
  }

  private func report(_ summary: RunSummary, faultsNotShown: Int) {
    if faultsNotShown > 0 {
      Terminal.writeError("tamis: \(faultsNotShown) more faults not shown.\n")
    }
    if flags.quiet { return }
    Terminal.writeError(SummaryView(summary: summary).text)
  }

  /// What is written to standard error while a run works; called from one task at a time.
  private final class Display: @unchecked Sendable {
    private let showsProgress: Bool
    private var recordFaults = 0
    private var fileFaults = 0
    private(set) var faultsNotShown = 0
    private var shownBytes = 0
    private var stage = ""

    init(showsProgress: Bool) { self.showsProgress = showsProgress }

    var observer: RunObserver {
      RunObserver(fault: { self.show($0) }, progress: { self.show($0) })
    }

    private func show(_ fault: Fault) {
      // What a damaged file's bad records come from should not be lost among them.
      if fault.record == nil { fileFaults += 1 } else { recordFaults += 1 }
      guard (fault.record == nil ? fileFaults : recordFaults) <= Session.namedFaults else {
        faultsNotShown += 1
        return
      }
      endProgress()
      Terminal.writeError("tamis: \(Terminal.harmless("\(fault)"))\n")
    }

    private func show(_ progress: RunProgress) {
      guard showsProgress else { return }
      let isNew = progress.stage != stage
      guard isNew || progress.bytes - shownBytes >= 8 << 20 else { return }
      (stage, shownBytes) = (progress.stage, progress.bytes)
      let megabytes = progress.bytes / 1_000_000
      Terminal.writeError("\r\u{1B}[K\(stage): \(progress.records) records, \(megabytes) MB")
    }

    func endProgress() {
      if showsProgress, !stage.isEmpty { Terminal.writeError("\r\u{1B}[K") }
      (stage, shownBytes) = ("", 0)
    }
  }
}

/// The file of `--summary`, or nothing where it was not asked for.
private struct SummaryFile: ~Copyable {
  private var file: OutputFile?

  init(_ path: String?) throws {
    file = nil
    if let path { file = try OutputFile(path) }
  }

  consuming func write(_ summary: RunSummary) throws {
    guard var file = file.take() else { return }
    try file.write(try file.compression.compress(summary.json))
    var outputs = OutputSet()
    try outputs.finish(file)
    try outputs.commit()
  }
}

/// The figures of a run, as text.
struct SummaryView {
  let summary: RunSummary

  /// Warnings first, then a figure a line.
  var text: String {
    var lines = summary.warnings.map { "Note: \(Terminal.harmless($0))" }
    let faults = summary.faults == 1 ? "fault" : "faults"
    let bad = summary.faults == 0 ? "" : ", \(summary.faults) \(faults)"
    let replaced =
      summary.replacements == 0 ? "" : ", \(summary.replacements) places of invalid bytes replaced"
    let decoded =
      summary.decoded == 0 ? "" : ", \(summary.decoded) decoded from another encoding than UTF-8"
    let megabytes = rounded(Double(summary.textBytes) / 1e6)
    lines.append(
      "\(summary.command): \(summary.records) records, \(megabytes) MB of text"
        + "\(bad)\(replaced)\(decoded), \(rounded(summary.seconds)) s")
    lines += skipped
    for (name, value) in summary.figures { lines.append("  \(name): \(shown(value))") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A line for each type of record that was passed over, the most frequent first.
  private var skipped: [String] {
    let types = summary.skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let damaged = summary.damagedBodies
    return types.map { "  skipped \($0.key): \($0.value)" }
      + (damaged == 0 ? [] : ["  pages cut off or damaged in their coding: \(damaged)"])
  }

  private func shown(_ figure: RunSummary.Figure) -> String {
    switch figure {
    case .count(let count): "\(count)"
    case .number(let number): "\((number * 10_000).rounded() / 10_000)"
    case .word(let word): word
    }
  }

  private func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}
