"""Texts on disk: read and written byte for byte, whatever their line ends or encoding."""

import hashlib
from difflib import SequenceMatcher
from pathlib import Path

from workbench.errors import UsageError
from workbench.reconciling.lines import split_lines

IGNORED_FOLDERS = frozenset({"__pycache__", ".venv", "venv", ".git", "node_modules", "htmlcov", "build", "dist"})


def read_disk(path: Path) -> str | None:
    """Give a file's text as it is (bytes that are no UTF-8 survive a round trip), or None without one."""
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError as error:
        raise UsageError(f"{path} is a folder where a file has to be written; move it away and try again.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}); make it readable and try again.") from error


def to_bytes(text: str) -> bytes:
    """Give the bytes of a text that ``read_disk`` gave or that was generated."""
    return text.encode("utf-8", "surrogateescape")


def digest(text: str) -> str:
    """Name the content of a text."""
    return hashlib.sha256(to_bytes(text)).hexdigest()


def unix(text: str) -> str:
    """Give the text with Unix line ends."""
    return text.replace("\r\n", "\n")


def with_endings_of(disk: str, text: str) -> str:
    """Give ``text`` (Unix line ends) with the line ends of ``disk``: each kept line has its own, each
    new one the more frequent."""
    if "\r\n" not in disk:
        return text
    windows = disk.count("\r\n")
    end = "\r\n" if windows * 2 > disk.count("\n") else "\n"
    raw = split_lines(disk)
    plain = [unix(line) for line in raw]
    wanted = split_lines(text)
    result: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, plain, wanted, autojunk=False).get_opcodes():
        result.extend(raw[i1:i2] if tag == "equal" else (line.replace("\n", end) for line in wanted[j1:j2]))
    return "".join(result)


def safe_target(folder: Path, path: str) -> Path:
    """Give where ``path`` (POSIX, relative) is written below ``folder``; refuses one that leaves it,
    through ``..``, a drive or a link."""
    root = folder.resolve()
    target = (folder / path).resolve()
    if target == root or not target.is_relative_to(root):
        raise UsageError(
            f"{folder / path} leads out of {folder} (to {target}), so nothing was written; "
            "remove the link or choose another folder with --out."
        )
    return target


def tree_digest(folder: Path) -> str:
    """Name the content of the text files below ``folder``: 16 hexadecimal digits that change with any
    file that a run could depend on, and not with caches."""
    lines = []
    for path in sorted(_files(folder)):
        name = path.relative_to(folder).as_posix()
        lines.append(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}")
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    found: list[Path] = []
    for entry in folder.iterdir():
        name = entry.name
        if name in IGNORED_FOLDERS or (name.startswith(".") and name != ".env.example"):
            continue
        if entry.is_dir() and not entry.is_symlink():
            found.extend(_files(entry))
        elif entry.is_file() and entry.suffix != ".pyc":
            found.append(entry)
    return found
