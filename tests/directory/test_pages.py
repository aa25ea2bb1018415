"""The register's pages: lists, forms that lose nothing, exports, and whose line it is to correct."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.enums import Role
from directory.enums import ActorKind, Sector
from directory.links import Link, service_point_links
from directory.models import Organization, ServicePoint, Territory
from tests.factories import OrganizationFactory, ServicePointFactory, TerritoryFactory, UserFactory

LISTS = ("/places/", "/places/organizations/", "/places/territories/")
NEW = "/places/new/"


def text_of(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ")


def point_data(world: Any, **changes: Any) -> dict[str, Any]:
    return {
        "name": "École d’Aval",
        "sector": "education",
        "territory": "Siadara",
        "operator": world.service.name,
    } | changes


class TestLists:
    @pytest.mark.parametrize("url", LISTS)
    def test_take_the_same_queries_for_2_and_12(self, signed_in: Any, world: Any, url: str) -> None:
        client = signed_in(world.administrator)

        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            return len(queries)

        few = count()
        for _n in range(10):
            place = TerritoryFactory(parent=world.region)
            ServicePointFactory(
                territory=place, operator=OrganizationFactory(territory=place, registered_by=world.ngo)
            )
        assert count() == few

    @pytest.mark.parametrize("url", LISTS)
    @pytest.mark.parametrize(
        "query", ["q=zzz", "sector=x", "kind=x", "level=x", "page=9", "sort=x", "q=%00", "q=a%27b"]
    )
    def test_odd_addresses_are_pages(self, signed_in: Any, world: Any, url: str, query: str) -> None:
        assert signed_in(world.observer).get(f"{url}?{query}").status_code == 200

    def test_filter_by_sector_text_and_territory(self, signed_in: Any, world: Any) -> None:
        far = TerritoryFactory(name="Loin", code="LOIN")
        ServicePointFactory(name="École lointaine", sector=Sector.EDUCATION, territory=far)
        client = signed_in(world.officer)
        for query in ("sector=education", "q=lointaine", "territory=LOIN", "territory=Loin (LOIN)"):
            page = text_of(client.get("/places/", dict([query.split("=")])))
            assert "École lointaine" in page, query
            assert world.service_point.name not in page, query
        assert world.service_point.name in text_of(client.get("/places/?territory=R1"))

    def test_an_unknown_territory_in_the_filter_is_said(self, signed_in: Any, world: Any) -> None:
        assert "Aucun territoire n’a ce nom" in text_of(signed_in(world.officer).get("/places/?territory=Nulle part"))

    def test_show_the_tree_in_order(self, signed_in: Any, world: Any) -> None:
        page = text_of(signed_in(world.administrator).get("/places/territories/")).split("<tbody")[1]
        names = [world.region.name, world.commune.name, world.village.name, "Commune d’Amont"]
        assert [page.index(name) for name in names] == sorted(page.index(name) for name in names)

    def test_say_what_to_do_first(self, signed_in: Any, world: Any) -> None:
        ServicePoint.objects.exclude(cycles__isnull=False).delete()
        page = text_of(signed_in(world.facilitator).get("/places/?q=zzz"))
        assert "Aucun point de service ne correspond" in page
        assert NEW in page
        assert NEW not in text_of(signed_in(world.observer).get("/places/?q=zzz"))

    @pytest.mark.parametrize("url", LISTS)
    def test_export_typed_and_safe(self, signed_in: Any, world: Any, url: str) -> None:
        ServicePoint.objects.filter(pk=world.service_point.pk).update(name="=1+1", catchment_population=1200)
        Organization.objects.filter(pk=world.service.pk).update(name="=1+1")
        Territory.objects.filter(pk=world.village.pk).update(name="=1+1")
        client = signed_in(world.facilitator)
        assert "'=1+1" in client.get(f"{url}export.csv").content.decode("utf-8-sig")
        sheet = load_workbook(BytesIO(client.get(f"{url}export.xlsx").content)).active
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        assert client.get(f"{url}export.exe").status_code == 404

    def test_an_export_of_territories_goes_back_in(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)
        Territory.objects.filter(parent=None).update(level="country")
        content = client.get("/places/territories/export.csv").content
        response = client.post("/places/territories/import/", {"file": SimpleUploadedFile("t.csv", content)})
        assert "Rien à changer" in text_of(response)


class TestServicePoints:
    def test_one_page_for_an_empty_register(self, signed_in: Any, db: None) -> None:
        """A new organisation knows its country and nothing else."""
        country = TerritoryFactory(level="country", code="ML", name="Mali")
        ngo = OrganizationFactory(territory=country)
        facilitator = UserFactory(role=Role.FACILITATOR, organization=ngo)
        response = signed_in(facilitator).post(
            NEW,
            {
                "name": "Dispensaire", "sector": "health", "territory": "Siadara", "within": "Mali (ML)",
                "operator": "District sanitaire", "operator_kind": "decentralised_service",
                "catchment_population": "1200", "latitude": "34,8206", "longitude": "66.7347",
            },
        )  # fmt: skip
        point = ServicePoint.objects.get()
        assert response["Location"] == point.get_absolute_url()
        assert (point.latitude, point.longitude) == (Decimal("34.820600"), Decimal("66.734700"))
        assert (point.territory.path, point.territory.level) == ("ML/ML-01/", "village")
        assert (point.operator.kind, point.operator.territory) == (ActorKind.DECENTRALISED_SERVICE, country)
        assert point.registered_by == point.operator.registered_by == ngo

    def test_chooses_from_the_register(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.facilitator)
        data = point_data(
            world,
            territory=f"Siadara, Commune d’Aval ({world.village.code})",
            operator="District sanitaire, Commune d’Aval",
        )
        assert client.post(NEW, data).status_code == 302
        point = ServicePoint.objects.get(name="École d’Aval")
        assert (point.territory, point.operator) == (world.village, world.service)

    def test_twice_by_mistake_registers_once(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.facilitator)
        data = point_data(world, territory="Neuf", within="R1-C1", operator="Neuve", operator_kind="state")
        before = (Territory.objects.count(), Organization.objects.count(), ServicePoint.objects.count())
        assert client.post(NEW, data).status_code == 302
        again = client.post(NEW, data)
        assert again.status_code == 422
        assert "déjà inscrit" in text_of(again)
        after = (Territory.objects.count(), Organization.objects.count(), ServicePoint.objects.count())
        assert after == tuple(n + 1 for n in before)

    def test_a_refusal_takes_back_the_new_village(self, signed_in: Any, world: Any) -> None:
        OrganizationFactory(name="Neuve", territory=world.commune)
        Organization.objects.filter(name="Neuve").update(name="neuve ")
        data = point_data(world, territory="Neuf", within="R1-C1-V1")
        response = signed_in(world.facilitator).post(NEW, data)
        assert response.status_code == 422
        assert "ne peut pas se trouver dans Siadara" in text_of(response)
        assert not Territory.objects.filter(name="Neuf").exists()

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"name": ""}, "obligatoire"),
            ({"sector": "mines"}, "Sélectionnez un choix valide"),
            ({"territory": "Nulle part"}, "dites ci-dessous où il se trouve"),
            ({"territory": "Nulle part", "within": "Là-bas"}, "Aucun territoire n’a ce nom"),
            ({"operator": "Inconnue"}, "dites ci-dessous de quel type"),
            ({"latitude": "34"}, "la latitude et la longitude"),
            ({"latitude": "95", "longitude": "0"}, "90"),
            ({"latitude": "nord", "longitude": "0"}, "nombre"),
            ({"latitude": "1,1234567", "longitude": "0"}, "6 chiffres"),
            ({"catchment_population": "-3"}, "0"),
            ({"catchment_population": "beaucoup"}, "nombre"),
            ({"name": "x" * 201}, "200"),
            ({"name": "a\x00b"}, "nul"),
        ],
    )
    def test_bad_input_is_said_and_what_was_typed_is_kept(
        self, signed_in: Any, world: Any, changes: dict[str, str], words: str
    ) -> None:
        data = point_data(world, catchment_population="77") | changes
        response = signed_in(world.facilitator).post(NEW, data)
        assert response.status_code == 422
        assert words in text_of(response)
        for value in changes.values():
            if value and "\x00" not in value:
                assert f'value="{value}"' in response.content.decode() or "sector" in changes
        assert not ServicePoint.objects.filter(name="École d’Aval").exists()

    def test_several_villages_of_one_name_are_listed(self, signed_in: Any, world: Any) -> None:
        TerritoryFactory(level="village", name="Siadara", code="AUTRE", parent=world.region)
        response = signed_in(world.facilitator).post(NEW, point_data(world))
        assert response.status_code == 422
        assert "Siadara, Région des Sources (AUTRE) ; Siadara, Commune d’Aval (R1-C1-V1)" in text_of(response)

    def test_who_registered_it_corrects_it(self, signed_in: Any, world: Any) -> None:
        ServicePoint.objects.filter(pk=world.service_point.pk).update(registered_by=world.ngo)
        url = reverse("directory:service_point_edit", args=[world.service_point.pk])
        client = signed_in(world.facilitator)
        assert "Siadara, Commune d’Aval (R1-C1-V1)" in text_of(client.get(url))
        assert client.post(url, point_data(world, name="Centre neuf", sector="health")).status_code == 302
        world.service_point.refresh_from_db()
        assert world.service_point.name == "Centre neuf"
        stranger = signed_in(world.stranger).get(url)
        assert stranger.status_code == 403
        assert "Seule l’organisation qui a inscrit" in text_of(stranger)
        page = text_of(signed_in(world.stranger).get(world.service_point.get_absolute_url()))
        assert "Corriger" not in page

    def test_the_page_says_what_is_known_and_leads_on(self, signed_in: Any, world: Any) -> None:
        ServicePoint.objects.filter(pk=world.service_point.pk).update(latitude=Decimal("34.8206"), longitude=66)
        own = [lambda point, user: Link("Ailleurs", "/ailleurs/", 3), lambda point, user: None]
        service_point_links.extend(own)
        try:
            page = text_of(signed_in(world.observer).get(world.service_point.get_absolute_url()))
        finally:
            for link in own:
                service_point_links.remove(link)
        for words in ("34,8206 ; 66", "District sanitaire", "non renseigné", "Ailleurs"):
            assert words in page

    def test_leads_to_the_cycles_that_may_be_seen(self, signed_in: Any, world: Any) -> None:
        url = world.service_point.get_absolute_url()
        assert "Cycles de ce service" not in text_of(signed_in(world.facilitator).get(url))
        world.make_cycle()
        assert f"?service={world.service_point.pk}" in text_of(signed_in(world.facilitator).get(url))
        assert "Ouvrir un cycle ici" in text_of(signed_in(world.facilitator).get(url))
        stranger = text_of(signed_in(world.stranger).get(url))
        assert f"?service={world.service_point.pk}" not in stranger


class TestOrganizations:
    def test_registers_and_corrects(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.facilitator)
        data = {"name": "Radio d’Aval", "kind": "media", "territory": "Commune d’Aval"}
        client.post("/places/organizations/new/", data)
        radio = Organization.objects.get(name="Radio d’Aval")
        assert radio.registered_by == world.ngo
        again = client.post("/places/organizations/new/", data | {"name": "RADIO d’Aval"})
        assert again.status_code == 422
        assert "déjà inscrit" in text_of(again)
        url = reverse("directory:organization_edit", args=[radio.pk])
        assert client.post(url, data | {"name": "Radio des Sources"}).status_code == 302
        assert signed_in(world.stranger).post(url, data).status_code == 403

    def test_ones_own_is_corrected_by_the_operator(self, signed_in: Any, world: Any) -> None:
        url = reverse("directory:organization_edit", args=[world.ngo.pk])
        assert signed_in(world.administrator).get(url).status_code == 403
        assert signed_in(UserFactory(is_superuser=True)).get(url).status_code == 200

    def test_leads_administrators_to_its_people(self, signed_in: Any, world: Any) -> None:
        url = world.town_hall.get_absolute_url()
        page = text_of(signed_in(world.administrator).get(url))
        assert f"{reverse('accounts:member_list')}?organization={world.town_hall.pk}" in page
        assert "Inviter quelqu’un" in page
        for person in (world.facilitator, world.stranger):
            assert "Inviter quelqu’un" not in text_of(signed_in(person).get(url))

    @pytest.mark.parametrize("kind", ActorKind.values)
    def test_ten_kinds(self, signed_in: Any, world: Any, kind: str) -> None:
        data = {"name": f"O {kind}", "kind": kind, "territory": "R1"}
        assert signed_in(world.facilitator).post("/places/organizations/new/", data).status_code == 302


class TestTerritories:
    def upload(self, client: Any, content: bytes) -> Any:
        return client.post("/places/territories/import/", {"file": SimpleUploadedFile("t.csv", content)})

    def test_previews_then_imports(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)
        content = "code,name,level,parent_code\nR1-C9,Commune <b>neuve</b>,commune,R1\nR1,Région neuve,region,R1-X\n"
        bad = self.upload(client, content.encode())
        assert bad.status_code == 422
        content = "code,name,level,parent_code\nR1-C9,Commune <b>neuve</b>,commune,R1\n"
        preview = self.upload(client, content.encode())
        assert "1 territoire à ajouter" in text_of(preview)
        assert "&lt;b&gt;neuve" in text_of(preview)
        assert not Territory.objects.filter(code="R1-C9").exists()
        kept = preview.context["text"]
        done = client.post("/places/territories/import/confirm/", {"content": kept}, follow=True)
        assert "1 territoire ajouté, 0 nom corrigé" in text_of(done)
        again = client.post("/places/territories/import/confirm/", {"content": kept}, follow=True)
        assert "0 territoire ajouté" in text_of(again)
        assert Territory.objects.filter(code="R1-C9").count() == 1

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ("code,name,level,parent_code\nA,é,region,R1\n".encode("latin-1"), "UTF-8"),
            (b"", "vide"),
            (b"\x00" * 100, "fichier de texte"),
            (b"a,b\n1,2\n", "manque dans l"),
            (b"x" * (2 * 1024 * 1024 + 1), "2 Mo"),
        ],
    )
    def test_a_bad_file_is_said(self, signed_in: Any, world: Any, content: bytes, words: str) -> None:
        response = self.upload(signed_in(world.administrator), content)
        assert response.status_code == 422
        assert words in text_of(response)

    def test_no_file_is_said(self, signed_in: Any, world: Any) -> None:
        assert signed_in(world.administrator).post("/places/territories/import/").status_code == 422

    def test_a_confirmation_made_up_is_read_again(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)
        for content in ("", "garbage", "code,name,level,parent_code\n=1,=1,region,R1\n"):
            response = client.post("/places/territories/import/confirm/", {"content": content})
            assert response.status_code == 422
            assert "rien n’a été changé" in text_of(response)

    def test_adds_and_corrects_by_hand(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.administrator)
        new = client.post(
            "/places/territories/new/", {"name": "Village neuf", "level": "village", "parent": "R1-C1", "code": ""}
        )
        assert new.status_code == 302
        village = Territory.objects.get(name="Village neuf")
        assert village.parent == world.commune
        url = reverse("directory:territory_edit", args=[village.pk])
        assert "Se trouve dans" not in text_of(client.get(url)).split('<form method="post" class="formpage"')[1]
        client.post(url, {"name": "Village ancien", "level": "country", "parent": "", "code": "PWN"})
        village.refresh_from_db()
        assert (village.name, village.parent, village.level) == ("Village ancien", world.commune, "village")

    def test_a_slash_in_a_code_is_said(self, signed_in: Any, world: Any) -> None:
        data = {"name": "V", "level": "village", "parent": "R1-C1", "code": "A/B"}
        response = signed_in(world.administrator).post("/places/territories/new/", data)
        assert response.status_code == 422
        assert "barre oblique" in text_of(response)

    def test_the_operator_moves_a_subtree(self, signed_in: Any, world: Any) -> None:
        url = reverse("directory:territory_edit", args=[world.village.pk])
        data = {"name": "Siadara", "level": "village", "parent": "R1-C2", "code": "R1-C1-V1"}
        assert signed_in(UserFactory(is_superuser=True)).post(url, data).status_code == 302
        world.village.refresh_from_db()
        assert world.village.path == "R1/R1-C2/R1-C1-V1/"

    def test_proposes_while_typing(self, signed_in: Any, world: Any) -> None:
        client = signed_in(world.facilitator)
        page = text_of(client.get("/places/territories/suggest/?territory=siad"))
        assert page.strip() == '<option value="Siadara, Commune d’Aval (R1-C1-V1)"></option>'
        assert "District sanitaire" in text_of(client.get("/places/organizations/suggest/?x=district"))
