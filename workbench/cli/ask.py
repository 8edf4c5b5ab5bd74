"""Show the open questions, those that decide most first: the evidence, the choices (the recommended one
first) and what each changes; with an ID that question or assumption alone, with the lines of the backend that
each choice changes. Exits with 3 while questions are open that block generating.
"""

import argparse
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generators.blueprint import Source
from workbench.cli.arguments import add_folder, add_json
from workbench.cli.console import paint, say, say_json
from workbench.errors import QuestionsOpen
from workbench.places import Places
from workbench.previewing import Preview, preview_choices
from workbench.resolving.deciding.questions import Assumption, Choice, Question
from workbench.specifications import Specifications
from workbench.wording import plural

_AT_A_TIME = 3
_MOST_ROWS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_folder(parser)
    add_json(parser)
    parser.add_argument("question", metavar="ID", nargs="?", help="one question or assumption, with what it changes")
    parser.add_argument("--all", action="store_true", help="show all open questions, not only the first three")
    parser.add_argument("--assumed", action="store_true", help="show what was decided without asking, too")
    parser.add_argument("--preview", action="store_true", help="show the lines of the backend that each choice changes")


def run(arguments: argparse.Namespace) -> int:
    """Print the open questions."""
    specifications = Specifications(Places.of(arguments.folder, None))
    resolution = specifications.resolution()
    blocking = sum(question.blocking for question in resolution.questions)
    shown = _shown(arguments, specifications)
    previews = dict[str, dict[str, Preview]]()
    if arguments.preview or arguments.question:
        previews = {one.id: dict(preview_choices(specifications.reading(), one)) for one in shown}
    if arguments.json:
        questions = [one for one in shown if isinstance(one, Question)]
        assumed = [
            one for one in (shown if arguments.question else resolution.assumptions) if isinstance(one, Assumption)
        ]
        say_json(
            {
                "format": 1,
                "open": len(resolution.questions),
                "blocking": blocking,
                "questions": [question_json(one, previews.get(one.id, {})) for one in questions],
                "assumptions": [assumption_json(one, previews.get(one.id, {})) for one in assumed],
            }
        )
    else:
        _say(arguments, specifications, shown, previews)
    return QuestionsOpen.exit_code if blocking else 0


def _shown(arguments: argparse.Namespace, specifications: Specifications) -> tuple[Question | Assumption, ...]:
    resolution = specifications.resolution()
    if arguments.question:
        return (specifications.asked(arguments.question),)
    whole = arguments.all or arguments.json
    questions = resolution.questions if whole else resolution.questions[:_AT_A_TIME]
    return (*questions, *(resolution.assumptions if arguments.assumed else ()))


def _say(
    arguments: argparse.Namespace,
    specifications: Specifications,
    shown: Sequence[Question | Assumption],
    previews: Mapping[str, Mapping[str, Preview]],
) -> None:
    texts = specifications.reading().texts
    resolution = specifications.resolution()
    for one in shown:
        quotes = {source: _quote(texts.get(source.file, ""), source) for source in one.evidence}
        say(question_text(one, quotes, previews.get(one.id, {})))
    if arguments.question:
        return
    if not resolution.questions:
        say("No question is open.")
    rest = len(resolution.questions) - sum(isinstance(one, Question) for one in shown)
    if rest:
        say(f"{plural(rest, 'further question')}: workbench ask {arguments.folder} --all")
    if resolution.assumptions and not arguments.assumed:
        say(f"{len(resolution.assumptions)} decided without asking: workbench ask {arguments.folder} --assumed")
    if shown:
        say(f"Answer with: workbench answer {arguments.folder} ID VALUE")


def question_json(question: Question, previews: Mapping[str, Preview] = MappingProxyType({})) -> dict[str, object]:
    """Give a question as JSON, the form that ``ask --json`` documents."""
    return {
        "id": question.id,
        "text": question.text,
        "choices": [_choice_json(choice, previews) for choice in question.choices],
        "recommended": question.recommended,
        "why": question.why,
        "free": question.free,
        "blocking": question.blocking,
        "affects": question.affects,
        "evidence": [source.as_json() for source in question.evidence],
    }


def assumption_json(one: Assumption, previews: Mapping[str, Preview] = MappingProxyType({})) -> dict[str, object]:
    """Give an assumption as JSON: what was decided, why, and what else could be."""
    return {
        "id": one.id,
        "text": one.text,
        "value": one.value,
        "reason": one.reason,
        "choices": [_choice_json(choice, previews) for choice in one.choices],
        "evidence": [source.as_json() for source in one.evidence],
    }


def _choice_json(choice: Choice, previews: Mapping[str, Preview]) -> dict[str, object]:
    shown: dict[str, object] = {"value": choice.value, "text": choice.text, "effect": choice.effect}
    preview = previews.get(choice.value)
    if preview is not None:
        changes = [{"path": path, "diff": diff} for path, diff in preview.diffs]
        shown |= {"lines": preview.lines, "changes": changes, "requirements": list(preview.requirements)}
    return shown


def question_text(
    question: Question | Assumption, quotes: dict[Source, str], previews: Mapping[str, Preview] = MappingProxyType({})
) -> str:
    """Give a question or an assumption for a person to read."""
    lines = [f"{paint(question.id, 'bold')}  {_standing(question)}", f"  {question.text}"]
    for source, quote in quotes.items():
        lines.append(f"    {paint(str(source), 'cyan')}  {quote}")
    for number, choice in enumerate(question.choices, start=1):
        mark = f" ({_mark(question)})" if number == 1 else ""
        effect = f". {paint(choice.effect, 'dim')}" if choice.effect else ""
        lines.append(f"    - {choice.value}{mark}: {choice.text}{effect}")
        lines += _preview_lines(previews.get(choice.value))
    if isinstance(question, Assumption):
        lines.append(f"  {question.reason}")
    elif question.free:
        lines.append("    - or any other value")
    if isinstance(question, Question) and question.why:
        lines.append(f"  Recommended because {question.why}")
    return "\n".join([*lines, ""])


def _standing(one: Question | Assumption) -> str:
    if isinstance(one, Assumption):
        return f"(assumed: {one.value})"
    return "(must be answered)" if one.blocking else "(has a default)"


def _mark(one: Question | Assumption) -> str:
    return "assumed" if isinstance(one, Assumption) else "recommended"


def _preview_lines(preview: Preview | None) -> list[str]:
    """Give what a choice changes, indented below it: the requirements, then the lines of code."""
    if preview is None:
        return []
    if not preview.diffs and not preview.requirements:
        return ["        as the backend would be now"]
    rows = preview.text.splitlines()
    cut = [f"… {plural(len(rows) - _MOST_ROWS, 'more line')}"] if len(rows) > _MOST_ROWS else []
    return [f"        {row}" for row in (*preview.requirements, *rows[:_MOST_ROWS], *cut)]


def _quote(text: str, source: Source) -> str:
    lines = text.split("\n")[source.line - 1 : source.end_line]
    first = next((line.strip() for line in lines if line.strip()), "")
    return first if len(first) <= 100 else first[:99] + "…"
