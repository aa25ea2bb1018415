BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Your sheet is received') XXXXX
    XX XXXXXXXXXXXXX gettext(u'Thank you. The result is read by all parties once everybody has answered; ask your organisation for it.') XXXX
  XXXXXXXXX
  XXX gettext(u"You can close this page. It can't be changed from here any more.") XXXX
BBBBBBBB BBBBBBB
