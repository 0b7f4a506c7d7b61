"""What is read of Lighthouse's report; the browser itself is not needed."""

from typing import Any

from benchmarks.web.lighthouse import LEAST, MEASURES, lacking, read_report


def report(*, performance: float = 0.97, contrast: float | None = 1) -> dict[str, Any]:
    audits: dict[str, Any] = {name: {"displayValue": "1.2 s"} for name in MEASURES}
    audits["total-byte-weight"] = {"displayValue": "Total size was 51 KiB"}
    audits["color-contrast"] = {"score": contrast, "scoreDisplayMode": "binary"}
    audits["video-caption"] = {"score": None, "scoreDisplayMode": "notApplicable"}
    audits["unused-css"] = {"score": 0, "scoreDisplayMode": "metricSavings"}
    categories: dict[str, Any] = {name: {"score": 1.0, "auditRefs": []} for name in LEAST}
    categories["performance"] |= {"score": performance, "auditRefs": [{"id": "unused-css", "weight": 0}]}
    categories["accessibility"]["auditRefs"] = [
        {"id": "color-contrast", "weight": 7},
        {"id": "video-caption", "weight": 10},
    ]
    return {"audits": audits, "categories": categories}


def test_a_page_that_reaches_what_is_promised() -> None:
    seen = read_report("first page", report())
    assert seen.is_enough
    assert seen.scores == {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
    assert seen.measures["all bytes"] == "51 KiB"
    assert seen.measures["first words"] == "1.2 s"
    assert seen.faults == ()


def test_a_page_that_lacks_something_names_it() -> None:
    assert not read_report("town", report(performance=0.94)).is_enough
    assert read_report("town", report(contrast=0)).faults == ("color-contrast",)


def test_what_is_missing_is_said() -> None:
    assert "hromium" in lacking(None) or "lighthouse" in lacking(None)
