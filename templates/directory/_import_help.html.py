BBBB BBBB
XXX gettext(u'One line per territory, parents and children in any order. The level is one of: country, region, province, commune, village. A country has no parent code.') XXXX
XXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
XXXXXXXXXXXXXXXXX
XXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
XXX gettext(u'A code that is already registered keeps its place: only its name is corrected. Sending the same file twice changes nothing.') XXXX
