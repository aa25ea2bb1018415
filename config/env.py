"""Typed reading of the environment: one object, so that every variable has one home."""

import environ

env = environ.Env()
