import type { Argument, Command, Option } from 'commander';
import { NOTIFIED_EVENTS } from '#contracts';
import { ASSAY_TYPES } from '#domain';

export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What may stand where the cursor is. */
export interface Offer {
  readonly candidates: readonly Candidate[];
  /** The ids of submissions, which only the gateway knows. */
  readonly submissions: boolean;
  readonly files: '' | 'files' | 'directories';
}

const NOTHING: Offer = { candidates: [], submissions: false, files: '' };

/** Choices that the parser leaves to others, which refuse a wrong one with the field's own words. */
const VALUES_OF: Readonly<Record<string, readonly string[]>> = {
  assay: ASSAY_TYPES,
  notifyOn: NOTIFIED_EVENTS,
  siteBase: ['0', '1'],
};
const SERVICES = ['gateway', 'planner', 'scheduler', 'executor', 'recorder'];
/** By the name of an argument, or of an option's value. */
const FILES: ReadonlySet<string> = new Set(['file', 'study', 'genome', 'image']);
const DIRECTORIES: ReadonlySet<string> = new Set(['directory']);
const SUBMISSIONS: ReadonlySet<string> = new Set(['submission', 'competition', 'service|submission']);

/** Where the words before the cursor lead. */
interface Place {
  readonly command: Command;
  readonly positionals: number;
  /** It waits for its value. */
  readonly option?: Option;
  readonly given: ReadonlySet<Option>;
  readonly onlyPositionals: boolean;
}

/** `words`: those after the program's name, the last of them being typed. */
export function offerFor(program: Command, words: readonly string[]): Offer {
  const current = words.at(-1) ?? '';
  const place = placeAfter(program, words.slice(0, -1));
  if (place.onlyPositionals) return offerOfArgument(place, current);
  if (place.option && !current.startsWith('-')) return offerOfValue(place.option, current);
  const [, name, value] = /^(--[^=]+)=(.*)$/.exec(current) ?? [];
  if (name !== undefined) {
    const option = optionsOf(place.command).find(({ long }) => long === name);
    return option ? offerOfValue(option, value, `${name}=`) : NOTHING;
  }
  if (current.startsWith('-')) return { ...NOTHING, candidates: flagsOf(place, current) };
  return offerOfArgument(place, current);
}

function placeAfter(program: Command, words: readonly string[]): Place {
  let command = program;
  let positionals = 0;
  let option: Option | undefined;
  const given = new Set<Option>();
  for (const [index, word] of words.entries()) {
    if (word === '--') {
      positionals += words.length - index - 1;
      return { command, positionals, given, onlyPositionals: true };
    }
    if (word.startsWith('-') && word !== '-') {
      const found = optionsOf(command).find(
        ({ long, short }) => word.split('=')[0] === long || word === short,
      );
      if (found) given.add(found);
      option = found && (found.required || found.optional) && !word.includes('=') ? found : undefined;
    } else if (option) {
      if (!option.variadic) option = undefined;
    } else {
      const below =
        positionals === 0 ? subcommandsOf(command).find((each) => each.name() === word) : undefined;
      if (below) command = below;
      else positionals += 1;
    }
  }
  return { command, positionals, option, given, onlyPositionals: false };
}

function offerOfArgument({ command, positionals }: Place, current: string): Offer {
  const below = positionals === 0 ? subcommandsOf(command) : [];
  const names = below.map((each) => ({ value: each.name(), description: firstSentence(each.description()) }));
  const argument = argumentAt(command, positionals);
  const { candidates, ...rest } = argument
    ? offerOfKind(argument.name(), argument.argChoices ?? [], current)
    : NOTHING;
  return { ...rest, candidates: [...names.filter(({ value }) => value.startsWith(current)), ...candidates] };
}

function argumentAt(command: Command, position: number): Argument | undefined {
  const { registeredArguments: all } = command;
  const last = all.at(-1);
  return all[position] ?? (last?.variadic ? last : undefined);
}

function offerOfValue(option: Option, current: string, prefix = ''): Offer {
  const choices = option.argChoices ?? VALUES_OF[option.attributeName()] ?? [];
  const [, kind = ''] = /[<[]([^>\]]+?)(?:\.\.\.)?[>\]]/.exec(option.flags) ?? [];
  return offerOfKind(kind, choices, current, prefix);
}

function offerOfKind(kind: string, choices: readonly string[], current: string, prefix = ''): Offer {
  const known = kind === 'service|submission' ? SERVICES : choices;
  const values = known.filter((value) => value.startsWith(current));
  return {
    candidates: values.map((value) => ({ value: `${prefix}${value}`, description: '' })),
    submissions: SUBMISSIONS.has(kind),
    files: FILES.has(kind) ? 'files' : DIRECTORIES.has(kind) ? 'directories' : '',
  };
}

/** Long ones; each once, but for those that take several values. */
const flagsOf = ({ command, given }: Place, current: string): Candidate[] =>
  optionsOf(command)
    .filter((option) => !given.has(option) || option.variadic)
    .map(({ long, short, description }) => ({
      value: long ?? short ?? '',
      description: firstSentence(description),
    }))
    .filter(({ value }) => value.startsWith(current));

/** Its own, and those of all commands, help among them. */
function optionsOf(command: Command): Option[] {
  const help = command.createHelp();
  const own = help.visibleOptions(command);
  const inherited: Option[] = [];
  for (let above = command.parent; above; above = above.parent)
    inherited.push(...above.options.filter(({ long, hidden }) => long !== '--version' && !hidden));
  return [...own, ...inherited];
}

const subcommandsOf = (command: Command): Command[] => command.createHelp().visibleCommands(command);

/** A tab between value and description, and a line for each: neither may stand in it. */
const firstSentence = (text: string): string => text.replace(/\s+/g, ' ').split('; ')[0];
