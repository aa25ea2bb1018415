"""A developer's machine and the embedded demo."""

from config.env import env
from config.settings.base import *

SECRET_KEY = env.str("SECRET_KEY", default="dev-only-not-a-secret-0123456789-abcdefghijklmnop-xyz")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
