"""The table of posts, the words before and behind a title, and ``link`` on sentences made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsnlp.data import Tables, several, shipped
from newsnlp.find.title import finder
from newsnlp.lang.morph import forms
from newsnlp.lang.page import Page
from newsnlp.lang.phrases import plain
from newsnlp.lang.posts import Posts, genitive
from newsnlp.link import link
from newsnlp.types import Article, Finding, Mention, Person, Post, Sentence, Span, Tag, Title, Token

ROWS = shipped("titles")
OFFICIAL = {"yes", "no", "body"}
TAKES = {"region", "organization", "person"}


def test_table_is_large_and_names_each_post_once() -> None:
    words = [w for row in ROWS for w in [row["post"], *several(row["short"])]]
    assert len(ROWS) >= 700
    assert len(words) == len(set(words))


@pytest.mark.parametrize("column", ["official", "takes", "means"])
def test_cells_are_of_their_kind(column: str) -> None:
    posts = {row["post"] for row in ROWS} | {"*", "~"}
    for row in ROWS:
        cell = row[column]
        if column == "official":
            assert cell in OFFICIAL, row
        elif column == "takes":
            assert set(several(cell)) <= TAKES, row
        else:
            heads = {post.split()[0] for post in posts}
            assert all(m in posts or m.split()[0] in heads for m in several(cell)), row


def test_every_row_is_found_by_its_own_words() -> None:
    """The head that is computed for a row is a word that its own phrase has there."""
    posts = Posts(ROWS)
    lost = [
        row["post"] for row in ROWS if not any(posts.at(plain(row["post"]), i) for i in range(len(row["post"].split())))
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("гендиректора", "генеральный директор"),
        ("генсеком", "генеральный секретарь"),
        ("премьеру", "премьер-министр"),
        ("послом", "посол"),
        ("актрисе", "актёр"),
        ("главкомом", "главнокомандующий"),
    ],
)
def test_short_and_feminine_words_are_the_same_post(text: str, post: str) -> None:
    hit = Posts(ROWS).at(plain(text), 0)
    assert hit is not None
    assert hit.entry.post == post


def test_a_users_row_is_known() -> None:
    rows = Tables({"titles": [{"post": "главный смотритель маяка", "takes": "region", "official": "no"}]}).rows(
        "titles"
    )
    hit = Posts(rows).at(plain("главному смотрителю маяка"), 1)
    assert hit is not None
    assert hit.entry.post == "главный смотритель маяка"


@pytest.mark.parametrize(
    ("name", "genitive_of_it"),
    [
        ("Тверская область", "Тверской области"),
        ("Франция", "Франции"),
        ("США", "США"),
        ("«Газпром»", "«Газпром»"),
        ("Минфин", "Минфина"),
        ("комитет Госдумы по обороне", "комитета Госдумы по обороне"),
    ],
)
def test_genitive(name: str, genitive_of_it: str) -> None:
    assert genitive(name) == genitive_of_it


# ------------------------------------------------------------------------------------------- sentences by hand


def tag(word: str, case: str | None) -> Tag:
    """The tag of a word's reading in a case, its first where there is none."""
    known = forms(word)
    reading = next((f for f in known if f.case == case and f.pos in ("NOUN", "ADJF")), known[0])
    part = {"NOUN": "NOUN", "ADJF": "ADJ", "VERB": "VERB", "PRTS": "VERB", "PREP": "ADP", "CONJ": "CCONJ"}
    pos = "PUNCT" if not word[0].isalnum() else part.get(reading.pos or "", "NOUN")
    form = {"VERB": "Fin", "PRTS": "Part"}.get(reading.pos or "")
    return Tag(pos, reading.case, reading.number, reading.gender, form=form, short=reading.pos == "PRTS")


def sentence(words: str, spans: dict[str, str], cases: dict[str, str] | None = None, start: int = 0) -> Sentence:
    """A sentence whose words are parted by spaces; ``spans``: text -> kind; ``cases``: word -> case."""
    tokens, at = [], start
    for word in words.split(" "):
        tokens.append(Token(at, at + len(word), word, word.lower(), tag(word, (cases or {}).get(word, "nomn"))))
        at += len(word) + 1
    made = [
        Span(kind, start + words.index(text), start + words.index(text) + len(text), 0.9)
        for text, kind in spans.items()
    ]
    return Sentence(start, start + len(words), words, tuple(tokens), tuple(sorted(made, key=lambda s: s.start)))


def entity(made: Person, text: str, *names: str) -> Person:
    """An entity with a mention wherever one of its names stands."""
    spots = [Mention(text.index(n), text.index(n) + len(n), n, "test") for n in names]
    return replace(made, mentions=tuple(spots))


def linked(sentences: list[Sentence], people: list[Person]) -> list[Title]:
    text = "\n".join(s.text for s in sentences)
    find = finder(Tables())
    found: list[Finding[tuple[Post, ...]]] = [f for s in sentences for f in find(s)]
    return list(link(found, people, (), Page((), Article(text, sentences))))


def test_nothing_gives_nothing() -> None:
    assert link([], (), (), Page((), Article(""))) == ()


def test_the_secretary_speaks_and_not_the_president() -> None:
    words = "пресс-секретарь президента Дмитрий Песков молчал"
    spans = {"пресс-секретарь президента": "title", "президента": "title", "Дмитрий Песков": "person"}
    person = entity(Person("Дмитрий Песков", gender="male"), words, "Дмитрий Песков")
    made = linked([sentence(words, spans, {"президента": "gent"})], [person])
    assert [(t.post, t.person.name if t.person else None) for t in made] == [
        ("пресс-секретарь президента", "Дмитрий Песков"),
        ("президент", None),
    ]


def test_who_came_and_who_went() -> None:
    words = "Медведев сменил Путина на посту президента"
    spans = {"Медведев": "person", "Путина": "person", "президента": "title"}
    people = [
        entity(Person("Медведев", gender="male"), words, "Медведев"),
        entity(Person("Путин", gender="male"), words, "Путина"),
    ]
    made = linked([sentence(words, spans, {"Путина": "accs", "посту": "loct", "президента": "gent"})], people)
    assert {(t.person.name, t.status) for t in made if t.person} == {("Медведев", "current"), ("Путин", "former")}


def test_a_description_joins_the_title_of_its_holder() -> None:
    first, second = "губернатор Анохин приехал", "глава региона доволен"
    text = f"{first}\n{second}"
    person = entity(Person("Анохин", gender="male"), text, "Анохин")
    made = linked(
        [
            sentence(first, {"губернатор": "title", "Анохин": "person"}),
            sentence(second, {"глава региона": "title"}, {"региона": "gent"}, len(first) + 1),
        ],
        [person],
    )
    assert [str(t) for t in made] == ["губернатор | губернатор | official | Анохин | - | -"]
    assert [m.text for m in made[0].mentions] == ["губернатор", "глава региона"]


def test_a_post_without_a_name_is_nobodys() -> None:
    made = linked([sentence("выборы губернатора прошли", {"губернатора": "title"}, {"губернатора": "gent"})], [])
    assert [t.person for t in made] == [None]


def test_links_carry_no_mentions() -> None:
    words = "губернатор Анохин приехал"
    person = entity(Person("Анохин", gender="male"), words, "Анохин")
    made = linked([sentence(words, {"губернатор": "title", "Анохин": "person"})], [person])
    assert made[0].person is not None
    assert made[0].person.mentions == ()
