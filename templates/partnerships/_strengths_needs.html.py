 #

BBBB BBBB BB
XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX
  XXXXXXXXXXX XXXXXXXXXXX gettext(u'Needs, and who can meet them') XXXXXXXXXXXXXX
  BB BBBBBBBBBB
    XXX ngettext(u'%(covered)s of %(n)s need is met by another party.', u'%(covered)s of %(n)s needs are met by another party.', count) SSSSSSSSSSS SS SSSSS SSSS SS SSS SS SSSSSSS SSSSSSPPPPPPPPPPP PP PPPPP PPPPP PPP PPP PP PPPPPPP PPPPPPXXXX
    XXXXXX XXXXXXXXXXXX XXXXXXXXXXXXX
      XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Needs, the party that has them, the parties that can meet them') XXXXXXXXXX
      XXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Need') XXXXXXXX XXXXXXXXXXXX gettext(u'Of whom') XXXXXXXX XXXXXXXXXXXX gettext(u'Who can meet it') XXXXXXXXXXXXXXXXXX
      XXXXXXXBBB BBBB BB BBBBBBBBBBXXXXXXX XXXXXXXXXXXXXXXXXXXX XXXXXXXX gettext(u'Of whom') XXXXXXXXXX XXXXXXXX gettext(u'Who can meet it') XXBB BBBBBBBBBBB BBBBBBB BBB BBBBB BB BBBBBBBBB BBB BBBBBBBBBBBBX BBBBBBBBBBBBBBBBBBB BBBBBB  gettext(u'nobody yet') BBBBBXXXXXXXXXXBBBBBBXXXXXXXX
    XXXXXXXX
     gettext(u'A need is met when at least one other party offers the same words. The share is needs met ÷ needs written. Without any need there is nothing to compute.') BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBB
  BBBBXX XXXXXXXXXXXXXX gettext(u'No party has written a need yet.') XXXXBBBBB
XXXXXXXXXX
