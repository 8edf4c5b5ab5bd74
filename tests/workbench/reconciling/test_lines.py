"""Line merging keeps both sides and clashes only where both changed the same lines."""

import pytest

from workbench.reconciling.lines import Clash, Merged, Side, merge_lines, split_lines

BASE = ["one\n", "two\n", "three\n", "four\n", "five\n"]


def merged(base: list[str], mine: list[str], new: list[str], **options: bool) -> Merged:
    return Merged(tuple(merge_lines(base, mine, new, **options)))


def changed(**lines: str) -> list[str]:
    return [lines.get(line.strip(), line.strip()) + "\n" for line in BASE]


def test_edits_far_apart_are_both_kept() -> None:
    result = merged(BASE, changed(one="ONE"), changed(five="FIVE"))
    assert not result.clashes
    assert result.text(Side.MINE) == "ONE\ntwo\nthree\nfour\nFIVE\n"


def test_edits_of_neighbouring_lines_are_both_kept() -> None:
    result = merged(BASE, changed(two="TWO"), changed(three="THREE"))
    assert not result.clashes
    assert result.text(Side.MINE) == "one\nTWO\nTHREE\nfour\nfive\n"


def test_the_same_edit_on_both_sides_is_no_clash() -> None:
    result = merged(BASE, changed(two="TWO"), changed(two="TWO"))
    assert result.text(Side.NEW) == "one\nTWO\nthree\nfour\nfive\n"
    assert not result.clashes


def test_different_edits_of_one_line_clash_with_its_line_number() -> None:
    result = merged(BASE, changed(three="mine"), changed(three="new"))
    (clash,) = result.clashes
    assert (clash.mine, clash.new, clash.lines) == (("mine\n",), ("new\n",), (3, 3))


def test_line_numbers_count_what_was_inserted_by_hand_above() -> None:
    mine = ["zero\n", "half\n", *changed(four="mine")]
    (clash,) = merged(BASE, mine, changed(four="new")).clashes
    assert clash.lines == (6, 6)


def test_a_clash_can_be_decided_either_way() -> None:
    result = merged(BASE, changed(three="mine"), changed(three="new"))
    assert result.text(Side.MINE).splitlines()[2] == "mine"
    assert result.text(Side.NEW).splitlines()[2] == "new"


def test_a_clash_is_marked_for_reading() -> None:
    text = merged(["a"], ["mine"], ["new"]).marked()
    assert text == "<<<<<<< by hand\nmine\n=======\nnew\n>>>>>>> generated\n"


def test_deletion_against_edit_clashes() -> None:
    (clash,) = merged(BASE, [*BASE[:2], *BASE[3:]], changed(three="new")).clashes
    assert clash.mine == ()
    assert clash.lines == (2, 2)


def test_an_edit_beside_a_deletion_is_kept() -> None:
    result = merged(BASE, [*BASE[:2], *BASE[3:]], changed(four="FOUR"))
    assert not result.clashes
    assert result.text(Side.MINE) == "one\ntwo\nFOUR\nfive\n"


def test_insertions_at_the_same_place_clash_in_code() -> None:
    assert merged(["a\n"], ["a\n", "mine\n"], ["a\n", "new\n"]).clashes


def test_insertions_at_the_same_place_are_both_kept_in_lists() -> None:
    result = merged(["a\n"], ["a\n", "mine\n"], ["a\n", "new\n"], both_insertions=True)
    assert not result.clashes
    assert result.text(Side.MINE) == "a\nmine\nnew\n"


def test_long_files_are_aligned_on_frequent_lines_too() -> None:
    base = [line for number in range(300) for line in (f"item {number}\n", "\n")]
    mine = [*base[:2], "by hand\n", *base[2:]]
    new = [*base[:-2], "generated\n", *base[-2:]]
    result = merged(base, mine, new)
    assert not result.clashes
    assert len(split_lines(result.text(Side.MINE))) == len(base) + 2


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\x0cb\n", "a\u2028b", "\n\n", "a\r\nb"])
def test_splitting_into_lines_loses_nothing(text: str) -> None:
    assert "".join(split_lines(text)) == text
    assert len(split_lines(text)) == text.count("\n") + (not text.endswith("\n") and text != "")


def test_clash_without_own_lines_at_the_top_points_to_the_first_line() -> None:
    assert Clash((), ("new\n",), 1).lines == (1, 1)
