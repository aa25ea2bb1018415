"""How the programme board grows with the number of cycles: queries and milliseconds, in a scratch database.

    DATABASE_URL=postgres://… python benchmarks/board.py --cycles 50 500 2000

Makes a database of its own beside the one of DATABASE_URL, migrates it, fills it with released cycles, asks the page
five times at each size, keeps the middle time, and drops the database. The ratio says what a cycle costs: 1.0 is flat.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

ASKED = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cycles", type=int, nargs="+", default=[20, 200, 1000], help="sizes to measure")
    sizes = sorted(parser.parse_args().cycles)
    setup_test_environment()
    own = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure(sizes)
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)


def measure(sizes: list[int]) -> None:
    from accounts.enums import Role
    from tests.factories import OrganizationFactory, UserFactory

    ngo = OrganizationFactory()
    client = Client()
    client.force_login(
        UserFactory(role=Role.FACILITATOR, organization=ngo), backend="django.contrib.auth.backends.ModelBackend"
    )
    made, first = 0, 0.0
    say("cycles", "queries", "ms", "KB", "ratio of ms", "ratio of cycles")
    for size in sizes:
        fill(ngo, size - made)
        made = size
        queries, spent, weight = ask(client)
        first = first or spent
        say(size, queries, f"{spent:.0f}", weight // 1024, f"{spent / first:.1f}", f"{size / sizes[0]:.1f}")


def fill(ngo: Any, count: int) -> None:
    """Released cycles with two groups, a provider, three indicators and two promises each."""
    from scorecards.enums import CycleState
    from tests.factories import ActionFactory, ServicePointFactory, full_cycle

    for _ in range(count):
        point = ServicePointFactory(latitude=31 + _ % 50 / 10, longitude=-6 - _ % 70 / 10)
        cycle = full_cycle(organization=ngo, service_point=point, state=CycleState.FOLLOW_UP)
        ActionFactory.create_batch(2, plan=cycle.action_plan)


def ask(client: Client) -> tuple[int, float, int]:
    """Queries, the middle of five times in milliseconds, bytes of the page."""
    from django.urls import reverse

    address = reverse("scorecards:programme_board")
    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    client.get(address)  # Templates are compiled once.
    with connection.execute_wrapper(count):
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"The page answered {response.status_code}.")
    times = []
    for _ in range(ASKED):
        start = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - start) * 1000)
    return len(asked), statistics.median(times), len(response.content)


def say(*cells: object) -> None:
    sys.stdout.write("  ".join(str(cell).rjust(15) for cell in cells) + "\n")


if __name__ == "__main__":
    main()
