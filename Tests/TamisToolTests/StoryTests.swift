// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `tamis cluster --related`, on stories of invented words.
struct `Related records` {
  let folder: Scratch

  private struct StoryLine: Decodable {
    struct Member: Decodable {
      var id: String
      var similarity: Double?
      var kind: String
    }

    var cluster: Int
    var representative: String
    var label: [String]
    var from: String?
    var to: String?
    var members: [Member]

    var ids: Set<String> { Set(members.map(\.id)) }
  }

  init() throws { folder = try Scratch() }

  /// Twelve stories of five documents, which share their story's words and no sentence.
  private func pages() -> [PageLine] {
    var chance = SeededGenerator(seed: 11)
    func word(_ number: Int) -> String {
      var (word, rest) = ("", number + 11_881_376)
      while rest > 0 {
        word.append(Character(UnicodeScalar(UInt8(97 + rest % 26))))
        rest /= 26
      }
      return word
    }
    var pages: [PageLine] = []
    for story in 0..<12 {
      for number in 0..<5 {
        let words = (0..<80).map { place in
          place % 2 == 0
            ? word(10_000 + 40 * story + Int.random(in: 0..<40, using: &chance))
            : word(Int.random(in: 0..<3000, using: &chance))
        }
        pages.append(
          PageLine(
            id: "s\(story)-\(number)", date: "2026-03-\(10 + story)T0\(number):00:00Z",
            text: words.joined(separator: " ")))
      }
    }
    return pages
  }

  private func stories(_ flags: String...) throws -> [StoryLine] {
    let run = try folder.tamis(
      ["cluster", "--related", "in.jsonl", "-o", "out.jsonl"] + flags)
    #expect(run.status == 0, "\(run.errors)")
    return try folder.read(StoryLine.self, "out.jsonl")
  }

  @Test func `stories come out whole, with a label, a time span and a representative`() throws {
    try folder.write("in.jsonl", pages: pages())
    for story in [try stories(), try stories("--stream")] {
      #expect(story.count == 12)
      for line in story {
        let name = line.representative.prefix { $0 != "-" }
        #expect(line.ids == Set((0..<5).map { "\(name)-\($0)" }))
        #expect(line.members.first?.id == line.representative)
        #expect(line.members.first?.similarity == 1)
        #expect(line.members.allSatisfy { $0.kind == "related" })
        #expect((3...6).contains(line.label.count))
        let day = 10 + (Int(name.dropFirst()) ?? 0)
        #expect(line.from == "2026-03-\(day)T00:00:00Z")
        #expect(line.to == "2026-03-\(day)T04:00:00Z")
      }
    }
  }

  @Test func `a text that was copied fifty times counts once`() throws {
    var pages = pages()
    let alone = try {
      try folder.write("in.jsonl", pages: pages); return try stories()
    }()
    for copy in 0..<50 {
      pages.append(PageLine(id: "copy-\(copy)", text: pages[7].text + " \(copy)"))
    }
    try folder.write("in.jsonl", pages: pages)
    let copied = try stories()
    func isCopy(_ id: String) -> Bool { id.hasPrefix("copy") || id == pages[7].id }
    #expect(
      Set(copied.map { $0.ids.filter { !isCopy($0) } })
        == Set(alone.map { $0.ids.filter { !isCopy($0) } }))
    let story = copied.first { $0.ids.contains("copy-0") }
    #expect(story?.ids.count == 55)
    #expect(story?.members.count { $0.kind == "near" } == 50)
  }

  @Test func `threads, memory and the order of the input make no difference`() throws {
    let pages = pages()
    try folder.write("in.jsonl", pages: pages)
    _ = try stories("--threads", "1")
    let first = try folder.bytes("out.jsonl")
    _ = try stories("--threads", "3", "--memory", "1G")
    #expect(try folder.bytes("out.jsonl") == first)
    try folder.write("in.jsonl", pages: pages.reversed())
    _ = try stories()
    #expect(try folder.bytes("out.jsonl") == first)
  }

  @Test func `a background that was saved tells what is common elsewhere`() throws {
    // Forty notices of one form, each about something else.
    let words = pages().flatMap { $0.text.split(separator: " ").map(String.init) }
    let form = (0..<30).map { "form\(Character(UnicodeScalar(UInt8(97 + $0 % 26))))\($0)" }
    let notices = (0..<40).map { number in
      PageLine(
        id: "n\(number)",
        text: (form + words[number * 90..<number * 90 + 40]).joined(separator: " "))
    }
    let joined = { (flags: [String]) in
      let run = try folder.tamis(
        ["cluster", "--related", "few.jsonl", "-o", "out.jsonl"] + flags)
      #expect(run.status == 0, "\(run.errors)")
      return try folder.read(StoryLine.self, "out.jsonl").flatMap(\.members).count
    }
    try folder.write("many.jsonl", pages: notices)
    try folder.write("few.jsonl", pages: Array(notices.prefix(8)))
    let learned = try folder.tamis(
      "cluster", "--related", "many.jsonl", "-o", "-", "--save-background", "b.background")
    #expect(learned.status == 0, "\(learned.errors)")
    #expect(try folder.lines("b.background").prefix(2) == ["tamis background 1", "documents 40"])
    #expect(try joined([]) == 8)
    #expect(try joined(["--background", "b.background"]) == 0)
    #expect(try joined(["--background", "b.background", "--stream"]) == 0)
    _ = try joined(["--background", "b.background", "--save-background", "c.background"])
    #expect(try folder.lines("c.background")[1] == "documents 48")
  }

  @Test func `a background that cannot be is refused with a sentence`() throws {
    try folder.write("in.jsonl", pages: pages())
    try folder.write("b.background", "tamis background 1\ndocuments 9\n00000a 3\n")
    for (flags, sentence) in [
      (["--background", "b.background"], "The file b.background is damaged: line 4 should have"),
      (["--background", "in.jsonl"], "The file in.jsonl is no background of terms."),
      (["--background", "none"], "none"),
      (["--save-background", "b.gz"], "The background cannot be saved in b.gz"),
      (["--background", "b.background", "--save-background", "b.background"], "b.background"),
    ] {
      let run = try folder.tamis(
        ["cluster", "--related", "in.jsonl", "-o", "out.jsonl"] + flags)
      #expect(run.status == 1, "\(flags)")
      #expect(run.errors.contains(sentence), "\(run.errors)")
      #expect(!folder.exists("out.jsonl"))
    }
  }

  @Test func `what does not go together is refused`() throws {
    try folder.write("in.jsonl", pages: pages())
    for flags in [
      ["--related", "--pairs", "p.jsonl"], ["--related", "--unit", "line"], ["--stream"],
      ["--related", "--components"], ["--related", "--window", "9"], ["--title-field", "t"],
      ["--related", "--stream", "--window", "3"], ["--background", "b"],
      ["--save-background", "b"],
    ] {
      let run = try folder.tamis(["cluster", "in.jsonl", "-o", "out.jsonl"] + flags)
      #expect(run.status == 64, "\(flags)")
    }
  }

  @Test func `stories of a public set are found with the default settings`() throws {
    guard let data = ProcessInfo.processInfo.environment["TAMIS_DATA"], !data.isEmpty else {
      print("not run: stories/ecb-train, because TAMIS_DATA is not set")
      return
    }
    let path = "\(data)/stories/ecb-train/docs.jsonl.gz"
    let run = try folder.tamis("cluster", "--related", path, "-o", "out.jsonl")
    #expect(run.status == 0)
    var found = try folder.read(StoryLine.self, "out.jsonl").map(\.ids)
    try folder.tamis("cluster", "--related", "--stream", path, "-o", "out.jsonl")
    var streamed = try folder.read(StoryLine.self, "out.jsonl").map(\.ids)
    // Records in no cluster are stories of one.
    try folder.tamis("clean", path, "-o", "all.jsonl")
    let all = Set(try folder.read(IDLine.self, "all.jsonl").map(\.id))
    found += all.subtracting(found.joined()).map { [$0] }
    streamed += all.subtracting(streamed.joined()).map { [$0] }
    // The set names its stories in the ids: 12_3ecb is the third document of 12ecb.
    func story(_ id: String) -> String {
      let parts = id.split(separator: "_")
      return String(parts[0] + parts[1].drop { $0.isNumber })
    }
    let (batch, stream) = (BCubed(found, story: story), BCubed(streamed, story: story))
    print("ecb-train: BCubed F1 \(batch.f1), streamed \(stream.f1)")
    #expect(batch.f1 >= 0.89)
    #expect(abs(batch.f1 - stream.f1) <= 0.03)
  }
}

private struct IDLine: Decodable { var id: String }

/// BCubed (Bagga and Baldwin 1998) of clusters that have all records.
private struct BCubed {
  let f1: Double

  init(_ clusters: [Set<String>], story: (String) -> String) {
    let sizes = clusters.joined().reduce(into: [:]) { $0[story($1), default: 0] += 1 }
    let count = Double(clusters.joined().count)
    var (precision, recall) = (0.0, 0.0)
    for cluster in clusters {
      let own = cluster.reduce(into: [String: Int]()) { $0[story($1), default: 0] += 1 }
      for (name, shared) in own {
        precision += Double(shared * shared) / Double(cluster.count)
        recall += Double(shared * shared) / Double(sizes[name] ?? 1)
      }
    }
    f1 = 2 * precision * recall / count / (precision + recall)
  }
}
