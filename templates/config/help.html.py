BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBBB
BBBBB BBBBB gettext(u'User guide') BBBBBBBB BBBBB
BBBBB BBBBBBBBBBBBB BBBBBB BB BB gettext(u'Today')  gettext(u'User guide') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBB BBBBBBBBBBB BBBBBBBBB BBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'User guide') XXXXX
    XX XXXXXXXXXXXXX gettext(u'Users and provider score the same service, each on their side; then they meet, decide together, and come back to see what was kept.') XXXX
    XX XXXXXXXXXXXX XXXXXXXX XXXXXXBBB BBBBBBBBBBBXX gettext(u'The field day') XXXXXXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  BBB BBBBB BB BBBBBB
    XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX
      XXXXXXXXXXX XXXXXXXXXXXXXXXXBB BBBBBBBBBBBBBXXXXX XXXXXXXXXXXX XXXXXXX gettext(u'your role now') XXXXXXXBBBBBXXXXXXXXX
      XXXXXXX
      XXXX
        BBB BBBB BB BBBBBBBBBBBXXX XXXXXXXXXXXXXBB BBBBBBBB XX XXXXXXXXXXXXBBBBBXXXXXBBBBBB
      XXXXX
    XXXXXXXXXX
  BBBBBB
  XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXX
    XXXXXXXXXXX XXXXXXXXXX gettext(u'Good to know') XXXXXXXXXXXXXX
    XXXX
      XXX XXXXXXXXXXXXX gettext(u'A figure that is missing is never zero: “not scored”, “not applicable” and “too few people” are said in words and enter no mean.') XXXXX
      XXX XXXXXXXXXXXXX gettext(u'A released card never changes by itself. To correct it, the facilitation team reopens it, with a reason that stays written.') XXXXX
      XXX XXXXXXXXXXXXX gettext(u'A card speaks of a service, never of a person. A text that seems to hold a name or a number is stopped, with help to rephrase.') XXXXX
      XXX XXXXXXXXXXXXX gettext(u'For something grave (money asked, violence, a threat), don’t write it on a card:')  XX XXXXXXBBB BBBBBBBBBBBBBBBBX XXXXXXXXXXXXXXXXX gettext(u'Protected report') XXXXXXXXX
      XXX XXXXXXXXXXXXX gettext(u'A page that isn’t yours says “this page doesn’t exist”; a page that your role doesn’t open says why, and whom to ask.') XXXXX
      XXXX gettext(u'“How this is computed”, under the figures, gives their rule in plain words.') XXXXX
    XXXXX
  XXXXXXXXXX
BBBBBBBB BBBBBBB
