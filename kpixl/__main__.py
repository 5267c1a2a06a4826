"""So that `python -m kpixl` works wherever the command itself is not on the path."""

from kpixl.cli import main

if __name__ == "__main__":
    main(prog_name="kpixl")
