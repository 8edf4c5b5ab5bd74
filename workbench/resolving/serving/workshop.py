"""What operations are made from and with."""

from dataclasses import dataclass

from generators.blueprint import Limits, Settings
from workbench.resolving.deciding.gaps import Gaps
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.disagreeing.statements import Statement
from workbench.resolving.people.access import Policy
from workbench.resolving.people.general_access import General
from workbench.resolving.serving.classify import Context

_LONGEST_PASSWORD = 128


@dataclass(frozen=True, slots=True)
class Spoken:
    """What sentences say of endpoints whatever their tables are, found once."""

    sentences: tuple[Statement, ...] = ()
    general: tuple[General, ...] = ()
    filtering: tuple[Statement, ...] = ()
    """Those of the sentences that name filters; ``sorting`` those that name ways to sort."""
    sorting: tuple[Statement, ...] = ()
    partial: frozenset[str] = frozenset()
    """The parameters of which a part is enough, by their names."""
    ordered: bool = False
    """Whether any sentence speaks of an order."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What operations are made from and with."""

    ledger: Ledger
    context: Context
    settings: Settings
    policy: Policy
    gaps: Gaps
    refreshes: bool = False
    spoken: Spoken = Spoken()

    @property
    def passwords(self) -> Limits:
        """What every new password must satisfy."""
        return Limits(self.settings.password_min_length, _LONGEST_PASSWORD, needs=self.settings.password_needs)
