/** What the shell learns. Documented in docs/cli.md; scripts rely on these numbers. */
export const EXIT = {
  ok: 0,
  /** Something did not work: a service away, an unexpected answer. */
  failure: 1,
  /** The command line was wrong. */
  usage: 2,
  /** The gateway refused the input. */
  refused: 3,
  /** There is no such submission, assay or genome. */
  notFound: 4,
  /** The watched submission ended failed or cancelled. */
  submissionFailed: 5,
  /** The checked image has a fault. */
  imageFaulty: 6,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;
