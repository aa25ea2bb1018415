BBBBBBB BBBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'This page had been open too long') BBBBBBBB BBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Your page had been open too long') XXXXX
    XX XXXXXXXXXXXXX gettext(u'For safety, the form was not sent. Nothing is lost: go back with your browser’s arrow, copy what you typed, reload the page and send it again.') XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBBXX XXXXXXXXXXXXXX gettext(u'If this comes back each time, your browser refuses cookies: allow them for this site.') XXXXBBBBBBBB BBBBBBB
