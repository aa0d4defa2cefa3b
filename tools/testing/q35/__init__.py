# SPDX-License-Identifier: GPL-2.0
"""QEMU's Q35 PC, which has an IOMMU and, where the host's KVM can nest, VT-x."""
