"""What help pages of commands share."""

from __future__ import annotations


def examples(*lines: str) -> str:
    """Examples for the end of a help page; the first character keeps click from joining the lines."""
    return "\b\n" + "\n".join(["Examples:" if len(lines) > 1 else "Example:", *(f"  {line}" for line in lines)])
