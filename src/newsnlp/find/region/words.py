"""The words that speak for or against a place, each with all its forms.

Written by hand from news; patterns name endings where the list is closed and small.
"""

from __future__ import annotations

import re

from newsnlp.data import word_list

# before a name in the nominative, what makes it a district's: «округа Харрис»
COUNTY = re.compile(r"(?:округ|район|микрорайон|муниципалитет)(?:а|у|ом|е)?$")
# adjectives that stand between a district's name and its noun
DEGREES = word_list("region.words.degrees")

ADJECTIVE = re.compile(r"[а-яё-]*(?:ий|ый|ой|ая|яя|ое|ее|ие|ые|ого|его|ому|ему|им|ым|ом|ем|ую|юю|ей|их|ых|ими|ыми)$")
# the adjectives that places have: -ский, -цкий, подмосковный, ленобластной
ADJECTIVAL = re.compile(
    r"[кн](?:(?<=[сц]к)|(?<=сковн)|(?<=бластн))(?:ий|ый|ого|ому|им|ым|ом|ая|ой|ую|ою|ое|ие|ые|их|ых|ими|ыми)(?:-на-[а-яё]+)?$"
)
# first halves of compounds that no adjective begins with: «англо-французский»
HALVES = {
    "англо": "GB", "франко": "FR", "итало": "IT", "греко": "GR", "германо": "DE", "японо": "JP", "американо": "US",
    "индо": "IN", "ирано": "IR", "ирако": "IQ", "армяно": "AM", "грузино": "GE", "азербайджано": "AZ", "русско": "RU",
}  # fmt: skip

# nouns in small letters that are part of a name all the same: «сектор Газа», «округ Колумбия»
PART_OF_NAME = word_list("region.words.part_of_name")
# before a name, what makes it a party's, a patriarch's or a part of the world's: «Единая Россия», «Латинская Америка»
SLOGANS = word_list("region.words.slogans")
# the same with a capital: «Южная Америка», «Новая Гвинея», where no table has the whole
PARTS = word_list("region.words.parts")
# before a country or region, which of its parts: «в Западной Украине»
QUARTERS = word_list("region.words.quarters")
# the country folk call a region: «Псковщина»
SHIRE = re.compile(r"\w{3,}щин(?:а|ы|е|у|ой|ою)$")
# adjectives of places within names of what belongs to many states or none, things and dishes among them
FIXED = [(place, rest) for place, *rest in map(str.split, word_list("region.words.fixed"))]
# the same within quotation marks, of newspapers, films and the like: «Российская газета», «Немецкая волна»
MASTHEAD = word_list("region.words.masthead")
# behind a country's adjective, whom or what a state sends, rules or arms: «британский премьер», not «польский поэт»
STATE = re.compile(
    r"(?:вице-)?(?:премьер|президент|министр|дипломат|пос(?:о?л|ольств)|власт|военн|бо(?:ец|йц)|солдат|граждан|полиц|"
    r"принц|корол|суд|политик|депутат|сенатор|генерал|офицер|разведк|спецслужб|лидер|сборн|правительств|канцлер|"
    r"парламент|чиновник|космонавт|астронавт|пограничн|подводн|моряк|л[её]тчик|пилот|войск|арми|прокур|шпион|сми\b|"
    r"делегац|молод[её]ж|стороны?\b|консул|глав[аеуы]\b|переговорщик|нац|государств|глав[ао]й\b|спикер|монарх)"
)
# behind an adjective of a region and its capital alike, what belongs to the region: «свердловский губернатор»
REGIONAL = word_list("region.words.regional")
# and what belongs to the town: «Брянский городской совет», «Тверской государственный университет»
URBAN = word_list("region.words.urban")
# in the name of a country that no table has
STATE_LIKE = re.compile(
    r"(?:[Рр]еспублик|[Кк]оролевств|[Ии]мпери|ханств|царств|[Ээ]мират|княжеств|халифат|[Сс]ултанат|герцогств|Орд[аыеу]|"
    r"\bССР\b|[Гг]осударств(?!енн))"
)
# what is no town, whatever the tagger says: parts of the world, rivers, squares, Roman numbers, firms, networks
NO_TOWN = re.compile(
    rf"(?:{'|'.join(word_list('organization.tagged.media'))})\w*$|"
    r".{3,}(?:банк|надзор|транс|строй|пром|нефт|энерго|ресурс|имуществ|(?<!ш)стат|гидромет|автодор|водоканал|цифр|управлени)(?:|ь|[аеуиюы]|ем|ом|ах)$|"
    r"[IVXLCDM]+$|.+-(?:сквер|холл|стрит|авеню|парк|арен[аы]|плаз[аы]|манш)\w?$|афросоюз|евросоюз|"
    r"америк(?:|ам|ами|ах)$|.+ флот(?:|а|у|ом|е)$|"
    r"(?:африк|европ|ази|скандинави|сибир|урал|кавказ|закавказ|заполяр|полес|приднепров|черноз[её]м|балкан|альп|арктик|"
    r"антарктик|атлантик|прибалтик|балти|поволж|волг|эльб|рейн|дуна|днепр|днестр|енисе|амур|нев|темз|сен|рон|нил|инд|"
    r"ганг|байкал|ладог|каспи|марс|юпитер)(?:а|ы|и|е|у|ой|ом|ю|й|я|ей|ем|ам|ах|ами|ию|ии|ия|ь|ью|ье|ья)?$|"
    r"(?:лун|земл|солнц|венер|лет)(?:а|ы|и|е|у|ой|ой|ом|я|ей|ю)$|"
    r"(?:европейск|африканск|азиатск|еврейск|скандинавск|русск|гвардейск|арабск|уральск|евразийск)\w+$",
    re.IGNORECASE,
)
