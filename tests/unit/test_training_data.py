"""The labelled sentences: read strictly, varied, apart from what they are measured with; and training that gives the same bytes again."""

from __future__ import annotations

import datetime as dt
import json
import random
from importlib import resources
from pathlib import Path

import pytest

from models.training.background import background_shares
from models.training.data import Labelled, digest, distinct_ngram_share, load_sentences, parse_lines
from models.training.lessons import load_lessons
from models.training.relevance import heads_of
from models.training.stories import fit_stories
from models.training.train import fit_readers, write_model, write_network
from models.training.units import units_of
from monitor.domain.errors import InputError
from monitor.domain.reading import Realis, Signal
from monitor.stories import similarity
from monitor.stories.features import RAREST
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.mentions import NameFinder


@pytest.fixture(scope="module")
def shipped() -> list[Labelled]:
    return load_sentences(test=False)


def test_lines_become_labelled_sentences() -> None:
    found = parse_lines(
        "x.tsv", ["strike:actual, threat:planned\tShells fell.", "", "-\tRain is expected.", "#\t2024-03-05", "talks:actual\tThey met."]
    )
    assert found == [
        Labelled("Shells fell.", ((Signal.STRIKE, Realis.ACTUAL), (Signal.THREAT, Realis.PLANNED)), "x"),
        Labelled("Rain is expected.", (), "x"),
        Labelled("They met.", ((Signal.TALKS, Realis.ACTUAL),), "x", dt.date(2024, 3, 5), 1),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "strike:actual Shells fell.",
        "strike:actual\t ",
        "strike\tShells fell.",
        "boom:actual\tShells fell.",
        "strike:maybe\tShells fell.",
        "\tShells fell.",
        "#\tyesterday",
        "strike:actual,\tShells fell.",
    ],
)
def test_a_bad_line_is_named_by_file_and_number(line: str) -> None:
    with pytest.raises(InputError, match=r"^x\.tsv:3: "):
        parse_lines("x.tsv", ["-\tFine.", "", line])


def test_the_digest_names_text_labels_and_order() -> None:
    a, b = Labelled("One.", (), "x"), Labelled("Two.", ((Signal.TALKS, Realis.ACTUAL),), "x")
    assert digest([a, b]) == digest([a, b]) and len(digest([])) == 16
    assert len({digest([a, b]), digest([b, a]), digest([a]), digest([a, Labelled("Two.", ((Signal.TALKS, Realis.PLANNED),), "x")])}) == 4


def test_the_share_of_distinct_phrases() -> None:
    assert distinct_ngram_share([Labelled("a b c d e", (), "x")]) == 1.0
    assert distinct_ngram_share([Labelled("a b c d", (), "x")] * 4) == 0.25
    assert distinct_ngram_share([]) == 0.0


def test_the_shipped_sentences_are_many_varied_and_cover_every_label(shipped: list[Labelled]) -> None:
    assert len(shipped) > 3000
    assert distinct_ngram_share(shipped) > 0.9
    assert {s for x in shipped for s, _ in x.pairs} == set(Signal) and {r for x in shipped for _, r in x.pairs} == set(Realis)
    assert sum(not x.pairs for x in shipped) > 300, "sentences without a signal are needed too"


def test_what_models_are_measured_with_is_not_what_they_are_trained_on(shipped: list[Labelled]) -> None:
    def key(text: str) -> str:
        return " ".join(text.casefold().split())

    trained = {key(x.text) for x in shipped}
    assert [x.text for x in load_sentences(test=True) if key(x.text) in trained] == []
    for row in map(json.loads, (Path(__file__).parents[1] / "quality" / "articles.jsonl").read_text("utf8").splitlines()):
        whole = key(f"{row.get('title', '')} {row['text']}")
        assert [t for t in trained if len(t) > 40 and t in whole] == [], row["id"]


def test_the_shipped_weights_are_those_of_the_shipped_sentences(shipped: list[Labelled]) -> None:
    manifest = json.loads((resources.files("models") / "manifest.json").read_text("utf8"))
    assert manifest["training"]["sentences"] == len(shipped)
    assert manifest["training"]["digest"] == digest(shipped), "run `contactline train`"


def test_the_same_sentences_give_the_same_bytes(shipped: list[Labelled], gazetteer: Gazetteer, tmp_path: Path) -> None:
    some = random.Random(7).sample(shipped, 300)
    hashes = []
    for _ in range(2):
        signals, realis, network = fit_readers(units_of(some, NameFinder(gazetteer)), load_lessons())
        files = write_model(signals, tmp_path / "signals.npz"), write_model(realis, tmp_path / "realis.npz")
        hashes.append((*files, write_network(network, tmp_path / "network.npz")))
    assert hashes[0] == hashes[1]


def test_common_words_stand_in_most_articles_and_names_of_villages_in_none() -> None:
    shares = background_shares()
    assert shares["said"] > 0.2 > shares["ceasefir"] > shares[RAREST] and "mendhar" not in shares


def test_an_article_that_tells_of_history_alone_is_no_relevant_head() -> None:
    lines = [
        "#\t2020-01-02",
        "-\tA walk in Shusha",
        "mass_violence:historical\tThe town burned in 1920.",
        "#\t2020-01-03",
        "-\tShells",
        "strike:actual\tShells fell.",
    ]
    assert [relevant for _, relevant in heads_of(parse_lines("articles_x.tsv", lines))] == [False, True]


def test_each_kind_of_comparison_is_learned_by_itself_and_one_without_examples_never_joins() -> None:
    def rows(kind: str, part: str) -> list[tuple[dict[str, float], bool]]:
        return [({f"{kind}pair": 1.0, f"{kind}{part}": x}, x > 0.5) for x in (0.1, 0.2, 0.3, 0.7, 0.8, 0.9)]

    weights = fit_stories(rows("", "cosine") + rows("general ", "lead"))
    assert weights["cosine"] > 0 and weights["general lead"] > 0 and weights["bias"] == 0.0
    assert similarity.score({"mixed pair": 1.0, "mixed cosine": 1.0}, weights) < 0.01
