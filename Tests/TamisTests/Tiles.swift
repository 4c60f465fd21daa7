// SPDX-License-Identifier: Apache-2.0

/// Which words of a page are in the text that is wanted: both are tiled with common runs of at least
/// four words, the longest first, each word once.
struct Tiles {
  private static let run = 4

  private struct Tile {
    var count, page, gold: Int
  }

  /// For each word of the page whether a tile covers it.
  private(set) var covered: [Bool]

  init(_ page: [String], _ gold: [String]) {
    covered = Array(repeating: false, count: page.count)
    var taken = Array(repeating: false, count: gold.count)
    // By length, so that the longest is found without a heap.
    var tiles: [Int: [Tile]] = [:]
    for tile in Self.matches(page, gold) { tiles[tile.count, default: []].append(tile) }
    for count in stride(from: tiles.keys.max() ?? 0, through: Self.run, by: -1) {
      while let tile = tiles[count]?.popLast() {
        let free = (0..<count).map { !covered[tile.page + $0] && !taken[tile.gold + $0] }
        if free.allSatisfy({ $0 }) {
          for offset in 0..<count {
            (covered[tile.page + offset], taken[tile.gold + offset]) = (true, true)
          }
          continue
        }
        var start = 0
        for end in 0...count where end == count || !free[end] {
          if end - start >= Self.run {
            tiles[end - start, default: []].append(
              Tile(count: end - start, page: tile.page + start, gold: tile.gold + start))
          }
          start = end + 1
        }
      }
    }
  }

  /// The longest runs that both have.
  private static func matches(_ page: [String], _ gold: [String]) -> [Tile] {
    guard page.count >= run, gold.count >= run else { return [] }
    var places: [[String]: [Int]] = [:]
    for start in 0...gold.count - run {
      places[Array(gold[start..<start + run]), default: []].append(start)
    }
    var ends: [Int: Int] = [:]
    var matches: [Tile] = []
    for start in 0...page.count - run {
      for place in places[Array(page[start..<start + run])] ?? []
      where ends[place - start, default: -1] < start + run {
        var count = run
        while start + count < page.count, place + count < gold.count,
          page[start + count] == gold[place + count]
        { count += 1 }
        ends[place - start] = start + count
        matches.append(Tile(count: count, page: start, gold: place))
      }
    }
    return matches
  }
}
