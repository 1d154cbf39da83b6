"""Times told by a page."""

from crossread.context import Reading
from crossread.record import When


def find_times(reading: Reading) -> tuple[When, ...]:
    return ()
