"""Killing a process that adds to a case, at random points, and adding again without any repair.

PATH is a folder on the disk to be measured; the cases are made in it and removed. ``--limit`` sets the number of
kills, 200 without it. Each round starts a process that adds 34 made pages (new reports, newer versions, re-readings)
in a random order to a new case, ends it by SIGKILL at a random moment, opens the case as it was left, and adds all
pages again in another order.

Keys: ``kills`` (that met the process at work), ``lost`` (pages it had acknowledged that were not there, and reports
that were not whole), ``differing`` (cases whose export at the end was not byte for byte that of an undisturbed one),
``acknowledged`` (pages acknowledged before the kills, all together).
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from benchmarks._kills import add_all, exported, faults, killed, pages_of
from benchmarks.frame import Result

KILLS = 200


def run(paths: list[Path], limit: int | None) -> Result:
    """Kill and look.

    Args:
        paths: A folder to work in.
        limit: How many kills.
    """
    wanted_kills = limit or KILLS
    draw = random.Random(0)
    kills = acknowledged = differing = 0
    lost: list[str] = []
    with tempfile.TemporaryDirectory(dir=paths[0]) as folder:
        undisturbed = Path(folder, "undisturbed.db")
        add_all(undisturbed, pages_of(0))
        expected = exported(undisturbed)
        number = 0
        while kills < wanted_kills:
            number += 1
            path = Path(folder, f"{number}.db")
            wanted = pages_of(number)
            count = killed(path, wanted, draw)
            if count == len(wanted):  # it was done before the kill
                continue
            kills += 1
            acknowledged += count
            lost += faults(path, wanted, count)
            add_all(path, pages_of(-number))
            differing += exported(path) != expected
            path.unlink()
    return Result(
        figures={"kills": kills, "lost": len(lost), "differing": differing, "acknowledged": acknowledged},
        predictions=[{"fault": fault} for fault in lost],
    )
