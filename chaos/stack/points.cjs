// Preloaded into the services of an attacked stack (`node --require`): where a point of points.json is armed, the process
// ends itself there by SIGKILL. The product knows nothing of this. CHAOS_POINTS is `<directory>|<process>`; a point is armed
// by the file <directory>/<process>, which holds its name and is renamed to <process>.fired in the moment of death.
const { existsSync, readFileSync, renameSync } = require('node:fs');
const { join } = require('node:path');
const points = require('./points.json');

const [directory, name] = (process.env.CHAOS_POINTS ?? '').split('|');
const service = (name ?? '').replace(/-\d+$/, '');
const mine = points.filter((point) => point.service === service);
/** Uses of `within` that are under way: those methods are synchronous. */
const inside = new Map();

for (const point of mine) {
  watch(point.file, (exports) => wrap(exports, point));
  if (point.within) watch(point.within.file, (exports) => trace(exports, point.within));
}

/** Calls `patch` with the exports of the compiled file, once it has been loaded. */
function watch(file, patch) {
  const compile = require.extensions['.js'];
  require.extensions['.js'] = (module, filename) => {
    compile(module, filename);
    if (filename.endsWith(`/dist/${file}`)) patch(module.exports);
  };
}

function wrap(exports, point) {
  const { prototype, method, original } = methodOf(exports, point);
  prototype[method] = function (...args) {
    if (!applies(point, args)) return original.apply(this, args);
    if (point.when === 'before') dieIfArmed(point);
    const result = original.apply(this, args);
    if (point.when === 'during') setTimeout(() => dieIfArmed(point), 1);
    if (point.when !== 'after') return result;
    if (typeof result?.then !== 'function') {
      dieIfArmed(point);
      return result;
    }
    return result.then((value) => {
      dieIfArmed(point);
      return value;
    });
  };
}

function trace(exports, place) {
  const { prototype, method, original } = methodOf(exports, place);
  const key = placeKey(place);
  prototype[method] = function (...args) {
    inside.set(key, (inside.get(key) ?? 0) + 1);
    try {
      return original.apply(this, args);
    } finally {
      inside.set(key, inside.get(key) - 1);
    }
  };
}

function methodOf(exports, { file, class: className, method }) {
  const prototype = exports[className]?.prototype;
  const original = prototype?.[method];
  if (typeof original !== 'function')
    throw new Error(`chaos/stack/points.json: ${file} has no ${className}.${method}`);
  return { prototype, method, original };
}

function applies({ within, firstOfSeveral, subject }, args) {
  if (within && !(inside.get(placeKey(within)) > 0)) return false;
  if (subject && !String(args[0]).includes(subject)) return false;
  return !firstOfSeveral || (args[1]?.part === 1 && args[1].parts > 1);
}

const placeKey = (place) => `${place.class}.${place.method}`;

function dieIfArmed(point) {
  const armed = join(directory, name);
  if (!existsSync(armed) || readFileSync(armed, 'utf8') !== point.name) return;
  renameSync(armed, join(directory, `${name}.fired`));
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}
