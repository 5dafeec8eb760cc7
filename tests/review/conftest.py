"""An office with an audit that somebody with a name has written."""

import pytest

from tests.builders import Nyby
from tests.review.made import Office, written_by


@pytest.fixture
def office(nyby: Nyby) -> Office:
    written_by(nyby)
    return Office(nyby)
