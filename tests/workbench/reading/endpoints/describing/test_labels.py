"""Labels of the parts of an endpoint, in every usual wording."""

import pytest

from workbench.reading.endpoints.describing.labels import Part, classify, is_bold_heading, split_label, statuses_in


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Method", Part.METHOD),
        ("HTTP Method", Part.METHOD),
        ("Path", Part.PATH),
        ("URL", Part.PATH),
        ("Ruta", Part.PATH),
        ("Endpoint", Part.ENDPOINT),
        ("Description", Part.SUMMARY),
        ("Auth", Part.AUTH),
        ("Auth Required", Part.AUTH),
        ("Requires authentication", Part.AUTH),
        ("Authentication/Authorization", Part.AUTH),
        ("Allowed roles", Part.ROLES),
        ("Request", Part.REQUEST),
        ("Request Body", Part.REQUEST),
        ("#### 3.1 Request body schema", None),
        ("3.1 Request body schema", Part.REQUEST),
        ("JSON Payload", Part.REQUEST),
        ("Body Parameters", Part.REQUEST),
        ("Cuerpo", Part.REQUEST),
        ("Response", Part.RESPONSE),
        ("Success Response", Part.RESPONSE),
        ("Response (201 Created)", Part.RESPONSE),
        ("Response `200 OK`", Part.RESPONSE),
        ("Returns", Part.RESPONSE),
        ("Example Response", Part.RESPONSE),
        ("Errors", Part.ERRORS),
        ("Error Responses", Part.ERRORS),
        ("Possible error codes", Part.ERRORS),
        ("Response (404 Not Found)", Part.ERRORS),
        ("Status Codes", Part.STATUS),
        ("Query Parameters", Part.QUERY),
        ("Query params (optional)", Part.QUERY),
        ("Filters", Part.QUERY),
        ("Path Parameters", Part.PATH_PARAMETERS),
        ("URL params", Part.PATH_PARAMETERS),
        ("Parameters", Part.PARAMETERS),
        ("Headers", Part.HEADERS),
        ("Headers Required", Part.HEADERS),
        ("Validation Rules", Part.RULES),
        ("Example Request", Part.REQUEST),
        ("Example call", Part.EXAMPLE),
        ("Base URL", Part.PREFIX),
        ("Prefix", Part.PREFIX),
        ("Acceptance Criteria", Part.OTHER),
        ("Gardening", None),
        ("word " * 40, None),
    ],
)
def test_a_label_names_its_part(text: str, part: Part | None) -> None:
    label = classify(text)
    assert (label.part if label else None) is part


def test_a_label_gives_its_status_and_remark() -> None:
    label = classify("Response (201 Created)")
    assert label is not None
    assert (label.status, label.remark) == (201, "201 Created")


@pytest.mark.parametrize(
    ("line", "part", "rest"),
    [
        ("**Body:** `{ a }`", Part.REQUEST, "`{ a }`"),
        ("**Body**: x", Part.REQUEST, "x"),
        ("Body: x", Part.REQUEST, "x"),
        ("**Request Body**", Part.REQUEST, ""),
        ("**Response** — 200", Part.RESPONSE, "200"),
        ("__Auth__: none", Part.AUTH, "none"),
        ("Auth：required", Part.AUTH, "required"),
    ],
)
def test_a_line_is_split_behind_its_label(line: str, part: Part, rest: str) -> None:
    label = split_label(line)
    assert label is not None
    assert (label.part, label.rest) == (part, rest)


@pytest.mark.parametrize("line", ["Body", "the response", "see http://x.org/y", "**Note**: x is y"[:0], ""])
def test_a_line_without_a_label_is_none(line: str) -> None:
    assert split_label(line) is None


def test_bold_lines_are_labels_of_some_kind() -> None:
    assert is_bold_heading("**Anything at all**")
    assert is_bold_heading("**Anything:** text")
    assert not is_bold_heading("**bold** words in a sentence")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("`201 Created`, 400 or 409", [201, 400, 409]),
        ("max 200 chars", []),
        ("200 200", [200]),
        ("1200 and 2001", []),
        ("v1.404", []),
        ("A note of at most 255.", []),
    ],
)
def test_status_codes_are_told_from_other_numbers(text: str, codes: list[int]) -> None:
    assert statuses_in(text) == codes
