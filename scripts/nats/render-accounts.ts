import { BUS_ROLES, type BusRole } from '#contracts';
import type { Runmode } from '#domain';
import { permissionsOf } from './permissions';

/** The variable of keys.conf that holds a role's public key. */
export const keyVariable = (name: string): string => `KNOCKEM_${name.toUpperCase().replaceAll('-', '_')}`;

/** deploy/nats/accounts.conf: a user for each role, known by its nkey, with its permissions; `tools` have a tool's. */
export function renderAccounts(runmode: Runmode, tools: readonly string[] = []): string {
  const users = [
    ...BUS_ROLES.map((role) => userOf(role, role, runmode)),
    ...tools.map((name) => userOf(name, 'tool', runmode)),
  ];
  return `# Who may do what on the bus. Written by scripts/generate-nats-accounts.ts; do not change it by hand.
#
# Users are known by nkeys: what stands here and in keys.conf is public; the seeds, by which the services prove who
# they are, are files of their own (\`make nats-keys\` makes them in keys/). \`make nats-keys NAMES=notebook\` makes one
# more tool: its key, and its user here.
include keys/keys.conf

# A busy machine is slow to sign.
authorization { timeout: 30 }

accounts {
  KNOCKEM {
    jetstream: enabled
    users: [
${users.join('\n')}
    ]
  }
}
`;
}

function userOf(name: string, role: BusRole, runmode: Runmode): string {
  const { publish, subscribe } = permissionsOf(role, runmode);
  return `      {
        # ${name}
        nkey: $${keyVariable(name)}
        permissions: {
          publish: { allow: ${list(publish)} }
          subscribe: { allow: ${list(subscribe)} }
        }
      }`;
}

const list = (subjects: readonly string[]): string =>
  `[\n${subjects.map((subject) => `            "${subject}"`).join('\n')}\n          ]`;
