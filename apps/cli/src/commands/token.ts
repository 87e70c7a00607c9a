import { Command, InvalidArgumentError, Option } from 'commander';
import { isEmail } from 'class-validator';
import { SCOPES, type Scope } from '#domain';
import { type AccessToken, readConfiguration, stateOfToken, TokenFile } from '#platform';
import { type Session, sessionOf } from '../session';
import { table } from '../render/table';
import { expiryOf } from './token-expiry';

interface CreateFlags {
  user: string;
  scope: Scope[];
  expires?: string;
  note?: string;
}

const DEFAULT_EXPIRY = '90d';

/** Works on the token file of the gateway on this machine: who may write it is the operator, and needs no token. */
export function tokenCommand(): Command {
  return new Command('token')
    .addCommand(createCommand())
    .addCommand(
      new Command('list')
        .description('tokens that were made here, without their secrets')
        .action((_flags: unknown, command: Command) => list(sessionOf(command))),
    )
    .addCommand(
      new Command('revoke')
        .description('from the next request on it is not valid any more')
        .argument('<id>', 'as `knockem token list` shows it')
        .action((id: string, _flags: unknown, command: Command) => revoke(sessionOf(command), id)),
    );
}

function createCommand(): Command {
  return new Command('create')
    .description('a new token; it is shown once, and kept nowhere')
    .requiredOption('--user <email>', 'whose it is: what it submits belongs to this user', email)
    .addOption(
      new Option(
        '--scope <scope...>',
        'read: what the user owns; submit: and change it; administer: everything',
      )
        .choices(SCOPES)
        .default(['read', 'submit']),
    )
    .option(
      '--expires <when>',
      'so many days or hours from now (30d, 12h), a date (2031-01-31), or never',
      DEFAULT_EXPIRY,
    )
    .option('--note <text>', 'what it is for')
    .action((flags: CreateFlags, command: Command) => create(sessionOf(command), flags));
}

function create(session: Session, flags: CreateFlags): void {
  const now = new Date();
  const file = tokenFileOf(session);
  const expiresAt = expiryOf(flags.expires ?? DEFAULT_EXPIRY, now);
  const { token, secret } = file.create(
    {
      userEmail: flags.user,
      scopes: [...new Set(flags.scope)],
      ...(expiresAt === undefined ? {} : { expiresAt }),
      ...(flags.note === undefined ? {} : { note: flags.note }),
    },
    now.toISOString(),
  );
  const { digest: _, ...shown } = token;
  session.print({ ...shown, token: secret }, () => `${secret}\n${told(token, file.path)}`);
}

const told = ({ id, userEmail, scopes, expiresAt }: AccessToken, path: string): string =>
  [
    `\ntoken ${id} of ${userEmail}: ${scopes.join(', ')}; ${expiresAt ? `until ${expiresAt}` : 'it does not expire'}`,
    `It is shown this once; ${path} holds only its digest.`,
    'Use it as KNOCKEM_TOKEN, or put it into ~/.config/knockem/token (chmod 600).',
  ].join('\n');

function list(session: Session): void {
  const now = new Date().toISOString();
  const tokens = tokenFileOf(session)
    .list()
    .map(({ digest: _, ...token }) => ({ ...token, state: stateOfToken({ digest: '', ...token }, now) }));
  session.print(tokens, () =>
    tokens.length === 0
      ? 'no tokens'
      : table(
          ['id', 'user', 'scopes', 'state', 'expires', 'note'],
          tokens.map((token) => [
            token.id,
            token.userEmail,
            token.scopes.join(' '),
            token.state,
            token.expiresAt ?? 'never',
            token.note ?? '',
          ]),
        ),
  );
}

function revoke(session: Session, id: string): void {
  const { digest: _, ...token } = tokenFileOf(session).revoke(id, new Date().toISOString());
  session.print(token, () => `token ${id} of ${token.userEmail} is revoked`);
}

/** Where the gateway looks, too: the same settings, with --data-dir in place of KNOCKEM_DATA_DIR. */
function tokenFileOf({ settings }: Session): TokenFile {
  const { gateway } = readConfiguration({ ...process.env, KNOCKEM_DATA_DIR: settings.dataDir });
  return new TokenFile(gateway.tokenFile);
}

function email(text: string): string {
  if (isEmail(text)) return text;
  throw new InvalidArgumentError('is not an e-mail address');
}
