"""From specifications to verdicts: reading, resolving, reconciling, running, checking."""

from workbench.compiling import keep_methods

__version__ = "0.1.0"

keep_methods()
