# SPDX-License-Identifier: GPL-2.0
#
# The top Makefile. Kbuild and Kconfig are Linux's own, taken from Debian's
# linux-kbuild-6.1 package, or from the Linux tree that KBUILD_HOME= names.
# See Documentation/kbuild.rst.

VERSION = 0
PATCHLEVEL = 1
LEVSHA_VERSION = $(VERSION).$(PATCHLEVEL)

MAKEFLAGS += -rR --no-print-directory
unexport LC_ALL
LC_COLLATE = C
LC_NUMERIC = C
export LC_COLLATE LC_NUMERIC

PHONY := __all
__all:

# O=dir: start again inside the build folder.
this-makefile := $(lastword $(MAKEFILE_LIST))
abs_srctree := $(realpath $(dir $(this-makefile)))
ifeq ("$(origin O)", "command line")
  override KBUILD_OUTPUT := $(O)
endif

# make splits names at spaces, and rules at colons
one-word = $(filter 1,$(words $(subst :, ,x$(1))))
$(if $(call one-word,$(CURDIR)$(KBUILD_OUTPUT)),,$(error make can't work in "$(or \
	$(KBUILD_OUTPUT),$(CURDIR))": choose a folder without space or colon in its name))
$(if $(abs_srctree),,$(error the source tree has a space in its name: rename a folder))
ifneq ($(KBUILD_OUTPUT),)
  abs_objtree := $(shell mkdir -p $(KBUILD_OUTPUT) && cd $(KBUILD_OUTPUT) && pwd -P)
  $(if $(abs_objtree),,$(error cannot create the build folder "$(KBUILD_OUTPUT)"))
else
  abs_objtree := $(CURDIR)
endif

ifneq ($(abs_objtree),$(CURDIR))

$(filter-out $(this-makefile) __all, $(MAKECMDGOALS)) __all: __sub-make
	@:

# The file that IMAGE= names is seen from here.
PHONY += __sub-make
__sub-make:
	@$(MAKE) -C $(abs_objtree) -f $(abs_srctree)/Makefile O= KBUILD_OUTPUT= \
		$(if $(IMAGE),IMAGE='$(abspath $(IMAGE))') $(MAKECMDGOALS)

else # the build folder is the current one

ifeq ($(abs_srctree),$(abs_objtree))
  srctree := .
  building_out_of_srctree :=
else
  srctree := $(abs_srctree)
  building_out_of_srctree := 1
endif
objtree := .
export abs_srctree abs_objtree srctree objtree building_out_of_srctree

# V=1 shows commands, V=2 says why; C=1|2 runs sparse; W=1|2|3 warns more.
KBUILD_VERBOSE := $(if $(filter command line,$(origin V)),$(V),0)
KBUILD_CHECKSRC := $(if $(filter command line,$(origin C)),$(C),0)
ifeq ($(KBUILD_VERBOSE),1)
  quiet :=
  Q :=
else
  quiet := quiet_
  Q := @
endif
ifneq ($(findstring s,$(filter-out --%,$(firstword -$(MAKEFLAGS)))),)
  quiet := silent_
endif
export quiet Q KBUILD_VERBOSE KBUILD_CHECKSRC
KBUILD_BUILTIN := 1
KBUILD_MODULES :=
export KBUILD_BUILTIN KBUILD_MODULES

KBUILD_HOME ?= /usr/lib/linux-kbuild-6.1
LEVSHA_CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/levsha
KCONFIG_CONFIG ?= .config
CONFIG_SHELL := sh
export KBUILD_HOME LEVSHA_CACHE KCONFIG_CONFIG CONFIG_SHELL LEVSHA_VERSION

AWK = awk
AR = $(CROSS_COMPILE)ar
CC = $(CROSS_COMPILE)gcc
LD = $(CROSS_COMPILE)ld
NM = $(CROSS_COMPILE)nm
OBJCOPY = $(CROSS_COMPILE)objcopy
OBJDUMP = $(CROSS_COMPILE)objdump
CPP = $(CC) -E
PYTHON3 = /usr/bin/python3
CHECK = sparse
CHECKFLAGS := -Wbitwise -Wno-return-void -Wno-unknown-attribute -nostdinc $(CF)
export AWK AR CC LD NM OBJCOPY OBJDUMP CPP PYTHON3 CHECK CHECKFLAGS CROSS_COMPILE

# Targets that need no configuration.
no-config-targets := help setup setup-% qemu demo test test-% bench mutate check check-% clean mrproper \
		     htmldocs %config

# ---------------------------------------------------------------------------
# Linux's Kbuild, by links beside our own scripts

kbuild-files := Makefile.build Makefile.clean Makefile.compiler \
		Makefile.extrawarn Makefile.host Makefile.lib \
		check-local-export kernel-doc makelst
kbuild-links := $(addprefix $(srctree)/scripts/,$(kbuild-files)) \
		scripts/basic/fixdep scripts/kconfig/conf

define kbuild-missing
no Kbuild in "$(KBUILD_HOME)" ($* is not there).
  Install Debian's package linux-kbuild-6.1 ("make setup" does), or name a
  Linux 6.1 tree in which "make scripts" was run with KBUILD_HOME=
endef

$(srctree)/scripts/%: $(KBUILD_HOME)/scripts/%
	@mkdir -p $(@D) && ln -sfn $< $@
ifdef building_out_of_srctree
scripts/%: $(KBUILD_HOME)/scripts/%
	@mkdir -p $(@D) && ln -sfn $< $@
endif
$(KBUILD_HOME)/scripts/%:
	$(error $(kbuild-missing))

# ---------------------------------------------------------------------------
# Configuration

need-config := $(filter-out $(no-config-targets),$(or $(MAKECMDGOALS),all))
ifneq ($(need-config),)
  -include include/config/auto.conf
endif

SRCARCH := $(if $(CONFIG_X86),x86)$(if $(CONFIG_MIPS),mips)
ARCH := $(SRCARCH)
export SRCARCH ARCH

PHONY += config menuconfig nconfig olddefconfig oldconfig savedefconfig allnoconfig allyesconfig
kconfig-run = $(Q)srctree=$(srctree) KCONFIG_AUTOCONFIG=include/config/auto.conf \
	      KCONFIG_AUTOHEADER=include/generated/autoconf.h $(1) $(2) $(srctree)/Kconfig
kconfig-frontend = $(if $(shell command -v $(1)),,$(error $(1) is missing: \
	install Debian's package kconfig-frontends ("make setup" does)))$(call kconfig-run,$(1),)

menuconfig: ; $(call kconfig-frontend,kconfig-mconf)
nconfig: ; $(call kconfig-frontend,kconfig-nconf)
config olddefconfig oldconfig allnoconfig allyesconfig: %: scripts/kconfig/conf
	$(call kconfig-run,$<,--$(if $(filter config,$@),oldaskconfig,$@))
savedefconfig: scripts/kconfig/conf
	$(call kconfig-run,$<,--savedefconfig=defconfig)
	@echo "  SAVED   $(abs_objtree)/defconfig"

defconfig-of = $(wildcard $(srctree)/arch/*/configs/$(1))
%_defconfig: scripts/kconfig/conf FORCE
	$(if $(call defconfig-of,$@),,$(error no board has a "$@"; "make help" lists them))
	$(call kconfig-run,$<,--defconfig=$(call defconfig-of,$@))

include/config/auto.conf: $(wildcard $(KCONFIG_CONFIG)) $(srctree)/Kconfig \
		$(wildcard $(srctree)/arch/*/Kconfig $(srctree)/*/Kconfig) | scripts/kconfig/conf
	$(if $(wildcard $(KCONFIG_CONFIG)),,$(error there is no $(KCONFIG_CONFIG) in \
	$(abs_objtree): configure a board first, for example "make i5_650_defconfig"))
	@mkdir -p include/config include/generated
	$(call kconfig-run,scripts/kconfig/conf -s,--syncconfig)
	@touch $@

# ---------------------------------------------------------------------------
# Flags common to all architectures

LINUXINCLUDE := $(if $(building_out_of_srctree),-I./include) \
		-I$(srctree)/arch/$(SRCARCH)/include \
		-I$(srctree)/include \
		-include $(srctree)/include/linux/kconfig.h
KBUILD_CPPFLAGS := -D__LEVSHA__ '-DLEVSHA_VERSION="$(LEVSHA_VERSION)"'
KBUILD_AFLAGS := -D__ASSEMBLY__ -fno-PIE
KBUILD_CFLAGS := -std=gnu11 -O2 -g -ffreestanding -nostdinc \
	-fno-common -fno-PIE -fno-strict-aliasing -fno-delete-null-pointer-checks \
	-fno-stack-protector -fno-asynchronous-unwind-tables -ffunction-sections \
	-fno-tree-loop-distribute-patterns -fmacro-prefix-map=$(srctree)/= \
	-Wall -Wundef -Wstrict-prototypes -Wno-trigraphs -Wvla -Wimplicit-fallthrough \
	-Werror=implicit-function-declaration -Werror=implicit-int -Werror=return-type \
	-Wframe-larger-than=1024 $(if $(CONFIG_WERROR),-Werror)
KBUILD_LDFLAGS := -nostdlib --gc-sections --fatal-warnings
export LINUXINCLUDE KBUILD_CPPFLAGS KBUILD_AFLAGS KBUILD_CFLAGS KBUILD_LDFLAGS

ifneq ($(need-config),)
ifneq ($(wildcard $(KBUILD_HOME)/scripts/Kbuild.include),)
  include $(KBUILD_HOME)/scripts/Kbuild.include
  include $(KBUILD_HOME)/scripts/Makefile.compiler
  include $(KBUILD_HOME)/scripts/Makefile.extrawarn
endif
ifneq ($(SRCARCH),)
  include $(srctree)/arch/$(SRCARCH)/Makefile
  KBUILD_CFLAGS += -isystem $(shell $(CC) -print-file-name=include)
endif
endif

# ---------------------------------------------------------------------------
# The image

PHONY += all prepare
__all: all
all: levsha.elf samples

PHONY += levsha-objs
prepare: $(kbuild-links) include/config/auto.conf
	$(if $(shell command -v $(CC)),,$(error $(CC) is missing: "make setup" installs it))
	$(Q)$(MAKE) -f $(srctree)/scripts/Makefile.build obj=. include/generated/asm-offsets.h
levsha-objs: prepare
	$(Q)$(MAKE) -f $(srctree)/scripts/Makefile.build obj=. need-builtin=1

LDSCRIPT := arch/$(SRCARCH)/kernel/levsha.lds
link-levsha ?= $(LD) $(KBUILD_LDFLAGS) -Map $(@:.elf=.map) --whole-archive
quiet_cmd_levsha = LD      $@
      cmd_levsha = $(link-levsha) -T $(LDSCRIPT) -o $@ built-in.a; $(NM) -n $@ > System.map
levsha.elf: levsha-objs FORCE
	$(if $(filter built-in.a $(LDSCRIPT),$(shell find built-in.a $(LDSCRIPT) \
		-newer $@ 2>/dev/null || echo built-in.a)),$(call cmd,levsha))

PHONY += samples
samples: prepare
	$(Q)$(MAKE) $(build)=samples

# Single files: make kernel/log.o, .s, .i, .lst
single-files := $(filter %.o %.s %.i %.lst %.lds,$(MAKECMDGOALS))
PHONY += $(single-files)
$(single-files): prepare
	$(Q)$(MAKE) -f $(srctree)/scripts/Makefile.build obj=$(patsubst %/,%,$(dir $@)) $@

# ---------------------------------------------------------------------------
# What is made from the image: boot medium, runs, figures, tests, documents

include $(srctree)/scripts/Makefile.targets

PHONY += FORCE
FORCE:

endif # the build folder is the current one

.PHONY: $(PHONY)
