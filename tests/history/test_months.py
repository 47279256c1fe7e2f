"""Months by name in many languages."""

from __future__ import annotations

import pytest

from sim.history.months import month_of

ABBREVIATED = {
    "English": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "German": "Jän Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "French": "janv févr mars avr mai juin juil août sept oct nov déc",
    "Spanish": "ene feb mar abr may jun jul ago sep oct nov dic",
    "Portuguese": "jan fev mar abr mai jun jul ago set out nov dez",
    "Italian": "gen feb mar apr mag giu lug ago set ott nov dic",
    "Dutch": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "Swedish": "jan feb mars apr maj juni juli aug sep okt nov dec",
    "Norwegian": "jan feb mars april mai juni juli aug sep okt nov des",
    "Finnish": "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    "Polish": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "Czech": "led úno bře dub kvě čvn čvc srp zář říj lis pro",
    "Romanian": "ian feb mar apr mai iun iul aug sept oct noi dec",
    "Hungarian": "jan feb márc ápr máj jún júl aug szept okt nov dec",
}
FULL: dict[str, str] = {
    "German": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "Portuguese": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "Italian": "gennaio febbraio marzo aprile maggio giugno luglio agosto "
    "settembre ottobre novembre dicembre",
    "Dutch": "januari februari maart april mei juni juli augustus september oktober november december",
    "Danish": "januar februar marts april maj juni juli august september oktober november december",
    "Polish": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia "
    "września października listopada grudnia",
    "Czech": "ledna února března dubna května června července srpna září října listopadu prosince",
}


@pytest.mark.parametrize("language", ABBREVIATED)
def test_each_month_is_known_by_its_short_name(language: str) -> None:
    assert [month_of(word) for word in ABBREVIATED[language].split()] == list(range(1, 13))


@pytest.mark.parametrize("language", FULL)
def test_each_month_is_known_by_its_name_in_any_case(language: str) -> None:
    assert [month_of(word) for word in FULL[language].split()] == list(range(1, 13))
    assert [month_of(word) for word in FULL[language].upper().split()] == list(range(1, 13))


@pytest.mark.parametrize("word", ["", "ma", "jui", "xyz", "mond", "日本語", "januaryx"])
def test_a_word_that_is_no_month_or_could_be_two_is_none(word: str) -> None:
    assert month_of(word) is None
