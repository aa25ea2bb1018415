"""The verticality index where the agreement and the balance sheet are read: parts, then clause by clause."""

from typing import Any

from django.urls import reverse

from partnerships.models import AccountRequest, Clause
from partnerships.reports.lean import build_lean
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of


def test_the_index_stands_on_both_pages_clause_by_clause(client: Any, world: World) -> None:
    """Two kinds of one-sided clauses of four: 50 %; the other parts say what they lack; one part makes no index."""
    partnership = make_partnership([world.ngo, world.town_hall], territory=world.commune, state="active")
    ours = party_of(partnership, world.ngo)
    for kind, title in (("control", "Visites"), ("penalty", "Retenue"), ("", "Calendrier")):
        Clause.objects.create(
            partnership=partnership, title=title, text="Texte", one_sided=kind, favours=ours if kind else None
        )
    lean = build_lean(partnership)
    assert [row.value for row in lean.rows] == ["", "50\u00a0%", "", "", ""]
    assert all(row.missing for row in lean.rows if not row.value)
    assert {clause.title for clause in lean.clauses} == {"Visites", "Retenue"}
    assert (lean.index, lean.known) == ("", 1)
    assert not AccountRequest.objects.exists()
    client.force_login(world.officer)
    for name in ("agreement", "balance"):
        page = client.get(reverse(f"partnerships:{name}", args=[partnership.pk])).content.decode()
        section = page[page.index('id="lean"') :].split("</section>")[0]
        assert "Retenue" in section
        assert "50\u00a0%" in section
        assert "Calendrier" not in section
