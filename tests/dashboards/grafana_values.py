"""What Grafana puts in the place of a variable of a dashboard before it sends a query to Prometheus."""
import dataclasses
import re

ALL = "$__all"
REFERENCE = re.compile(r"\$(\w+)|\$\{(\w+)(?::(\w+))?\}")
SPECIAL = re.compile(r"[\\^$*+?.()|\[\]{}]")


@dataclasses.dataclass(frozen=True)
class Option:
    """An entry of a menu."""
    value: str
    text: str


@dataclasses.dataclass
class Variable:
    """A variable of a dashboard, once its menu is known."""
    name: str
    options: list
    several: bool  # by its definition more than one value can be chosen
    value: object  # a text; a list of texts where several are chosen; or ALL
    all_value: str = ""

    def chosen(self):
        """Each value that is chosen, as a repeated panel has them."""
        if self.value in (ALL, [ALL]):
            return [it.value for it in self.options]
        return self.value if isinstance(self.value, list) else [self.value]


def escaped(text):
    """A text within quotation marks of PromQL."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def as_regex(text):
    """A text that a regular expression within quotation marks of PromQL is to find as it stands."""
    return SPECIAL.sub(lambda found: "\\\\" + found.group(0), text)


def in_query(variable):
    """The text that stands for a variable in PromQL."""
    if variable.value in (ALL, [ALL]) and variable.all_value:
        return variable.all_value
    if not variable.several:
        return escaped(str(variable.value))
    values = [as_regex(it) for it in variable.chosen()]
    return values[0] if len(values) == 1 else f"({'|'.join(values)})"


def interpolated(query, variables, built_in):
    """`query` with values; what is no variable stays as it is, for Prometheus to refuse. `built_in`: texts by name."""
    def value(found):
        name = found.group(1) or found.group(2)
        if name in built_in:
            return built_in[name]
        return in_query(variables[name]) if name in variables else found.group(0)
    return REFERENCE.sub(value, query)


def result_as_text(sample):
    """An entry of query_result(), which the regular expression of a variable takes apart."""
    labels = ",".join(f'{name}="{value}"' for name, value in sample["metric"].items() if name != "__name__")
    at, value = sample["value"]
    return f"{sample['metric'].get('__name__', '')}{{{labels}}} {value} {at * 1000:.0f}"


def options_of(texts, regex):
    """The menu that a regular expression with the groups value and text, or with one group, makes of texts."""
    if not regex:
        return [Option(it, it) for it in sorted(texts)]
    pattern = re.compile(re.sub(r"\(\?<(\w+)>", r"(?P<\1>", regex.strip("/")))
    found = [it for it in map(pattern.search, texts) if it]
    options = set()
    for match in found:
        groups = match.groupdict()
        value = groups.get("value") or groups.get("text") or match.group(1)
        options.add(Option(value, groups.get("text") or value))
    return sorted(options, key=lambda it: it.text.lower())
