"""Strict reading of YAML: every fault at once, each with its file, line and column and what to do about it."""

from __future__ import annotations

import difflib
import math
import re
from pathlib import Path
from typing import Any, Sequence

import yaml

from ..text_files import TextError, read_text

TEXT = "tag:yaml.org,2002:str"
#: As the program reads them: no leading zero (octal to some), no underscore, no letters, digits of ASCII.
NUMBER = re.compile(r"[+-]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
WHOLE_NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]*)")
A_NUMBER, A_WHOLE_NUMBER, A_TEXT, A_LIST, A_MAPPING = "a number", "a whole number", "a text", "a list", "a mapping"


class CalibrationError(Exception):
    """What the user can put right: one line per fault."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


class Faults:
    """Faults of one file, in the order of its lines."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._found: list[tuple[int, int, str]] = []

    def add(self, node: yaml.Node | yaml.Event | Section, text: str) -> None:
        mark = (node.node if isinstance(node, Section) else node).start_mark
        self._found.append((mark.line + 1, mark.column + 1, text))

    def add_line(self, line: int, text: str) -> None:
        """A fault that was found after the file was read."""
        self._found.append((line, 1, text))

    def throw_if_any(self) -> None:
        if self._found:
            raise CalibrationError(
                [f"{self.file}:{line}:{column}: {text}" for line, column, text in sorted(set(self._found))]
            )


class Section:
    """A mapping whose keys are read one by one; `finish` faults those that nobody asked for.

    A read that fails adds a fault and gives None, so that reading goes on to the next.
    """

    def __init__(self, node: yaml.Node, path: str, faults: Faults) -> None:
        self.node, self.path, self.faults = node, path, faults
        self._asked: list[str] = []
        self._values: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        if not isinstance(node, yaml.MappingNode):
            faults.add(
                node,
                f"{path or 'the file'} is {_what_it_is(node)} (must be {A_MAPPING}). Write 'name: value' "
                "lines?",
            )
            return
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                faults.add(key, f"a key in {path or 'the file'} is not a name. Write 'name: value'?")
            elif key.value in self._values:
                first = self._values[key.value][0].start_mark.line + 1
                faults.add(key, f"duplicate key {self._full(key.value)} (already on line {first}). Remove one?")
            else:
                self._values[key.value] = (key, value)

    def has(self, key: str) -> bool:
        return key in self._values

    def at(self, key: str) -> yaml.Node:
        """Where to point when a value is wrong: at the value, or at the section if the key is missing."""
        return self._values[key][1] if key in self._values else self.node

    def text(self, key: str, default: str | None = None, choices: Sequence[str] = ()) -> str | None:
        value = self._scalar(key, default, A_TEXT)
        if isinstance(value, yaml.Node):
            if not self._is_text(value, key):
                return None
            if choices and value.value not in choices:
                self.faults.add(
                    value,
                    f"{self._full(key)} = '{value.value}' (must be "
                    f"{_one_of(choices)}){_did_you_mean(value.value, choices)}",
                )
                return None
            return str(value.value)
        return value

    def number(self, key: str, default: float | None = None, *, above: float = -math.inf, below: float = math.inf,
               optional: bool = False) -> float | None:
        """A number strictly between `above` and `below`."""
        value = self._scalar(key, default, A_NUMBER, optional)
        if not isinstance(value, yaml.Node):
            return value
        number = _number_of(value)
        if number is None:
            self.faults.add(
                value,
                f"{self._full(key)} = {_as_written(value)} is not {A_NUMBER}. Write it without quotes, unit "
                "or letters?",
            )
        elif not above < number < below:
            between = f"between {above:g} and {below:g}, neither included"
            bounds = f"above {above:g}" if below == math.inf else between
            self.faults.add(value, f"{self._full(key)} = {number:g} (must be {bounds}). Choose another?")
            return None
        return number

    def whole(self, key: str, default: int | None = None, *, lowest: int = 0, highest: int = 2**53) -> int | None:
        value = self._scalar(key, default, A_WHOLE_NUMBER)
        return self._whole(value, key, lowest, highest) if isinstance(value, yaml.Node) else value

    def wholes(self, key: str, *, lowest: int, highest: int) -> list[int]:
        """A list of whole numbers; those that are none are left out, with a fault each."""
        found = [self._whole(item, key, lowest, highest) for item in self.items(key)]
        return [number for number in found if number is not None]

    def texts(self, key: str) -> list[str]:
        """An optional list of texts."""
        self._asked.append(key)
        return [str(item.value) for item in self.items(key) if self._is_text(item, key)] if self.has(key) else []

    def items(self, key: str) -> list[yaml.Node]:
        """The items of a list; it must have at least one."""
        self._asked.append(key)
        if not self.has(key):
            self.faults.add(self.node, f"missing {self._full(key)} ({A_LIST}). Add '{key}:' with '- ' lines below?")
            return []
        node = self._values[key][1]
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            kind = "empty" if isinstance(node, yaml.SequenceNode) else _what_it_is(node)
            self.faults.add(
                node,
                f"{self._full(key)} is {kind} (must be {A_LIST} of at least one). Write [a, b] or '- ' lines?",
            )
            return []
        return list(node.value)

    def section(self, key: str) -> Section | None:
        """An optional mapping below this one."""
        self._asked.append(key)
        return Section(self._values[key][1], self._full(key), self.faults) if self.has(key) else None

    def finish(self) -> None:
        """Faults every key that was not asked for."""
        for name, (key, _) in self._values.items():
            if name not in self._asked:
                self.faults.add(key, f"unknown key {self._full(name)}{_did_you_mean(name, self._asked)}")

    def _full(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _is_text(self, node: yaml.Node, key: str) -> bool:
        """Whether it is a text to every reader of YAML; a fault if not."""
        if isinstance(node, yaml.ScalarNode) and (node.style is not None or node.tag == TEXT):
            return True
        what = f"= {node.value}" if isinstance(node, yaml.ScalarNode) else f"is {_what_it_is(node)}"
        remedy = " (YAML reads something else). Put it in quotes?" if isinstance(node, yaml.ScalarNode) else ""
        self.faults.add(node, f"{self._full(key)} {what} is not {A_TEXT}{remedy}")
        return False

    def _scalar(self, key: str, default: Any, wanted: str, optional: bool = False) -> Any:
        self._asked.append(key)
        if not self.has(key):
            if default is None and not optional:
                self.faults.add(self.node, f"missing {self._full(key)} ({wanted}). Add '{key}: ...'?")
            return default
        node = self._values[key][1]
        if not isinstance(node, yaml.ScalarNode) or node.value == "":
            self.faults.add(
                node, f"{self._full(key)} is {_what_it_is(node)} (must be {wanted}). Write '{key}: ...'?"
            )
            return None
        return node

    def _whole(self, node: yaml.Node, key: str, lowest: int, highest: int) -> int | None:
        is_whole = _is_plain(node) and WHOLE_NUMBER.fullmatch(node.value)
        if not is_whole or not lowest <= int(node.value) <= highest:
            bounds = f"from {lowest} to {highest}" if highest < 2**53 else f"at least {lowest}"
            what = _as_written(node)
            why = "; below 2^53, which R and JSON can hold" if is_whole and int(node.value) > highest >= 2**53 else ""
            self.faults.add(
                node, f"{self._full(key)} = {what} (must be {A_WHOLE_NUMBER}, {bounds}{why}). Choose another?"
            )
            return None
        return int(node.value)


def read_yaml(file: Path, faults: Faults) -> yaml.Node:
    """The file as nodes with their positions."""
    try:
        text = read_text(file)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if getattr(event, "tag", None):
                faults.add(event, f"the YAML tag '{event.tag}' (tags are not read). Remove it?")
    except OSError as error:
        raise CalibrationError([f"{file}: can't be read ({error.strerror}). Is the path right?"]) from None
    except TextError as error:
        raise CalibrationError([str(error)]) from None
    except RecursionError:
        raise CalibrationError([f"{file}: is nested too deeply. Is it a calibration file?"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise CalibrationError(
            [f"{file}:{at}: is no YAML ({getattr(error, 'problem', error)}). Correct the line?"]
        ) from None
    if node is None:
        raise CalibrationError([f"{file}:1:1: is empty. Start from configs/calibration/legal_path.yaml?"])
    return node


def _is_plain(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None


def _number_of(node: yaml.Node) -> float | None:
    if not _is_plain(node) or not NUMBER.fullmatch(node.value):
        return None
    number = float(node.value)
    return number if math.isfinite(number) else None


def _as_written(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        return _what_it_is(node)
    return f"{node.style or ''}{node.value}{node.style or ''}"


def _what_it_is(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return A_MAPPING
    if isinstance(node, yaml.SequenceNode):
        return A_LIST
    return f"'{node.value}'" if node.value else "empty"


def _one_of(choices: Sequence[str]) -> str:
    return ", ".join(choices[:-1]) + f" or {choices[-1]}"


def _did_you_mean(word: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f". Did you mean '{close[0]}'?" if close else f". Known here: {', '.join(known)}"
