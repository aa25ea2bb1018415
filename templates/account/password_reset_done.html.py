BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB gettext(u'Link sent') BBBBBBBB BBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Look at your messages') XXXXX
    XX XXXXXXXXXXXXX gettext(u'If an account has this address, a link is on its way. Nothing after a few minutes: look among unwanted messages, or ask your programme administrator.') XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBBXXXXX XXXXXXXXXX XXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Sign in') XXXXXXXXBBBBBBBB BBBBBBB
