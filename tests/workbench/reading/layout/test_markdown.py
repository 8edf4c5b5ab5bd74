"""Markdown as sections and blocks with their lines."""

from textwrap import dedent

import pytest

from workbench.reading.layout.markdown import Code, ListItem, Paragraph, Section, Table, parse_markdown, walk_blocks


def parse(text: str) -> Section:
    return parse_markdown(dedent(text).lstrip("\n"))


def test_headings_nest_and_each_section_ends_before_the_next() -> None:
    root = parse("""
        # Library

        ## Loans
        Text.

        ### Lending
        ## Readers
        """)
    library = root.sections[0]
    assert [(s.title, s.level, s.line, s.end_line) for s in root.walk() if s.level] == [
        ("Library", 1, 1, 8),
        ("Loans", 2, 3, 6),
        ("Lending", 3, 6, 6),
        ("Readers", 2, 7, 8),
    ]
    assert [section.title for section in library.sections] == ["Loans", "Readers"]


def test_a_paragraph_keeps_its_line_breaks_and_lines() -> None:
    assert parse("One\ntwo.\n\nThree.\n").blocks == [Paragraph("One\ntwo.", 1, 2), Paragraph("Three.", 4, 4)]


def test_items_nest_and_know_their_number_and_tick() -> None:
    first, second = parse("""
        1. Lend a book
           - [x] ask the reader
           - [ ] stamp it
        2. Take it back
        """).blocks
    assert isinstance(first, ListItem)
    assert isinstance(second, ListItem)
    assert (first.text, first.number, second.number) == ("Lend a book", 1, 2)
    below = [item for item in walk_blocks(first.children) if isinstance(item, ListItem)]
    assert [(item.text, item.checked, item.line) for item in below] == [
        ("ask the reader", True, 2),
        ("stamp it", False, 3),
    ]


def test_a_table_is_a_header_and_rows_with_their_lines() -> None:
    (table,) = parse("""
        | Column | Type |
        |--------|------|
        | id     | uuid |
        | title  | text |
        """).blocks
    assert isinstance(table, Table)
    assert table.header == ("Column", "Type")
    assert [(row.cells, row.line) for row in table.rows] == [(("id", "uuid"), 3), (("title", "text"), 4)]


@pytest.mark.parametrize(
    ("text", "language", "text_line"),
    [("```SQL title\nSELECT 1;\n```\n", "sql", 2), ("```\nSELECT 1;\n```\n", "", 2), ("    SELECT 1;\n", "", 1)],
    ids=["fence", "fence without language", "indented"],
)
def test_code_keeps_its_language_and_where_its_text_begins(text: str, language: str, text_line: int) -> None:
    (code,) = parse_markdown(text).blocks
    assert isinstance(code, Code)
    assert (code.language, code.text, code.text_line) == (language, "SELECT 1;\n", text_line)


def test_one_text_is_parsed_once() -> None:
    assert parse_markdown("# Loans\n") is parse_markdown("# Loans\n")


HTML_TABLES = """
# Boats

<table class="wide">
  <thead><tr><th>Column</th><th>Type</th></tr></thead>
  <tbody>
    <tr><td><code>id</code></td><td>UUID &amp; key</td></tr>
    <tr>
      <td><b>name</b><br>of the boat</td>
      <td>VARCHAR(80)</td>
    </tr>
  </tbody>
</table>
<table><tr><td>alone</td></tr></table>
"""


def test_tables_in_html_are_tables_with_the_lines_of_their_rows() -> None:
    boats, alone = parse_markdown(HTML_TABLES).sections[0].blocks
    assert isinstance(boats, Table)
    assert (boats.header, boats.line) == (("Column", "Type"), 5)
    assert [(row.cells, row.line) for row in boats.rows] == [
        (("`id`", "UUID & key"), 7), (("**name**, of the boat", "VARCHAR(80)"), 8),
    ]  # fmt: skip
    assert isinstance(alone, Table)
    assert (alone.header, alone.rows) == (("alone",), ())


def test_a_row_of_one_cell_over_an_html_table_is_its_title() -> None:
    html = '<table><tr><th colspan="2">boats</th></tr><tr><th>Column</th><th>Type</th></tr><tr><td>id</td></tr></table>'
    title, table = parse_markdown(f"{html}\n").blocks
    assert isinstance(title, Paragraph)
    assert isinstance(table, Table)
    assert (title.text, table.header, len(table.rows)) == ("**boats**", ("Column", "Type"), 1)


@pytest.mark.parametrize("html", ["<table>", "<table><tr>", "<table><td", "<div><p>Not a table</p></div>"])
def test_html_without_a_whole_row_stays_a_paragraph(html: str) -> None:
    (block,) = parse_markdown(f"{html}\n").blocks
    assert isinstance(block, Paragraph)
