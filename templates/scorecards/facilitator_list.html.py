BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'Our facilitators') BBBBBBBB BBBBB
BBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BB BB gettext(u'Cycles')  gettext(u'Our facilitators') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBB BBBBB BBBBBBBBB BBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Our facilitators') XXXXX
    XX XXXXXXXXXXXXX ngettext(u'%(n)s of %(total)s may lead a group.', u'%(n)s of %(total)s may lead a group.', count) SSSSS SS SSSSSSSSS SSS SSSS S SSSSSSPPPPP PP PPPPPPPPP PPP PPPP P PPPPPPXXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  XXXXXX XXXXXXXXXXXX XXXXXXXXXXXXX
    XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Facilitators of the organisation, their training and what their peers saw') XXXXXXXXXX
    XXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Person') XXXXXXXX XXXXXXXXXXXX gettext(u'Training') XXXXXXXX XXXXXXXXXXXX gettext(u'Sessions led') XXXXXXXX XXXXXXXXXXXX gettext(u'Last feedback') XXXXXXXX XXXXXXXXXXXX gettext(u'May lead') XXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Actions') XXXXXXXXXXXXXXXXXXXXXXXXX
    XXXXXXX
      BBB BBBB BBB BB BBBB
        XXXX
          XXX XXXXXXXXXXXXXXXXX
          XXX XXXXXXXX gettext(u'Training') XXBB BBBBBBBBBBBBBBBBXXXXX XXXXXXXXXXXXXX gettext(u'none recorded') XXXXXXXBBBBBXXXXX
          XXX XXXXXXXX gettext(u'Sessions led') XXXXXXX
          XXX XXXXXXXX gettext(u'Last feedback') XXBB BBBBBBBBBBBBBBFFFFFFFFBBBBXXXXX XXXXXXXXXXXXXX gettext(u'none yet') XXXXXXXBBBBBXXXXX
          XXX XXXXXXXX gettext(u'May lead') XXXXXXXXBB BBBBBBBBBBBBBBBBBBBB BBBBBBB  pgettext(u'answer', u'yes') BBBBBBBB BBBBB  gettext(u'not yet') BBBBBXXXXXXXXXXXX
          XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBXX gettext(u'Open') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXX
        XXXXX
      BBBBB
        XXXXXXX XXXXXXXXXXXX gettext(u'Nobody has the facilitator role yet. Invite them from the page “People”.') XXXXXXXXXX
      BBBBBB
    XXXXXXXX
  XXXXXXXX
   gettext(u'Who is listed')  gettext(u'People who hold the facilitator or administrator role in your organisation. Somebody may lead once a training is recorded, or once a colleague has seen them lead, with help at least.') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBB
BBBBBBBB BBBBBBB
