BBBB BBBB BB gettext(u'The agenda takes the indicators from the lowest figure of either side up; at equal figures the largest gap comes first, then the order of the card. Indicators that nobody scored come last.') 
BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBB
