import { strictProfile } from './seccomp-profile';

const template = {
  defaultAction: 'SCMP_ACT_ERRNO',
  defaultErrnoRet: 38,
  syscalls: [
    { names: ['read', 'mount', 'clone', 'clone3', 'unshare'], action: 'SCMP_ACT_ALLOW' },
    { names: ['mount'], action: 'SCMP_ACT_ALLOW', includes: { caps: ['CAP_SYS_ADMIN'] } },
    { names: ['arch_prctl'], action: 'SCMP_ACT_ALLOW', includes: { arches: ['amd64'] } },
    { names: ['sync_file_range2'], action: 'SCMP_ACT_ALLOW', includes: { arches: ['arm64'] } },
    { names: ['fork'], action: 'SCMP_ACT_ALLOW', excludes: { arches: ['arm64'] } },
    { names: ['personality'], action: 'SCMP_ACT_ALLOW', args: [{ index: 0, value: 8, op: 'SCMP_CMP_EQ' }] },
  ],
};

describe('the seccomp profile', () => {
  const allowed = (arch: string): string[] =>
    strictProfile(template, arch)
      .syscalls.filter((rule) => rule.action === 'SCMP_ACT_ALLOW')
      .flatMap((rule) => rule.names);

  it("keeps the template's calls for this architecture, without capabilities", () => {
    expect(allowed('amd64')).toEqual(['read', 'arch_prctl', 'fork', 'personality', 'clone']);
    expect(allowed('arm64')).toEqual(['read', 'sync_file_range2', 'personality', 'clone']);
  });

  it('allows clone only without new namespaces, and leaves clone3 at the default so that libc falls back', () => {
    const { syscalls, defaultErrnoRet } = strictProfile(template, 'amd64');
    const clone = syscalls.find((rule) => rule.names.includes('clone'));
    expect(clone?.args).toEqual([{ index: 0, value: 0x7e020000, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }]);
    expect(syscalls.flatMap((rule) => rule.names)).not.toContain('clone3');
    expect(defaultErrnoRet).toBe(38);
  });

  it('refuses mounts and new namespaces by name', () => {
    const refused = strictProfile(template, 'amd64').syscalls.find(
      (rule) => rule.action === 'SCMP_ACT_ERRNO',
    );
    expect(refused?.names).toEqual(expect.arrayContaining(['mount', 'unshare', 'setns', 'ptrace', 'bpf']));
  });
});
