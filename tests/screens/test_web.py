"""The screens in a browser: the real server, a real connection, and who is turned away."""

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from screens import web
from workbench.demos import copy_example
from workbench.errors import UsageError

aiohttp = pytest.importorskip("aiohttp", reason="the browser is an extra")


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve the screens on an example, and give the printed address with its key."""
    copy_example("todo", tmp_path / "todo")
    words = [sys.executable, "-m", "workbench", "--web", "--port", str(free_port()), str(tmp_path / "todo")]
    home = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CONFIG_HOME": str(tmp_path / "c")}
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env={**os.environ, **home})
    assert server.stdout
    try:
        yield server.stdout.readline().rpartition(" ")[2].strip()
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)
        server.stdout.close()
        shutil.rmtree(tmp_path / "todo")


async def drawn_until(line: Any, text: str) -> str:  # noqa: ANN401 - the extra may be missing
    """Give what the screens drew until ``text`` was among it."""
    drawn = ""
    async with asyncio.timeout(60):
        async for message in line:
            drawn += message.data.decode() if isinstance(message.data, bytes) else str(message.data)
            if text in drawn:
                break
    return drawn


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT cannot be sent to one process")
async def test_the_screens_are_drawn_and_take_keys_in_a_browser(address: str) -> None:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        async with browser.get(address) as page:
            assert page.status == 200
            assert "key=" not in str(page.url)
            text = await page.text()
            assert f"ws://{page.url.host}:{page.url.port}/ws" in text
            assert set(re.findall(r"//([^/\s\"]+)", text)) == {f"{page.url.host}:{page.url.port}"}
        async with browser.ws_connect(f"{page.url}ws?width=120&height=40") as line:
            await drawn_until(line, "Authentication API")
            await line.send_json(["stdin", "4"])
            await drawn_until(line, "Evidence")


async def test_whoever_has_no_key_or_comes_from_another_site_is_turned_away(address: str) -> None:
    base, _, key = address.partition("?key=")
    async with aiohttp.ClientSession() as stranger:
        for path, headers in (
            ("", {}),
            ("ws", {}),
            ("static/css/xterm.css", {}),
            ("?key=guessed", {}),
            (f"ws?key={key}", {"Origin": "https://elsewhere.example"}),
            (f"?key={key}", {"Host": "elsewhere.example"}),
        ):
            async with stranger.get(base + path, headers=headers) as answer:
                assert answer.status == 403, path
                assert "workbench --web" in await answer.text()


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="choose another with --port"):
            web.serve(None, taken.getsockname()[1])


def test_without_the_extra_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'workbench\[web\]'"):
        web.serve(None, 8000)
