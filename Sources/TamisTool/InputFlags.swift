// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Tamis
import TamisIO
import TamisKernels
import TamisSketch

/// What every command takes: inputs, fields, and how the run behaves.
struct InputFlags: ParsableArguments {
  @Argument(help: "Files, folders, patterns, or - for standard input.")
  var input: [String]

  @Option(
    help: ArgumentHelp(
      "Take all inputs as jsonl, text, html, warc, arc, csv or tsv; else by content, then by name.",
      valueName: "format"))
  var inputFormat: InputFormat?

  @Option(help: "The field that holds a record's id.")
  var idField = "id"

  @Option(help: "The field that holds the text.")
  var textField = "text"

  @Option(help: "The field that holds the page as HTML; clean and inspect prefer it to the text.")
  var htmlField = "html"

  @Option(help: "The field that holds the URL.")
  var urlField = "url"

  @Option(help: "The field that holds the host; without it the URL's host counts.")
  var hostField = "host"

  @Option(help: "The field that holds the date.")
  var dateField = "date"

  @Option(help: "clean, inspect: a field that says which pages share chrome, in place of the host.")
  var groupField: String?

  @Option(help: ArgumentHelp("The longest record that is read, such as 64M.", valueName: "size"))
  var recordLimit = ByteSize(bytes: 64 << 20)

  @Option(
    help: ArgumentHelp(
      "How many times longer than its compressed form a file may become.", valueName: "n"))
  var inflationLimit = 1000

  @Option(
    help: ArgumentHelp("Tasks that work at the same time (default: the cores).", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Memory to use at most, such as 512MiB (default: a quarter of the machine's).",
      valueName: "size"))
  var memory: ByteSize?

  @Option(
    help: ArgumentHelp(
      "A folder for what does not fit in memory (default: OUT.tamis beside the output).",
      valueName: "folder"))
  var temp: String?

  @Flag(help: "Stop at the first bad record.")
  var strict = false

  @Flag(name: .shortAndLong, help: "Print nothing but errors.")
  var quiet = false

  @Option(help: "Show progress: auto (on a terminal), always or never.")
  var progress = ProgressDisplay.auto

  @Option(help: ArgumentHelp("Write the run's figures here, as JSON.", valueName: "file"))
  var summary: String?

  /// Positions within a record are held in 32 bits.
  private static let largestRecord = 2 << 30

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024, not \(threads).")
    }
    guard (1...Self.largestRecord).contains(recordLimit.bytes) else {
      throw ValidationError("--record-limit must be between 1 byte and 2G, not \(recordLimit).")
    }
    guard (1...1_000_000_000).contains(inflationLimit) else {
      throw ValidationError("--inflation-limit must be at least 1, not \(inflationLimit).")
    }
    for name in [
      idField, textField, htmlField, urlField, hostField, dateField, groupField ?? "-",
    ]
    where name.isEmpty {
      throw ValidationError("The name of a field must not be empty.")
    }
  }

  /// Refuses what only commands that know of chrome can use.
  func validateWithoutChrome(_ command: String) throws {
    guard groupField != nil else { return }
    throw ValidationError(
      "--group-field says which pages share chrome, of which tamis \(command) knows nothing: it "
        + "goes with clean and inspect.")
  }

  /// The options of the run.
  var run: RunOptions {
    var run = RunOptions(inputs: input)
    run.format = inputFormat
    run.fields.id = idField
    run.fields.text = textField
    run.fields.html = htmlField
    run.fields.url = urlField
    run.fields.host = hostField
    run.fields.date = dateField
    run.fields.group = groupField
    run.limits.record = recordLimit.bytes
    run.limits.inflationRatio = inflationLimit
    run.threads = threads ?? Machine.cores
    // By default a machine of little memory still gets what a run cannot do without.
    run.memory = memory?.bytes ?? max(Machine.memory / 4, run.leastMemory)
    run.temporaryFolder = temp
    run.isStrict = strict
    run.callersOutput = summary
    return run
  }
}

/// The option of the commands that drop something.
struct DropFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write nothing if more than this share would be dropped, such as 50%.", valueName: "share"))
  var maxDrop: Share?
}

/// What counts as a duplicate.
struct DuplicateFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is compared: document (whole records), paragraph, or line (the same but for case and "
        + "punctuation).",
      valueName: "unit"))
  var unit = Unit.document

  @Option(
    help: ArgumentHelp(
      """
      Jaccard similarity of word n-grams that a pair must reach, above 0 and up to 1 (default: .8, \
      of paragraphs .6).
      """))
  var threshold: Double?

  @Option(
    help: ArgumentHelp(
      """
      Also find records of which this share of the word n-grams, 0.5 to 1, is in a record that \
      comes before them; with --keep longest that is a longer one.
      """, valueName: "share"))
  var contained: Double?

  @Option(
    help: "Share of the pairs exactly at the threshold that must be found, below 1 (default: .99).")
  var recall: Double?

  @Option(help: "Words an n-gram (default: 5, of paragraphs 2).")
  var ngram: Int?

  @Option(
    help: ArgumentHelp(
      "Paragraphs and lines of fewer words are not compared (default: 7, of lines 3).",
      valueName: "n"))
  var minTokens: Int?

  @Option(
    help: ArgumentHelp(
      "Which copy stays: longest, first, earliest, shortest-url or FIELD=a,b,c.",
      valueName: "policy"))
  var keep = "longest"

  @Flag(help: "Make clusters of connected components, chains included.")
  var components = false

  @Option(
    help: ArgumentHelp(
      "Records that share a key, up to which all pairs are compared (default: 1000).",
      valueName: "n"))
  var bucketLimit: Int?

  @Flag(
    help: """
      Continue a run that was killed or had no room, from the last stage that it ended; the inputs \
      and options must be the same.
      """)
  var resume = false

  func validate() throws {
    try Self.validate(threshold: threshold, ngram: ngram, minTokens: minTokens)
    try Self.validate(keep: keep)
    if let contained, !(0.5...1).contains(contained) {
      throw ValidationError("--contained must be between 0.5 and 1, not \(contained).")
    }
    if let recall, !(recall > 0 && recall < 1) {
      throw ValidationError("--recall must be above 0 and below 1, not \(recall).")
    }
    if unit == .line, let flag = flagOfLikeness {
      throw ValidationError("Lines are compared as wholes: \(flag) does not go with --unit line.")
    }
    if unit == .document, minTokens != nil {
      throw ValidationError("--min-tokens is about --unit paragraph and --unit line.")
    }
    if let bucketLimit, !(2...1_000_000).contains(bucketLimit) {
      throw ValidationError("--bucket-limit must be between 2 and 1000000, not \(bucketLimit).")
    }
  }

  static func validate(threshold: Double?, ngram: Int?, minTokens: Int?) throws {
    if let threshold, Threshold(threshold) == nil {
      throw ValidationError("--threshold must be above 0 and at most 1, not \(threshold).")
    }
    if let ngram, !(1...1000).contains(ngram) {
      throw ValidationError("--ngram must be between 1 and 1000, not \(ngram).")
    }
    if let minTokens, !(1...1_000_000).contains(minTokens) {
      throw ValidationError("--min-tokens must be between 1 and 1000000, not \(minTokens).")
    }
  }

  static func validate(keep: String) throws {
    guard KeepPolicy(keep) == nil else { return }
    throw ValidationError(
      "--keep must be longest, first, earliest, shortest-url or FIELD=a,b,c, not '\(keep)'.")
  }

  /// One of the options given that say what is similar, or of which units.
  var flagOfSimilarity: String? { unit == .document ? flagOfLikeness : "--unit" }

  /// One of the options given that say what is similar.
  private var flagOfLikeness: String? {
    if threshold != nil { return "--threshold" }
    if ngram != nil { return "--ngram" }
    if contained != nil { return "--contained" }
    if recall != nil { return "--recall" }
    if bucketLimit != nil { return "--bucket-limit" }
    return components ? "--components" : nil
  }

  /// The options, validated before.
  func options() throws -> DuplicateOptions {
    var options = DuplicateOptions(kernel: try .fromEnvironment(), unit: unit)
    if let threshold = threshold.flatMap(Threshold.init) { options.threshold = threshold }
    options.contained = contained.flatMap { Threshold($0) }
    options.recall = recall ?? options.recall
    options.ngram = ngram ?? options.ngram
    options.leastTokens = minTokens ?? options.leastTokens
    options.keep = KeepPolicy(keep) ?? options.keep
    options.usesComponents = components
    options.bucketLimit = bucketLimit ?? options.bucketLimit
    return options
  }
}
