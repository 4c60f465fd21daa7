// SPDX-License-Identifier: Apache-2.0

public import TamisHTML

/// What HTML says of a block; of plain text nothing.
public struct Markup: Sendable {
  /// The index of the innermost element around the block, in `Page.elements`; -1 in plain text.
  public var element: Int32 = -1
  /// The share of the block's bytes that stand in links, from 0 to 1.
  public var linkDensity: Float = 0
  /// What the elements around it are.
  public var landmarks: Landmarks = []
  /// What the classes and ids of the elements around it say.
  public var hints: ClassHints = []

  /// Of a block of plain text.
  public static let none = Markup()
}
