BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBB BB
BBBBB BBBBB gettext(u'Page not found') BBBBBBBB BBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'This page does not exist') XXXXX
    XX XXXXXXXXXXXXX gettext(u'It may have been moved, or it belongs to another organisation than the one you are acting for.') XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBBXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXX gettext(u'Back to the first page') XXXXXXXXBBBBBBBB BBBBBBB
