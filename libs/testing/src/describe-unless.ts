/** A describe of what cannot be had everywhere: where `why` says that it is not there, one skipped test that tells so. */
export function describeUnless(why: string | undefined, title: string, body: () => void): void {
  if (why === undefined) describe(title, body);
  else it.skip(`${title}; skipped: ${why}`, () => undefined);
}
