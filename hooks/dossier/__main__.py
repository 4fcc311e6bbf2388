"""`python -m dossier`: the command line of the package on the path, without an installation."""

from .cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main(prog_name="dossier")
