"""Speed of the tagger on texts: words for each second of CPU, beside the bare encoder on the same windows.

Paths are plain texts, or JSON lines with a ``text``. Sentence splitting is not counted, everything after it is. The
limit is the model's graph alone, fed with ready numbers. Cold start and memory are those of a process of its own that
tags one sentence.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks._gold import files, lines_and_sentences
from benchmarks.frame import Result, json_lines
from crossread.tagger import tag
from crossread.tagger.model import default_model
from crossread.tagger.windows import cut

_WORDS = 40_000  # enough for a spread below 3 % between runs

_COLD = """
import json, pathlib, resource, time
start = time.perf_counter()
from crossread.tagger import tag
tag("Rebels took the town.", [(0, 21)], [(0, 21)])
seconds = time.perf_counter() - start
status = pathlib.Path("/proc/self/status")  # ru_maxrss keeps the peak of the process that started this one
lines = status.read_text().splitlines() if status.exists() else []
peak = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), None)
print(json.dumps([seconds, (peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024]))
"""


def run(paths: list[Path], limit: int | None) -> Result:
    """Tag texts of about 40,000 words, then run the graph alone on their windows."""
    model = default_model()
    windows: list[Any] = []
    words = 0
    spent = 0.0
    for text in _texts(paths, limit):
        bounds = lines_and_sentences(text)
        start = time.process_time()
        tags = tag(text, *bounds, model=model)
        spent += time.process_time() - start
        words += len(tags.words)
        plain = [word.text for word in tags.words]
        at = 0
        for paragraph_start, paragraph_end in bounds[0]:
            sentences = []
            while at < len(tags.sentences) and tags.sentences[at].end <= paragraph_end:
                if tags.sentences[at].start >= paragraph_start:
                    sentences.append((tags.sentences[at].first, tags.sentences[at].last))
                at += 1
            windows.extend(
                model.encode(plain[window[0][0] : window[-1][1]]) for window in cut(model.pieces, plain, sentences)
            )
        if words >= _WORDS:
            break
    start = time.process_time()
    for window in windows:
        model.run(*window)
    bare = time.process_time() - start
    cold, peak = json.loads(subprocess.run([sys.executable, "-c", _COLD], capture_output=True, check=True).stdout)
    return Result(
        figures={
            "words_per_cpu_second": words / spent, "share_of_encoder": bare / spent, "peak_mb": peak,
            "cold_start_seconds": cold, "bare_words_per_cpu_second": words / bare, "words": words,
            "windows": len(windows),
        }
    )  # fmt: skip


def _texts(paths: list[Path], limit: int | None) -> Iterator[str]:
    count = 0
    for path in files(paths, ".txt", ".jsonl", ".jsonl.gz"):
        lines = ".jsonl" in path.name
        texts = (record["text"] for record in json_lines(path)) if lines else [path.read_text("utf-8")]
        for text in texts:
            if limit is not None and count >= limit:
                return
            count += 1
            yield text
