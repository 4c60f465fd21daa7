// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Tamis
import TamisIO
import TamisKernels

struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure the throughput of each stage on this machine.",
    discussion: """
      Each stage is timed by itself, with its input in memory, and what it makes is checked: it \
      must be the same each time, with any number of threads and any kernel. Without INPUT records \
      are generated. MB are millions of bytes: of the records (read, parse, write), of their pages \
      (html, blocks, classify) or of the visible text (the others). read inflates what is \
      compressed, write compresses as gzip.
      """)

  @Argument(help: "Files, folders, patterns, or - for standard input; none for generated records.")
  var input: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take all inputs as jsonl, text, html, warc, arc, csv or tsv; else by content, then by name.",
      valueName: "format"))
  var inputFormat: InputFormat?

  @Option(help: "The field that holds the text.")
  var textField = "text"

  @Option(help: "The field that holds the page as HTML, which is preferred to the text.")
  var htmlField = "html"

  @Option(
    help: ArgumentHelp("How much is read or generated at most, such as 16M.", valueName: "size"))
  var size = ByteSize(bytes: 16 << 20)

  @Option(help: "Which records are generated: the same ones for the same number.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("How often each stage is timed; the median counts.", valueName: "n"))
  var runs = 5

  @Option(
    help: ArgumentHelp("Tasks that work at the same time (default: the cores).", valueName: "n"))
  var threads: Int?

  @Flag(help: "Measure every kernel that this machine runs.")
  var kernels = false

  @Flag(help: "Write one JSON object in place of the table.")
  var json = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024, not \(threads).")
    }
    guard (1...1000).contains(runs) else {
      throw ValidationError("--runs must be between 1 and 1000, not \(runs).")
    }
    guard (1...1 << 32).contains(size.bytes) else {
      throw ValidationError("--size must be between 1 byte and 4G, not \(size).")
    }
    guard !textField.isEmpty, !htmlField.isEmpty else {
      throw ValidationError("The name of a field must not be empty.")
    }
  }

  func run() async throws {
    do {
      let report = try await bench()()
      Terminal.write(json ? String(decoding: report.json, as: UTF8.self) : BenchView(report).text)
      for fault in report.faults.prefix(Self.shownFaults) {
        Terminal.writeError("tamis: \(Terminal.harmless("\(fault)"))\n")
      }
      if !report.faults.isEmpty { throw ExitCode(3) }
    } catch let code as ExitCode {
      throw code
    } catch {
      Terminal.writeError("tamis: \(Terminal.harmless("\(error)"))\n")
      throw ExitCode(1)
    }
  }

  /// Bad records that are named.
  private static let shownFaults = 10

  private func bench() throws -> Bench {
    var run = RunOptions(inputs: input)
    run.format = inputFormat
    run.fields.text = textField
    run.fields.html = htmlField
    run.threads = threads ?? Machine.cores
    let forced = try Kernel.fromEnvironment()
    var bench = Bench(run: run, kernels: kernels ? Kernel.available.reversed() : [forced])
    bench.size = size.bytes
    bench.seed = seed
    bench.repetitions = runs
    return bench
  }
}

/// A report as a table.
struct BenchView {
  private let report: BenchReport

  init(_ report: BenchReport) { self.report = report }

  private static let widths = [10, 8, 10, 10, 12, 12]

  /// A heading, a line a stage, and a sentence on what it was measured with.
  var text: String {
    let threads = report.threads == 1 ? "1 thread" : "\(report.threads) threads"
    let heading = [
      "stage", "kernel", "MB/s core", "MB/s all", "records/s", "records/s", "checksum",
    ]
    let source = report.isGenerated ? "generated records" : "the input"
    return "Measured with \(source); core: one core, all: \(threads).\n\n"
      + ([heading] + report.stages.map(row)).map(line).joined(separator: "\n") + "\n"
  }

  private func row(_ stage: BenchReport.Stage) -> [String] {
    let speeds =
      stage.bytes == 0
      ? ["–", "–", "–", "–"]
      : [
        stage.speedOfOneCore, stage.speed, stage.recordsOfOneCore, stage.recordsPerSecond,
      ].map { "\(Int($0.rounded()))" }
    let kernel = stage.kernel?.rawValue ?? "–"
    return [stage.name, kernel] + speeds + [BenchReport.digits(stage.checksum)]
  }

  private func line(_ cells: [String]) -> String {
    let padded = zip(cells, Self.widths).enumerated().map { index, cell in
      let space = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
      return index < 2 ? cell.0 + space : space + cell.0
    }
    return (padded + cells.suffix(1)).joined(separator: " ")
  }
}
