import { CONFIGURATION_KEYS, type KeySpec } from '#platform';
import { CLI_KEYS } from '../../apps/cli/src/config-file';

const READERS: Readonly<Record<KeySpec['usedBy'], string>> = {
  all: 'All services',
  gateway: 'Gateway',
  records: 'Gateway and recorder',
  scheduler: 'Scheduler',
  executor: 'Executor',
  images: 'Gateway and executor',
  'command line': 'Command line',
  build: 'Build',
};

/** docs/configuration.md as text; the same on every machine. */
export function renderConfiguration(): string {
  const sections = Object.entries(READERS).map(([usedBy, title]) => {
    const keys = Object.entries(CONFIGURATION_KEYS as Record<string, KeySpec>);
    const rows = keys.filter(([, spec]) => spec.usedBy === usedBy).map(([key, spec]) => rowOf(key, spec));
    return `## ${title}\n\n| key | value | default | what for |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `# Configuration

<!-- Written by scripts/generate-configuration.ts from libs/platform. Change that, then run \`make docs\`. -->

All settings come from the environment. An empty value counts as unset; a value that is not valid, or a \`KNOCKEM_\` key
that does not exist, refuses the start and says what was meant. Passwords belong in the environment of the service alone.

${sections.join('\n')}
${renderCliKeys()}`;
}

function rowOf(key: string, spec: KeySpec): string {
  const standard = spec.defaultMeans ?? (spec.default === undefined ? 'unset' : `\`${spec.default}\``);
  return `| \`${key}\` | ${valueOf(spec)} | ${standard} | ${spec.description} |`;
}

function valueOf(spec: KeySpec): string {
  if (spec.choices) return spec.choices.map((choice) => `\`${choice}\``).join(', ');
  if (spec.type === 'yes or no') return '`true`, `false`';
  if (spec.type !== 'whole number') return spec.type;
  const most = spec.max === undefined || spec.max === Number.MAX_SAFE_INTEGER ? '' : ` to ${spec.max}`;
  return `${spec.unit}, ${spec.min ?? 0}${most || ' or more'}`;
}

/** What the command's own file may say. */
function renderCliKeys(): string {
  const rows = Object.entries(CLI_KEYS).map(
    ([key, { value, default: standard, flag, environment, description }]) =>
      `| \`${key}\` | ${value} | ${standard} | \`${flag}\` | \`${environment}\` | ${description} |`,
  );
  return `## File of the command line

The \`knockem\` command also reads \`~/.config/knockem/config.yaml\` (below \`$XDG_CONFIG_HOME\`, where that is set). Flags
win over the environment, the environment over the file. Everything is text; units do not occur.

| key | value | default | flag | environment | what for |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}
