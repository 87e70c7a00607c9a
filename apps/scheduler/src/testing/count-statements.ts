/** What the count reads of a statement; better-sqlite3's own types stay in its library. */
interface Statement {
  run: (...parameters: unknown[]) => unknown;
  get: (...parameters: unknown[]) => unknown;
  all: (...parameters: unknown[]) => unknown;
}

type Prepare = (this: unknown, sql: string) => Statement;

/**
 * Every statement that anybody runs on a database of this class from here on, but BEGIN and COMMIT. Until
 * `jest.restoreAllMocks`; statements that were prepared before are not seen.
 */
export function countStatements(database: { readonly prototype: unknown }): { count: number } {
  const counted = { count: 0 };
  const prototype = database.prototype as { prepare: Prepare };
  const prepare: Prepare = prototype.prepare;
  jest.spyOn(prototype, 'prepare').mockImplementation(function (this: unknown, sql: string) {
    const statement = prepare.call(this, sql);
    for (const method of ['run', 'get', 'all'] as const) {
      const run = statement[method].bind(statement);
      const value = (...parameters: unknown[]): unknown => {
        counted.count += 1;
        return run(...parameters);
      };
      Object.defineProperty(statement, method, { value });
    }
    return statement;
  });
  return counted;
}
