/** Docker's log stream: frames of an 8-byte header (1 = stdout, 2 = stderr; length in the last four bytes) and a body. */
export function readFrames(frames: Buffer): { stdout: Buffer; stderr: Buffer } {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  for (let at = 0; at + 8 <= frames.length;) {
    const length = frames.readUInt32BE(at + 4);
    (frames[at] === 2 ? stderr : stdout).push(frames.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
}
