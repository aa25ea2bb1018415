"""A partnership in framing: two parties have answered alone, the third is awaited, nothing is revealed."""

from core.demo import fr
from partnerships.demo import tools
from partnerships.demo.tools import Cast, blind, identify, step
from partnerships.enums import State
from partnerships.models import Partnership

NAME = "Une cantine à l'école de Tighremt"
WHO = {"ngo": "animatrice", "education": "prestataire", "university": "partenaire"}


def load_waiting(cast: Cast) -> Partnership:
    story = tools.open_story(
        cast, WHO, day=26, place="commune", name=NAME, themes=["education", "agriculture", "youth"],
        origins=["network"], audience=fr("les élèves de Tighremt"),
    )  # fmt: skip
    identify(story, "ngo", day=24, own_interest="Faire revenir les filles à l'école", role="réunit les parents")
    tools.list_priorities(
        story, ("un repas par jour", "des légumes du village", "une cuisine équipée", "suivre la santé des élèves"),
        day=20,
    )  # fmt: skip
    step(story, State.FRAMING, day=18)
    blind(
        story, "ngo", day=12, order="abdc", what="Un repas chaud quatre jours par semaine",
        why="Les élèves partent à midi et ne reviennent pas", success=["access", "lasting"],
        beneficiaries=["children"], motives=["mission", "network"], commitment=4,
        foresees={"university": ["learning", "mission"], "education": ["obligation", "mission"]},
    )  # fmt: skip
    blind(
        story, "university", day=9, order="dabc", what="Suivre ce qu'un repas change pour la santé et les notes",
        why="Peu d'études existent en montagne", success=["quality", "model"], beneficiaries=["children"],
        motives=["learning", "recruitment"], commitment=3, foresees={"ngo": ["mission"], "education": ["obligation"]},
    )  # fmt: skip
    return story.fresh()
