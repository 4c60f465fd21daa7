// SPDX-License-Identifier: Apache-2.0

import TamisIO
import TamisStory

/// Writes stories, one after the other.
struct StoryWriter: ~Copyable {
  private let documents: StoryDocuments
  private var reader: TermStashReader
  private var buffer: LineBuffer<StoryRun.Slot>
  private var names: NameReader

  init(
    documents: StoryDocuments, buffer: LineBuffer<StoryRun.Slot>, found: borrowing Duplicates
  ) {
    self.documents = documents
    self.buffer = buffer
    reader = TermStashReader(documents)
    names = NameReader(found.records)
  }

  /// Writes the stories of two and more records.
  ///
  /// - Parameter stories: For each document the first of its story.
  mutating func write(
    _ stories: [Int], of found: borrowing Duplicates, summary: inout RunSummary
  ) throws {
    var rows = RowCursor(try Self.rows(stories, of: found, documents: documents))
    var tally = ClusterTally()
    var (related, near) = (0, 0)
    while let story = try rows.word(0) {
      var members: [StoryMember] = []
      while try rows.word(0) == story, let member = try StoryMember(&rows) {
        members.append(member)
        rows.step()
      }
      guard members.count > 1 else { continue }
      near += members.count { $0.isNear }
      related += Set(members.map(\.document)).count - 1
      try write(members, number: tally.clusters)
      tally.begin()
      for _ in members { tally.countMember() }
    }
    try buffer.flush(atLeast: 0)
    summary.add("documents compared", documents.count)
    summary.add("clusters", tally.clusters)
    summary.add("records in clusters", tally.members)
    summary.add("largest cluster", tally.largest)
    summary.add("related", related)
    summary.add("near-duplicates", near)
  }

  /// Rows of a story, a document, the rank of a record among its near-duplicates, the record, and
  /// how it is like the document.
  private static func rows(
    _ stories: [Int], of found: borrowing Duplicates, documents: StoryDocuments
  ) throws -> SortedRows {
    var rows = RowSorter(
      width: 6, memory: found.shares.smallSorter, name: "stories", folder: found.folder)
    var clusters = try found.clusters()
    var member = try clusters.next()
    for (document, story) in stories.enumerated() {
      let record = Int(documents.records[document])
      var row: InlineArray<6, UInt64> = [
        UInt64(story), UInt64(document), 0, UInt64(record), 0, 0,
      ]
      try rows.append(row.span)
      guard let first = member, first.isRepresentative, first.record == record else { continue }
      member = try clusters.next()
      while let copy = member, !copy.isRepresentative {
        row[2] += 1
        row[3] = UInt64(copy.record)
        (row[4], row[5]) = copy.likeness?.words ?? Likeness.notCompared
        try rows.append(row.span)
        member = try clusters.next()
      }
    }
    return try rows.sorted()
  }

  private mutating func write(_ members: [StoryMember], number: Int) throws {
    let profile = try StoryProfile(members, documents: documents, reader: &reader)
    let similarities = profile.similarities
    func place(_ member: StoryMember) -> (Double, Int, UInt64) {
      let isFirst = member.document == profile.representative
      let similarity = isFirst ? 2 : similarities[member.document] ?? 0
      return (-similarity, member.document, member.rank)
    }
    let order = members.sorted { place($0) < place($1) }
    guard let representative = order.first else { return }
    buffer.lines.beginObject()
    buffer.lines.field("cluster", number)
    buffer.lines.field("representative", try names.name(representative.record).id)
    buffer.lines.beginArray("label")
    for word in profile.label { buffer.lines.element(word) }
    buffer.lines.endArray()
    if let span = profile.span, let from = WARCDate.text(span.from),
      let to = WARCDate.text(span.to)
    {
      buffer.lines.field("from", from)
      buffer.lines.field("to", to)
    }
    buffer.lines.beginArray("members")
    for member in order {
      buffer.lines.beginObject()
      buffer.lines.field("id", try names.name(member.record).id)
      if member.isNear {
        member.likeness.map { buffer.lines.field("similarity", $0.value) }
          ?? buffer.lines.null("similarity")
      } else {
        let similarity = similarities[member.document] ?? 0
        buffer.lines.field("similarity", (similarity * 10_000).rounded() / 10_000)
      }
      buffer.lines.field("kind", member.isNear ? "near" : "related")
      buffer.lines.endObject()
      try buffer.flush(atLeast: 1 << 20)
    }
    buffer.lines.endCluster()
  }
}

/// A record of a story.
struct StoryMember {
  /// The document that the record is, or nearly repeats.
  let document: Int
  /// Its rank among the document's near-duplicates; 0 for the document itself.
  let rank: UInt64
  /// Its position in the input.
  let record: Int
  /// How a near-duplicate is like the document; nil where they were not compared.
  let likeness: Likeness?

  /// Whether it nearly repeats the document.
  var isNear: Bool { rank > 0 }

  /// The member of the row that comes next.
  init?(_ rows: inout RowCursor) throws(TamisIOError) {
    guard let document = try rows.word(1), let rank = try rows.word(2),
      let record = try rows.word(3), let common = try rows.word(4), let all = try rows.word(5)
    else { return nil }
    self.document = Int(document)
    self.rank = rank
    self.record = Int(record)
    likeness = Likeness(words: (common, all))
  }
}
