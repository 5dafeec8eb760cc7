"""The report's page as a tagged PDF (ISO 14289-1, PDF/UA-1), through WeasyPrint, which is an extra."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path
from typing import Any

from auditlib.problems import AuditlibError, UsageError
from auditlib.report.keep import PDF

_MISSING = (
    "a PDF takes WeasyPrint: pip install 'auditlib[pdf]', and its libraries Pango and HarfBuzz, on Debian and Ubuntu: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango ({reason})"
)


def make_pdf(report: Path) -> Path:
    """Write a finished report as PDF beside its page; give its path. This takes minutes for a long report.

    The page carries all it shows, so nothing is fetched. Raises UsageError when WeasyPrint or its system libraries are
    missing, and AuditlibError when there is no page.
    """
    maker = _weasyprint()
    try:
        page = report.read_text(encoding="utf-8")
    except OSError as error:
        raise AuditlibError(f"there is no page to make a PDF of: {report}: {error.strerror}") from error
    target, beside = report.with_name(PDF), report.with_name(f".{PDF}")
    try:
        beside.write_bytes(write_pdf(page, maker))
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)
    return target


def write_pdf(page: str, maker: Any) -> bytes:
    """Give a page as a tagged PDF; its identifier is the hash of the page, not of the hour."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it tells of every style that is only for screens
    fetcher = maker.urls.URLFetcher(allowed_protocols=("data",))
    document = maker.HTML(string=page, url_fetcher=fetcher)
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return made


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise UsageError(_MISSING.format(reason=str(error).splitlines()[0])) from error
    return weasyprint
