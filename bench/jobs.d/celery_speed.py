"""Empty tasks through Celery and Redis, with their results kept: the same question as JobsSpeedBench asks.

celery_speed.py JOBS PRODUCERS
"""
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time

import redis

HERE = os.path.dirname(os.path.abspath(__file__))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def produce(url, count, waits, done):
    os.environ["BENCH_REDIS"] = url
    from celery_tasks import nothing

    waits.wait()
    for _ in range(count):
        nothing.delay()
    done.put(time.monotonic())


def kept(url):
    """How many results there are."""
    return redis.Redis.from_url(url).eval("return #redis.call('keys', 'celery-task-meta-*')", 0)


def run(url, jobs, producers):
    before = kept(url)
    done = multiprocessing.Queue()
    waits = multiprocessing.Barrier(producers + 1)
    each = jobs // producers
    processes = [multiprocessing.Process(target=produce, args=(url, each, waits, done)) for _ in range(producers)]
    for process in processes:
        process.start()
    waits.wait()
    begun = time.monotonic()
    enqueued = max(done.get() for _ in processes) - begun
    while kept(url) - before < each * producers:
        time.sleep(0.02)
    for process in processes:
        process.join()
    return enqueued, time.monotonic() - begun


def main():
    jobs, producers = int(sys.argv[1]), int(sys.argv[2])
    folder = tempfile.mkdtemp(prefix="vignette-celery-")
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    # Every write is on disk before it is acknowledged, or once a second: Redis's two ways to keep what it has.
    for name, sync in (("on disk each second", "everysec"), ("on disk each time", "always")):
        server = subprocess.Popen(
            ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes",
             "--appendfsync", sync, "--save", ""], stdout=subprocess.DEVNULL)
        worker = None
        try:
            time.sleep(1)
            environment = dict(os.environ, BENCH_REDIS=url)
            # Results are kept, as they are by default; tasks are acknowledged after they ran, as ours are.
            worker = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "celery_tasks", "worker", "--loglevel=ERROR",
                 f"--concurrency={os.cpu_count()}"], cwd=HERE, env=environment,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            run(url, 400, producers)  # warm
            enqueued, ended = run(url, jobs, producers)
            print(f"| Celery, Redis {name} | {jobs} | {producers} | {jobs / enqueued:.0f} | {jobs / ended:.0f} |")
        finally:
            if worker:
                worker.terminate()
                worker.wait()
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.path.insert(0, HERE)
    main()
