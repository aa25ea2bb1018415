 #

BBBB BBBB
XXXX
  XXXX gettext(u'Decisions: how concentrated they are between the parties, (Σp² − 1/n) ÷ (1 − 1/n), from 8 decisions in the log on.') XXXXX
  XXXX gettext(u'Clauses: kinds of clause (ending, control, penalty, communication) that hold for one party alone ÷ 4.') XXXXX
  XXXX gettext(u'Accounts: the difference between what each pair asks each other ÷ all their requests, from 3 requests on.') XXXXX
  XXXX gettext(u'Amendments: how concentrated their proposers are, from 3 amendments on.') XXXXX
  XXXX gettext(u'Autonomy: what is missing for criterion 10 to be felt whole; without a rating, the largest share of a budget that comes from one party.') XXXXX
XXXXX
XXX gettext(u'The index is their mean when three parts are known at least. The marks are starting points, not statistically validated; a rating keeps those of its day.') XXXX
BB BBBBBBBBBBBXXX gettext(u'Who asks whom turns around one centre at %(value)s (Freeman: 0 when all are in touch alike, 100 when everything goes through one party).') SSS SSSS SSSS SSSSS SSSSSS SSS SSSSSS SS SSSSSSSSS SSSSSSSSS S SSSS SSS SSS SS SSSSS SSSSSS SSS SSSS SSSSSSSSSS SSSS SSSSSSS SSS SSSSSSSXXXXBBBBB
