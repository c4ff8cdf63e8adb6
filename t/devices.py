#!/usr/bin/python3
"""devices - many devices that begin EAP-AKA at once, and how long each of them waits

usage: devices.py PORT burst N EAP_ID
       devices.py PORT load SECONDS N EAP_ID EAP_ID

PORT is that of plain HTTP on loopback.  "burst" asks N times at once for EAP_ID and prints
"status fast|slow count" lines, sorted; an answer within 0.8 s is fast.  A 503 without a
Retry-After of 1 or more and an answer without Date are "wrong".

"load" asks for the second EAP_ID, one after the other, SECONDS without and SECONDS with a load of
N devices that ask for the first one over and over.  It prints words of NAME=VALUE: n, median,
p95 and max in milliseconds, bad (not 200) of the second one's requests, "idle." and "loaded.";
and of the load north.STATUS, and north.waiting: how many of its requests were slow at once.
"""
import http.client
import sys
import threading
import time
import urllib.parse

port = int(sys.argv[1])
ask = "/?app=ap2004&terminal_id=356938035643809&entitlement_version=8.0&EAP_ID="


def get(eap_id):
    begun = time.monotonic()
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        c.request("GET", ask + urllib.parse.quote(eap_id),
                  headers={"Accept": "application/vnd.gsma.eap-relay.v1.0+json"})
        r = c.getresponse()
        r.read()
        status = str(r.status)
        if not r.getheader("Date"):
            status += "-wrong"
        if r.status == 503 and not (r.getheader("Retry-After") or "0").strip("0").isdigit():
            status += "-wrong"
    except OSError as e:
        status = type(e).__name__
    finally:
        c.close()
    return status, begun, time.monotonic()


def many(n, fn):
    threads = [threading.Thread(target=fn) for _ in range(n)]
    for t in threads:
        t.start()
    return threads


def burst(n, eap_id):
    out = []
    for t in many(n, lambda: out.append(get(eap_id))):
        t.join()
    count = {}
    for status, begun, end in out:
        kind = "%s %s" % (status, "fast" if end - begun < 0.8 else "slow")
        count[kind] = count.get(kind, 0) + 1
    for kind in sorted(count):
        print(kind, count[kind])


def measure(name, seconds, eap_id):
    until, times, bad = time.monotonic() + seconds, [], 0
    while time.monotonic() < until:
        status, begun, end = get(eap_id)
        times.append((end - begun) * 1000)
        bad += status != "200"
        time.sleep(0.005)
    times.sort()
    n = len(times)
    return ["%s.n=%d" % (name, n), "%s.bad=%d" % (name, bad)] + [
        "%s.%s=%.2f" % (name, what, times[min(at, n - 1)])
        for what, at in (("median", n // 2), ("p95", n * 95 // 100), ("max", n - 1))]


def load(seconds, n, north, south):
    words = measure("idle", seconds, south)
    out, on = [], [True]

    def loop():
        while on[0]:
            out.append(get(north))
            time.sleep(0.2)
    threads = many(n, loop)
    time.sleep(0.3)
    words += measure("loaded", seconds, south)
    on[0] = False
    for t in threads:
        t.join()
    count, edges = {}, []
    for status, begun, end in out:
        count[status] = count.get(status, 0) + 1
        if end - begun > 0.8:
            edges += [(begun, 1), (end - 0.3, -1)]   # the answer may have been on its way
    now = most = 0
    for _, step in sorted(edges, key=lambda e: (e[0], e[1])):
        now += step
        most = max(most, now)
    words += ["north.%s=%d" % (s, count[s]) for s in sorted(count)]
    print(*words, "north.waiting=%d" % most)


if sys.argv[2] == "burst":
    burst(int(sys.argv[3]), sys.argv[4])
else:
    load(float(sys.argv[3]), int(sys.argv[4]), sys.argv[5], sys.argv[6])
