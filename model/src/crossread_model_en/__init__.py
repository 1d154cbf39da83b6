"""English model of Crossread: weights, labels and tables, as data files beside this module.

The files are licensed CC BY-SA 4.0, see ``LICENSE``; where they come from is in ``ATTRIBUTION.md``, what the model does
and does not do in ``CARD.md``.
"""

from pathlib import Path

__version__ = "1.0.0"

FOLDER = Path(__file__).parent
"""Where the data files are."""
