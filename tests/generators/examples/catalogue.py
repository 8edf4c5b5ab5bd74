"""Example blueprints, written by hand: what a resolver would give for small, complete specifications.

They cover both token situations and every kind of operation between them; the tests of the
generators, of running and of the criteria all draw on them.
"""

import dataclasses

from generators.blueprint import Settings, TokenIssuer, TypeName
from tests.generators.examples.box_office import box_office_blueprint
from tests.generators.examples.community import community_blueprint
from tests.generators.examples.envelopes import envelopes_blueprint
from tests.generators.examples.notes import notes_blueprint
from tests.generators.examples.projects import projects_blueprint
from tests.generators.examples.singles import singles_blueprint
from tests.generators.examples.todos import todo_blueprint

EXAMPLES = {
    "accounts": todo_blueprint(TokenIssuer.HERE),
    "integer-accounts": todo_blueprint(TokenIssuer.HERE, key=TypeName.INTEGER),
    "shared-secret": todo_blueprint(TokenIssuer.SHARED_SECRET),
    "published-keys": dataclasses.replace(notes_blueprint(), settings=Settings(token_issuer=TokenIssuer.JWKS)),
    "no-users-table": notes_blueprint(),
    "nested": projects_blueprint(),
    "envelopes": envelopes_blueprint(),
    "community": community_blueprint(),
    "box-office": box_office_blueprint(),
    "singles": singles_blueprint(),
}
"""Every example by a short name, for parametrised tests."""
