"""``newsnlp serve`` as a process of its own on loopback, with a real browser on its page."""

from __future__ import annotations

import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import jsonschema
import pytest

import newsnlp
from newsnlp.formats.schema import schema

TEXT = "24 мая 2024 года губернатор Тверской области Анна Ильина передала школе 3,5 млн рублей."


@contextmanager
def serving(*options: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from newsnlp.run.cli import main; main()"
    call = [sys.executable, "-c", code, "serve", "--port", str(port), *options]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        wait(f"http://127.0.0.1:{port}/health", process)
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.communicate(timeout=30)


def wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            assert httpx.get(url).json()["status"] == "ok"
            return
        except httpx.TransportError:
            assert process.poll() is None, process.communicate()[0].decode()
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving("--max-body", "100000", "--timeout", "5") as (url, _):
        yield url


def test_the_same_facts_as_the_library_s(url: str) -> None:
    answer = httpx.post(f"{url}/extract", json={"text": TEXT, "id": 7, "published": "2024-05-25", "source": "x"})
    assert answer.status_code == 200
    [expected] = newsnlp.extract_all([newsnlp.Document.from_dict({"text": TEXT, "id": "7", "published": "2024-05-25"})])
    assert answer.json() == expected.to_dict()
    jsonschema.validate(answer.json(), schema())


REFUSED = [
    (b"{", 400, "no JSON"),
    (b'{"text": "\xcf"}', 400, "not UTF-8 (byte 10)"),
    (b"[" * 50_000, 400, "nests too deep"),
    (b'{"txt": ""}', 422, "the row has no 'text'"),
    (b'{"text": 5}', 422, "text: a string is wanted here"),
    (b'{"text": "a", "published": "yesterday"}', 422, "no day like 2024-04-24"),
    (b'{"text": "' + b"a" * 100_000 + b'"}', 413, "more than 100,000 bytes"),
]


@pytest.mark.parametrize(("body", "status", "reason"), REFUSED, ids=[reason for *_, reason in REFUSED])
def test_a_wrong_request_is_told_why(url: str, body: bytes, status: int, reason: str) -> None:
    answer = httpx.post(f"{url}/extract", content=body)
    assert answer.status_code == status
    assert reason in answer.json()["error"]


def test_text_of_any_kind_is_read(url: str) -> None:
    for body in (b'{"text": ""}', b'{"text": "\\ud800 5 \xd1\x80\xd1\x83\xd0\xb1."}'):
        assert httpx.post(f"{url}/extract", content=body).status_code == 200


def test_a_slow_request_is_ended(url: str) -> None:
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(b"POST /extract HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        client.settimeout(20)
        assert client.recv(4096).startswith(b"HTTP/1.1 408")


def test_a_batch_answers_line_for_line_and_bad_rows_in_place(url: str) -> None:
    rows = [
        json.dumps({"id": "1", "text": TEXT}),
        "{bad",
        "",
        '{"text": "' + "a" * 100_001 + '"}',
        '{"id": "2", "text": "5 лир"}',
    ]
    lines = httpx.post(f"{url}/batch", content="\n".join(rows).encode(), timeout=60).text.splitlines()
    first, second, third, fourth = (json.loads(line) for line in lines)
    assert (first["id"], first["people"][0]["name"]) == ("1", "Анна Ильина")
    assert second["line"] == 2
    assert "no JSON" in second["error"]
    assert third["line"] == 4
    assert "more than 100,000 bytes" in third["error"]
    assert fourth["id"] == "2"


def test_a_batch_is_answered_while_it_arrives(url: str) -> None:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=20)
    connection.putrequest("POST", "/batch")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    for number in range(3):
        line = json.dumps({"id": str(number), "text": TEXT}).encode() + b"\n"
        connection.send(b"%x\r\n%s\r\n" % (len(line), line))
        if number == 0:
            answer = connection.sock.makefile("rb")
        while not (got := answer.readline()).startswith(b"{"):
            assert got
        assert json.loads(got)["id"] == str(number)
    connection.send(b"0\r\n\r\n")
    connection.close()


def test_a_client_that_sends_all_before_it_reads_is_served(url: str) -> None:
    """More answers than the sockets' buffers hold; a server that waited for its reader would never end."""
    row = json.dumps({"text": "5 рублей " + " " * 2000}, ensure_ascii=False)
    body = "\n".join([row] * 3000).encode()
    with socket.create_connection(tuple(url.removeprefix("http://").split(":")), timeout=120) as client:  # type: ignore[arg-type]
        client.sendall(
            b"POST /batch HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        )
        with client.makefile("rb") as answer:
            assert sum(line.startswith(b'{"text"') for line in answer) == 3000


def test_one_long_article_does_not_stop_the_others(url: str) -> None:
    long = threading.Thread(
        target=httpx.post, args=(f"{url}/extract",), kwargs={"json": {"text": TEXT * 400}, "timeout": 60}
    )
    long.start()
    began = time.monotonic()
    assert httpx.get(f"{url}/health").status_code == 200
    assert time.monotonic() - began < 2
    long.join()


def test_open_api_describes_the_dataclasses(url: str) -> None:
    api = httpx.get(f"{url}/openapi.json").json()
    kinds = api["components"]["schemas"]
    assert set(kinds["Document"]["properties"]) == set(schema()["properties"])
    assert kinds["PersonLink"]["properties"].keys() == kinds["Person"]["properties"].keys() - {"mentions"}
    assert httpx.get(f"{url}/schema").json() == schema()


def test_it_listens_on_loopback_alone(url: str) -> None:
    port = int(url.rsplit(":", 1)[1])
    with open("/proc/net/tcp") as table:
        listening = [line.split()[1] for line in table if f":{port:04X} 00000000:0000 0A" in line]
    assert listening == [f"0100007F:{port:04X}"]


def test_a_stop_waits_for_the_article_under_way() -> None:
    with serving() as (url, process):
        answers: list[httpx.Response] = []
        ask = threading.Thread(
            target=lambda: answers.append(httpx.post(f"{url}/extract", json={"text": TEXT * 1000}, timeout=60))
        )
        ask.start()
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        ask.join()
        assert answers[0].status_code == 200
        process.wait(timeout=30)


@pytest.mark.skipif(not shutil.which("chromedriver"), reason="Chromium and its driver are not installed")
@pytest.mark.filterwarnings("ignore")  # selenium's own
def test_the_page_in_a_real_browser(url: str) -> None:
    from selenium import webdriver
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    options = webdriver.ChromeOptions()
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        driver.get(url)
        driver.find_element(By.ID, "text").send_keys("<b>Вчера</b> " + TEXT)
        driver.find_element(By.ID, "go").send_keys(Keys.ENTER)
        WebDriverWait(driver, 30).until(lambda d: "Найдено" in d.find_element(By.ID, "said").text)
        driver.switch_to.frame("facts")
        assert driver.find_element(By.CSS_SELECTOR, ".text").text == "<b>Вчера</b> " + TEXT
        mark = driver.find_element(By.CSS_SELECTOR, "mark.people")
        assert mark.text == "Анна Ильина"
        mark.send_keys(Keys.ENTER)
        assert driver.switch_to.active_element.get_attribute("id") == mark.get_attribute("data-entity")
        assert driver.find_element(By.CSS_SELECTOR, ".card.people h3").text == "Анна Ильина"
        driver.find_element(By.CSS_SELECTOR, "input[data-kind=people]").click()
        assert not driver.find_element(By.CSS_SELECTOR, ".card.people").is_displayed()
        driver.switch_to.default_content()
        driver.find_element(By.ID, "view").click()
        assert json.loads(driver.find_element(By.ID, "json").text)["text"] == "<b>Вчера</b> " + TEXT
        assert [entry for entry in driver.get_log("browser") if "favicon" not in entry["message"]] == []
    finally:
        driver.quit()
