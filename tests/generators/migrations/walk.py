"""Walk along the revisions of the backend in this folder: a process of its own, told its steps as JSON.

Each step is a list: ``upgrade`` or ``downgrade`` with a revision, ``check``, ``sql`` with a statement
(gives its rows), ``shape`` (gives everything that the database says of its tables). A step that fails
gives the first line of its error.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

import alembic.command
import alembic.config
import asyncpg

SHAPE = """
SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
    || coalesce(column_default, '') AS line
FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
ORDER BY 1
"""


async def fetch(statement: str) -> list[list[object]]:
    """Run one statement, and give its rows."""
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    try:
        return [list(row) for row in await connection.fetch(statement)]
    finally:
        await connection.close()


def take(step: list[str]) -> object:
    """Take one step, and give what it gave."""
    configuration = alembic.config.Config("alembic.ini")
    match step:
        case ["upgrade", revision]:
            alembic.command.upgrade(configuration, revision)
        case ["downgrade", revision]:
            alembic.command.downgrade(configuration, revision)
        case ["check"]:
            alembic.command.check(configuration)
        case ["sql", statement]:
            return asyncio.run(fetch(statement))
        case ["shape"]:
            return [line for (line,) in asyncio.run(fetch(SHAPE))]
        case _:
            raise ValueError(f"no step {step}")
    return "done"


def main(steps: list[list[str]]) -> None:
    """Take all steps, whatever each of them gives."""
    sys.path.insert(0, str(Path.cwd()))
    results: list[object] = []
    for step in steps:
        try:
            results.append(take(step))
        except Exception as error:
            results.append(f"{type(error).__name__}: {error}".splitlines()[0])
    print(json.dumps(results, default=str))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
