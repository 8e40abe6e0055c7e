"""``newsnlp serve`` as a process of its own on loopback, with a real browser on its page."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from prometheus_client.parser import text_string_to_metric_families

import newsnlp
from newsnlp.formats.schema import schema
from newsnlp.run.desk import Turns
from newsnlp.run.server import Limits, create

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
from scaling import names

Served = tuple[str, subprocess.Popen[bytes]]
TEXT = "24 мая 2024 года губернатор Тверской области Анна Ильина передала школе 3,5 млн рублей."


@contextmanager
def serving(*options: str, code: str = "from newsnlp.run.cli import main; main()") -> Iterator[Served]:
    """A server on a free port of its own; its process is ended."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
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
    (b'{"text": "a", "id": ' + b"7" * 5000 + b"}", 400, "the body is no JSON: Exceeds the limit"),
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


def test_who_sends_far_too_much_gets_the_answer_all_the_same(url: str) -> None:
    """A client that sends all before it reads would see its connection cut, were the answer given at once."""
    with socket.create_connection(tuple(url.removeprefix("http://").split(":")), timeout=20) as client:  # type: ignore[arg-type]
        client.sendall(b"POST /extract HTTP/1.1\r\nHost: x\r\nContent-Length: 1900000\r\n\r\n" + b"a" * 1_900_000)
        time.sleep(0.5)
        assert client.makefile("rb").readline().startswith(b"HTTP/1.1 413")


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
        '{"id": "3", "text": "5 лир", "published": "ages ago"}',
    ]
    lines = httpx.post(f"{url}/batch", content="\n".join(rows).encode(), timeout=60).text.splitlines()
    first, second, third, fourth, fifth = (json.loads(line) for line in lines)
    assert (first["id"], first["people"][0]["name"]) == ("1", "Анна Ильина")
    assert second["line"] == 2
    assert "no JSON" in second["error"]
    assert third["line"] == 4
    assert "more than 100,000 bytes" in third["error"]
    assert fourth["id"] == "2"
    assert (fifth["id"], fifth["published"], "extra" in fourth) == ("3", None, False)
    assert fifth["extra"]["unread"].startswith("published: 'ages ago' is no day like")
    assert "newsnlp_days_unread_total 1.0" in httpx.get(f"{url}/metrics").text.splitlines()


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


def test_open_api_is_made_without_a_warning() -> None:
    """Warnings are errors in the tests; in the server's log each request for the description left one."""
    described = create(Limits(), lambda: newsnlp.extract_all).openapi()
    assert set(described["paths"]) == {"/batch", "/extract", "/health", "/metrics", "/schema"}


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
            target=lambda: answers.append(httpx.post(f"{url}/extract", json={"text": TEXT * 100}, timeout=60))
        )
        ask.start()
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        ask.join()
        assert answers[0].status_code == 200
        process.wait(timeout=30)


def test_the_head_of_a_route_and_one_form_of_errors(url: str) -> None:
    for path in ("/", "/health", "/metrics", "/schema"):
        head = httpx.head(url + path)
        assert (head.status_code, head.content) == (200, b"")
    for answer, status in ((httpx.get(f"{url}/nothing"), 404), (httpx.get(f"{url}/extract"), 405)):
        assert answer.status_code == status
        assert set(answer.json()) == {"error"}
        assert "/docs" in answer.json()["error"]
    with socket.create_connection(tuple(url.removeprefix("http://").split(":")), timeout=20) as client:  # type: ignore[arg-type]
        client.sendall(b"no such thing\r\n\r\n")
        told, body = client.makefile("rb").read().split(b"\r\n\r\n")
        assert told.startswith(b"HTTP/1.1 400")
        assert set(json.loads(body)) == {"error"}


def test_the_docs_load_nothing_from_elsewhere(url: str) -> None:
    page = httpx.get(f"{url}/docs")
    wanted = re.findall(r"""(?:src|href|url)[=:] ?["']([^"']+)""", page.text)
    assert len(wanted) == 4  # style, icon, script, the description
    assert all(httpx.get(url + path).status_code == 200 for path in wanted)
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_metrics_in_prometheus_form(url: str) -> None:
    httpx.post(f"{url}/extract", json={"text": TEXT})
    httpx.get(f"{url}/nothing")
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(httpx.get(f"{url}/metrics").text)
        for sample in family.samples
    }
    assert found["newsnlp_requests_total", "/extract", "200"] >= 1
    assert found["newsnlp_requests_total", "other", "404"] >= 1
    assert found["newsnlp_articles_total", "done"] >= 1
    assert found["newsnlp_characters_total",] >= len(TEXT)
    assert found["newsnlp_request_seconds_count", "/extract"] >= 1
    assert found["newsnlp_articles_waiting",] == 0


def test_pages_elsewhere_may_ask_only_where_they_are_named(url: str) -> None:
    asked = {"Origin": "https://page.example", "Access-Control-Request-Method": "POST"}
    allowed = "access-control-allow-origin"
    assert allowed not in httpx.get(f"{url}/health", headers=asked).headers
    with sleepy("origins=['https://page.example']") as (open_url, _):
        for call in (httpx.get, httpx.options):
            assert call(f"{open_url}/extract", headers=asked).headers[allowed] == "https://page.example"
        other = asked | {"Origin": "https://other.example"}
        assert allowed not in httpx.get(f"{open_url}/health", headers=other).headers
        refused = httpx.options(f"{open_url}/extract", headers=other)
        assert (refused.status_code, list(refused.json())) == (400, ["error"])
        assert allowed not in refused.headers


# ------------------------------------------------------------------------------- under attack, by a work that obeys


def sleepy(limits: str = "", before: str = "") -> AbstractContextManager[Served]:
    """A server with such limits whose articles are orders."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); {before}\n"
        "from orders import obedient; from newsnlp.run.server import Limits, run\n"
        f"run(Limits({limits}), obedient, '127.0.0.1', int(sys.argv[3]))"
    )
    return serving(code=code)


def order(url: str, text: str) -> httpx.Response:
    return httpx.post(f"{url}/extract", json={"text": text}, timeout=60)


def later(url: str, *texts: str) -> list[Future[httpx.Response]]:
    """Orders that are under way, one after another."""
    pool = ThreadPoolExecutor(len(texts))
    asked = []
    for number, text in enumerate(texts, 1):
        asked.append(pool.submit(order, url, text))
        until(lambda number=number: f"newsnlp_requests_under_way {number + 1}.0" in httpx.get(f"{url}/metrics").text)
    pool.shutdown(wait=False)
    return asked


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_an_article_out_of_time_holds_nothing_afterwards() -> None:
    with sleepy("workers=1, seconds=5") as (url, process):
        before = workers_of(process.pid)
        answer = order(url, "sleep 50")
        assert answer.status_code == 408
        assert "was not done within 5 seconds: split it" in answer.json()["error"]
        assert order(url, "quick").status_code == 200
        assert len(set(before) - set(workers_of(process.pid))) == 1  # the worker that slept


def test_a_fault_costs_its_article_alone() -> None:
    with sleepy() as (url, _):
        told = {"raise": "raised RuntimeError: a fault", "starve": "not enough memory", "die": "died on it twice"}
        for text, reason in told.items():
            answer = order(url, text)
            assert answer.status_code == 500
            assert reason in answer.json()["error"]
        rows = "\n".join(json.dumps({"text": text}) for text in ("one", "raise", "starve", "die", "two"))
        answers = [json.loads(line) for line in httpx.post(f"{url}/batch", content=rows, timeout=60).text.splitlines()]
        assert [row.get("text", row.get("line")) for row in answers] == ["one", 2, 3, 4, "two"]


def test_short_articles_pass_long_ones() -> None:
    long = " " * 20_000
    with sleepy() as (url, _):
        asked = later(url, *[f"sleep 2{long}"] * 3)
        assert order(url, "quick").status_code == 200
        assert not any(answer.done() for answer in asked)
        assert [answer.result().status_code for answer in asked] == [200] * 3


def test_as_many_requests_as_may_be() -> None:
    with sleepy("workers=1, queue=2") as (url, _):
        asked = later(url, "sleep 2", "sleep 0")
        for answer in (order(url, "quick"), httpx.post(f"{url}/batch", content=b"{}")):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
            assert "2 requests are under way" in answer.json()["error"]
        assert httpx.get(f"{url}/health").status_code == 200
        assert [answer.result().status_code for answer in asked] == [200, 200]
        assert order(url, "quick").status_code == 200


def test_no_worker_in_time() -> None:
    with sleepy("workers=1, seconds=3") as (url, _):
        asked = later(url, "sleep 2.5", "sleep 2.5")
        answer = order(url, "sleep 0")
        assert answer.status_code == 503
        assert "no worker was free within 3 seconds" in answer.json()["error"]
        assert [answer.result().status_code for answer in asked] == [200, 200]


def test_who_has_gone_away_is_not_waited_for() -> None:
    with sleepy("workers=1") as (url, _):
        asked = later(url, "sleep 2")
        with pytest.raises(httpx.TimeoutException):
            httpx.post(f"{url}/extract", json={"text": "sleep 50"}, timeout=0.5)
        assert asked[0].result().status_code == 200
        began = time.monotonic()
        assert order(url, "quick").status_code == 200
        assert time.monotonic() - began < 5


def test_connections_that_do_nothing_are_cut() -> None:
    with sleepy("seconds=1, connections=3") as (url, _):
        place: Any = tuple(url.removeprefix("http://").split(":"))
        idle = [socket.create_connection(place, timeout=20) for _ in range(3)]
        for client in idle:
            client.sendall(b"POST /extract HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        answer = httpx.get(f"{url}/health")
        assert answer.status_code == 503
        assert "as many connections as it may" in answer.json()["error"]
        for client in idle:
            with client:
                assert not client.recv(100)
        assert httpx.get(f"{url}/health").status_code == 200


def test_who_does_not_read_is_cut() -> None:
    with sleepy("seconds=1") as (url, _):
        place: Any = tuple(url.removeprefix("http://").split(":"))
        row = json.dumps({"text": " " * 100_000}).encode() + b"\n"
        with socket.create_connection(place, timeout=20) as client:
            head = b"POST /batch HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
            client.sendall(head % (300 * len(row)) + 300 * row)
            until(lambda: "newsnlp_requests_under_way 1.0" in httpx.get(f"{url}/metrics").text)


def test_a_full_disk_ends_the_batch_with_a_sentence() -> None:
    before = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    with sleepy(before=before) as (url, _):
        row = json.dumps({"text": " " * 30_000}).encode() + b"\n"
        lines = httpx.post(f"{url}/batch", content=row * 10, timeout=20).text.splitlines()
        assert "can't keep the batch (File too large)" in json.loads(lines[-1])["error"]
        assert len(lines) >= 3
    with sleepy("batch=40_000, spool=50_000") as (url, _):
        lines = httpx.post(f"{url}/batch", content=row * 2, timeout=20).text.splitlines()
        assert "the batch has more than 40,000 bytes" in json.loads(lines[-1])["error"]


def test_batches_take_no_more_of_the_disk_together_than_they_may() -> None:
    row = json.dumps({"text": "a" * 30_000}).encode() + b"\n"
    chunk = b"%x\r\n%s\r\n" % (len(row), row)
    with sleepy("spool=50_000") as (url, _):
        place: Any = tuple(url.removeprefix("http://").split(":"))
        with socket.create_connection(place, timeout=20) as client:
            client.sendall(b"POST /batch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk)
            with client.makefile("rb") as answer:
                while not answer.readline().startswith(b'{"text"'):  # the first batch holds its bytes until it ends
                    pass
            told = httpx.post(f"{url}/batch", content=row, timeout=20).text
            assert "holds as many bytes of batches as it may: send this one again later" in json.loads(told)["error"]
            client.sendall(b"0\r\n\r\n")
        until(lambda: "error" not in httpx.post(f"{url}/batch", content=row, timeout=20).text)


def resident(pids: Sequence[int]) -> int:
    """Megabytes of processes in memory."""
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 for pid in pids) // 2**20


def test_memory_stays_over_requests_with_ever_new_words() -> None:
    """20,000 names fill what is remembered, the second half of them 50 MB; as many again take nothing more."""
    new = names()

    def send(url: str) -> None:
        for _ in range(5):
            text = " ".join(f"Приехал {next(new)}ов." for _ in range(4_000))
            assert httpx.post(f"{url}/extract", json={"text": text}, timeout=120).status_code == 200

    with serving("--workers", "1", "--timeout", "120") as (url, process):
        everyone = [process.pid, *workers_of(process.pid)]
        send(url)
        before = resident(everyone)
        send(url)
        assert resident(everyone) < before + 15


def workers_of(pid: int) -> list[int]:
    """The processes that a process started, from whatever thread."""
    told = [task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/children")]
    if not told:
        pytest.skip("the kernel does not tell children")
    return [int(child) for line in told for child in line.split()]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_takes_ten_seconds_at_most(sent: signal.Signals) -> None:
    with sleepy() as (url, process):
        [asked] = later(url, "sleep 50")
        workers = workers_of(process.pid)
        began = time.monotonic()
        process.send_signal(sent)
        process.wait(timeout=30)
        assert time.monotonic() - began < 10
        assert asked.result().status_code == 503
        assert "the server was stopped" in asked.result().json()["error"]
        assert workers
        until(lambda: not any(Path(f"/proc/{pid}/stat").exists() for pid in workers))


def test_workers_die_with_the_server() -> None:
    with sleepy() as (url, process):
        later(url, "sleep 50")
        workers = workers_of(process.pid)
        assert len(workers) >= 2
        process.kill()
        until(lambda: not any(Path(f"/proc/{pid}/stat").exists() for pid in workers))


def test_turns_by_length_and_by_when_they_came() -> None:
    async def story() -> list[int]:
        turns, seated = Turns("ab"), list[int]()

        async def sit(length: int, seconds: float) -> None:
            seat = await turns.take(length)
            seated.append(length)
            await asyncio.sleep(seconds)
            turns.give(seat, length)

        async with asyncio.TaskGroup() as group:
            for length in (90_000, 80_000, 5, 30_000, 7):  # one seat is kept from the long
                group.create_task(sit(length, 0.05))
                await asyncio.sleep(0)
            given_up = group.create_task(sit(20_000, 9))
            await asyncio.sleep(0)
            given_up.cancel()
        assert not turns.waiting
        return seated

    assert asyncio.run(story()) == [90_000, 5, 7, 30_000, 80_000]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not shutil.which("chromedriver"):
        pytest.skip("Chromium and its driver are not installed")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"):
        options.add_argument(flag)
    options.add_argument("--window-size=1200,900")
    options.add_argument("--lang=ru")
    options.add_experimental_option("prefs", {"intl.accept_languages": "ru"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


def ask_page(browser: Any, text: str, said: str) -> None:
    """Sends a text by the keyboard, and waits for what is said of it."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.find_element(By.ID, "text").clear()
    browser.find_element(By.ID, "text").send_keys(text)
    browser.find_element(By.ID, "go").send_keys(Keys.ENTER)
    until(lambda: said in browser.find_element(By.ID, "said").text)


@pytest.mark.filterwarnings("ignore")  # selenium's own
def test_the_page_in_a_real_browser(url: str, browser: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.get_log("browser")  # reading it empties it of what other tests' pages were refused
    browser.get(url)
    asked = 'newsnlp_requests_total{path="/extract",status="200"} '
    before = httpx.get(f"{url}/metrics").text.partition(asked)[2].partition("\n")[0]
    ask_page(browser, "<b>Вчера</b> \U0001f600 " + TEXT, "Найдено")
    after = httpx.get(f"{url}/metrics").text.partition(asked)[2].partition("\n")[0]
    assert float(after) == float(before or 0) + 1
    assert browser.find_element(By.ID, "article").text == "<b>Вчера</b> \U0001f600 " + TEXT
    assert browser.execute_script("return getComputedStyle(document.getElementById('article')).position") == "sticky"
    mark = browser.find_element(By.CSS_SELECTOR, "mark.people")
    assert mark.text == "Анна Ильина"
    assert "уверенность: " in mark.get_attribute("title")
    mark.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == mark.get_attribute("data-card")
    post = browser.find_element(By.CSS_SELECTOR, "mark.titles")
    assert "связь: стоит рядом" in post.get_attribute("title")
    browser.execute_script("arguments[0].focus()", post)
    assert browser.find_elements(By.CSS_SELECTOR, "#article path")  # the holder, drawn to the post
    browser.execute_script("arguments[0].blur()", post)
    assert not browser.find_elements(By.CSS_SELECTOR, "#article path")
    for place in (mark, browser.find_element(By.CSS_SELECTOR, ".card.people")):  # and the post to the holder
        browser.execute_script("arguments[0].focus()", place)
        assert browser.find_elements(By.CSS_SELECTOR, "#article path")
        assert "lit" in post.get_attribute("class")
    link = browser.find_element(By.CSS_SELECTOR, ".card.people dd [data-to^=titles]")
    assert link.text == "губернатор Тверской области"
    browser.find_element(By.CSS_SELECTOR, "input[data-kind=people]").click()
    assert not browser.find_element(By.CSS_SELECTOR, ".card.people").is_displayed()
    browser.find_element(By.ID, "language").click()
    assert browser.find_element(By.ID, "said").text.startswith("Found: ")
    browser.find_element(By.ID, "view").click()
    assert json.loads(browser.find_element(By.ID, "json").text)["text"] == "<b>Вчера</b> \U0001f600 " + TEXT
    rows = browser.execute_script("return csv()").split("\r\n")
    assert rows[0] == "kind,value,person,organization,region,start,stop,text,score"
    assert any(row.startswith("titles,губернатор Тверской области,Анна Ильина,,Тверская область,") for row in rows)
    browser.find_element(By.ID, "language").click()
    assert browser.get_log("browser") == []


@pytest.mark.filterwarnings("ignore")
def test_the_page_s_map_and_timeline(url: str, browser: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.get(url)
    ask_page(browser, "В 1812 году в Твери шёл снег. Мост в Самаре откроют с 3 по 5 мая 2024 года.", "Найдено")
    browser.execute_script(  # whatever the tables know of these towns today
        "const at = {Тверь: [56.86, 35.91], Самара: [53.2, 50.14]};"
        "for (const place of shown.regions) [place.latitude, place.longitude] = at[place.name]; draw();"
    )
    shown = browser.find_element(By.CSS_SELECTOR, "#overview .regions svg")
    assert len(shown.find_elements(By.CSS_SELECTOR, "path.land")) == 2
    spots = {a.get_attribute("aria-label"): a for a in shown.find_elements(By.CSS_SELECTOR, "a")}
    names = {label.partition(",")[0]: label for label in spots}
    x = {name: float(spots[names[name]].find_element(By.TAG_NAME, "circle").get_attribute("cx")) for name in names}
    assert x["Тверь"] < x["Самара"]
    days = browser.find_elements(By.CSS_SELECTOR, "#overview .dates a")
    assert [a.get_attribute("aria-label") for a in days] == [
        "1812 году, 1812-01-01 – 1812-12-31",
        "3 по 5 мая 2024 года, 2024-05-03 – 2024-05-05",
    ]
    spots[names["Тверь"]].send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == spots[names["Тверь"]].get_attribute("data-to")
    assert "lit" in browser.find_element(By.CSS_SELECTOR, "mark.regions").get_attribute("class")
    browser.find_element(By.CSS_SELECTOR, "input[data-kind=dates]").click()
    assert not browser.find_element(By.CSS_SELECTOR, "#overview .dates").is_displayed()
    ask_page(browser, "Да.", "Найдено: 0")
    assert not browser.find_elements(By.CSS_SELECTOR, "#overview *")
    assert browser.get_log("browser") == []


@pytest.mark.filterwarnings("ignore")
def test_the_page_s_errors_are_in_the_reader_s_language_and_leave_no_old_facts(browser: Any) -> None:
    from selenium.webdriver.common.by import By

    with sleepy("body=2000, seconds=4") as (url, _):
        browser.get(url)
        ask_page(browser, "Москва", "Найдено")
        assert browser.find_element(By.ID, "facts").is_displayed()
        for text, said in (
            ("я" * 3000, "Текст слишком длинный"),
            ("raise", "Ошибка на сервере"),
            ("sleep 50", "за отведённое время"),
        ):
            ask_page(browser, text, said)
            assert not browser.find_element(By.ID, "facts").is_displayed()
            assert not browser.find_element(By.ID, "article").text
        browser.find_element(By.ID, "language").click()
        assert "was not done in time" in browser.find_element(By.ID, "said").text
        for path, said in (("/", "The answer is not from newsnlp"), ("/health", "a fault of this page")):
            browser.execute_script(f"window.ask ??= fetch; fetch = () => ask('{path}')")
            ask_page(browser, "Москва", said)
            assert not browser.find_element(By.ID, "facts").is_displayed()
        browser.refresh()
    ask_page(browser, "Москва", "не отвечает")


@pytest.mark.filterwarnings("ignore")
def test_the_page_for_those_who_hear_it_or_use_the_keyboard(url: str, browser: Any) -> None:
    """axe-core finds nothing in any state, and Tab goes through the page from top to bottom."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    axe = pytest.importorskip("axe_core_python.base").AXE_SCRIPT
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    tell = "const tell = arguments[1]; axe.run(document, {runOnly: arguments[0]}).then(found => tell(found.violations))"

    def faults() -> list[str]:
        browser.execute_script(axe)
        found = browser.execute_async_script(tell, tags)
        return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]

    browser.get(url)
    assert faults() == []
    for dark in ("light", "dark"):
        scheme = [{"name": "prefers-color-scheme", "value": dark}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        ask_page(browser, TEXT, "Найдено")
        assert faults() == []
        browser.execute_script("arguments[0].focus()", browser.find_element(By.CSS_SELECTOR, "mark.titles"))
        assert faults() == []
        browser.find_element(By.ID, "view").click()
        assert faults() == []
        browser.find_element(By.ID, "view").click()
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.execute_script("document.getElementById('language').focus()")
    heights = []
    for _ in range(12):
        place = browser.switch_to.active_element
        heights.append(browser.execute_script("return arguments[0].getBoundingClientRect().top + scrollY", place))
        place.send_keys(Keys.TAB)
    row = 40  # pixels: what stands side by side is not level
    assert all(later > earlier - row for earlier, later in pairwise(heights))


@pytest.mark.filterwarnings("ignore")
def test_the_page_on_a_telephone(url: str, browser: Any) -> None:
    from selenium.webdriver.common.by import By

    size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(url)
    for example in browser.find_elements(By.CSS_SELECTOR, "#examples button"):
        headline = example.find_element(By.TAG_NAME, "span").text
        example.click()
        until(lambda: browser.find_element(By.ID, "go").is_enabled())
        assert "Найдено" in browser.find_element(By.ID, "said").text
        assert browser.find_element(By.ID, "article").text.startswith(headline)
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
        assert browser.find_elements(By.CSS_SELECTOR, ".card.people .spots a")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
