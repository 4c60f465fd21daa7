// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Tamis
import TamisKernels
import TamisPage

struct CleanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Take page chrome and repeats out of the text of pages.",
    discussion: """
      Every record is written once, with its text cleaned and its other fields unchanged. Lines \
      that return on other pages of the same host are found in the whole input. A .warc file keeps \
      of a record its id, address, date and text, and a folder only the text; both leave out the \
      other fields.
      """)

  @OptionGroup var flags: InputFlags
  @OptionGroup var drops: DropFlags

  @Option(
    name: .shortAndLong,
    help: "Where to: a .jsonl or .warc file (.gz, .zst), a folder of text files, or - .")
  var output: String

  @Option(
    help: ArgumentHelp(
      "Write what was dropped, where and why; tamis restore needs it.", valueName: "file"))
  var evidence: String?

  @Flag(help: "Leave the HTML in the line, beside the text that was made of it.")
  var keepHtml = false

  @Option(help: "Which mistake to avoid rather: precision keeps less, recall keeps more.")
  var favour = Favour.balanced

  @Option(
    help: """
      How the text is written: plain, or markdown with headings, lists, tables, quotations and code.
      """)
  var textFormat = TextFormat.plain

  @Option(
    help: ArgumentHelp(
      "Start from what this file knows of hosts, if it is there, and save in it what is known "
        + "then.",
      valueName: "file"))
  var chromeModel: String?

  @Option(
    help: ArgumentHelp(
      "Start from what this file knows of hosts too, without changing it; may be given more than "
        + "once.",
      valueName: "file"))
  var readChromeModel: [String] = []

  @Flag(
    help: ArgumentHelp(
      "Write a record for each story of a page that carries several, with the ids ID#1, ID#2."))
  var splitStories = false

  @OptionGroup var paragraphs: ParagraphFlags

  func run() async throws {
    try await Session(flags).run { observer in
      var run = flags.run
      run.maximumDrop = drops.maxDrop?.value
      var clean = Clean(run: run, kernel: try .fromEnvironment(), output: output)
      clean.evidenceOutput = evidence
      clean.keepsHTML = keepHtml
      clean.favour = favour
      clean.textFormat = textFormat
      clean.splitsStories = splitStories
      clean.chromeModels.saved = chromeModel
      clean.chromeModels.read = readChromeModel
      clean.paragraphs = try paragraphs.options()
      return try await clean(observer: observer)
    }
  }
}

struct DedupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dedup",
    abstract: "Drop records that duplicate another, which is kept.",
    discussion: """
      Kept records are written in the order in which they were read: lines of JSONL byte for byte, \
      records of other formats as lines with their text. With --unit paragraph or line every \
      record is written, without the paragraphs or lines that stand elsewhere too; with \
      --passages, without the runs of words that do.
      """)

  @OptionGroup var flags: InputFlags
  @OptionGroup var duplicates: DuplicateFlags
  @OptionGroup var drops: DropFlags

  @Option(
    help: ArgumentHelp(
      "In place of whole records take out every run of at least so many words that stands "
        + "elsewhere too, wherever it begins; the first copy stays.",
      valueName: "n"))
  var passages: Int?

  @Option(
    name: .shortAndLong,
    help: "Where the kept records go: a .jsonl or .warc file (.gz, .zst), a folder, or - .")
  var output: String

  @Option(
    name: .customLong("duplicates"),
    help: ArgumentHelp("Write which record duplicates which.", valueName: "file"))
  var duplicatesFile: String?

  @Option(help: ArgumentHelp("Write the dropped records.", valueName: "file"))
  var dropped: String?

  @Option(
    help: ArgumentHelp(
      "With --unit paragraph or line, or --passages: write what was taken out; tamis restore "
        + "needs it.",
      valueName: "file"))
  var evidence: String?

  func validate() throws {
    try flags.validateWithoutChrome("dedup")
    let isOfTexts = passages != nil || duplicates.unit != .document
    if isOfTexts, dropped != nil {
      throw ValidationError(
        "No records are dropped where texts are cut: --dropped does not go with --unit and "
          + "--passages. Ask for what is taken out with --evidence FILE.")
    }
    if !isOfTexts, evidence != nil {
      throw ValidationError(
        "--evidence goes with --unit and --passages. Ask for dropped records with --dropped FILE.")
    }
    guard let passages else { return }
    guard PassageOptions.range.contains(passages) else {
      throw ValidationError("--passages must be between 8 and 10000, not \(passages).")
    }
    if let flag = duplicates.flagOfSimilarity {
      throw ValidationError(
        "Passages are the same word for word: \(flag) does not go with --passages.")
    }
  }

  func run() async throws {
    try await Session(flags).run { observer in
      var run = flags.run
      run.maximumDrop = drops.maxDrop?.value
      run.resumes = duplicates.resume
      var dedup = Dedup(run: run, duplicates: try duplicates.options(), output: output)
      dedup.passageTokens = passages
      dedup.duplicatesOutput = duplicatesFile
      dedup.droppedOutput = dropped
      dedup.evidenceOutput = evidence
      return try await dedup(observer: observer)
    }
  }
}

struct ClusterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Write groups of near-duplicate records, or of related ones.",
    discussion: """
      A cluster is a representative and the records verified against it; records without a \
      near-duplicate are in none. At least one of --output and --pairs is needed.
      With --related a cluster has the records about one event, in whatever words; near-duplicates \
      are found first and count once, and --threshold is about them.
      """)

  @OptionGroup var flags: InputFlags
  @OptionGroup var duplicates: DuplicateFlags

  @Option(name: .shortAndLong, help: "Where the clusters go: a .jsonl file (.gz, .zst), or - .")
  var output: String?

  @Option(help: ArgumentHelp("Write every verified pair and its similarity.", valueName: "file"))
  var pairs: String?

  @OptionGroup var stories: StoryFlags

  func validate() throws {
    try flags.validateWithoutChrome("cluster")
    try stories.validate(besides: duplicates, hasPairs: pairs != nil)
    guard output != nil || pairs != nil else {
      throw ValidationError("Name an output: --output FILE, --pairs FILE or both.")
    }
  }

  func run() async throws {
    try await Session(flags).run { observer in
      var run = flags.run
      run.resumes = duplicates.resume
      if stories.related {
        var related = StoryRun(
          run: run, duplicates: try duplicates.options(), output: output ?? "-")
        related.titleField = stories.titleField ?? related.titleField
        related.window = stories.stream ? stories.window ?? StoryRun.defaultWindow : nil
        related.background.read = stories.background
        related.background.saved = stories.saveBackground
        return try await related(observer: observer)
      }
      let cluster = ClusterRun(
        run: run, duplicates: try duplicates.options(), output: output, pairsOutput: pairs)
      return try await cluster(observer: observer)
    }
  }
}

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Rebuild the input text of cleaned records from the evidence.",
    discussion: """
      INPUT is what tamis clean wrote, or tamis dedup with --evidence. Standard output gets \
      a single record as its plain text, byte for byte, and several as lines; a .txt file \
      holds the text of one record, a .jsonl file lines, and a folder a file a record.
      """)

  @OptionGroup var flags: InputFlags

  @Option(help: ArgumentHelp("The evidence that was written with the records.", valueName: "file"))
  var evidence: String

  @Option(name: .shortAndLong, help: "Where to: a .jsonl or .txt file, a folder, or - .")
  var output = "-"

  func validate() throws { try flags.validateWithoutChrome("restore") }

  func run() async throws {
    try await Session(flags).run { observer in
      try await Restore(run: flags.run, evidence: evidence, output: output)(observer: observer)
    }
  }
}
