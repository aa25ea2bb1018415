BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBB gettext(u'Before a change of your sign-in, type the code that your phone shows.') BBBBBBBB BBB
