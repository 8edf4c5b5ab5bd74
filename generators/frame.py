"""The frame: what holds for every request, whatever it asks, with the code that sees to it and the test that proves it.

No operation bears these rules alone, so that nothing else would tie them to code and tests.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generators.blueprint import Blueprint, Operation, Rule, RuleKind, Settings, TokenIssuer
from generators.drafts import Draft


@dataclass(frozen=True, slots=True)
class Ground:
    """One rule of the frame: its name, and a file and a symbol each of the code and of the test."""

    name: str
    code: tuple[str, str]
    test: tuple[str, str]

    @property
    def rule(self) -> str:
        """The id of the rule."""
        return f"rule:frame.{self.name}.{RuleKind.FRAME.value}"


_ERRORS, _CONFIG = "tests/test_errors.py", "tests/test_config.py"
GROUNDS = (
    Ground(
        "origins",
        ("app/main.py", "create_app"),
        (_CONFIG, "test_browsers_may_call_from_configured_origins_only"),
    ),
    Ground(
        "any_origin",
        ("app/main.py", "create_app"),
        (_CONFIG, "test_browsers_may_call_from_documented_origins"),
    ),
    Ground(
        "body_size",
        ("app/middleware/limits.py", "BodyLimitMiddleware"),
        (_ERRORS, "test_a_body_beyond_the_limit_is_refused"),
    ),
    Ground(
        "request_log",
        ("app/middleware/logging.py", "RequestLogMiddleware"),
        (_ERRORS, "test_each_request_is_one_line_with_its_id"),
    ),
    Ground(
        "failure_log",
        ("app/middleware/logging.py", "RequestLogMiddleware"),
        (_ERRORS, "test_an_exception_is_logged_with_its_request"),
    ),
    Ground(
        "discretion",
        ("app/middleware/errors.py", "error_response"),
        (_ERRORS, "test_a_failure_on_the_way_tells_nothing_about_itself"),
    ),
    Ground(
        "discreet_log",
        ("app/middleware/logging.py", "RequestLogMiddleware"),
        (_ERRORS, "test_no_token_is_ever_logged"),
    ),
    Ground(
        "documentation",
        ("app/main.py", "create_app"),
        (_ERRORS, "test_the_documentation_names_what_every_operation_answers"),
    ),
    Ground(
        "environment",
        ("app/config.py", "Settings"),
        (_CONFIG, "test_there_is_no_default_for_what_must_be_set"),
    ),
    Ground(
        "transactions",
        ("app/database/connection.py", "get_transaction"),
        (_CONFIG, "test_a_transaction_is_undone_where_the_request_fails"),
    ),
    Ground(
        "schema",
        ("app/models/__init__.py", ""),
        ("tests/test_migrations.py", "test_no_model_differs_from_what_the_migrations_make"),
    ),
    Ground(
        "hashing",
        ("app/utils/security.py", "hash_password"),
        ("tests/test_utils.py", "test_a_password_fits_its_own_hash_only"),
    ),
)


def frame_rules(settings: Settings, operations: Sequence[Operation]) -> Iterator[Rule]:
    """Give the rules of the frame that a backend of these operations has."""
    issues = settings.token_issuer is TokenIssuer.HERE
    takes_bodies = any(operation.body for operation in operations)
    absent = {
        *(() if issues else ("hashing",)),
        *(() if takes_bodies else ("body_size",)),
        *(() if "*" in settings.origins else ("any_origin",)),
    }
    for ground in GROUNDS:
        if operations and ground.name not in absent:
            yield Rule(ground.rule, RuleKind.FRAME, parameters=dict(_parameters(settings)).get(ground.name, ()))


def _parameters(settings: Settings) -> Iterator[tuple[str, tuple[tuple[str, int | str | None], ...]]]:
    """Give the figures of the rules that have some, by their names."""
    yield "body_size", (("bytes", settings.max_body),)
    rounds = settings.bcrypt_rounds
    yield "hashing", (("algorithm", "bcrypt"), ("rounds", rounds)) if rounds else (("algorithm", "argon2"),)


def with_frame(drafts: Iterable[Draft], blueprint: Blueprint) -> tuple[Draft, ...]:
    """Give the drafts with the rules of the frame at what serves and proves them."""
    known = {rule.id for rule in blueprint.rules if rule.kind is RuleKind.FRAME}
    places: dict[str, list[tuple[str, str]]] = {}
    for ground in GROUNDS:
        for path, symbol in (ground.code, ground.test) if ground.rule in known else ():
            places.setdefault(path, []).append((symbol, ground.rule))
    return tuple(_tied(draft, places.get(draft.path, ())) for draft in drafts)


def _tied(draft: Draft, places: Iterable[tuple[str, str]]) -> Draft:
    symbols = dict(draft.symbols)
    for symbol, rule in places:
        symbols[symbol] = (*symbols.get(symbol, ()), rule)
    return replace(draft, symbols=symbols)
