 #

BBBB BBBB BB
XXX gettext(u'Felt: the mean of the three statements, each organisation weighing the same, brought from 1–4 to 0–100. Facts: what the log and the agreement hold, from 0 to 100; under each criterion its parts and how many lines they rest on.') XXXX
XXX gettext(u'From a gap of %(gap)s points on, the reading says that words and facts are far apart: a starting mark, not statistically validated. It asks a question; it gives no verdict on anybody.') SSSS S SSS SS SSSSSSS SSSSSS SSS SSS SSSSSSS SSSS SSSS SSSSS SSS SSSSS SSS SSS SSSSSS S SSSSSSSS SSSSS SSS SSSSSSSSSSSSS SSSSSSSSSS SS SSSS S SSSSSSSSS SS SSSSS SS SSSSSSS SS SSSSSSSSXXXX
BB BBBBBBBBBBBBBBXXX gettext(u'Requests to account go one way at %(value)s (0: as many both ways).') SSSSSSSS SS SSSSSSS SS SSS SSS SS SSSSSSSSS SSS SS SSSS SSSS SSSSSSXXXXBBBBB
BB BBBBBBBBBBXXX gettext(u'Half of the decisions were told to all within %(value)s.') SSSS SS SSS SSSSSSSSS SSSS SSSS SS SSS SSSSSS SSSSSSSSSSXXXXBBBBB
