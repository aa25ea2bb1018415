BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Your report is received') XXXXX
    XX XXXXXXXXXXXXX gettext(u'The referents of %(name)s will read it. Here is your code, shown this once.') SSS SSSSSSSSS SS SSSSSSSS SSSS SSSS SSS SSSS SS SSSS SSSSS SSSSS SSSS SSSSSXXXX
  XXXXXXXXX
  XXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXX
    XXX XXXXXXXXXX gettext(u'Your code') XXXXX
    XX XXXXXXXXXXXXXXX XXXXXXXXXXXXXX
    XXXX
      XXXX gettext(u"Copy it on paper, hide the paper well. Don't photograph it with a shared phone.") XXXXX
      XXXX gettext(u'Without it nobody can show you the answer, not even us.') XXXXX
      XXXX gettext(u'Come back in about a week: the answer waits under “I have a code”.') XXXXX
      XXXX gettext(u'Then close this page, and erase the history if the device is shared.') XXXXX
    XXXXX
  XXXXXXXXXX
BBBBBBBB BBBBBBB
