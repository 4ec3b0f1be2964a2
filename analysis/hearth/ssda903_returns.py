"""A council's simulated episodes as the yearly SSDA903 returns it would have sent: Header, Episodes and UASC.

    >>> from hearth import ssda903_returns as returns
    >>> council = returns.of_council(results, "E06000001")
    >>> council.year(2020)["episodes"]

The return of year Y covers 1 April Y-1 to 31 March Y: every episode open on any of these days, with its true DECOM.
Of the years before the run it has the children who were still in care on its first day, and no others.
What happened after 31 March is not known yet, and left blank. What the run has no word for is made up, the same in
every year: CHILD, URN and PL_POST (`ssda903_identifiers`); ETHNIC is one code for each of the run's groups; no girl is
a mother; no child has a pupil number (UPN). HOME_POST is blank.
"""

from __future__ import annotations

from typing import Mapping

import numpy as np
import pandas as pd

from . import ssda903_codes as codes
from . import ssda903_identifiers as identifiers
from .results import Results, ResultsError
from .ssda903 import BLANKS
from .ssda903_between import SUCCEEDED
from .ssda903_chains import anniversary

HEADER = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
EPISODES = ("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
            "HOME_POST", "PL_POST", "URN")
UASC = ("CHILD", "SEX", "DOB", "DUC")
#: Columns of the run's episodes that a return is made of.
NEEDED = ("scenario", "replicate", "child", "area", "sex", "born", "ethnicity", "unaccompanied", "decom", "rne", "ls",
          "cin", "place", "place_provider", "dec", "rec", "reason_place_change", "carer")

#: The run knows the group; the return wants a code within it.
ETHNIC = {"white": "WBRI", "mixed": "MOTH", "asian": "AOTH", "black": "BOTH", "other": "OOTH", "unknown": "NOBT"}
#: SEX: figures in returns up to 2023-24, letters from 2024-25.
FIRST_YEAR_OF_LETTERS = 2025
#: Places without URN [222], and those whose provider Ofsted does not inspect.
WITHOUT_URN = ("P1", "P3", "R1", "R2", "R5", *codes.TEMPORARY, *codes.OTHER_PLACES)
NOT_INSPECTED = ("H5", "P2")
WITH_PARENTS = 0  # the run's carer there

Tables = dict[str, pd.DataFrame]


def reporting_years(first_day: pd.Timestamp, last_day: pd.Timestamp) -> range:
    """The years (named by their 31 March) that lie wholly between two days, both inclusive."""
    first = first_day.year + (1 if (first_day.month, first_day.day) <= (4, 1) else 2)
    last = last_day.year - (0 if (last_day.month, last_day.day) >= (3, 31) else 1)
    return range(first, last + 1)


def days_of(results: Results) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a run."""
    start = pd.Timestamp(f"{results.provenance['start']}-01")
    return start, start + pd.DateOffset(months=int(results.provenance["months"])) - pd.Timedelta(days=1)


def episodes_of(results: Results, scenario: str, replicate: int) -> pd.DataFrame:
    """The episodes of one replicate; raises `ResultsError` if the run did not write all that a return needs."""
    episodes = results.episodes
    lacking = [name for name in NEEDED if name not in episodes.columns]
    if lacking:
        raise ResultsError(
            f"{results.path}: its episodes lack {', '.join(lacking)}, which a return needs. "
            "Run again with a newer Hearth?"
        )
    chosen = ((episodes.scenario == scenario) & (episodes.replicate == replicate)).to_numpy()
    return episodes.loc[chosen, list(NEEDED)]


class Council:
    """The returns of one council; `episodes` are its own, in one scenario and replicate."""

    def __init__(self, episodes: pd.DataFrame) -> None:
        ordered = episodes.iloc[np.lexsort((episodes.decom.to_numpy(), episodes.child.to_numpy()))]
        self.began, self.ended, self.born = (_days(ordered[name]) for name in ("decom", "dec", "born"))
        self.is_male = _labels(ordered.sex) == "male"
        self.is_unaccompanied = ordered.unaccompanied.to_numpy() == 1
        self.place = _labels(ordered.place)

        child, carer = ordered.child.to_numpy(), ordered.carer.to_numpy()
        #: Parents have no identity of their own in a run: the child's home is one.
        self.at = np.where(carer == WITH_PARENTS, child, carer)
        child_number = identifiers.child_numbers(child)
        self.columns = {
            "CHILD": child_number,
            "DOB": _dates(self.born),
            "ETHNIC": _recoded(ordered.ethnicity, ETHNIC),
            "DECOM": _dates(self.began),
            "RNE": _labels(ordered.rne),
            "LS": _labels(ordered.ls),
            "CIN": _labels(ordered.cin),
            "PLACE_PROVIDER": _labels(ordered.place_provider),
            "DEC": _dates(self.ended),
            "REC": _labels(ordered.rec),
            "REASON_PLACE_CHANGE": _labels(ordered.reason_place_change),
            "PL_POST": identifiers.postcodes(self.at),
        }
        #: In the order of CHILD, as a council's own systems list them.
        self._order = np.lexsort((self.began, child_number))

    def year(self, year: int) -> Tables:
        """Tables `header`, `episodes` and `uasc` of the return that ends on 31 March of `year`, all columns text."""
        first_day, last_day = np.datetime64(f"{year - 1}-04-01"), np.datetime64(f"{year}-03-31")
        in_year = (self.began <= last_day) & ~(self.ended < first_day)  # NaT compares false: open
        rows = self._order[in_year[self._order]]
        children = rows[_firsts(self.columns["CHILD"][rows])]
        return {
            "header": self._header(children, year),
            "episodes": self._episodes(rows, year, last_day),
            "uasc": self._uasc(children[self.is_unaccompanied[children]], year),
        }

    def years_before(self, year: int) -> range:
        """The years before `year` in which any of these children was in care already."""
        if not len(self.began):
            return range(0)
        earliest = self.began.min().astype("datetime64[M]").astype(int) + 12 * 1970
        return range((earliest + 9) // 12, year)

    def _episodes(self, rows: np.ndarray, year: int, last_day: np.datetime64) -> pd.DataFrame:
        is_open = np.isnat(self.ended[rows]) | (self.ended[rows] > last_day)
        place = _in_year(self.place[rows], year)
        table = {name: self.columns[name][rows] for name in EPISODES if name in self.columns}
        for name in ("DEC", "REC", "REASON_PLACE_CHANGE"):
            table[name] = np.where(is_open, "", table[name])
        table |= {"PLACE": place, "HOME_POST": _blank(len(rows)), "URN": _urn(self.place[rows], self.at[rows])}
        return pd.DataFrame(table, columns=list(EPISODES))

    def _header(self, rows: np.ndarray, year: int) -> pd.DataFrame:
        """`rows`: each child's first episode in the return."""
        table = {name: self.columns[name][rows] for name in ("CHILD", "DOB", "ETHNIC")}
        table |= {"SEX": _sex(self.is_male[rows], year), "MOTHER": np.where(self.is_male[rows], "", "0")}
        upn = _upn(self.born[rows], self.is_unaccompanied[rows], year)
        table |= {"MC_DOB": _blank(len(rows)), "UPN": upn}
        return pd.DataFrame(table, columns=list(HEADER))

    def _uasc(self, rows: np.ndarray, year: int) -> pd.DataFrame:
        """DUC: the 18th birthday, the only day on which the run lets the status cease; told before it comes [205B]."""
        table = {name: self.columns[name][rows] for name in ("CHILD", "DOB")}
        # Born on 29 February: the validators count 18 years to the 28th [304].
        grown_up = np.minimum(anniversary(self.born[rows], 18), _end_of_birth_month(self.born[rows], 18))
        table |= {"SEX": _sex(self.is_male[rows], year), "DUC": _dates(grown_up)}
        return pd.DataFrame(table, columns=list(UASC))


def of_council(results: Results, la: str, scenario: str = "baseline", replicate: int = 0) -> Council:
    """The returns of one local authority of a run."""
    episodes = episodes_of(results, scenario, replicate)
    return Council(episodes[(episodes.area == la).to_numpy()])


def _firsts(child: np.ndarray) -> np.ndarray:
    """Positions at which another child begins."""
    return np.flatnonzero(np.concatenate((np.ones(min(len(child), 1), dtype=bool), child[1:] != child[:-1])))


def _upn(born: np.ndarray, is_unaccompanied: np.ndarray, year: int) -> np.ndarray:
    """Why there is no pupil number: UN1 too young [209], UN2 never in a maintained school.

    All others have one in truth, which a simulation has not: UN5, sources that do not agree. A council would write UN4
    for who came in the last week [210], and then a number; no code may follow it [208], and there is no number.
    """
    four = anniversary(born, 4)
    four = np.minimum(four, _end_of_birth_month(born, 4))
    is_young = four > np.datetime64(f"{year - 2}-08-31")
    return np.select([is_young, is_unaccompanied], ["UN1", "UN2"], "UN5").astype(object)


def _urn(place: np.ndarray, at: np.ndarray) -> np.ndarray:
    urn = identifiers.urns(at)
    urn[np.isin(place.astype(str), NOT_INSPECTED)] = identifiers.NOT_INSPECTED
    urn[np.isin(place.astype(str), WITHOUT_URN)] = ""
    return urn


def _sex(is_male: np.ndarray, year: int) -> np.ndarray:
    male, female = ("M", "F") if year >= FIRST_YEAR_OF_LETTERS else ("1", "2")
    return np.where(is_male, male, female).astype(object)


def _in_year(place: np.ndarray, year: int) -> np.ndarray:
    """The code that each place had in that year's return."""
    for code, (successor, first_year) in SUCCEEDED.items():
        if year >= first_year:
            place = np.where(place == code, successor, place)
    return place


def _end_of_birth_month(born: np.ndarray, years: int) -> np.ndarray:
    return (born.astype("datetime64[M]") + 12 * years + 1).astype("datetime64[D]") - 1


def _days(column: pd.Series) -> np.ndarray:
    return column.to_numpy().astype("datetime64[D]")


def _dates(days: np.ndarray) -> np.ndarray:
    """DD/MM/YYYY; no day is a blank."""
    distinct, back = np.unique(days.astype(np.int64), return_inverse=True)
    texts = pd.DatetimeIndex(distinct.astype("datetime64[D]")).strftime("%d/%m/%Y").fillna("")
    return np.array(texts, dtype=object)[back]


def _labels(column: pd.Series) -> np.ndarray:
    """Labels of a categorical as text; those that stand for a blank become one."""
    labels = ["" if label in BLANKS else str(label) for label in column.cat.categories]
    return np.array([*labels, ""], dtype=object)[column.cat.codes]


def _recoded(column: pd.Series, recode: Mapping[str, str]) -> np.ndarray:
    labels = [recode[label] for label in column.cat.categories]
    return np.array([*labels, ""], dtype=object)[column.cat.codes]


def _blank(rows: int) -> np.ndarray:
    return np.full(rows, "", dtype=object)
