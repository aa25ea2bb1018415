"""What each component is drawn with in the tests: its arguments, and words expected in the drawing."""

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator

from core import charts
from core.forms import Form


class Reason(Form):
    reason = django_forms.CharField(label="Raison")


def page() -> Any:
    return Paginator(list(range(30)), 10).page(2)


STEP = {"label": "Fixer la date", "done": False, "now": True, "url": "", "link": "", "remark": "4 sur 6"}
PHASES = [
    {
        "number": n,
        "title": f"Phase {n}",
        "text": "…",
        "state": s,
        "url": "/x/" if n < 3 else "",
        "link": "Voir",
        "steps": [STEP] if s == "now" else [],
    }
    for n, s in enumerate(("done", "done", "now", "todo", "todo"), 1)
]
ENTRY = {
    "at": dt.datetime(2026, 4, 3, 14, 32, tzinfo=dt.UTC),
    "by": "Commune",
    "text": "note",
    "before": "8",
    "after": "6",
}
LEVELS = [{"level": n, "band": "", "word": "mot"} for n in range(1, 6)]
# Name of the component: required arguments, words expected in the drawing.
CASES: dict[str, list[tuple[dict[str, Any], str]]] = {
    "action.html": [
        ({"url": "/x/", "label": "Voir"}, "btn-paper"),
        (
            {
                "url": "/x/",
                "label": "Voir",
                "kind": "primary",
                "icon_name": "plus",
                "download": True,
                "extra": "w-100",
            },
            "btn-primary w-100",
        ),
    ],
    "breadcrumb.html": [
        ({"here": "Ici"}, "Ici"),
        ({"here": "Ici", "u1": "/", "l1": "Un", "u2": "/", "l2": "Deux"}, "Deux"),
        ({"here": "x", "crumbs": [("Un", "/1/")]}, "/1/"),
    ],
    "bulkbar.html": [
        ({"label": "Confirmer"}, "data-bulkbar"),
        (
            {
                "label": "C",
                "name": "act",
                "value": "go",
                "note": "n",
                "second_label": "Envoyer",
                "second_name": "s",
                "second_value": "1",
            },
            "Envoyer",
        ),
    ],
    "confirm.html": [
        (
            {
                "url": "/x/",
                "text": "Sûr ?",
                "label": "Clore la carte",
                "cancel_url": "/",
                "form": None,
                "version": None,
            },
            "Clore la carte",
        ),
        ({"url": "/x/", "text": "t", "label": "l", "cancel_url": "/", "form": Reason(), "version": 4}, 'value="4"'),
    ],
    "empty_state.html": [
        ({"title": "Aucun cycle."}, "Aucun"),
        ({"title": "x", "text": "Commencez", "url": "/", "label": "Choisir"}, "Choisir"),
    ],
    "error_summary.html": [({"form": Reason({"reason": ""})}, "#id_reason"), ({"form": Reason()}, "")],
    "field.html": [({"field": Reason()["reason"]}, "Raison")],
    "fields.html": [({"form": Reason()}, "Raison")],
    "figure.html": [
        ({"chart": charts.trend("x", [charts.Point(str(i), i) for i in range(3)]), "title": "Évolution"}, "<title>")
    ],
    "filter_form.html": [
        ({"form": Reason()}, "data-autosubmit"),
        ({"form": Reason(), "clear_url": "/"}, "Tout afficher"),
    ],
    "filters.html": [
        ({"items": [{"label": "Toutes", "url": "?", "current": True, "count": 12}]}, "Toutes 12"),
        ({"items": [{"label": "a", "url": "?", "current": False, "count": None}], "label": "Trier par"}, "Trier par"),
    ],
    "form.html": [
        ({"form": Reason(), "submit": "Créer", "version": None}, "Créer"),
        (
            {
                "form": Reason(),
                "submit": "C",
                "post_to": "/x/",
                "multipart": True,
                "version": 2,
                "submit_icon": "check",
                "note": "n",
                "cancel_url": "/",
            },
            "multipart",
        ),
    ],
    "help.html": [
        ({"text": "Moyenne simple."}, "Moyenne simple."),
        ({"body": "components/mini_path.html", "current": 2, "title": "Quoi"}, "mini"),
    ],
    "history.html": [
        ({"entries": [ENTRY]}, "3 avril 2026"),
        ({"entries": []}, "Aucun changement"),
        ({"entries": [], "empty": "Rien"}, "Rien"),
    ],
    "ledger_item.html": [
        ({"when": "22 mars", "what": "Construire"}, "Construire"),
        (
            {
                "when": "x",
                "when_small": "y",
                "what": "z",
                "meta": "m",
                "side": "users",
                "owner": "o",
                "late": True,
                "url": "/",
                "label": "Voir",
                "kind": "primary",
                "what_url": "/w/",
            },
            'class="late"',
        ),
    ],
    "legend.html": [({"levels": LEVELS}, "mot")],
    "legend_promises.html": [({"done": 7, "doing": 3, "late": 1, "todo": 1}, "7 tenues")],
    "legend_sides.html": [
        ({}, "Prestataire"),
        ({"authority": True, "users_name": "Habitants", "provider_name": "Agents"}, "Autorité"),
    ],
    "mini_path.html": [({"current": 4}, 'class="n"')],
    "move.html": [
        ({"before": 7, "change": -1}, "−1"),
        ({"before": 7, "change": 2}, "+2"),
        ({"before": 7, "change": 0}, "stable"),
        ({"before": None, "change": None}, "nouveau"),
    ],
    "note.html": [
        ({"text": "Attention"}, "Attention"),
        ({"text": "t", "title": "T", "kind": "alert", "role": "alert", "url": "/", "label": "l"}, "alert-note"),
        ({"text": "t", "kind": "sync", "icon_name": "phone"}, "note sync"),
    ],
    "pagehead.html": [
        ({"title": "Titre"}, "<h1>Titre</h1>"),
        ({"title": "T", "kicker": "k", "lede": "l", "tools": "components/mini_path.html", "current": 1}, "split"),
    ],
    "pagination.html": [({"page": page()}, "?page=3"), ({"page": page(), "parameter": "p"}, "p=1")],
    "path.html": [
        ({"phases": PHASES}, 'aria-current="step"'),
        ({"phases": PHASES, "label": "Phases"}, 'aria-label="Phases"'),
    ],
    "post_button.html": [
        ({"url": "/x/", "label": "Clore", "version": None}, "Clore"),
        (
            {
                "url": "/x/",
                "label": "C",
                "kind": "primary",
                "icon_name": "check",
                "extra": "w",
                "name": "to",
                "value": "closed",
                "version": 3,
            },
            'value="closed"',
        ),
    ],
    "progress.html": [
        ({"id": "j", "state": "queued", "percent": 0, "text": "En attente"}, "progressbar"),
        ({"id": "j", "state": "running", "percent": 60, "text": "60 %", "poll_url": "/p/"}, 'hx-get="/p/"'),
        ({"id": "j", "state": "failed", "percent": 0, "text": "Raté", "retry_url": "/r/"}, "Réessayer"),
        (
            {"id": "j", "state": "ready", "percent": 100, "text": "Prêt", "url": "/f/", "label": "Télécharger"},
            "Télécharger",
        ),
    ],
    "score.html": [
        ({"value": 6, "level": 3}, "Passable"),
        ({"value": None, "level": None}, "non noté"),
        ({"value": 6.5, "level": 4, "word": "vert"}, "6,5"),
        ({"value": None, "level": None, "missing": "sans objet"}, "sans objet"),
    ],
    "score_cell.html": [
        ({"value": 10, "level": 5, "label": "Femmes", "maximum": 10}, "sur 10, Très bon"),
        ({"value": None, "level": None, "label": "Femmes", "maximum": 10, "mean": True, "group": True}, "none mean g"),
        ({"value": 8, "level": 4, "label": "U", "maximum": 10, "mean_value": True, "word": "Bien"}, "8,0"),
    ],
    "section.html": [
        ({"id": "s", "title": "T", "body": "components/mini_path.html", "current": 1}, "<h2"),
        (
            {
                "id": "s",
                "title": "T",
                "body": "components/mini_path.html",
                "current": 1,
                "link_url": "/",
                "link_label": "Tout",
            },
            "Tout",
        ),
        ({"id": "s", "title": "T", "body": "components/mini_path.html", "current": 1, "remark": "r"}, "quiet"),
    ],
    "sheet.html": [
        ({"title": "Fixer"}, "À faire maintenant"),
        (
            {
                "title": "F",
                "kicker": "k",
                "text": "t",
                "url": "/",
                "label": "l",
                "body": "components/mini_path.html",
                "current": 1,
                "id": "n",
            },
            'id="n"',
        ),
    ],
    "state.html": [
        ({"state": s, "word": "mot"}, f"state {s}") for s in ("late", "done", "doing", "todo", "locked", "warn")
    ]
    + [({"state": "late", "word": "En retard", "remark": "23 jours"}, "23 jours")],
    "who.html": [({"side": s, "name": "nom"}, "nom") for s in ("users", "provider", "authority", "community")],
}
