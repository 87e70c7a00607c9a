import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CONFIGURATION_KEYS, type KeySpec } from '#platform';
import { CLI_KEYS } from '../../apps/cli/src/config-file';
import { renderConfiguration } from './render';

const FILE = 'docs/configuration.md';

it('agrees with the keys that services read (else run "make docs")', () => {
  const rendered = renderConfiguration();
  // Set by hand where no build is at hand: writes instead of comparing.
  if (process.env.KNOCKEM_TEST_WRITE_DOCS) writeFileSync(FILE, rendered);
  expect(existsSync(FILE) && readFileSync(FILE, 'utf8')).toBe(rendered);
});

it('says the same of a setting of the command wherever it stands', () => {
  const keys = CONFIGURATION_KEYS as Record<string, KeySpec>;
  const ofCommand = Object.values(CLI_KEYS).filter(
    ({ environment }) => keys[environment]?.usedBy === 'command line' && keys[environment].defaultMeans,
  );
  expect(ofCommand.map(({ environment }) => environment)).toContain('KNOCKEM_URL');
  expect(ofCommand.map((key) => keys[key.environment].defaultMeans)).toEqual(
    ofCommand.map((key) => key.default),
  );
});
