"""Which times Grafana asks Prometheus for."""

SAFE_POINTS = 11_000
# What a panel of a usual screen has, where a panel does not say how many points it wants.
POINTS = 1_000
ANNOTATION_POINTS = 100
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
# A step below the first of a pair is rounded to the second.
ROUNDED = [(1.5, 1), (3.5, 2), (7.5, 5), (12.5, 10), (17.5, 15), (25, 20), (45, 30), (90, 60), (210, 120), (450, 300),
           (750, 600), (1050, 900), (1500, 1200), (2700, 1800), (5400, 3600), (9000, 7200), (16_200, 10_800),
           (32_400, 21_600), (86_400, 43_200), (604_800, 86_400), (1_814_400, 604_800), (3_628_800, 2_592_000)]


def seconds(duration):
    """Of 30d, 60s."""
    return int(duration[:-1]) * SECONDS[duration[-1]]


def rounded(step):
    """A step as Grafana would choose it."""
    for limit, value in ROUNDED:
        if step < limit:
            return value
    return 31_536_000


def step_of(start, end, least, points):
    """The step for a range of times: `least` or more, and few enough points for a panel and for Prometheus."""
    return max(rounded((end - start) / points), least, rounded((end - start) / SAFE_POINTS))


def built_in(start, end, step, scrape):
    """The variables that Grafana has of itself."""
    return {"__range": f"{end - start:.0f}s", "__range_s": f"{end - start:.0f}",
            "__range_ms": f"{(end - start) * 1000:.0f}", "__interval": f"{step}s", "__interval_ms": f"{step * 1000}",
            "__rate_interval": f"{max(step + scrape, 4 * scrape)}s"}
