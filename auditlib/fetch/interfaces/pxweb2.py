"""PxWebApi 2: metadata, code lists and figures under `/tables/{id}`, with GET where the address is short enough.

Source: PxAPI-2 specification, Statistics Sweden and Statistics Norway. A body for POST is not that of PxWebApi 1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote, urlencode

from auditlib.fetch.cube import Cube, Unreadable, as_asked, put_together
from auditlib.fetch.interfaces.protocol import Asked, Request
from auditlib.fetch.interfaces.pxanswers import read_figures
from auditlib.fetch.jsonstat import read_json, read_jsonstat
from auditlib.fetch.selection import Selected, split

_SIMPLE = re.compile(r"[\w.-]+")  # other codes could be taken for two, or for a pattern, in an address


class PxWeb2:
    """PxWebApi 2."""

    open_ended = False

    def metadata_requests(self, asked: Asked) -> tuple[Request, ...]:
        """Ask for the table's metadata, then for each code list that the fetch names."""
        language = urlencode({"lang": asked.service.language})
        lists = (f"{asked.service.base}/codelists/{quote(each)}?{language}" for each in asked.fetch.codelists.values())
        table = f"{_address(asked)}/metadata?{language}&outputFormat=json-stat2"
        return tuple(map(Request, (table, *lists)))

    def read_metadata(self, asked: Asked, raw: Sequence[bytes]) -> Cube:
        """Read the dimensions; one with a code list has the list's codes."""
        info = read_jsonstat(raw[0], figures=False)
        lists = dict(zip(asked.fetch.codelists, map(_code_list, raw[1:]), strict=True))
        dimensions = tuple(
            replace(each, codes=tuple(lists[each.code]), labels=lists[each.code]) if each.code in lists else each
            for each in info.dimensions
        )
        return replace(info, dimensions=dimensions)

    def requests(self, asked: Asked, selected: Selected) -> tuple[Request, ...]:
        """Ask with GET where the address is within the limit, else with POST."""
        return tuple(_request(asked, part) for part in split(selected, asked.service.cells))

    def further(self, request: Request, raw: bytes) -> tuple[Request, ...]:
        """There is one page."""
        return ()

    def read(self, asked: Asked, info: Cube, selected: Selected, raw: Sequence[bytes]) -> Cube:
        """Read each answer and put them together."""
        return as_asked(put_together([read_figures(asked, info, each) for each in raw]), selected)


def _address(asked: Asked) -> str:
    return f"{asked.service.base}/tables/{quote(asked.fetch.table)}"


def _request(asked: Asked, part: Selected) -> Request:
    form = {"lang": asked.service.language, "outputFormat": asked.fetch.format}
    if asked.fetch.format == "csv":  # all dimensions down the side: one row for each cell
        form |= {"outputFormatParams": "UseCodes,SeparatorSemicolon", "stub": ",".join(part)}
    lists = asked.fetch.codelists
    chosen = {f"valueCodes[{name}]": ",".join(codes) for name, codes in part.items()}
    chosen |= {f"codelist[{name}]": each for name, each in lists.items()}
    address = f"{_address(asked)}/data?{urlencode({**form, **chosen}, safe=',[]')}"
    simple = all(map(_SIMPLE.fullmatch, (code for codes in part.values() for code in codes)))
    if simple and len(address) <= asked.service.url_length:
        return Request(address)
    selection = [
        {"variableCode": name, **({"codelist": lists[name]} if name in lists else {}), "valueCodes": list(codes)}
        for name, codes in part.items()
    ]
    body = json.dumps({"selection": selection}, ensure_ascii=False)
    return Request(f"{_address(asked)}/data?{urlencode(form, safe=',')}", body)


def _code_list(raw: bytes) -> dict[str, str]:
    """Read a code list: its codes with their labels."""
    data = read_json(raw)
    values = data.get("values") if isinstance(data, dict) else None
    if not isinstance(values, list) or not all(isinstance(each, dict) and "code" in each for each in values):
        raise Unreadable("it is no code list of PxWebApi 2")
    return {str(each["code"]): str(each.get("label", each["code"])) for each in values}
