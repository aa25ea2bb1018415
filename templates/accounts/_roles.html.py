BBBB BBBB
XXX XXXXXXXXXXXXXX
  XXXX gettext(u'Facilitator: prepares the cycles, holds the sessions and the meeting, follows the plan.') XXXXX
  XXXX gettext(u'Programme administrator: the same, and looks after people, territories and committees.') XXXXX
  XXXX gettext(u"Municipal officer: sees the services of the commune, reviews what the service said of itself, follows the authority's promises.") XXXXX
  XXXX gettext(u'Service staff: score their own service, answer the reviews, follow their promises.') XXXXX
  XXXX gettext(u'Follow-up committee member: sees the cycles they were named to and follows the plan.') XXXXX
  XXXX gettext(u'Observer: reads what was released.') XXXXX
XXXXX
