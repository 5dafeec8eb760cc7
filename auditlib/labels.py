"""What people read for the words of the model."""

from __future__ import annotations

from enum import StrEnum

from auditlib.language import _, later

_WORDS: dict[str, dict[str, str]] = {
    "Stance": {
        "meets": later("oppfylt"),
        "deviates": later("avvik"),
        "mixed": later("delt"),
        "context": later("bakgrunn"),
    },
    "Modality": {"must": later("skal"), "should": later("bør")},
    "Status": {
        "met": later("oppfylt"),
        "mostly_met": later("i hovedsak oppfylt"),
        "partly_met": later("delvis oppfylt"),
        "not_met": later("ikke oppfylt"),
        "not_examined": later("ikke undersøkt"),
        "insufficient_evidence": later("utilstrekkelig grunnlag"),
    },
    "Strength": {"strong": later("sterkt"), "medium": later("middels"), "weak": later("svakt")},
    "EvidenceKind": {
        "passage": later("intervju"),
        "measurement": later("måling"),
        "review": later("mappegjennomgang"),
        "excerpt": later("dokument"),
    },
    "SourceKind": {
        "act": later("lov"),
        "regulation": later("forskrift"),
        "preparatory_work": later("lovforarbeid"),
        "white_paper": later("stortingsmelding"),
        "official_report": later("offentlig utredning"),
        "circular": later("rundskriv"),
        "guide": later("veileder"),
        "municipal_decision": later("kommunalt vedtak"),
        "research": later("forskning"),
    },
    "Method": {
        "single": later("enkeltintervju"),
        "group": later("gruppeintervju"),
        "email": later("e-postintervju"),
        "follow_up": later("oppfølgingsintervju"),
    },
    "FindingKind": {"deviation": later("svakhet"), "strength": later("styrke")},
    "Degree": {
        "large": later("i stor grad"),
        "some": later("i noen grad"),
        "small": later("i liten grad"),
        "none": later("ikke i det hele tatt"),
    },
    "Decision": {
        "open": later("ikke avgjort"),
        "kept": later("opprettholdt"),
        "changed": later("endret"),
        "partly_changed": later("delvis endret"),
    },
    "Followed": {
        "not_judged": later("ikke vurdert"),
        "followed_up": later("fulgt opp"),
        "partly": later("delvis fulgt opp"),
        "not": later("ikke fulgt opp"),
        "no_longer_relevant": later("ikke lenger aktuell"),
    },
    "StatementKind": {"conclusion": later("konklusjon"), "advice": later("råd")},
    "Verdict": {
        "carried": later("bæres av bevisene"),
        "partly_carried": later("bæres delvis"),
        "not_carried": later("bæres ikke"),
    },
    "Outcome": {
        "met": later("oppfylt"),
        "not_met": later("ikke oppfylt"),
        "untested": later("kunne ikke testes"),
        "described": later("beskrevet"),
    },
}

# What the auditor's texts about the audit are called, by their keys in `audit.yaml`.
_TEXTS = {
    "notice": later("merknaden"),
    "background": later("bakgrunnen"),
    "purpose": later("formålet"),
    "scope": later("avgrensningen"),
    "method": later("metoden"),
    "weaknesses": later("svakhetene"),
    "definitions": later("begrepene"),
}

# Offices that fixed texts speak of: indefinite and definite.
OFFICES: dict[str, tuple[str, str]] = {
    "chief_executive": (later("kommunedirektør"), later("kommunedirektøren")),
    "council": (later("kommunestyre"), later("kommunestyret")),
    "committee": (later("kontrollutvalg"), later("kontrollutvalget")),
}


def office(name: str) -> tuple[str, str]:
    """Give what an office is commonly called in the language that is spoken, indefinite and definite."""
    one, definite = OFFICES[name]
    return _(one), _(definite)


def owner_in_words(owner: str) -> str:
    """Give what the owner of a text is called: a part of the audit by its name, an item by its id."""
    return _(_TEXTS[owner]) if owner in _TEXTS else owner


def label(value: StrEnum | None) -> str:
    """Give the words for a value of the model in the language that is spoken; nothing for None."""
    return "" if value is None else _(_WORDS[type(value).__name__][value.value])
