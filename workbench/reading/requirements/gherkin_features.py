"""Gherkin ``.feature`` files, read by the official parser: one requirement for each scenario, and for each rule
whose name states one."""

from collections.abc import Iterator
from typing import Any, cast

from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, Finding, RequirementFact
from workbench.reading.requirements.behaviour import find_aside, states_behaviour
from workbench.reading.requirements.requirements import feature_of, find_label


def applies(document: Document) -> bool:
    """Tell whether the document is a Gherkin feature."""
    return document.suffix == ".feature"


def read(document: Document) -> DocumentFacts:
    """Read every scenario with its steps, and rules; the background's steps belong to each of them."""
    # Loading the parser takes as long as reading a document, and few projects have such files.
    from gherkin.errors import ParserError
    from gherkin.parser import Parser

    try:
        tree = cast("dict[str, Any]", Parser().parse(document.text))
    except ParserError as error:
        line = _line_of(error)
        text = f"This feature file could not be read ({str(error).splitlines()[-1].strip()}); correct its Gherkin."
        return DocumentFacts(document.file, findings=(Finding(document.source(line), text),))
    feature = tree.get("feature") or {}
    facts = tuple(_scenarios(document, feature, (feature.get("name", ""),), []))
    return DocumentFacts(document.file, facts)


def _line_of(error: Exception) -> int:
    first = (getattr(error, "errors", None) or [error])[0]
    location = getattr(first, "location", None) or {}
    return int(location.get("line") or 1)


def _scenarios(
    document: Document, node: dict[str, Any], titles: tuple[str, ...], given: list[str]
) -> Iterator[RequirementFact]:
    steps = list(given)
    for child in node.get("children", []):
        if background := child.get("background"):
            steps += [_words(step) for step in background["steps"]]
        elif rule := child.get("rule"):
            if states_behaviour(name := rule.get("name", "").strip()):
                source = document.source(rule["location"]["line"])
                label, aside = find_label(name), find_aside(name, titles)
                yield RequirementFact(feature_of(document.file), name, source, label, titles, aside)
            yield from _scenarios(document, rule, (*titles, rule.get("name", "")), steps)
        elif scenario := child.get("scenario"):
            yield _fact(document, scenario, titles, steps)


def _words(step: dict[str, Any]) -> str:
    return f"{step['keyword'].strip()} {step['text'].strip()}"


def _fact(document: Document, scenario: dict[str, Any], titles: tuple[str, ...], given: list[str]) -> RequirementFact:
    steps = scenario["steps"]
    lines = [scenario["location"]["line"], *(step["location"]["line"] for step in steps)]
    text = " ".join([*given, *(_words(step) for step in steps)]) or scenario.get("name", "")
    name = scenario.get("name", "")
    tags = [find_label(tag["name"].lstrip("@")) for tag in scenario.get("tags", [])]
    label = next((tag for tag in tags if tag), None) or find_label(name)
    section = (*titles, name)
    source = document.source(lines[0], lines[-1])
    return RequirementFact(feature_of(document.file), text, source, label, section, find_aside(text, titles))
