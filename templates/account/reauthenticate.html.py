BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBB gettext(u'Before a change of your sign-in, type your password once more.') BBBBBBBB BBB
