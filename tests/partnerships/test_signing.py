"""The signature gate, versions and their fingerprints, amendments, documents, the agreement as a PDF."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.errors import Refusal
from partnerships.criteria import CRITERIA
from partnerships.enums import AmendmentState, State
from partnerships.models import AgreementVersion, Document, Partnership, Signature
from partnerships.reports.agreementkinds import KIND
from partnerships.reports.agreementtasks import to_answer_amendment, to_sign, to_write
from partnerships.reports.sentences import changes
from partnerships.reports.signing import build_printed
from partnerships.services.agreement import change_row, remove_row
from partnerships.services.amendments import answer_amendment, propose_amendment, withdraw_amendment
from partnerships.services.content import build_content, fingerprint
from partnerships.services.documents import MOST_BYTES, add_document, remove_document
from partnerships.services.gates import missing_for
from partnerships.services.signing import sign, signed_version, text_in_force, unsigned
from partnerships.services.versions import freeze, is_intact
from tests.conftest import World
from tests.partnerships.agreements import add, at, clause, people, ready, writing
from tests.partnerships.factories import party_of

DAY = datetime.date(2026, 1, 5)
CLAUSE_OF = {criterion.code: str(criterion.short) for criterion in CRITERIA}


def _url(name: str, partnership: Partnership, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.pk, *args])


def _sign(partnership: Partnership, by: Any, **fields: Any) -> Signature:
    values = {"sha256": text_in_force(partnership), "function": "présidente", "signed_on": DAY, **fields}
    return sign(partnership=partnership, by=by, **values)


def _signed_by_all(world: World) -> Partnership:
    partnership = ready(world)
    for person in people(world):
        _sign(partnership, person)
    return at(partnership, State.ACTIVE)


def test_the_gate_opens_when_everything_is_there(world: World) -> None:
    assert missing_for(ready(world), State.TO_SIGN) == []


@pytest.mark.parametrize("code", ["C1", "C11"])
def test_every_criterion_has_a_clause_or_a_reason(world: World, code: str) -> None:
    partnership = ready(world, state=State.CRITERIA)
    row = partnership.clauses.get(criterion=code)
    remove_row(row=row, by=world.officer)
    (sentence,) = missing_for(partnership, State.TO_SIGN)
    assert CLAUSE_OF[code] in sentence
    clause(partnership, world.officer, code, text="", no_clause_because="Rien à en dire")
    assert missing_for(partnership, State.TO_SIGN) == []


def test_the_gate_asks_for_a_closed_rating(world: World) -> None:
    partnership = ready(world)
    partnership.campaigns.update(state="open")
    (sentence,) = missing_for(partnership, State.TO_SIGN)
    assert "t0" in sentence


def test_the_gate_asks_for_the_agreement_of_all_to_the_evaluation_plan(world: World) -> None:
    partnership = ready(world)
    partnership.acceptances.filter(party=party_of(partnership, world.partner)).update(agrees=False)
    (sentence,) = missing_for(partnership, State.TO_SIGN)
    assert str(world.partner) in sentence


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: p.objectives.get().validated_by.clear(), "objectif validé"),
        (lambda p: p.parties.filter(position=1).update(own_interest=" "), "intérêt propre"),
        (lambda p: p.action_plan.actions.update(state="dropped"), "activité"),
        (lambda p: p.parties.filter(position__gt=0).update(left_on=DAY), "deux parties"),
        (lambda p: p.needs.all().delete(), "besoin"),
        (lambda p: p.policies.all().delete(), "politique publique"),
    ],
)
def test_the_structural_gate(world: World, change: Any, words: str) -> None:
    """Two parties, a common objective, an interest of each, an activity; a need and a policy."""
    partnership = ready(world)
    change(partnership)
    assert any(words in sentence for sentence in missing_for(partnership, State.CRITERIA))


def test_nobody_signs_while_something_is_missing(world: World) -> None:
    partnership = ready(world)
    partnership.campaigns.all().delete()
    with pytest.raises(Refusal, match="manque"):
        _sign(partnership, world.officer)


def test_the_last_signature_takes_the_partnership_forward(world: World) -> None:
    partnership = ready(world)
    first, second, third = people(world)
    _sign(partnership, first)
    _sign(partnership, second)
    with pytest.raises(Refusal, match="déjà signé"):
        _sign(partnership, second)
    assert Partnership.objects.get(pk=partnership.pk).state == State.TO_SIGN
    assert [party.organization for party in unsigned(partnership)] == [world.partner]
    _sign(partnership, third)
    assert Partnership.objects.get(pk=partnership.pk).state == State.SIGNED
    version = signed_version(partnership)
    assert version is not None
    assert (version.number, version.signatures.count()) == (1, 3)


def test_a_signature_holds_for_one_text(world: World) -> None:
    partnership = ready(world)
    read = text_in_force(partnership)
    _sign(partnership, world.administrator)
    at(partnership, State.COWRITING)
    row = partnership.clauses.get(criterion="C1")
    change_row(
        row=row, version=row.version, by=world.officer, criterion="C1", title="C1", text="Autrement",
        no_clause_because="", is_decision_rule=False, one_sided="", favours=None,
    )  # fmt: skip
    at(partnership, State.TO_SIGN)
    with pytest.raises(Refusal, match="a changé"):
        _sign(partnership, world.officer, sha256=read)
    assert len(unsigned(partnership)) == 3


def test_a_signature_is_not_dated_ahead(world: World) -> None:
    with pytest.raises(Refusal, match="avenir"):
        _sign(ready(world), world.officer, signed_on=datetime.date(2030, 1, 1))


def test_the_fingerprint_moves_with_the_text_alone(world: World) -> None:
    partnership = ready(world, state=State.CRITERIA)
    first = fingerprint(build_content(partnership))
    assert first == fingerprint(build_content(Partnership.objects.get(pk=partnership.pk)))
    add(partnership, world.officer, "commitment", text="Publier", due_on=None)
    assert fingerprint(build_content(partnership)) != first


def test_a_version_is_kept_once_and_tells_when_it_was_touched(world: World) -> None:
    partnership = writing(world)
    version = freeze(partnership=partnership, reason="Atelier", by=world.officer)
    assert is_intact(version)
    with pytest.raises(Refusal, match="Rien n’a changé"):
        freeze(partnership=partnership, reason="Encore", by=world.officer)
    version.content["frame"]["name"] = "Autre"
    assert not is_intact(version)


def test_differences_are_sentences(world: World) -> None:
    partnership = writing(world)
    objective = add(partnership, world.officer, "objective", text="De l’eau", need=None)
    before = build_content(partnership)
    change_row(row=objective, version=1, by=world.officer, text="De l’eau propre", need=None)
    add(partnership, world.officer, "policy", name="Plan communal", level="")
    found = {row.title: row.changes for row in changes(before, build_content(partnership))}
    assert [(row.kind, row.after) for row in found["Objectifs"]] == [("changed", "De l’eau propre.")]
    (why,) = found["Pourquoi\xa0: besoins et politiques publiques"]
    assert (why.kind, why.after) == ("added", "Politique publique\xa0: Plan communal.")


def test_an_amendment_goes_round_and_comes_back_signed(world: World) -> None:
    partnership = _signed_by_all(world)
    amendment = propose_amendment(partnership=partnership, what="La fin", why="Le retard", by=world.officer)
    with pytest.raises(Refusal, match="déjà ouvert"):
        propose_amendment(partnership=partnership, what="Autre", why="Autre", by=world.representative)
    answer_amendment(amendment=amendment, agrees=True, by=world.representative)
    assert at(partnership, State.ACTIVE).state == State.ACTIVE
    amendment = answer_amendment(amendment=amendment, agrees=True, by=world.administrator)
    partnership = Partnership.objects.get(pk=partnership.pk)
    assert (amendment.state, partnership.state) == (AmendmentState.ACCEPTED, State.AMENDING)
    with pytest.raises(Refusal, match="Rien n’a changé"):
        _sign(partnership, world.officer)
    add(partnership, world.officer, "commitment", text="Publier", due_on=None)
    for person in people(world):
        _sign(partnership, person)
    amendment.refresh_from_db()
    assert Partnership.objects.get(pk=partnership.pk).state == State.ACTIVE
    assert amendment.before is not None
    assert amendment.after is not None
    assert (amendment.before.number, amendment.after.number) == (1, 2)


def test_a_no_ends_an_amendment_with_its_reason(world: World) -> None:
    partnership = _signed_by_all(world)
    amendment = propose_amendment(partnership=partnership, what="La fin", why="Le retard", by=world.officer)
    with pytest.raises(Refusal, match="vous arrête"):
        answer_amendment(amendment=amendment, agrees=False, by=world.representative)
    with pytest.raises(Refusal, match="Seule la partie"):
        withdraw_amendment(amendment=amendment, by=world.representative)
    refused = answer_amendment(amendment=amendment, agrees=False, sentence="Trop tôt", by=world.representative)
    assert refused.state == AmendmentState.REFUSED
    with pytest.raises(Refusal, match="a eu sa réponse"):
        answer_amendment(amendment=amendment, agrees=True, by=world.administrator)


def test_what_waits_for_a_party(world: World) -> None:
    partnership = ready(world)
    mine = party_of(partnership, world.town_hall)
    assert to_sign(partnership, mine) is not None
    _sign(partnership, world.officer)
    assert to_sign(partnership, mine) is None
    assert to_write(at(writing(world), State.COWRITING), mine) is not None
    assert to_answer_amendment(partnership, mine) is None


# --- pages and files


def test_signing_from_the_page(world: World, client: Client) -> None:
    partnership = ready(world)
    url = _url("signing", partnership)
    client.force_login(world.officer)
    page = client.get(url)
    sha = page.context["page"].sha256
    data = {"function": "maire", "signed_on": "05/01/2026", "commits": "on", "sha256": sha}
    forgotten = client.post(url, {**data, "commits": ""})
    assert forgotten.status_code == 422
    assert "maire" in forgotten.content.decode()
    assert client.post(url, data).status_code == 302
    assert Signature.objects.get().function == "maire"


def test_a_text_read_too_long_ago_is_refused_on_the_page(world: World, client: Client) -> None:
    partnership = ready(world)
    client.force_login(world.officer)
    data = {"function": "maire", "signed_on": "2026-01-05", "commits": "on", "sha256": "0" * 64}
    response = client.post(_url("signing", partnership), data)
    assert response.status_code == 422
    assert "Relisez-le" in response.content.decode()
    assert not Signature.objects.exists()


def test_who_may_not_commit_reads_and_does_not_sign(world: World, client: Client) -> None:
    partnership = ready(world)
    client.force_login(world.facilitator)
    assert client.get(_url("signing", partnership)).status_code == 200
    assert client.post(_url("signing", partnership), {}).status_code == 403


def test_versions_are_compared_on_a_page(world: World, client: Client) -> None:
    partnership = writing(world)
    freeze(partnership=partnership, reason="Un", by=world.officer)
    add(partnership, world.officer, "objective", text="De l’eau partout", need=None)
    freeze(partnership=partnership, reason="Deux", by=world.officer)
    client.force_login(world.representative)
    page = client.get(_url("version_compare", partnership, 1, 2)).content.decode()
    assert "<ins>De l’eau partout.</ins>" in page
    assert client.get(_url("version_detail", partnership, 2)).status_code == 200
    assert client.get(_url("version_compare", partnership, 1, 9)).status_code == 404


def test_a_published_signed_text_is_read_by_an_observer(world: World, client: Client) -> None:
    partnership = _signed_by_all(world)
    client.force_login(world.observer)
    assert client.get(_url("version_detail", partnership, 1)).status_code == 404
    Partnership.objects.filter(pk=partnership.pk).update(published_at="2026-01-06T10:00Z")
    assert client.get(_url("version_detail", partnership, 1)).status_code == 200
    AgreementVersion.objects.create(
        partnership=partnership, number=2, content=build_content(partnership), sha256="0" * 64
    )
    assert client.get(_url("version_detail", partnership, 2)).status_code == 403


def test_the_agreement_is_a_pdf_and_says_when_it_is_a_draft(world: World) -> None:
    partnership = ready(world)
    draft = build_printed(partnership, "team")
    assert draft.draft
    content = KIND.render(draft, "fr", lambda percent: None)
    assert content.content.startswith(b"%PDF")
    signed = build_printed(_resigned(world, partnership), "team")
    assert (signed.draft, signed.number) == ("", 1)
    assert [row.function for row in signed.signatures] == ["présidente"] * 3


def _resigned(world: World, partnership: Partnership) -> Partnership:
    for person in people(world):
        _sign(partnership, person)
    return Partnership.objects.get(pk=partnership.pk)


def _file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.html", b"<script>", "genre de fichier"),
        ("faux.pdf", b"<html>", "n’est pas ce que dit son nom"),
        ("faux.txt", b"MZ\x00\x01", "n’est pas ce que dit son nom"),
        ("lourd.txt", b"a" * (MOST_BYTES + 1), "dépasse 5"),
        ("vide.txt", b"", "vide"),
    ],
)
def test_files_are_bounded_in_size_and_kind(
    world: World, client: Client, name: str, content: bytes, words: str
) -> None:
    partnership = writing(world)
    client.force_login(world.officer)
    response = client.post(_url("document_add", partnership), {"title": "Budget", "file": _file(name, content)})
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "Budget" in page
    assert not Document.objects.exists()


def test_a_document_comes_as_a_download_to_those_who_may(world: World, client: Client) -> None:
    partnership = writing(world)
    shared = add_document(partnership=partnership, by=world.officer, title="Budget", file=_file("b.csv", b"a;1"))
    kept = add_document(
        partnership=partnership, by=world.officer, title="Liste", file=_file("l.csv", b"a;1"),
        restricted_because="des noms y figurent",
    )  # fmt: skip
    client.force_login(world.representative)
    response = client.get(_url("document_open", partnership, shared.pk))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == b"a;1"
    assert client.get(_url("document_open", partnership, kept.pk)).status_code == 403
    page = client.get(_url("agreement_documents", partnership)).content.decode()
    assert "des noms y figurent" in page
    assert "50\xa0%" in page
    client.force_login(world.stranger)
    assert client.get(_url("document_open", partnership, shared.pk)).status_code == 404


def test_only_its_party_takes_a_document_out_before_the_signature(world: World) -> None:
    partnership = writing(world)
    row = add_document(partnership=partnership, by=world.officer, title="Budget", reference="Registre")
    with pytest.raises(Refusal, match="Seule la partie"):
        remove_document(document=row, by=world.representative)
    at(partnership, State.ACTIVE)
    with pytest.raises(Refusal, match="restent"):
        remove_document(document=Document.objects.get(pk=row.pk), by=world.officer)
