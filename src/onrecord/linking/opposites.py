"""Predicates of English that mean the same, those of which only one can hold, and those that hold in turn.

A small table, plus what prefixes say ("approve", "disapprove"; "lock", "unlock").
"""

from __future__ import annotations

from onrecord.reading.verbs import stem

_OPPOSITES = """
accept approve pass adopt ratify back agree welcome / reject refuse decline veto oppose rebuff dismiss vote-against
agree concur / disagree dispute differ
accept get receive obtain / decline refuse
approve endorse favour favor / condemn denounce
support back favour favor champion defend / oppose attack criticise criticize denounce condemn resist undermine
allow permit let enable authorise authorize legalise legalize / ban forbid prohibit prevent block bar outlaw stop
attack assault / defend protect
cause trigger / prevent avert cure
confirm admit acknowledge / deny
convict condemn / acquit exonerate clear
exclude expel ban / include admit
stand / sit lie
gain earn profit win / lose
improve better / worsen deteriorate
include contain comprise / exclude omit lack
increase rise grow climb soar jump gain surge raise expand / decrease fall drop decline shrink plunge slump lower reduce cut sink tumble
keep retain remain stay maintain / leave quit abandon drop scrap
know / ignore
love like / hate dislike
lower reduce cut / raise increase lift
pass / fail
praise applaud / criticise criticize condemn blame
precede / follow succeed
quit resign leave / stay remain
reveal disclose / hide conceal
save rescue / kill
strengthen / weaken
succeed / fail
tighten / loosen ease relax
trust / distrust doubt
win / lose
present / absent
alive / dead
guilty / innocent
legal / illegal
male / female
high / low
large big great / small little
safe / dangerous unsafe
true / false
possible / impossible
full / empty
early / late
easy / difficult hard
strong / weak
open / closed
friend ally / enemy foe
husband / ex-husband
majority / minority
legitimate / illegitimate
necessary compulsory mandatory / unnecessary optional voluntary
rich / poor
permanent / temporary
mandatory / optional
public / private
civilian / soldier
fall drop decline / rise climb
many / few
more / less fewer
most / few
cheap / expensive
hot / cold
man / woman
north / south
east / west
good / bad
old / new young
first / last
up / down
accept allow grant / deny
attend / boycott skip miss
agree consent volunteer / refuse decline
launch continue proceed / cancel abandon scrap postpone
sign ratify / veto
protect help benefit / harm endanger damage hurt
save / waste squander
obey comply / disobey defy violate
confirm verify / refute disprove debunk
succeed win prevail / fail lose
believe trust / doubt
encourage promote / discourage deter
include involve / exclude
welcome / shun
expand widen / contract narrow
accelerate / slow delay
separate divide / unite join
hire / lay-off
exonerate absolve / blame implicate
inside / outside
long / short
wide broad / narrow
happy glad / sad unhappy miserable
same identical / different
day / night
wet / dry
heavy / light
healthy well / ill sick
available / unavailable
successful / unsuccessful
peaceful / violent
active / inactive dormant extinct
married / single unmarried divorced
sufficient enough / insufficient
correct right accurate / incorrect wrong inaccurate
conclusive / inconclusive
unanimous / divided
optimistic hopeful / pessimistic
profitable / unprofitable
responsible / irresponsible
stable / unstable
"""
_TURNS = """
arrive reach enter come / leave depart exit go
begin start open launch commence / end finish close conclude cease stop halt
build construct erect create found establish / demolish destroy dismantle raze abolish dissolve
buy purchase acquire / sell
borrow / lend
catch capture arrest detain / free release liberate
deploy send dispatch / withdraw recall
elect appoint hire recruit name / dismiss fire sack remove oust
employ hire / dismiss fire sack
find recover discover regain / lose
impose / lift remove
live survive / die perish
join enter / leave quit
make earn / lose
open / close shut
own / lease
push / pull
remember / forget
"""
_SAME = """
buy purchase acquire
kill slay
begin start commence launch
end finish conclude
ask request
assault attack
help assist aid
build construct erect
say state declare tell
choose elect select
get receive obtain
show demonstrate
reject refuse decline turn-down
arrest detain
hurt injure wound
purchase buy
want wish desire
die perish
reveal disclose
murder kill
assassinate kill
withdraw pull-out
talk speak
happen occur
make produce manufacture
quit resign
stay remain
fix repair mend
seek pursue
need require
use employ
phone telephone
rise increase climb
fall drop decline decrease
ban prohibit outlaw forbid
deport expel
condemn denounce
praise commend laud
criticise criticize
recognise recognize
found establish
own possess
destroy demolish
discover find
capture seize
send dispatch
"""


def _sides(table: str) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for row in table.strip().splitlines():
        left, right = ([w.replace("vote-", "vote ") for w in side.split()] for side in row.split("/"))
        for a in left:
            out.setdefault(stem(a), set()).update(map(stem, right))
        for b in right:
            out.setdefault(stem(b), set()).update(map(stem, left))
    return out


def _groups(table: str) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for row in table.strip().splitlines():
        words = [stem(w.replace("-", " ")) for w in row.split()]
        for w in words:
            out.setdefault(w, set()).update(words)
    return out


_AGAINST = _sides(_OPPOSITES)
_IN_TURN = _sides(_TURNS)
_ALIKE = _groups(_SAME)
_PREFIXES = ("un", "dis", "in", "im", "ir", "il", "non-", "non", "mis")


def alike(a: str, b: str) -> float:
    """1 where two predicates have one stem, 0.8 where the table calls them one, else 0."""
    x, y = stem(a), stem(b)
    if x == y:
        return 1.0
    return 0.8 if y in _ALIKE.get(x, ()) else 0.0


def opposed(a: str, b: str) -> float:
    """1 where only one of two predicates can hold, 0.6 where each can hold in its turn ("arrive", "leave"), else 0."""
    x, y = stem(a), stem(b)
    if x == y:
        return 0.0
    if y in _AGAINST.get(x, ()) or any(
        long == prefix + short for long, short in ((x, y), (y, x)) for prefix in _PREFIXES if len(short) > 3
    ):
        return 1.0
    return 0.6 if y in _IN_TURN.get(x, ()) else 0.0
