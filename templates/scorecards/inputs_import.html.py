BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'Enter a file of inputs') BBBBBBBB BBBBB
BBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BB gettext(u'Input tracking')  gettext(u'Enter a file') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BBBBB BBBBBBBBBBB BBBBBBBBB BBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXXXXXX gettext(u'Enter a file of inputs') XXXXXXX XXXXXXXXXXXXX gettext(u'All lines are entered, or none: every line to correct is named.') XXXXXXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
   gettext(u'Enter the file') BBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BBBBBBBBBB
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB
  XXXXXXXX XXXXXXXXXX XXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
    XXXXXXXXXXX XXXXXXXXXXXX gettext(u'How the file is written') XXXXXXXXXXXXXX
    XXX gettext(u'One line per input, saved as “CSV UTF-8”, with commas or semicolons. The first line names the columns, in any order; only the first is needed:') XXXX
    XX XXXXXXXXXXXXXXXXXXXXXXXXXXX
    XX XXXXXXXXXXXX XXXXXXX gettext(u'Money: oui or non; its unit is then its currency. Amounts: 1250 or 12,5; empty means unknown. Columns of percentages and a line named Total are skipped: they are computed here.') XXXX
  XXXXXXXXXX
BBBBBBBB BBBBBBB
