 #

BBBB BBBB ngettext(u"%(n)s solution proposed. Can be done: %(yes)s; can't be done: %(no)s.", u"%(n)s solutions proposed. Can be done: %(yes)s; can't be done: %(no)s.", count) SSSSS SSSSSSSS SSSSSSSSS SSS SS SSSSS SSSSSSSS SSSSS SS SSSSS SSSSSSSPPPPP PPPPPPPPP PPPPPPPPP PPP PP PPPPP PPPPPPPP PPPPP PP PPPPP PPPPPPPBB BBBBBBBBBBBBBBBBB  ngettext(u"%(n)s waits for the provider's answer.", u"%(n)s wait for the provider's answer.", count) SSSSS SSSSS SSS SSS SSSSSSSSSS SSSSSSSPPPPP PPPP PPP PPP PPPPPPPPPP PPPPPPPBBBBB
