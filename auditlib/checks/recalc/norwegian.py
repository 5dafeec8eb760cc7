"""The Norwegian of recalculation: the words that labels use and the sentences that results use.

Words are in lower case. Nothing else in the package knows Norwegian.
"""

import re

from auditlib.language import later

TOTALS = (
    "i alt",
    "ialt",
    "sum",
    "total",
    "totalt",
    "totalsum",
    "til sammen",
    "tilsammen",
    "til saman",
    "samlet",
)
INCREASES = frozenset({"endring", "økning", "vekst", "auke"})
DECREASES = frozenset({"nedgang", "reduksjon"})
DIFFERENCES = frozenset({"differanse", "diff", "avvik", "forskjell"})
POINTS = frozenset({"prosentpoeng", "prosentenheter"})
PERCENT = frozenset({"%", "prosent", "prosentvis", "pst", "pct"})
SHARE_ENDINGS = ("andel", "andelen", "andeler", "andelar", "prosent")
PARTS_OF = frozenset({"herav", "hvorav", "derav"})
RATE_BEGINNINGS = ("gjennomsnitt", "snitt", "median")
RATE_ENDINGS = ("grad", "rate", "indeks", "snitt")
MEANS = ("gjennomsnitt", "snitt", "middel")
WHOLES = frozenset({"kommunen", "kommuna", "kommune", "fylket", "fylkeskommunen", "fylkeskommune"})
# «Sum/snitt» over counts and percentages says that the percentages are means.
EITHER = re.compile(r"/|\b(?:eller|og)\b")
SAMPLE_SIZES = frozenset({"n", "utvalg", "utvalget", "utval", "utvalet", "spurte", "spurde"})
RESPONSE_RATE = "svar"
# What is measured, not counted, so that a whole number of it may be rounded.
MEASURES = frozenset({"kr", "kroner", "nok", "årsverk", "timer", "timar", "dager", "dagar", "km", "kilometer", "tonn",
                      "lønn", "beløp", "sykefravær", "dagsverk", "uker", "veker", "måneder", "månader"})  # fmt: skip
MEASURE_ENDINGS = ("budsjett", "regnskap", "rekneskap", "utgift", "utgifter", "inntekt", "inntekter", "kostnad",
                   "kostnader", "forbruk", "beløp", "tid", "areal", "omsetning", "verdi")  # fmt: skip
PER = ("per", "pr")
MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
          "november", "desember")  # fmt: skip
IDENTIFIERS = frozenset({"år", "årstall", "id", "nr", "kode"})
IDENTIFIER_ENDINGS = ("nummer", "nr", "kode")
ABSOLUTE = frozenset({"antall", "kroner", "kr", "absolutt"})
ROUND_UNIT = re.compile(r"\b(?:1[ \u00a0]?000|tusen|mill|millioner|mrd|milliarder)\b", re.IGNORECASE)
OF = "av"
# Words that say nothing about which column a label means.
EMPTY_WORDS = frozenset(
    {"i", "av", "andel", "antall", "med", "fra", "til", "og", "den", "det", "for", "alle", "alt", "sum",
     "total", "totalt", "kroner", "kr", "absolutt", "året", "før", "forrige", "år", "foregående", "siste",
     "siden", "perioden", "prosentandel", "mellom", "ift", "mot"}
)  # fmt: skip

MISSING = later("tall mangler i {label}")
NO_BASE = later("grunnlaget i {label} er ikke større enn null")
LIKE_A_MEAN = later("tallet ligger mellom delene og kan være et gjennomsnitt")
NO_READING = later("ingen tolkning av overskriften passer med tallene")
NO_YEARS = later("fant ikke to sammenlignbare kolonner for {first} og {last}")
WRITTEN_AS_POINTS = later("tallene passer som prosentpoeng, ikke som prosent")

COUNTED_TWICE = later("kan skyldes avrunding eller at noen er telt flere ganger")
PARTS_MISSING = later("kan skyldes at en del mangler i tabellen")
LEFT_OUT = later("tallet passer hvis {label} er utelatt")
ADDED_TWICE = later("tallet passer hvis {label} er telt to ganger")
DIGITS_SWAPPED = later("siffer kan være byttet om")
ONE_DIGIT = later("ett siffer er ulikt, kan være en skrivefeil")
COMMA_MOVED = later("desimalkommaet kan stå feil")
SIGN_TURNED = later("fortegnet kan være snudd")
CUT_OFF = later("tallet er kuttet, ikke avrundet")
OTHER_BASE = later("tallet passer hvis {label} er basisår")
OTHER_END = later("tallet passer hvis {label} er sluttår")
BASE_TURNED = later("tallet passer hvis endringen regnes i prosent av {label}")
DIFFERENCE_NOT_PERCENT = later("tallet er differansen, ikke endringen i prosent")
PERCENT_NOT_DIFFERENCE = later("tallet er endringen i prosent, ikke differansen")
POINTS_AS_PERCENT = later("prosentpoeng oppgitt som prosent")
OTHER_WHOLE = later("tallet passer som andel av {label}")
UNWEIGHTED_MEAN = later("tallet er et uvektet gjennomsnitt av de andre tallene ({plain})")
WEIGHTED = later("{mean}; vektet med {weights} blir det {weighted}")
NOT_WEIGHTED = later("{mean}; det kunne ikke vektes, for tabellen har ingen antall")
PERHAPS_A_MEAN = later("{mean}, men det kan være tilfeldig; det kunne ikke vektes, for tabellen har ingen antall")
COMPUTED = later("{mean}; regnet av antallene blir det {weighted}")
IMPOSSIBLE_SHARE = later("ingen hele tall av {whole} gir {percent} prosent; nærmest er {part}")
PART_SWAPPED = later("summen stemmer hvis {label} er {swapped} og ikke {printed} (siffer byttet om)")
PARTS_SWAPPED = later("summen stemmer hvis siffer er byttet om i ett av tallene: {parts}")
PARTS_NOUGHT = later(
    "alle delene er 0, så totalen kan ikke komme fra dem: enten mangler fordelingen, eller totalen er feil"
)
PARTS_ABSENT = later("ingen av delene har tall som kan gi totalen: fordelingen mangler")
UNKNOWN_CAUSE = later("ingen enkel forklaring passer")


def says_round_unit(text: str) -> bool:
    """Tell whether a heading says that amounts are in thousands, millions or milliards."""
    return ROUND_UNIT.search(text) is not None
