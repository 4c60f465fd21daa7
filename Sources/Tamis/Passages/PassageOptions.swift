// SPDX-License-Identifier: Apache-2.0

public import TamisKernels

/// What counts as a repeated passage.
///
/// A *passage* is a run of N tokens or more. Records are in a total order: by the keep policy, then
/// by the hash of their texts, then by id. Of every run of N tokens the first occurrence, in the
/// first record that has it, stays; every other is a *repeat*, and the tokens of all repeats are
/// taken out, but for those that the first occurrence itself is made of, where the two overlap.
///
/// What follows from that, whatever the records are:
/// - Every repeat of N tokens or more is found, however it lies in its record.
/// - A token is taken out only with a run of N tokens that stands equal, token for token, earlier
///   in the order. By following runs back one comes to a token that has stayed: nothing goes without a
///   copy. Parts of a copy may be repeats of something still earlier, and then stand there.
/// - No run of N tokens that is left stands twice. A run that is left is one without a cut in it:
///   tokens that have come together only because what stood between them was taken out are no run.
///
/// What goes together is one passage, named with one source. Where it is longer than that, its
/// first part is of that source, and what follows is of it again, of others in parts shorter than N
/// tokens, or repeats what stands right before it. In text of one period, however long, the source
/// may go on into what it is the source of.
///
/// Tokens are folded: case, full-width forms and the like make no difference, nor does what stands
/// between tokens. A token that shares its character with one that stays, as the two of "½" do,
/// stays with it. That two runs are equal is settled by 122 bits of hash,
/// and looked at again by another 64 when the text is cut.
///
/// Fewer than N tokens in a record are never touched. Names, lists and formulae repeat rightly:
/// the smaller N, the more of them go.
public struct PassageOptions: Sendable {
  /// The tokens that make a passage, N.
  public var tokens: Int
  /// Which record keeps what several have.
  public var keep: KeepPolicy
  /// The kernel of the hot loops.
  public var kernel: Kernel

  /// What N may be. With fewer tokens, phrases of the language would go.
  public static let range = 8...10_000

  /// Options for passages of so many tokens; a number outside the range counts as its nearest end.
  public init(tokens: Int, keep: KeepPolicy = .longest, kernel: Kernel) {
    self.tokens = min(max(tokens, Self.range.lowerBound), Self.range.upperBound)
    self.keep = keep
    self.kernel = kernel
  }
}
