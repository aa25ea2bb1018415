BBBBBBB BBBBBBBBBBBBBBBBBB
 #

BBBB BBBB BB
BBBBB BBBBB gettext(u'Paper kit') BBBBBBBB BBBBB
BBBBB BBBBBBBBBB gettext(u'Paper kit') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBB
BBBBB BBBBBBBB
  XXXXXXX XXXXXXXXXXXXXXXXX
    XXXX gettext(u'Paper kit') XXXXX
    XX XXXXXXXXXXXXX gettext(u'Blank sheets made from this cycle: its groups, its indicators in their order, its scale. Enough to hold every session without a telephone, and quick to type up afterwards.') XXXX
  XXXXXXXXX
BBBBBBBB BBBBBBBB
BBBBB BBBBBBB
  BB BBB BBBBBB BB BBB BBBBBBBBBB
     gettext(u'Choose the groups and the indicators first: the sheets are made from them.') BB BBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BBBBBBBB gettext(u'Choose the indicators') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BBBBBBBB gettext(u'Choose the groups') BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
  BBBBB
   gettext(u'Prepare the sheets') 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
  XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX
    XXXXXXXXXXX XXXXXXXXXXX gettext(u'What the kit holds') XXXXXXXXXXXXXX
    XXXX
      XXXX gettext(u'For each group and the staff: the people present, the count of hands with large boxes, the card to show.') XXXXX
      XXXX gettext(u'For each group: what it says, and what comes first.') XXXXX
      XXXX gettext(u'For all: the input tracking, the consolidated card, the agenda of the interface meeting, the action plan.') XXXXX
    XXXXX
    XX XXXXXXXXXXXX XXXXXXX gettext(u'Each sheet of a group carries a code: read with a telephone, it opens the page where this very sheet is typed up, in the same order. Faces, numbers and words survive a photocopy.') XXXX
  XXXXXXXXXX
BBBBBBBB BBBBBBB
