"""Measure an import: rows a second and the most memory it took, for a first import and for the same once more.

Each import runs in a process of its own, as a call of the command line would, into a store in a temporary folder.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
MEASURED = """
import json, resource, sys
from pathlib import Path
from store.importing.request import Request
from store.importing.running import run_import
report = run_import(Request(paths=sys.argv[2:], store=Path(sys.argv[1])))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes on Linux
counts = {name: getattr(report, name) for name in ("rows", "new", "changed", "unchanged", "rejected")}
print(json.dumps({**counts, "seconds": report.seconds, "megabytes": peak / 1024}))
"""


def main() -> int:
    """Read the arguments, import twice and say what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.importing", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="what to import, in any format that is known")
    parser.add_argument("--keep", type=Path, help="where to keep the store; it must not be there yet")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        store = args.keep or Path(folder) / "measured.json"
        subprocess.run([sys.executable, ROOT / "main.py", "new", store, "--title", "Measured"], check=True)
        for name in ("first", "again"):
            started = time.perf_counter()
            found = measured(store, args.files)
            wall = time.perf_counter() - started
            counts = ", ".join(f"{found[key]:,} {key}" for key in ("new", "changed", "unchanged", "rejected"))
            print(
                f"{name}: {found['rows']:,} rows in {wall:.2f} s, {found['rows'] / wall:,.0f} rows/s, "
                f"{found['megabytes']:,.0f} MB at most; {counts}; store {store.stat().st_size / 1e6:,.0f} MB"
            )
    return 0


def measured(store: Path, files: list[Path]) -> dict[str, Any]:
    """Import in a process of its own and return its report's figures."""
    paths = [str(path.resolve()) for path in files]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(store.resolve()), *paths], capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode:
        sys.exit(done.stderr)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    sys.exit(main())
