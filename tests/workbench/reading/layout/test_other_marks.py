"""Marks that Markdown does not know."""

from workbench.reading.documents import Document
from workbench.reading.layout.markdown import ListItem, walk_blocks
from workbench.reading.layout.other_marks import translate_marks

TEXT = """= Harbour

== Boats

. A boat has a name.
. A boat has a berth.

a) GET /boats

**berths**
: id uuid PK
: quay text

```
== no heading
a) no item
```
"""


def test_headings_of_asciidoc_are_headings() -> None:
    found = [(section.title, section.level) for section in Document("a.md", TEXT).sections.walk()]
    assert found == [("", 0), ("Harbour", 1), ("Boats", 2)]


def test_items_by_letter_by_point_and_below_a_term_are_items_on_their_lines() -> None:
    blocks = [block for section in Document("a.md", TEXT).sections.walk() for block in walk_blocks(section.blocks)]
    assert [(block.text, block.line) for block in blocks if isinstance(block, ListItem)] == [
        ("A boat has a name.", 5), ("A boat has a berth.", 6), ("GET /boats", 8), ("id uuid PK", 11), ("quay text", 12),
    ]  # fmt: skip


def test_what_stands_in_a_fence_stays_as_it_is() -> None:
    assert translate_marks(TEXT).split("```")[1] == TEXT.split("```")[1]


def test_points_are_items_only_below_a_heading_of_asciidoc() -> None:
    assert translate_marks("# Harbour\n\n. Not one.\n: One.\n") == "# Harbour\n\n. Not one.\n- One.\n"


def test_endpoints_as_restructured_text_describes_them_are_headings_over_labels() -> None:
    text = (
        ".. http:post:: /boats/(int:id)/notes\n\n   Add a note.\n\n   :query dry_run: change nothing\n"
        "   :<json string text: what it says\n   :statuscode 201: the note\n"
    )
    assert translate_marks(text).split("\n") == [
        "#### POST /boats/{id}/notes", "", "   Add a note.", "", "- Query: `dry_run`", "- Body: `text` (string)",
        "- Status: 201 the note", "",
    ]  # fmt: skip
