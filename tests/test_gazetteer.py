from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import gazetteer
from onrecord.errors import UsageError
from onrecord.gazetteer import given, state_named, states
from onrecord.gazetteer.parts import government_of_body, government_of_office, part_named, parts
from onrecord.gazetteer.qids import qids
from onrecord.model import ActorKind

MEMBERS = (
    "AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF TD CL CN CO KM CG CD CR CI HR CU CY CZ DK DJ DM "
    "DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KP KR KW KG LA LV LB LS LR "
    "LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MD MC MN ME MA MZ MM NA NR NP NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA RO RU RW KN LC VC "
    "WS SM ST SA SN RS SC SL SG SK SI SB SO ZA SS ES LK SD SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB US UY UZ VU VE VN YE ZM ZW"
).split()
HEAD = "code,name,aliases,demonyms,seats\n"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No table of a user's but the test's own, before and after."""
    monkeypatch.delenv("ONRECORD_GAZETTEER", raising=False)
    monkeypatch.delenv("ONRECORD_QIDS", raising=False)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    gazetteer.forget()
    qids.cache_clear()


def _use(monkeypatch: pytest.MonkeyPatch, variable: str, folder: Path, words: str | bytes) -> Path:
    path = folder / "mine.csv"
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    monkeypatch.setenv(variable, str(path))
    _forget()
    return path


def test_every_member_of_the_united_nations_is_there() -> None:
    assert len(set(MEMBERS)) == 193
    assert set(MEMBERS) <= set(states())


def test_every_state_has_a_people_and_a_seat_but_those_that_the_readme_names() -> None:
    assert {s.code for s in states().values() if not s.demonyms} == {"CG", "DM", "VA"}
    assert {s.code for s in states().values() if not s.seats} == {"DJ", "GY", "JM", "MC", "SC", "SG", "SM", "VA"}


def test_a_name_stands_for_one_state() -> None:
    seen: dict[str, str] = {}
    for state in states().values():
        for _, names in state.called():
            for name in names:
                assert seen.setdefault(name.removeprefix("the "), state.code) == state.code, name


@pytest.mark.parametrize(("name", "code"), [
    ("Downing Street", "GB"), ("the Kremlin", "RU"), ("The White House", "US"), ("the Élysée", "FR"), ("Zhongnanhai", "CN"), ("the Americans", "US"),
    ("The Hague", "NL"), ("the Netherlands", "NL"), ("U.K.", "GB"), ("Quai d’Orsay", None), ("Hague", None), ("Male", None), ("us", None),
])  # fmt: skip
def test_states_by_name_people_and_seat(name: str, code: str | None) -> None:
    found = state_named(name)
    assert (found[0].code if found else None) == code


@pytest.mark.parametrize(("name", "home", "code"), [
    ("the Pentagon", None, "US"), ("Foggy Bottom", None, "US"), ("US State Department", None, "US"), ("Quai d’Orsay", None, "FR"),
    ("Treasury", None, None), ("the Treasury", "GB", "GB"), ("the Treasury", "SE", None), ("Australian Treasury", "US", "AU"),
    ("Russian Foreign Ministry", None, "RU"), ("Ukraine’s armed forces", None, "UA"), ("Ministry of Foreign Affairs of Japan", None, "JP"),
    ("Swedish Embassy in Oslo", None, "SE"), ("Kremlin press service", None, "RU"), ("Ministry of Defence", "SE", "SE"), ("Ministry of Defence", None, None),
    ("Ministry of Health", "CA", None), ("Georgia Department of Justice", None, None), ("Ottawa police", "CA", None), ("German parliament", None, None),
    ("Norwegian trade union", None, None), ("Supreme Court of Canada", "CA", None), ("Canada", None, None),
])  # fmt: skip
def test_parts_of_governments(name: str, home: str | None, code: str | None) -> None:
    found = government_of_body(name, home)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(("title", "home", "code"), [
    ("U.S. Secretary of Defense", None, "US"), ("Norwegian fisheries minister", None, "NO"), ("Norwegian chess minister", None, None),
    ("Norwegian Foreign Minister", None, "NO"),
    ("prime minister", "IS", "IS"), ("president", "IS", None), ("president of the chess club", None, None), ("Russian chess president", None, None),
])  # fmt: skip
def test_offices_of_governments(title: str, home: str | None, code: str | None) -> None:
    found = government_of_office(title, home)
    assert (found.code if found else None) == code


def test_parts_belong_to_states_and_stand_once_for_each() -> None:
    seen: set[tuple[str, str]] = set()
    for part in parts():
        assert part.state in states(), part
        for name in (part.name, *part.aliases):
            assert state_named(name) is None, name
        assert (part.name, part.state) not in seen, part
        seen.add((part.name, part.state))
    found = part_named("FBI")
    assert found is not None and found.kind == "police"


def test_a_users_rows_are_added_and_replace_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ours = len(states())
    path = _use(
        monkeypatch, "ONRECORD_GAZETTEER", tmp_path, "\ufeff" + HEAD + "XS,Orland,,Orlander;Orlanders,Velm;Oslo\n\nMC,Monaco,,Monacan,\n"
    )
    told = given()
    assert told is not None and (told.path, told.added, told.replaced) == (path, 1, 1)
    assert len(states()) == ours + 1
    for name, code in (("the Orlanders", "XS"), ("Velm", "XS"), ("Oslo", "XS"), ("Norway", "NO"), ("Monacan", "MC")):
        found = state_named(name)
        assert found is not None and found[0].code == code, name
    assert state_named("Monegasque") is None


@pytest.mark.parametrize(("words", "told"), [
    ("", "the table is empty"),
    ("code,name\nXS,Orland\n", "line 1: the column aliases is missing"),
    (HEAD.strip() + ",flag\n", "line 1: the column flag is none of"),
    (HEAD.strip() + ",name\n", "line 1: the column name stands twice"),
    (HEAD + "\nXS,Orland,,\n", "line 3: 4 cells where 5 columns are named"),
    (HEAD + "XS,Orland,,,\nxt,Vel,,,\n", "line 3, column code: xt is no code"),
    (HEAD + ",Orland,,,\n", "line 2, column code: the cell is empty"),
    (HEAD + "XS,,,,\n", "line 2, column name: the cell is empty"),
    (HEAD + "XS,Orland,,,\nXS,Vel,,,\n", "line 3, column code: XS stands in an earlier line already"),
    (HEAD + "XS,Orland,,,Velm\nXT,Vel,Velm,,\n", "line 3, column aliases: Velm is given to XS in line 2 already"),
    (HEAD + 'XS,"Orland,,,\n', "line 2: this is no CSV"),
    (HEAD.encode() + b"XS,\xe9,,,\n", "is not UTF-8"),
])  # fmt: skip
def test_a_bad_table_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str | bytes, told: str) -> None:
    path = _use(monkeypatch, "ONRECORD_GAZETTEER", tmp_path, words)
    with pytest.raises(UsageError) as error:
        state_named("Norway")
    assert told in str(error.value) and str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_table_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONRECORD_GAZETTEER", str(tmp_path / "none.csv"))
    with pytest.raises(UsageError, match="cannot be read"):
        states()


def test_items_by_full_name_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _use(
        monkeypatch,
        "ONRECORD_QIDS",
        tmp_path,
        "name,qid,kind\nÓla Berg,Q11,person\nTariff Board,Q12,\nNATO,Q13,\nEik Moe,Q14,\nEik Moe,Q15,\nLien,Q16,\n",
    )
    known = qids()
    assert known is not None
    assert known.of(["Ola Berg"], ActorKind.PERSON) == "Q11"
    assert known.of(["Ola Berg"], ActorKind.ORGANISATION) is None
    assert known.of(["Berg"], ActorKind.PERSON) is None
    assert known.of(["Lien"], ActorKind.PERSON) is None
    assert known.of(["the Tariff Board", "TB"], ActorKind.ORGANISATION) == "Q12"
    assert known.of(["NATO"], ActorKind.ORGANISATION) == "Q13"
    assert known.of(["Eik Moe"], ActorKind.PERSON) is None


@pytest.mark.parametrize(("row", "told"), [
    ("Ola Berg,11,", "line 2, column qid: 11 is no Wikidata item"), ("Ola Berg,,", "line 2, column qid: an empty cell"),
    ("Ola Berg,Q11,robot", "line 2, column kind: robot is none of"), ("Berg,Q11,person", "line 2, column name: Berg is no full name"),
])  # fmt: skip
def test_bad_items_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, row: str, told: str) -> None:
    _use(monkeypatch, "ONRECORD_QIDS", tmp_path, f"name,qid,kind\n{row}\n")
    with pytest.raises(UsageError) as error:
        qids()
    assert told in str(error.value)
