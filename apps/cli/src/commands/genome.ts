import { Command, InvalidArgumentError } from 'commander';
import { addressOf } from '#client';
import { KnockemError } from '#domain';
import { saveStream } from '../client/save-stream';
import { sessionOf } from '../session';
import { readGenome, UUID } from './submission-arguments';

/** Genomes by themselves: uploaded once, submitted by their id as often as one likes, and got back. */
export function genomeCommand(): Command {
  return new Command('genome').addCommand(putSubcommand()).addCommand(getSubcommand());
}

interface PutFlags {
  user?: string;
  ephemeral?: boolean;
}

const putSubcommand = (): Command =>
  new Command('put')
    .description('upload a genome; the same content of the same user is the same genome')
    .argument('<file>', 'the genome, - for standard input')
    .option('--user <email>', 'whose genome it is (else KNOCKEM_USER_EMAIL)')
    .option('--ephemeral', 'delete its content when the submissions that use it have ended')
    .action(async (file: string, flags: PutFlags, command: Command) => {
      const { gateway, settings, print } = sessionOf(command);
      const userEmail = flags.user ?? settings.userEmail;
      if (!userEmail) {
        throw new KnockemError('invalid', 'whose genome is it? Give --user, or set KNOCKEM_USER_EMAIL');
      }
      const stored = await gateway.uploadGenome(await readGenome(file), userEmail, flags.ephemeral ?? false);
      print(stored, () => stored.genomeId);
    });

const getSubcommand = (): Command =>
  new Command('get')
    .description('the text of a genome, byte for byte')
    .argument('<genome>', 'genome id', genomeId)
    .option('-o, --output <file>', 'where to (default: standard output)')
    .action(async (id: string, flags: { output?: string }, command: Command) => {
      const { gateway, settings, print } = sessionOf(command);
      const address = addressOf('/api/v1/genomes/{genomeId}/content', { path: { genomeId: id } });
      if (flags.output !== undefined) {
        const bytes = await saveStream(flags.output, await gateway.open(address));
        return print({ genomeId: id, file: flags.output, bytes }, () => `genome: ${flags.output}`);
      }
      const content = Buffer.from(await gateway.bytes(address));
      if (settings.json) return print({ genomeId: id, genomeContent: content.toString('utf8') }, () => '');
      process.stdout.write(content);
    });

function genomeId(text: string): string {
  if (UUID.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('is not the id of a genome; knockem genome put prints it');
}
