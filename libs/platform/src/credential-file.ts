import { stat, readFile } from 'node:fs/promises';
import { KnockemError, RegistryCredentials } from '#domain';

export interface CredentialFile {
  readonly credentials: RegistryCredentials;
  /** What the operator should look at, in a sentence each. */
  readonly warnings: readonly string[];
}

/** Others of this machine may read it. */
const OTHERS_READ = 0o004;

/**
 * Reads the operator's credential file for registries. Rejects with `misconfigured` and what to do. Nothing that stands
 * in it is ever in a sentence of this.
 */
export async function readCredentialFile(file: string): Promise<CredentialFile> {
  const { mode, text } = await contentOf(file);
  const warnings: string[] = [];
  if (mode & OTHERS_READ)
    warnings.push(`the credential file ${file} can be read by every user of this machine: chmod 600 ${file}`);
  const credentials = parsed(text, file);
  if (credentials.isEmpty)
    warnings.push(
      `the credential file ${file} holds no credentials (a credsStore is not looked at); ${LOG_IN}`,
    );
  return { credentials, warnings };
}

const LOG_IN = 'write them with `skopeo login --authfile FILE REGISTRY`';

async function contentOf(file: string): Promise<{ mode: number; text: string }> {
  try {
    return { mode: (await stat(file)).mode, text: await readFile(file, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`;
    throw refused(file, why, `let the executor's user read it, or ${LOG_IN}`);
  }
}

function parsed(text: string, file: string): RegistryCredentials {
  try {
    return RegistryCredentials.parse(text);
  } catch (error) {
    throw refused(file, (error as Error).message, `${LOG_IN}, or with docker login`);
  }
}

const refused = (file: string, why: string, hint: string): KnockemError =>
  new KnockemError('misconfigured', `the credential file ${file} (KNOCKEM_REGISTRY_AUTH_FILE) ${why}`, {
    hint,
  });
