import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface ContainerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Where an image names no user, or root: no container runs as root. */
export const NOBODY: ContainerUser = { uid: 65534, gid: 65534 };

/** An image's USER (`name`, `uid`, `name:group`, …) as numbers, by the image's own passwd and group files. */
export async function resolveUser(user: string, root: string): Promise<ContainerUser> {
  if (user === '') return NOBODY;
  const [name = '', group] = user.split(':');
  const entry = await findEntry(join(root, 'etc'), 'passwd', name, 2);
  const uid = entry ? Number(entry[2]) : numberOf(name);
  if (uid === undefined || Number.isNaN(uid)) throw new Error(`its USER ${name} is not in its /etc/passwd`);
  if (uid === 0) return NOBODY;
  return { uid, gid: group ? await groupId(root, group) : Number(entry?.[3] ?? uid) };
}

async function groupId(root: string, group: string): Promise<number> {
  const entry = await findEntry(join(root, 'etc'), 'group', group, 2);
  const gid = entry ? Number(entry[2]) : numberOf(group);
  if (gid === undefined || Number.isNaN(gid)) throw new Error(`its group ${group} is not in its /etc/group`);
  return gid;
}

const numberOf = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** A symbolic link could lead out of the image to the host's file: such a file counts as absent. */
async function findEntry(
  etc: string,
  file: string,
  key: string,
  idField: number,
): Promise<string[] | undefined> {
  for (const path of [etc, join(etc, file)]) {
    const stats = await lstat(path).catch(() => undefined);
    if (!stats || stats.isSymbolicLink()) return undefined;
  }
  const lines = (await readFile(join(etc, file), 'utf8')).split('\n').map((line) => line.split(':'));
  return lines.find((fields) => fields[0] === key) ?? lines.find((fields) => fields[idField] === key);
}
