import { type RegistryCredential, registryOf, wordsOf } from '#domain';
import { readCredentialFile } from '#platform';
import { ImageUnavailable } from '../../application/container-runtime';
import { runCommand } from './run-command';

/** As Docker's API takes credentials, in a header of one request. */
export type DockerLogin =
  | { readonly username: string; readonly password: string; readonly serveraddress: string }
  | { readonly identitytoken: string; readonly serveraddress: string };

/**
 * The operator's credential file as the adapters use it: read again for each pull, so that renewed credentials count at
 * once. Without a file registries are asked without any: what the executor's user is logged in to is not used unasked.
 */
export class RegistryAccess {
  constructor(private readonly file?: string) {}

  /** Rejects with ImageUnavailable when the file cannot be used. */
  async loginFor(imageRef: string): Promise<RegistryLogin> {
    if (this.file === undefined) return new RegistryLogin(imageRef);
    const { credentials } = await readCredentialFile(this.file).catch(() => {
      throw new ImageUnavailable(
        `The image ${imageRef} cannot be pulled: the credential file that KNOCKEM_REGISTRY_AUTH_FILE names cannot be ` +
          `used on this executor; \`knockem doctor\` there tells its operator why.`,
      );
    });
    const found = credentials.for(imageRef);
    const credential = found?.kind === 'helper' ? await askHelper(found.helper, imageRef) : found;
    return new RegistryLogin(imageRef, this.file, credential, credentials.secrets());
  }
}

/** What one image's registry is shown, and what may be told of its answer. */
export class RegistryLogin {
  readonly registry: string;
  private readonly secrets: readonly string[];

  constructor(
    private readonly imageRef: string,
    private readonly file?: string,
    private readonly credential?: RegistryCredential,
    secrets: readonly string[] = [],
  ) {
    this.registry = registryOf(imageRef);
    this.secrets = [...(credential ? wordsOf(credential) : []), ...secrets].filter((secret) => secret !== '');
  }

  /** skopeo reads the file itself: secrets on a command line could be read by others. `''` or `src-` before the name. */
  skopeoFlags(prefix: '' | 'src-' = ''): string[] {
    return this.file === undefined ? [`--${prefix}no-creds`] : [`--${prefix}authfile`, this.file];
  }

  dockerLogin(): DockerLogin | undefined {
    const serveraddress = this.registry === 'docker.io' ? 'https://index.docker.io/v1/' : this.registry;
    if (this.credential?.kind === 'password') {
      const { username, password } = this.credential;
      return { username, password, serveraddress };
    }
    if (this.credential?.kind === 'token')
      return { identitytoken: this.credential.identityToken, serveraddress };
    return undefined;
  }

  /** A registry may say back what it was shown. */
  withoutSecrets(said: string): string {
    return this.secrets.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), said);
  }

  /** The sentence for a pull that was refused for lack of rights; undefined: it failed of something else. */
  refusal(said: string): string | undefined {
    if (!LACKS_RIGHTS.test(said.replaceAll(this.imageRef, ''))) return undefined;
    const told = this.withoutSecrets(said);
    return `The registry ${this.registry} did not give the image ${this.imageRef}: ${this.why()} (it said: ${told}).`;
  }

  private why(): string {
    const logIn = `\`skopeo login --authfile FILE ${this.registry}\``;
    if (this.file === undefined) {
      return (
        'no credentials were given, since this executor has no credential file. If the image is there and private, ' +
        `write one with ${logIn} and name it to executors by KNOCKEM_REGISTRY_AUTH_FILE`
      );
    }
    return this.credential === undefined
      ? `no credentials were given: the executor's credential file has none for ${this.registry}. If the image is ` +
          `there and private, add them with ${logIn} to the file that KNOCKEM_REGISTRY_AUTH_FILE names`
      : `credentials for ${this.registry} were given, and it does not take them: wrong, out of date, or without the ` +
          `right to read this image. Renew them with ${logIn} in the file that KNOCKEM_REGISTRY_AUTH_FILE names`;
  }
}

/** What registries, skopeo and Docker say; many answer so for an image that is not there, too. */
const LACKS_RIGHTS =
  /unauthorized|authentication required|no basic auth|(?<!permission )\bdenied\b|invalid username|\b40[13] \(?\w/i;

/** Protocol of docker's credential helpers: the registry on stdin, JSON on stdout. */
async function askHelper(helper: string, imageRef: string): Promise<RegistryCredential | undefined> {
  const registry = registryOf(imageRef);
  const asked = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
  try {
    const answer = await runCommand(`docker-credential-${helper}`, ['get'], { input: asked });
    const { Username, Secret } = JSON.parse(answer) as { Username: string; Secret: string };
    return Username === '<token>'
      ? { kind: 'token', identityToken: Secret }
      : { kind: 'password', username: Username, password: Secret };
  } catch {
    // Its words may hold what it knows.
    return undefined;
  }
}
