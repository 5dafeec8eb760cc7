"""The one look of all pictures: a narrow sheet, Okabe and Ito's colours, text that stays text.

Sizes are in points, which are the units of the drawing: at phone width a sheet of 350 is shown at 0.94, so that its
12 become 11 pixels. Text and axes are drawn in `INK`, which the finished SVG leaves to the page (`currentColor`). Of
Okabe and Ito's colours, those for lines and marks stand out from light paper and from dark (3:1); the paler ones
only fill. What a colour says is also said by a shape, a pattern or words.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

WIDTH, LEFT, RIGHT = 350.0, 8.0, 16.0
TEXT, SMALL, LINE = 12.0, 11.0, 15.0
# the measuring font's common letter, a little wider than that of the fonts that are shown
LETTER = 6.9
# stands for the page's own text colour until the drawing is written
INK = "#010203"
BLUE, VERMILLION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
# only to fill, with dark text, edges and patterns on it; not black, which the drawing leaves to the page as it does ink
DARK = "#111111"
ORANGE, SKY, GREY = "#E69F00", "#56B4E9", "#CCCCCC"
COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, INK)
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (6, 1.5, 1.5, 1.5)))
FAINT, SOFT = 0.2, 0.6
HATCH = "////"

_LOOK: Any = {  # the keys are those of matplotlib
    # matplotlib brings this font along: text is measured alike everywhere, and never narrower than it is shown
    "font.family": "DejaVu Sans",
    "font.size": TEXT,
    "text.hinting": "no_hinting",
    "text.parse_math": False,
    "axes.labelsize": TEXT,
    "axes.titlesize": TEXT,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "legend.fontsize": SMALL,
    "axes.axisbelow": True,
    "axes.linewidth": 0.8,
    "grid.color": ".8",
    "grid.linewidth": 1,
    "hatch.linewidth": 0.8,
    "lines.solid_capstyle": "butt",
    "patch.force_edgecolor": True,
    "svg.fonttype": "none",
    "svg.hashsalt": "auditlib",
    **dict.fromkeys(
        ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color", "patch.edgecolor"), INK
    ),
}


@contextmanager
def sheet(height: float) -> Iterator[Canvas]:
    """Open an empty sheet in the look; the settings of whoever draws otherwise are untouched and without effect."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Canvas

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_LOOK)
        canvas = Canvas(figsize=(WIDTH / 72, height / 72), dpi=72)
        FigureCanvasSVG(canvas)
        canvas.patch.set_visible(False)
        yield canvas


def axes_at(canvas: Canvas, left: float, top: float, width: float, height: float) -> Any:
    """Put axes on the sheet, in points from its upper left corner."""
    whole_width, whole_height = canvas.get_size_inches() * 72
    axes = canvas.add_axes(
        (left / whole_width, 1 - (top + height) / whole_height, width / whole_width, height / whole_height)
    )
    axes.patch.set_visible(False)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=3, width=0.8, pad=3)
    return axes
