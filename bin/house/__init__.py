"""What the scripts of bin/ share: standard library only, because it runs before anything is installed."""
