# SPDX-License-Identifier: Apache-2.0
"""Runs a standalone cluster of two workers on this machine, and compares its verdicts.

    python Sources/TamisPython/cluster_check.py RECORDS.jsonl FOLDER [--parts 1 7 64] [--kill]

RECORDS has lines of ``id`` and ``text``. They are written as 1, 7 and 64 files, deduplicated on
the cluster, and compared with what ``tamis.dedup`` finds here. With ``--kill`` a worker is killed
during each run, and another is started in its place. FOLDER takes what is written, and is left.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyspark
from pyspark.sql import SparkSession

import tamis
from tamis.spark import DuplicateJob

HOME = Path(pyspark.__file__).parent


class Cluster:
    """A master and two workers on loopback, which end with it."""

    def __init__(self, folder: Path) -> None:
        """Start the master and the workers."""
        self.folder = folder
        self.started: list[subprocess.Popen] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"spark://127.0.0.1:{port}"
        self._start("master.Master", "--host", "127.0.0.1", "--port", str(port))
        for _ in range(100):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        self.workers = [self.start_worker(), self.start_worker()]

    def start_worker(self) -> subprocess.Popen:
        """Start a worker."""
        room = ["--cores", "1", "--memory", "2g", "--work-dir", str(self.folder / "spark")]
        return self._start("worker.Worker", "--host", "127.0.0.1", *room, self.address)

    def _start(self, name: str, *arguments: str) -> subprocess.Popen:
        log = (self.folder / f"{name}.{len(self.started)}.log").open("w")
        environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_HOME": str(HOME)}
        command = [str(HOME / "bin/spark-class"), f"org.apache.spark.deploy.{name}"]
        process = subprocess.Popen(
            [*command, *arguments, "--webui-port", "0"],
            stdout=log, stderr=log, env=environment, start_new_session=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def kill_worker(self) -> None:
        """Kill a worker with its executors, and start another."""
        worker = self.workers.pop(0)
        os.killpg(worker.pid, signal.SIGKILL)
        self.workers.append(self.start_worker())

    def stop(self) -> None:
        """End everything that was started."""
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.started:
            process.wait(30)


def read(path: str) -> pa.Table:
    """Read lines of ``id`` and ``text``."""
    ids, texts = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            ids.append(record["id"])
            texts.append(record["text"])
    return pa.table({"id": ids, "text": texts})


def check(cluster: Cluster, table: pa.Table, parts: int, kills: bool) -> bool:
    """Deduplicate a table in so many parts on the cluster, and compare."""
    source, work = cluster.folder / f"in-{parts}", cluster.folder / f"work-{parts}"
    for folder in (source, work):
        shutil.rmtree(folder, ignore_errors=True)
    source.mkdir(parents=True)
    step = -(-table.num_rows // parts)
    for number in range(parts):
        pq.write_table(table.slice(number * step, step), source / f"{number:03}.parquet")
    spark = (
        SparkSession.builder.master(cluster.address)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.memory", "1g")
        .config("spark.sql.shuffle.partitions", max(2, parts))
        .config("spark.sql.files.openCostInBytes", "256m")
        .config("spark.sql.files.maxPartitionBytes", "256m")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    data = spark.read.parquet(str(source))
    there = data.rdd.getNumPartitions()
    killer = threading.Timer(15, cluster.kill_worker)
    start = time.monotonic()
    if kills:
        killer.start()
    job = DuplicateJob(data, str(work), is_stable=True)
    found = sorted(map(tuple, job.verdicts().collect()))
    kept = job.kept().count()
    clusters = [
        (row["representative"], row["members"])
        for row in job.clusters().orderBy("cluster").toArrow().to_pylist()
    ]
    seconds = time.monotonic() - start
    was_killed = kills and not killer.is_alive()
    killer.cancel()
    spark.stop()
    here = tamis.dedup(table, id="id")
    expected = sorted(tuple(row.values()) for row in here.table(table["id"]).to_pylist())
    groups = [
        (row["representative"], row["members"]) for row in here.clusters(table["id"]).to_pylist()
    ]
    same = found == expected and clusters == groups and kept == table.num_rows - len(expected)
    print(
        f"{there} partitions: {len(found)} verdicts, {len(clusters)} clusters, {kept} kept, "
        f"{'the same' if same else 'NOT the same'} as here; {seconds:.0f} s"
        + (", a worker was killed" if was_killed else ""),
        flush=True,
    )
    return same


def main() -> int:
    """Run all checks; the exit status is 1 where a verdict differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parts", type=int, nargs="+", default=[1, 7, 64])
    parser.add_argument("--kill", action="store_true")
    flags = parser.parse_args()
    os.environ["PYSPARK_PYTHON"] = sys.executable
    folder = flags.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    table = read(flags.records)
    cluster = Cluster(folder)
    try:
        return 0 if all([check(cluster, table, parts, flags.kill) for parts in flags.parts]) else 1
    finally:
        cluster.stop()


if __name__ == "__main__":
    sys.exit(main())
