/** Who a container runs as, in numbers. */
export interface ContainerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Where an image names no user, or root: no container runs as root. */
export const NOBODY: ContainerUser = { uid: 65534, gid: 65534 };

/** The text of a file of the image, such as /etc/passwd; undefined when there is none. */
export type ReadImageFile = (path: '/etc/passwd' | '/etc/group') => Promise<string | undefined>;

/** An image's USER (`name`, `uid`, `name:group`, …) as numbers, by the image's own passwd and group files. */
export async function resolveUser(user: string, read: ReadImageFile): Promise<ContainerUser> {
  if (user === '') return NOBODY;
  const [name = '', group] = user.split(':');
  const entry = findEntry(await read('/etc/passwd'), name);
  const uid = entry ? Number(entry[2]) : numberOf(name);
  if (uid === undefined || Number.isNaN(uid)) throw new Error(`its USER ${name} is not in its /etc/passwd`);
  if (uid === 0) return NOBODY;
  return { uid, gid: group ? await groupId(group, read) : Number(entry?.[3] ?? uid) };
}

async function groupId(group: string, read: ReadImageFile): Promise<number> {
  const entry = findEntry(await read('/etc/group'), group);
  const gid = entry ? Number(entry[2]) : numberOf(group);
  if (gid === undefined || Number.isNaN(gid)) throw new Error(`its group ${group} is not in its /etc/group`);
  return gid;
}

const numberOf = (text: string): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** By name, else by number: both files have the number in their third field. */
function findEntry(text: string | undefined, key: string): string[] | undefined {
  const entries = (text ?? '').split('\n').map((line) => line.split(':'));
  return entries.find(([name]) => name === key) ?? entries.find((fields) => fields[2] === key);
}
