"""Programs, processes, threads and tasks that notebooks start."""

from tests.engine.corpus.case import case

CASES = (
    case(
        "captured",
        r"""
import subprocess
subprocess.run(['echo', 'hi'], capture_output=True, text=True).stdout
""",
    ),
    case(
        "to_descriptor",
        r"""
import os, time
os.system('echo from a program'); time.sleep(0.4)
# %%
import subprocess
subprocess.run('echo oops >&2', shell=True); time.sleep(0.4)
# %%
os.write(1, 'rå bytes\n'.encode()); time.sleep(0.4)
""",
    ),
    case(
        "bangs",
        r"""
!echo one; echo two >&2
# %%
x = !echo listed
x
# %%
y = 'v'
!echo {y} $y
# %%
!exit 3
# %%
_exit_code
""",
        unordered=True,
    ),
    case(
        "bash",
        r"""
%%bash
echo a
echo b
# %%
%%bash --out o
echo captured
# %%
o
# %%
%%sh
printf 'no newline'
# %% raises-exception
%%bash
exit 4
""",
        outcome="failed",
        failed=5,
    ),
    case(
        "forks",
        r"""
import os, sys
if not (p := os.fork()):
    print('child', flush=True); os._exit(0)
os.waitpid(p, 0); import time; time.sleep(0.4); print('parent')
""",
        unordered=True,
    ),
    case(
        "pools",
        r"""
import multiprocessing as mp
import math
with mp.get_context('fork').Pool(2) as pool:
    print(pool.map(math.factorial, range(5)))
""",
    ),
    case(
        "defined_in_pool",
        r"""
import multiprocessing as mp
def double(x): return 2 * x
with mp.get_context('fork').Pool(2) as pool: print(pool.map(double, [1, 2]))
""",
    ),
    case(
        "futures",
        r"""
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
import math
with ThreadPoolExecutor(2) as e: print(list(e.map(math.sqrt, [1, 4])))
with ProcessPoolExecutor(2) as e: print(list(e.map(math.sqrt, [9, 16])))
""",
    ),
    case(
        "left_running",
        r"""
import subprocess
p = subprocess.Popen(['sleep', '300'])
p.poll()
# %%
print('done')
""",
    ),
    case(
        "background",
        r"""
import subprocess
p = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
p.communicate(b'through')[0]
""",
    ),
    case(
        "threads",
        r"""
import threading
lock = threading.Lock()
def say(n):
    with lock: print('thread', n)
ts = [threading.Thread(target=say, args=(n,)) for n in range(3)]
for t in ts: t.start(); t.join()
""",
    ),
    case(
        "thread_displays",
        r"""
import threading
t = threading.Thread(target=lambda: display('shown'))
t.start(); t.join()
""",
    ),
    case(
        "thread_fails",
        r"""
import threading
t = threading.Thread(target=lambda: 1 / 0, )
t.start(); t.join()
""",
    ),
    case(
        "thread_outlives",
        r"""
import threading, time
def late():
    time.sleep(0.6); print('late')
t = threading.Thread(target=late); t.start()
print('cell one')
# %%
t.join(); time.sleep(0.4)
print('cell two')
""",
        unordered=True,
    ),
    case(
        "awaits",
        r"""
import asyncio
await asyncio.sleep(0, 'value')
# %%
async def f():
    print('in f'); return 2
await f()
# %%
t = asyncio.create_task(f())
# %%
await t
# %%
asyncio.get_running_loop().is_running()
""",
    ),
    case(
        "awaited_error",
        r"""
async def f(): raise ValueError('async')
await f()
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "no_loop_in_loop",
        r"""
# %% raises-exception
import asyncio
asyncio.run(asyncio.sleep(0))
# %%
1
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "contexts",
        r"""
import contextvars
v = contextvars.ContextVar('v', default=0)
v.set(1); None
# %%
v.get()
# %%
import asyncio
await asyncio.sleep(0); v.set(2); None
# %%
v.get()
""",
    ),
    case(
        "background_task",
        r"""
import asyncio
async def tick():
    await asyncio.sleep(0.05); print('tick')
task = asyncio.ensure_future(tick()); None
# %%
await asyncio.sleep(0.3)
""",
        unordered=True,
    ),
)
