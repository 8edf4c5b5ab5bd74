"""What responses show beside columns is selected by the statement, and worked out by the tests once more."""

from generators.testing.answers.oracles import render_oracles
from generators.views import render_views
from tests.generators.examples.community import community_blueprint


def test_the_address_of_a_row_is_put_together_by_the_database() -> None:
    (views,) = render_views(community_blueprint())
    assert 'func.concat("/comments/", Comment.id).label("url")' in views.text


def test_the_tests_work_the_address_out_by_themselves() -> None:
    (oracles,) = render_oracles(community_blueprint(), "User")
    assert "f\"/comments/{comment['id']}\"" in oracles.text
