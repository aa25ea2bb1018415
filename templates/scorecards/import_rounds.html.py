 #

BBBB BBBB BB
BBB BBBBBBBB BB BBBBBBBBBBBBBBBBBBBBB
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBB BBBB
BBBBBB
BBB BBBBBBBB BB BBBBBBBBBBBBBBBBBBBB
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBB
XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
  XXXXXXXXXXX XXXXXXXXXXXX gettext(u'What will be entered') XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXX
  XXXXXX XXXXXXXXXXXX XXXXXXXXXXXXX
    XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Rounds that the file holds') XXXXXXXXXX
    XXXXXXX
      XXXX
        XXX XXXXXXXXXXXX gettext(u'Round') XXXXX
        XXX XXXXXXXXXXXX gettext(u'Date') XXXXX
        XXX XXXXXXXXXXXX gettext(u'Provider, mean') XXXXX
        XXX XXXXXXXXXXXX gettext(u'Users, mean') XXXXX
        XXX XXXXXXXXXXXX gettext(u'Groups') XXXXX
        XXX XXXXXXXXXXXX gettext(u'Where it will stand') XXXXX
      XXXXX
    XXXXXXXX
    XXXXXXX
      BBB BBBBB BB BBBBBBBBBBBBBBBBBBB
        XXXX
          XXX XXXXXXXXXXX XXXXXXXXXXXXXXX gettext(u'Round %(number)s') SSSSS SSSSSSSSSSXXXXX
          XXX XXXXXXXX gettext(u'Date') X XXXXXXXXXXXXXXXFFFXXXXX
          XXX XXXXXXXX gettext(u'Provider, mean') XXXXXXXXXXXFFFFFFFXXXX XXXXX XXXXXXXXXXX XXXXXXXX ngettext(u'%(n)s score', u'%(n)s scores', count) SSSSS SSSSSPPPPP PPPPPPXXXXXXXXXXXXXXXXXXX
          XXX XXXXXXXX gettext(u'Users, mean') XXXXXXXXXXXFFFFFFFXXXX XXXXX XXXXXXXXXXX XXXXXXXX ngettext(u'%(n)s score', u'%(n)s scores', count) SSSSS SSSSSPPPPP PPPPPPXXXXXXXXXXXXXXXXXXX
          XXX XXXXXXXX gettext(u'Groups') XXXXXXX
          XXX XXXXXXXX gettext(u'Where it will stand') XXBB BBBBBBBBBBBBB gettext(u'released, meeting to come') BBBB gettext(u'released and closed') BBBBBXXXXX
        XXXXX
      BBBBBB
    XXXXXXXX
  XXXXXXXX
  XXX XXXXXXXXXXXXX
    XXXXBB BBBBBBBBBBBBBBBBBB gettext(u'Service point: %(service)s.') SSSSSSS SSSSSS SSSSSSSSSSSSBBBB gettext(u'A new service point will be made: %(service)s (%(sector)s, %(place)s).') S SSS SSSSSSS SSSSS SSSS SS SSSSS SSSSSSSSSSS SSSSSSSSSSSS SSSSSSSSSSSBBBBBXXXXX
    XXXX gettext(u'Scale: %(scale)s.') SSSSSS SSSSSSSSSSXXXXX
    XXXX ngettext(u'%(n)s indicator.', u'%(n)s indicators.', count) SSSSS SSSSSSSSSSPPPPP PPPPPPPPPPP  ngettext(u'%(n)s is in the library.', u'%(n)s are in the library.', count) SSSSS SS SS SSS SSSSSSSSPPPPP PPP PP PPP PPPPPPPP  gettext(u'An indicator keeps its code from round to round: trends follow it.') XXXXX
    XXXXBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB gettext(u'The dates are those that the file gives.') BBBB BBBBBBBBBBBBBBBBBBBBBBBBBB B B gettext(u'The file gives no dates: the last round takes the date you chose, or today, and the others stand half a year apart at most.') BBBB gettext(u'The file gives no date: the round takes the date you chose, or today.') BBBBBXXXXX
    XXXXBB BBBBBBBBBBBBBBBBBBBBBBBBB gettext(u'The sessions are entered as closed, with the people present that the file counts.') BBBB gettext(u"People present aren't known: the sessions are entered as closed, without a count.") BBBBBXXXXX
  XXXXX
XXXXXXXXXX
XXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXX
  BBBBBBBBBB
  BB BBBBBBBBBBBBBBBB
    XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXX ngettext(u'Enter this round', u'Enter these %(n)s rounds', count) SSSSS SSSS SSSSSPPPPP PPPPP PPPPP PPPPPPXXXXXXXXX
  BBBBB
  XX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Choose another file') XXXX
XXXXXXX
