 #

BBBB BBBB
 gettext(u'How this is computed') 
 gettext(u"The way of each indicator stands under its name. What is counted on this platform comes first; else the figure that you gave, with its source. Confidence of a figure = sample × freshness. Sample: 1 when everything was counted; for people or speeches that weren't all seen, n ÷ 30, up to 1. Freshness: 1 within a year, then a quarter less each year. Good from 66 %%, medium from 33 %%. “Core”: those that an axis can't do without.") 
BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBB
