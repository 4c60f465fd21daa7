// SPDX-License-Identifier: Apache-2.0

import TamisPage

extension PageReport {
  /// What comes before the first page: the style, and what to show.
  ///
  /// Everything is in the file, and the policy forbids a browser to fetch anything else. Without
  /// scripts all blocks are shown.
  static var head: String {
    let reasons = Reason.allCases.map { "<option>\($0.rawValue)</option>" }.joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <title>What tamis clean keeps and drops</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      <header>
      <h1>What tamis clean keeps and drops</h1>
      <form id="filter" hidden>
      <fieldset>
      <legend>Show</legend>
      <label><input type="radio" name="show" value="all" checked> all blocks</label>
      <label><input type="radio" name="show" value="kept"> kept</label>
      <label><input type="radio" name="show" value="dropped"> dropped</label>
      </fieldset>
      <label>Reason <select name="reason">
      <option value="">any</option>
      \(reasons)
      </select></label>
      <output aria-live="polite"></output>
      </form>
      </header>
      <main>

      """
  }

  /// What comes behind the last page.
  static var end: String {
    """
    </main>
    <script>
    \(script)
    </script>
    </body>
    </html>

    """
  }

  private static let style = """
    :root {
      color-scheme: light dark;
      --text: #1b1b1b; --ground: #fff; --note: #595959; --line: #d0d0d0;
      --kept: #14652f; --dropped: #a3141c; --link: #0b57b0;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --text: #e8e8e8; --ground: #161616; --note: #a8a8a8; --line: #444;
        --kept: #6fcf8e; --dropped: #ff8f8f; --link: #8ab8ff;
      }
    }
    body {
      margin: 0 auto; padding: 0 1rem 4rem; max-width: 50rem;
      color: var(--text); background: var(--ground); font: 1rem/1.5 system-ui, sans-serif;
    }
    h1 { font-size: 1.3rem; }
    h2 { font-size: 1.1rem; overflow-wrap: anywhere; }
    header { border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
    form { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; }
    form[hidden], li[hidden] { display: none; }
    fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
    legend { float: left; margin-right: 1rem; }
    select, input { font: inherit; }
    a { color: var(--link); }
    :focus-visible, li:target { outline: 3px solid var(--link); outline-offset: 2px; }
    ol { padding: 0 0 0 2.5rem; }
    li { border-left: .3rem solid var(--kept); margin: .75rem 0; padding-left: .75rem; }
    li::marker { color: var(--note); font-size: .85rem; }
    li.dropped { border-color: var(--dropped); }
    li p { margin: 0; }
    .text { white-space: pre-wrap; overflow-wrap: anywhere; }
    .note { color: var(--note); font-size: .85rem; overflow-wrap: anywhere; }
    .kept b { color: var(--kept); }
    .dropped b, del { color: var(--dropped); }
    @media (max-width: 30rem) { ol { padding-left: 1.75rem; } }
    @media print { form { display: none; } }
    """

  /// Shows what was asked for, which the address says too, so that it can be kept.
  private static let script = """
    "use strict";
    const form = document.getElementById("filter");
    const items = [...document.querySelectorAll("main li")];
    const counts = new Map();
    for (const item of items) {
      const reason = item.dataset.reason;
      if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    for (const option of [...form.elements.reason.options]) {
      if (!option.value) continue;
      const count = counts.get(option.value);
      option.value = option.value;
      if (count) option.textContent += ` (${count})`; else option.remove();
    }
    function show() {
      const kind = form.elements.show.value, reason = form.elements.reason.value;
      let shown = 0;
      for (const item of items) {
        const fits = (kind === "all" || item.className === kind)
          && (!reason || item.dataset.reason === reason);
        item.hidden = !fits;
        if (fits) shown += 1;
      }
      form.querySelector("output").textContent = `${shown} of ${items.length} blocks`;
    }
    const asked = new URLSearchParams(location.search || location.hash.slice(1));
    const [kind, reason] = [asked.get("show"), asked.get("reason")];
    if (["kept", "dropped"].includes(kind)) form.elements.show.value = kind;
    if (counts.has(reason)) form.elements.reason.value = reason;
    form.addEventListener("change", () => {
      const said = new URLSearchParams(new FormData(form));
      history.replaceState(null, "", "#" + said);
      show();
    });
    form.addEventListener("submit", event => event.preventDefault());
    document.querySelector("main").addEventListener("click", event => {
      const link = event.target.closest("a");
      if (!link) return;
      const item = document.getElementById(link.hash.slice(1));
      if (item) item.hidden = false;
    });
    form.hidden = false;
    show();
    """
}
