BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB BBBBBB
BBBBB BBBBB gettext(u'Prepare for the field')  X BBBBBBBB BBBBB
BBBBB BBBBXXXXX XXXXXXXXXXXXXXXX XXXXXXBBBBBB BBBBBBBBBBBBBBBXXXXXXX XXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBXXBBBBBBBB BBBB
BBBBB BBBBBBBBBB gettext(u'Prepare for the field') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Prepare for the field') XXXXX
    XX XXXXXXXXXXXXX gettext(u'The sessions of this cycle are stored on this phone, which then opens them without network. Keep this page open until it says that it is ready.') XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  BB BBBBBBBBBBBB
    XXXX XXXXXXXXXXXXXXXXX
    XXXX XXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXX
      XXXXXXXXXX gettext(u'Entry without network needs JavaScript. Online, the ordinary pages work without it; or fill in the paper sheet and type it up later.') BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBBXXXXXXXXXXX
    XXXXXX
     gettext(u'What is stored: the questions, the groups, the scores noted so far; counts of people, never names. Signing out on this phone removes it. Prepare again whenever something changes in the cycle: what you entered without network is kept.') 
     gettext(u'What is stored on this phone') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBB BBBB
    FFFFFFFFFFFFFFFFFFFFFFFFFF
  BBBB
    BBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BBBBBBBB gettext(u'No session yet')  gettext(u"Sessions come with the start of scoring: open the cycle's page and start it.")  gettext(u'Back to the cycle') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
  BBBBB
BBBBBBBB BBBBBBB
BBBBB BBBBBBBBB BBBBBBBBBBBBXXXXXXX XXXXXXXXXXXXX XXXXXBBBBBB BBBBBBBBBBBBBBBBBBBBBXXXXXXXXXXXBBBBBBBBBBBBB BBBBBBB
