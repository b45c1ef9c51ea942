"""Dictionary forms of irregular English verbs, and stems for comparing predicates where the lemma head errs."""

from __future__ import annotations

_IRREGULAR = """
arise arose arisen;awake awoke awoken;be was were been;bear bore borne born;beat beaten;become became;begin began begun;bend bent;bet;bind bound;
bite bit bitten;bleed bled;blow blew blown;break broke broken;breed bred;bring brought;build built;burn burnt;burst;buy bought;
catch caught;choose chose chosen;cling clung;come came;cost;creep crept;cut;deal dealt;dig dug;do did done;draw drew drawn;drink drank drunk;
drive drove driven;eat ate eaten;fall fell fallen;feed fed;feel felt;fight fought;find found;flee fled;fly flew flown;forbid forbade forbidden;
forget forgot forgotten;forgive forgave forgiven;freeze froze frozen;get got gotten;give gave given;go went gone;grind ground;grow grew grown;
hang hung;have had;hear heard;hide hid hidden;hit;hold held;hurt;keep kept;kneel knelt;know knew known;lay laid;lead led;lean leant;
leap leapt;learn learnt;leave left;lend lent;let;lie lay lain;light lit;lose lost;make made;mean meant;meet met;overcome overcame;
overthrow overthrew overthrown;pay paid;put;quit;read;ride rode ridden;ring rang rung;rise rose risen;run ran;say said;see saw seen;seek sought;
sell sold;send sent;set;shake shook shaken;shed;shine shone;shoot shot;show shown;shrink shrank shrunk;shut;sing sang sung;sink sank sunk;
sit sat;sleep slept;slide slid;sow sown;speak spoke spoken;speed sped;spend spent;spin spun;split;spread;spring sprang sprung;
stand stood;steal stole stolen;stick stuck;sting stung;strike struck stricken;strive strove striven;swear swore sworn;sweep swept;
swell swollen;swim swam swum;swing swung;take took taken;teach taught;tear tore torn;tell told;think thought;throw threw thrown;
undergo underwent undergone;undertake undertook undertaken;understand understood;uphold upheld;wake woke woken;wear wore worn;weave wove woven;
weep wept;win won;wind wound;withdraw withdrew withdrawn;withhold withheld;withstand withstood;write wrote written
"""
IRREGULAR: dict[str, str] = {
    form: row.split()[0] for row in reversed(_IRREGULAR.replace("\n", "").split(";")) if row.split() for form in row.split()[1:]
}
_AMBIGUOUS = frozenset("found lay saw left wound ground born bound felt shed wake".split())
_VOWELS = frozenset("aeiouy")


def lemma_of(form: str, lemma: str) -> str:
    """The dictionary form of a verb: the table's for an irregular one, else the lemma without an ending that was left on it.

    Args:
        form: as it stands, in lower case.
        lemma: as the network gives it, in lower case.
    """
    if form not in _AMBIGUOUS and form in IRREGULAR:
        return IRREGULAR[form]
    for ending in ("ed", "ing"):
        if (
            form.endswith(ending)
            and len(form) > len(ending) + 2
            and stem(form) != stem(lemma)
            and form[: len(form) - len(ending) - 1] != lemma
        ):
            return stem(form)
    if lemma == form and form.endswith("ed") and len(form) > 4 and form[-3] != "e":
        return form[:-2] if form[-3] not in "sgvz" or form[-4:-2] in ("ss", "zz") else form[:-1]
    return lemma


def stem(lemma: str) -> str:
    """What the forms of one verb share, for comparison only ("resigned", "resign"; "shoute", "shout")."""
    word = lemma
    for ending in ("ing", "ed", "es", "e", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and _VOWELS & set(word[: -len(ending)]) and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if word != lemma and word.endswith("i"):
        word = word[:-1] + "y"
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" else word
