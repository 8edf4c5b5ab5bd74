"""What is lacking where a sentence is not understood: the reason that its words name, looked up one by one.

The backend that is generated does none of these things by itself. A sentence that asks for one stays open, and says so.
"""

from collections.abc import Sequence
from functools import cache

from generators.blueprint import QueryUse
from workbench.patterns import regex
from workbench.resolving.prose.book import Book

_LACKS = """
searches look for the words as they stand: fuzzy typo typos relevance relevance-ranked ranked ranking stemming synonyms
searches look for the words as they stand: maxedits similarity levenshtein semantic embedding embeddings
no row is created by another one's completion: recurring recurrence recurs repeat repeats rrule occurrence occurrences
nothing runs on a schedule: cron schedule schedules scheduled scheduler nightly periodic periodically job jobs worker
nothing is sent to anybody: notification notifications notify notifies notified reminder reminders sms push newsletter
nothing is sent to anybody: mail mailed emailed
no event is published: event events publish publishes published kafka topic topics queue queues webhook webhooks broker
no event is published: pub/sub subscriber subscribers outbox
nothing is cached: cache caches cached caching redis ttl revalidate revalidation stale
no file is taken or given: upload uploads uploaded file files attachment attachments image images csv pdf export exports
no file is taken or given: exported import imports imported download downloads audio
no row is there from the start: seed seeds seeded seeding seeder predefined preloaded pre-populated initialization
callers are known by their token alone: cookie cookies session sessions httponly csrf samesite
nobody logs in through somebody else: oauth oauth2 oidc sso google github social saml
no second factor is asked for: 2fa mfa otp totp one-time captcha
passwords are hashed with Argon2, with its own cost: bcrypt rounds salt cost pbkdf2 scrypt
no password is looked up in a list: common dictionary breached pwned
no model of language is called: ai llm agent agents assistant openai gpt prompt prompts chatbot chat mcp tool tools
no model of language is called: model's natural whisper
no revision of a row is compared: version versions revision etag if-match optimistic
no money changes hands: payment payments stripe invoice invoices billing checkout subscription subscriptions
another service is called by nobody: crawler crawl scrape scraped scraper scrapers sync syncs synced third-party
another service is called by nobody: upstream fallback fallbacks falls
a role of that name is not known: role roles permission permissions rbac
how a text is shown is not the backend's: badge colour color emoji label labels icon tooltip placeholder
what an error says is not settled by this: wording human-readable user-friendly friendly clear descriptive meaningful
responses have no such headers: x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset etag retry-after
how often one may call is limited where a number says how often: limiting throttling throttled configurable
no count of this kind is kept: streak streaks consecutive statistics analytics trend
no time zone of a user is known: timezone timezones
which plan a user is on changes nothing here: plan plans Free pro premium tier tiers paid quota quotas
"""
_LETTERS = regex(r"[\u0370-\u1fff\u2e80-\ud7ff]")
_SMALL_TEXT = """
de del el la los las un una y o que con sin para por si se es ya solo máx mín otras otros usuario
le les des une et ou est avec sans pour der die das und oder mit ohne ist wird nicht um uma não
"""
_SMALL = frozenset(_SMALL_TEXT.split())
"""The small words of other languages, of which a sentence in one of them holds several."""
_NAME = regex(r"(?<![/\w])[a-z]+(?:_[a-z0-9]+)+(?!\w)|(?<![/\w])[a-z]+[A-Z]\w+")


@cache
def _reasons() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _LACKS.strip().splitlines():
        reason, _, words = line.rpartition(": ")
        for word in words.split():
            found.setdefault(word, reason)
    return found


def explain(left: Sequence[str], book: Book) -> str:
    """Say why a sentence stays open of which these words are left: its language, what they ask for that is not there,
    a name that nothing has, or else the words themselves."""
    words = " ".join(left[:8])
    if _is_foreign(left):
        return f"it holds words of another language that are not known (not understood: {words})"
    parts = [part for word in left for part in (word, word.lower(), *word.lower().split("-"))]
    lacks = next((reason for part in parts if (reason := _reasons().get(part)) is not None), None)
    if lacks is not None:
        return f"{lacks} (not understood: {words})"
    named = next((word for word in left if _NAME.fullmatch(word) and not _is_known(word, book)), None)
    if named is not None:
        return f"no column and no filter is called {named} (not understood: {words})"
    return f"not understood: {words}"


def _is_foreign(left: Sequence[str]) -> bool:
    """Tell words of another language: by their letters, or by the small words among them."""
    return any(_LETTERS.search(word) for word in left) or sum(word.lower() in _SMALL for word in left) > 1


def _is_known(word: str, book: Book) -> bool:
    narrowing = (one for operation in book.operations for one in operation.query if one.use is not QueryUse.IGNORED)
    return bool(book.columns_called(word)) or any(one.name == word for one in narrowing)
