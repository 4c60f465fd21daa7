// SPDX-License-Identifier: Apache-2.0

import ArchiveFuzzer

fuzzArchives(.warc)
