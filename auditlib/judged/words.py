"""What has changed under a judgement, in words that auditors read, in the report and the terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditlib.dates import Day
from auditlib.judged.difference import Field, fields_of
from auditlib.judged.model import Change, Suspect, What
from auditlib.judged.since import Commit
from auditlib.language import _, later

_KINDS = {
    "assessment": later("vurderingen"),
    "finding": later("funnet"),
    "conclusion": later("konklusjonen"),
    "recommendation": later("anbefalingen"),
    "criterion": later("kriteriet"),
    "provision": later("bestemmelsen"),
    "question": later("problemstillingen"),
    "passage": later("utsagnet"),
    "measurement": later("målingen"),
    "review": later("mappegjennomgangen"),
    "excerpt": later("dokumentutdraget"),
    "suggestion": later("forslaget etter reglene for"),
    "strength": later("styrken på grunnlaget for"),
    "count": later("opptellingen"),
    "cell": later("tabellcellen"),
    "other": later("opplysningen"),
}
_FIELDS = {
    "text": later("tekst"), "stance": later("retning"), "criterion": later("kriterium"), "topic": later("tema"),
    "informants": later("informanter"), "date": later("dato"), "status": later("status"),
    "departs": later("begrunnelse for avvik"), "title": later("tittel"), "kind": later("slag"),
    "criteria": later("kriterier"), "topics": later("temaer"), "evidence": later("bevis"),
    "condition": later("tilstand"), "cause": later("årsak"), "effect": later("virkning"),
    "limits": later("ikke undersøkt"), "question": later("problemstilling"), "degree": later("grad"),
    "answer": later("svar"), "findings": later("funn"), "to": later("til"), "action": later("tiltak"),
    "deadline": later("frist"), "pinpoint": later("sted"), "from": later("fra"), "source": later("kilde"),
    "source_kind": later("kildens slag"), "issuer": later("utsteder"), "published": later("kunngjort"),
    "derivation": later("utledning"), "requirement": later("krav"), "modality": later("skal eller bør"),
    "provisions": later("bestemmelser"), "norm": later("norm"), "wording": later("ordlyd"),
    "scope": later("avgrensning"),
    "locator": later("sted"), "notes": later("merknader"), "test": later("test"), "parameters": later("parametre"),
    "cells": later("celler"), "outcome": later("utfall"), "value": later("verdi"), "unit": later("enhet"),
    "count": later("antall"), "p": later("p-verdi"), "units": later("enheter"), "sources": later("kilder"),
    "reliability": later("pålitelighet"), "held_against": later("holdt mot"), "drawn": later("utvalg"),
    "cases": later("saker"), "strength": later("styrke"), "meets": later("oppfylt"), "deviates": later("avvik"),
    "mixed": later("delt"), "says": later("sier"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A change as a reader meets it: a sentence, and what differs by field."""

    said: str
    fields: tuple[tuple[str, Field], ...]


def kind_in_words(kind: str) -> str:
    """Name a kind of item: «vurderingen»."""
    return _(_KINDS[kind]) if kind in _KINDS else kind


def told(change: Change) -> Told:
    """Tell of one change."""
    name = {"kind": kind_in_words(change.kind), "id": change.id}
    sentences: dict[What, Callable[[], str]] = {
        What.CHANGED: lambda: _("{kind} {id} er endret"),
        What.NEW: lambda: _("{kind} {id} er kommet til"),
        What.GONE: lambda: _("{kind} {id} er borte"),
        What.UNREADABLE: lambda: _("det som er lagret om {kind} {id}, er ikke slik det ble skrevet"),
    }
    said = sentences[change.what]().format(**name)
    fields = tuple((_field(each.name), each) for each in fields_of(change))
    return Told(said[:1].upper() + said[1:], fields)


def _field(name: str) -> str:
    base, _underscore, number = name.rpartition("_")
    if number.isdecimal():
        return f"{_field(base)} ({number})"
    return _(_FIELDS[name]) if name in _FIELDS else name


def judged_when(suspect: Suspect) -> str:
    """Say when and by whom a suspect judgement was last judged or accepted."""
    if not suspect.on:
        return ""
    return _("sist vurdert {on} av {by}").format(on=day(suspect.on), by=suspect.by)


def since(commit: Commit | None, suspect: Suspect) -> str:
    """Say since which change: the commit, or the day it was judged where git cannot tell."""
    if commit is None:
        return _("siden den ble vurdert {on}").format(on=day(suspect.on)) if suspect.on else ""
    if not commit.hash:
        return _("ikke lagret i git ennå")
    return _("{hash} {on}, {by}").format(hash=commit.hash, on=commit.on, by=commit.by)


def day(text: str) -> str:
    """Write an ISO date in words; another text as it stands."""
    try:
        return Day.read(text).in_words()
    except ValueError:
        return text
