"""Small notebooks, each with one thing that an engine may do otherwise than papermill's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

Cell = str | tuple[str, str]


@dataclass(frozen=True)
class Case:
    """A notebook: its code cells (a pair is a cell with a tag), and what it should come to."""

    name: str
    cells: tuple[Cell, ...]
    outcome: str = "ok"
    failed: int = 0
    timeout: float | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    # what makes two runs of papermill itself differ: lines are compared as a set, with no order
    unordered: bool = False

    def write(self, folder: Path) -> Path:
        """Write the notebook; the ids of its cells are always the same."""
        notebook = nbformat.v4.new_notebook(
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        )
        for number, cell in enumerate(self.cells):
            source, tag = cell if isinstance(cell, tuple) else (cell, "")
            make = nbformat.v4.new_code_cell
            if tag in ("markdown", "raw"):
                make, tag = (nbformat.v4.new_markdown_cell, "") if tag == "markdown" else (nbformat.v4.new_raw_cell, "")
            made = make(source, id=f"cell-{number}")
            if tag:
                made.metadata["tags"] = [tag]
            notebook.cells.append(made)
        path = folder / f"{self.name}.ipynb"
        nbformat.write(notebook, path)
        return path


def case(name: str, *cells: Cell, **more: Any) -> Case:
    """Make a case."""
    return Case(name, cells, **more)


PNG = (
    "import base64\n"
    "png = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')"
)

DISPLAYS = (
    case("values", "1 + 1", "'text'", "None", "[1, 2,\n 3]", "x = 3; x", "x;", "_", "__, ___", "Out", "len(In)"),
    case(
        "rich",
        "from IPython.display import *",
        "display(HTML('<b>b</b>'), Markdown('*m*'), Latex('$x^2$'), JSON({'a': [1, None]}), SVG('<svg></svg>'))",
        "Math('x^2')",
        "Javascript('1')",
        "display(Pretty('p'), {'a': 1}, 'two', metadata={'text/plain': {'k': 1}})",
        "display({'text/plain': 'raw', 'application/x+json': {'z': 1}}, raw=True, metadata={'m': 1})",
        "Code('a = 1', language='python')",
        "IFrame('about:blank', 10, 10)",
    ),
    case("invalid_bundle", "1", "display({'x/y': {'z': 1}}, raw=True)", "2", outcome="failed", failed=2),
    case("images", PNG, "from IPython.display import Image\nImage(data=png)", "Image(png, width=10, alt='dot')"),
    case(
        "bundles",
        "class A:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'text/plain': 'p', 'text/html': '<i>h</i>'}, {'text/html': {'isolated': True}}",
        "A()",
        "class B:\n    def _repr_html_(self): return 'h', {'m': 2}\n    def _repr_latex_(self): return '$l$'\n"
        "    def _repr_png_(self): return b'\\x89PNG\\r\\n'\n    def _repr_json_(self): return {'j': 1}\n"
        "    def __repr__(self): return 'B'",
        "B()",
        "class C:\n    def _ipython_display_(self): print('displays itself')",
        "C()",
    ),
    case(
        "broken_reprs",
        "class A:\n    def __repr__(self): raise ValueError('no repr')\n    def _repr_html_(self): return '<b>x</b>'",
        ("A()", "raises-exception"),
        "class B:\n    def __repr__(self): return 'B'\n    def _repr_html_(self): raise KeyError('html')",
        ("B()", "raises-exception"),
        "from IPython.display import display, SVG\nprint('after')",
        ("SVG('not xml')", "raises-exception"),
        "class D:\n    def _repr_html_(self): return 7\n    def __repr__(self): return 'D'",
        "D()",
    ),
    case(
        "updates",
        "from IPython.display import display, update_display",
        "h = display('first', display_id='one')",
        "h.update('second'); display('again', display_id='one')",
        "update_display('third', display_id='one'); h",
        "d = display('own id', display_id='two'); d.display('x'); d.display_id",
        "display('unknown id is not there'); update_display('u', display_id='nowhere')",
    ),
    case(
        "clearing",
        "from IPython.display import clear_output, display",
        "print('gone'); clear_output(); print('stays')",
        "print('gone'); clear_output(wait=True); print('replaced')",
        "print('stays, for nothing follows'); clear_output(wait=True)",
        "for i in range(3):\n    clear_output(wait=True)\n    display(i)",
        "import sys\nprint('err', file=sys.stderr); clear_output()",
    ),
    case("plain_text_only", "import datetime\ndatetime.date(2024, 1, 2)", "{'b': 1, 'a': {'c': range(3)}}", "set('a')"),
    case("all_values", "get_ipython().ast_node_interactivity = 'all'", "1\n2\n'three'", "if True:\n    4"),
    case("pager", "len?", "import json\njson.dumps??", "%page 'x'", "%%html\n<p>x</p>", "%%latex\n$y$", "%%svg\n<svg/>"),
)

STREAMS = (
    case("streams", "import sys\nprint('a'); print('b', file=sys.stderr); print('c')", "print('x', end='')", "print()"),
    case(
        "flushing",
        "import sys\nprint('a', flush=True); print('b', flush=True)\nsys.stderr.write('e'); sys.stderr.flush(); print('c')",
        "print('one'); display(1); print('two'); 3",
        "sys.stdout.write('n\\n')",
        "sys.stdout.writelines(['p', 'q'])",
    ),
    case("late_text", "import time\nprint('a'); time.sleep(0.7); print('b')"),
    case("carriage_returns", "print('10%\\r20%\\r30%')", "print('ab\\x08c')", "print('\\x1b[31mred\\x1b[0m')"),
    case("large_text", "print('x' * 10_000_000)", "'y' * 100_000", "print('done')"),
    case("large_displays", "from IPython.display import HTML\nHTML('<p>' + 'z' * 3_000_000 + '</p>')", "list(range(3000))"),
    case("many_lines", "for i in range(2000): print(i)", "print(*range(20000))"),
    case("unicode", "print('æøå 😀 \\u2028 \\ud7ff')", "'日本語'", "print('nul \\x00 bell \\x07')", "'\\udcff'"),
    case("closed_out", "import sys\nsys.stdout.isatty(), sys.stdout.encoding, sys.stdout.name", "sys.stdin.read()"),
    case(
        "types_of_streams",
        "import sys\ntype(sys.stdout).__name__ in ('OutStream', 'Stream')",
        ("sys.stdout.write(b'bytes')", "raises-exception"),
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as s: print('caught')\ns.getvalue()",
    ),
    case(
        "logging",
        "import logging\nlogging.warning('w')\nlogging.getLogger('x').error('e')",
        "logging.basicConfig(level='INFO', force=True, format='%(levelname)s %(message)s'); logging.info('now')",
    ),
    case("tqdm", "from tqdm import tqdm\nfor _ in tqdm(range(3), bar_format='{n}/{total}', mininterval=0): pass"),
)

ERRORS = (
    case("error", "print('before')\n1 / 0", "print('never')", outcome="failed", failed=1),
    case("error_later", "a = 1", "def f(x):\n    return x['k']\n", "print('p')\nf({})", "3", outcome="failed", failed=3),
    case(
        "chained",
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('from') from e",
        outcome="failed",
        failed=1,
    ),
    case("context", "try:\n    {}['a']\nfinally:\n    [][1]", outcome="failed", failed=1),
    case("syntax", "x = 1", "def f(:\n    pass", outcome="failed", failed=2),
    case("indentation", "if True:\nprint(1)", outcome="failed", failed=1),
    case("in_library", "import json\njson.loads('{')", outcome="failed", failed=1),
    case("in_pandas", "import pandas as pd\npd.DataFrame({'a': [1]})['b']", outcome="failed", failed=1),
    case("no_module", "import no_such_module_here", outcome="failed", failed=1),
    case("allowed", ("1 / 0", "raises-exception"), "print('goes on')", ("raise KeyError('k')", "raises-exception"), "2"),
    case("groups", "raise ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [KeyError('k')])])", outcome="failed",
         failed=1),
    case("notes", "e = ValueError('v'); e.add_note('a note'); raise e", outcome="failed", failed=1),
    case("recursion", "def f(n): return f(n + 1)\nf(0)", outcome="failed", failed=1),
    case("interrupt_raised", "raise KeyboardInterrupt", "1", outcome="failed", failed=1),
    case("interrupt_by_signal", "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(5)",
         outcome="failed", failed=1),
    case("exit_zero", "import sys\nsys.exit(0)", "print('never')"),
    case("exit_three", "print('p')", "import sys\nsys.exit(3)", "print('never')", outcome="failed", failed=2),
    case("exit_text", "raise SystemExit('because')", outcome="failed", failed=1),
    case("quit_last", "1", "exit"),
    case("warnings", "import warnings\nwarnings.warn('w')", "warnings.warn('d', DeprecationWarning)",
         "for _ in range(3): warnings.warn('again')", "'\\d'"),
    case("error_modes", "%xmode Minimal", ("1 / 0", "raises-exception"), "%xmode Verbose", ("1 / 0", "raises-exception"),
         "%xmode Plain", ("1 / 0", "raises-exception")),
    case("own_handler", "def h(shell, kind, value, trace, tb_offset=None): print('handled', kind.__name__)\n"
         "get_ipython().set_custom_exc((ZeroDivisionError,), h)", ("1 / 0", "raises-exception")),
    case("usage", ("%no_such_magic", "raises-exception"), ("%%no_such_cell\nx", "raises-exception"),
         ("%cd /no/such/folder", "raises-exception"), "print(1)"),
    case("asking", "x = input('Name: ')", outcome="failed", failed=1),
    case("asking_secretly", "import getpass\ngetpass.getpass()", outcome="failed", failed=1),
    case("breakpoint", "breakpoint()\nprint(1)", outcome="failed", failed=1),
)  # fmt: skip

ENDINGS = (
    case("killed", "print('kept', flush=True)", "import os, signal, time\nprint('shown', flush=True)\ntime.sleep(0.5)\n"
         "os.kill(os.getpid(), signal.SIGKILL)", "print('never')", outcome="died", failed=2),
    case("left_at_once", "a = 1", "import os\nos._exit(7)", "b = 2", "c = 3", outcome="died", failed=2),
    case("forever", "print('kept')", "import time\nprint('shown', flush=True)\nwhile True: time.sleep(0.01)",
         "print('never')", outcome="timed out", failed=2, timeout=2),
)  # fmt: skip

PROGRAMS = (
    case("captured", "import subprocess\nsubprocess.run(['echo', 'hi'], capture_output=True, text=True).stdout"),
    case("to_descriptor", "import os, time\nos.system('echo from a program'); time.sleep(0.4)",
         "import subprocess\nsubprocess.run('echo oops >&2', shell=True); time.sleep(0.4)",
         "os.write(1, 'rå bytes\\n'.encode()); time.sleep(0.4)"),
    case("bangs", "!echo one; echo two >&2", "x = !echo listed\nx", "y = 'v'\n!echo {y} $y", "!exit 3", "_exit_code",
         unordered=True),
    case("bash", "%%bash\necho a\necho b", "%%bash --out o\necho captured", "o", "%%sh\nprintf 'no newline'",
         ("%%bash\nexit 4", "raises-exception")),
    case("forks", "import os, sys\nif not (p := os.fork()):\n    print('child', flush=True); os._exit(0)\n"
         "os.waitpid(p, 0); import time; time.sleep(0.4); print('parent')", unordered=True),
    case("pools", "import multiprocessing as mp\nimport math\nwith mp.get_context('fork').Pool(2) as pool:\n"
         "    print(pool.map(math.factorial, range(5)))"),
    case("defined_in_pool", "import multiprocessing as mp\ndef double(x): return 2 * x\n"
         "with mp.get_context('fork').Pool(2) as pool: print(pool.map(double, [1, 2]))"),
    case("futures", "from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor\nimport math\n"
         "with ThreadPoolExecutor(2) as e: print(list(e.map(math.sqrt, [1, 4])))\n"
         "with ProcessPoolExecutor(2) as e: print(list(e.map(math.sqrt, [9, 16])))"),
    case("left_running", "import subprocess\np = subprocess.Popen(['sleep', '300'])\np.poll()", "print('done')"),
    case("background", "import subprocess\np = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
         "p.communicate(b'through')[0]"),
)  # fmt: skip

THREADS = (
    case("threads", "import threading\nlock = threading.Lock()\ndef say(n):\n    with lock: print('thread', n)\n"
         "ts = [threading.Thread(target=say, args=(n,)) for n in range(3)]\nfor t in ts: t.start(); t.join()"),
    case("thread_displays", "import threading\nt = threading.Thread(target=lambda: display('shown'))\nt.start(); t.join()"),
    case("thread_fails", "import threading\nt = threading.Thread(target=lambda: 1 / 0, name='T')\nt.start(); t.join()"),
    case("thread_outlives", "import threading, time\ndef late():\n    time.sleep(0.6); print('late')\n"
         "t = threading.Thread(target=late); t.start()\nprint('cell one')", "t.join(); time.sleep(0.4)\nprint('cell two')",
         unordered=True),
    case("awaits", "import asyncio\nawait asyncio.sleep(0, 'value')", "async def f():\n    print('in f'); return 2\nawait f()",
         "t = asyncio.create_task(f())", "await t", "asyncio.get_running_loop().is_running()"),
    case("awaited_error", "async def f(): raise ValueError('async')\nawait f()", outcome="failed", failed=1),
    case("no_loop_in_loop", ("import asyncio\nasyncio.run(asyncio.sleep(0))", "raises-exception"), "1"),
    case("contexts", "import contextvars\nv = contextvars.ContextVar('v', default=0)\nv.set(1); None", "v.get()",
         "import asyncio\nawait asyncio.sleep(0); v.set(2); None", "v.get()"),
    case("background_task", "import asyncio\nasync def tick():\n    await asyncio.sleep(0.05); print('tick')\n"
         "task = asyncio.ensure_future(tick()); None", "await asyncio.sleep(0.3)", unordered=True),
)  # fmt: skip

MAGICS = (
    case("capture", "%%capture c\nprint('hidden'); display(1); 2", "c.stdout, len(c.outputs)", "c()", "%%capture\n3"),
    case("timing", "t = %timeit -o -q -n1 -r1 1+1\nt.loops"),
    case("files", "%%writefile m_side.py\nvalue = 5\nprint('side')", "%run m_side.py\nvalue", "import m_side", "open('m_side.py').read()", "%%writefile -a m_side.py\nmore = 1"),
    case("shell_state", "%pwd\n'pwd'", "a, b = 1, 'x'", "%who", "%whos", "%who_ls", "%history -n 1-3", "%reset_selective -f ^a$",
         "%who"),
    case("environment", "%env AUDIT_TEST=1", "import os\nos.environ['AUDIT_TEST'], os.environ['TERM'], os.environ['PAGER'],"
         " os.environ['MPLBACKEND']", "'JPY_PARENT_PID' in os.environ", "sorted(k for k in os.environ if 'NUM_THREADS' in k or"
         " k.startswith(('JE_', 'OPENBLAS')))"),
    case("own_magics", "from IPython.core.magic import register_line_magic, register_cell_magic\n"
         "@register_line_magic\ndef twice(line): return line * 2\n@register_cell_magic\ndef shout(line, cell): print(cell.upper())",
         "%twice ab", "%%shout\nloud", "%alias hi echo hi %s", "%hi you"),
    case("extensions", "%load_ext autoreload\n%autoreload 0", "%precision 2\n3.14159", 
         "%lsmagic\n1", "%pprint"),
    case("events", "get_ipython().events.register('pre_run_cell', lambda info: print('pre'))\n"
         "get_ipython().events.register('post_run_cell', lambda r: print('post', r.success))", "1", ("1/0", "raises-exception")),
    case("prefers", "from IPython import get_ipython as g\nip = g()\ntype(ip).__name__, ip.execution_count",
         "'IPKernelApp' in ip.config, ip.has_trait('kernel')", "ip.kernel.implementation, ip.kernel.language_info['name']",
         "import ipykernel.kernelapp as k\nk.IPKernelApp.initialized()", "ip.set_next_input('n'); ip.run_line_magic('pwd', '') and 1",
         "ip.run_cell('print(5)').success"),
)  # fmt: skip

FRESHNESS = (
    case("main", "import sys, __main__\n__name__, sys.modules['__main__'] is __main__, hasattr(__main__, '__file__')",
         "import pickle\nclass P: pass\ntype(pickle.loads(pickle.dumps(P()))).__module__",
         "import inspect\ndef f():\n    return 1  # source\ninspect.getsource(f)", "f.__code__.co_filename.endswith('.py')",
         "sys.argv[0].rpartition('/')[2], sys.flags.dev_mode, sys.getrecursionlimit()",
         "'' in sys.path, [p for p in sys.path if 'auditlib' in p]", "import os\nos.getcwd() == os.path.realpath('.')",
         "sys.stdin.isatty(), sys.gettrace(), sys.excepthook.__name__, sys.displayhook.__class__.__name__"),
    case("seeds", "import random, numpy as np\nrandom.seed(1); np.random.seed(1)\nrandom.random(), np.random.rand(2).tolist()",
         "np.random.default_rng(3).normal(size=2).tolist()"),
    case("algebra", "import numpy as np\nr = np.random.default_rng(0)\na = r.normal(size=(300, 300))\n"
         "np.linalg.svd(a, compute_uv=False)[:3].tolist(), float((a @ a).sum()).hex()"),
    case("scipy", "from scipy import stats\nstats.ttest_ind([1, 2, 3, 4.], [2, 3, 4, 6.])", "stats.fisher_exact([[3, 1], [1, 4]])"),
    case("numpy_warnings", "import numpy as np\nnp.array([1.]) / 0", "np.float64(1) / 0", "np.array([1, 2], dtype='int8') * 100"),
    case("signals", "import signal\nsignal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGCHLD), "
         "signal.getsignal(signal.SIGALRM)", "signal.getsignal(signal.SIGINT).__name__",
         "signal.signal(signal.SIGALRM, lambda *_: print('alarm')); signal.alarm(1); signal.pause(); None"),
    case("garbage", "import gc\ngc.isenabled(), gc.get_threshold()", "import weakref\nclass A: pass\na = A(); r = weakref.ref(a)\n"
         "a = None; gc.collect(); r() is None"),
    case("databases", "import duckdb\nc = duckdb.connect('made.db'); c.execute('create table t as select 42 as x')\n"
         "c.sql('select * from t').fetchall()", "import sqlite3\ns = sqlite3.connect('made.sqlite')\n"
         "s.execute('create table u (y)'); s.execute('insert into u values (7)'); s.commit()\ns.execute('select * from u').fetchall()"),
    case("at_exit", "import atexit\natexit.register(lambda: open('at_exit.txt', 'w').write('written'))\n"
         "left = open('left_open.txt', 'w'); left.write('flushed')"),
    case("time_zone", "import time, locale\ntime.tzname, locale.setlocale(locale.LC_ALL)", "import sys\nsys.getdefaultencoding()"),
    case("modules", "import collections.abc, typing\ntyping.get_type_hints(len) or 1",
         "import sys\nsorted(m for m in sys.modules if m.startswith('papermill') or m.startswith('nbclient'))"),
)  # fmt: skip

FIGURES = (
    case("figure", "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3]); plt.title('t')"),
    case("figure_magic", "%matplotlib inline\nimport matplotlib.pyplot as plt", "plt.bar(['a', 'b'], [1, 2])\nplt.show()\nprint('x')"),
    case("figures", "import matplotlib.pyplot as plt\nfor i in range(2):\n    plt.figure(figsize=(2, 1)); plt.plot([i, 1])",
         "fig, ax = plt.subplots(figsize=(2, 1)); ax.plot([1, 2])", "fig", "plt.close('all')", "import matplotlib\n"
         "matplotlib.get_backend()", "matplotlib.rcParams['figure.dpi'], plt.isinteractive()"),
    case("figure_formats", "%config InlineBackend.figure_formats = ['svg']\nimport matplotlib\nmatplotlib.rcParams['svg.hashsalt'] ="
         " 'x'\nimport matplotlib.pyplot as plt", "plt.figure(figsize=(1, 1)); plt.plot([1, 2]);"),
    case("figure_saved", "import matplotlib.pyplot as plt, io\nf = plt.figure(figsize=(1, 1)); f.savefig(io.BytesIO()); plt.close(f)",
         "plt.get_fignums()"),
    case("figure_and_error", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n1 / 0", "2", outcome="failed", failed=1),
    case("seaborn", "import seaborn as sns, pandas as pd\nsns.set_theme()\nsns.barplot(pd.DataFrame({'k': list('aab'), 'v': [1, 2, 3]}),"
         " x='k', y='v', errorbar=None)"),
    case("pandas_plot", "import pandas as pd\npd.Series([1, 3, 2]).plot()", "pd.DataFrame({'a': [1, 2]}).hist()"),
    case("agg", "import matplotlib\nmatplotlib.use('agg')\nimport matplotlib.pyplot as plt\nplt.plot([1]); 1"),
)  # fmt: skip

TABLES = (
    case("frames", "import pandas as pd\ndf = pd.DataFrame({'kommune': ['Nyby', 'Storvik'], 'n': [1, 2.5]}); df", "df['n']", "df.T.info()",
         "df.describe()", "pd.Series(range(200))", "pd.DataFrame({'x': range(100)})"),
    case("styles", "import pandas as pd\npd.DataFrame({'a': [1, 2]}).style.set_uuid('u').format('{:.1f}').highlight_max()"),
    case("options", "import pandas as pd\npd.options.display.max_rows = 4\npd.DataFrame({'x': range(100)})",
         "pd.option_context('display.precision', 1).__class__.__name__", "pd.set_option('display.html.table_schema', True)",
         "pd.DataFrame({'a': [1]})"),
)  # fmt: skip

WIDGETS = (
    case("comms", "from comm import create_comm\nc = create_comm(target_name='jupyter.widget', comm_id='w1', data={'state':"
         " {'_model_name': 'IntSliderModel', '_model_module': '@jupyter-widgets/controls', '_model_module_version': '2.0.0', 'value': 1}},"
         " metadata={'version': '2.1.0'})", "c.send({'method': 'update', 'state': {'value': 5}, 'buffer_paths': []})",
         "display({'application/vnd.jupyter.widget-view+json': {'model_id': 'w1', 'version_major': 2, 'version_minor': 0},"
         " 'text/plain': 'IntSlider'}, raw=True)"),
    case("comm_buffers", "from comm import create_comm\nc = create_comm(target_name='jupyter.widget', comm_id='w2', data={'state':"
         " {'_model_name': 'ImageModel', '_model_module': '@jupyter-widgets/controls', '_model_module_version': '2.0.0'},"
         " 'buffer_paths': [['value']]}, buffers=[b'\\x00\\xff raw'])", "c.close()"),
    case("output_widget", "from comm import create_comm\nreceived = []\nc = create_comm(target_name='jupyter.widget', comm_id='o1', data="
         "{'state': {'_model_name': 'OutputModel', '_model_module': '@jupyter-widgets/output', '_model_module_version': '1.0.0',"
         " 'msg_id': '', 'outputs': []}})\nc.on_msg(lambda m: received.append(m['content']['data']['state']))",
         "import sys\nip = get_ipython()\nmsg = ip.kernel.get_parent()['header']['msg_id']\n"
         "c.send({'method': 'update', 'state': {'msg_id': msg}})\nprint('inside'); display(1); sys.stdout.flush()\n"
         "c.send({'method': 'update', 'state': {'msg_id': ''}})\nprint('outside')", "len(received) > 0"),
    case("unknown_comm", "from comm import create_comm\ncreate_comm(target_name='nobody', comm_id='n1', data={}).send({'a': 1})"),
)  # fmt: skip

PAPERMILL = (
    case("parameters", ("place = 'Nyby'\nn = 1", "parameters"), "place, n", parameters={"place": "Storvik", "n": 3}),
    case("parameters_fail", ("n = 1", "parameters"), "n", "1 / n", "n", parameters={"n": 0}, outcome="failed", failed=3),
    case("no_parameters_cell", "n", parameters={"n": None}),
    case("odd_values", ("v = 0", "parameters"), "v", parameters={"v": {"a": [1.5, True, None, "æ'\""], "b": {}}}),
    case("injected_before", ("n = 1", "parameters"), ("n = 2", "injected-parameters"), "1 / 0", parameters={"n": 5},
         outcome="failed", failed=3),
    case("kinds", ("# Title", "markdown"), "", "   ", ("raw text", "raw"), "1", ("*end*", "markdown")),
    case("skipped", ("print('skipped')", "skip-execution"), "1"),
)  # fmt: skip

CASES = (
    *DISPLAYS, *STREAMS, *ERRORS, *ENDINGS, *PROGRAMS, *THREADS, *MAGICS, *FRESHNESS, *FIGURES, *TABLES, *WIDGETS, *PAPERMILL,
)  # fmt: skip
