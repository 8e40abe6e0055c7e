# newsnlp's HTTP service:  docker build -t newsnlp . && docker run -p 8000:8000 newsnlp
FROM python:3.12-slim AS build
WORKDIR /source
# one dependency of natasha's comes as a source archive only: wheels are made here, and nothing of it stays in the image
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN pip wheel --no-cache-dir --wheel-dir /wheels '.[serve]'

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# hadolint ignore=DL3013  # the wheel made above is the only newsnlp there is
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-compile --no-index --find-links /wheels 'newsnlp[serve]' \
    && useradd --system --uid 10001 --no-create-home newsnlp
USER 10001
EXPOSE 8000
HEALTHCHECK --start-period=30s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health', timeout=3)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["newsnlp"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
