"""Norwegian words that lost letters are told by: common ones, and stems with letters that fonts write as one sign."""

from __future__ import annotations

# Common words as a whole.
WORDS = frozenset(
    """på får så også når må år året årene årlig første før være vært været gjøre gjør økt øke øker økning økningen
    større både område området områder områdene måte måten dårlig få gå gått går står består stå høy høyt høye
    høyere følge følger følgende oppfølging undersøkelse undersøkelsen søknad søknader søknaden søker søkere
    søkt særlig nærmere lærer lærere høring høringen årsrapport mål målet målene språk
    nødvendig nødvendige løpende løpet ønsker ønsket møte møter møtet spørsmål påvirke kjøp fører følges lønn
    økonomi økonomisk vår våre åpen åpent ås å råd rådet grønn åtte skjønn ære lære læring nær nærmest såkalt
    mår håp håper hånd håndtering forståelse tilstår foreslår foreslått utgjør utføre utført utføres gjennomføre
    gjennomført gjennomføring påpeker ofte etter etat nytt godt tatt sett satt gitt blitt hatt fått fritt rett
    slutt fire fem finne finnes flere fleste flytte flyttet fisk fikk effekt offentlig drift kraft loft luft
    gift tilfelle tilfeller konflikt profil stift skift løfte ti tid tiden til tilbud tiltak titt tilsyn still
    stor status store stilling mest best""".split()
)
# Stems that are known wherever they stand in a word; at least four letters.
STEMS = (
    "drift", "utgift", "avgift", "kraft", "løft", "skrift", "bedrift", "luft", "gift", "skift", "tilgift", "heft",
    "offentlig", "effekt", "konflikt", "innflyt", "tilflyt", "flytt", "flukt", "flest", "fleksib", "refleks",
    "finans", "definisjon", "definer", "identifis", "kvalifis", "spesifi", "klassifis", "verifis", "sertifi", "profil",
    "grafikk", "trafikk", "differan", "koeffisient", "tariff", "offiser", "finn", "fikk", "filial", "familie",
    "etter", "bytte", "mottatt", "nett", "sett", "rett", "vedtatt", "knytt", "beskytt", "støtt", "utnytt", "styrt",
    "tiltak", "tilbud", "tilsyn", "tilskudd", "tiden", "politi", "statisti", "institu", "stilling", "aktivitet",
    "område", "årlig", "økning", "økonomi", "undersøk", "oppfølg", "gjennomfør", "søknad", "behøv", "særlig", "nærm",
    "språk", "spørsmål", "påvirk", "nødvendig", "høring", "måned", "årsak", "åpenhet", "håndter", "forstå",
    "kjøring", "tilgjengelig", "hjelp", "større", "møte", "føre", "påstå", "oppnå", "målgruppe", "skole", "støtte",
)  # fmt: skip
# What is left of a stem when a font's sign for its letters is dropped without a trace, where that is no beginning of
# another Norwegian word.
DROPPED = {
    "oentlig": "offentlig", "eekt": "effekt", "denisjon": "definisjon", "denert": "definert", "denere": "definere",
    "identiser": "identifiser", "kvaliser": "kvalifiser", "klassiser": "klassifiser", "veriser": "verifiser",
    "sertiser": "sertifiser", "spesikk": "spesifikk", "spesiser": "spesifiser", "nansier": "finansier",
    "konikt": "konflikt", "innytelse": "innflytelse", "eksibel": "fleksibel", "eksibilitet": "fleksibilitet",
}  # fmt: skip
# What may follow a hyphen that stands for a part of a word: «kvelds- og helgearbeid».
AFTER_SUSPENDED = frozenset("og eller samt men til enn som kontra versus".split())
