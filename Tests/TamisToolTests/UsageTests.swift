// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Wrong usage ends with status 64 before anything is written.
struct `Wrong usage` {
  let folder: Scratch

  init() throws {
    folder = try Scratch()
    try folder.write("in.jsonl", lines: [#"{"id":"a","text":"One."}"#])
  }

  private static let commands = [
    ["clean", "in.jsonl", "-o", "out.jsonl", "--colour"],
    ["clean", "in.jsonl"],
    ["clean", "-o", "out.jsonl"],
    ["polish", "in.jsonl"],
    ["cluster", "in.jsonl"],
    ["restore", "in.jsonl"],
    ["clean", "in.jsonl", "-o", "out.jsonl", "--threads", "0"],
    ["clean", "in.jsonl", "-o", "out.jsonl", "--threads", "many"],
    ["clean", "in.jsonl", "-o", "out.jsonl", "--record-limit", "0"],
    ["clean", "in.jsonl", "-o", "out.jsonl", "--record-limit", "64X"],
    ["clean", "in.jsonl", "-o", "out.jsonl", "--max-drop", "150%"],
    ["clean", "in.jsonl", "-o", "out.jsonl", "--max-drop", "half"],
    ["clean", "in.jsonl", "-o", "out.jsonl", "--input-format", "html6"],
    ["clean", "in.jsonl", "-o", "out.jsonl", "--text-field", ""],
    ["clean", "in.jsonl", "-o", "out.jsonl", "--progress", "loud"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--threshold", "0"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--threshold", "1.01"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--threshold", "nan"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--contained", "0.49"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--contained", "1.01"],
    ["cluster", "in.jsonl", "-o", "out.jsonl", "--contained", "nan"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--recall", "1"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--recall", "0"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--ngram", "0"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--ngram", "-3"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--bucket-limit", "1"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--keep", "best"],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--keep", "field="],
    ["dedup", "in.jsonl", "-o", "out.jsonl", "--group-field", "site"],
    ["cluster", "in.jsonl", "-o", "out.jsonl", "--group-field", "site"],
    ["restore", "in.jsonl", "--evidence", "e.jsonl", "--group-field", "site"],
  ]

  @Test(arguments: commands)
  func `has status 64 and a message`(command: [String]) throws {
    let run = try folder.tamis(command)
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("Error: "))
    #expect(run.errors.contains("--help"))
    #expect(run.output.isEmpty)
    #expect(try folder.names() == ["in.jsonl"])
  }

  @Test func `is not to ask for help or the version`() throws {
    for command in ["clean", "dedup", "cluster", "inspect", "restore"] {
      let run = try folder.tamis(command, "--help")
      #expect(run.status == 0)
      #expect(run.text.contains("USAGE: tamis \(command)"))
    }
    #expect(try folder.tamis("--version").text.hasSuffix("\n"))
    let completions = try folder.tamis("--generate-completion-script", "bash")
    #expect(completions.status == 0 && completions.text.contains("--evidence"))
  }
}

/// Runs that cannot be done end with status 1, a sentence and no output.
struct `A run that fails` {
  let folder: Scratch

  private static let lines = (0..<5).map { #"{"id":"\#($0)","text":"Text of number \#($0)."}"# }

  init() throws {
    folder = try Scratch()
    try folder.write("in.jsonl", lines: Self.lines)
    try folder.write("older.jsonl", "older\n")
  }

  private func expectFailure(
    _ arguments: String..., saying message: String, input: String = "/dev/null",
    environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try folder.names()
    let run = try folder.tamis(arguments, input: input, environment: environment)
    #expect(run.status == 1, sourceLocation: sourceLocation)
    #expect(run.errors == "tamis: \(message)\n", sourceLocation: sourceLocation)
    #expect(try folder.names() == before, sourceLocation: sourceLocation)
    #expect(try folder.lines("in.jsonl") == Self.lines, sourceLocation: sourceLocation)
    #expect(try folder.text("older.jsonl") == "older\n", sourceLocation: sourceLocation)
  }

  @Test func `for want of an input names it`() throws {
    try expectFailure(
      "clean", "in.jsonl", "no.jsonl", "-o", "older.jsonl",
      saying: "The input no.jsonl does not exist.")
    try expectFailure(
      "clean", "no*.jsonl", "-o", "older.jsonl", saying: "No file matches the pattern no*.jsonl.")
    try FileManager.default.createDirectory(
      atPath: folder.path("void"), withIntermediateDirectories: true)
    try expectFailure(
      "clean", "void", "-o", "older.jsonl", saying: "The folder void holds no file to read.")
    try expectFailure(
      "clean", "-", "-", "-o", "older.jsonl",
      saying: "Standard input (-) was given twice; it is read once.")
  }

  @Test func `because its output is its input leaves both alone`() throws {
    let message = "is also the input in.jsonl. Name another output."
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.jsonl"), withDestinationPath: "in.jsonl")
    try FileManager.default.linkItem(
      atPath: folder.path("in.jsonl"), toPath: folder.path("hard.jsonl"))
    for name in ["in.jsonl", "./in.jsonl", "link.jsonl", "hard.jsonl", folder.path("in.jsonl")] {
      try expectFailure("clean", "in.jsonl", "-o", name, saying: "The output \(name) \(message)")
      try expectFailure(
        "clean", "in.jsonl", "-o", "older.jsonl", "--evidence", name,
        saying: "The output \(name) \(message)")
      try expectFailure(
        "dedup", "in.jsonl", "-o", "older.jsonl", "--duplicates", name,
        saying: "The output \(name) \(message)")
      try expectFailure(
        "dedup", "in.jsonl", "-o", "older.jsonl", "--dropped", name,
        saying: "The output \(name) \(message)")
      try expectFailure(
        "cluster", "in.jsonl", "-o", "older.jsonl", "--pairs", name,
        saying: "The output \(name) \(message)")
      try expectFailure(
        "cluster", "in.jsonl", "-o", "older.jsonl", "--summary", name,
        saying: "The output \(name) \(message)")
    }
  }

  @Test func `because an output is in a folder that is read`() throws {
    try folder.write("crawl/one.txt", "One.")
    let run = try folder.tamis("clean", "crawl", "-o", "crawl/one.txt")
    #expect(run.status == 1)
    #expect(try folder.text("crawl/one.txt") == "One.")
  }

  @Test(arguments: ["older.jsonl", "./older.jsonl", "link.jsonl", "sub/../older.jsonl"])
  func `because two outputs are one file says so`(second: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.jsonl"), withDestinationPath: "older.jsonl")
    try FileManager.default.createDirectory(
      atPath: folder.path("sub"), withIntermediateDirectories: true)
    let message = "The output \(second) was given twice. Name another file for one of the two."
    try expectFailure(
      "clean", "in.jsonl", "-o", "older.jsonl", "--evidence", second, saying: message)
    try expectFailure(
      "dedup", "in.jsonl", "-o", "new.jsonl", "--duplicates", "older.jsonl", "--dropped", second,
      saying: message)
    try expectFailure(
      "cluster", "in.jsonl", "-o", "older.jsonl", "--pairs", second, saying: message)
    try expectFailure(
      "clean", "in.jsonl", "-o", "older.jsonl", "--summary", second, saying: message)
    try expectFailure(
      "clean", "in.jsonl", "-o", "-", "--evidence", "-",
      saying: "The output - was given twice. Name another file for one of the two.")
  }

  @Test(arguments: [
    ["-o"], ["-o", "older.jsonl", "--evidence"], ["-o", "older.jsonl", "--summary"],
  ])
  func `for want of an output's folder writes nothing`(options: [String]) throws {
    let run = try folder.tamis(["clean", "in.jsonl"] + options + ["no/out.jsonl"])
    #expect(run.status == 1)
    #expect(
      run.errors
        == "tamis: The output no/out.jsonl cannot be created: No such file or directory.\n")
    #expect(try folder.names() == ["in.jsonl", "older.jsonl"])
    #expect(try folder.text("older.jsonl") == "older\n")
  }

  @Test func `because an output is a folder says so`() throws {
    try folder.write("crawl/one.txt", "One.")
    try expectFailure(
      "clean", "in.jsonl", "-o", "crawl",
      saying: "The output folder crawl is not empty. Name a new one, or empty it.")
    try expectFailure(
      "clean", "in.jsonl", "-o", "older.jsonl", "--evidence", "crawl",
      saying: "The output crawl is a folder where a file is wanted.")
  }

  @Test func `for want of a folder for temporary files names it`() throws {
    let message = "standard input has to be read twice, and no copy of it can be made in"
    for temp in ["no", "in.jsonl"] {
      let run = try folder.tamis(
        "clean", "-", "-o", "older.jsonl", "--temp", temp, input: "in.jsonl")
      #expect(run.status == 1)
      #expect(run.errors.hasPrefix("tamis: \(message) \(temp): "))
      #expect(try folder.names() == ["in.jsonl", "older.jsonl"])
    }
  }

  #if os(Linux)
    @Test(arguments: [["-o", "/dev/full"], ["-o", "older.jsonl", "--evidence", "/dev/full"]])
    func `because the disk is full says so`(options: [String]) throws {
      try folder.write("page.txt", ScrapedPage.scraped)
      let run = try folder.tamis(["clean", "page.txt"] + options)
      #expect(run.status == 1)
      #expect(run.errors.hasPrefix("tamis: Writing to the output /dev/full failed after "))
      #expect(run.errors.contains("No space left on device"))
      #expect(try folder.text("older.jsonl") == "older\n")
      #expect(try folder.names() == ["in.jsonl", "older.jsonl", "page.txt"])
    }

    @Test func `because standard output is full says so`() throws {
      let run = try folder.shell(#""$TAMIS" clean in.jsonl -o - > /dev/full"#)
      #expect(run.status == 1)
      #expect(run.errors.hasPrefix("tamis: Writing to standard output failed after "))
    }
  #endif

  @Test func `because it would drop too much writes nothing`() throws {
    try folder.write(
      "copies.jsonl", pages: (0..<10).map { PageLine(id: "\($0)", text: "The same.") })
    let run = try folder.tamis("dedup", "copies.jsonl", "-o", "older.jsonl", "--max-drop", "50%")
    #expect(run.status == 1)
    #expect(
      run.errors
        == "tamis: This run would drop 90.0 % of its records (9 of 10), more than --max-drop "
        + "allows. Nothing was written.\n")
    #expect(try folder.text("older.jsonl") == "older\n")
    let most = try folder.tamis("dedup", "copies.jsonl", "-o", "new.jsonl", "--max-drop", "0.9")
    #expect(most.status == 0)
    #expect(most.errors.hasPrefix("Note: Most of the input was dropped: 90.0 % of its records."))
    try folder.write(
      "page.txt", "Skip to content\n\nNews\n\nRecommended Articles\n\nA ferry sails.")
    let clean = try folder.tamis("clean", "page.txt", "-o", "older.jsonl", "--max-drop", "1%")
    #expect(clean.status == 1)
    #expect(clean.errors.contains("--max-drop"))
    #expect(try folder.text("older.jsonl") == "older\n")
  }

  @Test func `because the evidence is of another run says so`() throws {
    try folder.write("page.txt", ScrapedPage.scraped)
    try folder.tamis("clean", "page.txt", "-o", "out.jsonl", "--evidence", "ev.jsonl")
    try folder.write("out.jsonl", pages: [PageLine(id: "page.txt", text: "Short.")])
    try expectFailure(
      "restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "older.jsonl",
      saying: "The evidence in ev.jsonl for the record page.txt does not fit its text. "
        + "Was one of the two changed, or is it of another run?")
    try folder.write("ev.jsonl", lines: [#"{"id":"x"}"#])
    try expectFailure(
      "restore", "out.jsonl", "--evidence", "ev.jsonl", "-o", "older.jsonl",
      saying: "ev.jsonl: line 1 is not a line of evidence.")
  }
}

struct `A reader that goes away` {
  let folder: Scratch

  init() throws { folder = try Scratch() }

  @Test(arguments: ["clean", "dedup", "cluster --threshold 0.5"])
  func `is no error`(command: String) throws {
    var generator = PageGenerator(seed: 8)
    let pages = generator.texts(3000, paragraphs: 4...6).enumerated()
    try folder.write("in.jsonl", pages: pages.map { PageLine(id: "\($0)", text: $1) })
    let run = try folder.shell(
      #"{ "$TAMIS" \#(command) in.jsonl -o -; echo $? > status; } | head -n 1"#)
    #expect(run.errors.isEmpty)
    #expect(try folder.text("status") == "0\n")
    #expect(run.text.split(separator: "\n").count == 1)
  }

  @Test func `of inspect is no error either`() throws {
    try folder.write(
      "in.jsonl", pages: (0..<5000).map { PageLine(id: "\($0)", text: "Text \($0)") })
    let run = try folder.shell(#"{ "$TAMIS" inspect in.jsonl -q; echo $? > status; } | head -n 1"#)
    #expect(run.errors.isEmpty)
    #expect(try folder.text("status") == "0\n")
  }
}
