"""What papermill itself puts into notebooks and leaves out."""

from tests.engine.corpus.case import case

CASES = (
    case(
        "parameters",
        r"""
# %% parameters
place = 'Nyby'
n = 1
# %%
place, n
""",
        parameters={"place": "Storvik", "n": 3},
    ),
    case(
        "parameters_fail",
        r"""
# %% parameters
n = 1
# %%
n
# %%
1 / n
# %%
n
""",
        outcome="failed",
        failed=3,
        parameters={"n": 0},
    ),
    case(
        "no_parameters_cell",
        r"""
n
""",
        parameters={"n": None},
    ),
    case(
        "odd_values",
        r"""
# %% parameters
v = 0
# %%
v
""",
        parameters={"v": {"a": [1.5, True, None, "æ'\""], "b": {}}},
    ),
    case(
        "injected_before",
        r"""
# %% parameters
n = 1
# %% injected-parameters
n = 2
# %%
1 / 0
""",
        outcome="failed",
        failed=3,
        parameters={"n": 5},
    ),
    case(
        "kinds",
        r"""
# %% markdown
# Title
# %%

# %%
BLANK
# %% raw
raw text
# %%
1
# %% markdown
*end*
""".replace("BLANK", "   "),
    ),
    case(
        "skipped",
        r"""
# %% skip-execution
print('skipped')
# %%
1
""",
    ),
)
