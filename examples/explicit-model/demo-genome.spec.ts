import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoGenome } from './demo-genome';

const checkedIn = (name: string): string => readFileSync(join(__dirname, name), 'utf8');

test('the checked-in demo genome is what the generator makes', () => {
  expect(demoGenome().text).toBe(checkedIn('demo-genome.txt'));
});

test('so is the truth about it', () => {
  expect(demoGenome().truth).toEqual(JSON.parse(checkedIn('demo-truth.json')));
});
