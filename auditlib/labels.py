"""What people read for the words of the model, in bokmål."""

from __future__ import annotations

from enum import StrEnum

_BOKMAL: dict[str, dict[str, str]] = {
    "Stance": {"meets": "oppfylt", "deviates": "avvik", "mixed": "delt", "context": "bakgrunn"},
    "Modality": {"must": "skal", "should": "bør"},
    "Status": {
        "met": "oppfylt",
        "mostly_met": "i hovedsak oppfylt",
        "partly_met": "delvis oppfylt",
        "not_met": "ikke oppfylt",
        "not_examined": "ikke undersøkt",
        "insufficient_evidence": "utilstrekkelig grunnlag",
    },
    "Strength": {"strong": "sterkt", "medium": "middels", "weak": "svakt"},
    "EvidenceKind": {
        "passage": "intervju",
        "measurement": "måling",
        "review": "mappegjennomgang",
        "excerpt": "dokument",
    },
    "SourceKind": {
        "act": "lov",
        "regulation": "forskrift",
        "preparatory_work": "lovforarbeid",
        "white_paper": "stortingsmelding",
        "official_report": "offentlig utredning",
        "circular": "rundskriv",
        "guide": "veileder",
        "municipal_decision": "kommunalt vedtak",
        "research": "forskning",
    },
    "Method": {
        "single": "enkeltintervju",
        "group": "gruppeintervju",
        "email": "e-postintervju",
        "follow_up": "oppfølgingsintervju",
    },
    "FindingKind": {"deviation": "svakhet", "strength": "styrke"},
    "Degree": {
        "large": "i stor grad",
        "some": "i noen grad",
        "small": "i liten grad",
        "none": "ikke i det hele tatt",
    },
    "Decision": {"kept": "opprettholdt", "changed": "endret", "partly_changed": "delvis endret"},
    "StatementKind": {"conclusion": "konklusjon", "advice": "råd"},
    "Verdict": {
        "carried": "bæres av bevisene",
        "partly_carried": "bæres delvis",
        "not_carried": "bæres ikke",
    },
    "Outcome": {
        "met": "oppfylt",
        "not_met": "ikke oppfylt",
        "untested": "kunne ikke testes",
        "described": "beskrevet",
    },
}


def label(value: StrEnum | None) -> str:
    """Give the bokmål words for a value of the model; nothing for None."""
    return "" if value is None else _BOKMAL[type(value).__name__][value.value]
