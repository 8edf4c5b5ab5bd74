"""Show the open questions, those that decide most first: the evidence, the choices (the recommended one
first) and what each changes. Exits with 3 while questions are open that block generating.
"""

import argparse

from generators.blueprint import Source
from workbench.cli.arguments import add_folder, add_json
from workbench.cli.console import paint, say, say_json
from workbench.errors import QuestionsOpen
from workbench.places import Places
from workbench.resolving.questions import Question
from workbench.specifications import Specifications
from workbench.wording import plural

_AT_A_TIME = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_folder(parser)
    add_json(parser)
    parser.add_argument("--all", action="store_true", help="show all open questions, not only the first three")


def run(arguments: argparse.Namespace) -> int:
    """Print the open questions."""
    specifications = Specifications(Places.of(arguments.folder, None))
    questions = specifications.resolution().questions
    blocking = sum(question.blocking for question in questions)
    if arguments.json:
        say_json(
            {
                "format": 1,
                "open": len(questions),
                "blocking": blocking,
                "questions": [question_json(question) for question in questions],
            }
        )
    elif not questions:
        say("No question is open.")
    else:
        texts = specifications.reading().texts
        shown = questions if arguments.all else questions[:_AT_A_TIME]
        for question in shown:
            quotes = {source: _quote(texts.get(source.file, ""), source) for source in question.evidence}
            say(question_text(question, quotes))
        rest = len(questions) - len(shown)
        if rest:
            say(f"{plural(rest, 'further question')}: workbench ask {arguments.folder} --all")
        say(f"Answer with: workbench answer {arguments.folder} ID VALUE")
    return QuestionsOpen.exit_code if blocking else 0


def question_json(question: Question) -> dict[str, object]:
    """Give a question as JSON, the form that ``ask --json`` documents."""
    return {
        "id": question.id,
        "text": question.text,
        "choices": [
            {"value": choice.value, "text": choice.text, "effect": choice.effect} for choice in question.choices
        ],
        "recommended": question.recommended,
        "why": question.why,
        "free": question.free,
        "blocking": question.blocking,
        "affects": question.affects,
        "evidence": [
            {"file": source.file, "line": source.line, "end_line": source.end_line} for source in question.evidence
        ],
    }


def question_text(question: Question, quotes: dict[Source, str]) -> str:
    """Give a question for a person to read."""
    lines = [f"{paint(question.id, 'bold')}  {'(must be answered)' if question.blocking else '(has a default)'}"]
    lines.append(f"  {question.text}")
    for source, quote in quotes.items():
        lines.append(f"    {paint(str(source), 'cyan')}  {quote}")
    for number, choice in enumerate(question.choices, start=1):
        mark = " (recommended)" if number == 1 else ""
        effect = f" {paint(choice.effect, 'dim')}" if choice.effect else ""
        lines.append(f"    - {choice.value}{mark}: {choice.text}{effect}")
    if question.free:
        lines.append("    - or any other value")
    if question.why:
        lines.append(f"  Recommended because {question.why}")
    return "\n".join([*lines, ""])


def _quote(text: str, source: Source) -> str:
    lines = text.split("\n")[source.line - 1 : source.end_line]
    first = next((line.strip() for line in lines if line.strip()), "")
    return first if len(first) <= 100 else first[:99] + "…"
