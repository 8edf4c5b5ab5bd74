"""Fuzzy matching: how well the words of a query fit a text."""

_WHOLE = 1000
_LONGEST_GAP = 12


def match_score(query: str, text: str) -> int:
    """Tell how well ``text`` fits; 0 when a word of the query does not. Case is ignored.

    >>> match_score("todo del", "DELETE /todos/{id}") > match_score("tdel", "DELETE /todos/{id}")
    True
    """
    lowered = text.lower()
    total = 0
    for word in query.lower().split():
        score = _word_score(word, lowered)
        if not score:
            return 0
        total += score
    return total or 1


def _word_score(word: str, text: str) -> int:
    start = text.find(word)
    if start >= 0:
        begins = start == 0 or not text[start - 1].isalnum()
        ends = not text[start + len(word) :][:1].isalnum()
        return _WHOLE + 200 * begins + 100 * ends - min(start, 100) - min(len(text), 200) // 4
    position, gaps = _begin_of_word(word[0], text), 0
    if position < 0:
        return 0
    for letter in word[1:]:
        found = text.find(letter, position + 1)
        if found < 0:
            return 0
        gaps += found - position - 1
        position = found
    return max(1, 400 - 10 * gaps) if gaps <= _LONGEST_GAP * len(word) else 0


def _begin_of_word(letter: str, text: str) -> int:
    """Find the first word that begins with a letter: scattered letters that begin anywhere fit every long sentence."""
    position = text.find(letter)
    while position > 0 and text[position - 1].isalnum():
        position = text.find(letter, position + 1)
    return position
