"""The matters on which documents take a stance: one entry each, with the stances that exclude each other.

An entry names what is decided, the words that show that a sentence speaks of it, and for each stance the
words that take it. ``Argon2 hashes the passwords`` and ``passwords: SHA-256`` take two stances on one matter.
"""

from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """What one stance holds for."""

    PROJECT = "project"
    ENTITY = "entity"
    """For one table: ``tasks`` are deleted softly, ``users`` for good."""
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to be decided. ``stances`` are pairs of a value and the pattern that takes it; ``about`` is
    what a sentence must speak of, ``unless`` what shows that it speaks of something else; ``built`` is
    the stance that the generated backend has in any case; ``notes`` tells that documents which only weigh
    decisions count, too; ``clauses`` are the clauses of the exact notation that make a stance
    so for a column, or for the whole backend."""

    name: str
    question: str
    stances: tuple[tuple[str, str], ...]
    about: str = ""
    unless: str = ""
    reach: Reach = Reach.PROJECT
    built: str = ""
    notes: bool = False
    clauses: tuple[tuple[str, str], ...] = ()


_ENGINES = (
    ("PostgreSQL", r"postgres(?:ql)?|\bneon(?:[ -]?(?:db|serverless|tech)|\b)|supabase"),
    ("SQLite", r"sqlite"),
    ("MySQL", r"mysql|mariadb"),
    ("MongoDB", r"mongo(?:db|ose)?"),
    ("H2", r"\bh2\b(?!-)"),
    ("memory", r"\bin[- ]memory\b|\bkept in memory\b"),
    ("files", r"\b(?:json|flat) files?\b"),
)
_ASIDE = (
    r"\b(?:tests?|testing|developments?|dev|cach\w*|fixtures?|rate.?limit\w*|session|compar\w*"
    r"|alternativ\w*"
    r"|migrat\w+ from|instead|previous\w*|formerly|earlier|was|were|rejected|consider\w*|rather|transform\w*"
    r"|convert\w*|zero|console)\b"
)

_CASE = (
    ("ignored", r"\bcase[- ]?insensitiv\w*|\b(?:regardless of|ignoring|ignores?) case\b|\blower-?cased\b"),
    ("kept apart", r"\bcase[- ]sensitiv\w*"),
)
_SEARCHING = r"\b(?:search\w*|filter\w*|quer(?:y|ies)|look(?:s|ed)? for)\b"

MATTERS: tuple[Matter, ...] = (
    Matter(
        "storage",
        "Where are the rows kept?",
        _ENGINES,
        about=r"\b(?:stor(?:e|es|ed|age)|databases?|db|persist\w*|sav(?:e|ed)|data ?layer|kept)\b",
        unless=_ASIDE + r"|\bengines?\b|\b(?:tokens?|jwt|cookies?|passwords?|full[- ]text|logos?|images?|uploads?)\b",
        built="PostgreSQL",
        notes=True,
    ),
    Matter(
        "migrations",
        "How is the schema brought up to date?",
        (
            ("Alembic", r"\balembic\b"),
            ("create_all", r"\bcreate_all\b"),
            ("Flyway", r"\bflyway\b"),
            ("Liquibase", r"\bliquibase\b"),
            ("Hibernate", r"\bddl-auto\b|\bhibernate\b.{0,40}\b(?:renam|creat|updat)\w+"),
            ("Prisma", r"\bprisma migrate\b"),
            ("Drizzle", r"\bdrizzle-kit\b"),
            ("by hand", r"\bmanual(?:ly)?\b.{0,30}\b(?:migrat\w+|sql scripts?)\b"),
        ),
        unless=r"\b(?:alternativ\w*|rejected|consider\w*|tests?|compar\w*)\b",
        built="Alembic",
        notes=True,
    ),
    Matter(
        "hashing",
        "How are passwords hashed?",
        (
            ("Argon2", r"\bargon2(?:id)?\b"),
            ("bcrypt", r"\bbcrypt\b"),
            ("scrypt", r"(?<!b)\bscrypt\b"),
            ("PBKDF2", r"\bpbkdf2\b"),
            ("SHA-256", r"\bsha-?256\b(?!\w)"),
            ("MD5", r"\bmd5\b"),
        ),
        about=r"\b(?:passwords?|hash\w*)\b",
        unless=r"\b(?:hmac|signature|signed|webhook|HS256|checksum|etag)\b",
        built="Argon2",
        clauses=(("Argon2", "password hash argon2"), ("bcrypt", "password hash bcrypt")),
    ),
    Matter(
        "token.algorithm",
        "With which algorithm are tokens signed?",
        (
            ("HS256", r"\bHS256\b|\bhmac[- ]sha-?256\b"),
            ("RS256", r"\bRS256\b"),
            ("ES256", r"\bES256\b"),
            ("EdDSA", r"\beddsa\b|\bed25519\b"),
        ),
        about=r"\b(?:jwts?|tokens?|sign\w*|algorithm)\b",
    ),
    Matter(
        "credentials",
        "How does a client show who it is?",
        (
            ("bearer token", r"\bbearer\b|\bauthorization header\b"),
            (
                "cookie",
                r"\bsessions? (?:with|in|by|using|via) (?:\w+ )?cookies?\b|\bcookie[- ]based\b"
                r"|\bsession[- ]based auth\w*",
            ),
            (
                "API key",
                r"\bx-api-key\b|\bapi keys? (?:in|as|is sent|are sent)\b|\bauthenticat\w+ (?:by|with"
                r"|via) (?:an )?api key",
            ),
        ),
        about=r"\b(?:auth\w*|requests?|api|endpoints?|credentials)\b",
        unless=r"\b(?:front-?end|browser|client|next|better|ui|instead|csrf|xss|webhooks?|third|external|provider|openai)\b",
    ),
    Matter(
        "key.type",
        "Which type do the ids of rows have?",
        (
            ("uuid", r"\buuids?(?:v4)?\b"),
            (
                "integer",
                r"\binteger primary keys?\b|\bauto-?increment\w*\b|\bserial\b|\b(?:integer|numeric|sequential) ids?\b",
            ),
        ),
        about=r"\b(?:all|every|each|use|uses|always)\b.{0,40}\b(?:primary keys?|ids?|identifiers?)\b"
        r"|\bids?\b.{0,20}\beverywhere\b",
        unless=r"\b(?:version|request[- ]?id|trace|correlation|user_id|except)\b",
    ),
    Matter(
        "update.meaning",
        "What becomes of the fields that an update leaves out?",
        (
            (
                "kept",
                r"\bpartial(?:ly)? updat\w*|\bupdates? (?:are |is )?partial\b|\bonly (?:the )?(?:provided|given"
                r"|sent|supplied|changed) fields\b"
                r"|\b(?:omitted|missing|absent|other|unspecified) (?:fields|values)\b.{0,30}\b(?:unchanged|keep"
                r"|kept|untouched|remain\w*)",
            ),
            (
                "reset",
                r"\bfull(?:y)? (?:replac\w*|updat(?:e|es|ing)\b)|\breplac\w+ (?:the )?(?:whole|entire|complete|all)\b"
                r"|\ball (?:\w+ )?fields (?:are |must be )?(?:required|replaced|sent|given|provided)\b"
                r"|\b(?:omitted|missing|absent) fields\b.{0,30}\b(?:reset|cleared|null|default)",
            ),
        ),
        about=r"\b(?:updat\w*|PUT|edit\w*|replac\w*)\b",
        unless=r"\bPATCH\b|\b(?:independent test|test\w*|response|object)\b",
        reach=Reach.ENTITY,
    ),
    Matter(
        "deleting",
        "What does deleting a row do?",
        (
            (
                "hide",
                r"\bsoft[- ]?delet\w*|\barchived?,? (?:and )?(?:never|not) deleted\b|\brows are never deleted\b"
                r"|\bmarked? as deleted\b|\b(?:sets?|with) (?:a )?`?(?:deleted_at|is_deleted"
                r"|is_active)\b",
            ),
            (
                "remove",
                r"\bhard[- ]?delet\w*|\b(?:permanent(?:ly)?|irreversibl\w+|physical(?:ly)?) (?:delet|remov)\w*"
                r"|\b(?:delet|remov)\w+ (?:permanently|for good)\b",
            ),
        ),
        unless=r"\b(?:admin\w*|after \d+|purge|unlike|instead|cascad\w*)\b",
        reach=Reach.ENTITY,
    ),
    Matter(
        "search.matching",
        "How does a search match?",
        (
            (
                "contains",
                r"\bcontain(?:s|ing)?\b|\bsub-?strings?\b|\bi?like\b.{0,3}%|\bilike\b|\bpartial(?:ly)? match\w*",
            ),
            ("full text", r"\bfull[- ]text\b|\btext index\b|\btsvector\b|\$search\b|\$text\b"),
            ("exact", r"\bexact(?:ly)? match\w*|\bmatch\w* exactly\b"),
            (
                "prefix",
                r"\b(?:match|search)\w*\b.{0,30}\bprefix(?:es)?\b|\b(?:begin|start)s? with the (?:query|term|search)\b",
            ),
        ),
        about=r"\b(?:search\w*|quer(?:y|ies)|matching)\b",
        unless=r"\b(?:future|later|placeholder|index(?:es)? (?:on|for)|error|message)\b",
        reach=Reach.ENTITY,
    ),
    Matter(
        "case",
        "Does upper or lower case matter?",
        _CASE,
        about=rf"\A(?!.*{_SEARCHING})",
        reach=Reach.COLUMN,
        clauses=(("ignored", "ignoring case"),),
    ),
    Matter("search.case", "Does a search look at case?", _CASE, about=_SEARCHING, reach=Reach.ENTITY),
    Matter(
        "duplicates",
        "May there be two of one kind?",
        (
            (
                "allowed",
                r"\bduplicates?\b.{0,30}\b(?:allowed|permitted|accepted|fine)\b"
                r"|\ballow\w*\b.{0,20}\bduplicat\w*|\b(?:need|must|do) not (?:to )?be unique\b",
            ),
            (
                "refused",
                r"\bmust be unique\b|\bno two\b|\bduplicates?\b.{0,40}\b(?:rejected|refused|prevent\w*"
                r"|not allowed|conflict|409)\b"
                r"|\b(?:reject|refuse|prevent)\w*\b.{0,20}\bduplicat\w*|\bunique\b.{0,14}\bconstraint\b",
            ),
        ),
        reach=Reach.COLUMN,
        clauses=(("refused", "unique"),),
    ),
    Matter(
        "caching",
        "Are answers cached?",
        (
            (
                "cached",
                r"\b(?:are|is|be) (?!not|never)(?:\w+ )?cached\b|\bserved (?:through|from"
                r"|by)\b.{0,40}\b(?:cache|isr|cdn)\b"
                r"|\bcache-control:? (?!no)\S*(?:s-)?maxage",
            ),
            (
                "not cached",
                r"\b(?:not|never) (?:\w+ )?cached\b|\bno[- ](?:store|cache|caching)\b|\bhits? (?:\w+ )?directly\b",
            ),
        ),
        about=r"\b(?:responses?|answers?|requests?|endpoints?|routes?|GET|lists?)\b",
        unless=r"\b(?:images?|assets?|static|fonts?|browser|jwks|keys?)\b",
    ),
    Matter(
        "paging",
        "How does a client ask for the next part of a list?",
        (
            (
                "page",
                r"\bpage(?: number)?`?(?:,| and| &|\s*/)\s*`?(?:limit|size|per_page|page_size|pagesize)\b"
                r"|\bpage[- ]based\b|[?&]page=\d",
            ),
            (
                "offset",
                r"\boffset`?(?:,| and| &|\s*/| ?\+)\s*`?limit\b|\blimit`?(?:,| and| &|\s*/| ?\+)\s*`?(?:offset"
                r"|skip)\b|\boffset[- ]based\b|[?&](?:offset|skip)=\d",
            ),
            ("cursor", r"\bcursor[- ]based\b|\bcursor pagination\b|[?&]cursor="),
            ("none", r"\b(?:without|no) pagination\b|\b(?:not|un)[- ]?paginated\b"),
        ),
        about=r"\b(?:pag(?:e|es|inat\w*|ing)|lists?|limit|offset|GET)\b",
        unless=r"\b(?:ui|scroll\w*|front-?end|future)\b",
    ),
    Matter(
        "blanks",
        "What becomes of blanks around a text?",
        (
            (
                "trimmed",
                r"\b(?:is|are|be|gets?|trims?) (?:auto\w* )?(?:trimmed|stripped)\b|\b(?:trims?"
                r"|strips?) (?:leading|white|blank|surround)\w*",
            ),
            ("kept", r"\bwhite ?space (?:is|are) (?:kept|preserved|significant)\b|\bnot (?:be )?trimmed\b"),
            ("refused", r"\bleading (?:or|and) trailing\b.{0,30}\b(?:rejected|refused|invalid|not allowed)\b"),
        ),
        reach=Reach.COLUMN,
        clauses=(("trimmed", "trimmed"),),
    ),
    Matter(
        "reference.deleting",
        "What happens to rows when the row that they refer to is deleted?",
        (
            ("cascade", r"\bcascad\w*"),
            (
                "restrict",
                r"\brestrict(?:ed|s)?\b|\bno action\b|\b(?:cannot|must not|not) be deleted (?:while|if|when)\b",
            ),
            ("set null", r"\bset(?:s|ting)?[- ](?:to )?null\b|\bbecomes? null\b"),
        ),
        about=r"\b(?:delet\w*|remov\w*|foreign|fk|references?)\b",
        reach=Reach.COLUMN,
        clauses=(
            ("cascade", "on delete cascade"),
            ("restrict", "on delete restrict"),
            ("set null", "optional; on delete set null"),
        ),
    ),
    Matter(
        "reference.kept",
        "Is it a foreign key?",
        (
            ("foreign key", r"\bforeign key\b|\bfk\b ?(?:→|->|to\b)|\breferences? \w+\s?[.(]"),
            (
                "plain value",
                r"\bnot (?:a )?(?:direct )?(?:foreign keys?|fks?)\b|\bno (?:foreign key|fk)\b"
                r"|\bwithout (?:a )?(?:foreign key|fk)\b",
            ),
        ),
        reach=Reach.COLUMN,
    ),
)
"""All matters; a further one is a further entry."""
