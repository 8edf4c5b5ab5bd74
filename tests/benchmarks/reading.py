"""How fast specifications are read: 100 documents of 50 KB each, and one of them changed.

    python tests/benchmarks/reading.py [DOCUMENTS]

Writes a project of Markdown, OpenAPI, SQL and DBML, reads it whole, prints MB/s and the share of each reader, then
changes one document and reads again. Nothing is asserted.
"""

import sys
import tempfile
import time
from pathlib import Path

from workbench.reading.documents import Document, find_documents
from workbench.reading.project import read_project
from workbench.reading.readers import READERS

SIZE = 50_000


def markdown(number: int) -> str:
    """Write the description of one endpoint with its rules."""
    return (
        f"### POST /things/{number}\n\n**Auth:** required\n\n| Field | Type | Required |\n|---|---|---|\n"
        f"| name | string (1-{number % 200 + 1} characters) | yes |\n\nReturns `201`. `409` when it exists.\n\n"
        f"- A thing can not be changed after {number} days.\n\n"
    )


def openapi(number: int) -> str:
    """Write one path of an OpenAPI document."""
    return (
        f"  /things{number}/{{id}}:\n    get:\n      summary: One thing\n      parameters:\n"
        "        - {name: id, in: path, required: true, schema: {type: string}}\n"
        "        - {name: limit, in: query, schema: {type: integer, maximum: 100}}\n"
        "      responses:\n        '200': {description: The thing}\n        '404': {description: No such thing}\n"
    )


def sql(number: int) -> str:
    """Write one table."""
    return f"CREATE TABLE things{number} (\n  id uuid PRIMARY KEY,\n  name varchar(80) NOT NULL\n);\n\n"


def dbml(number: int) -> str:
    """Write one table."""
    return f"Table things{number} {{\n  id uuid [pk]\n  name varchar(80) [not null]\n}}\n\n"


KINDS = (
    ("api/{}.md", "# Things\n\n", markdown),
    ("features/{}.md", "# Things\n\n", markdown),
    ("api/{}.yaml", "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\npaths:\n", openapi),
    ("database/{}.sql", "", sql),
    ("database/{}.dbml", "", dbml),
)


def write(folder: Path, count: int) -> None:
    """Write that many documents, the kinds in turn."""
    for number in range(count):
        name, head, part = KINDS[number % len(KINDS)]
        text = [head]
        while sum(map(len, text)) < SIZE:
            text.append(part(number * 10_000 + len(text)))
        file = folder / "specs" / name.format(number)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(text), encoding="utf-8")


def by_reader(documents: tuple[Document, ...]) -> dict[str, float]:
    """Give the seconds that each reader takes; parsing Markdown counts for the first that needs it."""
    taken: dict[str, float] = {reader.name: 0.0 for reader in READERS}
    for document in documents:
        for reader in READERS:
            start = time.perf_counter()
            if reader.applies(document):
                reader.read(document)
            taken[reader.name] += time.perf_counter() - start
    return taken


def main(count: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, count)
        shares = by_reader(find_documents(folder)[0])
        start = time.perf_counter()
        reading = read_project(folder)
        whole = time.perf_counter() - start
        size = sum(len(text) for text in reading.texts.values()) / 1e6
        changed = folder / "specs" / KINDS[0][0].format(0)
        changed.write_text(changed.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
        start = time.perf_counter()
        after = read_project(folder)
        again = time.perf_counter() - start
        anew = sum(one is not other for one, other in zip(reading.documents, after.documents, strict=True))
        print(f"{count} documents, {size:.1f} MB: {whole:.2f} s, {size / whole:.2f} MB/s")
        print(f"one changed: {again:.3f} s, {anew} document read")
        for reader, seconds in sorted(shares.items(), key=lambda share: -share[1])[:8]:
            print(f"  {reader:16} {seconds:6.2f} s {100 * seconds / sum(shares.values()):5.1f} %")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
