"""What services do wrong, and what is done about it: nothing that is not whole is taken for an answer."""

from datetime import timedelta
from typing import Any

import pytest

from auditlib.fetch.asking import lines
from auditlib.fetch.pace import Pace, seconds_to_wait
from auditlib.fetch.transport import Patience
from tests.builders import codes
from tests.fetch.conftest import FakeClock, Fetching, simple
from tests.fetch.services import Handler, cut, gone, half, in_chunks, services, status

DATA = None  # the first call asks for metadata, and goes well


def run_with(fetching: Fetching, *faults: Any, patience: Patience | None = None) -> str:
    """Fetch with faults; give what is wrong, which must leave no table and no record."""
    fetching.declare(simple("pxweb1"), "pxweb1")
    fetching.running.world.faults = [DATA, *faults]
    made, problems = fetching.run(patience=patience)
    if problems:
        assert made == []
        assert not (fetching.folder / "barn_tabell.csv").exists()
        assert not list((fetching.folder / "raw").glob("*.yaml"))
        assert codes(problems) in (["S902"], ["S904"])
    return "\n".join(map(str, problems))


def test_what_passes_is_tried_again_with_longer_waits(fetching: Fetching) -> None:
    assert run_with(fetching, status(503, "Opptatt"), gone, cut, half) == ""
    assert fetching.clock.slept == [1, 2, 4]  # half an answer that came whole is asked for again at once
    assert fetching.text().startswith("kode;navn;2022")


def test_retry_after_is_kept_in_seconds_and_as_a_date(fetching: Fetching) -> None:
    later = (fetching.clock.now() + timedelta(seconds=47)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert run_with(fetching, status(429, Retry_After="40"), status(429, Retry_After=later)) == ""
    assert fetching.clock.slept == [40, 7]


def test_a_wait_that_is_too_long_is_not_waited(fetching: Fetching) -> None:
    said = run_with(fetching, status(429, Retry_After="3600"))
    assert "it answered 429, and asks to wait 3600 seconds (what has come is kept: run it again later)" in said
    assert fetching.clock.slept == []


def test_patience_ends(fetching: Fetching) -> None:
    said = run_with(fetching, *[status(500, "<html>Feil</html>")] * 5)
    assert said == (
        f"statistics/nyby/fetch.yaml:4:5: S902 {fetching.running.address[7:]}: it answered 500, 5 times "
        "(what has come is kept: run it again later) [fetches[0]]"
    )
    assert fetching.clock.slept == [1, 2, 4, 8]


def test_what_will_not_pass_is_not_tried_again(fetching: Fetching) -> None:
    said = run_with(fetching, status(404, '{"title": "Finnes\x1b[31m ikke"}'))
    assert 'it answered 404: {"title": "Finnes [31m ikke"} (look at `base`, `table` and `select`)' in said
    assert fetching.clock.slept == []


def test_an_answer_that_is_always_cut_is_no_answer(fetching: Fetching) -> None:
    assert "the answer was cut off, or is no answer, 5 times" in run_with(fetching, *[cut] * 5)
    assert "it is not JSON" in run_with(fetching, *[half] * 3)


def test_a_page_for_people_is_no_answer(fetching: Fetching) -> None:
    page = status(200, "<!DOCTYPE html><title>Logg inn</title>")
    assert "it is a page for people and no figures" in run_with(fetching, *[page] * 3)
    assert "the answer was empty, 5 times" in run_with(fetching, *[status(200, " ")] * 5)


def test_an_answer_that_is_too_large_is_not_read_to_its_end(fetching: Fetching) -> None:
    said = run_with(fetching, in_chunks(65536, 400), patience=Patience(most_bytes=3_000_000))
    assert "the answer is over 3 MB (select less)" in said


def test_an_answer_that_trickles_is_given_up(fetching: Fetching) -> None:
    fetching.clock.drift = 25.0  # each look at the clock: the chunks come seldom
    said = run_with(fetching, *[in_chunks(65536, 40)] * 5, patience=Patience(seconds=60))
    assert "the answer was not whole after 60 seconds, 5 times" in said


def test_a_line_without_a_server_is_said(clock: FakeClock, fetching: Fetching) -> None:
    fetching.declare(simple("pxweb1"), "pxweb1")
    path = fetching.folder / "fetch.yaml"
    path.write_text(path.read_text("utf-8").replace(fetching.running.address, "http://localhost:1"), "utf-8")
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S902"])
    assert "localhost:1: there is no line to it: connection refused, 5 times" in str(problems[0])


def test_redirects_are_followed_on_the_same_host_only(fetching: Fetching) -> None:
    with services() as other:
        moved = status(307, Location=f"{other.address}/v1/12345")
        assert "it sends the question on to 127.0.0.1 (if it has moved, change `base`)" in run_with(fetching, moved)
        assert other.world.calls == []
    assert run_with(fetching, status(307, Location="/v1/12345")) == ""
    assert [path for _, path, _ in fetching.running.world.calls[-2:]] == ["/v1/12345"] * 2


def test_a_redirect_to_what_is_no_address(fetching: Fetching) -> None:
    said = run_with(fetching, *[status(302, Location="http://[::1")] * 5)
    assert "the answer was cut off, or is no answer, 5 times" in said


@pytest.mark.parametrize(
    "base", ["https://localhost:99999/api", "https://[::1/api", "https://\u2024/api", "https://a..b/"]
)
def test_an_address_that_cannot_be_one(fetching: Fetching, base: str) -> None:
    fetching.declare(simple("pxweb1"), "pxweb1")
    path = fetching.folder / "fetch.yaml"
    path.write_text(path.read_text("utf-8").replace(f"{fetching.running.address}/v1", base), "utf-8")
    assert codes(fetching.run()[1]) in (["S902"], ["S903"])


def test_redirects_in_a_ring_end(fetching: Fetching) -> None:
    ring = [status(308, Location="/v1/12345")] * 4
    assert "from address to address" in run_with(fetching, *ring)


def test_proxies_of_the_environment_are_not_used(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://localhost:1")
    assert run_with(fetching) == ""


def test_a_declared_proxy_is_asked(clock: FakeClock, fetching: Fetching) -> None:
    from auditlib.fetch.interfaces import Request
    from auditlib.files.snapshots import read_fetch_file

    fetching.declare(simple())
    file = read_fetch_file(fetching.nyby.root, "nyby", [])
    assert file is not None
    with lines(clock, proxy=fetching.running.address) as opened:
        raw = opened.to(file.services[0]).ask(Request("http://localhost:1/v1/12345"))
    assert b"variables" in raw
    assert fetching.running.world.calls[0][1] == "http://localhost:1/v1/12345"


def test_no_more_calls_a_minute_than_the_service_takes(clock: FakeClock) -> None:
    pace = Pace(3, clock)
    times = []
    for _ in range(8):
        pace.wait()
        times.append(clock.passed)
        clock.passed += 1
    assert times == [0, 1, 2, 60, 61, 62, 120, 121]
    assert all(late - early >= 60 for early, late in zip(times, times[3:], strict=False))


def test_calls_of_all_fetches_share_the_limit_of_their_service(fetching: Fetching) -> None:
    two = simple() + simple().replace("id: barn", "id: barn2").replace("as: barn_tabell", "as: barn2_tabell")
    fetching.declare(two, calls_per_minute=3)
    assert fetching.run()[1] == []
    assert len(fetching.running.world.calls) == 4
    assert fetching.clock.slept == [60]


@pytest.mark.parametrize(
    ("told", "seconds"),
    [(None, 4), ("10", 10), ("1", 4), ("i morgen", 4), ("-5", 4), ("Sun, 01 Sep 2024 12:00:30 GMT", 30), ("²", 4)],
)
def test_how_long_to_wait(told: str | None, seconds: float, clock: FakeClock) -> None:
    assert seconds_to_wait(told, 2, clock.now()) == seconds


# --- going on where it was ---


def parts_of(fetching: Fetching) -> list[str]:
    return [path for _, path, _ in fetching.running.world.calls if "/data" in path]


def stop_after_two(fetching: Fetching) -> None:
    """Fetch three parts of which the third does not come."""
    fetching.running.world.calls.clear()
    fetching.running.world.most_cells = 2
    fetching.declare(simple(), cells=2)
    fetching.running.world.faults = [None, None, None, status(404)]
    assert codes(fetching.run()[1]) == ["S902"]
    assert len(parts_of(fetching)) == 3
    fetching.running.world.calls.clear()


def test_parts_that_have_come_are_not_asked_for_again(fetching: Fetching) -> None:
    stop_after_two(fetching)
    assert fetching.run()[1] == []
    assert len(parts_of(fetching)) == 1
    assert fetching.text().endswith("9902;Storvik;:;223;224\n")
    assert not list((fetching.folder / "raw").glob(".unfinished*"))


def test_parts_of_another_version_of_the_table_are_dropped(fetching: Fetching) -> None:
    stop_after_two(fetching)
    fetching.running.world.updated = "2024-09-01T06:00:00Z"
    assert fetching.run()[1] == []
    assert len(parts_of(fetching)) == 3


def test_parts_are_dropped_after_a_day_and_when_they_are_damaged(fetching: Fetching) -> None:
    stop_after_two(fetching)
    fetching.clock.passed += 86400 * 2
    assert fetching.run()[1] == []
    assert len(parts_of(fetching)) == 3
    stop_after_two(fetching)
    for path in (fetching.folder / "raw").glob(".unfinished*/*.part"):
        path.write_bytes(path.read_bytes()[:-1])
    assert fetching.run()[1] == []
    assert len(parts_of(fetching)) == 3


def test_a_table_that_changes_while_it_is_fetched_is_begun_anew(fetching: Fetching) -> None:
    world = fetching.running.world
    world.most_cells = 2
    fetching.declare(simple(), cells=2)

    def update(handler: Handler) -> bool:
        world.updated = "2024-09-01T12:00:00Z"
        return False

    world.faults = [None, None, update]
    made, problems = fetching.run()
    assert (made, codes(problems)) == ([], ["S904"])
    assert "the table was changed while it was fetched" in str(problems[0])
    assert not list((fetching.folder / "raw").iterdir())
    assert fetching.run()[1] == []
