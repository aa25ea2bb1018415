BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB gettext(u'Account closed') BBBBBBBB BBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Account closed') XXXXX
    XX XXXXXXXXXXXXX gettext(u'This account is closed. What you entered is kept; your programme administrator can have it opened again.') XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
