#!/usr/bin/env python3
"""Makes the example shop's exports: one company's year, in data/*.csv.

The same seed gives the same bytes with every Python from 3.8 on: nothing is
used of the random module but Random(seed).random(), whose numbers Python
promises to keep, and the time zone rule of the European Union stands below
instead of in the machine's time zone files.

    python3 make_data.py            # writes data/ beside this file
    python3 make_data.py --check    # fails when data/ is not what it would write
"""

import math
import random
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

SEED = 20250101
FOLDER = Path(__file__).resolve().parent / "data"
FIRST, AFTER = date(2025, 1, 1), date(2026, 1, 1)
EXPORTED = datetime(2026, 1, 12, 6)  # the exports were made then: nothing later is known


# --- chance -----------------------------------------------------------------

class Dice:
    """Draws that are the same in every version of Python."""

    def __init__(self, seed):
        self.roll = random.Random(seed).random

    def chance(self, probability):
        return self.roll() < probability

    def whole(self, low, high):
        """A whole number, both ends included."""
        return low + int(self.roll() * (high - low + 1))

    def pick(self, items):
        return items[int(self.roll() * len(items))]

    def weighted(self, pairs):
        """One of [(item, weight), …]."""
        point = self.roll() * sum(weight for _, weight in pairs)
        for item, weight in pairs:
            point -= weight
            if point < 0:
                return item
        return pairs[-1][0]

    def normal(self):
        return math.sqrt(-2 * math.log(1 - self.roll())) * math.cos(2 * math.pi * self.roll())

    def log_normal(self, median, spread):
        return median * math.exp(spread * self.normal())

    def about(self, mean):
        """How many events, where `mean` are expected."""
        if mean < 30:
            limit, count, product = math.exp(-mean), 0, self.roll()
            while product > limit:
                count += 1
                product *= self.roll()
            return count
        return max(0, int(mean + math.sqrt(mean) * self.normal() + 0.5))


# --- time -------------------------------------------------------------------

def last_sunday(year, month):
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def summer(utc):
    """Whether the European Union's clocks are an hour ahead."""
    start = datetime.combine(last_sunday(utc.year, 3), datetime.min.time()) + timedelta(hours=1)
    end = datetime.combine(last_sunday(utc.year, 10), datetime.min.time()) + timedelta(hours=1)
    return start <= utc < end


def madrid(utc):
    return utc + timedelta(hours=2 if summer(utc) else 1)


def lisbon(utc):
    return utc + timedelta(hours=1 if summer(utc) else 0)


def from_madrid(local):
    """The moment that the clocks in Madrid show as `local` (the later one of two)."""
    utc = local - timedelta(hours=1)
    return utc - timedelta(hours=1) if summer(utc - timedelta(hours=1)) else utc


def with_offset(utc):
    return madrid(utc).strftime("%Y-%m-%d %H:%M:%S") + ("+02:00" if summer(utc) else "+01:00")


def seconds(amount):
    return timedelta(seconds=int(amount))


def days():
    day = FIRST
    while day < AFTER:
        yield day
        day += timedelta(days=1)


# --- the year ---------------------------------------------------------------

MONTH = [1.08, 0.90, 0.93, 0.95, 0.98, 0.95, 0.97, 0.78, 0.96, 1.03, 1.22, 1.18]
WEEKDAY = [1.06, 1.03, 1.02, 1.00, 0.94, 0.92, 1.08]
HOUR = [(h, w) for h, w in enumerate(
    [3, 1.5, 0.7, 0.4, 0.3, 0.4, 1, 2, 4, 6, 7, 7, 6.5, 6, 6, 6.5, 6.5, 6.5, 7, 8, 9, 10, 9, 6])]
SHIFT_HOUR = [(h, w) for h, w in enumerate(
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 10, 10, 9, 7, 5, 6, 8, 9, 8, 6, 0, 0, 0, 0])]
BLACK_FRIDAY = date(2025, 11, 28)


def rush(day):
    """How much more than usual happens on a day."""
    from_friday = (day - BLACK_FRIDAY).days
    special = {-4: 1.2, -3: 1.3, -2: 1.5, -1: 1.8, 0: 3.2, 1: 2.2, 2: 2.0, 3: 2.6}.get(from_friday, 1)
    if day.month == 1 and 7 <= day.day <= 18:
        special = 1.35  # the January sales begin after Epiphany
    if day.month == 12 and day.day >= 23:
        special = 0.6
    growth = 1 + 0.22 * (day - FIRST).days / 365
    return MONTH[day.month - 1] * WEEKDAY[day.weekday()] * special * growth


# How well the telephone was staffed, by month: median wait in seconds, share answered.
PHONE = [(11.5, 0.90), (8, 0.95), (7.5, 0.96), (8, 0.95), (7.5, 0.96), (8.5, 0.95),
         (13, 0.88), (9, 0.94), (8, 0.95), (8.5, 0.94), (16, 0.85), (14, 0.87)]
CHAT_DOWN = 6           # the chat tool was down for the whole of June
NO_RECOMMENDATION = 8   # August's questionnaire left the question out

CATALOGUE = [  # sku, category, price in cents, weight
    ("MAN-ALP-01", "mantas", 4990, 9), ("MAN-LAN-02", "mantas", 6990, 6),
    ("COJ-LIN-01", "cojines", 1990, 12), ("COJ-BOR-02", "cojines", 2490, 9),
    ("TOA-ALG-01", "baño", 1490, 11), ("TOA-ALG-02", "baño", 2290, 9), ("ALF-ALG-03", "baño", 1890, 5),
    ("SAB-PER-01", "cama", 5490, 8), ("SAB-PER-02", "cama", 7990, 5), ("FUN-LIN-03", "cama", 8990, 4),
    ("AZU-AZU-01", "cerámica", 3290, 6), ("AZU-VER-02", "cerámica", 3290, 4),
    ("JAR-BAR-03", "cerámica", 2790, 5), ("PLA-SET-04", "cerámica", 5990, 4),
    ("TAZ-BAR-05", "cerámica", 1190, 10), ("VEL-CER-01", "hogar", 1690, 8),
    ("CES-MIM-02", "hogar", 3490, 4), ("ALF-YUT-03", "hogar", 11900, 2),
]
REASONS = [("talla o medida equivocada", 4), ("no era lo que esperaba, color distinto", 5),
           ("llegó dañado", 3), ("llegó tarde", 2), ('cambio de opinión ("desistimiento")', 3), ("", 1)]
SPANISH_CHANNEL = {"phone": "telefono", "email": "correo", "chat": "chat", "social": "redes"}


class Shop:
    def __init__(self):
        self.dice = Dice(SEED)
        self.customers = []    # (id, moment, country)
        self.orders = []       # (id, customer, moment, cents, channel, gift)
        self.lines = []        # (id, order, sku, category, quantity, cents)
        self.returns = []      # (order, sku, moment, quantity, reason)
        self.visits = []       # (moment, visitor, source, device, number, bought, before, attended, asked)
        self.chats = []
        self.calls = []
        self.emails = []
        self.requests = []
        self.surveys = []
        self.known = []        # customers by id, for repeat business off the site
        self.next_customer = 10001
        self.next_order = 500001

    def moment(self, day, hours=HOUR):
        local = datetime.combine(day, datetime.min.time()) + timedelta(
            hours=self.dice.weighted(hours), minutes=self.dice.whole(0, 59),
            seconds=self.dice.whole(0, 59))
        return from_madrid(local)

    # Buying

    def new_customer(self, moment):
        identifier = f"C{self.next_customer}"
        self.next_customer += 1
        self.customers.append((identifier, moment, self.dice.weighted([("ES", 68), ("PT", 29), ("FR", 3)])))
        self.known.append(identifier)
        return identifier

    def order(self, customer, moment, channel, upsold=False):
        dice = self.dice
        identifier = self.next_order
        self.next_order += 1
        count = dice.weighted([(1, 62), (2, 25), (3, 10), (4, 3)]) + (1 if upsold and dice.chance(0.4) else 0)
        total, seen = 0, set()
        for _ in range(count):
            sku, category, price, _ = dice.weighted([(item, item[3]) for item in CATALOGUE])
            if sku in seen:
                continue
            seen.add(sku)
            quantity = dice.weighted([(1, 70), (2, 20), (3, 4), (4, 5), (6, 1)])
            discount = 0.75 if abs((madrid(moment).date() - BLACK_FRIDAY).days) <= 3 else 1
            amount = int(price * quantity * discount + 0.5)
            total += amount
            self.lines.append((identifier, sku, category, quantity, amount))
            if dice.chance(0.16 if category == "cama" else 0.085):
                back = from_madrid(datetime.combine(
                    (moment + timedelta(days=dice.log_normal(11, 0.5))).date(), datetime.min.time())
                    + timedelta(hours=dice.whole(8, 17), minutes=dice.whole(0, 59)))
                part = dice.whole(1, quantity)
                self.returns.append((identifier, sku, back, part, dice.weighted(REASONS)))
        total += 0 if total >= 5000 else 495  # carriage
        self.orders.append((identifier, customer, moment, total, channel, dice.chance(0.11)))
        if dice.chance(0.17):
            self.request(moment + timedelta(hours=dice.log_normal(40, 0.9)), customer, after_order=True)
        if dice.chance(0.30):
            self.survey(moment + timedelta(days=dice.log_normal(6, 0.4)), customer, "")

    # Visiting

    def year_before(self):
        """Customers who were won before the year, and the matters they left open."""
        for _ in range(620):
            day = date(2024, 1, 1) + timedelta(days=self.dice.whole(0, 365))
            self.new_customer(self.moment(day))
        for _ in range(34):
            opened = self.moment(date(2024, 12, 1) + timedelta(days=self.dice.whole(10, 30)))
            self.request(opened, self.dice.pick(self.known), patience=2.5)

    def visit_day(self, day):
        dice = self.dice
        for _ in range(dice.about(160 * rush(day))):
            moment = self.moment(day)
            if len(self.pool) > 400 and dice.chance(0.27):
                # The later somebody was here, the likelier they come again.
                index = len(self.pool) - 1 - int(len(self.pool) * dice.roll() ** 3 * 0.6)
                visitor = self.pool[index]
            else:
                visitor = {"id": f"v{len(self.pool) + 1:05d}", "visits": 0, "customer": None,
                           "seen": None, "device": dice.weighted(
                               [("móvil", 62), ("ordenador", 32), ("tableta", 6)])}
                if dice.chance(0.06):
                    visitor["customer"] = dice.pick(self.known)  # bought in an earlier year
                self.pool.append(visitor)
            if visitor["seen"] and moment <= visitor["seen"] + timedelta(minutes=40):
                moment = visitor["seen"] + timedelta(minutes=dice.whole(45, 300))
            visitor["seen"] = moment
            visitor["visits"] += 1
            self.visit(visitor, moment, day)

    def visit(self, visitor, moment, day):
        dice = self.dice
        before = visitor["customer"] is not None
        chat_up = madrid(moment).month != CHAT_DOWN
        asked = chat_up and dice.chance(0.011)
        attended = chat_up and (asked and dice.chance(0.9) or not asked and dice.chance(0.0085))
        rate = 0.024 + (0.014 if visitor["visits"] > 1 else 0) + (0.062 if before else 0)
        rate *= 1.5 if abs((day - BLACK_FRIDAY).days) <= 3 else 1
        rate *= 0.72 if visitor["device"] == "móvil" else 1.3
        bought = dice.chance(0.205 if attended else rate)
        source = dice.weighted([("orgánico", 36), ("google ads", 22), ("directo", 17),
                                ("instagram", 13), ("boletín", 8), ("afiliados", 4)])
        self.visits.append((moment, visitor["id"], source, visitor["device"], visitor["visits"],
                            bought, before, attended, asked))
        if asked or attended:
            self.chat(moment + seconds(dice.whole(20, 400)), visitor["customer"], asked, attended)
        if bought:
            placed = moment + seconds(dice.log_normal(540, 0.6))
            if visitor["customer"] is None:
                visitor["customer"] = self.new_customer(placed)
            guest = dice.chance(0.006)  # checked out without logging in
            channel = "chat" if attended and dice.chance(0.5) else (
                "app" if visitor["device"] == "móvil" and dice.chance(0.35) else "web")
            self.order("" if guest else visitor["customer"], placed, channel, upsold=attended)

    # Service

    def chat(self, moment, customer, asked, established):
        dice = self.dice
        identifier = len(self.chats)
        bot = asked and dice.chance(0.28)
        agent = "" if bot or not established else dice.pick(["ines", "jordi", "lucia"])
        start = end = None
        shown = ""
        if established:
            start = moment + seconds(dice.log_normal(9 if bot else 38, 0.7))
            end = start + seconds(dice.log_normal(150 if bot else 465, 0.55))
            shown = "" if bot else str(dice.about(2.1))
            if customer and dice.chance(0.25):
                self.survey(end + seconds(dice.log_normal(600, 1)), customer, "chat")
        self.chats.append((identifier, customer or "", moment, established, asked, bot, agent,
                           start, end, shown))
        if asked and established and dice.chance(0.35):
            self.request(start, customer or f"L{identifier:05d}", channel="chat")

    def call_day(self, day):
        dice = self.dice
        if day.weekday() == 6:
            return
        month = day.month - 1
        late_rush = 1.25 if day.month in (1, 12) else 1
        for _ in range(dice.about(4.6 * rush(day) * late_rush * (0.45 if day.weekday() == 5 else 1.1))):
            moment = self.moment(day, SHIFT_HOUR)
            customer = dice.pick(self.known) if dice.chance(0.62) else ""
            wait, share = PHONE[month]
            waited = int(dice.log_normal(wait, 0.72)) + 1
            answered = dice.chance(share)
            if not answered:
                waited += dice.whole(10, 120)
                self.calls.append((moment, customer, "", "abandonada" if dice.chance(0.85) else "fuera de hora",
                                   waited, "", "", "", False, False))
                continue
            agent = dice.pick(["ana", "bruno", "carmen", "duarte"])
            sale = dice.chance(0.13)
            talk = int(dice.log_normal(225 if not sale else 340, 0.55)) + 5
            hold = int(dice.log_normal(45, 0.8)) if dice.chance(0.28) else 0
            wrap = f"{dice.log_normal(0.9, 0.5):.1f}"
            if dice.chance(0.012):
                hold = ""  # the switchboard lost it
            first = dice.chance(0.71)
            self.calls.append((moment, customer, agent, "atendida", waited, talk, hold, wrap, sale, first))
            if sale:
                placed = moment + seconds(waited + talk * 0.8)
                self.order(customer or self.new_customer(placed), placed, "phone", upsold=True)
            elif dice.chance(0.62):
                self.request(moment + seconds(waited), customer or f"L{len(self.calls):05d}", channel="phone",
                             solved_at=moment + seconds(waited + talk) if first else None)
            if customer and dice.chance(0.22):
                self.survey(moment + seconds(dice.log_normal(5400, 0.8)), customer, "phone")

    def email_day(self, day):
        dice = self.dice
        for _ in range(dice.about(2.3 * rush(day))):
            moment = self.moment(day)
            customer = dice.pick(self.known) if dice.chance(0.7) else ""
            self.emails.append((moment, customer))
            if dice.chance(0.66):
                self.request(moment, customer or f"L9{len(self.emails):04d}", channel="email")
        for _ in range(dice.about(0.5 * rush(day))):
            self.request(self.moment(day), dice.pick(self.known), channel="social")

    def request(self, opened, customer, channel=None, after_order=False, solved_at=None, patience=1.0):
        dice = self.dice
        if not customer:
            return
        channel = channel or dice.weighted([("phone", 3), ("email", 5), ("chat", 1), ("social", 2)])
        category = dice.weighted(
            [("plazo de entrega", 30), ("estado del pedido", 26), ("devolución", 15),
             ("producto", 14), ("pago", 9), ("otros", 6)] if after_order else
            [("plazo de entrega", 22), ("estado del pedido", 18), ("devolución", 12),
             ("producto", 30), ("pago", 10), ("otros", 8)])
        sku = dice.weighted([(item[0], item[3]) for item in CATALOGUE]) if category in (
            "producto", "devolución") else ""
        busy = 1.7 if madrid(opened).month in (11, 12, 1) else 1
        escalated = dice.chance(0.062)
        asked = dice.chance(0.7 if escalated else 0.012)
        if solved_at:
            taken = first = opened
            solved = solved_at
        else:
            taken = opened + seconds(dice.log_normal({"phone": 60, "chat": 90}.get(channel, 5400), 0.9) * busy)
            first = taken + seconds(dice.log_normal(600 if channel in ("email", "social") else 45, 0.8))
            solved = first + seconds(dice.log_normal(21 * 3600, 1.25) * busy * patience * (3 if escalated else 1))
            if dice.chance(0.011):
                taken = first = solved = None   # nobody ever took it up
            elif dice.chance(0.013):
                solved = None                   # begun, never finished
        level = dice.pick(["2", "3"]) if escalated else "1"
        self.requests.append((opened, customer, channel, category, sku, taken, first, solved, level, asked))
        if solved and dice.chance(0.16):
            self.survey(solved + seconds(dice.log_normal(14400, 0.9)), customer, channel)

    def survey(self, moment, customer, channel):
        dice = self.dice
        content = dice.normal() + (0.25 if channel == "chat" else 0)
        satisfaction = str(min(5, max(1, int(4.1 + 0.95 * content + 0.5))))
        recommendation = str(min(10, max(0, int(8.35 + 1.9 * content + 0.6 * dice.normal() + 0.5))))
        if dice.chance(0.07):
            satisfaction = "" if dice.chance(0.5) else "NS/NC"
        if dice.chance(0.09) or madrid(moment).month == NO_RECOMMENDATION:
            recommendation = ""
        self.surveys.append((moment, customer, channel, satisfaction, recommendation))

    def live(self):
        self.pool = []
        self.year_before()
        for day in days():
            self.visit_day(day)
            self.call_day(day)
            self.email_day(day)


# --- writing ----------------------------------------------------------------

def text(cells, delimiter=","):
    """One line of a CSV file, quoted only where it must be."""
    written = []
    for cell in cells:
        cell = str(cell)
        if delimiter in cell or '"' in cell or "\n" in cell:
            cell = '"' + cell.replace('"', '""') + '"'
        written.append(cell)
    return delimiter.join(written)


def table(head, rows, delimiter=",", newline="\n", mark=False):
    lines = [text(head, delimiter)] + [text(row, delimiter) for row in rows]
    return (("\ufeff" if mark else "") + newline.join(lines) + newline).encode("utf-8")


def spoil(rows, column, word, places):
    """Writes what cannot be read into some cells of a column."""
    for place in places:
        row = list(rows[place])
        row[column] = word
        rows[place] = tuple(row)


def euros(cents, point="."):
    return f"{cents // 100}{point}{cents % 100:02d}"


def exports(shop):
    """Every export, by file name, as the tool that wrote it would have."""
    dice = Dice(SEED + 1)
    files = {}

    # The shop system: UTC with Z. A row is written when it is placed.
    words = {"web": "web", "app": "app", "chat": "chat", "phone": "teléfono"}
    orders = sorted(shop.orders, key=lambda row: (row[2], row[0]))
    rows = [(number, customer, moment.strftime("%Y-%m-%dT%H:%M:%SZ"), euros(cents), words[channel],
             "sí" if gift else "no") for number, customer, moment, cents, channel, gift in orders]
    # A few orders reach the export only with the next import: they stand at the end, months late.
    late = [rows.pop(place) for place in (1890, 1203, 977, 404)]
    rows += late
    spoil(rows, 3, "n/d", (315, 1440))
    files["orders.csv"] = table(("order_id", "customer_id", "created_at", "total", "canal", "regalo"), rows)

    # The accounts (a Portuguese program): semicolons and decimal commas.
    lines = sorted(shop.lines, key=lambda row: row[0])
    rows = [(number, order, sku, category, quantity, euros(cents, ","))
            for number, (order, sku, category, quantity, cents) in enumerate(lines, 1)]
    spoil(rows, 4, "dois", (700,))
    spoil(rows, 5, "#VALOR!", (701, 2222))
    spoil(rows, 3, "", (15, 640, 1801, 3003))
    files["order_lines.csv"] = table(
        ("linha", "nr_pedido", "sku", "categoria", "quantidade", "valor"), rows, delimiter=";")

    # The warehouse: its own wall clock, no zone in the cell. Goods bought in December come back in January.
    rows = [(f"D{number:04d}", order, sku, madrid(moment).strftime("%Y-%m-%d %H:%M"), quantity, reason)
            for number, (order, sku, moment, quantity, reason) in enumerate(
                sorted((row for row in shop.returns if row[2] < EXPORTED),
                       key=lambda row: (row[2], row[0], row[1])), 1)]
    spoil(rows, 1, "", (40, 133))  # the parcel had no slip
    files["returns.csv"] = table(("id_devolucion", "pedido", "sku", "fecha", "unidades", "motivo"), rows)

    # Web analytics: UTC, but the cell does not say so.
    visits = sorted(shop.visits, key=lambda row: (row[0], row[1]))
    rows = [(number, visitor, moment.strftime("%Y-%m-%d %H:%M:%S"), source, device, count,
             *(int(flag) for flag in (bought, before, attended, asked)))
            for number, (moment, visitor, source, device, count, bought, before, attended, asked)
            in enumerate(visits, 1)]
    spoil(rows, 3, "(not set)", range(900, len(rows), 4001))
    files["visits.csv"] = table(
        ("session_id", "client_id", "inicio", "fuente", "dispositivo", "num_visita", "compra",
         "ya_cliente", "atendida", "pidio_ayuda"), rows)

    # The customer base: local time with its offset.
    rows = [(identifier, with_offset(moment).replace(" ", "T"), country if not dice.chance(0.02) else "")
            for identifier, moment, country in sorted(shop.customers, key=lambda row: row[0])]
    files["customers.csv"] = table(("id_cliente", "fecha_alta", "pais"), rows)

    # The switchboard: local time with its offset; seconds, and minutes for the wrap-up.
    rows = [(f"T{number:05d}", with_offset(moment), customer, agent, state, wait, talk, hold, wrap,
             "s" if sale else "n", "s" if first else "n")
            for number, (moment, customer, agent, state, wait, talk, hold, wrap, sale, first)
            in enumerate(sorted(shop.calls, key=lambda row: (row[0], row[4])), 1)]
    spoil(rows, 5, "-", (88, 1010))
    files["calls.csv"] = table(
        ("id_llamada", "hora", "cliente", "agente", "estado", "espera_s", "conversacion_s", "retencion_s",
         "cierre_min", "venta", "resuelta"), rows)

    # The chat tool: local time without an offset, zone of the report. Nothing in June.
    def clock(moment):
        return madrid(moment).strftime("%Y-%m-%dT%H:%M:%S") if moment else ""

    chats = sorted(shop.chats, key=lambda row: (row[2], row[0]))
    assert all(madrid(row[2]).month != CHAT_DOWN for row in chats)
    rows = [(f"ch-{number:04d}", customer, clock(moment), "conectado" if established else "perdido",
             "cliente" if asked else "agente", ("bot" if bot else "agente") if established else "",
             agent, clock(start), clock(end), shown)
            for number, (_, customer, moment, established, asked, bot, agent, start, end, shown)
            in enumerate(chats, 1)]
    files["chats.csv"] = table(
        ("chat_id", "cliente", "solicitado", "estado", "iniciado_por", "atendido_por", "agente",
         "inicio", "fin", "productos_mostrados"), rows)

    # The mailbox: day first, as the office suite writes it in Spain. Some of January 2026 is in it too.
    emails = sorted(shop.emails, key=lambda row: row[0])
    rows = [(f"m{number:05d}", madrid(moment).strftime("%d/%m/%Y %H:%M"), customer)
            for number, (moment, customer) in enumerate(emails, 1)]
    spoil(rows, 1, "31/02/2025 10:15", (133,))
    spoil(rows, 1, "", (512,))
    rows += [(f"m{len(rows) + number:05d}", f"0{number}/01/2026 0{number}:20", "") for number in (1, 2, 3)]
    files["emails.csv"] = table(("id", "recibido", "cliente"), rows)

    # The help desk, in Lisbon: its wall clock, no offset. Matters of December 2024 are carried over.
    def desk(moment):
        return lisbon(moment).strftime("%Y-%m-%d %H:%M:%S") if moment and moment < EXPORTED else ""

    requests = sorted((row for row in shop.requests if row[0] < EXPORTED), key=lambda row: (row[0], row[1]))
    portuguese = {"phone": "telefone", "email": "email", "chat": "chat", "social": "redes sociais"}
    rows = [(number, customer, portuguese[channel], category, sku, desk(opened), desk(taken), desk(first),
             desk(solved), level, int(asked))
            for number, (opened, customer, channel, category, sku, taken, first, solved, level, asked)
            in enumerate(requests, 80001)]
    files["requests.csv"] = table(
        ("ticket", "cliente", "canal", "assunto", "sku", "aberto_em", "assumido_em", "primeira_resposta",
         "resolvido_em", "nivel", "pediu_superior"), rows)

    # The survey tool: UTC with Z and thousandths of a second.
    rows = [(f"s{number:04d}", customer, SPANISH_CHANNEL.get(channel, ""),
             moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{dice.whole(0, 999):03d}Z", satisfaction, recommendation)
            for number, (moment, customer, channel, satisfaction, recommendation)
            in enumerate(sorted((row for row in shop.surveys if row[0] < EXPORTED),
                                key=lambda row: (row[0], row[1])), 1)]
    files["surveys.csv"] = table(
        ("id", "cliente", "canal", "respondida", "satisfaccion", "recomendaria"), rows)

    files["costs.csv"] = table(("apunte", "fecha", "tipo", "canal", "importe", "concepto"),
                               costs(dice), delimiter=";", newline="\r\n", mark=True)
    files["shifts.csv"] = table(("id", "empleado", "dia", "canal", "horas"), shifts(dice))
    return files


def costs(dice):
    """The ledger: day first, decimal comma, with a byte order mark, as Excel writes it in Spain."""
    rows = []
    for month in range(1, 13):
        season = MONTH[month - 1] * (1 + 0.02 * month) * (1.35 if month == 11 else 1)
        for day in (5, 12, 19, 26):
            spent = int(dice.log_normal(44000, 0.08) * season)
            rows.append((date(2025, month, day), "captacion", "", spent, "Google Ads"))
            spent = int(dice.log_normal(21000, 0.10) * season)
            rows.append((date(2025, month, day), "captacion", "redes", spent, "Instagram"))
        rows.append((date(2025, month, 28), "captacion", "", int(dice.log_normal(38000, 0.1) * season), "Afiliados"))
        rows.append((date(2025, month, 27), "captacion", "", 65000, "Agencia"))
        rows.append((date(2025, month, 28), "atencion", "telefono", 96000 + int(21000 * (season - 0.7)), "Centralita"))
        rows.append((date(2025, month, 28), "atencion", "correo", 31000, "Mesa de ayuda"))
        if month != CHAT_DOWN:
            rows.append((date(2025, month, 28), "atencion", "chat", 38900, "Licencia de chat"))
        rows.append((date(2025, month, 28), "atencion", "", 24500, "Formación"))
        rows.append((date(2025, month, 15), "otros", "", 120000, "Alquiler"))
    rows.sort(key=lambda row: row[0])
    # Two bills of the autumn came in January: the day is right, the place in the file is the booking's.
    rows.append((date(2025, 10, 31), "captacion", "", 42000, "Feria de Oporto (factura tardía)"))
    rows.append((date(2025, 11, 30), "atencion", "telefono", 18150, "Refuerzo; Black Friday (factura tardía)"))
    rows.append((date(2026, 1, 5), "captacion", "", 47000, "Google Ads"))
    return [(number, day.strftime("%d/%m/%Y"), kind, channel, euros(cents, ","), concept)
            for number, (day, kind, channel, cents, concept) in enumerate(rows, 1)]


def shifts(dice):
    rows = []
    teams = [("ana", "telefono", 5), ("bruno", "telefono", 5), ("carmen", "telefono", 4),
             ("duarte", "correo", 5), ("ines", "chat", 4), ("jordi", "chat", 4)]
    for day in days():
        if day.weekday() == 6:
            continue
        busy = day.month in (1, 11, 12)
        for agent, channel, hours in teams + ([("lucia", "chat", 4)] if busy else []):
            if channel == "chat" and day.month == CHAT_DOWN:
                channel = "correo"
            if day.month == 7 and agent == "carmen" or dice.chance(0.06):
                continue
            worked = hours - (0.5 if dice.chance(0.1) else 0) + (1 if busy and dice.chance(0.3) else 0)
            if day.weekday() == 5 and agent not in ("ana", "ines"):
                continue
            rows.append((len(rows) + 1, agent, day.isoformat(), channel, f"{worked:.1f}"))
    return rows


def main():
    shop = Shop()
    shop.live()
    files = exports(shop)
    if "--check" in sys.argv[1:]:
        wrong = [name for name, content in files.items()
                 if not (FOLDER / name).exists() or (FOLDER / name).read_bytes() != content]
        sys.exit(f"not as this script writes them: {', '.join(wrong)}" if wrong else 0)
    FOLDER.mkdir(exist_ok=True)
    for name, content in sorted(files.items()):
        (FOLDER / name).write_bytes(content)
        print(f"{name:18}{content.count(bytes([10])) - 1:8} rows {len(content):10} bytes")


if __name__ == "__main__":
    main()
