"""A picture as a finished thing: SVG, title, words for those who do not see it, and its numbers as a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Self

from auditlib.language import Language
from auditlib.pictures.look import LINE, SMALL, sheet
from auditlib.pictures.svg import write_svg
from auditlib.pictures.words import plain, say, sentence
from auditlib.stats.explain import require

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column of a picture's table holds; its cells are set to the right when it holds numbers."""

    text: str
    unit: str = ""
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class DataTable:
    """The numbers of a picture as a reader sees them; the first column names the rows.

    Raises StatsError for a row with more or fewer cells than there are headings.
    """

    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            require(len(row) == len(self.headings), "row", row, f"{len(self.headings)} cells, one for each heading")

    def html(self, name: str) -> str:
        """Write the table as HTML, called by a name."""
        head = "".join(map(_head, self.headings))
        body = "".join(map(self._row, self.rows))
        return f'<table aria-label="{_safe(name)}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def _row(self, row: tuple[str, ...]) -> str:
        cells = "".join(
            f"<td{_class(heading)}>{_safe(cell)}</td>" for heading, cell in zip(self.headings[1:], row[1:], strict=True)
        )
        return f'<tr><th scope="row">{_safe(row[0])}</th>{cells}</tr>'


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a result: Jupyter shows it, and the report takes it over as it is.

    `svg` is the drawing with `alt` as its name; `id` begins every id inside it. `alt` is short and holds the main
    figures, `description` says all that the drawing shows. `note` is what a reader must know to read it rightly, such
    as what is missing. The same input gives the same bytes.
    """

    id: str
    svg: str
    title: str
    alt: str
    description: str
    data: DataTable
    language: Language = "nb"
    note: str = ""

    @classmethod
    def of(
        cls, canvas: Canvas, title: str, alt: str, description: str, data: DataTable,
        language: Language = "nb", note: str = "",
    ) -> Self:  # fmt: skip
        """Finish a drawing; texts are put on one line, and the alternative text begins with the title."""
        title, said = plain(title), plain(description)
        name = plain(f"{sentence(title)} {sentence(alt)}")
        return cls(*write_svg(canvas, name), title, name, said, data, language, plain(note))

    @classmethod
    def empty(cls, title: str, headings: tuple[Heading, ...], language: Language = "nb") -> Self:
        """Say that there is nothing to show."""
        said = say("nothing", language)
        with sheet(2 * LINE) as canvas:
            canvas.text(0.02, 0.4, said, fontsize=SMALL)
            return cls.of(canvas, title, said, said, DataTable(headings, ()), language)

    def html(self) -> str:
        """Write a figure with its title, the drawing, and the words and numbers a reader can open."""
        note = f' <span class="note">{escape(self.note)}</span>' if self.note else ""
        said = f'<p id="{self.id}-d">{_isolated(self.description)}</p>'
        opened = f'{said}<div class="scroll">{self.data.html(self.title)}</div>'
        return (
            f'<figure class="picture"><figcaption>{escape(sentence(self.title))}{note}</figcaption>\n{self.svg}\n'
            f"<details><summary>{say('open', self.language)}</summary>{opened}</details></figure>"
        )

    def _repr_html_(self) -> str:
        """Show the figure in Jupyter."""
        return self.html()

    def __repr__(self) -> str:
        """Say in a terminal what is to be seen."""
        return f"<Picture: {self.alt}>"


def _isolated(description: str) -> str:
    """Write a description so that a name written from right to left does not turn what follows it around."""
    parts = re.split(r"(; |: )", description)
    return "".join(escape(each) if each in ("; ", ": ") else f"<bdi>{escape(each)}</bdi>" for each in parts)


def _safe(text: str) -> str:
    """Write a text for HTML, on one line."""
    return escape(plain(text))


def _head(heading: Heading) -> str:
    """Write a heading; a corner without words is no heading."""
    unit = f' <span class="unit">{_safe(heading.unit)}</span>' if heading.unit else ""
    return f'<th scope="col"{_class(heading)}>{_safe(heading.text)}{unit}</th>' if heading.text or unit else "<td></td>"


def _class(heading: Heading) -> str:
    return ' class="number"' if heading.numeric else ""
