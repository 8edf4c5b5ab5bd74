"""C8 to C11: what is judged from the code, and from coverage."""

from dataclasses import replace
from textwrap import dedent

import pytest

from generators.blueprint import Source
from tests.workbench.criteria.world import RUN, World
from workbench.criteria.lint import read_remarks
from workbench.criteria.verdict import State
from workbench.running.events import Coverage, Outcome


def reds(world: World, criterion: str) -> list[str]:
    return [row.text for row in world.judge(criterion).evidence if row.state is State.RED]


class TestTypes:
    def write(self, world: World, code: str) -> None:
        world.write("app/extra.py", f'"""More."""\n\n{dedent(code)}')

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ('def f(a) -> None:\n    """Do."""', "app/extra.py f leaves a without a type"),
            ('def f(*, a) -> None:\n    """Do."""', "app/extra.py f leaves a without a type"),
            ('def f(*a, **b) -> None:\n    """Do."""', "app/extra.py f leaves a, b without a type"),
            ('def f():\n    """Do."""', "app/extra.py f has no return type"),
            ("def f() -> None:\n    return None", "app/extra.py f has no docstring"),
            ("class C:\n    x = 1", "app/extra.py C has no docstring"),
            ("async def f() -> None:\n    return None", "app/extra.py f has no docstring"),
        ],
    )
    def test_what_lacks_is_red(self, world: World, code: str, text: str) -> None:
        self.write(world, code)

        assert text in reds(world, "C8")

    def test_the_line_is_that_of_the_definition(self, world: World) -> None:
        self.write(world, 'X = 1\n\n\ndef f(a) -> None:\n    """Do."""')

        row = next(row for row in world.judge("C8").evidence if row.state is State.RED)
        assert row.code == Source("backend/app/extra.py", 6, 6)

    def test_a_module_without_a_docstring_is_red(self, world: World) -> None:
        world.write("app/extra.py", "X = 1\n")

        assert "app/extra.py has no docstring" in reds(world, "C8")

    def test_a_file_that_is_not_python_is_red(self, world: World) -> None:
        world.write("app/extra.py", "def f(:\n")

        assert reds(world, "C8")[0].startswith("app/extra.py cannot be parsed: SyntaxError")

    def test_self_needs_no_type(self, world: World) -> None:
        self.write(
            world,
            '''
            class C:
                """A."""

                def f(self) -> int:
                    """Give one."""
                    return 1

                @classmethod
                def g(cls) -> int:
                    """Give two."""
                    return 2
            ''',
        )

        assert reds(world, "C8") == []

    def test_the_name_of_a_test_describes_it(self, world: World) -> None:
        world.write("tests/test_extra.py", '"""More."""\n\n\ndef test_one_is_one() -> None:\n    assert 1 == 1\n')

        assert reds(world, "C8") == []

    def test_a_helper_of_the_tests_needs_a_docstring(self, world: World) -> None:
        world.write("tests/helpers.py", '"""Help."""\n\n\ndef one() -> int:\n    return 1\n')

        assert reds(world, "C8") == ["tests/helpers.py one has no docstring"]

    def test_one_defect_is_told_once(self, world: World) -> None:
        self.write(world, 'def f(a) -> None:\n    """Do."""')

        assert len(reds(world, "C8")) == 1


class TestAsync:
    def write(self, world: World, code: str) -> None:
        world.write("app/extra.py", code)

    @pytest.mark.parametrize(
        ("code", "what"),
        [
            ("import time\nasync def f() -> None:\n    time.sleep(1)", "time.sleep"),
            ("from time import sleep\nasync def f() -> None:\n    sleep(1)", "time.sleep"),
            ("import requests\nasync def f() -> None:\n    requests.get('x')", "requests.get"),
            ("import subprocess\nasync def f() -> None:\n    subprocess.run(['x'])", "subprocess.run"),
            ("async def f() -> None:\n    open('x')", "open"),
            ("from pathlib import Path\nasync def f() -> None:\n    Path('x').read_text()", "read_text"),
            ("import httpx\nasync def f() -> None:\n    httpx.get('x')", "httpx.get"),
        ],
    )
    def test_a_blocking_call_is_red(self, world: World, code: str, what: str) -> None:
        self.write(world, code)

        assert f"app/extra.py f blocks the event loop by {what}" in reds(world, "C9")

    def test_the_same_call_in_a_thread_is_no_matter(self, world: World) -> None:
        self.write(world, "import time\ndef f() -> None:\n    time.sleep(1)\n")

        assert world.judge("C9").state is State.GREEN

    @pytest.mark.parametrize("name", ["sqlalchemy", "sqlmodel"])
    def test_a_synchronous_engine_is_red(self, world: World, name: str) -> None:
        self.write(world, f"from {name} import create_engine\nENGINE = create_engine('x')\n")

        assert reds(world, "C9") == [f"app/extra.py uses the synchronous {name}.create_engine"]

    def test_a_coroutine_that_is_not_awaited_is_red(self, world: World) -> None:
        self.write(world, "async def g() -> None:\n    pass\n\nasync def f() -> None:\n    g()\n")

        assert reds(world, "C9") == ["app/extra.py f does not await g"]

    def test_a_session_that_is_not_awaited_is_red(self, world: World) -> None:
        world.replace("app/routes/tasks.py", "await session.flush()", "session.flush()")

        assert reds(world, "C9") == ["app/routes/tasks.py create_task does not await session.flush"]

    def test_a_route_that_is_not_async_is_red(self, world: World) -> None:
        world.replace("app/routes/tasks.py", "async def list_tasks", "def list_tasks")
        world.replace("app/routes/tasks.py", "await session.scalars", "session.scalars")

        assert reds(world, "C9") == ["app/routes/tasks.py list_tasks is a route that is not async"]

    def test_a_task_that_nobody_holds_is_red(self, world: World) -> None:
        self.write(world, "import asyncio\nasync def f() -> None:\n    asyncio.create_task(f())\n")

        assert len(reds(world, "C9")) == 1

    @pytest.mark.parametrize("strict", [None, False])
    def test_without_warnings_as_errors_it_is_amber(self, world: World, strict: bool | None) -> None:
        world.change_run(warnings_as_errors=strict)

        assert world.judge("C9").state is State.AMBER

    def test_a_coroutine_that_a_test_saw_unawaited_is_red(self, world: World) -> None:
        warned = replace(
            RUN.tests[0], outcome=Outcome.FAILED, message="RuntimeWarning: coroutine 'f' was never awaited"
        )
        world.change_run(tests=(warned,))

        assert world.judge("C9").state is State.RED


class TestCoverage:
    def cover(self, world: World, percent: float) -> None:
        world.change_run(coverage=Coverage(percent, ()))

    @pytest.mark.parametrize(("percent", "state"), [(80.1, State.GREEN), (80.0, State.RED), (12.0, State.RED)])
    def test_more_than_80_percent_are_required(self, world: World, percent: float, state: State) -> None:
        self.cover(world, percent)

        assert world.judge("C10").state is state

    def test_nothing_measured_is_amber(self, world: World) -> None:
        world.change_run(coverage=None)

        assert world.judge("C10").state is State.AMBER

    def test_a_failing_test_is_red_whatever_is_covered(self, world: World) -> None:
        world.end("test_health", Outcome.FAILED)

        assert world.judge("C10").state is State.RED

    def test_a_part_of_the_tests_proves_nothing(self, world: World) -> None:
        world.change_run(complete=False)

        assert world.judge("C10").state is State.AMBER

    def test_a_file_leads_to_its_first_missed_line(self, world: World) -> None:
        row = world.judge("C10").evidence[-1]

        assert row.text == "app/routes/tasks.py misses 1 line: 7"
        assert row.code == Source("backend/app/routes/tasks.py", 7, 7)


class TestSecrets:
    @pytest.mark.parametrize(
        "code",
        [
            'BETTER_AUTH_SECRET = "s3cr3t-and-quite-long"',
            'class Settings:\n    better_auth_secret: str = "change-me"',
            'class Settings:\n    better_auth_secret: SecretStr = SecretStr("change-me")',
            'class Settings:\n    api_key: str = Field(default="0123456789")',
            'connect(password="hunter2")',
            'def connect(password="hunter2"):\n    pass',
            'def connect(*, token="hunter2"):\n    pass',
        ],
    )
    def test_a_text_for_a_secret_name_is_red(self, world: World, code: str) -> None:
        world.write("app/extra.py", code)

        assert len(reds(world, "C11")) == 1
        assert "a text" in reds(world, "C11")[0]

    @pytest.mark.parametrize(
        "code",
        [
            'PASSWORD = "password"',
            'token_type: str = "bearer"',
            "better_auth_secret: str",
            'SECRET = os.environ["BETTER_AUTH_SECRET"]',
            'secret: str = Field(description="Signs the tokens, at least 32 characters.")',
            'URL = "postgresql://user:password@localhost/db"',
            'PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"',
            'def f() -> None:\n    """aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY."""',
        ],
    )
    def test_words_about_secrets_are_none(self, world: World, code: str) -> None:
        world.write("app/extra.py", code)
        world.write(".env.example", "DATABASE_URL=\nBETTER_AUTH_SECRET=\n")

        assert reds(world, "C11") == []

    @pytest.mark.parametrize(
        "code",
        [
            'X = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY"',
            'X = "-----BEGIN PRIVATE KEY-----"',
            f'X = "{"AKIA" + "IOSFODNN7EXAMPLE"}"',
            'X = "postgresql://app:Tr0ub4dor@db.example.com/app"',
        ],
    )
    def test_what_looks_like_a_key_is_red(self, world: World, code: str) -> None:
        world.write("app/extra.py", code)

        assert len(reds(world, "C11")) == 1

    def test_a_private_key_among_the_tests_is_red_too(self, world: World) -> None:
        world.write("tests/test_extra.py", 'KEY = "-----BEGIN EC PRIVATE KEY-----"')

        assert reds(world, "C11") == ["tests/test_extra.py holds a key"]

    def test_a_setting_that_env_example_lacks_is_red(self, world: World) -> None:
        world.write(".env.example", "DATABASE_URL=\n")

        assert reds(world, "C11") == ["BETTER_AUTH_SECRET is missing in .env.example"]
        assert world.judge("C11").summary == "0 secrets in 5 files; 1 of 2 settings in .env.example."

    @pytest.mark.parametrize(
        "code", ['os.environ["MAIL_HOST"]', 'os.getenv("MAIL_HOST")', 'os.environ.get("MAIL_HOST")']
    )
    def test_a_setting_read_directly_has_to_be_listed_too(self, world: World, code: str) -> None:
        world.write("app/extra.py", f"import os\nHOST = {code}\n")

        assert reds(world, "C11") == ["MAIL_HOST is missing in .env.example"]

    def test_a_setting_may_be_listed_as_a_comment(self, world: World) -> None:
        world.write(".env.example", "DATABASE_URL=\n# BETTER_AUTH_SECRET=\n")

        assert world.judge("C11").state is State.GREEN

    def test_settings_have_the_prefix_and_alias_of_their_class(self, world: World) -> None:
        world.write(
            "app/config.py",
            """
            class Settings(BaseSettings):
                model_config = SettingsConfigDict(env_prefix="APP_")
                port: int = 80
                host: str = Field(alias="BIND_ADDRESS")
            """,
        )

        assert reds(world, "C11") == [
            "APP_PORT is missing in .env.example",
            "BIND_ADDRESS is missing in .env.example",
        ]

    def test_a_real_secret_in_env_example_is_red(self, world: World) -> None:
        world.write(".env.example", "DATABASE_URL=\nBETTER_AUTH_SECRET=aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY\n")

        assert reds(world, "C11") == [".env.example gives BETTER_AUTH_SECRET what looks like a real secret"]

    def test_an_env_file_that_git_would_take_is_red(self, world: World) -> None:
        world.write(".env", "BETTER_AUTH_SECRET=x\n")
        world.write(".gitignore", "*.pyc\n")

        assert reds(world, "C11") == [".env lies beside the code and no .gitignore keeps it out of git"]

    def test_an_env_file_that_git_leaves_out_is_fine(self, world: World) -> None:
        world.write(".env", "BETTER_AUTH_SECRET=x\n")

        assert world.judge("C11").state is State.GREEN


def test_ruff_speaks_of_the_backend_by_relative_paths(world: World) -> None:
    world.write("app/extra.py", "def f(a):\n    pass\n")

    remarks = read_remarks(world.backend, ("ANN001",), ("app", "nowhere"))

    assert remarks is not None
    assert [(each.path, each.line, each.code) for each in remarks] == [("app/extra.py", 1, "ANN001")]
