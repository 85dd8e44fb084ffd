"""All that this program changes inside WeasyPrint and pydyf while a report is made.

`fixes` are needed for a correct report: without them footnotes are lost and the structure for screen readers is
incomplete. `speed_ups` change no byte of the file; without them it takes longer. Both reach private parts, so
`versions` says where they may run, and tests/report/weasyprint_patches/test_sources.py names each part that an upgrade
changed.
"""
