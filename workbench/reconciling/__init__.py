"""Reconciling: generated text meets what is on disk; three-way merge, diff, atomic writing."""

from workbench.reconciling.applying import BASE, apply_plan, recover
from workbench.reconciling.base import read_base
from workbench.reconciling.diffs import citations, render_diff, render_plan_diff
from workbench.reconciling.lines import Side
from workbench.reconciling.plan import Change, ChangeKind, Plan
from workbench.reconciling.planning import make_plan, rewritten_revisions

__all__ = [
    "BASE",
    "Change",
    "ChangeKind",
    "Plan",
    "Side",
    "apply_plan",
    "citations",
    "make_plan",
    "read_base",
    "recover",
    "render_diff",
    "render_plan_diff",
    "rewritten_revisions",
]
