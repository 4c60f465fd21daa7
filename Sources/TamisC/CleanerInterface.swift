// SPDX-License-Identifier: Apache-2.0

public import CTamis
import TamisPage

/// Makes a cleaner.
@c @implementation
public func tamis_cleaner_new(
  _ favour: Int32, _ format: Int32, _ cleaner: UnsafeMutablePointer<OpaquePointer?>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let favours: [Int32: Favour] = [
      TAMIS_FAVOUR_PRECISION: .precision, TAMIS_FAVOUR_BALANCED: .balanced,
      TAMIS_FAVOUR_RECALL: .recall,
    ]
    let formats: [Int32: TextFormat] = [
      TAMIS_FORMAT_PLAIN: .plain, TAMIS_FORMAT_MARKDOWN: .markdown,
    ]
    guard let favour = favours[favour], let format = formats[format] else {
      throw .parameter("There is no favour \(favour), or no format \(format).")
    }
    try give(try Cleaner(favour: favour, format: format), to: cleaner)
  }
}

/// Adds what a model knows.
@c @implementation
public func tamis_cleaner_add_model(
  _ cleaner: OpaquePointer!, _ bytes: UnsafePointer<UInt8>!, _ size: Int64,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let model = Array(try column(bytes, size, "a model"))
    try taken(cleaner, as: Cleaner.self).add(model: model)
  }
}

/// Counts the lines of pages.
@c @implementation
public func tamis_cleaner_count(
  _ cleaner: OpaquePointer!, _ pages: UnsafePointer<tamis_pages>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    try taken(cleaner, as: Cleaner.self).count(try PageColumns(pages))
  }
}

/// Ends the counting.
@c @implementation
public func tamis_cleaner_learn(
  _ cleaner: OpaquePointer!, _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in try taken(cleaner, as: Cleaner.self).learn() }
}

/// Says what is known of hosts.
@c @implementation
public func tamis_cleaner_set_hosts(
  _ cleaner: OpaquePointer!, _ names: UnsafePointer<tamis_strings>!,
  _ pages: UnsafePointer<UInt32>!, _ keys: UnsafePointer<tamis_lists>!,
  _ counts: UnsafePointer<UInt32>!, _ zones: UnsafePointer<UInt32>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let cleaner = try taken(cleaner, as: Cleaner.self)
    guard let names else { throw .parameter("The names of hosts are NULL.") }
    let hosts = try TextColumn(names.pointee, "name")
    let lists = try ListColumn(keys, count: hosts.count)
    let pages = try column(pages, Int64(hosts.count), "pages")
    let lines = keys.pointee.value_count
    let counts = try column(counts, lines, "counts")
    let zones = try column(zones, lines * 4, "counts by zone")
    var learned = LearnedHosts(model: ChromeModel())
    for row in 0..<hosts.count {
      guard let name = try hosts.string(row) else {
        throw .row(row, "The host of this row has no name.")
      }
      var host = HostLines(pages: Int(pages[row]))
      let start = Int(keys.pointee.offsets[row])
      for (place, key) in try lists.row(row).enumerated() {
        let line = start + place
        let byZone = SIMD4(
          zones[4 * line], zones[4 * line + 1], zones[4 * line + 2], zones[4 * line + 3])
        host.set(LineCount(pages: counts[line], zones: byZone), of: key)
      }
      learned.set(host, of: Array(name.utf8))
    }
    try cleaner.setHosts(learned)
  }
}

/// Gives what was learned.
@c @implementation
public func tamis_cleaner_model(
  _ cleaner: OpaquePointer!, _ output: UnsafeMutablePointer<OpaquePointer?>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    let made = Output()
    made.add(try taken(cleaner, as: Cleaner.self).model())
    try give(made, to: output)
  }
}

/// Cleans pages.
@c @implementation
public func tamis_cleaner_clean(
  _ cleaner: OpaquePointer!, _ pages: UnsafePointer<tamis_pages>!,
  _ output: UnsafeMutablePointer<OpaquePointer?>!, _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    try give(try taken(cleaner, as: Cleaner.self).clean(try PageColumns(pages)), to: output)
  }
}

/// Ends a cleaner.
@c @implementation
public func tamis_cleaner_free(_ cleaner: OpaquePointer!) { free(cleaner, as: Cleaner.self) }
