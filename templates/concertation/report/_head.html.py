 #

BBBB BBBB BB
XXXXXXX XXXXXXXXXXXXXX
  XXXXX XXXXX
  XX XXXXXXXXXXXXFFFFFFFF X  X XXXX gettext(u'Printed on %(date)s.') SSSSSSS SS SSSSSSSSS  gettext(u'%(known)s indicators known of %(total)s.') SSSSSSSSS SSSSSSSSSS SSSSS SS SSSSSSSSSSBB BBBBBBBBBBB  gettext(u'Constructed for demonstration: these figures are invented.') BBBBBXXXX
  XXXX XXXXXXXXXXXXXXX gettext(u'The question') XXXXXXXXBB BBBBBBBBBBBBBBBBB gettext(u'not written yet') BBBBBXXXXXX
  BB BBBBBBBBBBBBBBXXXXXX gettext(u'What was promised:') XXXX XXXXBBBBB
  XX XXXXXXXXXXXXXXXXX
XXXXXXXXX
