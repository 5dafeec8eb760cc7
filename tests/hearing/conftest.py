"""The made-up audit as it was sent to its hearing."""

import pytest

from tests.builders import Nyby
from tests.hearing.heard import DATES, send


@pytest.fixture
def heard(nyby: Nyby) -> Nyby:
    """The audit, sent once."""
    nyby.change("audit.yaml", "published:", f"{DATES}published:")
    send(nyby)
    return nyby
