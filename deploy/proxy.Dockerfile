# Caddy with its certificate store owned by an ordinary account, so that it never runs as root.
FROM caddy:2-alpine
COPY Caddyfile /etc/caddy/Caddyfile
RUN adduser -D -H -u 10002 proxy && chown -R proxy /data /config
USER proxy
