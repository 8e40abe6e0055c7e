"""Who holds a title is the best of what is proposed, and says how sure that is."""

from __future__ import annotations

import numpy as np
import pytest

import fit_links as links
import newsnlp
from newsnlp import Title
from newsnlp.data import shipped
from newsnlp.link.evidence import shares, weights
from newsnlp.link.explain import explain

STORY = (
    "Губернатор Омской области Виталий Чернов открыл школу. Губернатор похвалил строителей. "
    "Директором школы назначена Анна Белова. Раньше она была врачом."
)


def _titles(text: str) -> list[Title]:
    return [title for title in newsnlp.extract(text).titles if title.person]


def test_how_and_score() -> None:
    governor, director, teacher = _titles(STORY)
    assert (governor.how, director.how, teacher.how) == ("beside", "verb", "pronoun")
    assert all(0.5 < title.score <= 1 for title in (governor, director, teacher))
    assert governor.score > teacher.score


def test_nobody_is_no_guess() -> None:
    (title,) = newsnlp.Extractor(jobs=True)("Директор школы ушёл на пенсию.").titles
    assert (title.person, title.how) == (None, None)


def test_features_have_weights() -> None:
    """A feature that was renamed in the code would lose its weight without a word."""
    gold = [links.example("a", STORY, [(0, 25, "x | x | official | Виталий Чернов | - | -")])]
    found = links.examples(gold, links.read(gold))
    assert [one.right for one in found if one.how == "beside"] == [True]
    known = {feature for _, feature in weights()}
    assert {"always", "rule before"} < {name for one in found for name in one.features} & known
    assert {how for how, _ in weights()} == {"beside", "verb", "pronoun", "article"}
    assert len(shipped("links")) == len(weights())


def test_fit_learns_what_tells_right_from_wrong() -> None:
    def made(far: float, right: bool) -> links.Example:
        return links.Example("article", "near", {"always": 1.0, "far": far}, right, 1, 0)

    given = [made(0, True)] * 30 + [made(1, False)] * 30 + [made(1, True)] * 5
    fitted = links.fit([one._replace(title=number) for number, one in enumerate(given)])["article"]
    assert fitted["far"] < -2 < 0 < fitted["always"]


def test_rivals_share_what_one_of_them_has() -> None:
    """Of two that are as likely neither is: gold knows that one of them holds each title."""
    found = [
        links.Example("article", "same", {"always": 1.0}, right, 1, title)
        for title in range(30)
        for right in (True, False)
    ]
    always = links.fit(found)["article"]["always"]
    assert always > 3
    assert shares([always, always]) == pytest.approx([0.5, 0.5], abs=0.02)


def test_calibration_scores_each_fifth_by_the_others() -> None:
    found = [
        links.Example("verb", "verb", {"always": 1.0}, right, fold, 5 * fold + number)
        for fold in range(links.FOLDS)
        for number, right in enumerate((True, True, True, False, None))
    ]
    known = links.crossed(found)
    assert len(known.odds) == 20
    assert known.right.mean() == 0.75
    assert links.scores(known) == pytest.approx(0.75, abs=0.02)
    assert links.calibrated(found)["verb"]["always"] == pytest.approx(1.1, abs=0.15)


def test_a_line_calibrates_log_odds() -> None:
    odds = np.repeat([3.0, -3.0], 100)
    right = np.concatenate([np.ones(80), np.zeros(20), np.ones(20), np.zeros(80)])
    known = links.Crossed(odds, right, np.zeros(200), np.full(200, "verb"), np.arange(200))
    slope, offset = links.lines(known, np.ones(200, dtype=bool))["verb"]
    assert 3 * slope == pytest.approx(1.39, abs=0.05)
    assert offset == pytest.approx(0, abs=0.01)


def test_explain_tells_for_and_against() -> None:
    (said,) = newsnlp.Extractor().said([STORY])
    told = list(explain(said))
    assert told[0] == "0:25 губернатор Омской области, current: Виталий Чернов"
    assert told[1].startswith("    0.99")
    assert "always +" in told[1]


def test_a_credit_lends_no_holder() -> None:
    text = "Фото: Пётр Косов\n\nСуд вынес приговор бывшему замминистра. Заседание длилось час."
    assert [title.person for title in newsnlp.extract(text).titles] == [None]


def test_what_repeats_a_title_joins_that_one() -> None:
    text = (
        "Экс-главу Озёрного района осудили за взятку\n\nСуд вынес приговор бывшему главе администрации Озёрного района "
        "Олегу Трубину. Ранее он шесть лет руководил управлением ЖКХ города."
    )
    heads = [title for title in newsnlp.extract(text).titles if title.post == "глава"]
    assert [title.name for title in heads] == ["глава администрации Озёрного района", "глава управления ЖКХ города"]
    assert heads[0].mentions[0].text == "главу Озёрного района"


def test_an_office_is_not_understood_to_be_its_servants() -> None:
    text = "Николай Любавин родился в Туле. Он дослужился до поста заместителя главы Озёрного района."
    named = {title.name: title.person for title in newsnlp.extract(text).titles}
    assert named["глава Озёрного района"] is None
