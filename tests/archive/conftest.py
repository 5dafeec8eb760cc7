"""Every test of archives has the clock of the log's tests."""

from tests.log.made import clock

__all__ = ["clock"]
