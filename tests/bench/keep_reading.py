#!/usr/bin/env python3
"""Scrapes /metrics and reads every value of history, again and again, until it is stopped or a time is over; then says
how often it did. For measuring what readers cost those who submit.

usage: keep_reading.py ADDRESS SECONDS
"""
import signal
import sys
import time
import urllib.request

from history_beside_prometheus import ask, request_body


def stop(*_):
    raise KeyboardInterrupt


def main():
    address, deadline = sys.argv[1], time.monotonic() + float(sys.argv[2])
    signal.signal(signal.SIGTERM, stop)
    body, count = request_body(), 0
    try:
        while time.monotonic() < deadline:
            with urllib.request.urlopen(f"http://{address}/metrics", timeout=60) as answer:
                answer.read()
            ask(address, body)
            count += 1
    except KeyboardInterrupt:
        pass
    print(f"scraped and read everything {count} times")


if __name__ == "__main__":
    main()
