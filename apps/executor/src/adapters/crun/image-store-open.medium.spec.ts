/** Real: files of an ordinary user, whom directories without write permission stop; as root, a process of uid 12345. */
import { amongLockedDirectories, canRunAsOrdinaryUser } from '#testing';

(canRunAsOrdinaryUser() ? it : it.skip)(
  'opens for an ordinary user where a crash has left an image that forbids its removal',
  () => {
    const store = './apps/executor/src/adapters/crun/image-store';
    const source = `new (require('${store}').ImageStore)(process.argv[1]).open()`;
    expect(amongLockedDirectories(source)).toEqual({ status: 0, stderr: '', isThere: false });
  },
);
