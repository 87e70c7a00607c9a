import type { GenomeCreate, GenomeDelete } from '#contracts';
import type { Connection } from '../connection';
import { deleteInputIfUnused, type InputDeletion } from './delete-input-if-unused';
import { insertInputIfNew } from './insert-input-if-new';

export function createInput(connection: Connection, command: GenomeCreate, wall: string): void {
  const { genomeId, digest, size, isEphemeral, userEmail } = command;
  insertInputIfNew(connection, { inputId: genomeId, digest, size, isEphemeral, userEmail }, wall);
}

export const deleteInput = (connection: Connection, command: GenomeDelete, wall: string): InputDeletion =>
  deleteInputIfUnused(connection, command.genomeId, wall);
