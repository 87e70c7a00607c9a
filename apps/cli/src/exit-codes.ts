/** What the shell learns. Documented in docs/cli.md; scripts rely on these numbers. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  refused: 3,
  notFound: 4,
  submissionFailed: 5,
  imageFaulty: 6,
  unwell: 7,
  replayDiffers: 8,
  /** As shells tell of SIGINT: 128 + 2. */
  interrupted: 130,
} as const;

/** The same in words, for docs/cli.md and --help. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done',
  failure: 'something did not work: a service away, an unexpected answer',
  usage: 'the command line was wrong',
  refused: 'the gateway refused the input; the problems are listed',
  notFound: 'there is no such submission, assay or genome',
  submissionFailed: 'the watched submission failed or was cancelled',
  imageFaulty: 'the checked image has a fault',
  unwell: 'the doctor found something that is broken',
  replayDiffers: 'the replayed competition came to another result',
  interrupted: 'ended by Ctrl-C',
};
