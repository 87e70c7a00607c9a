import { readFile } from 'node:fs/promises';
import { goArch } from '../images/image-configuration';
import { runCommand } from '../images/run-command';

/** The profile of Podman and friends (Debian package golang-github-containers-common, which skopeo needs). */
const TEMPLATE = '/usr/share/containers/seccomp.json';
const ARCHITECTURES: Record<string, string> = { amd64: 'SCMP_ARCH_X86_64', arm64: 'SCMP_ARCH_AARCH64' };
const PYTHONS = ['/usr/bin/python3', 'python3'];

interface TemplateRule {
  names: string[];
  action: string;
  errnoRet?: number;
  args?: { index: number; value: number; valueTwo?: number; op: string }[];
  includes?: { arches?: string[]; caps?: string[] };
  excludes?: { arches?: string[]; caps?: string[] };
}

interface Template {
  defaultAction: string;
  defaultErrnoRet?: number;
  syscalls: TemplateRule[];
}

/** linux.seccomp of an OCI configuration. */
export interface SeccompProfile {
  readonly defaultAction: string;
  readonly defaultErrnoRet?: number;
  readonly architectures: readonly string[];
  readonly syscalls: readonly Omit<TemplateRule, 'includes' | 'excludes'>[];
}

/**
 * What the template allows and Docker's own list does not: doors into new namespaces, mounts, keys, other processes'
 * memory. clone3 stays at the default ENOSYS, so that libc falls back to clone, whose flags a filter can read.
 */
const REFUSED = (
  'mount umount umount2 unshare setns pivot_root open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr ' +
  'keyctl add_key request_key io_uring_setup io_uring_enter io_uring_register userfaultfd perf_event_open bpf ptrace ' +
  'process_vm_readv process_vm_writev'
).split(' ');
/** clone without any CLONE_NEW… flag. */
const NEW_NAMESPACES = 0x7e020000;

export async function readStrictProfile(file = TEMPLATE): Promise<SeccompProfile> {
  return strictProfile(JSON.parse(await readFile(file, 'utf8')) as Template);
}

/** The template for this architecture and a process without capabilities, tightened. */
export function strictProfile(template: Template, arch = goArch()): SeccompProfile {
  const withheld = new Set([...REFUSED, 'clone', 'clone3']);
  const rules = template.syscalls
    .filter((rule) => appliesTo(rule, arch))
    .map(({ names, action, errnoRet, args }) => ({
      names: action === 'SCMP_ACT_ALLOW' ? names.filter((name) => !withheld.has(name)) : names,
      action,
      ...(errnoRet === undefined ? {} : { errnoRet }),
      ...(args?.length ? { args: args.map((arg) => ({ ...arg, valueTwo: arg.valueTwo ?? 0 })) } : {}),
    }))
    .filter((rule) => rule.names.length > 0);
  const clone = { index: 0, value: NEW_NAMESPACES, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' };
  return {
    defaultAction: template.defaultAction,
    ...(template.defaultErrnoRet === undefined ? {} : { defaultErrnoRet: template.defaultErrnoRet }),
    architectures: [ARCHITECTURES[arch] ?? 'SCMP_ARCH_NATIVE'],
    syscalls: [
      ...rules,
      { names: ['clone'], action: 'SCMP_ACT_ALLOW', args: [clone] },
      { names: REFUSED, action: 'SCMP_ACT_ERRNO', errnoRet: 1 },
    ],
  };
}

function appliesTo({ includes = {}, excludes = {} }: TemplateRule, arch: string): boolean {
  if (includes.arches && !includes.arches.includes(arch)) return false;
  if (includes.caps && includes.caps.length > 0) return false;
  return !excludes.arches?.includes(arch);
}

/**
 * The filter as the kernel takes it (base64 of BPF), compiled once: compiling it at every start is the dearest part of
 * a start (17–48 ms of CPU against 4). Undefined where python3 or libseccomp2 is missing; then crun compiles.
 */
export async function compileProfile(profile: SeccompProfile): Promise<string | undefined> {
  for (const python of PYTHONS) {
    try {
      const options = { input: JSON.stringify(profile), timeoutMs: 20_000 };
      return (await runCommand(python, ['-c', COMPILE], options)).trim() || undefined;
    } catch {
      // The next one, or none.
    }
  }
  return undefined;
}

/** libseccomp through ctypes: no compiler and no python package needed. */
const COMPILE = `
import base64, ctypes, json, sys, tempfile
lib = ctypes.CDLL('libseccomp.so.2')
class Comparison(ctypes.Structure):
    _fields_ = [('arg', ctypes.c_uint), ('op', ctypes.c_int), ('a', ctypes.c_uint64), ('b', ctypes.c_uint64)]
lib.seccomp_init.restype = ctypes.c_void_p
profile = json.load(sys.stdin)
def action(name, errno):
    return {'SCMP_ACT_ALLOW': 0x7fff0000, 'SCMP_ACT_ERRNO': 0x00050000 | (1 if errno is None else errno)}[name]
operators = {'SCMP_CMP_NE': 1, 'SCMP_CMP_LT': 2, 'SCMP_CMP_LE': 3, 'SCMP_CMP_EQ': 4, 'SCMP_CMP_GE': 5,
             'SCMP_CMP_GT': 6, 'SCMP_CMP_MASKED_EQ': 7}
default = action(profile['defaultAction'], profile.get('defaultErrnoRet'))
context = ctypes.c_void_p(lib.seccomp_init(ctypes.c_uint32(default)))
for rule in profile['syscalls']:
    verdict = action(rule['action'], rule.get('errnoRet'))
    if verdict == default: continue
    args = rule.get('args') or []
    comparisons = (Comparison * len(args))(*[
        Comparison(a['index'], operators[a['op']], a['value'], a.get('valueTwo', 0)) for a in args])
    for name in rule['names']:
        number = lib.seccomp_syscall_resolve_name(name.encode())
        if number == -1: continue
        if lib.seccomp_rule_add_array(context, ctypes.c_uint32(verdict), number, len(args), comparisons) not in (0, -17, -22):
            sys.exit('rule refused: ' + name)
with tempfile.TemporaryFile() as out:
    if lib.seccomp_export_bpf(context, out.fileno()) != 0: sys.exit('no filter')
    out.seek(0)
    print(base64.b64encode(out.read()).decode())
`;
