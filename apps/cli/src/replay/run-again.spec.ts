import { Readable } from 'node:stream';
import { passOn } from './run-again';

it('passes on what the program says as a terminal may have it', async () => {
  const said: string[] = [];
  const euro = Buffer.from('€\n');
  const pieces = [Buffer.from('a registry said \x1b[2J\n'), euro.subarray(0, 1), euro.subarray(1)];
  await passOn(Readable.from(pieces), (sentence) => said.push(sentence));
  expect(said).toEqual(['a registry said \\x1b[2J', '€']);
});
