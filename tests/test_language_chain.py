"""The linear-chain tagger: the best sequence of labels, found exactly."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from naql.language.chain import Tagger, load_tagger


def check(transitions, features, sequence, labels):
    """A model of labels A and B gives these labels for a sequence of features."""
    model = {"labels": ["A", "B"], "transitions": transitions, "features": features}
    [found] = Tagger(model).tag([[token.split() for token in sequence]])
    assert "".join(found) == labels


def test_features_alone():
    """Without a word from the transitions, each token has the label its features speak for."""
    check([[0, 0], [0, 0]], {"a": [[0, 1]], "b": [[1, 1]]}, ["a", "b", "b"], "ABB")


def test_transitions_outweigh_a_feature():
    """A strong transition turns a weak feature."""
    check([[0, -9], [-9, 0]], {"a": [[0, 3]], "b": [[1, 1]]}, ["a", "b", "a"], "AAA")


def test_direction_of_transitions():
    """A transition is read from the label before to the label after."""
    check([[-9, 0], [0, -9]], {"a": [[0, 1]]}, ["a", "", ""], "ABA")
    check([[0, 0], [-5, 0]], {"b": [[1, 1]]}, ["b", ""], "BB")


def test_unknown_features_and_no_tokens():
    """A feature that no model knows says nothing; no tokens, no labels."""
    check([[0, 0], [0, 0]], {"b": [[1, 1]]}, ["b x", "x b y"], "BB")
    check([[0, 0], [0, 0]], {}, [], "")


numbers = st.integers(-5, 5)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(numbers, min_size=2, max_size=2), min_size=2, max_size=2),
    st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5),
)
def test_no_sequence_is_better(transitions, weights):
    """No sequence of labels scores higher than the one that is given, whatever is tagged beside it."""
    features = {str(n): [[0, a], [1, b]] for n, (a, b) in enumerate(weights)}
    tagger = Tagger({"labels": [0, 1], "transitions": transitions, "features": features})
    sequence = [[str(n)] for n in range(len(weights))]
    found, _, head = tagger.tag([sequence, [], sequence[:1]])
    assert head == tagger.tag([sequence[:1]])[0]

    def score(labels):
        return sum(w[x] for w, x in zip(weights, labels, strict=True)) + sum(transitions[a][b] for a, b in itertools.pairwise(labels))

    assert score(found) == max(map(score, itertools.product([0, 1], repeat=len(weights))))


def test_packaged_model():
    """The packaged model of speakers has the labels that are read from it."""
    assert {label[2:] for label in load_tagger("subjects").labels} >= {"", "N", "O", "R", "P", "X"}
