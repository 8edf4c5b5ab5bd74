"""A harbour in a few lines: sailors reserve the moorings of keepers, and comment on them."""

from pathlib import Path

SCHEMA = """
CREATE TABLE users (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  email VARCHAR(190) NOT NULL UNIQUE,
  password_hash TEXT NOT NULL
);
CREATE TABLE moorings (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  keeper_id UUID NOT NULL REFERENCES users(id),
  name VARCHAR(80) NOT NULL
);
CREATE TABLE reservations (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  mooring_id UUID NOT NULL REFERENCES moorings(id) ON DELETE CASCADE,
  sailor_id UUID NOT NULL REFERENCES users(id),
  note VARCHAR(200),
  status VARCHAR(20) NOT NULL DEFAULT 'asked' CHECK (status IN ('asked', 'accepted', 'cancelled'))
);
CREATE TABLE comments (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  mooring_id UUID NOT NULL REFERENCES moorings(id) ON DELETE CASCADE,
  author_id UUID NOT NULL REFERENCES users(id),
  text VARCHAR(500) NOT NULL
);
"""
API = """
# Harbour

Everything but `/auth` needs a bearer token.

`POST /auth/register` {email, password} → 201 user
`POST /auth/login` {email, password} → `{token}`
`GET /moorings` → list of moorings
`GET /moorings/{id}` → Mooring
`POST /moorings` {name} → 201 Mooring
`PATCH /moorings/{id}` {name} → Mooring
`POST /moorings/{id}/reservations` {note?} → 201 Reservation
`GET /moorings/{id}/reservations` → list of reservations
`GET /reservations` → my reservations
`GET /reservations/{id}` → Reservation
`PATCH /reservations/{id}` {note} → Reservation
`DELETE /reservations/{id}` → 204
`POST /reservations/{id}/accept` → Reservation
`POST /moorings/{id}/comments` {text} → 201 Comment
`GET /moorings/{id}/comments` → list of comments
"""
REFUSAL = "- FR-001: Sailors cannot reserve their own mooring."


def write_harbour(folder: Path, schema: str = SCHEMA, api: str = API, features: str = REFUSAL) -> Path:
    """Write the specifications into ``folder``, and give it."""
    texts = {"database/schema.sql": schema, "api/api.md": api, "features/moorings.md": f"# Moorings\n\n{features}\n"}
    for name, text in texts.items():
        path = folder / "specs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
