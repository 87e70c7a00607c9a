/** Real: files of an ordinary user, whom directories without write permission stop; as root, a process of uid 12345. */
import { amongLockedDirectories, canRunAsOrdinaryUser } from '#testing';

(canRunAsOrdinaryUser() ? it : it.skip)(
  'removes a leftover for an ordinary user, though directories in it forbid it',
  () => {
    const source = `require('./libs/platform/src/remove-tree').removeTree(process.argv[1] + '/.aside')`;
    expect(amongLockedDirectories(source)).toEqual({ status: 0, stderr: '', isThere: false });
  },
);
