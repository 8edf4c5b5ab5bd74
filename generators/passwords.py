"""Passwords: the kinds of characters that a new one must hold, and texts that hold them or lack one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Characters:
    """A kind of characters: what it is called, and the expression that finds one."""

    words: str
    pattern: str


CHARACTERS = {
    "upper": Characters("an upper-case letter", "[A-Z]"),
    "lower": Characters("a lower-case letter", "[a-z]"),
    "letter": Characters("a letter", "[A-Za-z]"),
    "digit": Characters("a digit", "[0-9]"),
    "special": Characters("a special character", r"[^A-Za-z0-9\s]"),
}
"""The kinds by their names in ``Limits.needs``."""
_SAMPLES = ("Correct-Horse-7-Battery", "Another-Horse-8-Battery")
PASSWORD_START = "Kx7-"
"""The shortest text that holds a character of every kind."""
_LACKING: dict[str, Callable[[str], str]] = {
    "upper": str.lower,
    "lower": str.upper,
    "letter": lambda text: "".join(one if not one.isalpha() else "7" for one in text),
    "digit": lambda text: "".join(one if not one.isdigit() else "x" for one in text),
    "special": lambda text: "".join(one if one.isalnum() else "x" for one in text),
}


def hash_start(bcrypt_rounds: int | None) -> str:
    """Give what every stored hash begins with."""
    return f"$2b${bcrypt_rounds:02}$" if bcrypt_rounds else "$argon2"


def password_pattern(needs: Iterable[str]) -> str:
    """Give what JSON Schema calls such a password: one of each kind, and no NUL."""
    ahead = "".join(f"(?=[\\s\\S]*{CHARACTERS[need].pattern})" for need in needs)
    return f"^{ahead}[^\\u0000]*$"


def sample_password(variant: int = 0) -> str:
    """Give a password that holds characters of every kind."""
    return _SAMPLES[variant]


def password_without(need: str, length: int) -> str:
    """Give a text of at least ``length`` characters that lacks one kind and holds all others that it can."""
    lacking = _LACKING[need](_SAMPLES[0])
    return lacking + lacking[-1] * (length - len(lacking))
