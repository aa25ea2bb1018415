BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBB gettext(u'Too many attempts') BBBBBBBB BBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Too many attempts') XXXXX
    XX XXXXXXXXXXXXX gettext(u'For safety this page rests for a few minutes. Nothing is lost: come back, then try again.') XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBBXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXX gettext(u'Back to the first page') XXXXXXXXBBBBBBBB BBBBBBB
