# SPDX-License-Identifier: GPL-2.0
"""Figures with goals: a table for people, a list for programs."""
import dataclasses
import json
import os


@dataclasses.dataclass
class Figure:
    """One measured value; a goal is the most that it should be."""
    name: str
    value: float
    unit: str
    goal: float = None

    def missed(self):
        """Whether there is a goal and it is not reached."""
        return self.goal is not None and self.value > self.goal


def number(value):
    """A value without needless digits."""
    if value is None:
        return ''
    return f'{value:,.1f}'.removesuffix('.0')


def publish(figures, title, path):
    """Print the table and write the list to `path`, whole or not at all."""
    print(f'{title:<44} {"value":>12} {"goal":>10}  unit')
    for figure in figures:
        note = '  missed' if figure.missed() else ''
        print(f'{figure.name:<44} {number(figure.value):>12} {number(figure.goal):>10}'
              f'  {figure.unit}{note}')
    with open(path + '.new', 'w', encoding='utf-8') as file:
        json.dump([dataclasses.asdict(figure) for figure in figures], file, indent=1)
        file.write('\n')
    os.replace(path + '.new', path)
    print(f'written to {path}')
