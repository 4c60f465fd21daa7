// SPDX-License-Identifier: Apache-2.0

import CTamis
import TamisKernels
import TamisPage

/// Cleans pages by what it knows of hosts.
final class Cleaner {
  private let favour: Favour
  private let format: TextFormat
  private var readers: PageReaders
  private var models: [ChromeModel] = []
  private var counts: HostCounts?
  private var learned: LearnedHosts?

  init(favour: Favour, format: TextFormat) throws(Failure) {
    self.favour = favour
    self.format = format
    readers = PageReaders(kernel: try currentKernel())
  }

  func add(model bytes: [UInt8]) throws(Failure) {
    guard learned == nil else { throw .order("Models are added before hosts are learned.") }
    do throws(ChromeModelError) {
      models.append(try ChromeModel(bytes: bytes))
    } catch {
      throw .model("The bytes are no chrome model that can be read: what was given \(error)")
    }
  }

  func count(_ pages: PageColumns) throws(Failure) {
    guard learned == nil else { throw .order("Pages are counted before hosts are learned.") }
    // The counts leave `self` while another member is written to.
    var counts: HostCounts
    if let known = self.counts { counts = known } else { counts = try HostCounts() }
    self.counts = nil
    for row in 0..<pages.count {
      guard let identity = try pages.identity(row), let page = try pages.page(row, by: &readers)
      else { continue }
      counts.append(page, identity)
    }
    self.counts = counts
  }

  func learn() throws(Failure) {
    guard learned == nil else { throw .order("Hosts are learned once.") }
    let model = ChromeModel(merging: models)
    if let counts {
      learned = try counts.learned(from: model)
    } else {
      learned = LearnedHosts(model: model)
    }
    counts = nil
  }

  func setHosts(_ hosts: LearnedHosts) throws(Failure) {
    guard learned == nil, counts == nil, models.isEmpty else {
      throw .order("What is known of hosts is said instead of counting, and once.")
    }
    learned = hosts
  }

  func model() throws(Failure) -> [UInt8] {
    guard let learned else { throw .order("There is a model when hosts were learned.") }
    return learned.chrome.bytes
  }

  func clean(_ pages: PageColumns) throws(Failure) -> Output {
    guard counts == nil else {
      throw .order("Pages were counted: hosts are learned before pages are cleaned.")
    }
    if learned == nil { try learn() }
    var cleaned = CleanedColumns()
    for row in 0..<pages.count {
      guard let page = try pages.page(row, by: &readers) else {
        cleaned.appendNull()
        continue
      }
      let titles = try pages.titles(row, of: page, by: &readers)
      let host = try pages.identity(row).flatMap { learned?.lines(of: Array($0.group.utf8)) }
      let drops = page.page.drops(host: host, titles: titles, favour: favour)
      cleaned.append(page, drops, format)
    }
    return cleaned.output
  }
}

/// Cleaned pages in columns.
private struct CleanedColumns {
  private var texts = OutputTexts()
  private var isThere: [UInt8] = []
  private var dropStarts: [Int64] = [0]
  private var places: [[Int64]] = [[], [], [], []]
  private var reasons: [UInt8] = []
  private var confidences: [Double] = []
  private var details = OutputTexts()
  private var dropped = OutputTexts()
  private var stated = PageFields.names.map { _ in OutputTexts() }
  private var isStated: [UInt8] = []

  mutating func appendNull() {
    texts.append([])
    isThere.append(0)
    dropStarts.append(Int64(reasons.count))
    append([])
  }

  mutating func append(_ page: ReadPage, _ drops: [Drop], _ format: TextFormat) {
    for drop in drops { append(drop, of: page.text) }
    dropStarts.append(Int64(reasons.count))
    texts.append(
      page.page.formatted(format, of: page.text[...], without: drops.map(\.range)).bytes)
    isThere.append(1)
    append(page.facts.map { PageFields.members(of: $0, url: page.address) } ?? [])
  }

  private mutating func append(_ drop: Drop, of text: [UInt8]) {
    let copy = drop.repeats
    let ends = [
      drop.range.lowerBound, drop.range.upperBound, copy?.lowerBound ?? -1,
      copy?.upperBound ?? -1,
    ]
    for (place, end) in ends.enumerated() { places[place].append(Int64(end)) }
    reasons.append(UInt8(Reason.allCases.firstIndex(of: drop.reason) ?? 0))
    confidences.append(drop.confidence)
    details.append(Array(drop.detail.utf8))
    dropped.append(text[drop.range])
  }

  private mutating func append(_ fields: [(name: String, value: String)]) {
    for (place, name) in PageFields.names.enumerated() {
      let value = fields.first { $0.name == name }?.value
      stated[place].append(Array((value ?? "").utf8))
      isStated.append(value == nil ? 0 : 1)
    }
  }

  /// The columns of `tamis_cleaner_clean`.
  var output: Output {
    let output = Output()
    output.add(texts)
    output.add(isThere)
    output.add(dropStarts)
    for column in places { output.add(column) }
    output.add(reasons)
    output.add(confidences)
    output.add(details)
    output.add(dropped)
    for column in stated { output.add(column) }
    output.add(isStated)
    return output
  }
}
