"""Magics, and whether a fork is like a process that has just started."""

from tests.engine.corpus.case import case

CASES = (
    case(
        "capture",
        r"""
%%capture c
print('hidden'); display(1); 2
# %%
c.stdout, len(c.outputs)
# %%
c()
# %%
%%capture
3
""",
    ),
    case(
        "timing",
        r"""
t = %timeit -o -q -n1 -r1 1+1
t.loops
""",
    ),
    case(
        "files",
        r"""
%%writefile m_side.py
value = 5
print('side')
# %%
%run m_side.py
value
# %%
import m_side
# %%
open('m_side.py').read()
# %%
%%writefile -a m_side.py
more = 1
""",
    ),
    case(
        "shell_state",
        r"""
%pwd
'pwd'
# %%
a, b = 1, 'x'
# %%
%who
# %%
%whos
# %%
%who_ls
# %%
%history -n 1-3
# %%
%reset_selective -f ^a$
# %%
%who
""",
    ),
    case(
        "environment",
        r"""
%env AUDIT_TEST=1
# %%
import os
os.environ['AUDIT_TEST'], os.environ['TERM'], os.environ['PAGER'], os.environ['MPLBACKEND']
# %%
'JPY_PARENT_PID' in os.environ
# %%
sorted(k for k in os.environ if 'NUM_THREADS' in k or k.startswith(('JE_', 'OPENBLAS')))
""",
    ),
    case(
        "own_magics",
        r"""
from IPython.core.magic import register_line_magic, register_cell_magic
@register_line_magic
def twice(line): return line * 2
@register_cell_magic
def shout(line, cell): print(cell.upper())
# %%
%twice ab
# %%
%%shout
loud
# %%
%alias hi echo hi %s
# %%
%hi you
""",
    ),
    case(
        "extensions",
        r"""
%load_ext autoreload
%autoreload 0
# %%
%precision 2
3.14159
# %%
%lsmagic
1
# %%
%pprint
""",
    ),
    case(
        "events",
        r"""
get_ipython().events.register('pre_run_cell', lambda info: print('pre'))
get_ipython().events.register('post_run_cell', lambda r: print('post', r.success))
# %%
1
# %% raises-exception
1/0
""",
        outcome="failed",
        failed=3,
    ),
    case(
        "prefers",
        r"""
from IPython import get_ipython as g
ip = g()
type(ip).__name__, ip.execution_count
# %%
'IPKernelApp' in ip.config, ip.has_trait('kernel')
# %%
ip.kernel.implementation, ip.kernel.language_info['name']
# %%
import ipykernel.kernelapp as k
k.IPKernelApp.initialized()
# %%
ip.set_next_input('n'); ip.run_line_magic('pwd', '') and 1
# %%
ip.run_cell('print(5)').success
""",
    ),
    case(
        "main",
        r"""
import sys, __main__
__name__, sys.modules['__main__'] is __main__, hasattr(__main__, '__file__')
# %%
import pickle
class P: pass
type(pickle.loads(pickle.dumps(P()))).__module__
# %%
import inspect
def f():
    return 1  # source
inspect.getsource(f)
# %%
f.__code__.co_filename.endswith('.py')
# %%
sys.argv[0].rpartition('/')[2], sys.flags.dev_mode, sys.getrecursionlimit()
# %%
'' in sys.path, [p for p in sys.path if 'auditlib' in p]
# %%
import os
os.getcwd() == os.path.realpath('.')
# %%
sys.stdin.isatty(), sys.gettrace(), sys.excepthook.__name__, sys.displayhook.__class__.__name__
""",
    ),
    case(
        "seeds",
        r"""
import random, numpy as np
random.seed(1); np.random.seed(1)
random.random(), np.random.rand(2).tolist()
# %%
np.random.default_rng(3).normal(size=2).tolist()
""",
    ),
    case(
        "algebra",
        r"""
import numpy as np
r = np.random.default_rng(0)
a = r.normal(size=(300, 300))
np.linalg.svd(a, compute_uv=False)[:3].tolist(), float((a @ a).sum()).hex()
""",
    ),
    case(
        "scipy",
        r"""
from scipy import stats
stats.ttest_ind([1, 2, 3, 4.], [2, 3, 4, 6.])
# %%
stats.fisher_exact([[3, 1], [1, 4]])
""",
    ),
    case(
        "numpy_warnings",
        r"""
import numpy as np
np.array([1.]) / 0
# %%
np.float64(1) / 0
# %%
np.array([1, 2], dtype='int8') * 100
""",
    ),
    case(
        "signals",
        r"""
import signal
signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGCHLD), signal.getsignal(signal.SIGALRM)
# %%
signal.getsignal(signal.SIGINT).__name__
# %%
signal.signal(signal.SIGALRM, lambda *_: print('alarm')); signal.alarm(1); signal.pause(); None
""",
    ),
    case(
        "garbage",
        r"""
import gc
gc.isenabled(), gc.get_threshold()
# %%
import weakref
class A: pass
a = A(); r = weakref.ref(a)
a = None; gc.collect(); r() is None
""",
    ),
    case(
        "databases",
        r"""
import duckdb
c = duckdb.connect('made.db'); c.execute('create table t as select 42 as x')
c.sql('select * from t').fetchall()
# %%
import sqlite3
s = sqlite3.connect('made.sqlite')
s.execute('create table u (y)'); s.execute('insert into u values (7)'); s.commit()
s.execute('select * from u').fetchall()
""",
        exits=True,
    ),
    case(
        "at_exit",
        r"""
import atexit
atexit.register(lambda: open('at_exit.txt', 'w').write('written'))
left = open('left_open.txt', 'w'); left.write('flushed')
""",
        exits=True,
    ),
    case(
        "time_zone",
        r"""
import time, locale
time.tzname, locale.setlocale(locale.LC_ALL)
# %%
import sys
sys.getdefaultencoding()
""",
    ),
    case(
        "modules",
        r"""
import collections.abc, typing
typing.get_type_hints(len) or 1
# %%
import sys
sorted(m for m in sys.modules if m.startswith('papermill') or m.startswith('nbclient'))
""",
    ),
)
