"""Where a project keeps what is neither specification nor backend: all paths in one place."""

from dataclasses import dataclass
from pathlib import Path

from workbench.errors import UsageError

STATE = ".workbench"

_IGNORED = """\
# What is not worth keeping in version control; base.json is: merging hand edits needs it.
*
!.gitignore
!*/
!base.json
"""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one open project. ``state`` belongs to one backend folder: inside the project for
    a backend inside it, beside the backend for one that stands elsewhere."""

    folder: Path
    backend: Path
    state: Path
    inside: bool

    @classmethod
    def of(cls, folder: Path, out: Path | None) -> "Places":
        """Give the places for a project and, where it is not the usual one, its backend folder.

        Raises ``UsageError`` where one of them cannot be used.
        """
        if not folder.is_dir():
            matter = "is a file" if folder.exists() else "does not exist"
            raise UsageError(f"The project folder {folder} {matter}; name a folder that holds specs/.")
        root = folder.resolve()
        backend = (folder / "backend" if out is None else out).resolve()
        if backend.exists() and not backend.is_dir():
            raise UsageError(f"The backend folder {backend} is a file; move it away or choose another with --out.")
        if not (root / STATE).resolve().is_relative_to(root):
            raise UsageError(f"{folder / STATE} is a link that leaves the project; remove it and try again.")
        if backend.is_relative_to(root):
            return cls(folder, out or folder / "backend", root / STATE / backend.relative_to(root), True)
        if out is None:
            raise UsageError(
                f"{folder / 'backend'} is a link that leaves the project (to {backend}); "
                "name that folder with --out to write there."
            )
        return cls(folder, out, backend / STATE, False)

    @property
    def base(self) -> Path:
        """The last generated texts."""
        return self.state / "base.json"

    @property
    def run(self) -> Path:
        """The last finished run."""
        return self.state / "run.json"

    @property
    def clarifications(self) -> Path:
        """The answers, kept with the specifications."""
        return self.folder / "specs" / "clarifications.md"

    @property
    def descriptions(self) -> Path:
        """Where revisions are described, among the specifications."""
        return self.folder / "specs" / "database" / "migrations"

    @property
    def described(self) -> Path:
        """The state of those descriptions."""
        return self.state / "descriptions"

    def prepare_state(self) -> None:
        """Create the state folder, with the note of what version control should leave out."""
        self.state.mkdir(parents=True, exist_ok=True)
        ignore = (self.folder.resolve() / STATE if self.inside else self.state) / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORED, "utf-8")
