// SPDX-License-Identifier: Apache-2.0

public import CTamis
import TamisHTML
import TamisKernels
import TamisPage

/// A batch of pages of the caller's.
struct PageColumns {
  let count: Int
  private let text: TextColumn?
  private let html: TextColumn?
  private let url: TextColumn?
  private let host: TextColumn?
  private let group: TextColumn?
  private let title: TextColumn?

  init(_ pages: UnsafePointer<tamis_pages>?) throws(Failure) {
    guard let pages = pages?.pointee else { throw .parameter("The pages are NULL.") }
    guard let one = pages.html ?? pages.text else {
      throw .parameter("Pages have html or text; both are NULL.")
    }
    guard one.pointee.count >= 0, one.pointee.count < 1 << 48 else {
      throw .parameter("There are \(one.pointee.count) pages.")
    }
    count = Int(one.pointee.count)
    text = try TextColumn(pages.text, "text", count: count)
    html = try TextColumn(pages.html, "html", count: count)
    url = try TextColumn(pages.url, "url", count: count)
    host = try TextColumn(pages.host, "host", count: count)
    group = try TextColumn(pages.group, "group", count: count)
    title = try TextColumn(pages.title, "title", count: count)
  }

  /// The page of a row; nil where it has neither html nor text.
  func page(_ row: Int, by readers: inout PageReaders) throws(Failure) -> ReadPage? {
    let address = try url?.string(row)
    let plain = try text?.text(row)
    if let markup = try html?.text(row) {
      let page = markup.withSpan { readers.html.read($0) }
      if !page.text.isEmpty || (plain?.count ?? 0) == 0 {
        return ReadPage(
          page: readers.pages.read(page, address: address), text: page.text, facts: page.facts,
          address: address)
      }
    }
    guard let plain else { return nil }
    let page = plain.withSpan { readers.pages.read($0, address: address) }
    return ReadPage(page: page, text: plain.array, facts: nil, address: address)
  }

  /// The host of a row's page; nil for none.
  func identity(_ row: Int) throws(Failure) -> PageIdentity? {
    PageIdentity(
      group: try group?.string(row), host: try host?.string(row), url: try url?.string(row))
  }

  /// The keys of what may be the title of a row's page.
  func titles(
    _ row: Int, of page: ReadPage, by readers: inout PageReaders
  ) throws(Failure) -> [UInt64] {
    let title = try title?.string(row) ?? page.facts?.values(.title, .element).first
    var keys: [UInt64] = []
    for title in PageTitle.candidates(title) {
      let bytes = Array(title.utf8)
      if let key = readers.pages.key(of: bytes.span) { keys.append(key) }
    }
    return keys
  }
}

/// A page that was read.
struct ReadPage {
  let page: Page
  /// Its visible text.
  let text: [UInt8]
  /// Of HTML, what it states about itself.
  let facts: PageFacts?
  let address: String?
}

/// What reads pages.
struct PageReaders: ~Copyable {
  var html = HTMLReader()
  var pages: PageReader

  init(kernel: Kernel) { pages = PageReader(kernel: kernel) }
}

/// Gives what pages contribute to their hosts.
@c @implementation
public func tamis_sight_lines(
  _ pages: UnsafePointer<tamis_pages>!, _ output: UnsafeMutablePointer<OpaquePointer?>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let columns = try PageColumns(pages)
    var readers = PageReaders(kernel: try currentKernel())
    var (hosts, visible) = (OutputTexts(), OutputTexts())
    var (addresses, lines, starts): ([UInt64], [UInt64], [Int64]) = ([], [], [0])
    for row in 0..<columns.count {
      let identity = try columns.identity(row)
      let address = identity?.addressHash
      hosts.append(Array((identity?.group ?? "").utf8))
      addresses += [address?.high ?? 0, address?.low ?? 0]
      let page = identity == nil ? nil : try columns.page(row, by: &readers)
      for sighting in page?.page.sightings ?? [] { lines.append(sighting.rawValue) }
      visible.append(page?.text ?? [])
      starts.append(Int64(lines.count))
    }
    let made = Output()
    made.add(hosts)
    made.add(addresses)
    made.add(lines)
    made.add(starts)
    made.add(visible)
    try give(made, to: output)
  }
}
