"""The embedded PostgreSQL starts from whatever state its folder was left in, and leaves nothing behind."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import asyncpg
import psutil
import pytest

from workbench.running import DatabaseUnavailable, Server, open_server
from workbench.running.database import data_folder, plain_url


def ask(url: str, statement: str) -> object:
    async def answer() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    return asyncio.run(answer())


async def execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def servers_of(folder: Path) -> list[psutil.Process]:
    found = psutil.process_iter(["name", "cmdline"])
    return [each for each in found if each.info["name"] == "postgres" and str(folder) in (each.info["cmdline"] or ())]


def start_and_be_killed(folder: Path, *, with_keeper: bool = True) -> None:
    """Leave a running server and a database behind, as a process does that is killed, and what keeps its server too."""
    script = """
        import os, signal, sys
        import psutil
        from pathlib import Path
        from workbench.running import open_server
        with open_server(Path(sys.argv[1])) as server:
            server.create_database()
            for child in psutil.Process().children() if sys.argv[2] == "True" else ():
                if "workbench.running.keeper" in child.cmdline():
                    child.kill()
            os.kill(os.getpid(), signal.SIGKILL)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(folder), str(with_keeper)]
    ended = subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": ""}, check=False)
    assert ended.returncode == -signal.SIGKILL


def test_a_server_ends_with_the_workbench_that_was_killed(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    start_and_be_killed(data_folder(folder), with_keeper=False)
    _, running = psutil.wait_procs(servers_of(data_folder(folder)), timeout=30)
    assert not running


def test_a_fresh_database_is_empty_and_gone_afterwards(server: Server) -> None:
    with server.fresh_database() as url:
        assert ask(url, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'") == 0
        name = ask(url, "SELECT current_database()")

    assert ask(server.url, f"SELECT count(*) FROM pg_database WHERE datname = '{name}'") == 0


def test_only_databases_made_to_be_thrown_away_can_be_dropped(server: Server) -> None:
    with pytest.raises(ValueError, match="was not made to be thrown away"):
        server.drop_database("postgres")


def test_two_users_of_a_folder_share_its_server(server: Server, data: Path) -> None:
    with open_server(data) as second:
        assert second.url == server.url

    assert ask(server.url, "SELECT 1") == 1


def test_the_last_user_stops_the_server(place: Path) -> None:
    with open_server(place / "pg"):
        assert servers_of(place / "pg")

    assert not servers_of(place / "pg")


def test_a_server_left_running_is_taken_over_and_stopped(place: Path) -> None:
    folder = place / "pg"
    start_and_be_killed(folder)
    assert servers_of(folder)

    with open_server(folder) as server:
        left = ask(server.url, "SELECT count(*) FROM pg_database WHERE datname LIKE 'workbench%'")

    assert left == 0
    assert not servers_of(folder)


def test_databases_of_tests_that_were_killed_are_swept_out(place: Path) -> None:
    with open_server(place / "pg") as server:
        asyncio.run(execute(server.url, 'CREATE DATABASE "left_by_a_test"'))

    with open_server(place / "pg") as server:
        assert ask(server.url, "SELECT count(*) FROM pg_database WHERE datname = 'left_by_a_test'") == 0


def test_databases_of_others_who_use_the_server_stay(place: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from workbench.running import open_server
        with open_server(Path(sys.argv[1])):
            pass
    """
    with open_server(place / "pg") as server:
        asyncio.run(execute(server.url, 'CREATE DATABASE "in_use"'))
        name = server.create_database()
        command = [sys.executable, "-c", textwrap.dedent(script), str(place / "pg")]
        subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": ""}, check=True)

        found = ask(server.url, f"SELECT count(*) FROM pg_database WHERE datname IN ('in_use', '{name}')")

    assert found == 2


def test_a_stale_pid_file_that_names_another_program_is_no_obstacle(place: Path) -> None:
    folder = place / "pg"
    start_and_be_killed(folder)
    pid_file = folder / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    for process in servers_of(folder):
        process.kill()
        process.wait(5)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    with open_server(folder) as server:
        assert ask(server.url, "SELECT 1") == 1


def test_data_whose_creation_was_interrupted_are_made_anew(place: Path) -> None:
    folder = place / "pg"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("18\n")

    with open_server(folder) as server:
        assert ask(server.url, "SELECT 1") == 1


def test_damaged_data_are_put_aside(place: Path) -> None:
    folder = place / "pg"
    with open_server(folder):
        pass
    (folder / "global" / "pg_control").write_bytes(b"")

    with open_server(folder) as server:
        assert ask(server.url, "SELECT 1") == 1
    assert (place / "pg.damaged" / "PG_VERSION").exists()


@pytest.mark.parametrize("name", ["a folder", "x" * 120])
def test_a_folder_that_no_socket_can_live_in_gets_a_stand_in(place: Path, name: str) -> None:
    chosen = data_folder(place / name)

    assert chosen != place / name
    assert chosen == data_folder(place / name)


def test_two_unsuitable_folders_get_two_stand_ins(place: Path) -> None:
    assert data_folder(place / "a b") != data_folder(place / "a c")


def test_another_server_is_used_where_it_is_named(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", server.url.replace("postgresql://", "postgresql+asyncpg://"))

    with open_server() as other, other.fresh_database() as url:
        assert ask(url, "SELECT 1") == 1


def test_a_named_server_that_is_away_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")

    with pytest.raises(DatabaseUnavailable, match=r"^PostgreSQL at 127\.0\.0\.1 cannot be used: .*\.$"), open_server():
        pass


def test_an_installation_without_programs_is_one_sentence_that_says_what_to_do(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.running.database._PROGRAMS", ("initdb", "lost"))

    sentence = r"^The embedded PostgreSQL is incomplete: lost cannot be found in .*bin; install .* again, or .*\.$"
    with pytest.raises(DatabaseUnavailable, match=sentence), open_server(place / "pg"):
        pass


def test_pooler_options_are_taken_out_of_an_address() -> None:
    url = "postgres://me:x@host/db?sslmode=require&channel_binding=require"

    assert plain_url(url) == "postgresql://me:x@host/db?sslmode=require"


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(DatabaseUnavailable, match="must be a postgresql:// address"):
        plain_url("mysql://host/db")
