BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBBBB
  XXXX XXXXXXXXXXXXXX XXXXXXXXXX
    XXXX gettext(u'Your vote is counted') XXXXX
    XXX gettext(u'Thank you. The results are read together once the vote is closed. You may close this page.') XXXX
  XXXXXX
BBBBBBBB BBBBBBB
