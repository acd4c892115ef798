"""Decisions about speech that are learned: the weighing of signs, and what a teacher keeps of an annotated article."""

from naql.extract.attribution import Attribution
from naql.extract.weighing import Judge, load_judge

SAID = Attribution((3, 9), "reported", None, 0, 0)


def test_yes_where_the_signs_speak_for_it():
    """A question is answered by the weights of the signs seen and its bias; signs never met weigh nothing."""
    judge = Judge({"keep": {"": -1.0, "told": 2.0, "nested": -1.5}})
    assert judge.says("keep", SAID, 0, ["told", "unheard"], False)
    assert not judge.says("keep", SAID, 0, ["told", "nested"], True)
    assert not judge.says("keep", SAID, 0, [], True)


def test_the_likeliest_of_several():
    """Of several places the one with the heaviest signs is taken."""
    judge = Judge({"end": {"verb": 1.0, "comma": 0.2}})
    assert judge.chooses("end", SAID, [(5, ["comma"]), (7, ["verb"]), (9, [])], 9) == 7


def test_the_rules_stand_where_signs_hardly_tell():
    """A small difference does not overrule the rules, and without a choice they stand."""
    judge = Judge({"end": {"verb": 0.2}})
    assert judge.chooses("end", SAID, [(5, ["verb"]), (9, [])], 9) == 9
    assert judge.chooses("end", SAID, [], 9) == 9


def test_packaged_weights():
    """Every question the reader asks has weights in the package."""
    judge = load_judge()
    assert set(judge.weights) == {"goes on", "keep", "end", "start"}
    assert all(len(signs) > 100 for signs in judge.weights.values())
