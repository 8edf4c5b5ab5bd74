"""The way from facts to a blueprint, stage by stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generators.blueprint import Blueprint, BodyField, Entity, Settings
from workbench.reading.facts import (
    AnswerFact,
    IndexFact,
    Reading,
    RequirementFact,
    RuleFact,
    SettingFact,
    ShapeFact,
    TableFact,
    Topic,
    TransitionFact,
)
from workbench.reading.tongues.speaking import tongue_among
from workbench.resolving.behaviour.lexicon import Lexicon
from workbench.resolving.behaviour.recurring import with_next_rows, with_recurrence
from workbench.resolving.behaviour.settling import (
    read_tellings,
    roles_of,
    settle_operations,
    with_behaviour,
)
from workbench.resolving.behaviour.stamps import with_stamps
from workbench.resolving.behaviour.states import with_states
from workbench.resolving.behaviour.tellings import Told
from workbench.resolving.contradicting.filters import find_filtering
from workbench.resolving.contradicting.sorting import find_sorting, speak_of_orders
from workbench.resolving.deciding.dropping import drop
from workbench.resolving.deciding.gaps import Gaps
from workbench.resolving.deciding.ledger import Ledger
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.dictation.taking import Dictated, take_down
from workbench.resolving.disagreeing.finding import open_desk, settle_disputes
from workbench.resolving.disagreeing.kinds.statuses import others_rows
from workbench.resolving.disagreeing.statements import Statement, Surroundings, collect_sentences
from workbench.resolving.enforcing.requirements import find_wishes, resolve_requirements
from workbench.resolving.enforcing.rules import derive_rules
from workbench.resolving.enforcing.tracing import with_traces
from workbench.resolving.index import Index
from workbench.resolving.people.access import Policy, resolve_policy
from workbench.resolving.people.general_access import find_general
from workbench.resolving.people.opening import with_opened
from workbench.resolving.people.sessions import find_providers, own_endpoints, resolve_issuer
from workbench.resolving.people.sharing import with_callers, with_own_accounts, with_refusals, with_shared
from workbench.resolving.people.sides import find_sides, with_sides
from workbench.resolving.people.sides_served import serve_sides
from workbench.resolving.people.tenancy import with_tenants
from workbench.resolving.prose.book import Book, words_heard
from workbench.resolving.ruling.proving import prove_dictated, prove_rules
from workbench.resolving.ruling.ruling import Rulebook
from workbench.resolving.serving.answers.member_messages import with_filled_texts
from workbench.resolving.serving.answers.messages import find_messages
from workbench.resolving.serving.answers.siblings import with_shown_rows
from workbench.resolving.serving.answers.taken import with_taken_statuses
from workbench.resolving.serving.classify import Context, registered_fields
from workbench.resolving.serving.endpoints import Endpoint, merge_endpoints
from workbench.resolving.serving.exports import find_exports
from workbench.resolving.serving.listing.partial import find_partial
from workbench.resolving.serving.operations import resolve_operations
from workbench.resolving.serving.refusing import with_refused_rows
from workbench.resolving.serving.requests.alike import with_alike_bodies
from workbench.resolving.serving.requests.children import with_shown_lines
from workbench.resolving.serving.requests.copied import with_copies
from workbench.resolving.serving.requests.shapes import with_shapes
from workbench.resolving.serving.routing.base_path import endpoints_under_base
from workbench.resolving.serving.routing.mentions import settle_mentions
from workbench.resolving.serving.routing.path_names import settle_path_names
from workbench.resolving.serving.routing.paths import parameter_name, segments_of
from workbench.resolving.serving.singles import find_singles, with_single_keys
from workbench.resolving.serving.slugs import with_slugs
from workbench.resolving.serving.workshop import Spoken, Workshop
from workbench.resolving.settings import Stated, resolve_settings, settle_roles, stated_settings
from workbench.resolving.storing.entities import Needs, in_order, resolve_entities
from workbench.resolving.storing.infrastructure import refreshes, with_infrastructure
from workbench.resolving.storing.marks import with_marks
from workbench.resolving.storing.stored import with_stored_fields
from workbench.resolving.storing.ties import ties_of
from workbench.resolving.unsaid.catalogue import note_unsaid
from workbench.resolving.unsaid.entry import Known
from workbench.resolving.words import singular, snake


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the stages build on: the ledger for what is asked, and what the documents state, put in order."""

    ledger: Ledger
    reading: Reading
    endpoints: tuple[Endpoint, ...]
    said: Index[Statement]
    spoken: Spoken
    stated: Stated
    settings: Settings
    exports: frozenset[str]
    """The routes that answer with lines of CSV."""
    missing: Mapping[str, Sequence[BodyField]] = field(default_factory=dict)
    """The fields for which tables get columns of their own, by table."""

    @property
    def sentences(self) -> tuple[Statement, ...]:
        """The sentences of all documents, which ``said`` has by their words."""
        return self.spoken.sentences

    @property
    def requirements(self) -> Sequence[RequirementFact]:
        """The sentences that say what must hold."""
        return self.reading.facts_of(RequirementFact)


def resolve(reading: Reading) -> Resolution:
    """Merge what the documents state, with the answers among them, into a blueprint; what they contradict
    or leave open becomes questions and assumptions."""
    rulebook = Rulebook(tuple(reading.facts_of(RuleFact)))
    ground = _ground(Ledger(reading.facts_of(AnswerFact)), reading, rulebook)
    ledger = ground.ledger
    ground, book, rulebook, dictated = _built(ground, rulebook)
    book = _granted(ground, book)
    around = Surroundings(book.entities, book.operations, ground.endpoints, reading.texts, book.settings)
    settled = settle_disputes(ledger, open_desk(ground.sentences, ground.said, around))
    book = _as_chosen(_without(book, settled.drops), settled.rules)

    def written(book: Book) -> Blueprint:
        proofs = prove_dictated(dictated, rulebook, book)
        read = resolve_requirements(ground.requirements, book, settled.aside, proofs)
        return Blueprint(
            book.settings, book.entities, book.operations, book.rules, (*read, *prove_rules(rulebook, book))
        )

    blueprint = written(book)
    overturned = note_unsaid(ledger, Known(blueprint, ground.endpoints, reading.texts))
    if overturned:
        blueprint = written(_as_chosen(book, overturned))
    return Resolution(
        with_traces(blueprint), ledger.questions, ledger.assumptions, (*ledger.notices, *rulebook.notices())
    )


def _built(ground: _Ground, rulebook: Rulebook) -> tuple[_Ground, Book, Rulebook, Dictated]:
    """Give the tables and operations with all rules; where bodies hold what is to be stored and has no column, tables
    and operations are made once more with columns for it."""
    mark, gaps = ground.ledger.mark(), Gaps(ground.ledger, ground.reading.texts)
    made = _make(ground, rulebook, gaps)
    if gaps.settled:
        ground.ledger.return_to(mark, gaps.settled)
        ground = replace(ground, missing={name: tuple(fields) for name, fields in gaps.missing.items()})
        gaps = Gaps(ground.ledger, ground.reading.texts)
        made = _make(ground, replace(rulebook, refused={}), gaps)
    return made.ground, *_with_rules(made, gaps)


@dataclass(frozen=True, slots=True)
class _Made:
    """The tables and operations before any rule changes them, and what was told and dictated so far."""

    ground: _Ground
    book: Book
    rulebook: Rulebook
    told: tuple[Told, ...]


def _make(ground: _Ground, rulebook: Rulebook, gaps: Gaps) -> _Made:
    book, rulebook, told = _with_entities(ground, rulebook)
    ground = replace(ground, settings=book.settings)
    return _Made(ground, _with_operations(ground, book, gaps), rulebook, told)


def _ground(ledger: Ledger, reading: Reading, rulebook: Rulebook) -> _Ground:
    """Merge what is stated of each endpoint, and settle what holds for the whole backend."""
    endpoints = merge_endpoints(ledger, with_shapes(endpoints_under_base(ledger, reading), reading.facts_of(ShapeFact)))
    endpoints = settle_mentions(ledger, endpoints, reading.texts)
    sentences = collect_sentences(reading.texts)
    said = Index((one.text, one) for one in sentences)
    stated = stated_settings(dict.fromkeys((*reading.facts_of(SettingFact), *others_rows(sentences))))
    issuer = resolve_issuer(ledger, stated.facts, endpoints, reading.texts, find_providers(sentences))
    endpoints = own_endpoints(ledger, issuer, endpoints)
    settings = rulebook.rule_settings(resolve_settings(ledger, stated, endpoints, issuer))
    exports = find_exports(endpoints, rulebook.routes_told("csv"))
    return _Ground(ledger, reading, endpoints, said, _spoken(sentences, said, endpoints), stated, settings, exports)


def _spoken(sentences: tuple[Statement, ...], said: Index[Statement], endpoints: Sequence[Endpoint]) -> Spoken:
    files = frozenset(fact.source.file for one in endpoints for fact in one.facts)
    return Spoken(
        sentences,
        find_general(said, files),
        find_filtering(sentences),
        find_sorting(sentences),
        find_partial(said),
        speak_of_orders(said),
    )


def _with_entities(ground: _Ground, rulebook: Rulebook) -> tuple[Book, Rulebook, tuple[Told, ...]]:
    """Give the tables, with the rules that requirements dictate for them, and the behaviour that they tell."""
    ledger, reading, settings, endpoints = ground.ledger, ground.reading, ground.settings, ground.endpoints
    entities = resolve_entities(ledger, reading.facts_of(TableFact), reading.facts_of(IndexFact), _needs(endpoints))
    entities = with_stored_fields(entities, ground.missing)
    entities = with_slugs(with_infrastructure(ledger, entities, settings, endpoints), endpoints)
    entities = with_tenants(ledger, in_order(entities), reading.texts)
    heard = words_heard(fact.said for fact in ground.requirements)
    tongue = tongue_among(fact.text for fact in ground.requirements)
    book = Book(settings, entities, (), (), heard=heard, tongue=tongue)
    rulebook = rulebook.after(take_down(ground.requirements, book))
    book = replace(book, settings=rulebook.rule_settings(settings))
    entities = rulebook.rule_entities(entities)
    entities = with_marks(entities, ground.requirements)
    entities = with_states(entities, reading.facts_of(TransitionFact), roles_of(settings, entities))
    lexicon = Lexicon(replace(book, entities=entities), roles_of(settings, entities))
    told = read_tellings(ground.requirements, lexicon)
    entities = with_recurrence(with_stamps(with_behaviour(entities, told)), ground.said)
    return replace(book, entities=entities), rulebook, told


def _with_operations(ground: _Ground, book: Book, gaps: Gaps) -> Book:
    """Give the operations as well; gaps are asked about."""
    policy = resolve_policy(ground.ledger, ground.stated, ground.endpoints, book.entities)
    names = settle_path_names(ground.ledger, ground.endpoints, book.entities)
    entities = with_single_keys(ground.ledger, ground.endpoints, book.entities, names)
    book = replace(book, entities=with_copies(ground.ledger, ground.endpoints, entities, names))
    workshop = _workshop(ground, book.entities, names, policy, gaps)
    sides = find_sides(ground.ledger, workshop.context, policy, ground.endpoints, ground.sentences)
    if sides:
        book = replace(book, entities=with_sides(book.entities, sides))
        workshop = _workshop(ground, book.entities, names, policy, gaps)
    operations = resolve_operations(workshop, ground.endpoints)
    return replace(book, operations=serve_sides(operations, sides, ground.endpoints, ground.sentences))


def _with_rules(made: _Made, gaps: Gaps) -> tuple[Book, Rulebook, Dictated]:
    """Give the book with all rules, and what the requirements dictate."""
    ground, book = made.ground, made.book
    operations = with_shown_rows(book.operations, ground.endpoints, book.entities, ground.settings)
    operations = with_shown_lines(operations, book.entities)
    operations = with_alike_bodies(operations, ground.endpoints)
    operations = with_next_rows(operations, book.entities)
    operations = with_callers(settle_operations(operations, book.entities, made.told))
    entities, operations = with_taken_statuses(book.entities, operations, ground.endpoints)
    entities = with_opened(ground.ledger, with_shared(entities, operations), ground.sentences)
    book = replace(book, entities=entities, operations=operations)
    dictated = take_down(ground.requirements, book)
    rulebook = made.rulebook.after(dictated)
    operations = with_refusals(operations, entities, ground.endpoints, ground.said)
    operations = with_refused_rows(rulebook.rule_operations(operations, entities), entities)
    operations = with_own_accounts(operations, entities, ground.settings.other_users_path)
    gaps.idle_tables(entities, operations)
    gaps.ownerless(entities, operations)
    gaps.ports(operations)
    settings = settle_roles(ground.settings, entities, operations)
    book = replace(book, settings=settings, operations=operations)
    shown = find_messages(ground.endpoints, ground.requirements, book)
    book = replace(book, entities=(entities := with_filled_texts(entities, shown, book)))
    settings = rulebook.rule_messages(replace(settings, messages=shown), entities, operations)
    return _ruled(replace(book, settings=settings)), rulebook, dictated


def _workshop(
    ground: _Ground, entities: tuple[Entity, ...], names: Mapping[str, str], policy: Policy, gaps: Gaps
) -> Workshop:
    return Workshop(
        ground.ledger,
        Context(
            entities,
            ground.stated.first(Topic.PUT_MEANS),
            ties_of(entities),
            names,
            frozenset(one.path for one in ground.endpoints if one.method == "PATCH"),
            find_singles(ground.endpoints, entities, names),
            ground.exports,
        ),
        ground.settings,
        policy,
        gaps,
        refreshes(ground.endpoints),
        ground.spoken,
    )


def _granted(ground: _Ground, book: Book) -> Book:
    """Grant what requirements wish for and nothing contradicts."""
    wishes = Rulebook(find_wishes(ground.requirements, book))
    if not wishes.facts:
        return book
    entities = wishes.rule_entities(book.entities)
    return _ruled(replace(book, entities=entities, operations=wishes.rule_operations(book.operations, entities)))


def _without(book: Book, names: tuple[str, ...]) -> Book:
    """Leave out the paths and tables that something else takes the place of."""
    entities, operations = drop(names, book.entities, book.operations)
    return _ruled(replace(book, entities=entities, operations=operations)) if names else book


def _as_chosen(book: Book, rules: tuple[RuleFact, ...]) -> Book:
    """Follow what was chosen: where sentences disagree, and instead of what was assumed."""
    if not rules:
        return book
    chosen = Rulebook(rules)
    settings, entities = chosen.rule_settings(book.settings), chosen.rule_entities(book.entities)
    operations = chosen.rule_operations(book.operations, entities)
    settings = chosen.rule_messages(settings, entities, operations)
    return _ruled(replace(book, settings=settings, entities=entities, operations=operations))


def _ruled(book: Book) -> Book:
    """Derive the rules that entities and operations enforce."""
    return replace(book, rules=derive_rules(book.settings, book.entities, book.operations))


def _needs(endpoints: Sequence[Endpoint]) -> Needs:
    resources = {
        singular(part) for endpoint in endpoints for part in segments_of(endpoint.path) if parameter_name(part) is None
    }
    fields = {snake(field.name) for endpoint in endpoints for field in (*(endpoint.body or ()), *endpoint.query)}
    return Needs(frozenset(resources), frozenset(fields), registered_fields(endpoints))
