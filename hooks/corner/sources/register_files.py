"""Where registers are in `news/`."""

REGISTERS, DECLARATION = "registers", "register.yml"
"""The folder of registers, and the file that declares one in its folder."""
