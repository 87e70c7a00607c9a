import { formatOf } from './download';

it.each([
  [undefined, 'csv'],
  ['-', 'csv'],
  ['table.parquet', 'parquet'],
  ['deep.dir/table.jsonl', 'jsonl'],
  ['table.txt', 'csv'],
])('takes the format of %s from its ending: %s', (output, format) => expect(formatOf(output)).toBe(format));
