// `node --conditions=knockem-source --require <this> x.ts` runs the sources as they are, without a build: for specs that
// need a process of their own, and for measuring.
const { readFileSync } = require('node:fs');

require.extensions['.ts'] = (module, filename) => {
  module._compile(compile(readFileSync(filename, 'utf8'), filename), filename);
};

const compile = withSwc() ?? withTypescript();

/** Undefined inside a user namespace: swc's native part refuses a cache directory whose owner looks like another user. */
function withSwc() {
  let transformSync;
  try {
    ({ transformSync } = require('@swc/core'));
  } catch {
    return undefined;
  }
  const jsc = {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
  };
  const options = { sourceMaps: 'inline', jsc, module: { type: 'commonjs' } };
  return (source, filename) => transformSync(source, { filename, ...options }).code;
}

function withTypescript() {
  const { transpileModule, ModuleKind, ScriptTarget } = require('typescript');
  const compilerOptions = {
    module: ModuleKind.CommonJS,
    target: ScriptTarget.ES2022,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
    esModuleInterop: true,
  };
  return (source, fileName) => transpileModule(source, { fileName, compilerOptions }).outputText;
}
