BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'What the groups say') BBBBBBBB BBBBB
BBBBB BBBBBBBBBB gettext(u'What the groups say') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXX XXXXXXX
    XXXXX
      XXXX gettext(u'What the groups say') XXXXX
      XX XXXXXXXXXXXXXBB BBBBBBBBBBBBBBB ngettext(u'%(n)s line written, %(free)s without theme.', u'%(n)s lines written, %(free)s without theme.', count) SSSSS SSSS SSSSSSSS SSSSSSSS SSSSSSS SSSSSSPPPPP PPPPP PPPPPPPP PPPPPPPP PPPPPPP PPPPPPBBBB gettext(u'Difficulties and strong points, in the words of each group. The indicators come from them.') BBBBBXXXX
    XXXXXX
    XXXX XXXXXXXXXXXXXXBB BBBBBBBBBBBBBBBXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBXX gettext(u'Gather into themes')  BBBB BBBBBBXXXXBBBBBXXXXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  BBB BBBBBBBB BB BBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BBBBBBBBBB gettext(u'Open input tracking') BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBB
  BB BBBBBBBBBBBBBBB
    XXX XXXXXXXXXXXXX XXXXXXX
      BBB BBB BB BBBBBBBBBBBBBBB
        XXXX
          XXXXX
            XXXX XXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BBBBBBBBBBBBXXXXXXXXXXXX
            XXXX XXXXXXXXXXXXXBB BBBBBBBBBBBB gettext(u'nothing written yet') BBBB ngettext(u'%(n)s difficulty', u'%(n)s difficulties', count) SSSSS SSSSSSSSSSPPPPP PPPPPPPPPPPP X  ngettext(u'%(n)s strong point', u'%(n)s strong points', count) SSSSS SSSSSS SSSSSPPPPP PPPPPP PPPPPPBB BBBBBBBBBBBBBBBB X BB BBBBBBBBBBBBBBBB BBBBBBB  gettext(u'put in order') BBBB gettext(u'not put in order yet') BBBBBBBBBBBBBBBXXXXXX
            BB BBBBBBBBBXXXX XXXXXXXXXXXXXX gettext(u'First:')   XXXXX XXXXXXXXXXXXXXX ngettext(u'%(n)s hand', u'%(n)s hands', count) SSSSS SSSSPPPPP PPPPPXXXXXXXXXXXXXXBBBBB
          XXXXXX
          BB BBBBBBBBBBXX XXXXXXXXXX XXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BBBBBBBBBBBBXXBB BBBBBBBBBBBB gettext(u'Write the list') BBBB gettext(u'Open') BBBBBXXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXBBBBB
        XXXXX
      BBBBBB
    XXXXX
  BBBB
     gettext(u'No group yet.')  gettext(u'First say which groups will speak: women, men, youth… Each has its own list.') BBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BBBBBBBBBB gettext(u'Add the groups') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBB BBBB
  BBBBB
   gettext(u'Why start from what people say')  gettext(u'Write only what the whole group agrees on, strong points too. Then the group raises hands to say what comes first. The lists of all groups are gathered into themes, and each theme gives one or two indicators: people find their own words again when they score. This page is optional: you may also choose indicators straight away.') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBB
BBBBBBBB BBBBBBB
