"""The revisions on disk tell the schema that they lead to, or say why they do not."""

import json
from dataclasses import replace

import pytest

from generators.blueprint import Column, Entity
from generators.finishing import finish
from generators.migrations.history import NO_HISTORY, VERSIONS, History, HistoryUnclear, read_history
from generators.migrations.rendering import describe_migrations, kept_revisions, next_migration, render_migrations
from generators.migrations.tables import tables_of
from tests.generators.examples.catalogue import EXAMPLES
from tests.generators.migrations.tables import INTEGER, TEXT, blueprint, entity, varchar

NOTES = entity("notes", Column("title", varchar(50)))
STARS = replace(NOTES, columns=(*NOTES.columns, Column("stars", INTEGER, nullable=True)))
TAGS = entity("tags", Column("word", TEXT))
FIRST, FIRST_STEP = f"{VERSIONS}/0001_initial.py", f"{VERSIONS}/0001_initial.json"
SECOND, SECOND_STEP = f"{VERSIONS}/0002_add_stars_to_notes.py", f"{VERSIONS}/0002_add_stars_to_notes.json"
BY_HAND = 'revision = "hand"\ndown_revision = "{down}"\n\n\ndef upgrade() -> None:\n    """Nothing."""\n'


def follow(files: dict[str, str], *entities: Entity) -> dict[str, str]:
    """Give the files of revisions with those that the entities ask for."""
    wanted = blueprint(*entities)
    drafts = render_migrations(wanted, read_history(files))
    return files | {file.path: file.text for file in finish(drafts, wanted) if file.path.startswith(VERSIONS)}


def both() -> dict[str, str]:
    return follow(follow({}, NOTES), STARS)


def names(history: History) -> list[str]:
    return [revision.path for revision in history.revisions]


def test_without_files_there_is_no_history() -> None:
    assert read_history({}) == NO_HISTORY
    assert NO_HISTORY.head is None
    assert NO_HISTORY.schema == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_was_written_down_is_read_back(name: str) -> None:
    drafts = render_migrations(EXAMPLES[name])
    history = read_history({file.path: file.text for file in finish(drafts, EXAMPLES[name])})
    assert history.schema == tables_of(EXAMPLES[name])
    assert not [draft for draft in render_migrations(EXAMPLES[name], history) if draft.path.startswith(VERSIONS)]


def test_each_revision_has_its_document_beside_it() -> None:
    assert sorted(both()) == [FIRST_STEP, FIRST, SECOND_STEP, SECOND]


def test_a_revision_follows_the_last_one_and_changes_its_tables_alone() -> None:
    history = read_history(follow(both(), STARS, TAGS))
    assert [revision.down for revision in history.revisions][1:] == [(one.id,) for one in history.revisions[:2]]
    step = history.revisions[2].step
    assert step is not None
    assert [table.name for table in step.tables] == ["tags"]
    assert history.schema == tables_of(blueprint(STARS, TAGS))


def test_the_same_change_gives_the_same_bytes() -> None:
    assert both() == both()


def test_revisions_that_are_there_stay_as_they_are() -> None:
    files = both()
    files[FIRST] = files[FIRST].replace("op.create_table(", "op.create_table(  # by hand\n        ")
    kept = {draft.path: draft.text for draft in kept_revisions(blueprint(STARS), read_history(files))}
    assert kept == files


def test_a_revision_that_is_deleted_is_asked_for_again() -> None:
    files = both()
    del files[SECOND]
    history = read_history(files)
    assert names(history) == [FIRST]
    assert follow({FIRST: files[FIRST], FIRST_STEP: files[FIRST_STEP]}, STARS)[SECOND] == both()[SECOND]


def test_a_revision_written_by_hand_is_followed_and_left_alone() -> None:
    files = follow({}, NOTES)
    hand = f"{VERSIONS}/0002_by_hand.py"
    files[hand] = BY_HAND.format(down=read_history(files).revisions[0].id)
    after = read_history(follow(files, STARS))
    assert names(after) == [FIRST, hand, f"{VERSIONS}/0003_add_stars_to_notes.py"]
    assert after.revisions[2].down == ("hand",)
    assert hand not in [draft.path for draft in kept_revisions(blueprint(STARS), after)]


def test_files_that_are_no_revisions_are_not_looked_at() -> None:
    files = {**both(), f"{VERSIONS}/__init__.py": '"""Revisions."""\n', f"{VERSIONS}/notes.json": "what?"}
    assert names(read_history(files)) == [FIRST, SECOND]


def test_a_first_revision_without_document_is_unclear() -> None:
    with pytest.raises(HistoryUnclear, match="nothing beside it says which tables"):
        read_history({FIRST: both()[FIRST]})


@pytest.mark.parametrize(
    "text", ["<<<<<<< HEAD\n", "{}", '{"format": 2}', '{"format": 1, "revision": "a", "tables": [1]}']
)
def test_a_damaged_document_is_named(text: str) -> None:
    with pytest.raises(HistoryUnclear, match=r"0002_add_stars_to_notes\.json is damaged"):
        read_history({**both(), SECOND_STEP: text})


def test_a_damaged_revision_is_named() -> None:
    with pytest.raises(HistoryUnclear, match="cannot be read as Python"):
        read_history({**both(), SECOND: "<<<<<<< HEAD\n"})


def test_two_last_revisions_are_refused() -> None:
    files = both() | follow(follow({}, NOTES), NOTES, TAGS)
    with pytest.raises(HistoryUnclear, match=r"0002_add_stars_to_notes\.py and 0002_create_tags\.py both come last"):
        read_history(files)


def merged(files: dict[str, str]) -> dict[str, str]:
    heads = [json.loads(text)["revision"] for path, text in files.items() if path.endswith(".json") and "0002" in path]
    return {**files, f"{VERSIONS}/0003_merge.py": f'revision = "join"\ndown_revision = {tuple(heads)!r}\n'}


def test_branches_that_were_joined_by_hand_count_together() -> None:
    history = read_history(merged(both() | follow(follow({}, NOTES), NOTES, TAGS)))
    assert [table.name for table in history.schema] == ["notes", "tags"]
    assert [column.name for column in history.schema[0].columns] == ["id", "title", "stars"]


def test_joined_branches_that_change_the_same_table_are_refused() -> None:
    other = replace(NOTES, columns=(*NOTES.columns, Column("pages", INTEGER, nullable=True)))
    with pytest.raises(HistoryUnclear, match="both change notes"):
        read_history(merged(both() | follow(follow({}, NOTES), other)))


def test_a_revision_that_follows_nothing_is_named() -> None:
    files = both()
    del files[FIRST]
    with pytest.raises(HistoryUnclear, match="is not there"):
        read_history(files)


def test_revisions_in_a_circle_are_refused() -> None:
    one, two = BY_HAND.format(down="two").replace("hand", "one"), BY_HAND.format(down="one").replace("hand", "two")
    with pytest.raises(HistoryUnclear, match="circle"):
        read_history({FIRST: one, SECOND: two})


def test_every_revision_is_described_once_and_the_same_before_and_after_it_is_written() -> None:
    first = read_history(follow({}, NOTES))
    before = describe_migrations(blueprint(STARS), first)
    assert [file.path for file in before] == ["0001_initial.md", "0002_add_stars_to_notes.md"]
    assert describe_migrations(blueprint(STARS), read_history(both())) == before


def test_renames_are_remembered_for_the_description() -> None:
    renamed = replace(NOTES, columns=(NOTES.columns[0], Column("subject", varchar(50), description="formerly title")))
    files = follow(follow({}, NOTES), renamed)
    plain = replace(renamed, columns=(NOTES.columns[0], Column("subject", varchar(50))))
    history = read_history(files)
    assert next_migration(blueprint(plain), history) is None
    assert (
        "Rename `notes.title` to `subject`; its values stay." in describe_migrations(blueprint(plain), history)[1].text
    )
