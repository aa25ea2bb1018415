 #

BBBB BBBB BB BBBBBB
XXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
  XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Fatigue') XXXXXBB BBBBBBBBBBBBBBBBB BB BBBBBBB BB BBBBBBBBBBBBBBBBB BB BBBBBBBXXXXX XXXXXXXXXXXX XXXXXXBBBB BBBBBBXXXXXX ngettext(u'%(n)s sign of 5', u'%(n)s signs of 5', count) SSSSS SSSS SS SPPPPP PPPPP PP PXXXXXXXXXXXXXXBBBBXXXXX XXXXXXXXXXXX XXXXXXXFFFFFFFFXXXXXXXBBBBBXXXXXXXXX
  XXXXXXX
  BB BBBBBBXXXX XXXXXXXXXXXXXXBBB BBBBBB BBBBBB BB BBBBBBXXXXBB BBBBBBBBBBB XXXXXXXXXXXBBBBBXXXX XXXXXXXXXXXXXXXXBBBBB BBBBBBBBBB BBBBBB BBBBBBBBBBBBBBBBBXX XXXXXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXBBBBBBXXXXXXBBBBB
   gettext(u"Five curves over the editions: participants, share of newcomers, contributions per participant, satisfaction, delay of the answers (which is bad when it grows). Slope: Theil–Sen's, the median of the slopes between all pairs of editions, so that one odd year doesn't turn it. A curve gets worse when it loses a tenth of its median value per edition. 0 or 1: stable; 2: to watch; 3 or more: signs of fatigue. With fewer than three curves known over three editions, we don't say that it is stable.") 
  BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBB
XXXXXXXXXX
