"""The indicator library: one CSV per sector, read by ``load_library`` and by the data migration."""
