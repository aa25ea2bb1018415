BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB
BBBBB BBBBB gettext(u'Accessibility') BBBBBBBB BBBBB
BBBBB BBBBBBBBBBBBB BBBBBB BB BB gettext(u'Today')  gettext(u'Accessibility') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBB BBBBBBBBBBB BBBBBBBBB BBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Accessibility: partly compliant') XXXXX
    XX XXXXXXXXXXXXX gettext(u'The aim is WCAG 2.2, level AA. Part of it is checked by a program at each change; nobody has audited the whole site yet.') XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXX
    XXXXXXXXXXX XXXXXXXXXXXXX gettext(u'What is checked') XXXXXXXXXXXXXX
    XXXX
      XXX XXXXXXXXXXXXX gettext(u'The pages of a whole cycle, scoring on a phone, signing in and managing people are opened in a real browser and examined by axe with the rules of WCAG 2.0, 2.1 and 2.2, levels A and AA.') XXXXX
      XXX XXXXXXXXXXXXX gettext(u'The contrast of texts and of the five score colours is computed by a test: 4.5 to 1 at least.') XXXXX
      XXX XXXXXXXXXXXXX gettext(u'A score is never a colour alone: figure, face and word go with it. Each chart says its figures in its title, and a table stands beside it.') XXXXX
      XXXX gettext(u'Scoring works without JavaScript, and is tested so.') XXXXX
    XXXXX
  XXXXXXXXXX
  XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
    XXXXXXXXXXX XXXXXXXXXXXXXXXXX gettext(u'What isn’t') XXXXXXXXXXXXXX
    XXXX
      XXX XXXXXXXXXXXXX gettext(u'A program sees a part of the obstacles only. No person who uses a screen reader, a magnifier or a switch has tried the whole site.') XXXXX
      XXX XXXXXXXXXXXXX gettext(u'Every page isn’t examined by axe, and those in Arabic and English less than those in French.') XXXXX
      XXX XXXXXXXXXXXXX gettext(u'PDF files are tagged, but weren’t tried with a screen reader.') XXXXX
      XXXX gettext(u'No reading aloud of the indicators, no sign language.') XXXXX
    XXXXX
  XXXXXXXXXX
  XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXX
    XXXXXXXXXXX XXXXXXXXXX gettext(u'Something stops you?') XXXXXXXXXXXXXX
    XXX gettext(u'Tell your programme administrator: the page, what you wanted to do, and with which device. Nothing else is needed.') XXXX
  XXXXXXXXXX
BBBBBBBB BBBBBBB
