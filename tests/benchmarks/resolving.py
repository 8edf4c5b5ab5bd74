"""How the time that resolving takes grows: 25, 50 and 100 tables with five endpoints and eight sentences each.

    python -m tests.benchmarks.resolving [TABLES ...]

Writes a project of each size, reads it, and prints the CPU that resolving takes, in all and per table; on two cores,
that of this process alone. Nothing is asserted.
"""

import sys
import time
from collections.abc import Iterator

from workbench.reading.documents import Document
from workbench.reading.facts import Reading
from workbench.reading.project import read_document
from workbench.resolving.resolver import resolve

FIRST = "amber birch cedar delta ember fjord grove heron ivory jade kelp larch maple north ocean pearl quartz raven"
SECOND = "basket harbor invoice lantern ledger meadow parcel signal ticket voyage"
COLUMNS = """| Column | Type | Constraints |
|---|---|---|
| id | uuid | primary key |
| title | varchar(120) | not null |
| status | varchar(20) | not null, default 'open' |
| amount | integer | not null |
| due_date | date | nullable |
"""
CALLS = (("GET", "", "List"), ("POST", "", "Create"), ("GET", "/{id}", "Get"), ("PATCH", "/{id}", "Update"),
         ("DELETE", "/{id}", "Delete"))  # fmt: skip
SENTENCES = (
    "Users MUST be able to create a {thing} with a title and an amount.",
    "The title of a {thing} MUST be between 1 and 120 characters.",
    "A {thing} that does not exist answers 404.",
    "The amount of a {thing} must be at least {number}.",
    "The status of a {thing} is one of open, closed or lost.",
    "Lists of {thing}s are sorted by due date, newest first, with 20 rows per page.",
    "A closed {thing} cannot be changed or deleted within {number} days.",
    "Another user's {thing} answers 404.",
)


def documents(tables: int) -> Iterator[Document]:
    """Write the tables, the endpoints and the requirements of a project."""
    names = [f"{first} {second}" for second in SECOND.split() for first in FIRST.split()][:tables]
    schema = (f"## {one.replace(' ', '_')}s\n\n{COLUMNS}" for one in names)
    calls = (
        f"## {method} /{one.replace(' ', '-')}s{end}\n\n{deed} {one}.\n\n- 404: the {one} does not exist\n"
        for one in names
        for method, end, deed in CALLS
    )
    told = (
        f"- FR-{at * len(SENTENCES) + place}: {said.format(thing=one, number=at % 30 + 2)}"
        for at, one in enumerate(names)
        for place, said in enumerate(SENTENCES, 1)
    )
    yield Document("specs/database/schema.md", "\n".join(("# Schema\n", *schema)))
    yield Document("specs/api/endpoints.md", "\n".join(("# Endpoints\n", *calls)))
    yield Document("specs/features/things.md", "\n".join(("# Things\n", *told)))


def main(sizes: list[int]) -> None:
    """Print what each size takes."""
    for tables in sizes:
        every = list(documents(tables))
        reading = Reading(tuple(map(read_document, every)), {one.file: one.text for one in every})
        before = time.process_time()
        resolution = resolve(reading)
        seconds = time.process_time() - before
        operations = len(resolution.blueprint.operations)
        print(f"{tables} tables, {operations} operations: {seconds:.2f} s, {seconds / tables * 1000:.0f} ms per table")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [25, 50, 100])
