import os
import socket
import subprocess
import sys
import time

import numpy as np
import pytest

from hamyar_engine.errors import UnsuitableValueError
from hamyar_engine.index import Aggregation, Method, Normalisation
from hamyar_engine.index.uncertainty import ClusterError, Computing, Scaled, Uncertainty, WeightLaw, simulate
from hamyar_engine.index.uncertainty.sampling import BLOCK
from tests.engine.index.uncertainty.plain import random_input

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]
METHOD = Method(scale=(1, 100), rounding=3)
UNCERTAINTY = Uncertainty(
    weights=WeightLaw(20),
    normalisations=(Scaled(Normalisation.MIN_MAX, (1, 100)), Normalisation.RANK),
    aggregations=(Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.TOPSIS),
    drop_indicators=True,
    cell_errors={("u1", "i1"): 0.5},
)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def cluster():
    """A scheduler and two workers, each a process of its own."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--host", "127.0.0.1"]
    commands = [
        [*scheduler, "--port", str(port), "--no-dashboard"],
        *[[*worker, "--nthreads", "1", "--no-nanny", "--no-dashboard"]] * 2,
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    processes = [subprocess.Popen(command, env=environment, **quiet) for command in commands]
    try:
        wait_for_workers(address, count=2)
        yield address
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.wait(timeout=20)


def wait_for_workers(address, *, count):
    from distributed import Client

    deadline = time.monotonic() + 60
    while True:
        try:
            with Client(address, timeout=5, set_as_default=False) as client:
                client.wait_for_workers(count, timeout=30)
                return
        except OSError:
            if time.monotonic() > deadline:
                raise


@pytest.mark.parametrize("computing", [Computing.NUMPY, Computing.COMPILED])
def test_two_processes_of_a_cluster_give_the_same_counts(cluster, computing):
    data, draws, seen = random_input(units=23), 9 * BLOCK + 100, []

    there = simulate(
        data,
        METHOD,
        UNCERTAINTY,
        draws=draws,
        seed=11,
        cluster=cluster,
        computing=computing,
        progress=lambda done, total: seen.append((done, total)),
    )

    here = simulate(data, METHOD, UNCERTAINTY, draws=draws, seed=11, computing=Computing.NUMPY)
    assert np.array_equal(there.counts, here.counts)
    assert np.array_equal(there.ahead, here.ahead)
    assert seen[-1] == (draws, draws)


def test_a_refusal_on_the_cluster_comes_back_as_it_is_here(cluster):
    uncertainty = Uncertainty(
        normalisations=(Scaled(Normalisation.Z_SCORE, (3.8, 1)),),
        aggregations=(Aggregation.GEOMETRIC,),
        cell_errors={("u2", "i3"): 50.0},
    )

    with pytest.raises(UnsuitableValueError) as refusal:
        simulate(random_input(), Method(), uncertainty, draws=400, seed=1, cluster=cluster)

    assert refusal.value.indicator == "i3"


def test_an_address_where_nobody_answers_is_said_so(monkeypatch):
    monkeypatch.setattr("hamyar_engine.index.uncertainty.cluster._SECONDS_TO_CONNECT", 1)

    with pytest.raises(ClusterError, match="no cluster answers"):
        simulate(
            random_input(), METHOD, UNCERTAINTY, draws=5, seed=1, cluster=f"tcp://127.0.0.1:{free_port()}"
        )
