"""What operations are made from and with."""

from dataclasses import dataclass

from generators.blueprint import (
    Settings,
)
from workbench.resolving.access import Policy
from workbench.resolving.classify import Context
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.gaps import Gaps
from workbench.resolving.general_access import General
from workbench.resolving.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Workshop:
    """What operations are made from and with."""

    ledger: Ledger
    context: Context
    settings: Settings
    policy: Policy
    gaps: Gaps
    refreshes: bool = False
    general: tuple[General, ...] = ()
    sentences: tuple[Statement, ...] = ()
