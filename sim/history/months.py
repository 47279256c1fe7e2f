"""Months by name, in English and the languages that trackers in Europe are set to."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORTEST = 3

# One line a language; of a month all forms that a date can have, the genitive too. Full names first: what a
# tracker cuts off after three or four letters is told by its beginning, where no other month begins so.
_OTHERS: dict[str, str] = {
    "German": (
        "januar janner jaenner, februar feber, marz maerz mrz, april, mai, juni, juli, august, september, "
        "oktober, november, dezember"
    ),
    "French": (
        "janvier janv, fevrier fevr, mars, avril avr, mai, juin, juillet juil, aout, septembre, octobre, "
        "novembre, decembre"
    ),
    "Spanish": (
        "enero ene, febrero, marzo, abril abr, mayo, junio, julio, agosto ago, septiembre setiembre, "
        "octubre, noviembre, diciembre dic"
    ),
    "Portuguese": (
        "janeiro, fevereiro fev, marco, abril, maio, junho, julho, agosto, setembro set, outubro out, "
        "novembro, dezembro dez"
    ),
    "Italian": (
        "gennaio gen, febbraio, marzo, aprile, maggio mag, giugno giu, luglio lug, agosto, settembre, "
        "ottobre ott, novembre, dicembre"
    ),
    "Dutch": (
        "januari, februari, maart mrt, april, mei, juni, juli, augustus, september, oktober okt, "
        "november, december"
    ),
    "Swedish": (
        "januari, februari, mars, april, maj, juni, juli, augusti, september, oktober, november, december"
    ),
    "Danish": (
        "januar, februar, marts, april, maj, juni, juli, august, september, oktober, november, december"
    ),
    "Norwegian": (
        "januar, februar, mars, april, mai, juni, juli, august, september, oktober, november, desember des"
    ),
    "Finnish": (
        "tammikuu tammikuuta tammi, helmikuu helmikuuta helmi, maaliskuu maaliskuuta maalis, huhtikuu "
        "huhtikuuta huhti, toukokuu toukokuuta touko, kesakuu kesakuuta kesa, heinakuu heinakuuta heina, "
        "elokuu elokuuta elo, syyskuu syyskuuta syys, lokakuu lokakuuta loka, marraskuu marraskuuta "
        "marras, joulukuu joulukuuta joulu"
    ),
    "Polish": (
        "styczen stycznia sty, luty lutego lut, marzec marca, kwiecien kwietnia kwi, maj maja, czerwiec "
        "czerwca cze, lipiec lipca lip, sierpien sierpnia sie, wrzesien wrzesnia wrz, pazdziernik "
        "pazdziernika paz, listopad listopada lis, grudzien grudnia gru"
    ),
    "Czech": (
        "leden ledna led, unor unora uno, brezen brezna bre, duben dubna dub, kveten kvetna kve, cerven "
        "cervna cvn, cervenec cervence cvc, srpen srpna srp, zari zar, rijen rijna rij, listopad "
        "listopadu, prosinec prosince pro"
    ),
    "Romanian": (
        "ianuarie ian, februarie, martie, aprilie, mai, iunie iun, iulie iul, august, septembrie, "
        "octombrie, noiembrie noi, decembrie"
    ),
    "Hungarian": (
        "januar, februar, marcius marc, aprilis, majus, junius, julius, augusztus, szeptember szept, "
        "oktober, november, december"
    ),
}

_LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ß": "ss", "ø": "o", "æ": "ae"})


@lru_cache(maxsize=4096)
def month_of(word: str) -> int | None:
    """Give the number of a month by its name, or by a beginning of it that no other month shares.

    English goes first: where a word is an English month, or begins one, it is that.

    >>> month_of("Mär"), month_of("août"), month_of("jui"), month_of("Sept")
    (3, 8, None, 9)
    """
    plain = _plain(word)
    if len(plain) < _SHORTEST:
        return None
    english = _begun(plain, {name: number for number, name in enumerate(_ENGLISH, start=1)})
    return english or _KNOWN.get(plain) or _begun(plain, _KNOWN)


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return folded.lower()


def _begun(word: str, names: dict[str, int]) -> int | None:
    months = {number for name, number in names.items() if name.startswith(word)}
    return months.pop() if len(months) == 1 else None


def _known() -> dict[str, int]:
    known: dict[str, int] = {}
    for language in _OTHERS.values():
        for number, forms in enumerate(language.split(","), start=1):
            for form in forms.split():
                # A word that is one month here and another there is none: it is not kept under either.
                known[form] = number if known.get(form, number) == number else 0
    return {form: number for form, number in known.items() if number}


_KNOWN = _known()
