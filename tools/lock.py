"""Write the lock files anew: every package with its hashes, no registry address."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ORDER = ["base", "dev", "bench", "node", "installer"]
OPTIONS = ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]


def main() -> None:
    """Resolve each list of ``requirements/*.in``; the front end's lock is npm's."""
    uv = Path(sys.executable).parent / "uv"
    for name in ORDER:
        source, lock = f"requirements/{name}.in", f"requirements/{name}.txt"
        command = [
            uv,
            "pip",
            "compile",
            "-q",
            *OPTIONS,
            "--custom-compile-command",
            "make lock",
            source,
            "-o",
            lock,
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        print(f"  {lock}")
    subprocess.run(["npm", "install", "--package-lock-only"], cwd=ROOT / "frontend", check=True)
    without_addresses(ROOT / "frontend" / "package-lock.json")


def without_addresses(lock: Path) -> None:
    """Take out what npm's lock says about money and old age: it is not needed and names hosts."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        for key in ("funding", "deprecated", "resolved"):
            package.pop(key, None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print("  frontend/package-lock.json")


if __name__ == "__main__":
    main()
