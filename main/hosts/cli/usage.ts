// Wrong use of the command line: told apart from refusals, because it ends with exit code 2.

export class UsageError extends Error {}
