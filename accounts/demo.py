"""Demonstration people: one per role, a few more to play both sides, and one who acts for two organisations."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.enums import Role
from accounts.models import Membership, User
from directory.models import Organization

#: For demonstrations on one's own machine, printed at every start; never for a real installation.
PASSWORD = "carte-en-clair-7"  # noqa: S105 - public on purpose
DOMAIN = "exemple.org"


@dataclass(frozen=True)
class Person:
    """``name`` before the @; ``full_name``; what they do and for whom; ``also``: other roles of the same person."""

    name: str
    full_name: str
    role: Role
    organization: str
    also: tuple[tuple[Role, str], ...] = ()

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"


#: The first of each role is the one whose login is shown.
PEOPLE = (
    Person("animatrice", "Fatima R.", Role.FACILITATOR, "ngo"),
    Person("admin", "Youssef B.", Role.ADMINISTRATOR, "ngo", ((Role.OBSERVER, "neighbour"),)),
    Person("commune", "Nadia T.", Role.OFFICER, "commune"),
    Person("prestataire", "Hassan M.", Role.PROVIDER, "education"),
    Person("comite", "Aïcha O.", Role.COMMITTEE, "inhabitants"),
    Person("observateur", "Claire D.", Role.OBSERVER, "ngo"),
    Person("partenaire", "Salma B.", Role.REPRESENTATIVE, "university"),
    Person("animateur", "Driss A.", Role.FACILITATOR, "ngo"),
    Person("district", "Reza H.", Role.OFFICER, "district"),
    Person("soignante", "Zahra N.", Role.PROVIDER, "clinic"),
    Person("fontainier", "Brahim L.", Role.PROVIDER, "water"),
    Person("guichet", "Samira E.", Role.PROVIDER, "commune"),
    Person("cooperative", "Malika Z.", Role.REPRESENTATIVE, "water"),
    Person("radio", "Karim H.", Role.REPRESENTATIVE, "radio"),
    Person("habitants", "Lahcen I.", Role.REPRESENTATIVE, "inhabitants"),
    Person("entreprise", "Omar T.", Role.REPRESENTATIVE, "mason"),
    Person("voisine", "Leïla K.", Role.FACILITATOR, "neighbour"),
)


def load_people(organizations: Mapping[str, Organization]) -> dict[str, User]:
    """Name → person, with the memberships and the shared password of the demonstration."""
    shared = make_password(PASSWORD)
    people: dict[str, User] = {}
    for person in PEOPLE:
        fields = {"full_name": person.full_name, "password": shared}
        user, created = User.objects.get_or_create(email=person.email, defaults=fields)
        for role, key in ((person.role, person.organization), *person.also):
            Membership.objects.get_or_create(user=user, organization=organizations[key], role=role)
        if created:
            user.current_membership = user.memberships.get(
                organization=organizations[person.organization], role=person.role
            )
            user.save(update_fields=["current_membership"])
        people[person.name] = user
    return people


def logins() -> list[tuple[str, str]]:
    """Role and e-mail, one per role, in the order of the roles of a cycle."""
    shown: dict[Role, Person] = {}
    for person in PEOPLE:
        shown.setdefault(person.role, person)
    return [(str(role.label), person.email) for role, person in shown.items()]
