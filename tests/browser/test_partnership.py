"""A partnership of three parties, in French, by clicking: from the invitation to the reply to an alert.

Three people in three browsers: the programme's administrator (who coordinates), the municipal officer, the
cooperative. Blind sheets, reveal, objective, clauses, first rating, gate, signature, alert, reply. Every page that is
passed is checked for accessibility.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from partnerships.criteria import CRITERIA, STATEMENTS
from partnerships.enums import AlertCode, State
from partnerships.models import Alert, Partnership
from partnerships.services.gates import missing_for
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
NAME = "De l’eau pour Siadara"
PRIORITIES = ("réparer la pompe", "former un comité", "analyser l’eau", "un prix juste")


@dataclass
class Player:
    """One party at its browser. ``order``: places given to the four priorities; ``secret``: only its sheet says it."""

    page: Page
    order: str
    secret: str
    success: str

    def main(self) -> None:
        """Press the main button of the form on the page."""
        self.push(self.page.locator("main form button.btn-primary[type=submit]").last)

    def press(self, action: str) -> None:
        """Press the button of the form that goes to an address with this end."""
        self.push(self.page.locator(f"main form[action$='{action}'] button").first)

    def push(self, button: Locator) -> None:
        """Press, and wait for the page that answers: what follows looks at what was written."""
        with self.page.expect_navigation():
            button.click()

    def follow(self, end: str) -> None:
        """Follow the first link of the page whose address ends so."""
        self.push(self.page.locator(f"main a[href$='{end}']").first)

    def reach(self, *ends: str) -> None:
        """From the menu to the partnership, then link after link: nobody types an address."""
        self.push(self.page.get_by_role("link", name="Partenariats").first)
        self.push(self.page.locator("main").get_by_role("link", name=NAME).first)
        for end in ends:
            self.follow(end)

    def fill(self, **texts: str) -> None:
        for name, text in texts.items():
            self.page.locator(f"main [name='{name}']").first.fill(text)


def test_three_parties_from_invitation_to_reply(world: Any, sign_in: Callable[..., Page], accessible: Check) -> None:
    players = [
        Player(sign_in(person.email, PASSWORD), order, secret, success)
        for person, order, secret, success in (
            (world.administrator, "1234", "montrer qu’une carte mène à des travaux", "visibility"),
            (world.officer, "4321", "tenir une promesse du conseil", "cost"),
            (world.representative, "3412", "apprendre à réparer nous-mêmes", "skills"),
        )
    ]
    coordinator, _officer, _cooperative = players
    _open(coordinator, world, accessible)
    _join(players, accessible)
    _frame(players, accessible)
    _write_together(players, accessible)
    _rate(players, accessible)
    _gate_and_sign(players, accessible)
    _alert(players, accessible)
    assert Partnership.objects.get().state == State.ACTIVE


def _open(player: Player, world: Any, accessible: Check) -> None:
    """The coordinator opens the partnership."""
    page = player.page
    page.get_by_role("link", name="Partenariats").first.click()
    accessible(page)
    page.get_by_role("link", name="Ouvrir un partenariat").first.click()
    accessible(page)
    player.fill(
        name=NAME, partner_one=world.town_hall.name, partner_two=world.partner.name, territory=world.commune.name
    )
    page.locator("[name=themes][value=water]").check()
    page.locator("[name=origins][value=vulnerable]").check()
    player.main()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    accessible(page)


def _join(players: list[Player], accessible: Check) -> None:
    for player in players[1:]:
        player.page.get_by_role("link", name="Partenariats").first.click()
        player.page.get_by_role("link", name=NAME).click()
        player.follow("/join/")
        accessible(player.page)
        player.press("/join/")


def _agree(players: list[Player], to: State) -> None:
    """Each party says yes to the step; the last yes takes it."""
    for player in players:
        player.reach()
        step = player.page.locator(f"form:has(input[name=to][value={to.value}])")
        player.push(step.get_by_role("button", name="Nous sommes d’accord"))
    held = Partnership.objects.get()
    assert held.state == to, missing_for(held, to)


def _frame(players: list[Player], accessible: Check) -> None:
    """What and why, each alone; nobody reads the others before the last sheet is sent."""
    first = players[0].page
    players[0].reach("/framing/")
    for label in PRIORITIES:
        players[0].fill(label=label)
        players[0].press("/priorities/")
    accessible(first)
    _agree(players, State.FRAMING)
    for place, player in enumerate(players):
        _sheet(player, accessible)
        if place < 2:
            assert not Partnership.objects.get().is_revealed
            others = [other for other in players if other is not player]
            for other in others:
                other.reach("/framing/")
                expect(other.page.locator("main")).not_to_contain_text(player.secret)
    last = players[2].page
    players[2].reach("/framing/", "/framing/comparison/")
    for player in players:
        expect(last.locator("main")).to_contain_text(player.secret)
    # Orders 1234, 4321, 3412: (−1 − 0.6 + 0.6) ÷ 3.
    expect(last.locator("[aria-labelledby=ranks] .bigfigure")).to_have_text("-0,33")
    accessible(last)
    _agree(players, State.COWRITING)


def _sheet(player: Player, accessible: Check) -> None:
    page = player.page
    player.reach("/framing/", "/framing/sheet/what/")
    player.fill(what=f"De l’eau : {player.secret}", what_not="Un nouveau forage")
    page.locator(f"[name=success][value={player.success}]").check()
    for place, select in zip(player.order, page.locator("select[name^=rank-]").all(), strict=True):
        select.select_option(place)
    accessible(page)
    player.main()
    player.fill(why=f"Parce que nous voulons {player.secret}")
    page.locator("[name=motives][value=mission]").check()
    accessible(page)
    player.main()
    page.locator("[name=commitment][value='3']").check()
    accessible(page)
    player.main()
    player.push(page.get_by_role("button", name="Envoyer notre fiche"))


def _write_together(players: list[Player], accessible: Check) -> None:
    """Scope, needs, an objective that all validate, own interests, an activity, clauses, the evaluation plan."""
    first = players[0]
    first.reach("/framing/", "/scope/")
    first.fill(label="Réparer la pompe du centre")
    first.main()
    for player in players[1:]:
        player.reach("/framing/", "/scope/")
        accessible(player.page)
        player.push(player.page.get_by_role("button", name="Nous sommes d’accord").first)
    for player in players:
        _own_interest(player)
    first.reach("/agreement/", "/agreement/needs/")
    first.follow("/rows/need/add/")
    first.fill(text="L’eau manque au centre de santé", source="réunion du village")
    first.main()
    first.reach("/agreement/", "/agreement/needs/")
    first.follow("/rows/policy/add/")
    first.fill(name="Plan communal de l’eau")
    first.main()
    first.reach("/agreement/", "/agreement/objectives/")
    first.follow("/rows/objective/add/")
    accessible(first.page)
    first.fill(text="De l’eau toute l’année au centre de santé")
    first.main()
    for player in players[1:]:
        player.reach("/agreement/", "/agreement/objectives/")
        player.push(player.page.locator("main form[action*='/agreement/objectives/'] button").first)
    _activity(first)
    _clauses(players, accessible)
    _evaluation(players, accessible)


def _own_interest(player: Player) -> None:
    party = Partnership.objects.get().parties.get(organization__name=_organization(player))
    player.reach(f"/parties/{party.pk}/", f"/parties/{party.pk}/edit/")
    player.fill(own_interest=player.secret)
    player.main()


def _organization(player: Player) -> str:
    return {"1": "Association des Sources", "4": "Mairie d’Aval", "3": "Coopérative d’Aval"}[player.order[0]]


def _activity(player: Player) -> None:
    player.reach("/agreement/", "/agreement/activities/")
    player.push(player.page.get_by_role("link", name="Plan d’action partagé").first)
    player.follow("/actions/new/")
    due_on = date.today() + timedelta(days=60)
    player.fill(what="Changer la pompe", responsible="service de l’eau", due_on=due_on.isoformat())
    carrier = player.page.locator("main select[name=carrier]")
    if carrier.count():
        carrier.select_option(index=1)
    player.main()
    assert Partnership.objects.get().action_plan.actions.count() == 1, player.page.locator("main form").inner_text()


def _clauses(players: list[Player], accessible: Check) -> None:
    """The parties write the clauses in turn; two criteria get a reason instead."""
    for place, criterion in enumerate(CRITERIA):
        player = players[place % 3]
        player.reach("/agreement/", "/agreement/clauses/")
        player.push(player.page.locator(f"#{criterion.code} p a").last)
        player.fill(title=str(criterion.short))
        if criterion.code in ("C4", "C8"):
            player.fill(no_clause_because="Le tableau des apports suffit.")
        else:
            player.fill(text="Chaque partie y veille et le dit aux autres.")
        player.main()
    accessible(players[0].page)
    expect(players[1].page.locator("main .lede")).to_contain_text("11")


def _evaluation(players: list[Player], accessible: Check) -> None:
    first = players[0]
    first.reach("/agreement/", "/agreement/evaluation/")
    first.follow("/evaluation/edit/")
    first.fill(impact="De l’eau près de chez soi", proof="Les jours d’eau", who="chaque partie à son tour",
               every_months="6")  # fmt: skip
    first.main()
    for player in players:
        player.reach("/agreement/", "/agreement/evaluation/")
        player.push(player.page.get_by_role("button", name="Nous sommes d’accord"))
    accessible(first.page)
    first.reach("/agreement/", "/agreement/frame/")
    first.fill(starts_on=date.today().isoformat(), ends_on=(date.today() + timedelta(days=700)).isoformat())
    first.main()


def _rate(players: list[Player], accessible: Check) -> None:
    """The first rating: everybody finds the purpose shared."""
    first = players[0]
    first.reach("/rating/", "/rating/new/")
    accessible(first.page)
    first.main()
    first.press("/open/")
    end = "/ratings/" + first.page.url.rstrip("/").rsplit("/", 1)[1] + "/"
    for player in players:
        _asked_today(player, end)
        player.reach("/rating/", end, "/sheet/")
        for code in STATEMENTS:
            level = "4" if code.startswith("C1.") else "3"
            player.page.locator(f"[name='{code}'][value='{level}']").check(force=True)
        accessible(player.page)
        player.push(player.page.locator("button[name=do][value=send]"))
    first.reach("/rating/", end)
    first.press("/close/")
    expect(first.page.get_by_role("heading", level=1)).to_be_visible()
    accessible(first.page)


def _asked_today(player: Player, end: str) -> None:
    """The page of the day leads each party to its sheet."""
    player.push(player.page.get_by_role("link", name="Aujourd’hui").first)
    expect(player.page.locator(f"main a[href$='{end}']").first).to_be_visible()


def _gate_and_sign(players: list[Player], accessible: Check) -> None:
    _agree(players, State.CRITERIA)
    _agree(players, State.TO_SIGN)
    for player in players:
        player.reach("/agreement/", "/signature/")
        accessible(player.page)
        player.fill(function="présidente")
        player.page.locator("[name=commits]").check()
        player.main()
        expect(player.page.locator("[name=commits]"), player.page.locator("main").inner_text()).to_have_count(0)
    assert Partnership.objects.get().state == State.SIGNED
    _agree(players, State.ACTIVE)


def _alert(players: list[Player], accessible: Check) -> None:
    """The purpose is felt alike, the sheets differ: an alert to discuss, and a party replies."""
    assert Alert.objects.filter(code=AlertCode.APPARENT).exists()
    second, third = players[1].page, players[2].page
    players[1].reach("/alerts/")
    accessible(second)
    alert = Alert.objects.get(code=AlertCode.APPARENT)
    players[1].follow(f"/alerts/{alert.pk}/")
    expect(second.locator("main")).to_contain_text("100 %")
    accessible(second)
    players[1].follow("/reply/")
    accessible(second)
    reply = "Nous avons parlé de la pompe, pas de ce qui vient après."
    second.locator("main textarea").fill(reply)
    players[1].main()
    players[2].reach("/alerts/", f"/alerts/{alert.pk}/")
    expect(third.locator("main")).to_contain_text(reply)
