"""The page around the watched report: a line that says what is going on, and the report in a frame below it.

The report itself has no part in it, so that what is published holds nothing of the watching.
"""

from __future__ import annotations

_STYLE = """
html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 0.9rem/1.4 system-ui, sans-serif; }
header { display: flex; gap: 1rem; align-items: baseline; padding: 0.3rem 1rem; background: #1c1c1c; color: #fff; }
header.failed { background: #8a1c1c; }
#problems { margin: 0; padding: 0.5rem 1rem 0.5rem 2.5rem; background: #fbe9e7; color: #1c1c1c; }
#problems { max-height: 40vh; overflow: auto; }
#problems:empty { display: none; }
iframe { flex: 1; border: 0; background: #fff; }
"""

_SCRIPT = """
const frame = document.querySelector("iframe"), header = document.querySelector("header");
const status = document.getElementById("status"), problems = document.getElementById("problems");
const edition = document.getElementById("edition");
let version = -1, at = 0;
frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, at));
function load() {
  if (!edition.value) return;
  try { at = frame.contentWindow.scrollY; } catch { at = 0; }
  frame.contentWindow.location.replace(edition.value + "?" + version);
}
edition.addEventListener("change", load);
new EventSource("events").addEventListener("message", (event) => {
  const told = JSON.parse(event.data);
  status.textContent = told.said;
  header.classList.toggle("failed", told.failed);
  problems.replaceChildren(...(told.problems || []).map((said) => {
    const item = document.createElement("li");
    item.textContent = said;
    return item;
  }));
  const names = [...edition.options].map((each) => each.value);
  for (const name of told.pages) if (!names.includes(name)) edition.add(new Option(name, name));
  if (told.version !== version) { version = told.version; load(); }
});
"""

_PAGE = """<!DOCTYPE html>
<html lang="nb">
<head>
<meta charset="utf-8">
<title>auditlib watch</title>
<style nonce="{nonce}">{style}</style>
</head>
<body>
<header><span id="status" role="status"></span><label>Utgave <select id="edition"></select></label></header>
<ul id="problems" aria-label="Problemer"></ul>
<iframe title="Rapporten"></iframe>
<script nonce="{nonce}">{script}</script>
</body>
</html>
"""


def frame_page(nonce: str) -> str:
    """Give the page; only what carries its nonce has a say in it."""
    return _PAGE.format(nonce=nonce, style=_STYLE, script=_SCRIPT)


def policy(nonce: str) -> str:
    """Give the page's rules: its own script and style, frames and events from where it came, and nothing else."""
    own = f"'nonce-{nonce}'"
    return (
        f"default-src 'none'; script-src {own}; style-src {own}; frame-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
