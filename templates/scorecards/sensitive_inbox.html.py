BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'Protected reports') BBBBBBBB BBBBB
BBBBB BBBBBBBBBBBBB BBBBBB BB BB gettext(u'Today')  gettext(u'Protected reports') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBB BBBBB BBBBBBBBB BBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Protected reports') XXXXX
    XX XXXXXXXXXXXXX ngettext(u'%(n)s report waits for a first answer.', u'%(n)s reports wait for a first answer.', count) SSSSS SSSSSS SSSSS SSS S SSSSS SSSSSSSPPPPP PPPPPPP PPPP PPP P PPPPP PPPPPPP
    BB BBBBBBBBBBBBBBB BB BBB BBBB gettext(u'First answer: %(days)s days in the middle.') SSSSS SSSSSSS SSSSSSSS SSSS SS SSS SSSSSSSBBBBB BB BBBBBBBBBBBBBB BB BBB BBBB gettext(u'Treatment: %(days)s days in the middle.') SSSSSSSSSS SSSSSSSS SSSS SS SSS SSSSSSSBBBBBXXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  BB BBBBBBBBBB
    XXX XXXXXXXXXXXXXXX
      BBB BBB BB BBBBBBBBBB
        XXXBB BBB BBBBBBBBBBBBBBB BBB BBBBBBBBB BB BBBBBBBB XXXXXXXXXXXXBBBBBX
          XXXXX XXXXXXXXXXXXXFFFFFFF FFXXXXXXXFFFFFFFFXXXXXXXXXXXXXXX
          XXXXX
            XXXX XXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBXXFFFFFFFFXXXXXXXXXX
            XXXX XXXXXXXXXXXXXBB BBBBBBBBBBBBBBBBB X BBBBB X BB BBBBBBBBB BB BBBBBBBB ngettext(u'treated in %(n)s day', u'treated in %(n)s days', count) SSSSSSS SS SSSSS SSSPPPPPPP PP PPPPP PPPPBBBB ngettext(u'open for %(n)s day', u'open for %(n)s days', count) SSSS SSS SSSSS SSSPPPP PPP PPPPP PPPPBBBBBXXXXXX
          XXXXXX
          XX XXXXXXXXXX XXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBXX gettext(u'Read') XXXX
        XXXXX
      BBBBBB
    XXXXX
  BBBB
     gettext(u'No report.')  gettext(u'They come from the page “Protected report”, at the foot of every page.') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBB BBBB
  BBBBB
   gettext(u'Your duty as a referent')  gettext(u'Answer within a week, even to say that you are looking into it. Never try to find out who writes. Copy nothing out of this page: no export exists. When somebody is in danger, follow the contacts that your organisation wrote.') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBB
BBBBBBBB BBBBBBB
