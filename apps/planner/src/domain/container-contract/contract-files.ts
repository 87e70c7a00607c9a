/**
 * The files that every run finds below /knockem/in beside its genome: what starts it, and the shims by which images
 * report. `source` stands in `files/`; their content becomes blobs when the planner starts.
 */
export interface ContractFile {
  /** Absolute path in the container. */
  readonly path: string;
  readonly source: string;
  readonly mode: number;
}

export const CONTRACT_FILES: readonly ContractFile[] = [
  { path: '/knockem/in/entry.sh', source: 'entry.sh', mode: 0o555 },
  { path: '/knockem/in/check.sh', source: 'check.sh', mode: 0o444 },
  { path: '/knockem/in/read-report.awk', source: 'read-report.awk', mode: 0o444 },
  { path: '/knockem/in/bin/knockem-report', source: 'shim.sh', mode: 0o555 },
  { path: '/knockem/in/bin/knockem-fetch-genome', source: 'shim.sh', mode: 0o555 },
  { path: '/knockem/in/bin/knockem-cleanup-genome', source: 'shim.sh', mode: 0o555 },
  { path: '/knockem/in/fallback/python3', source: 'python3.sh', mode: 0o555 },
  { path: '/knockem/in/python/knockem/__init__.py', source: 'init.py', mode: 0o444 },
  { path: '/knockem/in/python/knockem/cli.py', source: 'cli.py', mode: 0o444 },
];

/** Digest (SHA-256) of each file's content, by `source`. */
export type ContractDigests = Readonly<Record<string, string>>;
