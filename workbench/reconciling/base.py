"""The base of the merge: the text of each file as it was last generated, kept beside the project.

One JSON document, one line a file, sorted; texts are compressed. A line changes only when the
file's generated text did, so that version control shows and merges it well.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.reconciling.disk import digest, to_bytes

FORMAT = 1


def read_base(file: Path) -> dict[str, str]:
    """Give the last generated text of each file, empty where nothing was generated yet."""
    try:
        content = file.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(file, error) from error
    try:
        data = json.loads(content)
        if data["format"] != FORMAT:
            raise ValueError("another format")
        return {path: _unpack(entry) for path, entry in data["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error, zlib.error) as error:
        raise _damaged(file, error) from error


def _damaged(file: Path, error: Exception) -> WorkbenchError:
    return WorkbenchError(
        f"{file} is damaged ({error}), so hand edits cannot be told from generated text; restore it "
        "from version control, or delete it to compare with what is on disk alone."
    )


def base_document(base: Mapping[str, str], previous: str = "") -> str:
    """Give the document for ``base``; entries of the ``previous`` document whose text is the same stay
    as they are, whatever library compressed them."""
    kept = _entries(previous)
    lines = []
    for path in sorted(base):
        name = digest(base[path])
        entry = kept.get(path)
        if entry is None or entry.get("sha256") != name:
            entry = {"sha256": name, "text": _pack(base[path])}
        lines.append(f"{json.dumps(path)}: {json.dumps(entry, sort_keys=True)}")
    return "\n".join([f'{{"format": {FORMAT}, "files": {{', ",\n".join(lines), "}}", ""])


def _entries(document: str) -> dict[str, dict[str, str]]:
    try:
        files = json.loads(document)["files"]
    except (ValueError, KeyError, TypeError):
        return {}
    return {path: entry for path, entry in files.items() if isinstance(entry, dict)}


def _pack(text: str) -> str:
    return base64.b64encode(zlib.compress(to_bytes(text), 9)).decode("ascii")


def _unpack(entry: dict[str, str]) -> str:
    text = zlib.decompress(base64.b64decode(entry["text"])).decode("utf-8", "surrogateescape")
    if digest(text) != entry["sha256"]:
        raise ValueError("a text does not match its digest")
    return text
