/** What is asked of the daemon: its host's `ps` about the container's processes. */
export interface AskTop {
  top(options: { readonly ps_args: string }): Promise<unknown>;
}

/**
 * For how many ms the container's process `pid` has run. Its host counts from its boot, so that no clock that is set
 * changes it; whole seconds, rounded down. Undefined when the container has ended, or where `ps` does not know etimes
 * (other than procps).
 */
export async function readRunAge(container: AskTop, pid: number): Promise<number | undefined> {
  const told = await container.top({ ps_args: '-o pid,etimes' }).catch(() => undefined);
  const { Titles = [], Processes = [] } = (told ?? {}) as { Titles?: string[]; Processes?: string[][] };
  const [ofPid, ofAge] = [Titles.indexOf('PID'), Titles.indexOf('ELAPSED')];
  const row = Processes.find((columns) => columns[ofPid] === String(pid));
  const seconds = row?.[ofAge] ?? '';
  return /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}

/** Ms until a run of this age has had its time; never more than all of it, wherever the age comes from. */
export const msLeft = (timeMs: number, ageMs: number): number =>
  Math.min(timeMs, Math.max(0, timeMs - ageMs));
