"""The subcommands of `tddgate`, a module each: they call the layers below and print the results."""
