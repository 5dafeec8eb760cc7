"""What real audit reports are full of and nobody need hide: none of it may be taken for a secret."""
# ruff: noqa: E501

from pathlib import Path

_LINES = Path(__file__).with_name("innocent.txt").read_text(encoding="utf-8").splitlines()
INNOCENT = [line for line in _LINES if line and not line.startswith("# ")]

# Where such numbers stand without words, in code and in coordinates.
IN_CODE = [
    '<path d="M 131.94774 185.999135 L 486.59976 22 33 44 55 L 412 34 567 z">',
    '<polyline points="22 33 44 56 412 34 567 91234567">',
    '<svg viewBox="22 33 44 56" width="489.6pt"><rect x="91234567" y="22 33 44 56"/></svg>',
    '<use href="#m0cfba7d91234567a" transform="translate(22.33 44.56)">',
    '<td data-sort="91234567">91 234 567</td>',
    '<td class="number" data-value="41234567">41 234 567</td>',
    "<script>var limits = [22334456, 91234567, 20240115];</script>",
    '<script type="application/json">{"n": 91234567, "sum": 12345678}</script>',
    "<style>p { color: #91234567; margin: 22px 33px 44px 56px }</style>",
    "<style>@import 'x'; @media print { a::after { content: ' (' attr(href) ')' } }</style>",
    '<meta http-equiv="Content-Security-Policy" content="script-src \'sha256-47DEQpj8HBSaTImW5JCeuQeRkm5NMpJWZG3hSuFU=\'">',
    "<table><tr><td>9999 Nyby</td><td>7013</td><td>Storvik</td></tr></table>",
    "<table><tr><td>22</td><td>33</td><td>44</td><td>56</td></tr></table>",
    "<table><tr><td>K-9999</td><td>9998 Storvik</td></tr></table>",
    "<svg><text>22</text><text>33</text><text>44</text><text>56</text></svg>",
    "<ul><li>010190</li><li>12057</li></ul>",
    "<p>010190</p><p>12057</p>",
    "<p><a href='#K5.7'>K5.7</a><a href='#F12'>F12</a></p>",
    "<script>if (/a\\/b/g.test(x)) { y = x / 2 / 3; } // se http://a.example/b</script>",
    "<p>10&nbsp;234&nbsp;567&nbsp;kroner</p>",
]  # fmt: skip
