"""The words of trackers: headers, types and states as people spell them, in five languages.

Words are compared folded: lower case, no accents, humps and punctuation as blanks ("ClosedDate" and
"closed_date" are both "closed date").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sim.history.mapping import Field, StateMeaning

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Fold a word or header for comparing: lower case ASCII words with single blanks."""
    apart = _HUMP.sub(" ", text.replace("ß", "ss"))
    plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode().lower()
    return _NOT_WORD.sub(" ", plain).strip()


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a list, parted by commas."""
    return tuple(word.strip() for word in text.split(","))


DATE_WORDS = frozenset(
    words_of(
        "date, dates, datum, data, fecha, time, timestamp, datetime, day, at, on, am, de, da, do, "
        "la, le, the, utc, dt, zeitpunkt, tag, dia, jour, hora, heure, moment"
    )
)
"""Words that say that a column holds dates, not which."""

HEADERS: dict[Field, tuple[str, ...]] = {
    "id": words_of(
        "id, key, issue key, work item id, item id, issue id, task id, ticket id, ticket, ticket "
        "number, number, nr, no, nummer, numero, schlussel, vorgangsschlussel, clave, cle, chave, "
        "codigo, code, indice, reference, card id, uid"
    ),
    "title": words_of(
        "title, name, summary, subject, issue summary, work item title, task name, card name, "
        "item name, titel, betreff, zusammenfassung, bezeichnung, titulo, nome, resumo, assunto, "
        "nombre, resumen, asunto, titre, nom, resume, sujet, description"
    ),
    "type": words_of(
        "type, work item type, issue type, item type, issuetype, ticket type, card type, flow "
        "item, kind, typ, art, vorgangstyp, aufgabentyp, tipo, tipo de item, tipo de issue, tipo "
        "de tarefa, type de ticket, nature"
    ),
    "class": words_of(
        "class of service, class, service class, classe, classe de servico, clase, clase de "
        "servicio, classe de service, serviceklasse, klasse"
    ),
    "state": words_of(
        "state, status, current state, current status, board column, column, estado, situacao, "
        "situacion, etat, statut, zustand"
    ),
    "parent": words_of(
        "parent, parent id, parent key, parent reference id, parent reference, parent issue, "
        "epic, epic link, epic key, feature, uebergeordnet, ubergeordnet, pai, padre, iniciativa, "
        "initiative"
    ),
    "tags": words_of("tags, tag, labels, label, etiquetas, schlagworte, stichworter, stichworte, etiquettes"),
    "created": words_of(
        "created, creation, opened, raised, reported, submitted, requested, received, arrived, "
        "arrival, added, entered, open, erstellt, erstelldatum, angelegt, erstellung, eroffnet, "
        "criado, criada, criacao, abertura, aberto, creado, creada, creacion, abierto, cree, "
        "creee, ouvert, ouverture"
    ),
    "started": words_of(
        "started, start, activated, actual start, work started, work start, begun, began, begin, "
        "beginning, in progress, startdatum, begin datum, committed, commitment, active, doing, "
        "gestartet, begonnen, beginn, anfang, inicio, iniciado, iniciada, comeco, comienzo, "
        "debut, demarre, demarrage, commence"
    ),
    "done": words_of(
        "done, closed, completed, finished, complete, completion, finish, delivered, released, "
        "deployed, shipped, close, live, actual end, end, ended, resolved, resolution, fertig, "
        "erledigt, abgeschlossen, geschlossen, fertiggestellt, fertig gestellt, enddatum, ende, "
        "beendet, abschluss, geliefert, fim, concluido, concluida, conclusao, finalizado, "
        "finalizada, entregue, entrega, pronto, encerrado, fin, hecho, terminado, cerrado, "
        "completado, termine, fini, ferme, cloture, clos, livre"
    ),
    "blocked": words_of(
        "blocked, blocked days, flagged, impediment, impediments, is blocked, bloqueado, blockiert, bloque"
    ),
    "size": words_of(
        "story points, points, size, estimate, effort, pontos, puntos, schatzung, story point estimate"
    ),
    "team": words_of("team, squad, team name, equipe, equipo, mannschaft"),
    "url": words_of("url, link, href, web link, enlace, lien"),
    "resolution": words_of(
        "resolution, resolution reason, close reason, closed reason, losung, erledigungsgrund, resolucao, "
        "resolucion"
    ),
}
"""Headers of each field, the most telling first."""

OTHER_DATES = frozenset(
    words_of(
        "due, deadline, target, target start, target end, planned, planned start, planned end, "
        "expected, updated, changed, modified, last updated, last modified, last viewed, viewed, "
        "state since, since, state change, status category changed, sprint start, sprint end, "
        "birth, release planned, forecast, fallig, geandert, aktualisiert, prazo, vencimento, "
        "atualizado, vencimiento, actualizado, echeance, modifie"
    )
)
"""Dates that are neither created, started nor done, and no stage."""

CONTAINERS = frozenset(
    words_of("epic, initiative, theme, sub task, subtask, saga, epos, epico, epopee, test case")
)
"""Types that hold other items, or are part of one: never read as one of the four flow items."""

TYPES: dict[str, tuple[str, ...]] = {
    "risk": words_of(
        "risk, security, vulnerability, compliance, privacy, audit, gdpr, dsgvo, cve, risiko, "
        "sicherheit, schwachstelle, risco, seguranca, vulnerabilidade, riesgo, seguridad, "
        "vulnerabilidad, risque, securite"
    ),
    "defect": words_of(
        "bug, defect, incident, fault, failure, hotfix, problem, error, fehler, storung, "
        "stoerung, vorfall, falha, erro, defeito, incidente, defecto, fallo, defaut, anomalie, "
        "panne, incidencia"
    ),
    "debt": words_of(
        "debt, refactor, refactoring, chore, task, maintenance, cleanup, upgrade, enabler, "
        "improvement, melhoria, technical story, technical task, infrastructure, aufgabe, "
        "wartung, verbesserung, tarefa, manutencao, tarea, mejora, mantenimiento, tache, "
        "amelioration, maintenance task"
    ),
    "feature": words_of(
        "feature, user story, story, value, valor, product backlog item, pbi, requirement, "
        "enhancement, change request, anforderung, historie, wert, funcionalidade, historia, "
        "historia de usuario, requisito, funcionalidad, fonctionnalite, recit, exigence, valeur"
    ),
}
"""Words of types for each of the four flow items; a longer name is told by the words in it, risk first."""

_STATES: dict[StateMeaning, tuple[str, ...]] = {
    "cancelled": words_of(
        "removed, cancelled, canceled, rejected, abandoned, discarded, wont do, won t do, won t "
        "fix, wont fix, duplicate, obsolete, withdrawn, deleted, abgebrochen, abgelehnt, "
        "verworfen, storniert, cancelado, cancelada, rejeitado, descartado, rechazado, annule, "
        "rejete, abandonne, removido, declined, invalid, cannot reproduce, not a bug, not planned, "
        "not merged, archived, by design, works as designed, as designed"
    ),
    "done": words_of(
        "done, closed, complete, completed, finished, released, deployed, delivered, live, "
        "shipped, accepted, resolved, merged, production, fertig, erledigt, abgeschlossen, geschlossen, "
        "concluido, finalizado, entregue, fechado, fim, pronto, hecho, terminado, cerrado, "
        "entregado, termine, fini, ferme, livre"
    ),
    "new": words_of(
        "new, to do, todo, backlog, open, proposed, idea, ideas, funnel, created, requested, "
        "planned, triage, icebox, inbox, product backlog, reopened, neu, offen, zu erledigen, "
        "geplant, novo, nova, aberto, a fazer, nuevo, abierto, por hacer, nouveau, ouvert, a "
        "faire"
    ),
    "waiting": words_of(
        "committed, ready, next, selected, approved, waiting, wait, queue, queued, blocked, on "
        "hold, hold, pending, buffer, parked, paused, selected for development, wartet, wartend, "
        "bereit, blockiert, aguardando, espera, bloqueado, esperando, en attente, attente, pret, "
        "bloque"
    ),
    "active": words_of(
        "active, in progress, doing, in development, development, build, building, dev, test, "
        "testing, in test, in review, review, code review, qa, analysis, design, implementation, "
        "coding, uat, verify, verification, in arbeit, in bearbeitung, entwicklung, pruefung, em "
        "andamento, em progresso, desenvolvimento, fazendo, en curso, en progreso, desarrollo, en "
        "cours, developpement, hml, started, in process"
    ),
}

_WAITING_FIRST = frozenset({"waiting", "ready", "awaiting", "aguardando", "pending"})


def type_of(word: str) -> str | None:
    """Give the flow item that a tracker's type is, None for a type of its own."""
    name = folded(word)
    if name in CONTAINERS:
        return None
    for ours, known in TYPES.items():
        if name in known:
            return ours
    parts = set(name.split())
    if parts & CONTAINERS or "sub" in parts or name.startswith("test "):
        return None
    return next((ours for ours, known in TYPES.items() if parts & set(known)), None)


def state_of(word: str) -> StateMeaning | None:
    """Give the meaning of a tracker's state, None where the word tells nothing."""
    name = folded(word)
    for meaning, known in _STATES.items():
        if name in known:
            return meaning
    first, _, rest = name.partition(" ")
    if first in {"waiting", "ready", "awaiting", "aguardando", "pending"} or rest in {
        "queue",
        "ready",
        "done",
    }:
        return "waiting"
    return "active" if first in {"in", "em", "en"} else None


def rank_of(header: str, field: Field) -> int | None:
    """Tell how well a header names a field: 0 is best, None is not at all."""
    return rank_in(HEADERS[field], header)


def rank_in(known: tuple[str, ...], header: str) -> int | None:
    """Tell how well a header fits words, the most telling first: 0 is best, None is not at all."""
    name = _without_frame(header)
    if name in known:
        return known.index(name)
    bare = without_date_words(header)
    return len(known) + known.index(bare) if bare in known else None


def without_date_words(header: str) -> str:
    """Fold a header and leave out the words that only say that it holds dates."""
    return " ".join(word for word in _without_frame(header).split() if word not in DATE_WORDS)


def _without_frame(header: str) -> str:
    """Fold a header and leave out what Jira puts before the names of fields of one's own."""
    return folded(header).removeprefix("custom field ")
