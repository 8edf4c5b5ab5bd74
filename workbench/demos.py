"""The bundled examples: specifications to try the workbench with."""

import difflib
import shutil
from pathlib import Path

from workbench.errors import UsageError

EXAMPLES = Path(__file__).parent / "examples"


def example_names() -> tuple[str, ...]:
    """Give the names of the bundled examples, in alphabetical order."""
    return tuple(sorted(entry.name for entry in EXAMPLES.iterdir() if (entry / "specs").is_dir()))


def describe_example(name: str) -> str:
    """Give what an example says of itself: the first sentence of its overview, on one line."""
    text = (EXAMPLES / name / "specs" / "overview.md").read_text("utf-8")
    paragraphs = (" ".join(block.split()) for block in text.split("\n\n"))
    first = next((block for block in paragraphs if block and not block.startswith("#")), "")
    sentence, stop, _ = first.partition(". ")
    return sentence + stop.rstrip()


def copy_example(name: str, folder: Path) -> bool:
    """Copy an example to ``folder``; tells False where it is there already, perhaps edited since.

    Raises ``UsageError`` for an unknown name, and for a folder that holds something else.
    """
    names = example_names()
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(names)}."
        raise UsageError(f"There is no bundled example {name}; {hint}")
    if _holds_example(folder, name):
        return False
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} holds something else already; choose another folder with --to.")
    try:
        shutil.copytree(
            EXAMPLES / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", "*.py", "*.pyc")
        )
    except OSError as error:
        raise UsageError(
            f"The example cannot be copied to {folder} ({error.strerror or error}); choose another folder with --to."
        ) from error
    return True


def _holds_example(folder: Path, name: str) -> bool:
    """Tell whether ``folder`` is an earlier copy: every document of the example has its counterpart."""
    documents = [path.relative_to(EXAMPLES / name) for path in (EXAMPLES / name / "specs").rglob("*") if path.is_file()]
    return all((folder / document).is_file() for document in documents)
