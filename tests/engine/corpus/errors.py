"""What goes wrong in notebooks, and how they end."""

from tests.engine.corpus.case import case

CASES = (
    case(
        "error",
        r"""
print('before')
1 / 0
# %%
print('never')
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "error_later",
        r"""
a = 1
# %%
def f(x):
    return x['k']

# %%
print('p')
f({})
# %%
3
""",
        outcome="failed",
        failed=3,
    ),
    case(
        "chained",
        r"""
try:
    1 / 0
except ZeroDivisionError as e:
    raise ValueError('from') from e
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "context",
        r"""
try:
    {}['a']
finally:
    [][1]
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "syntax",
        r"""
x = 1
# %%
def f(:
    pass
""",
        outcome="failed",
        failed=2,
    ),
    case(
        "indentation",
        r"""
if True:
print(1)
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "in_library",
        r"""
import json
json.loads('{')
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "in_pandas",
        r"""
import pandas as pd
pd.DataFrame({'a': [1]})['b']
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "no_module",
        r"""
import no_such_module_here
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "allowed",
        r"""
# %% raises-exception
1 / 0
# %%
print('goes on')
# %% raises-exception
raise KeyError('k')
# %%
2
""",
        outcome="failed",
        failed=3,
    ),
    case(
        "groups",
        r"""
raise ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [KeyError('k')])])
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "notes",
        r"""
e = ValueError('v'); e.add_note('a note'); raise e
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "recursion",
        r"""
import sys
sys.setrecursionlimit(300)  # to write the traceback of a thousand frames takes ten seconds
def f(n): return f(n + 1)
f(0)
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "interrupt_raised",
        r"""
raise KeyboardInterrupt
# %%
1
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "interrupt_by_signal",
        r"""
import os, signal, time
os.kill(os.getpid(), signal.SIGINT)
time.sleep(5)
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "exit_zero",
        r"""
import sys
sys.exit(0)
# %%
print('never')
""",
    ),
    case(
        "exit_three",
        r"""
print('p')
# %%
import sys
sys.exit(3)
# %%
print('never')
""",
        outcome="failed",
        failed=2,
    ),
    case(
        "exit_text",
        r"""
raise SystemExit('because')
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "quit_last",
        r"""
1
# %%
exit
""",
    ),
    case(
        "warnings",
        r"""
import warnings
warnings.warn('w')
# %%
warnings.warn('d', DeprecationWarning)
# %%
for _ in range(3): warnings.warn('again')
# %%
'\d'
""",
    ),
    case(
        "error_modes",
        r"""
%xmode Minimal
# %% raises-exception
1 / 0
# %%
%xmode Verbose
# %% raises-exception
1 / 0
# %%
%xmode Plain
# %% raises-exception
1 / 0
""",
        outcome="failed",
        failed=6,
    ),
    case(
        "own_handler",
        r"""
def h(shell, kind, value, trace, tb_offset=None): print('handled', kind.__name__)
get_ipython().set_custom_exc((ZeroDivisionError,), h)
# %% raises-exception
1 / 0
""",
    ),
    case(
        "usage",
        r"""
# %% raises-exception
%no_such_magic
# %% raises-exception
%%no_such_cell
x
# %% raises-exception
%cd /no/such/folder
# %%
print(1)
""",
    ),
    case(
        "asking",
        r"""
x = input('Name: ')
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "asking_secretly",
        r"""
import getpass
getpass.getpass()
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "breakpoint",
        r"""
breakpoint()
print(1)
""",
    ),
    case(
        "killed",
        r"""
print('kept', flush=True)
# %%
import os, signal, time
print('shown', flush=True)
time.sleep(0.5)
os.kill(os.getpid(), signal.SIGKILL)
# %%
print('never')
""",
        outcome="died",
        failed=2,
    ),
    case(
        "left_at_once",
        r"""
a = 1
# %%
import os
os._exit(7)
# %%
b = 2
# %%
c = 3
""",
        outcome="died",
        failed=2,
    ),
    case(
        "forever",
        r"""
print('kept')
# %%
import time
print('shown', flush=True)
while True: time.sleep(0.01)
# %%
print('never')
""",
        exits=True,
        outcome="timed out",
        failed=2,
        timeout=2,
    ),
)
