"""What a list costs among other people's rows: a thousand of them, and a million.

    python -m tests.benchmarks.crowd [ROWS ...]

Serves the bundled example as generated, and asks for one user's list with ever more rows of 100 other users in the same
table. Prints the server's CPU for each request, its median and p99, and its memory. Nothing is asserted.
"""

import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

import asyncpg

from tests.benchmarks.throughput import Server, drive, prepared, request_of, served, token_of

OTHERS = 100
REQUESTS = 400
KIND = "list 20 + total"
USERS = """
INSERT INTO users (email, name, password_hash)
SELECT n || '@example.com', 'Somebody', 'x' FROM generate_series(0, $1::int) n RETURNING id
"""
TODOS = """
INSERT INTO todos (user_id, title, created_at)
SELECT owner, 'Todo ' || n, now() - n * interval '1 minute' FROM unnest($1::uuid[]) owner, generate_series(1, $2::int) n
"""


async def measure(server: Server, database: str, sizes: list[int]) -> None:
    """Print what the list costs at each size."""
    connection = await asyncpg.connect(database)
    caller, *others = [row["id"] for row in await connection.fetch(USERS, OTHERS)]
    await connection.execute(TODOS, [caller], 100)
    request = request_of("GET", "/api/todos?limit=20", token_of(caller))
    for size in sizes:
        await connection.execute("DELETE FROM todos WHERE user_id <> $1", caller)
        await connection.execute(TODOS, others, size // OTHERS)
        await connection.execute("VACUUM ANALYZE todos")
        await connection.execute("CHECKPOINT")  # what was just inserted is not to be written while the list is measured
        await drive(server, KIND, [request] * 100, 200)
        server.cost.clear()
        server.times.clear()
        await drive(server, KIND, [request] * REQUESTS, 200)
        times = [1000 * each for each in server.times[KIND]]
        middle, slow = statistics.median(times), statistics.quantiles(times, n=100)[98]
        print(
            f"{size:>9,} rows of others: {server.cost[KIND][0]:.0f} us CPU · median {middle:.1f} ms · "
            f"p99 {slow:.1f} ms · {server.memory():.0f} MiB"
        )
    await connection.close()


def main(sizes: list[int]) -> None:
    """Generate, serve and measure."""
    with (
        tempfile.TemporaryDirectory(prefix="crowd-", ignore_cleanup_errors=True) as name,
        prepared(Path(name)) as (backend, database),
    ):
        server = Server("generated", "app.main:app", backend)
        with served([server], database):
            asyncio.run(measure(server, database, sizes))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 1_000_000])
