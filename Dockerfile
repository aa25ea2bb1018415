# One image for web, worker and beat. Built in two stages; the second has no compiler, no message tools, no root.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends gettext \
    && rm -rf /var/lib/apt/lists/*
ENV PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt /tmp/requirements.txt
RUN /opt/venv/bin/pip install --require-hashes --no-deps -r /tmp/requirements.txt
WORKDIR /app
COPY . .
# The development settings ask for no secret; what they collect is the same.
RUN DJANGO_SETTINGS_MODULE=config.settings.dev /opt/venv/bin/python manage.py compilemessages --ignore var \
    && DJANGO_SETTINGS_MODULE=config.settings.dev VAR_DIR=/app/var \
       /opt/venv/bin/python manage.py collectstatic --no-input \
    && mkdir -p /app/var/media

FROM python:${PYTHON}-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-noto-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin app
COPY --from=build /opt/venv /opt/venv
COPY --from=build --chown=root:root /app /app
# The code belongs to root and cannot be changed by the process; only the kept files can be written.
RUN chown -R app /app/var/media
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    VAR_DIR=/app/var \
    XDG_CACHE_HOME=/tmp/cache \
    WEB_BIND=0.0.0.0:8000
WORKDIR /app
USER app
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["gunicorn", "-c", "config/gunicorn.py"]
