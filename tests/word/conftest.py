"""The made-up report's document, made once."""

import pytest

from auditlib.word import write_word
from tests.builders import nyby_in
from tests.word.made import page_of


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page_of(nyby_in(tmp_path_factory.mktemp("word")))


@pytest.fixture(scope="session")
def document(page: str) -> bytes:
    return write_word(page)
