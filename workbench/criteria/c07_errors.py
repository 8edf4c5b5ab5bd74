"""C7: all errors return proper status codes and messages."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from generators.blueprint import ErrorField, ErrorPart, Operation, OperationKind
from workbench.criteria.c04_validation import REFUSALS
from workbench.criteria.grounds import Grounds, body_of
from workbench.criteria.judging import Finding, count, evidence_of
from workbench.criteria.verdict import Evidence, State
from workbench.patterns import regex
from workbench.running.events import Exchange
from workbench.wording import plural

PROVOKED = "errors"
"""The element that a test names when it makes the application fail on purpose, to see how it answers."""

_FAILING_ON_PURPOSE = regex(
    r"(?:^|_)(?:50[03]|unhandled|unexpected|unavailable|outage|crash\w*|database_is_(?:away|down|gone))(?:_|$)"
)
_NUL = regex(r"\\u0000|%00|\x00")
_SURROGATE = regex(r"\\ud[89a-f]", re.IGNORECASE)
_HUGE_NUMBER = regex(r"(?<![\w.\"-])-?\d{10,}(?![\w\"-])")
_NULL = regex(r":\s*null\b")
_LONG = 5_000


def check_errors(grounds: Grounds) -> tuple[str, tuple[Evidence, ...]]:
    """Look at every error that the application answered, and at what it answered to hostile input.

    Red where an operation answered 5xx outside of a test that makes it fail on purpose, where the
    body of an error is not the documented one, or carries no message; amber where an operation that
    takes input was not seen to refuse any of it.
    """
    evidence = tuple(
        evidence_of(grounds, operation, _finding(grounds, operation)) for operation in grounds.blueprint.operations
    )
    errors = [
        exchange
        for operation in grounds.blueprint.operations
        for exchange in grounds.exchanges_of(operation)
        if exchange.status >= HTTPStatus.BAD_REQUEST
    ]
    unexpected = sum(_is_failure(grounds, exchange) for exchange in errors)
    summary = (
        f"{count(evidence)} of {plural(len(evidence), 'endpoint')} answered hostile input as documented; "
        f"{plural(unexpected, 'server error')} among {plural(len(errors), 'observed error')}."
    )
    return summary, evidence


def is_hostile(exchange: Exchange) -> bool:
    """Tell whether a request carries what breaks careless code: NUL, null, huge numbers and texts, broken JSON."""
    sent = f"{exchange.path} {exchange.query} {exchange.request_body}"
    if any(pattern.search(sent) for pattern in (_NUL, _SURROGATE, _HUGE_NUMBER, _NULL)):
        return True
    return len(sent) > _LONG or (bool(exchange.request_body) and not isinstance(body_of(exchange.request_body), dict))


def _finding(grounds: Grounds, operation: Operation) -> Finding:
    exchanges = grounds.exchanges_of(operation)
    if not exchanges:
        return State.AMBER, "was not called", None
    for exchange in exchanges:
        if exchange.status < HTTPStatus.BAD_REQUEST:
            continue
        if _is_failure(grounds, exchange):
            return (
                State.RED,
                f"answered {exchange.status}{f': {exchange.problem}' if exchange.problem else ''}",
                exchange.node,
            )
        if exchange.problem:
            return State.RED, f"answered {exchange.status} as not documented: {exchange.problem}", exchange.node
        if operation.kind is not OperationKind.HEALTH and not _has_message(
            exchange, grounds.blueprint.settings.error_body
        ):
            return State.RED, f"answered {exchange.status} without the message of the error format", exchange.node
    if not (operation.body or operation.path_parameters or operation.query):
        return State.GREEN, "takes no input and gave no undocumented error", exchanges[0].node
    refused = [exchange for exchange in exchanges if _is_refusal(exchange)]
    if not refused:
        return State.AMBER, "was not called with hostile input", None
    codes = " and ".join(str(code) for code in sorted({exchange.status for exchange in refused}))
    return State.GREEN, f"answered hostile input with {codes}", refused[0].node


def _is_failure(grounds: Grounds, exchange: Exchange) -> bool:
    """Tell whether a 5xx came that no test asked for."""
    if exchange.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return False
    operation = grounds.operation_of(exchange)
    if operation and operation.kind is OperationKind.HEALTH and exchange.status == HTTPStatus.SERVICE_UNAVAILABLE:
        return False
    on_purpose = PROVOKED in grounds.elements_of(exchange.node) or _FAILING_ON_PURPOSE.search(
        exchange.node.rpartition("::")[2]
    )
    return not (on_purpose and exchange.node in grounds.passed)


def _is_refusal(exchange: Exchange) -> bool:
    if exchange.status in REFUSALS:
        return True
    return HTTPStatus.BAD_REQUEST <= exchange.status < HTTPStatus.INTERNAL_SERVER_ERROR and is_hostile(exchange)


def _has_message(exchange: Exchange, fields: Iterable[ErrorField]) -> bool:
    return _carries_message(body_of(exchange.response_body), tuple(fields))


def _carries_message(body: Any, fields: tuple[ErrorField, ...]) -> bool:  # noqa: ANN401 - JSON has no narrower type
    """Tell whether each place for a message in the error format holds a text."""
    if not isinstance(body, dict):
        return False
    for field in fields:
        value = body.get(field.name)
        if field.part is ErrorPart.MESSAGE and not (isinstance(value, str) and value.strip()):
            return False
        if field.part is ErrorPart.OBJECT and not _carries_message(value, field.fields):
            return False
    return True
