"""Secrets planted in words: what is written, and what it must be found as."""
# ruff: noqa: E501, RUF001

from auditlib.leaks import Category, Secrets
from tests.leaks.made import (
    ACCOUNT,
    DNR,
    DOLLY,
    FH,
    FNR,
    HNR,
    NEW,
    SYNTHETIC,
    SYNTHETIC_D,
    account,
    base64_of,
    groupings,
    iban,
    spread,
)  # fmt: skip

NOTE = "Informanten ba om at dette ikke skal komme med, fordi lederen hennes ville forstå hvem som hadde sagt det."
SHORT_NOTE = "Ikke til publisering"
QUOTE = "Vi har sluttet å melde fra, for det skjer jo aldri noe likevel, og da blir det bare bråk på kontoret."
SECRETS = Secrets(
    names=frozenset({"Kari Nordmann", "Åse Bjørnstad", "Per-Anders Løvås", "Lise Marie Høyåsen"}),
    informants=frozenset({"soker-1", "leder-1", "saksbehandler-2"}),
    roles=frozenset({("ansvarlig søker", "Storvik arkitektkontor"), ("rektor", "Nordlia skole")}),
    interviews=frozenset({"I07"}),
    cases=frozenset({"23/0017"}),
    notes=frozenset({NOTE, SHORT_NOTE}),
    quotes=frozenset({QUOTE}),
    paths=frozenset({"/lager/revisjon/nyby", "I09.md"}),
    public=frozenset({"postmottak@nyby.example", "Rådhusplassen 1", "72 54 00 00", "leder-1 i klubben"}),
)

_HIDERS = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202a", "\u2066", "\u034f", "\ufe0f", "\u180e")
_SPACES = ("\u00a0", "\u202f", "\u2009", "\u2007", "\u3000", "\u2003", "\t", "\n   ")
_ZEROS = "０٠۰०০೦๐𝟎𝟘𝟶"


def _digits(number: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(each)) for each in number)


IDENTITY = [
    *(f"Fødselsnummer {each}." for each in groupings(FNR)),
    *(f"Nummeret er {each}" for each in (DNR, HNR, SYNTHETIC, SYNTHETIC_D, DOLLY, NEW, FH)),
    *(f"Nummeret er {spread(each, 6, 5)}" for each in (DNR, HNR, SYNTHETIC, DOLLY, NEW)),
    *(f"Nr. {each.join(FNR)} er hennes" for each in _HIDERS),
    *(f"Nr. {FNR[:6]}{each}{FNR[6:]} er hennes" for each in _SPACES),
    *(f"Hun har {_digits(FNR, zero)} nå" for zero in _ZEROS),
    f"{FNR[:6]}<b>{FNR[6:]}</b>",
    f"<b>{FNR[:3]}</b><i>{FNR[3:7]}</i><span>{FNR[7:]}</span>",
    f"{FNR[:6]}<!-- -->{FNR[6:]}",
    f"{FNR[:6]}<wbr>{FNR[6:]}",
    f"{FNR[:6]}<br>{FNR[6:]}",
    f"{FNR[:6]}<ukjent-tagg>{FNR[6:]}</ukjent-tagg>",
    "".join(f"&#{ord(each)};" for each in FNR),
    "".join(f"&#x{ord(each):x};" for each in FNR),
    "".join(f"&#{ord(each)}" for each in FNR) + ";",
    "".join(f"&amp;#{ord(each)};" for each in FNR),
    "".join(f"%{ord(each):02X}" for each in FNR),
    f"{FNR[:6]}&nbsp;{FNR[6:]}",
    f"{FNR[:6]}&#8203;{FNR[6:]}",
    f"{FNR[:6]}&shy;{FNR[6:]}",
    "".join(f"{each}\u0336" for each in FNR),
    f"fnr:{FNR},navn",
    f"({FNR})",
    f"I 2010. {FNR} er nummeret",
    f"Sakene 12 og 14: {spread(FNR, 6, 5)}, 2010",
    base64_of(f"fnr {FNR}"),
    base64_of(FNR),
]  # fmt: skip
ACCOUNTS = [
    spread(ACCOUNT, 4, 2, 5), spread(ACCOUNT, 4, 2, 5, by="."), f"Kontonummer: {ACCOUNT}", f"konto nr. {ACCOUNT}",
    iban(ACCOUNT), spread(iban(ACCOUNT), 4, 4, 4, 3), f"Utbetales til {spread(account('1503456780'), 4, 2, 5, by='.')}.",
]  # fmt: skip
PHONES = [
    "22 33 44 56", "412 34 567", "Ring 22 33 44 56 i dag", "91234567", "Mobil 41234567.", "tlf. 22334456",
    "Tlf: 2233 4456", "telefonnummeret er 22 334 456", "+47 22 33 44 56", "+4722334456", "0047 22334456", "(+47) 912 34 567",
    "+47 91234567", "+47-912-34-567", "22-33-44-56", "22.33.44.56", "22\u00a033\u00a044\u00a056", "４１２ ３４ ５６７",
    "4\u200b1\u200b2\u200b3\u200b4\u200b5\u200b6\u200b7", "Hun nås på 63 12 45 78.", "<b>22</b> 33 <i>44</i> 56",
    "☎ 55 12 34 57", "ringes på mobil 9123 4567", "+46 70 123 45 67", "+1 555 123 4567", "0046 70 123 45 67",
    "&#50;2 33 44 56", "SMS til 4123 4567", "Vipps 412 34 567", "412&nbsp;34&nbsp;567", "mob.: 98765432",
    "Telefon til sjefen: 33445566", "I 2010. 22 33 44 56 er nummeret hennes",
]  # fmt: skip
MAILS = [
    "kari.nordlie@storvik.kommune.no", "kn@nyby.no", "KN@NYBY.NO", "kari_n+jobb@epost.example.com", "kari (a) nyby.no",
    "kari [at] nyby.no", "kari(at)nyby(dot)no", "kari {at} nyby [punktum] no", "kari alfakrøll nyby punktum no",
    "kari.lien at nyby.kommune.no", "kari at nyby dot no", "kari @ nyby.no", "kari＠nyby.no",
    "kari&#64;nyby.no", "kari&commat;nyby.no", "ka<b>ri@ny</b>by.no", "kari%40nyby.no", "ka\u200bri@nyby\u00ad.no",
    "<a href='mailto:kari@nyby.no'>skriv</a>", "kari@b\u00fcrger-nyby.no", "kari @ nyby . no", "kari (alfakrøll) nyby (punktum) no",
    base64_of("skriv til kari@nyby.no"),
]  # fmt: skip
ADDRESSES = [
    "Storgata 12", "Hun bor i Kongens gate 5B", "Olav Tryggvasons gate 24", "Skogveien 3", "Øvre Torg 7", "Professor Broms veg 8 b",
    "Kirkeplassen 2, 9999 Nyby", "Postboks 1234 Sentrum", "Pb. 77", "P.b. 12", "Åsveien 11 C", "Nordre allé 4",
    "Fjellstien 6", "adresse: Øverlia 31", "bor i Bakklia 31", "N-9999 Nyby", "postnummer 9999 Nyby", "Solbakken gård, 9998 Storvik",
    "Stor\u00adgata\u00a012", "Stor<b>gata</b> 12", "Storgata&nbsp;12", "Postadresse: 2010 Strandvik", "Havnekaia 3",
    "Hun bor i Strandgaten 19.", "9999 Nyby",
]  # fmt: skip
NAMES = [
    "Kari Nordmann", "KARI NORDMANN", "kari nordmann", "Nordmann, Kari", "Kari Anne Nordmann", "Nordmanns", "Kari Nordmanns ord",
    "kari.nordmann", "kari_nordmann", "KariNordmann", "Kari\u00a0Nordmann", "Ka\u00adri Nord\u00admann", "K\u200bari N\u200bordmann",
    "К\u0430ri N\u043erdmann", "Κari Νοrdmann", "Ｋａｒｉ Ｎｏｒｄｍａｎｎ", "𝐊𝐚𝐫𝐢 𝐍𝐨𝐫𝐝𝐦𝐚𝐧𝐧", "Kari <b>Nord</b>mann", "&#75;ari Nordmann",
    "Kari%20Nordmann", "Ase Bjornstad", "Åse Bjo\u0338rnstad", "A\u030ase Bjørnstad", "Bjørnstad sa dette", "Per Anders Løvås", "Løvås, Per-Anders",
    "Lise Høyåsen", "Høyåsen’s", "fru Nordmann", base64_of("Kari Nordmann"), "<span>K</span><span>ari</span> Nordmann", "Kari K. Nordmann",
]  # fmt: skip
IDS = [
    "soker-1", "SOKER-1", "Se soker-1.", "(leder-1)", "saksbehandler\u20112", "soker<b>-1</b>", "s\u043eker-1", "soker\u20131",
    "informant=soker-1", "soker-1.p3", "skjema_soker-1", "&#115;oker-1",
]  # fmt: skip
ROLES = [
    "ansvarlig søker ved Storvik arkitektkontor", "rektor på Nordlia skole", "Rektoren ved Nordlia skole sier", "Nordlia skole, rektor",
]  # fmt: skip
NOTES = [
    NOTE, NOTE.upper(), "fordi lederen hennes ville forstå hvem som hadde", SHORT_NOTE, "ikke   til\npublisering!",
    NOTE.replace(" ", "\u00a0"), NOTE.replace("e", "\u0435"), NOTE.replace(",", " –"), "<em>Ikke</em> til <b>publi</b>sering",
    "Informanten ba om at dette</p><p>ikke skal komme med", f"Hun sa: {NOTE[20:100]}",
]  # fmt: skip
QUOTES = [
    QUOTE, f"«{QUOTE}»", "sluttet å melde fra, for det skjer jo", "Vi har sluttet å melde fra – for det skjer jo aldri …",
    "VI HAR SLUTTET Å MELDE FRA FOR DET SKJER", QUOTE.replace("å", "a\u030a"), QUOTE.replace(" ", "&nbsp;"),
    "for det skjer jo <b>aldri</b> noe <i>like</i>vel, og da",
]  # fmt: skip
PATHS = [
    "/home/kari/revisjon/notat.md", "/Users/kari/Desktop/x", "/tmp/a/b", r"C:\Users\kari\notat.docx", "C:/revisjon/nyby",
    r"\\server\felles\revisjon", "file:///home/kari/x.html", "interviews/nyby-2024/I07x.md", "statistics/nyby/mapper.csv",
    "~/revisjon/nyby", "$HOME/revisjon", "/lager/revisjon/nyby", "/Lager/Revisjon/Nyby", "findings/nyby-2024/findings.yaml",
    "notebooks/30_problemstilling.ipynb", "file:///C:/revisjon/x.yaml", "%2Fhome%2Fkari%2Fx.md", "/mnt/data/nyby", "/felles/revisjon/nyby/x",
    "I09.md",
]  # fmt: skip

PLANTED: list[tuple[str, Category]] = [
    *((text, Category.IDENTITY) for text in IDENTITY),
    *((text, Category.ACCOUNT) for text in ACCOUNTS),
    *((text, Category.PHONE) for text in PHONES),
    *((text, Category.MAIL) for text in MAILS),
    *((text, Category.ADDRESS) for text in ADDRESSES),
    *((text, Category.NAME) for text in NAMES),
    *((text, Category.INFORMANT) for text in IDS),
    *((text, Category.ROLE) for text in ROLES),
    *((text, Category.NOTE) for text in NOTES),
    *((text, Category.QUOTE) for text in QUOTES),
    *((text, Category.PATH) for text in PATHS),
    ("Se I07, s. 3", Category.INTERVIEW),
    ("(I07.p4)", Category.INTERVIEW),
    ("Mappe 23/0017", Category.CASE),
    ("23/\u200b0017 og flere", Category.CASE),
]

# One of each category, for every place.
ONE_OF_EACH = {
    Category.IDENTITY: FNR,
    Category.ACCOUNT: spread(ACCOUNT, 4, 2, 5),
    Category.PHONE: "+47 22 33 44 56",
    Category.MAIL: "kari@nyby.no",
    Category.NAME: "Kari Nordmann",
    Category.INFORMANT: "soker-1",
    Category.NOTE: "Ikke til publisering",
    Category.QUOTE: "det skjer jo aldri noe likevel, og da",
    Category.PATH: "/home/kari/notat",
}
