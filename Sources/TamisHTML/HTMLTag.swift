// SPDX-License-Identifier: Apache-2.0

/// The elements that are told apart; every other is `other`.
public enum HTMLTag: UInt8, Sendable, CaseIterable {
  case other
  case a, abbr, address, applet, area, article, aside, audio, b, base, big, blockquote, body, br
  case button, canvas, caption, center, cite, code, col, colgroup, datalist, dd, del, details
  case dialog, dir, div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer
  case foreignObject, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html
  case i, iframe, img, input, ins, label, legend, li, link, listing, main, map, marquee, math, menu
  case meta, nav, nobr, noembed, noframes, noscript, object, ol, optgroup, option, output, p, param
  case picture, plaintext, pre, progress, q, ruby, s, script, search, section, select, slot, small
  case source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template
  case textarea, tfoot, th, thead, time, title, tr, track, tt, u, ul, `var`, video, wbr, xmp
}
