"""Figures, tables and widgets."""

from tests.engine.corpus.case import case

CASES = (
    case(
        "figure",
        r"""
import matplotlib.pyplot as plt
plt.plot([1, 2, 3]); plt.title('t')
""",
    ),
    case(
        "figure_magic",
        r"""
%matplotlib inline
import matplotlib.pyplot as plt
# %%
plt.bar(['a', 'b'], [1, 2])
plt.show()
print('x')
""",
    ),
    case(
        "figures",
        r"""
import matplotlib.pyplot as plt
for i in range(2):
    plt.figure(figsize=(2, 1)); plt.plot([i, 1])
# %%
fig, ax = plt.subplots(figsize=(2, 1)); ax.plot([1, 2])
# %%
fig
# %%
plt.close('all')
# %%
import matplotlib
matplotlib.get_backend()
# %%
matplotlib.rcParams['figure.dpi'], plt.isinteractive()
""",
    ),
    case(
        "figure_formats",
        r"""
%config InlineBackend.figure_formats = ['svg']
import matplotlib
matplotlib.rcParams['svg.hashsalt'] = 'x'
import matplotlib.pyplot as plt
# %%
plt.figure(figsize=(1, 1)); plt.plot([1, 2]);
""",
    ),
    case(
        "figure_saved",
        r"""
import matplotlib.pyplot as plt, io
f = plt.figure(figsize=(1, 1)); f.savefig(io.BytesIO()); plt.close(f)
# %%
plt.get_fignums()
""",
    ),
    case(
        "figure_and_error",
        r"""
import matplotlib.pyplot as plt
plt.plot([1, 2])
1 / 0
# %%
2
""",
        outcome="failed",
        failed=1,
    ),
    case(
        "seaborn",
        r"""
import seaborn as sns, pandas as pd
sns.set_theme()
sns.barplot(pd.DataFrame({'k': list('aab'), 'v': [1, 2, 3]}), x='k', y='v', errorbar=None)
""",
    ),
    case(
        "pandas_plot",
        r"""
import pandas as pd
pd.Series([1, 3, 2]).plot()
# %%
pd.DataFrame({'a': [1, 2]}).hist()
""",
    ),
    case(
        "agg",
        r"""
import matplotlib
matplotlib.use('agg')
import matplotlib.pyplot as plt
plt.plot([1]); 1
""",
    ),
    case(
        "frames",
        r"""
import pandas as pd
df = pd.DataFrame({'kommune': ['Nyby', 'Storvik'], 'n': [1, 2.5]}); df
# %%
df['n']
# %%
df.T.info()
# %%
df.describe()
# %%
pd.Series(range(200))
# %%
pd.DataFrame({'x': range(100)})
""",
    ),
    case(
        "styles",
        r"""
import pandas as pd
pd.DataFrame({'a': [1, 2]}).style.set_uuid('u').format('{:.1f}').highlight_max()
""",
    ),
    case(
        "options",
        r"""
import pandas as pd
pd.options.display.max_rows = 4
pd.DataFrame({'x': range(100)})
# %%
pd.option_context('display.precision', 1).__class__.__name__
# %%
pd.set_option('display.html.table_schema', True)
# %%
pd.DataFrame({'a': [1]})
""",
    ),
    case(
        "comms",
        r"""
from comm import create_comm
state = {'_model_name': 'IntSliderModel', '_model_module': '@jupyter-widgets/controls',
         '_model_module_version': '2.0.0', 'value': 1}
c = create_comm(target_name='jupyter.widget', comm_id='w1', data={'state': state}, metadata={'version': '2.1.0'})
# %%
c.send({'method': 'update', 'state': {'value': 5}, 'buffer_paths': []})
# %%
view = {'model_id': 'w1', 'version_major': 2, 'version_minor': 0}
display({'application/vnd.jupyter.widget-view+json': view, 'text/plain': 'IntSlider'}, raw=True)
""",
    ),
    case(
        "comm_buffers",
        r"""
from comm import create_comm
state = {'_model_name': 'ImageModel', '_model_module': '@jupyter-widgets/controls', '_model_module_version': '2.0.0'}
c = create_comm(target_name='jupyter.widget', comm_id='w2', data={'state': state, 'buffer_paths': [['value']]},
                buffers=[b'\x00\xff raw'])
# %%
c.close()
""",
    ),
    case(
        "output_widget",
        r"""
from comm import create_comm
received = []
state = {'_model_name': 'OutputModel', '_model_module': '@jupyter-widgets/output',
         '_model_module_version': '1.0.0', 'msg_id': '', 'outputs': []}
c = create_comm(target_name='jupyter.widget', comm_id='o1', data={'state': state})
c.on_msg(lambda m: received.append(m['content']['data']['state']))
# %%
import sys
ip = get_ipython()
msg = ip.kernel.get_parent()['header']['msg_id']
c.send({'method': 'update', 'state': {'msg_id': msg}})
print('inside'); display(1); sys.stdout.flush()
c.send({'method': 'update', 'state': {'msg_id': ''}})
print('outside')
# %%
len(received) > 0
""",
    ),
    case(
        "unknown_comm",
        r"""
from comm import create_comm
create_comm(target_name='nobody', comm_id='n1', data={}).send({'a': 1})
""",
    ),
)
