 #
BBBB BBBB BB
XXXXXXXX XXXXXXXXXX
  XXXX XXXXXXXXXXXXXX
    XXXXX
      XXXX gettext(u'Paper kit') XXXXX
      XXXXXXXXXXX  X X XXXXXXXX
    XXXXXX
    XXXX XXXXXXXXXXX gettext(u'The cycle on the site') XXXXXX
  XXXXXX
  BB BBBBBBBBBBBXXXXXX gettext(u'Constructed for demonstration.') XXXXXXXXBBBBB
  XXX gettext(u'These sheets say the same as the screens, in the same order. They are enough to hold every session without a telephone.') XXXX
  XXX XXXXXXXXXXXXXX
    XXXX gettext(u'Before leaving: one set per group, a thick pen, this page.') XXXXX
    XXXX gettext(u'At the session: count the people present, write down what the group says, count the hands in the boxes, copy the card large and read it aloud.') XXXXX
    XXXX gettext(u'Back with a network: the code of each sheet opens the page where it is typed up, row by row.') XXXXX
    XXXX gettext(u'No name of a participant on any sheet: counts and functions only.') XXXXX
  XXXXX
  XXXXXX XXXXXXXXXXXXXXXXX
    XXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Sheet') XXXXXXXX XXXXXXXXXXXX gettext(u'For whom') XXXXXXXXXXXXXXXXXX
    XXXXXXX
      XXXXXXXX gettext(u'People present') XXXXXXXXX gettext(u'each group, and the staff') XXXXXXXXXX
      XXXXXXXX gettext(u'What the group says') XXXXXXXXX gettext(u'each group') XXXXXXXXXX
      XXXXXXXX gettext(u'Count of hands') XXXXXXXXX gettext(u'each group, and the staff') XXXXXXXXXX
      XXXXXXXX gettext(u'Card') XXXXXXXXX gettext(u'each group, and the staff') XXXXXXXXXX
      XXXXXXXX gettext(u'Input tracking') XXXXXXXXX gettext(u'the service') XXXXXXXXXX
      XXXXXXXX gettext(u'Consolidated card') XXXXXXXXX gettext(u'the interface meeting') XXXXXXXXXX
      XXXXXXXX gettext(u'Agenda of the interface meeting') XXXXXXXXX gettext(u'the interface meeting') XXXXXXXXXX
      XXXXXXXX gettext(u'Action plan') XXXXXXXXX gettext(u'the interface meeting') XXXXXXXXXX
    XXXXXXXX
  XXXXXXXX
  XXXX gettext(u'The scale') XXXXX
  XXXX XXXXXXXXXXXXXXXXXBBB BBBBB BB BBBBBBBBBBXXXXXXXXXXXXBBBB BBBBBBBBBB BBBBBBBBBBBBXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXBBBBBBXXXXXX
  XX XXXXXXXXXX gettext(u'Printed on %(date)s.') SSSSSSS SS SSSSSSSSS  gettext(u'If the groups or the indicators change afterwards, print it again.') XXXX
XXXXXXXXXX
