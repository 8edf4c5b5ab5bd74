"""Words for figures, the same in messages, verdicts and the terminal."""


def plural(number: int, one: str, many: str = "") -> str:
    """Give ``1 endpoint`` or ``2 endpoints``; ``many`` is the plural where it is not formed with an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
