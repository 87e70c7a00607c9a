import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { renderConfiguration } from './render';

const FILE = 'docs/configuration.md';

it('agrees with the keys that services read (else run "make docs")', () => {
  const rendered = renderConfiguration();
  // Set by hand where no build is at hand: writes instead of comparing.
  if (process.env.KNOCKEM_TEST_WRITE_DOCS) writeFileSync(FILE, rendered);
  expect(existsSync(FILE) && readFileSync(FILE, 'utf8')).toBe(rendered);
});
