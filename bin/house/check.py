"""The main job of the site, done once over HTTP as a person would: card from a file, plan, PDF."""

import re
import time
import zlib
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from house import paths
from house.client import Browser, Page
from house.demo import Site
from house.say import Steps, Trouble, line

STEPS = ("connexion", "import", "carte", "plan", "rapport", "fichier")
CARD = paths.ROOT / "scorecards/fixtures/siadara_3_rounds.csv"
# Published by Edward et al. 2015, table 2: unweighted means over the indicators of each side, rounds 1 to 3.
PUBLISHED = {
    "Prestataire": (Decimal("7.889"), Decimal("9.056"), Decimal("9.5")),
    "Utilisateurs": (Decimal("8.0"), Decimal("9.6"), Decimal("10.0")),
}
PLAN = r"/plans/[0-9a-f-]{36}/$"
PATIENCE = 120


def walk(site: Site, logins: str, out: Path, step: Steps) -> None:
    """Do it all; raise a sentence at the first thing that does not hold."""
    browser = Browser(site.url)
    step("Contrôle : connexion de l’animatrice ou de l’animateur")
    sign_in(browser, *facilitator(logins))
    step("Contrôle : import d’une carte publiée (Siadara, trois tours)")
    card = import_card(browser)
    step.detail(f"{card.heading} : {card.url}")
    step("Contrôle : les six moyennes publiées, telles que la page les montre")
    cycle = browser.open(card.url.removesuffix("card/"))
    shown = means(cycle)
    for side, values in shown.items():
        published = "  ".join(str(mean).replace(".", ",") for mean in PUBLISHED[side])
        step.detail(f"{side:<14} {'   '.join(values)}   (publiées : {published})")
    step("Contrôle : plan d’action")
    plan = open_plan(browser, card, cycle)
    step.detail(f"{plan.heading} : {plan.url}")
    step("Contrôle : demande du PDF et attente de la tâche de fond")
    report = deliver(browser, site, card)
    step("Contrôle : fichier reçu")
    save(browser, report, out)


def facilitator(logins: str) -> tuple[str, str]:
    """Address and password of the facilitator in the table that `demo_data --logins` prints."""
    for row in logins.splitlines():
        words = row.split()
        address = next((word for word in words if "@" in word), None)
        if address and re.search(r"facilit|anima", row, re.IGNORECASE):
            return address, words[-1]
    raise Trouble("la liste des comptes de démonstration ne nomme aucune animatrice ni animateur.")


def sign_in(browser: Browser, address: str, password: str) -> None:
    """Sign in as everybody does."""
    page = browser.open("/accounts/login/")
    page = browser.send(page, page.form(having="password"), {"login": address, "password": password})
    if "/accounts/login" in page.url:
        raise Trouble(f"{address} ne peut pas se connecter : {page.text[:300]}")


def import_card(browser: Browser) -> Page:
    """Upload, look at the preview, confirm: the card of the last round."""
    page = browser.open("/cycles/import/")
    form = page.form(having="file")
    values = {"service_point": "", "service_name": "Siadara, contrôle", "scale": "ten"}
    values["sector"] = "health"
    values["territory"] = next(value for value in form.choices["territory"] if value)
    preview = browser.send(page, form, values, {"file": CARD})
    if "/import/" not in preview.url or preview.url.endswith("/cycles/import/"):
        raise Trouble(f"le fichier de la carte a été refusé : {preview.text[:600]}")
    own = [form for form in preview.forms if form.method == "post" and not form.action]
    if not own or "content" in own[0].values:
        raise Trouble(f"l’aperçu de la carte ne propose pas de confirmer : {preview.text[:600]}")
    return browser.send(preview, own[0], {})


def means(page: Page) -> dict[str, list[str]]:
    """The means of each side, round by round, as they are written; each must be the published one, rounded."""
    head, *rows = page.table("rounds")
    rounds = sorted(rows, key=lambda row: re.sub(r"\D*(\d+).*", r"\1", row[0]))
    shown = {}
    for side, published in PUBLISHED.items():
        column = next((place for place, words in enumerate(head) if side.lower() in words.lower()), None)
        if column is None or len(rounds) != len(published):
            raise Trouble(f"{page.url} ne montre pas les trois tours de chaque côté : {page.tables}")
        shown[side] = [row[column] for row in rounds]
        for written, mean in zip(shown[side], published, strict=True):
            if not says(written, mean):
                raise Trouble(f"{page.url} montre {written} pour « {side} », la moyenne publiée est {mean}.")
    return shown


def says(written: str, mean: Decimal) -> bool:
    """Whether a figure on a page is this mean, rounded half up to the digits that are written."""
    try:
        figure = Decimal(written.replace("\u202f", "").replace(",", "."))
    except InvalidOperation:
        return False
    return figure == mean.quantize(Decimal(1).scaleb(min(int(figure.as_tuple().exponent), -1)), ROUND_HALF_UP)


def open_plan(browser: Browser, card: Page, cycle: Page) -> Page:
    """The action plan of the cycle, by the first link that leads to it."""
    address = card.link(PLAN) or cycle.link(PLAN)
    if not address:
        address = browser.open(f"{cycle.url}meeting/").link(PLAN)
    if not address:
        raise Trouble(f"aucune page du cycle {cycle.url} ne mène à son plan d’action.")
    return browser.open(address)


def deliver(browser: Browser, site: Site, card: Page) -> Page:
    """Ask for the PDF and look again until the worker has delivered it."""
    page = browser.send(card, card.form(action="/report/dossier/"), {})
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        site.must_live()
        if page.link("/download/"):
            return page
        if "/retry/" in "".join(form.action for form in page.forms):
            raise Trouble(f"le rapport a échoué : {page.text[:600]}")
        time.sleep(0.5)
        page = browser.open(page.url)
    raise Trouble(f"le rapport n’est pas arrivé en {PATIENCE} s ; voyez {site.log / 'worker.log'}.")


def save(browser: Browser, report: Page, out: Path) -> None:
    """Keep the file; say where it is and how long it is."""
    file = browser.open(report.link("/download/"))
    if not file.content.startswith(b"%PDF-"):
        raise Trouble(f"{file.url} n’a pas rendu un PDF ({file.headers.get('content-type')}).")
    out.mkdir(parents=True, exist_ok=True)
    target = out / "siadara.pdf"
    target.write_bytes(file.content)
    line(f"      {target}")
    line(f"      {pages(file.content)} pages, {len(file.content) // 1000} ko")


def pages(content: bytes) -> int:
    """How many pages a PDF has: the tree of pages says it, compressed or not."""
    texts = [content]
    for match in re.finditer(rb"stream\r?\n", content):
        try:
            texts.append(zlib.decompressobj().decompress(content[match.end() :]))
        except zlib.error:
            continue
    found = [int(n) for text in texts for n in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", text)]
    found += [int(n) for text in texts for n in re.findall(rb"/Count\s+(\d+)[^>]*?/Type\s*/Pages\b", text)]
    if not found or max(found) < 1:
        raise Trouble("le PDF reçu n’a pas de page.")
    return max(found)
