"""The words of the facts and of the alerts: parts, reasons for no figure, other readings. Nothing here accuses."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from partnerships.scoring.proxies import Missing
from partnerships.scoring.verticality import Lean

#: Part of a proxy → what it is, in words.
PARTS: dict[str, Any] = {
    "rankings": _("likeness of the rankings of priorities, beyond chance"),
    "edits": _("evenness of the changes of the text between the parties"),
    "presence": _("presence at the meetings, of those invited"),
    "commitments": _("commitments kept, of those that came due"),
    "step_roles": _("steps where each party has a written role"),
    "needs": _("needs covered by another party, less what two parties offer"),
    "reused": _("lessons reused by another party"),
    "written_by_others": _("lessons written by others than the coordinator"),
    "balance": _("closeness of what each gives and what each says it receives"),
    "reviews": _("reviews held, of those planned up to today"),
    "contacts": _("parties with two contacts"),
    "goes_on": _("actions that somebody carries on after the end"),
    "agreed": _("disagreements closed by an agreement"),
    "documents": _("documents open to all parties"),
    "reasons": _("decisions with a written reason"),
    "money": _("budget that doesn’t come from one other party, for the most dependent one"),
    "clauses": _("kinds of clause that hold for both sides, of four"),
    "incidents": _("incidents looked at by two parties or more"),
    "risks": _("risks that two parties or more bear"),
}

#: What the rows of a part are counted in.
ROWS: dict[str, Any] = {
    "rankings": _("rankings"),
    "edits": _("changes"),
    "presence": _("invitations"),
    "commitments": _("commitments"),
    "step_roles": _("places to fill"),
    "needs": _("needs"),
    "reused": _("lessons"),
    "written_by_others": _("lessons"),
    "balance": _("figures of parties"),
    "reviews": _("reviews"),
    "contacts": _("parties"),
    "goes_on": _("actions"),
    "agreed": _("disagreements"),
    "documents": _("documents"),
    "reasons": _("decisions"),
    "money": _("budgets"),
    "clauses": _("clauses"),
    "incidents": _("incidents"),
    "risks": _("risks"),
}

#: Why there is no figure: a sentence that says what would give one.
MISSING: dict[Missing, Any] = {
    Missing.NOT_REVEALED: _("The blind sheets aren’t revealed yet."),
    Missing.RANKINGS: _("Fewer than two parties ranked the priorities."),
    Missing.EDITS: _("Fewer changes of the text than parties."),
    Missing.MEETINGS: _("No meeting is written in the log."),
    Missing.COMMITMENTS: _("No commitment has come due."),
    Missing.STEP_ROLES: _("No role at a step is written."),
    Missing.NEEDS: _("No party has written a need for a competence or means."),
    Missing.LESSONS: _("No lesson is written."),
    Missing.BENEFITS: _("No benefit is felt and rated yet."),
    Missing.CONTRIBUTIONS: _("No contribution has an estimated value."),
    Missing.REVIEWS: _("No review has come due."),
    Missing.ACTIONS: _("The plan holds no action."),
    Missing.DISAGREEMENTS: _("No disagreement was opened."),
    Missing.DOCUMENTS: _("No document is shared here."),
    Missing.DECISIONS: _("No decision is written in the log."),
    Missing.BUDGETS: _("No party has written its yearly budget."),
    Missing.CLAUSES: _("No clause is written."),
    Missing.INCIDENTS: _("No incident is written in the log."),
    Missing.RISKS: _("No risk is written."),
}

LEANS: dict[Lean, Any] = {
    Lean.DECISION: _("decisions in few hands"),
    Lean.CLAUSES: _("clauses that hold for one party alone"),
    Lean.REPORTING: _("accounts asked in one direction"),
    Lean.INITIATIVE: _("amendments proposed by the same party"),
    Lean.AUTONOMY: _("autonomy that isn’t felt, or money from one party"),
}
LEAN_MISSING: dict[Lean, Any] = {
    Lean.DECISION: _("too few decisions in the log"),
    Lean.CLAUSES: _("no clause is written"),
    Lean.REPORTING: _("too few requests to account"),
    Lean.INITIATIVE: _("too few amendments"),
    Lean.AUTONOMY: _("neither a rating nor a budget"),
}

#: Figure of an alert → (words, how it is shown: "share", "number" or "ratio").
FIGURES: dict[str, tuple[Any, str]] = {
    "linked_actions": (_("actions tied to a shared result"), "share"),
    "shared_actions": (_("actions with two contributors or more"), "share"),
    "joint_decisions": (_("decisions taken together, for 100 actions"), "number"),
    "validated_objectives": (_("objectives that all parties validated"), "number"),
    "actions": (_("actions of the plan"), "number"),
    "readable_motives": (_("how well the others foresaw the motives of the least foreseen party"), "share"),
    "undeclared_motives": (_("parties that declared no motive"), "number"),
    "unhandled_conflicts": (_("declared conflicts of interest without a way to handle them"), "number"),
    "opposed_votes": (_("votes against one’s own declared priorities, at most for a party"), "number"),
    "felt_convergence": (_("shared view of the purpose, as felt"), "share"),
    "rank_overlap": (_("likeness of the blind rankings, beyond chance"), "ratio"),
    "tag_overlap": (_("likeness of the signs of success and of who benefits"), "share"),
    "apparent_index": (_("distance between what is felt and what the sheets say"), "ratio"),
    "concentrated_domains": (_("domains of power that are concentrated, of five"), "number"),
    "one_actor_domains": (_("domains where the same party holds most"), "number"),
    "logged_decisions": (_("decisions in the log"), "number"),
    "power_decision": (_("final decision: concentration"), "share"),
    "power_budget": (_("budget and payment: concentration"), "share"),
    "power_agenda": (_("agenda and chair: concentration"), "share"),
    "power_information": (_("information and documents: concentration"), "share"),
    "power_representation": (_("public word and signature: concentration"), "share"),
    "risk_imbalance": (_("distance between risks borne and means brought"), "share"),
    "risk_per_power": (_("risk borne for one part of decision, at most for a party"), "ratio"),
    "unborne_risks": (_("risks that aren’t borne whole"), "number"),
    "risks": (_("risks written"), "number"),
    "verticality": (_("verticality index, from level to vertical"), "share"),
    "lean_decision": (_("decisions in few hands"), "share"),
    "lean_clauses": (_("clauses that hold for one party alone"), "share"),
    "lean_reporting": (_("accounts asked in one direction"), "share"),
    "lean_initiative": (_("amendments proposed by the same party"), "share"),
    "lean_autonomy": (_("autonomy that isn’t felt, or money from one party"), "share"),
    "felt_relation": (_("quality of the relation, as felt"), "share"),
    "disagreements_last_year": (_("disagreements opened in a year"), "number"),
    "days": (_("days since the partnership began"), "number"),
}

#: Why a reading can't be made.
NOT_ENOUGH: dict[str, Any] = {
    "actions": _("too few actions in the plan"),
    "motives": _("the blind sheets aren’t revealed, or nobody wrote what they expect of the others"),
    "rating": _("no closed rating that two parties answered"),
    "sheets": _("the blind sheets aren’t revealed, or fewer than two were filled"),
    "decisions": _("too few decisions in the log"),
    "risks": _("no risk is written"),
    "contributions": _("no contribution has an estimated value"),
    "year": _("the partnership is less than a year old"),
    **{f"lean_{code.value}": words for code, words in LEAN_MISSING.items()},
}


@dataclass(frozen=True)
class AlertWords:
    """``says``: what the figures show; ``rule``: when it is raised; ``otherwise``: what else it may mean."""

    says: Any
    rule: Any
    otherwise: tuple[Any, ...]
    next_step: Any


ALERTS: dict[str, AlertWords] = {
    "ap1": AlertWords(
        _("The actions stand side by side: few serve a shared result, few are done by several parties."),
        _(
            "Raised when less than %(linked_actions)s of the actions serve a shared result and less than "
            "%(shared_actions)s have two contributors; or when, once signed, no objective is validated by all."
        ),
        (
            _("The links between actions and results may not have been written yet."),
            _("The partnership may be at its start: each begins with what it knows how to do."),
            _("Sharing out the actions may be the agreed way of working."),
        ),
        _("Tie each action to a shared result, or say together which ones don’t need to be."),
    ),
    "ap2": AlertWords(
        _("The others foresee badly why one of the parties is in the partnership."),
        _(
            "Raised when the others’ guesses share less than %(readable_motives)s with the motives that a party "
            "declared, when a party declared none, when a declared conflict of interest has no way to be handled, "
            "or when a party says %(opposed_votes)s times that it voted against its own priorities."
        ),
        (
            _("The parties may know each other too little yet to foresee."),
            _("Two words of the list may mean the same thing to different people."),
            _("Motives may have changed since the sheets were filled."),
        ),
        _("Give each party ten minutes to say what it comes for; every interest is legitimate once it is said."),
    ),
    "ap3": AlertWords(
        _("The purpose feels shared, while the sheets that each filled alone say different things."),
        _(
            "Raised when criterion 1 is felt at %(felt_convergence)s or more while the blind rankings (less than "
            "%(rank_overlap)s beyond chance) or the signs of success (less than %(tag_overlap)s in common) overlap "
            "little."
        ),
        (
            _("The views may have come closer since the sheets were filled."),
            _("The list of priorities may have been too long, or its words unclear."),
            _("Different priorities can serve the same purpose."),
        ),
        _("Open the comparison of the sheets together, and ask what each understands by success."),
    ),
    "ap4": AlertWords(
        _("Several domains of power rest with the same party, or with one function."),
        _(
            "Raised from %(logged_decisions)s decisions in the log, when %(power_domains)s domains of five are "
            "concentrated (%(concentration)s or more) or when one party holds most of as many (%(one_actor)s, or "
            "%(one_actor_of_two)s when there are two parties)."
        ),
        (
            _("The log may hold the decisions of one party more than those of the others."),
            _("The parties may have entrusted this to one of them, knowingly."),
            _("A period of work may call for one hand on the budget or the agenda."),
        ),
        _("Look at the five domains together and choose one to share: chairing in turn is a simple start."),
    ),
    "ap5": AlertWords(
        _("What each party bears of the risks is far from its means, or from its part in decisions."),
        _(
            "Raised when risks borne and means brought are more than %(risk_imbalance)s apart, when a party bears "
            "more than %(risk_per_power)s times its part of decisions, or when, once signed, a risk isn’t borne "
            "whole."
        ),
        (
            _("Contributions in kind or in time may have no estimated value yet."),
            _("One party may be insured, or better equipped to bear a risk."),
            _("Some decisions may be missing from the log."),
        ),
        _("Read the register of risks again and share each one, or say who decides about it."),
    ),
    "vertical": AlertWords(
        _("Taken together, decisions, clauses, accounts, amendments and autonomy lean to one side."),
        _(
            "Raised when the mean of the parts that are known (%(verticality_parts)s at least) reaches "
            "%(verticality)s."
        ),
        (
            _("A funder’s legal duties can weigh on clauses and accounts without weighing on the relation."),
            _("The log may not yet show what the other parties decide."),
            _("The parties may have chosen a leader for a time."),
        ),
        _("Take the highest of the five parts and ask what would make it more level."),
    ),
    "silence": AlertWords(
        _("Nobody has opened a disagreement for a year, while the relation is felt as difficult."),
        _(
            "Raised when criterion 8 is felt under %(silence_felt)s, the partnership is %(silence_days)s days old, "
            "and no disagreement was opened in a year."
        ),
        (
            _("Disagreements may be settled by talking, and never written here."),
            _("The people may have changed between the rating and today."),
            _("There may be little to disagree on in a quiet period."),
        ),
        _("Begin the next meeting by asking each party for one thing that it would do otherwise."),
    ),
}
