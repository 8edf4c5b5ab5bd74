"""The way from facts to a blueprint, stage by stage."""

from collections.abc import Sequence
from dataclasses import replace

from generators.blueprint import Blueprint
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
from workbench.resolving.access import resolve_policy
from workbench.resolving.base_path import endpoints_under_base
from workbench.resolving.behaviour.lexicon import Lexicon
from workbench.resolving.behaviour.settling import (
    read_tellings,
    roles_of,
    settle_operations,
    with_behaviour,
)
from workbench.resolving.behaviour.stamps import with_stamps
from workbench.resolving.behaviour.states import with_states
from workbench.resolving.classify import Context
from workbench.resolving.dictation.taking import take_down
from workbench.resolving.disagreeing.finding import open_desk, settle_disputes
from workbench.resolving.disagreeing.statements import Surroundings, collect_sentences
from workbench.resolving.disagreeing.statuses import others_rows
from workbench.resolving.endpoints import Endpoint, merge_endpoints
from workbench.resolving.entities import Needs, in_order, resolve_entities
from workbench.resolving.gaps import Gaps
from workbench.resolving.general_access import find_general
from workbench.resolving.infrastructure import refreshes, with_infrastructure
from workbench.resolving.ledger import Ledger
from workbench.resolving.mentions import settle_mentions
from workbench.resolving.operations import resolve_operations
from workbench.resolving.paths import parameter_name, segments_of
from workbench.resolving.prose.book import Book, words_heard
from workbench.resolving.questions import Resolution
from workbench.resolving.refusing import with_refused_rows
from workbench.resolving.requirements import find_wishes, resolve_requirements
from workbench.resolving.rules import derive_rules
from workbench.resolving.ruling.proving import prove_dictated, prove_rules
from workbench.resolving.ruling.ruling import Rulebook
from workbench.resolving.sessions import own_endpoints, resolve_issuer
from workbench.resolving.settings import resolve_settings, settle_roles, stated_settings
from workbench.resolving.shapes import with_shapes
from workbench.resolving.sharing import with_callers, with_refusals, with_shared
from workbench.resolving.siblings import with_shown_rows
from workbench.resolving.slugs import with_slugs
from workbench.resolving.tenancy import with_tenants
from workbench.resolving.ties import ties_of
from workbench.resolving.tracing import with_traces
from workbench.resolving.unsaid.catalogue import note_unsaid
from workbench.resolving.unsaid.entry import Known
from workbench.resolving.words import singular, snake
from workbench.resolving.workshop import Workshop


def resolve(reading: Reading) -> Resolution:
    """Merge what the documents state, with the answers among them, into a blueprint; what they contradict
    or leave open becomes questions and assumptions."""
    ledger = Ledger(reading.facts_of(AnswerFact))
    endpoints = merge_endpoints(ledger, with_shapes(endpoints_under_base(ledger, reading), reading.facts_of(ShapeFact)))
    endpoints = settle_mentions(ledger, endpoints, reading.texts)
    sentences = collect_sentences(reading.texts)
    stated = stated_settings(dict.fromkeys((*reading.facts_of(SettingFact), *others_rows(sentences))))
    issuer = resolve_issuer(ledger, stated.facts, endpoints, reading.texts)
    endpoints = own_endpoints(ledger, issuer, endpoints)
    rulebook = Rulebook(tuple(reading.facts_of(RuleFact)))
    settings = rulebook.rule_settings(resolve_settings(ledger, stated, endpoints, issuer))
    entities = resolve_entities(ledger, reading.facts_of(TableFact), reading.facts_of(IndexFact), _needs(endpoints))
    entities = with_slugs(with_infrastructure(ledger, entities, settings, endpoints), endpoints)
    entities = with_tenants(ledger, in_order(entities), reading.texts)
    requirements = reading.facts_of(RequirementFact)
    book = Book(settings, entities, (), (), heard=words_heard(fact.text for fact in requirements))
    rulebook = rulebook.after(take_down(requirements, book))
    entities = rulebook.rule_entities(entities)
    entities = with_states(entities, reading.facts_of(TransitionFact), roles_of(settings, entities))
    lexicon = Lexicon(replace(book, entities=entities), roles_of(settings, entities))
    told = read_tellings(requirements, lexicon)
    entities = with_stamps(with_behaviour(lexicon.book.entities, told))
    policy = resolve_policy(stated, endpoints)
    gaps = Gaps(ledger)
    general = find_general(sentences, frozenset(fact.source.file for one in endpoints for fact in one.facts))
    workshop = Workshop(
        ledger,
        Context(entities, stated.first(Topic.PUT_MEANS), ties_of(entities)),
        settings,
        policy,
        gaps,
        refreshes(endpoints),
        general,
        sentences,
    )
    operations = with_shown_rows(resolve_operations(workshop, endpoints), endpoints)
    operations = with_callers(settle_operations(operations, entities, told))
    entities = with_shared(entities, operations)
    book = replace(book, entities=entities, operations=operations)
    dictated = take_down(requirements, book)
    rulebook = rulebook.after(dictated)
    operations = rulebook.rule_operations(with_refusals(operations, entities, endpoints, sentences), entities)
    operations = with_refused_rows(operations, entities)
    settings = settle_roles(settings, entities, operations)
    gaps.without_authentication(policy, [endpoint.sources[0] for endpoint in endpoints[:1]])
    gaps.idle_tables(entities, operations)
    gaps.ownerless(entities, operations)
    gaps.ports(operations)
    rules = derive_rules(settings, entities, operations)
    book = replace(book, settings=settings, entities=entities, operations=operations, rules=rules)
    wishes = Rulebook(find_wishes(requirements, book))
    if wishes.facts:
        entities = wishes.rule_entities(entities)
        operations = wishes.rule_operations(operations, entities)
        rules = derive_rules(settings, entities, operations)
    around = Surroundings(entities, operations, endpoints, reading.texts, settings)
    settled = settle_disputes(ledger, open_desk(sentences, around))
    if settled.rules:
        chosen = Rulebook(settled.rules)
        settings, entities = chosen.rule_settings(settings), chosen.rule_entities(entities)
        operations = chosen.rule_operations(operations, entities)
        rules = derive_rules(settings, entities, operations)
    book = replace(book, settings=settings, entities=entities, operations=operations, rules=rules)
    blueprint = Blueprint(
        settings=settings,
        entities=entities,
        operations=operations,
        rules=rules,
        requirements=(
            *resolve_requirements(requirements, book, settled.aside, prove_dictated(dictated, rulebook, book)),
            *prove_rules(rulebook, book),
        ),
    )
    note_unsaid(ledger, Known(blueprint, endpoints, reading.texts))
    return Resolution(
        with_traces(blueprint), ledger.questions, ledger.assumptions, (*ledger.notices, *rulebook.notices())
    )


def _needs(endpoints: Sequence[Endpoint]) -> Needs:
    resources = {
        singular(part) for endpoint in endpoints for part in segments_of(endpoint.path) if parameter_name(part) is None
    }
    fields = {snake(field.name) for endpoint in endpoints for field in (*(endpoint.body or ()), *endpoint.query)}
    return Needs(frozenset(resources), frozenset(fields))
