"""The jobs of the scheduler in words."""

from flask_babel import gettext


def name_job(job: str) -> str:
    """What a job does."""
    return {
        "close-lessons": gettext("Recording that lessons have closed"),
        "final-windows": gettext("Opening and closing final marks"),
        "end-grants": gettext("Ending permissions whose time is over"),
        "chain-heads": gettext("Taking down the heads of the history's chains"),
        "sweep-sign-in-failures": gettext("Forgetting old failed sign-ins"),
        "prefill-absences": gettext("Writing known illnesses and exemptions into the day's cells"),
        "hand-heads-over": gettext("Handing the heads of the chains over to the director"),
        "tell-own-changes": gettext("Telling employees what was changed under their names"),
        "warn-of-closings": gettext("Warning teachers of lessons that close with gaps"),
        "notices": gettext("Telling people what is new"),
        "sweep-notices": gettext("Forgetting notices of more than a year ago"),
        "sweep-job-runs": gettext("Forgetting old runs of these jobs"),
    }.get(job, job)
