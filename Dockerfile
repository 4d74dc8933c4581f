# One image for every process of the program; which one it runs is its argument (api, ingest, worker, …).

# The page is built with the Node of a Python package, as on a machine without Docker.
FROM python:3.12-slim AS page
WORKDIR /build
COPY requirements/node.lock requirements/node.lock
RUN python3 -m venv /node && /node/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements/node.lock
ENV PATH=/node/bin:$PATH CI=true
WORKDIR /build/web/ui
COPY web/ui/package.json web/ui/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY web/ui .
# Vite's configuration loads the page's mock of the API, and that the demo district
COPY sample_tracks/district /build/sample_tracks/district
COPY web/base /build/web/base
RUN npm run build

FROM python:3.12-slim AS packages
COPY requirements/run.lock /run.lock
RUN python3 -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r /run.lock

FROM python:3.12-slim
# the letters of case files and notices
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data --create-home schoolbus && install -d -o schoolbus -g schoolbus -m 700 /door
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
COPY --from=page /build/web/static web/static
RUN rm -rf web/ui && /venv/bin/python -m compileall -q .
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1 SCHOOLBUS_DATA_DIR=/data SCHOOLBUS_LOG_FORMAT=json
USER schoolbus
ENTRYPOINT ["python", "-m", "schoolbus"]
CMD ["api"]
