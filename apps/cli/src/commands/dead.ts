import { Command, Option } from 'commander';
import type { Schemas } from '#client';
import { renderDeadLetter, renderDeadLetters } from '../render/dead-letters';
import { type Session, sessionOf } from '../session';
import { wholeNumber } from './number-arguments';

const PAGE = 100;
const SERVICES = ['planner', 'scheduler', 'recorder'] as const;
type Service = (typeof SERVICES)[number];

/** Messages that no service could use: people look at them, mend the cause, and send them again or throw them away. */
export function deadCommand(): Command {
  return new Command('dead')
    .addCommand(listSubcommand(), { isDefault: true })
    .addCommand(showSubcommand())
    .addCommand(
      forEach(
        'replay',
        'send commands again; each letter goes once it is journalled',
        async (session, letter) => {
          const { streamSequence } = await session.gateway.replayDeadLetter(letter);
          session.print(
            { sequence: letter, streamSequence },
            () => `${letter} replayed: ${streamSequence} in the journal`,
          );
        },
      ),
    )
    .addCommand(
      forEach('discard', 'throw letters away', async (session, letter) => {
        await session.gateway.discardDeadLetter(letter);
        session.print({ sequence: letter }, () => `${letter} discarded`);
      }),
    );
}

const listSubcommand = (): Command =>
  new Command('list')
    .description('all that are kept, oldest first')
    .addOption(new Option('--service <name>', 'only what this service has given up').choices(SERVICES))
    .action(async (flags: { service?: Service }, command: Command) => {
      const session = sessionOf(command);
      const letters = await allLetters(session, flags.service);
      session.print(letters, () => renderDeadLetters(letters));
    });

const showSubcommand = (): Command =>
  new Command('show')
    .description('one of them, with the message as it came')
    .argument('<letter>', 'its number in the list', wholeNumber)
    .action(async (letter: number, _flags: object, command: Command) => {
      const session = sessionOf(command);
      const view = await session.gateway.deadLetter(letter);
      session.print(view, () => renderDeadLetter(view));
    });

/** A command over several letters, one after the other: what fails stops it, and what came before is done. */
const forEach = (
  name: string,
  description: string,
  act: (session: Session, letter: number) => Promise<void>,
): Command =>
  new Command(name)
    .description(description)
    .argument(
      '[letters...]',
      'numbers in the list',
      (text, before: number[]) => [...before, wholeNumber(text)],
      [],
    )
    .option('--all', 'all that are kept')
    .action(async (named: number[], flags: { all?: boolean }, command: Command) => {
      const session = sessionOf(command);
      if (flags.all ? named.length > 0 : named.length === 0) {
        command.error(`error: name the letters to ${name}, or all of them with --all`);
      }
      const letters = flags.all ? (await allLetters(session)).map(({ sequence }) => sequence) : named;
      for (const letter of letters) await act(session, letter);
    });

async function allLetters({ gateway }: Session, service?: Service): Promise<Schemas['DeadLetter'][]> {
  const letters: Schemas['DeadLetter'][] = [];
  let cursor: string | undefined;
  do {
    const page = await gateway.deadLetters({ service, cursor, limit: PAGE });
    letters.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return letters;
}
