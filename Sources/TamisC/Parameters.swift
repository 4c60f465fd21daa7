// SPDX-License-Identifier: Apache-2.0

public import CTamis
import TamisCluster
import TamisKernels
import TamisPage
import TamisSketch

/// The interface that the library was built with.
@c @implementation
public func tamis_interface() -> Int32 { TAMIS_INTERFACE }

/// The library's version.
@c @implementation
public func tamis_version() -> UnsafePointer<CChar>! { Constant.version.characters }

/// The name of the kernel that runs.
@c @implementation
public func tamis_kernel() -> UnsafePointer<CChar>! {
  guard let kernel = try? Kernel.fromEnvironment() else { return Constant.nothing.characters }
  return Constant.kernels.first { $0.text == kernel.name.rawValue }?.characters
}

/// The name of a reason by its number.
@c @implementation
public func tamis_reason(_ number: Int32) -> UnsafePointer<CChar>! {
  Constant.reasons.indices.contains(Int(number))
    ? Constant.reasons[Int(number)].characters : nil
}

/// A text that lives forever.
private struct Constant: @unchecked Sendable {
  let text: String
  /// Written once, before anybody sees it: that is what makes sharing it safe.
  let characters: UnsafePointer<CChar>

  init(_ text: String) {
    self.text = text
    let characters = UnsafeMutablePointer<CChar>.allocate(capacity: text.utf8.count + 1)
    for (place, byte) in text.utf8.enumerated() { characters[place] = CChar(bitPattern: byte) }
    characters[text.utf8.count] = 0
    self.characters = UnsafePointer(characters)
  }

  static let version = Constant("0.1.0")
  static let nothing = Constant("")
  static let kernels = Kernel.Name.allCases.map { Constant($0.rawValue) }
  static let reasons = Reason.allCases.map { Constant($0.rawValue) }
}

/// The kernel that runs.
func currentKernel() throws(Failure) -> Kernel {
  do throws(KernelError) {
    return try Kernel.fromEnvironment()
  } catch {
    throw .parameter("TAMIS_KERNEL: \(error)")
  }
}

/// What counts as a duplicate, checked.
struct SearchOptions {
  let threshold: Threshold
  let recall: Double
  let ngram: Int
  let usesComponents: Bool
  let bucketLimit: Int
  let kernel: Kernel

  init(_ options: UnsafePointer<tamis_options>?) throws(Failure) {
    guard let options = options?.pointee else { throw .parameter("The options are NULL.") }
    guard let threshold = Threshold(options.threshold) else {
      throw .parameter("The threshold is \(options.threshold), not above 0 and at most 1.")
    }
    guard options.recall >= 0, options.recall < 1 else {
      throw .parameter("The recall is \(options.recall), not from 0 to below 1.")
    }
    guard options.bucket_limit >= 2, options.bucket_limit < 1 << 32 else {
      throw .parameter("The bucket limit is \(options.bucket_limit), not 2 or more.")
    }
    self.threshold = threshold
    recall = options.recall
    ngram = try Self.width(options.ngram)
    usesComponents = options.components != 0
    bucketLimit = Int(options.bucket_limit)
    kernel = try currentKernel()
  }

  /// The tokens of a shingle, checked.
  static func width(_ ngram: Int32) throws(Failure) -> Int {
    guard (1...64).contains(ngram) else {
      throw .parameter("A shingle has \(ngram) tokens, not 1 to 64.")
    }
    return Int(ngram)
  }

  /// The defaults of documents.
  init() throws(Failure) {
    var options = tamis_options()
    tamis_default_options(&options)
    try self.init(&options)
  }

  var plan: JoinPlan { JoinPlan(threshold: threshold, recall: recall) }

  var verifier: Verifier { Verifier(threshold: threshold, kernel: kernel) }
}

/// Fills in the command's defaults.
@c @implementation
public func tamis_default_options(_ options: UnsafeMutablePointer<tamis_options>!) {
  guard let options else { return }
  options.pointee = tamis_options(
    threshold: Threshold.documents.value, recall: 0.99, ngram: 5, components: 0,
    bucket_limit: 1000)
}

/// Says what follows from options.
@c @implementation
public func tamis_make_plan(
  _ options: UnsafePointer<tamis_options>!, _ plan: UnsafeMutablePointer<tamis_plan>!,
  _ error: UnsafeMutablePointer<tamis_error>!
) -> Int32 {
  attempt(error) { () throws(Failure) in
    guard let plan else { throw .parameter("There is no room for the plan: it is NULL.") }
    let made = try SearchOptions(options).plan
    plan.pointee = tamis_plan(
      bands: Int32(made.banding.bands), rows: Int32(made.banding.rows),
      longest_short: Int32(made.longestShort), longest_prefix: Int32(made.longestWithPrefix),
      recall: made.banding.detection(at: made.threshold.value))
  }
}
