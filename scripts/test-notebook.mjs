// Finds a Python with what docs/notebook.md uses, and installs it into a cache, once:
//   node scripts/test-notebook.mjs         prints one line of JSON: which python, or why there is none
import { pythonWith } from './python-environment.mjs';

/** One environment for all of the page; another list makes another one. */
const PACKAGES = ['pandas==3.1.1', 'polars==2.1.0', 'pyarrow==26.0.1'];

try {
  const name = `notebook-${PACKAGES.map((wanted) => wanted.replace('==', '-')).join('-')}`;
  console.log(JSON.stringify({ python: pythonWith(name, PACKAGES) }));
} catch (error) {
  console.log(JSON.stringify({ reason: String(error.message).split('\n')[0].slice(0, 300) }));
}
