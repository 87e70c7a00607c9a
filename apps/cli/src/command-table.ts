import type { Command } from 'commander';

export interface CommandEntry {
  readonly description: string;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of the help. The code behind one is loaded only when its name is on the command line. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  up: {
    description: 'start the whole stack on this machine, supervised: nats-server and the five services',
    load: async () => (await import('./commands/up.js')).upCommand(),
  },
  down: {
    description: 'stop the stack that `knockem up --detach` left running',
    load: async () => (await import('./commands/down.js')).downCommand(),
  },
  status: {
    description: 'the processes of the stack on this machine',
    load: async () => (await import('./commands/status.js')).statusCommand(),
  },
  backup: {
    description: 'copy everything that a running stack needs to come back into a directory',
    load: async () => (await import('./commands/backup.js')).backupCommand(),
  },
  restore: {
    description: 'put a backup in the place of the files of a stack that is stopped',
    load: async () => (await import('./commands/restore.js')).restoreCommand(),
  },
  'rebuild-records': {
    description: 'tell the record store everything again that scheduler or stream still hold',
    load: async () => (await import('./commands/rebuild-records.js')).rebuildRecordsCommand(),
  },
  doctor: {
    description: 'look at everything that a stack stands on, and say how to mend what is broken',
    load: async () => (await import('./commands/doctor.js')).doctorCommand(),
  },
  demo: {
    description: 'a whole study on this machine, in a directory of its own that is removed at the end',
    load: async () => (await import('./commands/demo.js')).demoCommand(),
  },
  'check-image': {
    description: 'tell an image from a faulty one: everything that is wrong with it, and what to do about it',
    load: async () => (await import('./commands/check-image.js')).checkImageCommand(),
  },
  submit: {
    description: 'submit a genome and a container image for assays',
    load: async () => (await import('./commands/submit.js')).submitCommand(),
  },
  clone: {
    description: 'submit a study again, with what the flags change',
    load: async () => (await import('./commands/clone.js')).cloneCommand(),
  },
  watch: {
    description: 'follow a submission until it ends (Ctrl-C stops watching, not the submission)',
    load: async () => (await import('./commands/watch.js')).watchCommand(),
  },
  show: {
    description: 'one submission: its state, counters, limits and assays',
    load: async () => (await import('./commands/show.js')).showCommand(),
  },
  list: {
    description: 'submissions, newest first',
    load: async () => (await import('./commands/list.js')).listCommand(),
  },
  cancel: {
    description: 'stop a submission: nothing more starts, what runs is stopped, results so far are kept',
    load: async () => (await import('./commands/cancel.js')).cancelCommand(),
  },
  delete: {
    description: 'delete submissions that have ended with everything that was found, or everything of a user',
    load: async () => (await import('./commands/delete.js')).deleteCommand(),
  },
  hold: {
    description: 'nothing more of a submission starts until it is released; what runs goes on',
    load: async () => (await import('./commands/hold.js')).holdCommand(),
  },
  release: {
    description: 'let a held submission go on',
    load: async () => (await import('./commands/hold.js')).releaseCommand(),
  },
  limits: {
    description: 'show or set the limits of a live submission',
    load: async () => (await import('./commands/limits.js')).limitsCommand(),
  },
  retry: {
    description: 'run the failed competitions of a failed submission again; results are kept',
    load: async () => (await import('./commands/retry.js')).retryCommand(),
  },
  explain: {
    description: 'why a competition is not running, and what to do about it',
    load: async () => (await import('./commands/explain.js')).explainCommand(),
  },
  replay: {
    description: 'run the very container of a competition again on this machine, and compare',
    load: async () => (await import('./commands/replay.js')).replayCommand(),
  },
  prune: {
    description: 'free what nothing uses any more: images, volumes, blobs, logs; tells first, and asks',
    load: async () => (await import('./commands/prune.js')).pruneCommand(),
  },
  executors: {
    description: 'who is there, how many slots each has, and what runs',
    load: async () => (await import('./commands/executors.js')).executorsCommand(),
  },
  token: {
    description: 'make, list and revoke the tokens of the gateway on this machine',
    load: async () => (await import('./commands/token.js')).tokenCommand(),
  },
  results: {
    description: 'what the assays of a submission concluded; --csv: every competition as a flat table',
    load: async () => (await import('./commands/results.js')).resultsCommand(),
  },
  download: {
    description: 'every competition of a submission as a table: CSV, Parquet or JSON lines',
    load: async () => (await import('./commands/download.js')).downloadCommand(),
  },
  skeleton: {
    description: 'the skeletons of a submission',
    load: async () => (await import('./commands/skeleton.js')).skeletonCommand(),
  },
  genome: {
    description: 'genomes by themselves: put, get',
    load: async () => (await import('./commands/genome.js')).genomeCommand(),
  },
  report: {
    description: 'the report of a submission as one HTML file; --plots: all its pictures',
    load: async () => (await import('./commands/report.js')).reportCommand(),
  },
  notifications: {
    description: 'whom a submission tells of its start and end, and every try to tell them',
    load: async () => (await import('./commands/notifications.js')).notificationsCommand(),
  },
  logs: {
    description: "one service's log; or, with --competition, a container's output",
    load: async () => (await import('./commands/logs.js')).logsCommand(),
  },
  dead: {
    description: 'messages that no service could use: list, show, replay, discard',
    load: async () => (await import('./commands/dead.js')).deadCommand(),
  },
  completion: {
    description: 'print what bash, zsh or fish needs to complete commands, flags and ids on a tab',
    load: async () => (await import('./commands/completion.js')).completionCommand(),
  },
};
