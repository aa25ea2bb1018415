 #

BBBB BBBB BB
XXX ngettext(u'Of %(n)s action, the community has a part in %(community)s, the provider in %(provider)s.', u'Of %(n)s actions, the community has a part in %(community)s, the provider in %(provider)s.', count) SS SSSSS SSSSSSS SSS SSSSSSSSS SSS S SSSS SS SSSSSSSSSSSSSS SSS SSSSSSSS SS SSSSSSSSSSSSSPP PPPPP PPPPPPPP PPP PPPPPPPPP PPP P PPPP PP PPPPPPPPPPPPPP PPP PPPPPPPP PP PPPPPPPPPPPPPBB BBBB  gettext(u'Reciprocity: <strong>%(text)s</strong> on a scale from 0 to 1.') SSSSSSSSSSSS SSSSSSSSSSSSSSSSSSSSSSSSS SS S SSSSS SSSS S SS SSBBBBBXXXX
 gettext(u"A side has a part in an action when it carries it, or when what it does is written there. Reciprocity is 1 − |c − p| ÷ (c + p), where c and p are the actions in which the community and the provider have a part: 1 when both help as often, 0 when one side does everything. Dropped actions aren't counted.") 
BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBB
