"""Write the backend: what the specifications ask for, merged with what is already there. Hand edits are
kept; everything or nothing is written.

Refuses while a question without a default is open (exit 3) unless --defaults takes the recommended answers, which are
then kept in specs/clarifications.md. Where a hand edit and the new text change the same lines, nothing
is written (exit 4) unless --prefer decides. On a terminal it shows the changes to existing files and
asks first; elsewhere, or with --yes, it writes.
"""

import argparse
from dataclasses import dataclass

from generators.migrations.migration import Migration
from workbench.cli.arguments import add_folder, add_json, add_out
from workbench.cli.console import is_interactive, note, paint, paint_diff, say, say_json
from workbench.errors import ConflictsOpen
from workbench.reconciling import Change, ChangeKind, Plan, Side, citations, render_plan_diff, rewritten_revisions
from workbench.revisions import Migrations
from workbench.session import Session
from workbench.wording import plural

_COLOURS = {
    ChangeKind.CREATE: "green",
    ChangeKind.UPDATE: "cyan",
    ChangeKind.MERGE: "cyan",
    ChangeKind.CONFLICT: "red",
    ChangeKind.DELETE: "red",
    ChangeKind.ORPHAN: "yellow",
    ChangeKind.ABSENT: "yellow",
}
_REMARKS = {
    ChangeKind.ORPHAN: "no longer specified, but edited by hand: it stays",
    ChangeKind.ABSENT: "deleted by hand: it stays away, --restore brings it back",
}
_MOST_CITATIONS = 4


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is told beside the plan: defaults that were taken, notices, and descriptions of migrations."""

    defaults: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    descriptions: Plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_folder(parser)
    add_out(parser)
    parser.add_argument("--defaults", action="store_true", help="take the recommended answer of every open question")
    parser.add_argument("--dry-run", action="store_true", help="only show what would change")
    parser.add_argument("--diff", action="store_true", help="show the changes as a unified diff")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument(
        "--prefer",
        choices=[side.value for side in Side],
        help="decide conflicts: keep what was edited by hand (mine), or take the generated text",
    )
    parser.add_argument("--restore", action="store_true", help="bring back files that were deleted by hand")
    revisions = parser.add_mutually_exclusive_group()
    revisions.add_argument(
        "--amend-migration",
        dest="migrations",
        action="store_const",
        const=Migrations.AMEND,
        help="write the newest migration anew instead of another one; for one that ran nowhere yet",
    )
    revisions.add_argument(
        "--restart-migrations",
        dest="migrations",
        action="store_const",
        const=Migrations.RESTART,
        help="replace all migrations by one that builds everything from nothing; databases have to be made anew",
    )
    parser.set_defaults(migrations=Migrations.FOLLOW)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the plan, show it, and write it."""
    session = Session.open(arguments.folder, arguments.out)
    session.refuse_nothing()
    taken = session.take_defaults(record=False) if arguments.defaults else ()
    session.refuse_unready()
    plan = _plan(session, arguments)
    if arguments.defaults and session.places.inside and not arguments.dry_run and not plan.of(ChangeKind.CONFLICT):
        taken = session.take_defaults(record=True)
        plan = _plan(session, arguments)
    shown = _Shown(taken, _notices(session, plan, arguments.migrations), session.descriptions(arguments.migrations))
    conflicts = bool(plan.of(ChangeKind.CONFLICT))
    write = not arguments.dry_run and not conflicts
    if arguments.json:
        if write:
            session.write(plan)
        say_json(_plan_json(session, plan, shown, written=write))
    else:
        _show(session, plan, shown, arguments)
        if write and (arguments.yes or _confirmed(session, plan, arguments)):
            session.write(plan)
            say(_summary(session, plan))
    if conflicts:
        note(f"workbench: {_conflict_sentence(session, plan)}")
        return ConflictsOpen.exit_code
    return 0


def _plan(session: Session, arguments: argparse.Namespace) -> Plan:
    side = Side(arguments.prefer) if arguments.prefer else None
    return session.plan(side, restore=arguments.restore, migrations=arguments.migrations)


def _show(session: Session, plan: Plan, shown: _Shown, arguments: argparse.Namespace) -> None:
    for question, value in shown.defaults:
        say(f"{paint('default ', 'yellow')} {question} = {value}")
    for notice in shown.notices:
        say(f"{paint('note    ', 'yellow')} {notice}")
    fresh = all(change.kind is ChangeKind.CREATE for change in plan.changes)
    for change in plan.changes:
        if change.kind is not ChangeKind.UNCHANGED and not (fresh and not arguments.dry_run):
            say(_change_line(change, session.backend.name))
    for change in shown.descriptions.writes:
        say(_change_line(change, session.places.descriptions.relative_to(session.folder).as_posix()))
    if arguments.diff:
        say(paint_diff(render_plan_diff(plan, session.backend.name)).rstrip("\n"))


def _notices(session: Session, plan: Plan, migrations: Migrations) -> tuple[str, ...]:
    migration = session.migration(migrations)
    return (
        *(f"{one.source}: {one.text}" for one in session.reading().findings if one.unread),
        *session.resolution().notices,
        *_warnings(session, migration),
        *(
            f"{session.backend.name}/{change.path} changes: databases that ran it before have to be created anew."
            for change in rewritten_revisions(plan)
        ),
    )


def _warnings(session: Session, migration: Migration | None) -> list[str]:
    """Give what should be known before a new revision runs."""
    if migration is None:
        return []
    return [f"{session.backend.name}/{migration.path}: {warning}" for warning in migration.warnings]


def _change_line(change: Change, folder: str) -> str:
    line = f"{paint(f'{change.kind.value:<8}', _COLOURS[change.kind])} {folder}/{change.path}"
    if change.kind in _REMARKS:
        return f"{line}  ({_REMARKS[change.kind]})"
    if change.kind in (ChangeKind.UPDATE, ChangeKind.MERGE, ChangeKind.CONFLICT):
        cited = citations(change, folder)
        more = f" and {len(cited) - _MOST_CITATIONS} more" if len(cited) > _MOST_CITATIONS else ""
        return f"{line}  ({', '.join(cited[:_MOST_CITATIONS])}{more})"
    return line


def _confirmed(session: Session, plan: Plan, arguments: argparse.Namespace) -> bool:
    """Ask a person before existing files change; nobody is asked where nobody sits there."""
    existing = [change for change in plan.writes if change.kind is not ChangeKind.CREATE]
    if not existing or not is_interactive():
        return True
    if not arguments.diff:
        say(paint_diff(render_plan_diff(Plan(tuple(existing)), session.backend.name)))
    reply = input(f"Write these changes to {session.backend}? [Y/n] ").strip().casefold()
    if reply in ("", "y", "yes"):
        return True
    say("Nothing was written.")
    return False


def _summary(session: Session, plan: Plan) -> str:
    if not plan.writes:
        return f"{session.backend} is up to date ({plural(len(plan.changes), 'file')})."
    counts = [
        f"{len(plan.of(kind))} {word}"
        for kind, word in (
            (ChangeKind.CREATE, "created"),
            (ChangeKind.UPDATE, "updated"),
            (ChangeKind.MERGE, "merged with hand edits"),
            (ChangeKind.DELETE, "deleted"),
        )
        if plan.of(kind)
    ]
    return f"{session.backend}: {', '.join(counts)}."


def _conflict_sentence(session: Session, plan: Plan) -> str:
    places = [cited for change in plan.of(ChangeKind.CONFLICT) for cited in citations(change, session.backend.name)]
    more = f" and {len(places) - 3} more" if len(places) > 3 else ""
    return (
        f"Hand edits and generated text change the same lines in {', '.join(places[:3])}{more}, so nothing was "
        "written; see both with --diff --dry-run, then edit them or decide with --prefer mine or --prefer generated."
    )


def _plan_json(session: Session, plan: Plan, shown: _Shown, *, written: bool) -> dict[str, object]:
    return {
        "format": 1,
        "backend": session.backend.as_posix(),
        "written": written,
        "counts": {kind.value: len(plan.of(kind)) for kind in ChangeKind},
        "changes": [
            {"path": change.path, "kind": change.kind.value, "lines": [list(lines) for lines in change.lines]}
            for change in plan.changes
            if change.kind is not ChangeKind.UNCHANGED
        ],
        "defaults": [{"id": question, "value": value} for question, value in shown.defaults],
        "notices": list(shown.notices),
        "descriptions": [{"path": change.path, "kind": change.kind.value} for change in shown.descriptions.writes],
    }
