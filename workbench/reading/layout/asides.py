"""What in a document is not the backend's own, or only an example: told by headings and file names."""

import re

from workbench.patterns import regex
from workbench.reading.layout.scope import is_elsewhere, is_postponed

_ASIDE = regex(
    r"^\W*(?:future|later|someday|eventually|backlog|parked|postponed|ideas?)\b|\(future\)"
    r"|\b(?:outgoing|outbound) (?:web ?hooks?|calls?|requests?)\b|\bweb ?hooks? (?:that )?(?:we|it"
    r"|the backend) sends?\b"
    r"|\b(?:assistant|agent|ai|llm|chat ?bot|function) (?:tools?|functions?|actions?)\b"
    r"|\b(?:removed|superseded|excluded|alternatives?(?: considered)?|rejected|wireframes?|mcp"
    r"|tool definitions?"
    r"|tools? (?:schemas?|specification)|third[- ]party|external (?:apis?|services?|systems?|endpoints?)|sidecars?"
    r"|separate (?:micro)?services?|table of contents|revision history|change ?log|(?:file|project|folder"
    r"|directory) structure"
    r"|front-?end (?:routes?|pages?|components?|structure)|next\.js|client-side (?:routes?|routing|pages?"
    r"|components?|state|storage)|depend(?:ency|encies)|legacy (?:endpoints?|api|routes)"
    r"|(?:github|gitlab|google|stripe|slack|twilio|sendgrid|mailgun|aws|s3|firebase|supabase|auth0|clerk|facebook"
    r"|twitter|discord"
    r"|telegram|paypal|shopify|notion|spotify|dapr|kafka) (?:rest )?(?:api|endpoints?|sdk|calls?))\b|의존성",
    re.IGNORECASE,
)
_EXAMPLES = regex(
    r"\b(?:tests?|testing|scenarios?|acceptance|edge cases|user stor(?:y|ies)|success criteria|performance"
    r"|rate limit(?:s|ing)?|caching"
    r"|monitoring|latency|examples?|checklist|quick ?start|verification|metrics|gherkin)\b",
    re.IGNORECASE,
)
_MENTION_FILES = regex(
    r"(?:^|/)(?:tasks|research|quickstart|checklist[^/]*|migrations?[^/]*|data-?model)\.(?:md|markdown)$"
    r"|/checklists/|/database/",
    re.IGNORECASE,
)
_LINK = regex(r"^[\W\d]{0,6}\[[^\]\n]{1,120}\]\(#")


def is_aside(title: str) -> bool:
    """Tell a heading below which nothing is to be built: "Out of scope", "GitHub API", "Future work"."""
    return is_postponed(title) or is_elsewhere(title) or bool(_ASIDE.search(title))


def is_example(title: str, *, whole: bool = False) -> bool:
    """Tell a heading below which endpoints are only spoken of ("Testing", "Performance"); ``whole``
    when it begins so."""
    return bool(_EXAMPLES.match(title) if whole else _EXAMPLES.search(title))


def only_mentions(file: str) -> bool:
    """Tell a document that speaks of endpoints but does not define them, by its name."""
    return bool(_MENTION_FILES.search(file))


def is_interface(file: str) -> bool:
    """Tell a document about the API itself, by its folder."""
    return "/api/" in file or "/contracts/" in file


def is_contents_entry(text: str) -> bool:
    """Tell an entry of a table of contents, which links into its own document."""
    return bool(_LINK.match(text))
