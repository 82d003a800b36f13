#!/usr/bin/env python3
"""Looks at the example shop's docs site in a real browser.

Usage: test_site.py KPI [--quick]

KPI is the program. Every page type in every language is loaded from a folder and must load without
a message on the console, without a request to anything but files of the site, and without a
violation of WCAG 2.2 A and AA that axe finds. --quick takes English and one other language.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop"
PAGES = [
    "index.html", "metrics/index.html", "metrics/service-level.html",
    "metrics/customer-satisfaction-score.html", "metrics/request-category-mix.html",
    "cards/service-level.html", "themes.html", "data.html", "glossary.html", "sources.html",
    "dashboards.html", "translations.html", "changes.html",
]
# What people type: ids, names, without accents, mistyped, of another language, descriptions.
QUERIES = {
    "en": ["net promoter score", "nps", "servise level", "aov", "time to first reply", "cost contact",
           "handle tim", "returning visitors", "service-level", "customers who buy again"],
    "es": ["valor medio del pedido", "tasa de conversion", "satisfaccion", "nivel servicio", "tasa de cierre"],
    "pt-BR": ["ticket medio", "nivel de servico", "taxa de conversao", "cesto medio"],
    "ru": ["уровень сервиса", "средний чек", "конверсия", "возврат", "удовлетвореность"],
    "vi": ["diem csat", "ty le chuyen doi", "chi phi moi luot lien he", "điểm csat"],
}
failures = []


def check(condition, message):
    if not condition:
        failures.append(message)
        print("FAILED", message)


def build(kpi, folder):
    environment = {**os.environ, "METRIGLOT_HOME": str(ROOT), "SOURCE_DATE_EPOCH": "1767225600"}
    subprocess.run([kpi, "docs", "build", "--out", folder], cwd=SHOP, check=True, env=environment)


class Reader:
    """A browser that notes what a page asks for and complains of."""

    def __init__(self, browser, folder, **options):
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.folder = Path(folder)
        self.noted = []
        self.page.on("console", lambda message: self.noted.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.noted.append(f"error: {error}"))
        self.page.on("request", self.request)

    def request(self, request):
        if not request.url.startswith(self.folder.as_uri()):
            self.noted.append(f"asked for {request.url}")

    def open(self, path):
        self.noted.clear()
        self.page.goto((self.folder / path).as_uri())
        return self.page


def accessible(page, path):
    result = Axe().run(page, options={
        "preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    for violation in result.response["violations"]:
        nodes = [node["html"][:140] for node in violation["nodes"][:2]]
        check(False, f"{path}: {violation['id']}: {violation['help']}: {nodes}")


def looks(browser, folder, languages):
    for scheme in ("light", "dark"):
        reader = Reader(browser, folder, color_scheme=scheme)
        for tag in languages if scheme == "light" else languages[:1]:
            for name in PAGES:
                path = f"{tag}/{name}"
                page = reader.open(path)
                check(not reader.noted, f"{path}: {reader.noted}")
                accessible(page, f"{path} ({scheme})")
    for path in ("index.html", "404.html"):
        page = reader.open(path)
        check(not reader.noted, f"{path}: {reader.noted}")
        accessible(page, path)
    phone = Reader(browser, folder, viewport={"width": 390, "height": 844})
    for tag in languages:
        for name in PAGES:
            page = phone.open(f"{tag}/{name}")
            width = page.evaluate("document.documentElement.scrollWidth")
            check(width <= 390, f"{tag}/{name} is {width} px wide on a phone of 390")


def switches(browser, folder, languages):
    page = Reader(browser, folder).open(f"{languages[0]}/metrics/service-level.html")
    for tag in languages[1:]:
        page.locator(".languages summary").click()
        page.locator(f".languages a[hreflang='{tag}']").click()
        check(page.url.endswith(f"/{tag}/metrics/service-level.html"), f"switched to {page.url}")
        check(page.locator("html").get_attribute("lang") == tag, f"lang of {page.url}")


def reads_without_scripts(browser, folder, languages):
    reader = Reader(browser, folder, java_script_enabled=False)
    plain = Reader(browser, folder)
    for tag in languages:
        for name in PAGES:
            page = reader.open(f"{tag}/{name}")
            text = page.locator("main").text_content()
            check(len(text.strip()) > 60, f"{tag}/{name} has no text without scripts")
        rows = reader.open(f"{tag}/metrics/index.html").locator(".list tbody tr")
        check(rows.count() == plain.open(f"{tag}/metrics/index.html").locator(".list tbody tr").count(),
              f"{tag}: rows without scripts")
        check(not reader.page.locator(".filters").is_visible(), f"{tag}: filters that cannot work show")


def searches(browser, folder, kpi, languages):
    same = asked = 0
    for tag, queries in QUERIES.items():
        if tag not in languages:
            continue
        page = Reader(browser, folder).open(f"{tag}/metrics/service-level.html")
        page.keyboard.press("/")
        field = page.locator("dialog input")
        check(field.is_visible(), f"{tag}: / opens no search")
        accessible(page, f"{tag}: search")
        page.wait_for_function("self.kpiNames && self.kpiWords")
        for query in queries:
            field.fill(query)
            links = page.locator("dialog ul a").evaluate_all("all => all.map(a => a.href)")
            found = [re.sub(r".*/(.*)\.html", r"\1", link) for link in links]
            answer = subprocess.run(
                [kpi, "search", query, "--lang", tag, "--format", "json"], cwd=SHOP,
                capture_output=True, env={**os.environ, "METRIGLOT_HOME": str(ROOT)})
            expected = [hit["id"] for hit in json.loads(answer.stdout or b"[]")]
            asked += 1
            same += found == expected
            check(found[:1] == expected[:1], f"{tag}: «{query}»: {found[:3]}, kpi search: {expected[:3]}")
        field.fill("diem csat")
        check("customer-satisfaction-score" in page.locator("dialog ul a").first.get_attribute("href"),
              f"{tag}: «diem csat» is not found")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        check(page.url.endswith(f"/{tag}/metrics/customer-satisfaction-score.html"),
              f"{tag}: Enter leads to {page.url}")
    print(f"search: {same} of {asked} answers the same as kpi search, hit for hit")


def filters(browser, folder):
    page = Reader(browser, folder).open("en/metrics/index.html")
    shown = page.locator(".list tbody tr:visible")
    everything = shown.count()
    page.select_option("select[name=theme]", "conversion")
    some = shown.count()
    check(0 < some < everything, f"{some} of {everything} after filtering")
    check(str(some) in page.locator("#shown").text_content(), "the number that is shown is told")
    page.select_option("select[name=theme]", "")
    page.fill("input[name=words]", "conversion")
    check(0 < shown.count() < everything, "filtering by words")
    page.fill("input[name=words]", "")
    page.locator("th[data-sort=name] button").click()
    names = page.locator(".list tbody th a").all_text_contents()
    check(names == sorted(names, key=str.casefold), "sorted by name")


def weighs(folder):
    shared = sum((Path(folder) / "assets" / name).stat().st_size for name in ("site.css", "site.js", "icon.svg"))
    pages = {path: path.stat().st_size for path in Path(folder).glob("*/metrics/*.html")
             if path.name != "index.html"}
    heaviest = max(pages, key=pages.get)
    print(f"weight: the heaviest metric page has {pages[heaviest] + shared} bytes with all it needs"
          f" ({heaviest.relative_to(folder)})")
    check(pages[heaviest] + shared < 60 * 1024, f"{heaviest} weighs {pages[heaviest] + shared} bytes")


def fits_schemas(folder):
    import jsonschema
    api = Path(folder) / "api"
    files = {"site-list": [api / "metrics.json"], "site-search": [api / "search.json"],
             "site-history": [api / "history.json"], "site-metric": list((api / "metrics").glob("*.json"))}
    for name, paths in files.items():
        schema = json.loads((api / "schema" / f"{name}.schema.json").read_text())
        for path in paths:
            for error in jsonschema.Draft202012Validator(schema).iter_errors(json.loads(path.read_text())):
                check(False, f"{path.name}: {error.message[:200]}")


def is_valid(folder, languages):
    for tag in languages:
        for name in PAGES:
            result = subprocess.run(
                ["tidy", "-quiet", "-errors", "--mute-id", "yes", "--drop-empty-elements", "no",
                 "--mute", ",".join(["PROPRIETARY_ATTRIBUTE", "TRIM_EMPTY_ELEMENT"]), f"{folder}/{tag}/{name}"],
                capture_output=True, text=True)
            errors = [line for line in result.stderr.splitlines() if "Error" in line]
            check(not errors, f"{tag}/{name}: {errors[:2]}")


def main():
    kpi = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as parent, sync_playwright() as playwright:
        folder, again = f"{parent}/site", f"{parent}/again"
        build(kpi, folder)
        build(kpi, again)
        differ = subprocess.run(["diff", "-rq", folder, again], capture_output=True, text=True).stdout
        check(not differ, f"two builds differ: {differ[:300]}")
        languages = sorted(path.name for path in Path(folder).iterdir() if (path / "glossary.html").exists())
        if "--quick" in sys.argv:
            languages = ["en", "vi"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        weighs(folder)
        fits_schemas(folder)
        is_valid(folder, languages)
        switches(browser, folder, languages)
        reads_without_scripts(browser, folder, languages)
        filters(browser, folder)
        searches(browser, folder, kpi, languages)
        looks(browser, folder, languages)
        browser.close()
    print(f"{len(languages)} languages, {len(PAGES)} pages each: {len(failures)} failures")
    sys.exit(1 if failures else 0)


main()
