"""What each test of reliability is called, and what it can and cannot show, in words that may be printed."""

from __future__ import annotations

from typing import Literal

from auditlib.language import Language

TestName = Literal[
    "first_digits", "last_digits", "most_common", "unchanged", "sequences", "duplicates", "number_gaps", "period_gaps",
    "breaks", "count_shift", "esd", "modified_z", "missing", "missing_links",
]  # fmt: skip

NAMES: dict[TestName, dict[Language, str]] = {
    "first_digits": {"nb": "førstesiffertesten", "nn": "førstesiffertesten", "en": "the first-digit test"},
    "last_digits": {"nb": "sistesiffertesten", "nn": "sistesiffertesten", "en": "the last-digit test"},
    "most_common": {
        "nb": "testen av gjentatte tall", "nn": "testen av gjentekne tal", "en": "the test of repeated figures",
    },
    "unchanged": {
        "nb": "testen av uendrede tall", "nn": "testen av uendra tal", "en": "the test of unchanged figures",
    },
    "sequences": {
        "nb": "testen av gjentatte tallrekker",
        "nn": "testen av gjentekne talrekkjer",
        "en": "the test of repeated sequences",
    },
    "duplicates": {
        "nb": "kontrollen av dubletter", "nn": "kontrollen av dublettar", "en": "the check for duplicates",
    },
    "number_gaps": {
        "nb": "kontrollen av nummerserien", "nn": "kontrollen av nummerserien", "en": "the check of the number series",
    },
    "period_gaps": {"nb": "kontrollen av perioder", "nn": "kontrollen av periodar", "en": "the check of periods"},
    "breaks": {"nb": "testen av brudd", "nn": "testen av brot", "en": "the test for breaks"},
    "count_shift": {
        "nb": "testen av sprang i antall", "nn": "testen av sprang i talet", "en": "the test for a count shift",
    },
    "esd": {"nb": "ESD-testen av uteliggere", "nn": "ESD-testen av uteliggjarar", "en": "the ESD test for outliers"},
    "modified_z": {
        "nb": "mediantesten av uteliggere", "nn": "mediantesten av uteliggjarar", "en": "the median test for outliers",
    },
    "missing": {
        "nb": "kontrollen av manglende verdier",
        "nn": "kontrollen av manglande verdiar",
        "en": "the check of missing values",
    },
    "missing_links": {
        "nb": "testen av hva manglene henger sammen med",
        "nn": "testen av kva manglane heng saman med",
        "en": "the test of what missing values go with",
    },
}  # fmt: skip

SHOWS: dict[TestName, dict[Language, str]] = {
    "first_digits": {
        "nb": "Testen kan vise at tallene er fordelt annerledes enn tall som vokser fritt over flere "
        "størrelsesordener, og hvilke førstesifre det er for mange av.",
        "nn": "Testen kan vise at tala er fordelte annleis enn tal som veks fritt over fleire storleiksordenar, og "
        "kva førstesiffer det er for mange av.",
        "en": "The test can show that figures are spread otherwise than figures that grow freely over several orders "
        "of magnitude, and which first digits are too many.",
    },
    "last_digits": {
        "nb": "Testen kan vise at tallene er rundet av, anslått eller skrevet ned med forkjærlighet for enkelte "
        "sluttsifre.",
        "nn": "Testen kan vise at tala er runda av, anslått eller skrivne med forkjærleik for enkelte sluttsiffer.",
        "en": "The test can show that figures were rounded, estimated or written down with a liking for some last "
        "digits.",
    },
    "most_common": {
        "nb": "Testen kan vise at ett tall forekommer oftere enn tallene rundt skulle tilsi, og hvor det står.",
        "nn": "Testen kan vise at eitt tal førekjem oftare enn tala ikring skulle tilseie, og kvar det står.",
        "en": "The test can show that one figure occurs more often than the figures around it suggest, and where.",
    },
    "unchanged": {
        "nb": "Testen kan vise at samme tall står flere perioder på rad oftere enn om rekkefølgen var tilfeldig.",
        "nn": "Testen kan vise at same talet står fleire periodar på rad oftare enn om rekkjefølgja var tilfeldig.",
        "en": "The test can show that the same figure stands for more periods in a row than in a random order.",
    },
    "sequences": {
        "nb": "Testen kan vise at en rekke tall står to steder, slik det blir når tall kopieres.",
        "nn": "Testen kan vise at ei rekkje tal står to stader, slik det blir når tal blir kopierte.",
        "en": "The test can show that a sequence of figures stands in two places, as when figures are copied.",
    },
    "duplicates": {
        "nb": "Kontrollen viser hvilke rader som er like, og hvilke nøkler som går igjen eller er skrevet på flere "
        "måter.",
        "nn": "Kontrollen viser kva rader som er like, og kva nøklar som går igjen eller er skrivne på fleire måtar.",
        "en": "The check shows which rows are alike, and which keys recur or are spelt in several ways.",
    },
    "number_gaps": {
        "nb": "Kontrollen viser hvilke numre som mangler mellom det første og det siste.",
        "nn": "Kontrollen viser kva nummer som manglar mellom det første og det siste.",
        "en": "The check shows which numbers are missing between the first and the last.",
    },
    "period_gaps": {
        "nb": "Kontrollen viser hvilke perioder som mangler mellom den første og den siste, og hvilke som står flere "
        "ganger.",
        "nn": "Kontrollen viser kva periodar som manglar mellom den første og den siste, og kva for nokre som står "
        "fleire gonger.",
        "en": "The check shows which periods are missing between the first and the last, and which stand there twice.",
    },
    "breaks": {
        "nb": "Testen kan vise at nivået i serien er et annet etter et tidspunkt enn før det, og omtrent når.",
        "nn": "Testen kan vise at nivået i serien er eit anna etter eit tidspunkt enn før det, og omtrent når.",
        "en": "The test can show that the level of the series differs after a point in time, and about when.",
    },
    "count_shift": {
        "nb": "Testen kan vise at antallet per periode er et annet etter et tidspunkt enn før det, og omtrent når.",
        "nn": "Testen kan vise at talet på saker per periode er eit anna etter eit tidspunkt enn før det, og omtrent "
        "når.",
        "en": "The test can show that the count per period differs after a point in time, and about when.",
    },
    "esd": {
        "nb": "Testen kan vise at enkelte tall ligger lenger fra de andre enn normalfordelte tall vanligvis gjør.",
        "nn": "Testen kan vise at enkelte tal ligg lenger frå dei andre enn normalfordelte tal vanlegvis gjer.",
        "en": "The test can show that some figures lie further from the rest than normally distributed figures do.",
    },
    "modified_z": {
        "nb": "Testen kan vise at enkelte tall ligger langt fra de andre, også når flere av dem gjør det.",
        "nn": "Testen kan vise at enkelte tal ligg langt frå dei andre, også når fleire av dei gjer det.",
        "en": "The test can show that some figures lie far from the rest, even where several do.",
    },
    "missing": {
        "nb": "Kontrollen viser hvor mye som mangler, hvor, og hvilke kolonner som mangler verdier i de samme radene.",
        "nn": "Kontrollen viser kor mykje som manglar, kvar, og kva kolonnar som manglar verdiar i dei same radene.",
        "en": "The check shows how much is missing, where, and which columns lack values in the same rows.",
    },
    "missing_links": {
        "nb": "Testen kan vise at verdier mangler oftere i noen saker enn i andre, og dermed at det som er igjen, kan "
        "gi et skjevt bilde.",
        "nn": "Testen kan vise at verdiar manglar oftare i nokre saker enn i andre, og dermed at det som er att, kan "
        "gi eit skeivt bilete.",
        "en": "The test can show that values are missing more often in some cases than in others, so that what is "
        "left may give a skewed picture.",
    },
}

CANNOT_SHOW: dict[TestName, dict[Language, str]] = {
    "first_digits": {
        "nb": "Den viser ikke at noen har gjort noe galt, for faste priser, grenser og runde summer gir samme utslag, "
        "og den finner ikke feil i tall som følger fordelingen.",
        "nn": "Han viser ikkje at nokon har gjort noko gale, for faste prisar, grenser og runde summar gir same "
        "utslag, og han finn ikkje feil i tal som følgjer fordelinga.",
        "en": "It does not show that anyone did wrong, as fixed prices, limits and round sums give the same signal, "
        "and it finds no errors in figures that follow the distribution.",
    },
    "last_digits": {
        "nb": "Den viser ikke om avrundingen betyr noe, eller hvem som har rundet av, og oppdiktede tall kan ha jevne "
        "sluttsifre.",
        "nn": "Han viser ikkje om avrundinga betyr noko, eller kven som har runda av, og oppdikta tal kan ha jamne "
        "sluttsiffer.",
        "en": "It does not show whether the rounding matters or who rounded, and made-up figures may have even last "
        "digits.",
    },
    "most_common": {
        "nb": "Den viser ikke hvorfor: satser, takster og minstebeløp går igjen uten at noe er feil.",
        "nn": "Han viser ikkje kvifor: satsar, takstar og minstebeløp går igjen utan at noko er feil.",
        "en": "It does not show why: rates, tariffs and minimum amounts recur with nothing wrong.",
    },
    "unchanged": {
        "nb": "Den viser ikke at et tall er ført videre uten ny måling, for nivåer som endrer seg sakte, står også "
        "stille.",
        "nn": "Han viser ikkje at eit tal er ført vidare utan ny måling, for nivå som endrar seg sakte, står også "
        "stille.",
        "en": "It does not show that a figure was carried over unmeasured, as levels that change slowly stand still "
        "too.",
    },
    "sequences": {
        "nb": "Den viser ikke at tallene er kopiert: faste beløp og sesonger gir like rekker, og kopier som er endret "
        "litt, blir ikke funnet.",
        "nn": "Han viser ikkje at tala er kopierte: faste beløp og sesongar gir like rekkjer, og kopiar som er endra "
        "litt, blir ikkje funne.",
        "en": "It does not show that figures were copied: fixed amounts and seasons repeat too, and copies that were "
        "changed a little go unseen.",
    },
    "duplicates": {
        "nb": "Den viser ikke om like rader er feil eller to virkelige hendelser, og finner ikke samme sak under et "
        "helt annet nummer.",
        "nn": "Han viser ikkje om like rader er feil eller to verkelege hendingar, og finn ikkje same saka under eit "
        "heilt anna nummer.",
        "en": "It does not show whether rows alike are an error or two real events, and does not find one case under "
        "quite another number.",
    },
    "number_gaps": {
        "nb": "Den viser ikke hvorfor et nummer mangler, og ikke saker som aldri fikk nummer eller ligger før det "
        "første eller etter det siste.",
        "nn": "Han viser ikkje kvifor eit nummer manglar, og ikkje saker som aldri fekk nummer eller ligg før det "
        "første eller etter det siste.",
        "en": "It does not show why a number is missing, nor cases that never had one or lie before the first or "
        "after the last.",
    },
    "period_gaps": {
        "nb": "Den viser ikke om tallene i periodene er fullstendige, og ikke perioder før den første eller etter den "
        "siste.",
        "nn": "Han viser ikkje om tala i periodane er fullstendige, og ikkje periodar før den første eller etter den "
        "siste.",
        "en": "It does not show whether figures within the periods are complete, nor periods before the first or "
        "after the last.",
    },
    "breaks": {
        "nb": "Den viser ikke om bruddet skyldes måten det er telt på, eller en virkelig endring; en jevn trend kan "
        "gi samme utslag, og små eller korte skift blir ikke funnet.",
        "nn": "Han viser ikkje om brotet kjem av måten det er talt på, eller ei verkeleg endring; ein jamn trend kan "
        "gi same utslag, og små eller korte skift blir ikkje funne.",
        "en": "It does not show whether the break is in how things were counted or in the world; a steady trend can "
        "give the same signal, and small or short shifts go unseen.",
    },
    "count_shift": {
        "nb": "Den viser ikke hvorfor, og gir for mange funn når sakene henger sammen eller antallet svinger mer enn "
        "uavhengige hendelser gjør.",
        "nn": "Han viser ikkje kvifor, og gir for mange funn når sakene heng saman eller talet svingar meir enn "
        "uavhengige hendingar gjer.",
        "en": "It does not show why, and finds too much where cases hang together or vary more than independent "
        "events.",
    },
    "esd": {
        "nb": "Den viser ikke at tallene er feil, og i skjevt fordelte tall er store verdier ventet.",
        "nn": "Han viser ikkje at tala er feil, og i skeivt fordelte tal er store verdiar venta.",
        "en": "It does not show that figures are wrong, and in skewed figures large values are to be expected.",
    },
    "modified_z": {
        "nb": "Den viser ikke at tallene er feil, og feil som ligger nær de andre tallene, blir ikke funnet.",
        "nn": "Han viser ikkje at tala er feil, og feil som ligg nær dei andre tala, blir ikkje funne.",
        "en": "It does not show that figures are wrong, and errors that lie near the other figures go unseen.",
    },
    "missing": {
        "nb": "Den viser ikke hvorfor verdiene mangler, hva de ville ha vært, eller saker som mangler helt i tabellen.",
        "nn": "Han viser ikkje kvifor verdiane manglar, kva dei ville ha vore, eller saker som manglar heilt i "
        "tabellen.",
        "en": "It does not show why values are missing, what they would have been, or cases that are not in the table.",
    },
    "missing_links": {
        "nb": "Den kan ikke vise at verdiene mangler helt tilfeldig: ingen funnet sammenheng utelukker ikke at det "
        "som mangler, er annerledes enn det som er der.",
        "nn": "Han kan ikkje vise at verdiane manglar heilt tilfeldig: at ingen samanheng er funnen, utelukkar ikkje "
        "at det som manglar, er annleis enn det som er der.",
        "en": "It cannot show that values are missing completely at random: finding no link does not rule out that "
        "what is missing differs from what is there.",
    },
}
