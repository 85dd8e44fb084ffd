"""`python -m dpia`, the same as the command `dpia`."""

from dpia.cli.app import main

if __name__ == "__main__":
    main()
