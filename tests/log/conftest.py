"""Every test of the log has its own clock."""

from tests.log.made import clock

__all__ = ["clock"]
