"""The Norwegian of running text: the words that state a change or a share, bokmål and nynorsk, in lower case."""

import re

FROM = frozenset({"fra", "frå"})
TO = "til"
OF = "av"

_RISING_VERBS = frozenset(
    "økte øker økt øke auka auke aukar aukte steg stiger stig steget stige vokste vokser vokst voks vaks veks vakse "
    "hevet heves hevast".split()
)
_FALLING_VERBS = frozenset(
    "falt faller falle fell sank synker sunket søkk sokk sokke redusert reduserte reduseres redusere reduserast "
    "minket minker minka minkar avtok avtar avtatt senket senkes senka kuttet kuttes kutta".split()
)
_NEUTRAL_VERBS = frozenset({"endret", "endra", "endrer", "endrar"})
GOES = frozenset({"gikk", "går", "gå", "gått", "gjekk", "kom", "kommet", "komme"})
UP, DOWN = "opp", "ned"
_RISING_NOUN = re.compile(
    r"\w*(?:økning(?:en|a)?|vekst(?:en)?|auken?|auking(?:a)?|oppgang(?:en)?|sti(?:gn)?ing(?:en|a)?)"
)
_FALLING_NOUN = re.compile(
    r"\w*(?:nedgang(?:en)?|reduksjon(?:en)?|minking(?:a)?|minskning(?:en)?)|fall(?:et)?|kutt(?:et)?"
)
_NEUTRAL_NOUN = re.compile(r"\w*endring(?:en|a)?")


def direction_of_verb(word: str) -> int | None:
    """Give 1 for a verb that says more, -1 for less, 0 for other, None for a word that is no verb of change."""
    signs = ((_RISING_VERBS, 1), (_FALLING_VERBS, -1), (_NEUTRAL_VERBS, 0))
    return next((sign for words, sign in signs if word in words), None)


def direction_of_noun(word: str) -> int | None:
    """Give 1 for a noun that says more, -1 for less, 0 for either, None for a word that is no noun of change."""
    signs = ((_RISING_NOUN, 1), (_FALLING_NOUN, -1), (_NEUTRAL_NOUN, 0))
    return next((sign for pattern, sign in signs if pattern.fullmatch(word)), None)


# What may stand right before the figure of a change.
BEFORE_AFTER_NOUN = frozenset(
    "på med er var blir ble blei vart utgjør utgjorde tilsvarer tilsvarar tilsvarte lik altså dermed".split()
)
NOT_BEFORE_AFTER_VERB = frozenset(
    "til fra frå av enn på i er var utgjør utgjorde over under mot om og eller ved har hadde mellom for som".split()
)
# What right after a percentage makes it another figure than a change: a share, a comparison, a rate, a post.
OTHER_FIGURE_AFTER = frozenset(
    "av høyere høgare lavere lågare over under enn mer meir mindre flere fleire færre større mindre raskere raskare "
    "stilling stillinger stillingar årlig årleg per pr hvert kvart hver kvar årlige årlege gjennomsnittlig".split()
)
PART_OF_GROUP_AFTER = frozenset({"for", "blant", "hos", "sammenlignet", "samanlikna", "mot"})
AVERAGE = frozenset(
    "årlig årleg årlige årlege gjennomsnittlig gjennomsnittleg gjennomsnittlige gjennomsnittlege snitt gjennomsnitt "
    "per pr hvert kvart".split()
)
# Figures whose change is not counted from the two that are printed, or that are listed pairwise.
_ADJUSTED = re.compile(
    r"real\w+|reel\w*|\w*juster\w*|\w*korriger\w*|deflater\w*|faste|henholdsvis|høvesvis|hhv|respektive?"
)


def is_adjusted(word: str) -> bool:
    """Tell whether a word says that a change is counted from other figures than those printed, or in turns."""
    return _ADJUSTED.fullmatch(word) is not None


# Words that begin something else, so that what stands on either side is not one statement.
_NEW_STATEMENT = frozenset(
    "mens medan men når da då fordi ettersom samtidig samstundes selv sjølv enn mot hvorav herav derav kvarav enda "
    "hvor kor der at hvis etter sammenlignet samanlikna derimot imidlertid ikke ikkje".split()
)
_VERBS = frozenset("er var ble blei blir vart har hadde kan skal lå ligger ligg kom viser viste".split())
BREAKS_AFTER_CHANGE = _NEW_STATEMENT | _VERBS | GOES | {"som"}
BREAKS_AFTER_RANGE = _NEW_STATEMENT
AND = "og"
AFTER_COMMA = FROM | frozenset(
    "altså nemlig dvs det nærmere nærmare bestemt opp ned i for på hos ved blant siden sidan".split()
)
SAYS_AGAIN = frozenset("eller altså dvs si seie med på opp ned".split())
CONNECTORS = SAYS_AGAIN | frozenset("tilsvarende tilsvarande tilsvarer tilsvarar utgjør".split())
POINTING_BACK = frozenset({"det", "dette"})

PERCENT = frozenset({"prosent", "pst", "pct", "%"})
POINTS = frozenset(
    "prosentpoeng prosentpoenga prosentpoengene prosentenheter prosenteiningar %-poeng prosent-poeng".split()
)
POINT = "poeng"
SCALE_WORDS = {10**3: "tusen", 10**6: "millioner", 10**9: "milliarder"}
SCALES = {"tusen": 10**3, "mill": 10**6, "million": 10**6, "millioner": 10**6, "millionar": 10**6,
          "mrd": 10**9, "milliard": 10**9, "milliarder": 10**9, "milliardar": 10**9}  # fmt: skip
MONEY = frozenset({"kroner", "kr", "krone", "nok"})
ABOUT = frozenset(
    ("om lag|omlag|omtrent|ca|cirka|sirka|rundt|rundt regnet|nesten|nær|nærmere|nærmare|drøyt|drøye|knapt|knappe|"
     "snaut|snaue|vel|i underkant av|i overkant av|litt over|litt under|litt mer enn|litt mindre enn|tilnærmet|"
     "tilnærma|bortimot|omkring|kring|godt").split("|")
)  # fmt: skip
OPEN_ENDED = frozenset(
    ("over|under|mer enn|meir enn|mindre enn|flere enn|fleire enn|færre enn|minst|høyst|høgst|opptil|opp til|inntil|"
     "minimum|maksimum|maksimalt|minimalt|godt over|godt under|inn til|opp mot").split("|")
)  # fmt: skip
LONGEST_HEDGE = 3
NUMBERS = {
    word: value
    for value, words in enumerate(
        ("", "én éin ett", "to", "tre", "fire", "fem", "seks", "sju syv", "åtte", "ni", "ti", "elleve", "tolv",
         "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten", "tjue")
    )
    for word in words.split()
}  # fmt: skip
# Words after a number that are not what is counted.
NOT_COUNTED = frozenset(
    "i på til av fra frå og eller med for som er var per pr ved mens medan men en ei et ein eit det den de dei har "
    "hadde samme same så når da då etter før siden sidan hvis om mot under over enn opp ned altså dvs ble blei vart "
    "bare berre også òg hele heile noe noko hos blant innen innan dette denne disse året åra våren hausten".split()
)
# «fra 8 til 16 år» is a span of ages, classes or pages more often than a change.
SPANS = frozenset("år åringer åringar trinn klasse klassetrinn side sider kapittel uke veke".split())
POST = "stilling"  # «fra 80 til 100 prosent stilling» is of a full post, not of what it was
# May stand in a range before its number: «fra en andel på 57,0 prosent».
BEFORE_LEVEL = frozenset("en ei et ein eit nivå andel del på kroner kr bare berre hele heile".split())
ALL_OF = frozenset("de dei totalt alt i alle samtlige samtlege til sammen saman våre disse desse".split())
RESTRICTING = "som"  # «av de 18 lærerne som fikk skjemaet»: the 18 may not be all that the share is of
DEFINITE = frozenset({"de", "dei", "disse", "desse", "alle", "samtlige", "samtlege"})

_COUNTED = re.compile(
    r"(?:barn|elev|sak|melding|mappe|skole|skule|barnehage|ansatt|tilsett|informant|person|bruker|brukar|søker|søkar|"
    r"søknad|vedtak|klage|kommune|lærer|lærar|leder|leiar|respondent|møte|tiltak|undersøkelse|undersøking|plan|brev|"
    r"enhet|eining|bedrift|virksomhet|verksemd|avtale|kontrakt|faktura|prosjekt|rapport|tilsyn|stikkprøve|kjøp|"
    r"anskaffelse|innkjøp|pasient|beboer|bebuar|student|kvinne|menn|gutt|jente|familie|husstand|plass|sted|hus|bolig)"
    r"(?:e|en|er|r|a|et|ene|ane|ne|ar|s|dene|der)?"
)
COUNTING = re.compile(r"antal(?:l|let|et)?|tal(?:l)?et")


def is_counted(noun: str) -> bool:
    """Tell whether a noun names what is counted one by one, so that its whole numbers are exact."""
    return _COUNTED.fullmatch(noun) is not None


ABBREVIATIONS = ("ca", "dvs", "pst", "pct", "mill", "mrd", "kr", "pr", "nr", "jf", "kl", "bl.a", "f.eks", "o.l", "m.m",
                 "m.fl", "mv", "osv", "evt", "ev", "inkl", "ekskl", "tab", "fig", "kap", "gj.sn", "hhv", "d.v.s", "t.d",
                 "m.a", "årl")  # fmt: skip

_BOTH = "fra {before} til {after} er {points} prosentpoeng eller {percent} prosent"
POINTS_AS_PERCENT = f"prosentpoeng oppgitt som prosent: {_BOTH}"
PERCENT_AS_POINTS = f"prosent oppgitt som prosentpoeng: {_BOTH}"
CHANGE_IS = "fra {before} til {after} er {percent} prosent"
POINTS_ARE = "fra {before} til {after} er {points} prosentpoeng"
SHARE_IS = "{part} av {whole} er {percent} prosent"
OF_THE_OTHERS = "tallet passer for de andre {rest} av {whole}"
NO_COUNT_GIVES = "ingen hele tall av {whole} gir {percent} prosent; nærmest er {part}"
