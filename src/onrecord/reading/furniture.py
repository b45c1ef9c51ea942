"""Page furniture: lines that stand between an article's paragraphs and are not part of it.

A line is furniture by its own words and shape, never by its place alone. It is marked and never deleted: a WATCH caption may
attribute a statement, and a quotation runs on across an advertisement marker.
"""

from __future__ import annotations

import re

from onrecord.model import Furniture, FurnitureKind
from onrecord.reading.sentences import paragraphs

LONGEST_LINE = 600
"""Characters from which a line is taken to be running text whatever it begins with."""

_K = FurnitureKind
_NAME = r"[A-Z][\w.'’-]{1,30}"
_BYLINE = rf"{_NAME}(?: {_NAME}){{1,4}}"

# (kind, pattern, whether the whole line must match). Tried in order; the first that fits names the kind.
_RULES: list[tuple[FurnitureKind, re.Pattern[str]]] = [
    (
        _K.ADVERTISEMENT,
        re.compile(
            r"^\W*(?:(?:story|article|text|report|content) continues?\b.{0,60}|continue(?:s)? (?:reading|below)\b.{0,60}|"
            r"advertise?ments?\b.{0,50}|ad(?: feedback)?|sponsored(?: content| post| by\b.{0,60})?|paid (?:post|content|for by\b.{0,60})|promoted(?: stories| content)?|"
            r"skip (?:past )?(?:ad|advert|advertisement|newsletter).{0,60})\W*$",
            re.I,
        ),
    ),
    (
        _K.CAPTION,
        re.compile(
            r"^\W*(?:watch(?: live| now| below)?|video|videos|photo|photos|picture|pictured|pictures|image|images|file photo|file picture|file|listen|gallery|slideshow|"
            r"graphic|map|chart|caption|audio|podcast|in pictures|photograph|illustration|above|below|left|right)\s*(?:\([^)]{1,40}\)\s*)?[:|–—]",
            re.I,
        ),
    ),
    (
        _K.CAPTION,
        re.compile(
            r"^\W*(?:image|photo|photograph|picture|video|illustration|graphic)s? (?:via|by|credit|courtesy|from|copyright|source|supplied)\b",
            re.I,
        ),
    ),
    (
        _K.CAPTION,
        re.compile(
            r"(?:\((?:AP|AFP|Reuters|Getty|File|Supplied|Photo|Image|Picture)[^)]{0,80}\)|\b(?:Getty Images|AP Photo|AFP/Getty|/Reuters|/AFP|/AP|Shutterstock)\W*)$"
        ),
    ),
    (
        _K.CAPTION,
        re.compile(
            r"(?:\.|\?|!|[”’'\"»)])\s*(?:[—–-]\s*)?(?:[\w.'’-]+ ){0,3}(?:photo|photograph|picture|pic|image|file photo)s?(?: by\b|: ?).{2,60}$",
            re.I,
        ),
    ),
    (
        _K.ADVERTISEMENT,
        re.compile(
            r"^\W*(?:advert|advertising|advertisement feature|sponsored|promoted|partner content|trade directory|advertise (?:here|with us))\s*[:|–—]",
            re.I,
        ),
    ),
    (
        _K.RELATED,
        re.compile(
            r"^\W*(?:continued (?:on|from) (?:page )?\w{1,4}|turn to page \d+.{0,120}|(?:also|elsewhere) in (?:this issue|today['’]s (?:paper|edition)|tomorrow['’]s paper)\b.{0,140}|"
            r"(?:editor['’]s picks?|listen live|watch live|stream|classifieds|letters|obituary|gallery|quiz|podcast|live)\s*[:|–—].{3,140}|.{3,120}, (?:on )?page \w{1,4})\W*$",
            re.I,
        ),
    ),
    (
        _K.PROMO,
        re.compile(
            r"^\W*(?:(?:have you )?got (?:a|an) [\w -]{2,30}\?.{0,120}|(?:text|sms|whatsapp|call|ring|e-?mail|message) [\w'’ ]{1,40}\b(?:to|on|at) \d{3,}.{0,60}|.{0,80}\b(?:text|sms|send) [A-Z]{2,12} to \d{3,}.{0,60}|"
            r"get [\w'’ ]{2,40} on (?:whatsapp|your phone|telegram|facebook)|win (?:a|an|the|one of)\b.{0,100}|(?:were|are|do|did) you .{3,80}\? .{0,100}(?:newsdesk|newsroom|call|text|tell|write).{0,80})\W*$",
            re.I,
        ),
    ),
    (
        _K.CREDIT,
        re.compile(
            r"^\W*(?:with inputs? from\b.{2,80}|(?:additional|further|extra) reporting\b.{2,80}|courtesy\s*:.{2,80}|from our [\w ]{2,40}(?:desk|correspondent|bureau|staff)|[\w'’. ]{2,40},? reporting by .{2,60}|"
            r"(?:[\w'’]+ ){1,3}(?:web|news|city|sports|business) desk|.{2,50}, (?:[\w'’]+ ){0,3}(?:correspondent|reporter|editor))\W*$",
            re.I,
        ),
    ),
    (
        _K.RELATED,
        re.compile(
            r"^\W*(?:read|see|read more|see more|more|learn more|related|related (?:stories|articles|coverage|content|links)|see also|read also|also read|must read|recommended|don['’]t miss|"
            r"more (?:from|on|in|about|coverage)\b.{0,60}|most (?:read|popular|viewed)|watch more|up next|next|explainer|analysis|opinion|timeline|editorial|from the archives?|trending|"
            r"you may also like|top stories|live updates?|read next|read the full \w+|in depth|what (?:to|you need to) know)\s*[:|»>–—].{3,}",
            re.I,
        ),
    ),
    (
        _K.RELATED,
        re.compile(
            r"^\W*(?:related (?:stories|articles|coverage|content|links)|most (?:read|popular|viewed)|you may also like|top stories|trending(?: now)?|recommended(?: for you)?|more (?:from|on) .{2,60}|read more)\W*$",
            re.I,
        ),
    ),
    (_K.RELATED, re.compile(r"^(?:>>|»|▶|►|→)\s?(?!.*\b(?:support|subscribe|sign|give|donate|join)\b).{3,200}$", re.I)),
    (
        _K.CREDIT,
        re.compile(
            r"^\W*(?:with (?:files|additional reporting|reporting|contributions?|a file|material|notes) (?:from|by)\b|(?:additional |further )?report(?:ing|ed) by\b|reporting:|editing by|writing by|edited by|compiled by|"
            r"(?:the )?.{2,60}\bcontributed (?:to|reporting)\b.{0,40}|source:|sources:|©|copyright\b|all rights reserved|distributed by)",
            re.I,
        ),
    ),
    (_K.CREDIT, re.compile(r",? with additional reporting by\b.{2,80}$", re.I)),
    (
        _K.PROMO,
        re.compile(
            r"^.{0,80}\b(?:sign up|subscribe|subscribers?(?: only)?|newsletters?|download (?:our|the) app|support (?:our|fearless|independent|local|quality) |donate|give today|become a (?:member|supporter)|"
            r"follow us|like us on|join (?:us|our|the conversation|\d)|get (?:the|our|breaking) .{0,40}(?:briefing|inbox|email|alerts|app)|in your inbox|start your free trial|from just|a month\b.{0,20}cancel|"
            r"have you got a (?:story|tip)|do you know more|got a tip|contact us|share your|take our (?:poll|survey))\b",
            re.I,
        ),
    ),
    (
        _K.NOTICE,
        re.compile(
            r"^\W*(?:fyi|this (?:story|article|post|report|page|content) (?:is|was|has|have|contains|first|originally)\b.{0,160}|(?:last |first )?(?:updated|published|posted|modified)\b.{0,60}|"
            r"corrections?\b.{0,200}|clarification\b.{0,200}|editor['’]?s['’]? note\b.{0,300}|breaking(?: news)?|developing(?: story)?|this is a (?:breaking|developing)\b.{0,120}|"
            r"\d+ min(?:ute)?s? read|reading time\b.{0,30}|share(?: this| on| via)?\b.{0,60}|print(?: this)?|save|comments?(?: \(\d+\))?|listen to (?:this )?article\b.{0,60}|audio version\b.{0,60}|"
            r"exclusive|opinion|for subscribers|premium|terms of use|privacy policy|cookies?\b.{0,80}|back to top|loading\b.{0,20}|view comments|(?:an )?earlier version of this\b.{0,200})\W*$",
            re.I,
        ),
    ),
    (
        _K.AUTHOR,
        re.compile(
            rf"^\W*(?i:by|from|words by|text by|story by|report by) (?:{_BYLINE})(?:,? (?:and|&) {_BYLINE})?(?:[,|–—-].{{0,80}})?\W*$"
        ),
    ),
    (
        _K.AUTHOR,
        re.compile(
            r"^\W*(?:follow .{2,60} on (?:twitter|x|facebook|instagram|bluesky|threads|mastodon)\b.{0,80}|email .{2,60}(?: at\b.{0,60})?|contact the (?:author|reporter|writer)\b.{0,80}|"
            r"[\w.+-]+@[\w-]+\.[\w.]+|@\w{2,40})\W*$",
            re.I,
        ),
    ),
    (_K.AUTHOR, re.compile(r"^(?:[A-Z][A-Z.'’-]+ ){2,5}(?:reports|writes)\b.{0,60}$")),
    (_K.AUTHOR, re.compile(rf"^{_BYLINE} (?:covers|writes about|writes on|reports (?:for|from|on)) .{{3,100}}$")),
    (
        _K.AUTHOR,
        re.compile(
            r"^.{2,60}\bis (?:an? |the )?(?:[\w'’ -]{0,60})?(?:reporter|correspondent|columnist|editor|journalist|writer|producer|staff writer)\b.{0,160}$",
            re.I,
        ),
    ),
    (
        _K.AUTHOR,
        re.compile(
            r"^\W*(?:(?:[\w'’.]+ ){0,3}staff(?: (?:reporters?|writers?))?|staff and wire reports?|staff and agenc(?:y|ies)|wire services?|(?:our|special|political|chief|senior|business|crime|health|court|"
            r"foreign|local|transport|science|environment|education|home affairs|industry|city) (?:[\w'’]+ ){0,2}(?:correspondent|reporter|editor|bureau)|news desk|newsroom|web desk|agencies)\W*$",
            re.I,
        ),
    ),
]


# A line that announces what the lines right under it are.
_HEADS_LIST = re.compile(
    r"^\W*(?:more (?:from|on|in) .{2,60}|recommended.{0,20}|related.{0,20}|most (?:read|popular|viewed)|share.{0,30}|top stories|trending.{0,10}|you may also like)\W*$",
    re.I,
)
_BLANK = re.compile(r"\n\s*\n")


def kind_of(line: str, first: bool = False) -> FurnitureKind | None:
    """The kind of furniture that a line is, or None for running text.

    Args:
        line: one paragraph, without white space at its edges.
        first: whether it is the article's first line; a headline is never a notice or a related link.
    """
    if len(line) > LONGEST_LINE:
        return None
    for kind, pattern in _RULES:
        if pattern.search(line):
            if (
                first
                and kind not in (_K.AUTHOR, _K.ADVERTISEMENT, _K.CAPTION)
                and not re.match(r"^\W*(?:fyi|updated|published)\b", line, re.I)
            ):
                return None
            if kind in (_K.PROMO, _K.RELATED, _K.CREDIT) and (
                len(line) > 260 or re.search(r"[“\"]\W*(?:\w+ \w+)|[,”\"] (?:he|she|they|\w+) (?:said|says|told)\b", line)
            ):
                return None
            if kind is _K.PROMO and len(line) > 160:
                return None
            return kind
    return None


def furniture(text: str) -> list[Furniture]:
    """The furniture of an article, paragraph by paragraph, in order."""
    out: list[Furniture] = []
    for n, (start, end) in enumerate(paragraphs(text)):
        kind = kind_of(text[start:end], first=n == 0)
        if kind is None and out and _HEADS_LIST.search(out[-1].text) and _BLANK.search(text, out[-1].end, start) is None:
            kind = out[-1].kind  # the lines of a list under "More from …" or "Recommended"
        if kind is not None:
            out.append(Furniture(start, end, text[start:end], kind))
    return out
