// `node bench-executor.mjs FILE`: an executor as it is delivered, one file, but with the bench's runtime without
// containers in the place of the choice of one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../scripts/bundle.mjs';

const RUNTIME = join(import.meta.dirname, 'bench-runtime.cjs');
let replaced = false;
const withoutContainers = {
  name: 'without-containers',
  setup({ onLoad }) {
    onLoad({ filter: /\/adapters\/choose-runtime\.js$/ }, () => {
      replaced = true;
      return { contents: readFileSync(RUNTIME, 'utf8') };
    });
  },
};

await bundle('executor', { outfile: process.argv[2], plugins: [withoutContainers] });
if (!replaced) throw new Error('the executor chooses its runtime elsewhere now');
