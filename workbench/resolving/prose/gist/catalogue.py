"""The catalogue of meanings, and the reader that holds a text against them."""

from workbench.resolving.prose.book import Book
from workbench.resolving.prose.claims import Proof, Sentence
from workbench.resolving.prose.gist.access import ACCESS
from workbench.resolving.prose.gist.constants import CONSTANTS
from workbench.resolving.prose.gist.frame import FRAME
from workbench.resolving.prose.gist.gist import gist_of
from workbench.resolving.prose.gist.recurring import RECURRING
from workbench.resolving.prose.gist.removals import REMOVALS
from workbench.resolving.prose.gist.rows import ROWS
from workbench.resolving.prose.gist.searches import SEARCHES
from workbench.resolving.prose.gist.sessions import SESSIONS
from workbench.resolving.prose.gist.shapes import SHAPES

MEANINGS = (*REMOVALS, *ROWS, *SESSIONS, *ACCESS, *SHAPES, *SEARCHES, *RECURRING, *CONSTANTS, *FRAME)


def read_gist(text: str, sentence: Sentence, book: Book, plain: frozenset[str] | set[str]) -> Proof | None:
    """Read a text by its senses: the proof of the first meaning that is borne out, else the first reason why one
    is not; nothing where no meaning fits or a word is strange."""
    gist = gist_of(text, sentence, book, plain)
    if gist is None or not gist.parts:
        return None
    senses, failed = gist.senses, None
    for one in MEANINGS:
        proof = one.check(gist) if one.fits(senses) else None
        if proof is not None and proof.by:
            return proof
        failed = failed or proof
    return failed
