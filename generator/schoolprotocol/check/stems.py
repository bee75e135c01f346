"""Dutch words brought back to what they have in common: `geplaatst`, `plaatsen` and `publiceert` are one thing said.

Small on purpose: a list of words that carry no norm, one of words that school texts use for each other, and a few
endings. Good enough to see that two clauses say the same; no dictionary.
"""

from __future__ import annotations

from functools import lru_cache

from schoolprotocol.check.texts import words

STOP = frozenset(
    (
        *("aan", "al", "alle", "alles", "als", "altijd", "andere", "anderen", "bij", "bijvoorbeeld", "binnen", "daar"),
        *("daarbij", "daarom", "daarover", "dan", "dat", "de", "deze", "die", "dit", "doen", "doet", "door", "dus"),
        *("een", "eerst", "eigen", "elk", "elke", "en", "er", "ervan", "erbij", "gaan", "gaat", "geeft", "geen"),
        *("geven", "haar", "had", "hebben", "heeft", "hem", "hen", "het", "hier", "hij", "hoe", "hoort", "hun"),
        *("ieder", "iedere", "iedereen", "ieders", "iemand", "iets", "in", "is", "ja", "je", "jou", "jouw", "jullie"),
        *("kan", "komen", "komt", "krijgen", "krijgt", "kun", "kunnen", "kunt", "laat", "laten", "maar", "mag", "meer"),
        *("men", "met", "moet", "moeten", "mogen", "na", "naar", "namens", "nee", "niemand", "niet", "nog", "nooit"),
        *("nu", "of", "om", "onder", "ons", "onze", "ook", "op", "over", "per", "reeds", "samen", "soms", "staan"),
        *("staat", "steeds", "te", "tegen", "ten", "ter", "tijdens", "toch", "tot", "tussen", "u", "uit", "uw", "van"),
        *("vanaf", "veel", "via", "voor", "waar", "waarbij", "wanneer", "want", "was", "wat", "we", "weer", "wel"),
        *("welk", "welke", "wie", "wij", "wil", "willen", "word", "worden", "wordt", "zal", "ze", "zelf", "zich"),
        *("zien", "zij", "zijn", "zo", "zoals", "zodat", "zonder", "zou", "zullen", "zult"),
    )
)
"""Words that stand in any sentence; also who and how strong, which two wordings of one norm may differ in."""

_SAME = (
    ("bericht", "berichten", "post", "posts", "publicatie", "publicaties", "tekst", "teksten", "uitlating"),
    ("plaatsen", "plaats", "plaatst", "geplaatst", "publiceren", "publiceer", "publiceert", "gepubliceerd", "posten"),
    ("leraar", "leraren", "docent", "docenten", "leerkracht", "leerkrachten"),
    ("medewerker", "medewerkers", "personeel", "personeelslid", "personeelsleden", "werknemer", "werknemers"),
    ("ouder", "ouders", "verzorger", "verzorgers", "ouders/verzorgers", "ouder/verzorger"),
    ("leerling", "leerlingen", "kind", "kinderen"),
    ("foto", "foto’s", "foto's", "film", "films", "filmpje", "filmpjes", "video", "video’s", "video's", "opname"),
    ("foto", "opnamen", "opnames", "beeld", "beelden", "afbeelding", "afbeeldingen", "beeldmateriaal"),
    ("toestemming", "goedkeuring", "instemming", "akkoord"),
    ("meteen", "direct", "onmiddellijk", "terstond", "gelijk"),
    ("verwijderen", "verwijder", "verwijdert", "verwijderd", "wissen", "wist", "gewist"),
    ("delen", "deel", "deelt", "gedeeld", "verspreiden", "verspreid", "verspreidt", "doorsturen"),
    ("openbaar", "vindbaar", "zichtbaar"),
    ("leidinggevende", "manager", "leidinggevenden"),
    ("contact", "overleg", "overleggen", "overlegt", "informeren", "informeert", "benaderen"),
    ("vermelden", "vermeld", "vermeldt", "zeggen", "zegt", "zeg", "melden", "meldt", "meld", "gemeld"),
    ("twijfel", "twijfelen", "twijfelt", "twijfelgeval"),
    ("vertrouwelijk", "vertrouwelijke", "geheim", "geheime"),
    ("mening", "meningen", "standpunt", "standpunten", "opvatting", "opvattingen"),
    ("pesten", "pest", "gepest", "treiteren"),
    ("verantwoordelijk", "verantwoordelijkheid", "aansprakelijk", "aanspreekbaar"),
)
_ENDINGS = ("eerden", "eert", "eren", "eerd", "ende", "heden", "en", "te", "de", "e", "s", "t")
_SYLLABLE = 3
"""Letters that are left at least."""
_CONCEPT = {form: group[0] for group in _SAME for form in group}


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What a word has in common with its other forms, and with words that are used for it."""
    word = word.casefold()
    if word in _CONCEPT:
        return _CONCEPT[word]
    if word.startswith("ge") and word[-1] in "td" and len(word) > 5:
        word = word[2:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SYLLABLE:
            word = word[: -len(ending)]
            break
    for double in ("aa", "ee", "oo", "uu"):
        word = word.replace(double, double[0])
    if word[-1:] == word[-2:-1] and word[-1:] not in "aeiou":
        word = word[:-1]
    return word[:-1] + {"v": "f", "z": "s"}.get(word[-1:], word[-1:])


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The stems of the words in a text that carry what it says."""
    return frozenset(stem(word) for word in words(text) if word.casefold() not in STOP)
