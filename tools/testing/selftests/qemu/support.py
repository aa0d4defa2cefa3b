# SPDX-License-Identifier: GPL-2.0
"""A QEMU of three files, to test how ours is made in no time."""
import hashlib
import os
import shutil
import subprocess
import tempfile
import unittest

TESTING = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 2))
TARBALL = 'qemu_7+tiny.orig.tar.xz'
MACHINES = 'configs/devices/mipsel-softmmu/levsha.mak'
# Its program prints what greeting.c has.
CONFIGURE = r"""#!/bin/sh
source=$(realpath "$(dirname "$0")")
cat >build.ninja <<-EOF
	rule program
	  command = sh $source/compile $source/greeting.c >\$out && chmod +x \$out
	build qemu-system-mipsel: program $source/greeting.c
EOF
"""
COMPILE = 'grep -q good $1 || { echo $1: no good >&2; exit 1; }; echo "#!/bin/sh"; cat $1\n'
PATCH = """From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: A tester <tester@example.org>
Subject: [PATCH] greeting: be polite

Everybody is.
---
 greeting.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/greeting.c b/greeting.c
--- a/greeting.c
+++ b/greeting.c
@@ -1 +1 @@
-echo good day
+echo good day, dear
"""
PATCH_NAME = 'patches/0001-greeting-be-polite.patch'


class TinyQemu(unittest.TestCase):
    """Given the scripts beside an overlay, a patch and a source that are tiny."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.here = os.path.join(self.folder, 'qemu')
        self.cache = os.path.join(self.folder, 'cache')
        self.source = os.path.join(self.folder, 'qemu-7')
        os.makedirs(os.path.join(self.folder, 'bin'))
        os.makedirs(self.here)
        for name in ('build', 'tree', 'lib.sh'):
            shutil.copy(os.path.join(TESTING, 'qemu', name), self.here)
        self.write('qemu/overlay/' + MACHINES, 'CONFIG_TINY=y\n')
        self.write(f'qemu/{PATCH_NAME}', PATCH)
        self.write('qemu-7/configure', CONFIGURE)
        self.write('qemu-7/compile', COMPILE)
        self.write('qemu-7/greeting.c', 'echo good day\n')
        self.write('qemu-7/include/qemu/qemu-plugin.h', '')
        self.pack()
        # Of a shell script there is nothing to strip.
        self.write('bin/strip', '#!/bin/sh\n')

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        os.chmod(path, 0o755)

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding='utf-8') as file:
            return file.read()

    def pack(self):
        """Put the source into the cache, as setup does."""
        tarball = os.path.join(self.cache, TARBALL.split('.', maxsplit=1)[0], TARBALL)
        os.makedirs(os.path.dirname(tarball), exist_ok=True)
        subprocess.run(['tar', '-cJf', tarball, '-C', self.folder, 'qemu-7'], check=True)
        with open(tarball, 'rb') as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        self.write('qemu/source.sha256', f'# tiny\n{digest}  {TARBALL}\n')

    def run_script(self, name, *arguments, **variables):
        environment = dict(os.environ, LEVSHA_CACHE=self.cache,
                           PATH=f"{self.folder}/bin:{os.environ['PATH']}",
                           GIT_AUTHOR_NAME='A tester', GIT_AUTHOR_EMAIL='tester@example.org',
                           GIT_COMMITTER_NAME='A tester',
                           GIT_COMMITTER_EMAIL='tester@example.org')
        for inherited in ('QEMU_SRC', 'LEVSHA_QEMU'):
            environment.pop(inherited, None)
        environment.update(variables)
        return subprocess.run([os.path.join(self.here, name), *arguments], env=environment,
                              text=True, capture_output=True, check=False)

    def files(self, name):
        """The files below a folder, with what is in them."""
        top = os.path.join(self.folder, name)
        return {os.path.relpath(os.path.join(folder, file), top):
                self.read(os.path.join(folder, file))
                for folder, _, files in os.walk(top) for file in files
                if '.git' not in folder.split(os.sep)}
