"""``python -m crossread.registry``: makes the compiled form of the shipped files anew, from a checkout."""

from pathlib import Path

import crossread.data
from crossread.registry.compiled import COMPILED, compile_shipped

(Path(crossread.data.__file__).parent / "registry" / COMPILED).write_bytes(compile_shipped())
