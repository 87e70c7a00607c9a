import { execFile } from 'node:child_process';

/** A command that failed, with the last line it said. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';

  constructor(
    readonly command: string,
    readonly output: string,
    readonly missing: boolean,
  ) {
    super(missing ? `${command} is not installed` : `${command}: ${lastLine(output)}`);
  }
}

/** Runs a command to its end and returns its stdout. No shell; bounded in time and output. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { timeoutMs?: number; input?: string } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const settings = {
      timeout: options.timeoutMs ?? 60_000,
      maxBuffer: 16 << 20,
      killSignal: 'SIGKILL' as const,
    };
    const child = execFile(command, args, settings, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const why = stderr.trim() || stdout.trim() || (error.killed ? 'took too long' : error.message);
      reject(new CommandFailed(command, why, (error as NodeJS.ErrnoException).code === 'ENOENT'));
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });
}

/** Without the tool's own prefix (`time="…" level=fatal msg="…"`). */
function lastLine(output: string): string {
  const line = output.trim().split('\n').at(-1) ?? '';
  return /msg="((?:[^"\\]|\\.)*)"/.exec(line)?.[1]?.replaceAll('\\"', '"') ?? line;
}
