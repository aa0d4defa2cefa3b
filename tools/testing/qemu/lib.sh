# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=sh
#
# Read by the scripts beside this file. What they say goes to stderr.
set -eu

here=$(realpath "$(dirname "$0")")
cache=${LEVSHA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/levsha}

say() { printf 'qemu: %s\n' "$@" >&2; }
die() { say "$@"; exit 1; }

overlay_files()
{
	find "$here/overlay" -type f ! -name '.*' ! -name '*~' -printf '%P\n' | sort
}

patches() { find "$here/patches" -name '*.patch' 2>/dev/null | sort; }

# unpack_tarball <folder>: QEMU's source as Debian has it
unpack_tarball()
{
	name=$(sed -n 's/^[0-9a-f]\{64\}  //p' "$here/source.sha256")
	folder=$cache/${name%.orig.tar.xz}
	[ -e "$folder/$name" ] ||
		die "there is no $folder/$name:" "'scripts/setup' fetches it from the Debian mirror"
	say "unpacking $name"
	(cd "$folder" && sha256sum --check --quiet "$here/source.sha256" >&2) ||
		die "$folder/$name is not what source.sha256 names:" \
		    "remove that folder; 'scripts/setup' fetches it again"
	tar -xJf "$folder/$name" -C "$1" --no-same-owner --strip-components=1 ||
		die "cannot unpack $folder/$name to $1"
}

# add_overlay <folder>: to an unpacked source
add_overlay()
{
	overlay_files | while read -r file; do
		[ ! -e "$1/$file" ] ||
			die "overlay/$file is in QEMU itself: change it by a patch"
	done
	cp -R "$here/overlay/." "$1"
}

# configure_qemu <source> <folder>: a build folder for our one target
configure_qemu()
{
	say 'configuring'
	rm -rf "$2"
	mkdir "$2"
	source=$(realpath "$1")
	(cd "$2" && "$source/configure" --cc='ccache gcc' --target-list=mipsel-softmmu \
		--without-default-features --without-default-devices \
		--with-devices-mipsel=levsha --enable-tcg --enable-plugins \
		--enable-fdt=system --enable-werror --disable-debug-info \
		--disable-install-blobs --with-git-submodules=ignore) \
		>log 2>&1 ||
		die "$(tail -n 20 log)" "cannot configure QEMU; all of it is in $PWD/log" \
		    "'scripts/setup' installs the libraries that it needs"
}
