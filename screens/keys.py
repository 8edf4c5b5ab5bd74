"""Keys as people write them."""

_KEYS = {
    "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]", "less_than_sign": "<",
    "greater_than_sign": ">", "equals_sign": "=", "up": "↑", "down": "↓", "left": "←", "right": "→", "escape": "esc",
    "pageup": "page up", "pagedown": "page down",
}  # fmt: skip


def key_name(key: str) -> str:
    """Give a key as people write it."""
    return "+".join(_KEYS.get(part, part) for part in key.split("+"))
