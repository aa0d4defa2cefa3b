#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""Run the unittest cases of one file and report them in TAP, version 13."""
import importlib.util
import os
import re
import sys
import traceback
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))


class TapResult(unittest.TestResult):
    """Prints each result as it comes."""

    count = 0

    def _say(self, good, test, note=''):
        self.count += 1
        doc = test.shortDescription() if hasattr(test, 'shortDescription') else None
        name = re.sub(r'\b\w+\.(?=\w)', '', test.id(), count=1)
        print(f'{"ok" if good else "not ok"} {self.count} - {name}'
              f'{": " + doc if doc else ""}{note}', flush=True)

    def _explain(self, error):
        for line in ''.join(traceback.format_exception(*error)).splitlines():
            print('#', line, flush=True)

    def _failed(self, test, error):
        self._say(False, test)
        self._explain(error)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._say(True, test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._failed(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self._failed(test, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say(True, test, f' # SKIP {reason}')

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err:
            self._failed(subtest, err)

    def addExpectedFailure(self, test, err):
        self._failed(test, err)

    def addUnexpectedSuccess(self, test):
        self._say(False, test)


def main(path):
    """Run all cases of the file `path`."""
    sys.path[:0] = [os.path.dirname(os.path.abspath(path)), HERE]
    spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    print('TAP version 13', flush=True)
    result = TapResult()
    unittest.defaultTestLoader.loadTestsFromModule(module).run(result)
    print(f'1..{result.count}')
    return 0 if result.wasSuccessful() else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
