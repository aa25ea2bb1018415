"""Constructed: what the groups say before a dispensary's cycle, and Siadara's thread from its issues to its plan."""

from actionplans.models import Action
from core.demo import as_if, days_ago, fr
from scorecards.demo.tools import Stage
from scorecards.models import BoardEntry, Cycle, Group, Issue
from scorecards.services import board, ownlibrary, themes
from scorecards.services.issues import Vote, add_issue, vote_issues

#: Group's kind → lines: sentence, hands (None: not voted), why; a strong point when hands is "+".
Line = tuple[str, int | str | None, str]
DISPENSARY: dict[str, tuple[Line, ...]] = {
    "women": (
        ("On attend la moitié du jour avec les petits", 9, "Le champ n'attend pas"),
        ("Les médicaments manquent avant la fin du mois", 7, "On achète en ville, trois fois plus cher"),
        ("On n'ose pas parler devant tout le monde", 4, ""),
        ("Les vaccins arrivent toujours à l'heure", "+", ""),
    ),
    "men": (
        ("Le dispensaire est fermé quand on y arrive", 8, "Deux heures de marche pour rien"),
        ("Il n'y a pas de médicaments en fin de mois", 5, ""),
        ("L'accueil est bon", "+", ""),
    ),
}
THEMES = {
    "Attente et horaires": ("On attend la moitié du jour", "Le dispensaire est fermé"),
}
SIADARA: tuple[tuple[str, int | str | None, str], ...] = (
    ("On est renvoyé au district pour un contrôle de la tension", 14, "Le trajet coûte une journée"),
    ("Le matin, la consultation est trop courte", 9, ""),
    ("Les médicaments manquent avant la fin du mois", 12, "On achète au bazar"),
    ("L'eau est bonne depuis la réparation de la pompe", "+", ""),
)
#: Theme → starts of its lines, labels of its indicators, cause, solution, start of the action it became.
THREADS = (
    (
        "Des soins complets au centre", ("On est renvoyé", "Le matin"), ("Matériel médical", "Qualité de l’examen"),
        "Le tensiomètre et l'autoclave ont plus de douze ans",
        "Remplacer les deux appareils, et en tenir l'inventaire",
        "Remplacer le tensiomètre",
    ),
    (
        "Médicaments toute l'année", ("Les médicaments",), ("Médicaments",),
        "La dotation suit une liste nationale qui ne compte pas les villages voisins",
        "Afficher chaque mois ce qui a été reçu", "Afficher chaque mois",
    ),
)  # fmt: skip


def load_issues(stage: Stage, *, siadara: Cycle, dispensary: Cycle) -> None:
    """Issues and themes of the cycle in preparation; the whole thread of Siadara; two indicators of one's own."""
    with as_if(days_ago(2), stage.facilitator):
        _prepare(dispensary, stage)
    with as_if(days_ago(80), stage.facilitator):
        _lead(siadara, stage)
    school = Cycle.objects.filter(service_point=stage.service_points["school"]).order_by("-number").first()
    if school is not None:
        with as_if(days_ago(12), stage.facilitator):
            _ask_the_school(school, stage)
    _own_library(stage)


def _ask_the_school(cycle: Cycle, stage: Stage) -> None:
    """A cause that both sides share, and one that waits for the school's answer."""
    by, staff = stage.facilitator, stage.people["prestataire"]
    latrines = cycle.indicators.filter(code="education-latrines").first()
    books = cycle.indicators.filter(code="education-textbooks").first()
    for row, text in (
        (latrines, "Personne n'a la charge de nettoyer les latrines"),
        (books, "Les manuels sont commandés après la rentrée"),
    ):
        if row is None:
            continue
        entry = board.write_entry(cycle=cycle, kind="cause", text=fr(text), indicator=row, by=by)
        board.agree(entry=entry, side="users", value=True, version=entry.version, by=by)
        if row is latrines:
            board.agree(entry=entry, side="provider", value=True, version=entry.version, by=staff)


def _prepare(cycle: Cycle, stage: Stage) -> None:
    for kind, lines in DISPENSARY.items():
        group = cycle.groups.filter(kind=kind).first()
        if group is not None:
            _say(group, lines, stage)
    for label, starts in THEMES.items():
        _theme(cycle, label, starts, stage)


def _say(group: Group, lines: tuple[Line, ...], stage: Stage) -> None:
    by, votes = stage.facilitator, {}
    for text, hands, why in lines:
        issue = add_issue(group=group, text=fr(text), is_strength=hands == "+", by=by)
        if isinstance(hands, int):
            votes[str(issue.pk)] = Vote(hands, fr(why))
    vote_issues(group=group, votes=votes, by=by)


def _theme(cycle: Cycle, label: str, starts: tuple[str, ...], stage: Stage) -> themes.Cluster:
    said = Issue.objects.filter(group__cycle=cycle)
    chosen = [issue for issue in said if issue.text.startswith(tuple(fr(start) for start in starts))]
    return themes.create_theme(cycle=cycle, label=fr(label), issues=chosen, by=stage.facilitator)


def _lead(cycle: Cycle, stage: Stage) -> None:
    by = stage.facilitator
    group = cycle.groups.first()
    if group is None:
        return
    _say(group, SIADARA, stage)
    for at, (label, starts, indicators, cause, solution, promised) in enumerate(THREADS):
        theme = _theme(cycle, label, starts, stage)
        for row in cycle.indicators.filter(label__in=[*indicators, *(word.replace("’", "'") for word in indicators)]):
            themes.link_indicator(theme=theme, indicator=row, by=by)
        why = board.write_entry(cycle=cycle, kind="cause", text=fr(cause), theme=theme, by=by)
        board.agree(entry=why, side="users", value=True, version=why.version, by=by)
        if at == 0:
            board.agree(entry=why, side="provider", value=True, version=why.version, by=by)
        how = board.write_entry(cycle=cycle, kind="solution", text=fr(solution), theme=theme, by=by)
        for side in board.AGREES:
            board.agree(entry=how, side=side, value=True, version=how.version, by=by)
        action = Action.objects.filter(plan=cycle.action_plan, what__startswith=promised).first()
        # The promise was made at the meeting, before the board existed here.
        BoardEntry.objects.filter(pk=how.pk).update(action=action)


def _own_library(stage: Stage) -> None:
    rows = (
        ("ngo-interpreter", "health", "provider", "Explications dans notre langue", "Explanations in our language"),
        ("ngo-speak-up", "health", "users", "Dire ce qui ne va pas", "Speak up when something is wrong"),
    )
    for code, sector, about, label, english in rows:
        ownlibrary.create_template(
            organization=stage.ngo, code=code, by=stage.facilitator, sector=sector, about=about, asked_of="both",
            label_fr=fr(label), label_en=english,
        )  # fmt: skip
