"""The subcommands of `tddgate`, a module each: they ask the layers below and print what these say."""
