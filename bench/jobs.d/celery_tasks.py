"""What the worker of celery_speed.py runs."""
import os

from celery import Celery

url = os.environ["BENCH_REDIS"]
app = Celery("bench", broker=url, backend=url)
app.conf.task_acks_late = True
app.conf.worker_prefetch_multiplier = 4


@app.task
def nothing():
    return 1
