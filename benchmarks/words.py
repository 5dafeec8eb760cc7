"""The words of the made-up municipality: what its building office does, and what people say of it."""

# Five kinds of cases and six duties make the thirty criteria; the same cases and six conditions the thirty topics.
CASES = {
    "soknad": ("søknader", "søknaden"),
    "klage": ("klager", "klagen"),
    "tilsyn": ("tilsyn", "tilsynssaken"),
    "dispensasjon": ("dispensasjoner", "dispensasjonssaken"),
    "deling": ("delingssaker", "delingssaken"),
}
DUTIES = {
    "frist": ("Frist", "avgjøre {cases} innen fristen"),
    "mangelbrev": ("Beskjed om mangler", "si fra om mangler i {cases} innen tre uker"),
    "begrunnelse": ("Begrunnelse", "begrunne vedtak i {cases}"),
    "varsel": ("Varsel til naboer", "sørge for at naboene er varslet i {cases}"),
    "journal": ("Journalføring", "journalføre alle dokumenter i {cases}"),
    "kontroll": ("Kvalitetssikring", "la en annen saksbehandler lese vedtak i {cases}"),
}
CONDITIONS = {
    "bemanning": "Bemanning",
    "opplaering": "Opplæring",
    "fagsystem": "Fagsystem",
    "nettsider": "Nettsider",
    "rutiner": "Rutiner",
    "ledelse": "Ledelse",
}

# id: one, many, definite
GROUPS = {
    "soker": ("søker", "søkere", "søkerne"),
    "nabo": ("nabo", "naboer", "naboene"),
    "arkitekt": ("arkitekt", "arkitekter", "arkitektene"),
    "saksbehandler": ("saksbehandler", "saksbehandlere", "saksbehandlerne"),
    "leder": ("leder", "ledere", "lederne"),
    "politiker": ("politiker", "politikere", "politikerne"),
}

SUBJECTS = (
    "Informanten", "Kontoret", "Den som hadde saken", "Naboen", "Arkitekten", "En av saksbehandlerne", "Avdelingen",
    "Byggesakssjefen", "Den nye medarbeideren", "Servicetorget",
)  # fmt: skip
SAYINGS = {
    "meets": (
        "sier at {case} ble fulgt opp som den skulle",
        "er godt fornøyd med hvordan {case} ble behandlet",
        "mener at rutinene virker, og at {case} var et godt eksempel på det",
        "fikk svar med en gang og opplevde at noen tok tak i {case}",
    ),
    "deviates": (
        "sier at {case} ble liggende i flere uker uten at noen så på den",
        "fikk ikke vite hvorfor {case} tok lengre tid enn loven tillater",
        "måtte ringe tre ganger før noen kunne svare på spørsmål om {case}",
        "savner en skriftlig rutine, og mener at {case} kunne vært løst tidligere",
    ),
    "mixed": (
        "mener at {case} startet godt, men at oppfølgingen sviktet mot slutten",
        "sier at det varierer, og at {case} gikk greit fordi rette vedkommende var på jobb",
    ),
    "context": (
        "forteller at {case} kom inn våren 2022, da to stillinger sto ledige",
        "viser til at {case} var den første som ble behandlet i det nye fagsystemet",
    ),
}
ENDINGS = (
    "",
    ", slik det også var året før",
    ", særlig om høsten",
    ", selv om fristen var kjent for alle",
    ", i alle fall i 2023",
    ", og det ble tatt opp på et møte i mars",
    ", men dette er ikke skrevet ned noe sted",
    " (se også vedlegget)",
)
UNCODED = (
    "Informanten begynte i stillingen i 2019 og har bakgrunn fra et privat firma.",
    "Samtalen gikk deretter over til hvordan arbeidet er delt mellom kontorene.",
    "Intervjuet ble holdt på *møterom 2* i rådhuset, og varte i en drøy time.",
    "Det ble vist til en e-post som revisor har fått kopi av i etterkant.",
)
