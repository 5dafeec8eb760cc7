"""What notebooks show and print."""

from tests.engine.corpus.case import case

CASES = (
    case(
        "values",
        r"""
1 + 1
# %%
'text'
# %%
None
# %%
[1, 2,
 3]
# %%
x = 3; x
# %%
x;
# %%
_
# %%
__, ___
# %%
Out
# %%
len(In)
""",
    ),
    case(
        "rich",
        r"""
from IPython.display import *
# %%
display(HTML('<b>b</b>'), Markdown('*m*'), Latex('$x^2$'), JSON({'a': [1, None]}), SVG('<svg></svg>'))
# %%
Math('x^2')
# %%
Javascript('1')
# %%
display(Pretty('p'), {'a': 1}, 'two', metadata={'text/plain': {'k': 1}})
# %%
display({'text/plain': 'raw', 'application/x+json': {'z': 1}}, raw=True, metadata={'m': 1})
# %%
Code('a = 1', language='python')
# %%
IFrame('about:blank', 10, 10)
""",
    ),
    case(
        "invalid_bundle",
        r"""
1
# %%
display({'x/y': {'z': 1}}, raw=True)
# %%
2
""",
        outcome="failed",
        failed=2,
    ),
    case(
        "images",
        r"""
import base64
png = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk'
                       '+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')
# %%
from IPython.display import Image
Image(data=png)
# %%
Image(png, width=10, alt='dot')
""",
    ),
    case(
        "bundles",
        r"""
class A:
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {'text/plain': 'p', 'text/html': '<i>h</i>'}, {'text/html': {'isolated': True}}
# %%
A()
# %%
class B:
    def _repr_html_(self): return 'h', {'m': 2}
    def _repr_latex_(self): return '$l$'
    def _repr_png_(self): return b'\x89PNG\r\n'
    def _repr_json_(self): return {'j': 1}
    def __repr__(self): return 'B'
# %%
B()
# %%
class C:
    def _ipython_display_(self): print('displays itself')
# %%
C()
""",
    ),
    case(
        "broken_reprs",
        r"""
class A:
    def __repr__(self): raise ValueError('no repr')
    def _repr_html_(self): return '<b>x</b>'
# %% raises-exception
A()
# %%
class B:
    def __repr__(self): return 'B'
    def _repr_html_(self): raise KeyError('html')
# %% raises-exception
B()
# %%
from IPython.display import display, SVG
print('after')
# %% raises-exception
SVG('not xml')
# %%
class D:
    def _repr_html_(self): return 7
    def __repr__(self): return 'D'
# %%
D()
""",
        outcome="failed",
        failed=6,
    ),
    case(
        "updates",
        r"""
from IPython.display import display, update_display
# %%
h = display('first', display_id='one')
# %%
h.update('second'); display('again', display_id='one')
# %%
update_display('third', display_id='one'); h
# %%
d = display('own id', display_id='two'); d.display('x'); d.display_id
# %%
display('unknown id is not there'); update_display('u', display_id='nowhere')
""",
    ),
    case(
        "clearing",
        r"""
from IPython.display import clear_output, display
# %%
print('gone'); clear_output(); print('stays')
# %%
print('gone'); clear_output(wait=True); print('replaced')
# %%
print('stays, for nothing follows'); clear_output(wait=True)
# %%
for i in range(3):
    clear_output(wait=True)
    display(i)
# %%
import sys
print('err', file=sys.stderr); clear_output()
""",
    ),
    case(
        "plain_text_only",
        r"""
import datetime
datetime.date(2024, 1, 2)
# %%
{'b': 1, 'a': {'c': range(3)}}
# %%
set('a')
""",
    ),
    case(
        "all_values",
        r"""
get_ipython().ast_node_interactivity = 'all'
# %%
1
2
'three'
# %%
if True:
    4
""",
    ),
    case(
        "pager",
        r"""
len?
# %%
import json
json.dumps??
# %%
%page 'x'
# %%
%%html
<p>x</p>
# %%
%%latex
$y$
# %%
%%svg
<svg/>
""",
    ),
    case(
        "streams",
        r"""
import sys
print('a'); print('b', file=sys.stderr); print('c')
# %%
print('x', end='')
# %%
print()
""",
        pieces=True,
    ),
    case(
        "flushing",
        r"""
import sys
print('a', flush=True); print('b', flush=True)
sys.stderr.write('e'); sys.stderr.flush(); print('c')
# %%
print('one'); display(1); print('two'); 3
# %%
sys.stdout.write('n\n')
# %%
sys.stdout.writelines(['p', 'q'])
""",
        pieces=True,
    ),
    case(
        "late_text",
        r"""
import time
print('a'); time.sleep(0.7); print('b')
""",
        pieces=True,
    ),
    case(
        "carriage_returns",
        r"""
print('10%\r20%\r30%')
# %%
print('ab\x08c')
# %%
print('\x1b[31mred\x1b[0m')
""",
    ),
    case(
        "large_text",
        r"""
print('x' * 10_000_000)
# %%
'y' * 100_000
# %%
print('done')
""",
    ),
    case(
        "large_displays",
        r"""
from IPython.display import HTML
HTML('<p>' + 'z' * 3_000_000 + '</p>')
# %%
list(range(3000))
""",
    ),
    case(
        "many_lines",
        r"""
for i in range(2000): print(i)
# %%
print(*range(20000))
""",
    ),
    case(
        "unicode",
        r"""
print('æøå 😀 \u2028 \ud7ff')
# %%
'日本語'
# %%
print('nul \x00 bell \x07')
# %%
'\udcff'
""",
    ),
    case(
        "closed_out",
        r"""
import sys
sys.stdout.isatty(), sys.stdout.encoding, sys.stdout.name
# %%
sys.stdin.read()
""",
    ),
    case(
        "types_of_streams",
        r"""
import sys
type(sys.stdout).__name__ in ('OutStream', 'Stream')
# %% raises-exception
sys.stdout.write(b'bytes')
# %%
import contextlib, io
with contextlib.redirect_stdout(io.StringIO()) as s: print('caught')
s.getvalue()
""",
        outcome="failed",
        failed=2,
    ),
    case(
        "logging",
        r"""
import logging
logging.warning('w')
logging.getLogger('x').error('e')
# %%
logging.basicConfig(level='INFO', force=True, format='%(levelname)s %(message)s'); logging.info('now')
""",
    ),
    case(
        "tqdm",
        r"""
from tqdm import tqdm
for _ in tqdm(range(3), bar_format='{n}/{total}', mininterval=0): pass
""",
    ),
)
