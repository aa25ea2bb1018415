"""What concertation does in the morning."""

from celery import shared_task
from django.conf import settings
from django.utils.translation import override

from concertation.services.reminders import late_editions, remind, send


@shared_task(name="concertation.tasks.remind_late_answers")
def remind_late_answers() -> int:
    """Tell those who keep a device that the promised answer is late; once per date promised. Returns how many."""
    said = 0
    with override(settings.LANGUAGE_CODE):
        for edition in late_editions():
            letter = remind(edition=edition)
            if letter is not None:
                send(letter)
                said += 1
    return said
